"""Turns per second of this bot beside the SDKs' own echo bots, measured in one run: `python -m bench`."""
