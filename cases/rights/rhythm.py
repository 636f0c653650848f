"""The stages of reminding about a request: when each is due, and which one counts at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.terms import REMIND_AT, Deadline, request_stages

LATE = "late-"
"""How the names of the daily stages behind the strict date begin."""

TELL_FG = ("closing", "closing-more")
"""From three working days before the end on the FG is told; and every day that it is late."""

EXTEND = "extend"
FIRST_WEEK = "week-7"


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name in keys, and its moment in the zone of the deadline."""

    name: str
    at: datetime

    @property
    def late(self) -> bool:
        """Whether the strict date has passed by then."""
        return self.name.startswith(LATE)

    @property
    def tells_fg(self) -> bool:
        return self.late or self.name in TELL_FG


def stages(deadline: Deadline) -> tuple[Stage, ...]:
    """All stages up to the strict date, and the first one behind it; the earliest first."""
    named = [Stage(name, at) for name, at in request_stages(deadline).items()]
    return (*named, late_stage(deadline, 1))


def late_stage(deadline: Deadline, days: int) -> Stage:
    """The reminder so many days behind the strict date."""
    day = deadline.due.date() + timedelta(days=days)
    return Stage(f"{LATE}{days}", datetime.combine(day, REMIND_AT, deadline.due.tzinfo))


def next_late_stage(deadline: Deadline, now: datetime) -> Stage:
    """The next daily reminder behind the strict date that is still to come; the first one when it is not over yet."""
    days = max((now.astimezone(deadline.due.tzinfo).date() - deadline.due.date()).days, 1)
    stage = late_stage(deadline, days)
    return stage if stage.at > now else late_stage(deadline, days + 1)


def stage_named(name: str, deadline: Deadline) -> Stage | None:
    """The stage of this name under this deadline; None for a name that is none of it."""
    days = name.removeprefix(LATE)
    if name.startswith(LATE) and days.isascii() and days.isdigit() and 0 < len(days) < 6 and int(days):
        return late_stage(deadline, int(days))
    return next((stage for stage in stages(deadline) if stage.name == name), None)


def stages_ahead(deadline: Deadline, now: datetime) -> tuple[Stage, ...]:
    """What is still to come. Of a request that is late already the next daily one."""
    ahead = tuple(stage for stage in stages(deadline) if stage.at > now)
    return ahead or (next_late_stage(deadline, now),)


def overtaken(stage: Stage, deadline: Deadline, now: datetime) -> bool:
    """Whether a later stage is due as well, as after an outage: then only that one is sent."""
    return any(stage.at < later.at <= now for later in stages(deadline)) or (
        stage.late and late_stage(deadline, int(stage.name.removeprefix(LATE)) + 1).at <= now
    )


def stage_before(stage: Stage, sent: tuple[str, ...], deadline: Deadline) -> str:
    """The name of the newest stage before this one that went out; "" when none did."""
    found = [each for name in sent if (each := stage_named(name, deadline)) and each.at < stage.at]
    return max(found, key=lambda each: each.at).name if found else ""
