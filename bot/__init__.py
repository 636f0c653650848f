"""The Teams edge: the only code that knows the Bot Framework, HTTP and mail."""
