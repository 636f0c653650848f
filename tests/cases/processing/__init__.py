"""The processing register."""
