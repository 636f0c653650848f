"""Measures after a breach (AVG article 33(5), policy point 14 step 9): what will be done, by whom, before when. Pure.

They go on when the case is closed: a lesson that nobody carries out is none. The Privacy Officer is reminded on the
day, and a quarter's digest tells which were done (cases/breach/quarter.py).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cases.breach.case import BreachCase
from cases.breach.handling import HOW_LIMIT, MOST_MEASURES, OWNER_LIMIT, Measure
from cases.breach.step import moved
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused

FURTHEST = timedelta(days=730)
"""A day further away than two years was mistyped."""


def _plan(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One measure more."""
    what, owner = lives.text(deed.given, "measure", HOW_LIMIT), lives.text(deed.given, "owner", OWNER_LIMIT)
    until, today = _day(deed, "until"), deed.now.astimezone(deed.org.zone).date()
    if not today <= until <= today + FURTHEST:
        raise Refused("until", "niet_binnenkort")
    if len(case.planned) >= MOST_MEASURES:
        raise Refused("measure", "te_veel_maatregelen")
    made = Measure.model_validate(
        {"what": what, "owner": owner, "until": until, "by": deed.actor, "at": deed.now}
    )
    changes = {"measure": ("", what), "owner": ("", owner), "until": ("", until.isoformat())}
    return moved(life, case, "plan_measure", deed, {"planned": (*case.planned, made)}, changes=changes)


def _planned_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether just this is planned."""
    given = tuple(lives.typed(deed.given, each) for each in ("measure", "owner", "until"))
    return any((each.what, each.owner, each.until.isoformat()) == given for each in case.planned)


def _done(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One of them is done, or will not be done: and how, or why not."""
    number = lives.one_of(deed.given, "number", case.open_measures)
    outcome = lives.one_of(deed.given, "outcome", OUTCOMES)
    how = lives.text(deed.given, "how_done", HOW_LIMIT)
    today = deed.now.astimezone(deed.org.zone).date()
    done = {"done_on": today, "dropped": outcome == DROPPED, "how": how}
    planned = tuple(
        each.model_copy(update=done) if str(place) == number else each
        for place, each in enumerate(case.planned, start=1)
    )
    changes = {"number": ("", number), "outcome": ("", outcome)}
    shrinks = tuple(
        each
        for name in case.reminders
        if name.startswith(f"measure_{number}-")
        for each in lives.shrink(case, deed.now, name, "po")
    )
    return moved(
        life, case, "measure_done", deed, {"planned": planned}, why=how, changes=changes, dues=shrinks
    )


DONE, DROPPED = "gedaan", "vervallen"
OUTCOMES = (DONE, DROPPED)


def _done_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    number, how = deed.given.get("number", ""), lives.typed(deed.given, "how_done")
    return any(
        str(place) == number
        and each.done_on is not None
        and (each.how, each.dropped) == (how, deed.given.get("outcome") == DROPPED)
        for place, each in enumerate(case.planned, start=1)
    )


def _day(deed: Deed, field: str) -> date:
    try:
        return date.fromisoformat(deed.given.get(field, ""))
    except ValueError as reason:
        raise Refused(field, "geen_datum") from reason


def _which(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        FormField("number", "choice", options=case.open_measures, required=True),
        FormField("outcome", "choice", options=OUTCOMES, required=True),
        FormField("how_done", "text", required=True, limit=HOW_LIMIT),
    )


def _line(happening: Happening) -> str:
    """What is planned."""
    return happening.words.line("measure", what=happening.after("measure"), owner=happening.after("owner"))


def _which_one(happening: Happening) -> Mapping[str, str]:
    return {"number": happening.after("number")}


EVENTS: tuple[CaseEvent[Any], ...] = (
    CaseEvent[BreachCase](
        "plan_measure",
        _plan,
        _planned_before,
        CaseForm(
            (
                FormField("measure", "text", required=True, limit=HOW_LIMIT),
                FormField("owner", "text", required=True, limit=OWNER_LIMIT),
                FormField("until", "date", required=True),
            )
        ),
        line=_line,
    ),
    CaseEvent[BreachCase](
        "measure_done", _done, _done_before, CaseForm(asks=_which), line=lives.the_reason, names=_which_one
    ),
)
