"""The front door: the command line in, the web server or a sub-command out; nothing else."""

import os
import sys

from bot.commands.command_line import run

if __name__ == "__main__":
    # Nothing here plugs into pydantic; else it would look for plugins in every installed package at each start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.exit(run(sys.argv[1:], os.environ))
