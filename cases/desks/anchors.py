"""The ends of all histories, told each day outside the store: in the log, and in a mail to the FG.

With these lines beside it a register shows that nothing in it was left out, cut short or made anew since, whoever has
the store and the keys. A line is `anchor {…}`, wherever it stands in what is written around it.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.plans import Mail
from cases.register.seals import Seals

say = words_beside(__file__)

HEAD_SIGNS = 32
"""So many signs of the hash itself were told before it was keyed: nobody makes another history with the same."""

HEADS_A_LINE = 6

LOGGED_KEY, MAILED_KEY = "register|anchored", "register|anchors-mailed"
"""The rows that say up to when the ends of the histories of this register were told there."""

_PLACE, _HEAD = "anchor", "anchor/head"
_LINE = re.compile(r'anchor (\{"at":.*?"seal":"[^"]*"\})')


class Anchor(BaseModel):
    """One line: how much there was in a register at a moment, and where some of its histories ended then.

    `counters` are the numbers given out by year; `heads` the number of events and what is told of the last hash, by
    case. `organisation` is whose register it is; lines of before it was told say "".
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    at: AwareDatetime
    register_name: str
    cases: int
    destroyed: int
    counters: dict[str, int]
    heads: dict[str, str] = {}
    organisation: str = ""

    def lines(self, seals: Seals) -> list[str]:
        """What is told, a few ends a line; each line stands by itself."""
        heads = sorted(self.heads.items())
        parts = [dict(heads[at : at + HEADS_A_LINE]) for at in range(0, len(heads), HEADS_A_LINE)] or [{}]
        written = (self.model_copy(update={"heads": part}).model_dump_json() for part in parts)
        return [f"anchor {seals.put(_PLACE, each)}" for each in written]


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the lines say of one register: every end by case and number of events, the most numbers by year."""

    heads: dict[str, dict[int, str]] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    lines: int = 0


@dataclass(frozen=True, slots=True)
class ReadAnchors:
    """The lines by register, and how many there were that our keys did not seal: these count for nothing. `others` are
    those of other organisations, and of nobody knows which."""

    by_register: Mapping[str, Anchored]
    refused: int
    others: int = 0


NOTHING_TOLD = Anchored()


def head_of(seq: int, last_hash: str, seals: Seals) -> str:
    """How the end of a history is told: the hash itself could be tried with every colleague until a closed name fits
    (ADR 0032), so it is made unreadable with the first key."""
    return f"{seq}:{seals.control(_HEAD, last_hash)}"


def head_fits(head: str, last_hash: str, seals: Seals) -> bool:
    """Whether a history that ends with this hash is the one that was told; also of lines of before it was keyed."""
    return last_hash.startswith(head) if ":" not in head else seals.fits(head, _HEAD, last_hash) == "good"


def read_anchors(text: Iterable[str], seals: Seals, organisations: Container[str]) -> ReadAnchors:
    """The anchors in lines of a log or a mail; all that is none is passed over. Raises nothing.

    Those count that name one of these organisations ("" for a line that names none).
    """
    by_register, refused, others = dict[str, Anchored](), 0, 0
    for line in text:
        for found in _LINE.finditer(line):
            try:
                anchor = Anchor.model_validate_json(found[1])
                heads = [(number, *_read_head(told)) for number, told in anchor.heads.items()]
            except (ValidationError, ValueError):
                refused += 1
                continue
            if seals.standing(_PLACE, found[1]).state != "good":
                refused += 1
                continue
            if anchor.organisation not in organisations:
                others += 1
                continue
            known = by_register.get(anchor.register_name, Anchored())
            for number, seq, head in heads:
                known.heads.setdefault(number, {})[seq] = head
            for year, count in anchor.counters.items():
                known.counters[year] = max(count, known.counters.get(year, 0))
            by_register[anchor.register_name] = Anchored(known.heads, known.counters, known.lines + 1)
    return ReadAnchors(by_register, refused, others)


def anchors_mail(lines: Iterable[str], now: datetime, org: Organisation) -> Mail:
    """The mail to the FG with what is told of all registers: numbers of cases and signs, nothing of a person."""
    day, fg = f"{now.astimezone(org.zone):%d-%m-%Y}", org.offices.fg
    text = (say("greeting", office=fg.title), say("keep"), "\n".join(lines), say("why_so_little"))
    return Mail(
        to=fg.email,
        subject=say("subject", day=day),
        text="\n\n".join(text) + "\n",
        message_id_seed=f"anchors.{now.astimezone(org.zone):%Y-%m-%d}",
    )


def anchored_value(at: datetime) -> str:
    """What stands in the row of LOGGED_KEY or MAILED_KEY, before it is sealed."""
    return json.dumps({"at": at.astimezone(UTC).isoformat()})


def anchored_at(value: str) -> datetime:
    """The moment in that row. Raises ValueError and LookupError."""
    return datetime.fromisoformat(json.loads(value)["at"])


def _read_head(value: str) -> tuple[int, str]:
    seq, _, head = value.partition(":")
    if len(head) != HEAD_SIGNS and ":" not in head:
        raise ValueError("no end of a history")
    return int(seq), head
