"""Worked breaches that stand in files beside this one: the facts, who must be told, and on what that rests."""

import tomllib
from pathlib import Path
from typing import Any

from tests.cases.assessment.breaches import leak, outage

MADE = {"leak": leak, "outage": outage, "bare": dict[str, Any]}
"""How the facts of an example are filled up: a leak, an outage, or something of which nothing else is known."""

TOLD = {"nobody": (False, False), "ap": (True, False), "ap and people": (True, True)}

Worked = tuple[dict[str, Any], tuple[bool, bool]]


def worked(file: str) -> dict[str, Worked]:
    """The examples of this file by name: the facts, and whether the AP and whether the people must be told."""
    read = tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))
    return {name: (_facts(each), TOLD[each["told"]]) for name, each in read.items()}


def _facts(example: dict[str, Any]) -> dict[str, Any]:
    ((make, given),) = ((MADE[kind], example[kind]) for kind in MADE if kind in example)
    return make(**given, **dict.fromkeys(example.get("unknown", ())))


GUIDANCE = worked("worked_guidance.toml")
"""What the guidelines or the policy say of each."""
