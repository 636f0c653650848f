"""When an office is reminded of a question that waits for it. These days are the organisation's rhythm, not law."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.organisation import Organisation
from cases.register.rhythm import Rhythm, Stage
from cases.terms import morning_after
from state_machines.consult_life import OFFICE_TURN


def _stages(case: ConsultCase, org: Organisation) -> tuple[Stage, ...]:
    """Those of the turn that the office has now: mornings after so many working days. On the last the FG is told.

    Those before ask that somebody takes it up: who did is left alone until the last.
    """
    days = org.terms.consult_reminder_days
    return tuple(
        Stage(
            f"turn-{case.turn}-{count}d",
            morning_after(case.waits_since, count, org.zone),
            count,
            tells_fg=count == days[-1],
            takes_up=count != days[-1],
        )
        for count in days
    )


def _untouched(case: ConsultCase) -> bool:
    return case.taken_up is None and not any(each.at >= case.waits_since for each in case.seen)


RHYTHM = Rhythm[ConsultCase](
    stages=_stages,
    waits=lambda case: case.status in OFFICE_TURN,
    counts=lambda case: case.status in OFFICE_TURN,
    untouched=_untouched,
)


def back_before(case: ConsultCase, name: str, now: datetime, org: Organisation) -> datetime | None:
    """Before which moment a reminder that is put off has to be back: that of the next one."""
    coming = RHYTHM.coming(case, now, org)
    return coming.at if coming is not None else None


def wished_by(case: ConsultCase, org: Organisation) -> datetime:
    """The day before which an answer is hoped for."""
    days = org.terms.consult_reminder_days
    return morning_after(case.waits_since, days[-1] if days else org.terms.consult_close_days, org.zone)


def asked_again_at(asked_at: datetime, org: Organisation) -> datetime:
    """When the asker is reminded of a question back."""
    return morning_after(asked_at, org.terms.consult_question_days, org.zone)


def lapses_at(since: datetime, org: Organisation) -> datetime:
    """When a question closes by itself because the asker says nothing."""
    return morning_after(since, org.terms.consult_close_days, org.zone)
