"""The command line: what an administrator types, a module for each sub-command, and the files that it writes."""
