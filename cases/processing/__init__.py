"""The processing register (VR-)."""
