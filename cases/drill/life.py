"""How a drill lives: as a breach does, by its own clock; when it ends, its report follows. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from cases.breach.case import BreachCase
from cases.breach.life import LIFE
from cases.drill.clock import change_outside, in_drill
from cases.organisation import Organisation
from cases.register.life import Change, Deed, Life, thread

REPORT = "drill_report"
"""The note under the living card that says how it went."""


@dataclass(frozen=True)
class DrillLife(Life[BreachCase]):
    """Who is outside gives the moment on the wall; handlers, guards and cards know that of the drill only."""

    def change(self, case: BreachCase, event: str, deed: Deed) -> Change[BreachCase]:
        """See Life.change."""
        now = in_drill(case.reported_at, deed.now)
        done = super().change(case, event, replace(deed, now=now))
        if case.is_open and not done.case.is_open:
            report = thread(done.case, now, REPORT)
            done = Change(done.case, done.event, (*done.dues, *report))
        return change_outside(done)

    def allowed(self, case: BreachCase, now: datetime, org: Organisation) -> frozenset[str]:
        """See Life.allowed."""
        return super().allowed(case, in_drill(case.reported_at, now), org)

    def not_delivered(
        self, case: BreachCase, kind: str, now: datetime, org: Organisation
    ) -> Change[BreachCase]:
        """See Life.not_delivered."""
        return change_outside(super().not_delivered(case, kind, in_drill(case.reported_at, now), org))


DRILL_LIFE = DrillLife(
    LIFE.engine,
    LIFE.roles,
    LIFE.offices,
    LIFE.home,
    LIFE.heirs,
    LIFE.facts,
    LIFE.events,
    LIFE.words,
    LIFE.insiders,
    LIFE.sees,
    LIFE.more_roles,
    LIFE.tasks,
)
