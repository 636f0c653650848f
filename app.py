"""The front door: the command line in, the web server or a sub-command out; nothing else."""

import os
import sys

from bot.commands.command_line import run

if __name__ == "__main__":
    # Nothing here plugs into pydantic; else it would look for plugins in every installed package at each start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Sums of a typed line are small: more threads only wait for each other, and each holds memory of its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:], os.environ))
