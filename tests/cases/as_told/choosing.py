"""Which lives a file tells: those in which the most is said, and the most of the code is run, that is in no other."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from tests.cards.said import Said
from tests.cases.as_told.kept import Chosen
from tests.cases.as_told.lives import LONG, lived, register_of, walked
from tests.cases.as_told.refusals import refusals
from tests.cases.as_told.telling import Telling

TRIED = 72
"""So many lives of a register are looked at."""

WHOLE: Mapping[str, int] = {
    "breach": 2,
    "rights": 3,
    "consult": 3,
    "processing": 2,
    "agreement": 2,
    "standing": 2,
}
"""So many of them are told in whole: they can be read."""

SHORT: Mapping[str, int] = {
    "breach": 16,
    "rights": 14,
    "consult": 14,
    "processing": 6,
    "agreement": 6,
    "standing": 6,
    "advice": 20,
}
"""So many more are told in short: they cost a line a press."""

MUCH = 4
"""A line of code that no life reached yet counts as much as so many lines that were not said yet."""

CODE = str(Path(__file__).parents[3] / "cases")


def choose(name: str) -> Chosen:
    """The lives of this register that are worth telling, and one in which everything is as long as can be."""
    heard, left = set[str](), {seed: _says(name, seed) for seed in range(TRIED)}
    found, whole = list[int](), WHOLE.get(name, 4)
    while len(found) < whole + SHORT.get(name, 4):
        best = max(left, key=lambda seed: (_worth(left[seed] - heard), -seed))
        heard |= left.pop(best)
        found.append(best)
    return Chosen(tuple(sorted(found[:whole])), (*sorted(found[whole:]), LONG))


def _worth(new: frozenset[str]) -> int:
    return sum(MUCH if each.startswith(CODE) else 1 for each in new)


@cache
def _says(name: str, seed: int) -> frozenset[str]:
    """All that is said in a life, without numbers, and the lines of code that it reaches."""
    said = Said()
    register, life = register_of(name), lived(name, seed)
    course = [re.sub(r"\] .*", "]", line) for line in Telling(register, said).life(life)]
    lines = (*course, *said.lines.values(), *refusals(register, [life]))
    return frozenset(re.sub("[0-9]+", "#", line) for line in lines) | _reached(name, seed)


def _reached(name: str, seed: int) -> frozenset[str]:
    found = set[str]()

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        found.add(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        return on_line

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return on_line if frame.f_code.co_filename.startswith(CODE) else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        walked(name, seed)
    finally:
        sys.settrace(before)
    return frozenset(found)
