"""The control number of a line of a file: whoever changes the line cannot make it again without the key. Pure.

It covers what the line tells and nothing else. A hash over the row in the store would let somebody try every colleague
until one fits, and so tell a name that is closed (ADR 0032); and everybody could make it again.
"""

import json

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.seals import Seals, State

say = words_beside(__file__)

CONTROL = "hash"
"""The column of it, as it was called when it was one."""

CELL_LIMIT = 32_000
"""Most characters of a cell (Excel holds 32,767)."""

Line = dict[str, str]


def with_control(line: Line, seals: Seals, org: Organisation, of: str = "") -> Line:
    """The line with its control number, or the words that there is no key for one. `of` says of what it is when the
    line itself does not."""
    return line | {CONTROL: seals.control(_place(org, of), _told(line)) or say("no_key")}


def standing(line: Line, seals: Seals, org: Organisation, of: str = "") -> State:
    """Whether this line, read from a file, tells what it told when it was handed out."""
    return seals.fits(line.get(CONTROL, ""), _place(org, of), _told(line))


def same_cell(one: str, other: str) -> bool:
    """Whether two cells tell the same: a program that saves a file anew may change its white space."""
    return _plain(one) == _plain(other)


def cut(value: str) -> str:
    """What of a value stands in a cell."""
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"


def _place(org: Organisation, of: str) -> str:
    return f"{org.key}/{of}"


def _told(line: Line) -> str:
    cells = sorted((name, _plain(value)) for name, value in line.items() if name != CONTROL)
    return json.dumps(cells, ensure_ascii=True)


def _plain(value: str) -> str:
    return " ".join(cut(value).split())
