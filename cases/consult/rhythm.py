"""When an office is reminded of a question that waits for it. These days are the organisation's rhythm, not law."""

from dataclasses import dataclass
from datetime import datetime

from cases.consult.case import ConsultCase
from cases.organisation import Organisation
from cases.terms import morning_after


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name in keys, its morning in the organisation's zone, after how many working days.

    On the `last` one the FG is told as well.
    """

    name: str
    at: datetime
    days: int
    last: bool


def stages(case: ConsultCase, org: Organisation) -> tuple[Stage, ...]:
    """The reminders of the turn that the office has now, the earliest first."""
    days = org.terms.consult_reminder_days
    return tuple(
        Stage(
            f"turn-{case.turn}-{count}d",
            morning_after(case.waits_since, count, org.zone),
            count,
            count == days[-1],
        )
        for count in days
    )


def stage_named(name: str, case: ConsultCase, org: Organisation) -> Stage | None:
    """The reminder of this name; None for one of an earlier turn or of none."""
    return next((each for each in stages(case, org) if each.name == name), None)


def stage_before(stage: Stage, case: ConsultCase, org: Organisation) -> Stage | None:
    """The newest reminder of this turn before it that went out."""
    sent = [each for each in stages(case, org) if each.name in case.reminders and each.at < stage.at]
    return sent[-1] if sent else None


def overtaken(stage: Stage, case: ConsultCase, now: datetime, org: Organisation) -> bool:
    """Whether a later one is due as well, as after an outage: then only that one is sent."""
    return any(stage.at < each.at <= now for each in stages(case, org))


def ignored(case: ConsultCase, stage: Stage, org: Organisation) -> bool:
    """Whether nobody of the office reacted before this reminder: then its deputies are told too."""
    before = stage_before(stage, case, org)
    if before is None:
        return case.taken_up is None and not any(each.at >= case.waits_since for each in case.seen)
    return case.reminders[before.name].seen is None


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
