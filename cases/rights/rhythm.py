"""When legal affairs are reminded of a request, or of an objection to its answer: mornings within the term, and every
day behind it."""

from datetime import datetime, timedelta

from cases.organisation import Organisation
from cases.register.rhythm import Late, Rhythm, Stage
from cases.rights.case import RightsCase
from cases.terms import REMIND_AT, request_stages

TELL_FG = ("closing", "closing-more")
"""From three working days before the end on the FG is told; and every day that it is late."""

EXTEND = "extend"
FIRST_WEEK = "week-7"


def _stages(case: RightsCase, org: Organisation) -> tuple[Stage, ...]:
    """All up to the strict date, and the first one behind it."""
    moments = request_stages(case.deadline(org))
    named = (Stage(name, at, tells_fg=name in TELL_FG) for name, at in moments.items())
    return (*named, _late(case, 1, org))


def _late(case: RightsCase, days: int, org: Organisation) -> Stage:
    end = case.deadline(org).due
    at = datetime.combine(end.date() + timedelta(days=days), REMIND_AT, end.tzinfo)
    return Stage(f"late-{days}", at, -days, tells_fg=True, late=True)


RHYTHM = Rhythm[RightsCase](
    stages=_stages,
    late=Late("late-{}", _late, timedelta(days=1)),
    waits=lambda case: case.term_runs,
    counts=lambda case: case.term_runs,
)


def back_before(case: RightsCase, name: str, now: datetime, org: Organisation) -> datetime | None:
    """Before which moment a reminder that is put off has to be back: that of the next one, and the end of the term."""
    coming = RHYTHM.coming(case, now, org)
    ends = [each for each in (coming.at if coming else None, case.deadline(org).due) if each and each > now]
    return min(ends, default=None)
