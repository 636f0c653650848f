"""Adaptive Cards as dictionaries, one builder a file. Imports nothing of ours."""
