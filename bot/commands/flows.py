"""The sub-command `flows`: writes the pages of the flows that run."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from dialogs.drawing import write_pages
from dialogs.flows import FLOWS, TEXTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("--folder", default="docs/flows")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """A JSON line for each page that was written."""
    for path in write_pages(Path(chosen.folder), FLOWS, TEXTS):
        print(json.dumps({"written": path.as_posix()}))
    return 0
