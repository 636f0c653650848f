"""The advice on a breach: which facts weigh how much."""
