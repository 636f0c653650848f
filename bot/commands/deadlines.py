"""The sub-command `deadlines`: lines {"kind", "start"} in, when each term ends and is reminded of as JSON lines out."""

import argparse
import json
import sys
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from cases.organisation import Terms
from cases.term_lines import term_line

LINE_LIMIT = 100_000

ZONE = ZoneInfo("Europe/Amsterdam")
"""Where it counts: it answers without settings, so that an audit can run it anywhere."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """A JSON object for each line of stdin that is not empty; a bad line gets an error and the rest goes on."""
    for line in sys.stdin:
        if line.strip():
            try:
                asked = json.loads(line[:LINE_LIMIT])
            except (ValueError, RecursionError):
                print(json.dumps({"error": "the line is no JSON"}), flush=True)
                continue
            print(json.dumps(term_line(asked, Terms(), ZONE), ensure_ascii=False), flush=True)
    return 0
