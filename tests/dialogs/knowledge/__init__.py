"""Knowledge: what it takes, how it is found, and what it looks like."""
