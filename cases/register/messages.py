"""Messages that wait for their moment: rows beside the case, written with the change that causes them."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cases.people import person_key

DueKind = Literal[
    "card",
    "thread",
    "mail",
    "tell",
    "reminder",
    "term",
    "open_answers",
    "question_reminder",
    "shrink",
    "draft_expired",
    "tidy",
    "file",
    "chore",
]


class Due(BaseModel):
    """One waiting message. `ref` makes its key its own; `faults` is how often it failed of something unforeseen.

    `to` is po, fg, jz, reporter, person:<id>, mail:<office>, or the name of a register.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    kind: DueKind
    number: str
    to: str
    ref: str = ""
    attempts: int = 0
    faults: int = 0
    lease_until: AwareDatetime | None = None
    created_at: AwareDatetime


def due_key(at: datetime, due: Due) -> str:
    """Where a message waits: keys sort by moment (whole seconds, rounded down), then by case."""
    return f"due|{_stamp(at)}|{due.number}|{due.kind}-{recipient_key(due.to)}-{due.ref}"


def recipient_key(to: str) -> str:
    """A recipient in a row key: offices as they are, people as a key that shows nobody."""
    return f"person:{person_key(to.removeprefix('person:'))}" if to.startswith("person:") else to


def ready_range(now: datetime) -> tuple[str, str]:
    """The key range of everything that is due at this moment."""
    return "due|", f"due|{_stamp(now)}|~"


def due_at(key: str) -> datetime:
    """The moment in a key. Raises ValueError for a key of something else."""
    return datetime.strptime(key.split("|")[1], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
