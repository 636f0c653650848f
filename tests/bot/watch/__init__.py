"""Watching itself."""
