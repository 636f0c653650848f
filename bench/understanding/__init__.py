"""Trains and measures the understanding of typed Dutch. Nothing of this runs in the bot."""
