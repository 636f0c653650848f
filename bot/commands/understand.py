"""The sub-command `understand`: lines of Dutch in, what they mean as JSON lines out."""

import argparse
import json
import sys
from collections.abc import Mapping

from dialogs.dutch.understanding import load_understanding

LINE_LIMIT = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """A JSON object for each line of stdin."""
    understanding = load_understanding()
    for line in sys.stdin:
        text = line.rstrip("\n")[:LINE_LIMIT]
        meant = understanding.of(text)
        answer = {
            "text": text,
            "intent": meant.intent,
            "confidence": round(meant.confidence, 2),
            "offered": list(meant.offered),
        }
        print(json.dumps(answer, ensure_ascii=False))
    return 0
