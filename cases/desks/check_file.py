"""Whether the lines of a history in a file that was handed out still tell what the register tells. Pure.

A line with a control number proves itself, also when its case was destroyed since. One without it (made when there was
no key) is compared with the register as it is now, and so is one of before that had the hash of its event instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cases.organisation import Organisation
from cases.register.control import CONTROL, Line, same_cell, standing
from cases.register.export import EVENT_COLUMNS, Exported
from cases.register.history import Event
from cases.register.seals import Seals

LineFault = Literal[
    "forged", "unknown_key", "other_history", "differs", "not_in_register", "left_out", "twice"
]

_HASH = re.compile(r"[0-9a-f]{64}")
"""What stood there before there were control numbers: the hash of the event, which anybody can make again."""


@dataclass(frozen=True, slots=True)
class WrongLine:
    """What is wrong with a line. `line` is its place in the file, 0 for one that is not there.

    forged: it is not as it was handed out. unknown_key: its control number names a key that is not here. other_history:
    the register has another event there. differs: these `columns` tell something else than the register does now.
    not_in_register: it has no such event. left_out: an event of before the last one of its case is not in the file.
    twice: the event stands in the file already.
    """

    number: str
    seq: int
    fault: LineFault
    line: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the file and its place in it."""

    place: int
    cells: Line

    @property
    def number(self) -> str:
        """The number of its case."""
        return self.cells.get("number", "")

    @property
    def seq(self) -> int:
        """The place of its event in the history; 0 for what is none."""
        told = self.cells.get("seq", "")
        return int(told) if told.isascii() and told.isdigit() and len(told) <= 6 else 0


def proves_itself(line: FileLine, seals: Seals, org: Organisation) -> bool:
    """Whether its control number fits what it tells, so that the register need not be asked."""
    return standing(line.cells, seals, org) == "good"


def check_line(
    line: FileLine, there: Exported, events: Sequence[Event], seals: Seals, org: Organisation
) -> WrongLine | None:
    """What is wrong with this line, or None. `there` and `events` are what the register has of its case now.

    Without any key a control number says nothing, and the line is compared as one that has none.
    """
    state = standing(line.cells, seals, org)
    if state == "good":
        return None
    if state == "forged" or (state == "unknown_key" and seals):
        return WrongLine(line.number, line.seq, state, line.place)
    told = next((each for each in there.events if each["seq"] == str(line.seq)), None)
    if told is None:
        return WrongLine(line.number, line.seq, "not_in_register", line.place)
    control = line.cells.get(CONTROL, "")
    hashes = {each.hash for each in events if each.seq == line.seq}
    if _HASH.fullmatch(control) and control not in hashes:
        return WrongLine(line.number, line.seq, "other_history", line.place)
    differs = tuple(
        name
        for name in EVENT_COLUMNS
        if name != CONTROL and not same_cell(line.cells.get(name, ""), told[name])
    )
    return WrongLine(line.number, line.seq, "differs", line.place, differs) if differs else None


def check_order(lines: Sequence[FileLine]) -> list[WrongLine]:
    """Events of a case that the file leaves out, or tells twice: a history is handed out from its first event on."""
    wrong, seen = list[WrongLine](), dict[str, set[int]]()
    for each in lines:
        known = seen.setdefault(each.number, set())
        if each.seq in known:
            wrong.append(WrongLine(each.number, each.seq, "twice", each.place))
        known.add(each.seq)
    for number, known in seen.items():
        first_gap = next(place for place in range(1, len(known) + 2) if place not in known)
        if first_gap < max(known):
            wrong.append(WrongLine(number, first_gap, "left_out"))
    return wrong
