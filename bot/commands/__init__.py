"""The command line: what an administrator types, and the files that it writes."""
