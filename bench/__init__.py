"""Turns per second of this bot beside the SDKs' own echo bots, measured in one run: `python -m bench`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the bot, before anything reckons
