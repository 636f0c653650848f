"""What is tested, and how it is tried. Sums run in one thread, as in the bot: more would only wait for each other."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything reckons
