"""Where the policy hurts: which questions people answer with doubt, and where offices decide otherwise. Pure.

Counted from the entries of the lists, which hold names of questions and of answers and nobody's words. Who asked is
not looked at, and nothing is kept for this beside the cases themselves.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cases.organisation import Organisation
from cases.register.listing import Entry

FRICTION_FOR = frozenset({"po", "fg"})
"""Who reads it: the FG oversees, the Privacy Officer answers the questions and keeps the policy known."""

MONTHS = 12
"""How many months are looked back."""


@dataclass(frozen=True, slots=True)
class Friction:
    """`doubts` are questions ("flow.question") and `overruled` answers ("flow.outcome", "breach.ap"), most first.

    `talks` counts the conversations whose answers were sent or kept, each once; `decided` the decisions that could
    have gone against an answer of the bot.
    """

    since: date
    talks: int
    decided: int
    doubts: tuple[tuple[str, int], ...]
    overruled: tuple[tuple[str, int], ...]


def counts_from(now: datetime, org: Organisation) -> datetime:
    """Where the period begins: the first day of a month, so many months ago, where the organisation is."""
    here = now.astimezone(org.zone)
    months = here.year * 12 + here.month - MONTHS
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=org.zone)


def friction(entries: Iterable[Entry], since: datetime) -> Friction:
    """The counts. Answers of one conversation that were sent and kept count once."""
    doubted, talks = set[tuple[str, str]](), set[str]()
    overruled, decided = Counter[str](), 0
    for each in entries:
        if each.talk:
            talks.add(each.talk)
            doubted |= {(each.talk, name) for name in each.doubts}
        overruled.update(each.overruled)
        decided += each.judged
    doubts = Counter(name for _, name in doubted)
    return Friction(since.date(), len(talks), decided, _most_first(doubts), _most_first(overruled))


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
