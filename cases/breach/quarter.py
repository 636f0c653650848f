"""The digest of a quarter: which measures after breaches were done, and which still wait."""

from collections.abc import Sequence
from datetime import date, datetime

from cards.dutch_time import short_day
from cards.duties import DutiesView, duties_card
from cards.view import Button, Card, Fact
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.handling import Measure
from cases.organisation import Organisation
from cases.plain_text import shortened
from cases.register.register import Quarterly

say = words_beside(__file__)

SPOKEN = ("quarter",)
"""Words that are looked up by the quarter."""

MARK = "measures"
"""The mark of a breach with measures: only these are read."""

MOST_LINES, MOST_WORDS = 10, 120
"""So many measures are on the card, the open ones first; the export has all."""


def quarter_digest(
    cases: Sequence[BreachCase], begin: date, end: date, now: datetime, org: Organisation
) -> tuple[Card, str] | None:
    """The card and the line of its toast about the quarter from `begin` until before `end`; None when there is nothing
    to tell. It stands in a channel: of a confidential case it says no word that was typed."""
    every = [(case, place, each) for case in cases for place, each in enumerate(case.planned, start=1)]
    done = [each for each in every if each[2].done_on is not None and begin <= each[2].done_on < end]
    waiting = sorted((each for each in every if each[2].done_on is None), key=lambda each: each[2].until)
    if not done and not waiting:
        return None
    late = sum(each.until < now.astimezone(org.zone).date() for _, _, each in waiting)
    title = say("title", quarter=say(f"quarter.{(begin.month - 1) // 3 + 1}"), year=begin.year)
    counts = say("counts", done=sum(not each.dropped for _, _, each in done), open=len(waiting), late=late)
    shown = [*waiting, *done]
    lines = [_line(case, place, each, org) for case, place, each in shown[:MOST_LINES]]
    if len(shown) > MOST_LINES:
        lines.append(Fact(say("more"), say("more_count", count=len(shown) - MOST_LINES)))
    view = DutiesView(
        number=say("number"),
        state=title,
        turn=counts,
        tone="running",
        clock=None,
        lines=tuple(lines),
        steps=(),
        source=say("source"),
        buttons=(Button(say("list"), "register", {"register": "breach", "filter": MARK}, of="register"),),
    )
    return duties_card(view), f"{say('number')}: {title}"


def _line(case: BreachCase, place: int, measure: Measure, org: Organisation) -> Fact:
    label = say("which", number=case.number, place=place)
    if measure.done_on is None:
        state = say("line.open", day=_day(measure.until, org))
    else:
        state = say("line.dropped" if measure.dropped else "line.done", day=_day(measure.done_on, org))
    if case.confidential:
        return Fact(label, f"{state}. {say('confidential')}")
    what = shortened(f"{measure.what} ({measure.owner})", MOST_WORDS)
    return Fact(label, f"{state}: {what}", typed=True)


def _day(on: date, org: Organisation) -> str:
    return short_day(datetime(on.year, on.month, on.day, tzinfo=org.zone))


QUARTERLY = Quarterly(("fg", "po"), MARK, quarter_digest)
