"""The stages of reminding about the 72 hours: when each is due, and which one counts at a moment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cases.organisation import Terms

TERM_STAGE = "ap-0h"
FG_FROM_HOURS = 12
"""From this stage on the FG is reminded too (issue of the client: "at 12 hours left the FG too")."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name in keys, and its moment in UTC."""

    name: str
    at: datetime
    hours_left: int

    @property
    def tells_fg(self) -> bool:
        return self.hours_left <= FG_FROM_HOURS


def stages(deadline: datetime, terms: Terms) -> tuple[Stage, ...]:
    """All stages up to and including the deadline itself, the earliest first."""
    hours = (*terms.reminder_hours_left, 0)
    # In UTC: Python subtracts on the wall clock of a zone, which is an hour off when summer time begins or ends.
    end = deadline.astimezone(UTC)
    return tuple(Stage(f"ap-{left}h", end - timedelta(hours=left), left) for left in hours)


def stage_named(name: str, deadline: datetime, terms: Terms) -> Stage | None:
    """The stage of this name, a late one ("ap-late-3d") included; None for a name that is none."""
    for stage in stages(deadline, terms):
        if stage.name == name:
            return stage
    days = name.removeprefix("ap-late-").removesuffix("d")
    if name.startswith("ap-late-") and days.isascii() and days.isdigit() and 0 < len(days) < 6:
        return Stage(name, deadline.astimezone(UTC) + timedelta(days=int(days)), -24 * int(days))
    return None


def next_late_stage(deadline: datetime, now: datetime) -> Stage:
    """The next daily reminder after the deadline that is still to come."""
    end = deadline.astimezone(UTC)
    days = max(0, (now.astimezone(UTC) - end) // timedelta(days=1)) + 1
    return Stage(f"ap-late-{days}d", end + timedelta(days=days), -24 * days)


def stages_ahead(deadline: datetime, terms: Terms, now: datetime) -> tuple[Stage, ...]:
    """What a new case has to be reminded of: stages to come, and the deadline itself even when it has passed."""
    return tuple(stage for stage in stages(deadline, terms) if stage.at > now or stage.name == TERM_STAGE)


def overtaken(stage: Stage, deadline: datetime, terms: Terms, now: datetime) -> bool:
    """Whether a later stage is due as well, as after an outage: then only that one is sent."""
    return any(later.at <= now and later.at > stage.at for later in stages(deadline, terms))


def stage_before(stage: Stage, sent: tuple[str, ...], deadline: datetime, terms: Terms) -> str:
    """The name of the newest stage before this one that went out; "" when none did."""
    found = [each for name in sent if (each := stage_named(name, deadline, terms)) and each.at < stage.at]
    return max(found, key=lambda each: each.at).name if found else ""
