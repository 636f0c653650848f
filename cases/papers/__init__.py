"""Papers: letters and forms filled in from a case."""
