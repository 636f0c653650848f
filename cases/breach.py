"""A breach as the register keeps it: what was reported, who has it, what was asked, what must be told when."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from cases.organisation import Organisation
from cases.people import Colleague
from cases.plain_text import one_line, plain, shortened, stored_size
from cases.ports import ROW_LIMIT
from cases.terms import Deadline, breach_deadline, counted_breach

UNKNOWN = "onbekend"
NO_DATA = "geen"

KINDS = ("verkeerde_ontvanger", "cc", "kwijt", "hack", "onbevoegd", "openbaar", "weg", "anders", UNKNOWN)
DATA_KINDS = (
    "contact",
    "bsn",
    "financieel",
    "gezondheid",
    "bijzonder",
    "strafrecht",
    "id_kopie",
    "login",
    "anders",
    NO_DATA,
    UNKNOWN,
)
GROUPS = ("client", "kwetsbaar", "minderjarig", "medewerker", "anders", UNKNOWN)
COUNTS = ("1", "2-10", "11-100", "101-1000", "1001+", UNKNOWN)
DISCOVERERS = ("ikzelf", "collega", "leverancier", "buiten", UNKNOWN)
CAUSES = ("vergissing", "storing", "opzet_buiten", "opzet_binnen", UNKNOWN)
SYSTEMS = ("mail", "zivver", "klantsysteem", "afas", "bestanden", "apparaat", "papier", "anders", UNKNOWN)

CHOICES = {
    "kind": KINDS,
    "data_kinds": DATA_KINDS,
    "groups": GROUPS,
    "n_people": COUNTS,
    "n_records": COUNTS,
    "discoverer": DISCOVERERS,
    "cause": CAUSES,
    "systems": SYSTEMS,
}
"""Every closed list by the field that it belongs to."""

SEVERAL = frozenset({"data_kinds", "groups", "systems"})
"""Fields of which more than one value may hold."""

SENSITIVE = frozenset({"financieel", "bsn"})
"""Gevoelig in the policy, point 2."""

SPECIAL = frozenset({"gezondheid", "bijzonder", "strafrecht"})
"""Special data (AVG article 9) and data about crime (article 10)."""

OVER_100 = frozenset({"101-1000", "1001+"})
MALICE = frozenset({"opzet_buiten", "opzet_binnen"})

STORY_LIMIT = 4000
DONE_LIMIT = 1000
EXACT_LIMIT = 100
QUESTION_LIMIT = 1000
ANSWER_LIMIT = 2000
REASON_LIMIT = 1000
NOTE_LIMIT = 1000

MOST_PENDING = 3
"""Questions to the reporter that may be open at the same time."""

MOST_EXCHANGES = 3
MOST_ADDITIONS = 2
MOST_SEEN = 6
MOST_REMINDERS = 16
MOST_CARDS = 12
"""How much of each the case row keeps; the history keeps all."""

EARLIER_LIMIT = 300
"""Most characters of an answered question, once a newer one is there; the history keeps the whole."""

Status = Literal["reported", "taken_up", "withdrawn"]

CLOSED: frozenset[str] = frozenset({"withdrawn"})
"""Statuses in which no term runs any more."""

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?")


class NotInList(ValueError):
    """A value outside its closed list."""


def checked_choice(field: str, value: str) -> str:
    """The value itself. Raises NotInList."""
    if value not in CHOICES[field]:
        raise NotInList(f"{field}: no such choice")
    return value


def checked_choices(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """The values in the order of their list, each once; nothing given is `onbekend`. Raises NotInList."""
    given = {checked_choice(field, value) for value in values if value} or {UNKNOWN}
    return tuple(each for each in CHOICES[field] if each in given)


def _one_of(field: str) -> AfterValidator:
    return AfterValidator(lambda value: checked_choice(field, value))


def _some_of(field: str) -> AfterValidator:
    return AfterValidator(lambda values: checked_choices(field, values))


def _written(value: str) -> str:
    if value:
        found = _WRITTEN.fullmatch(value)
        if found is None:
            raise ValueError("not written as 2026-11-23 or 2026-11-23T14:05")
        date.fromisoformat(found[1])
    return value


def _text(most: int) -> AfterValidator:
    def check(value: str) -> str:
        kept = plain(value).strip()
        if len(kept) > most:
            raise ValueError(f"has {len(kept)} characters, at most {most} fit")
        return kept

    return AfterValidator(check)


Moment = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]
Written = Annotated[str, AfterValidator(_written)]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Report(_Kept):
    """What the reporter told (policy point 14, step 3).

    `happened_from` and `happened_until` are local, as told: a day, a day and a time, or "" for unknown.
    `open_fields` names what the reporter did not know.
    """

    kind: Annotated[str, _one_of("kind")]
    what_happened: Annotated[str, _text(STORY_LIMIT)]
    discovered_at: Moment
    happened_from: Written = ""
    happened_until: Written = ""
    happened_unknown: bool = False
    discoverer: Annotated[str, _one_of("discoverer")] = UNKNOWN
    cause: Annotated[str, _one_of("cause")] = UNKNOWN
    data_kinds: Annotated[tuple[str, ...], _some_of("data_kinds")] = (UNKNOWN,)
    groups: Annotated[tuple[str, ...], _some_of("groups")] = (UNKNOWN,)
    n_people: Annotated[str, _one_of("n_people")] = UNKNOWN
    n_records: Annotated[str, _one_of("n_records")] = UNKNOWN
    n_exact: Annotated[str, _text(EXACT_LIMIT)] = ""
    systems: Annotated[tuple[str, ...], _some_of("systems")] = (UNKNOWN,)
    done: Annotated[str, _text(DONE_LIMIT)] = ""
    no_personal_data: bool = False
    open_fields: tuple[str, ...] = ()


class Seen(_Kept):
    """Somebody of an office pressed "Gezien"."""

    by: Colleague
    office: str
    at: Moment


class ReminderState(_Kept):
    """One stage towards one office: when it went out, to whom, and who pressed "Gezien"."""

    sent_at: Moment
    to: tuple[str, ...] = ()
    seen_by: str = ""
    seen_at: Moment | None = None


class Exchange(_Kept):
    """A question of an office to the reporter; `answer` is empty while it is open."""

    id: str
    question: str
    asked_by: Colleague
    asked_at: Moment
    answer: str = ""
    answered_at: Moment | None = None
    reminded: bool = False


class WithdrawalAsked(_Kept):
    """The reporter says that it was a mistake."""

    reason: str
    at: Moment


class Withdrawn(_Kept):
    """An office closed the case as a mistake."""

    by: Colleague
    at: Moment
    reason: str = ""


class LateReason(_Kept):
    """Why the term was not met (AVG article 33(1), last sentence)."""

    reason: str
    by: Colleague
    at: Moment


class Addition(_Kept):
    """What the reporter added later; `fields` names what is not open any more."""

    at: Moment
    fields: tuple[str, ...] = ()
    note: str = ""


class BreachCase(_Kept):
    """One breach. Every change makes a new one with `version` one higher; `seq` is the number of events.

    `cards` names the living cards that exist: "po", "fg", "reporter" or "person:<aad id>".
    """

    form: int = 1
    number: str
    status: Status = "reported"
    version: int = 1
    seq: int = 0
    last_hash: str = ""
    draft_id: str
    reporter: Colleague
    report: Report
    reported_at: Moment
    confidential: bool = False
    changed_at: Moment
    taken_up_by: Colleague | None = None
    taken_up_at: Moment | None = None
    seen: tuple[Seen, ...] = ()
    reminders: dict[str, ReminderState] = Field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    asked: int = 0
    withdrawal_asked: WithdrawalAsked | None = None
    withdrawn: Withdrawn | None = None
    late_reason: LateReason | None = None
    term_missed_at: Moment | None = None
    additions: tuple[Addition, ...] = ()
    open_asked_at: Moment | None = None
    cards: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Some term may still run."""
        return self.status not in CLOSED

    @property
    def special(self) -> bool:
        """Special data or data about crime are in it."""
        return not SPECIAL.isdisjoint(self.report.data_kinds)

    @property
    def sensitive(self) -> bool:
        """Data that the policy calls gevoelig (point 2) are in it."""
        return not SENSITIVE.isdisjoint(self.report.data_kinds)

    @property
    def fg_involved(self) -> bool:
        """The FG is told at once: special data, over 100 people or malice."""
        return self.special or self.report.n_people in OVER_100 or self.report.cause in MALICE

    @property
    def pending(self) -> tuple[Exchange, ...]:
        """Questions that the reporter has not answered, oldest first."""
        return tuple(each for each in self.exchanges if not each.answer)

    def exchange(self, exchange_id: str) -> Exchange | None:
        """The question with this id, if the case still holds it."""
        return next((each for each in self.exchanges if each.id == exchange_id), None)

    def deadline(self, org: Organisation) -> datetime:
        """Until when the AP can be told, in the organisation's zone."""
        return breach_deadline(self.report.discovered_at.astimezone(org.zone), org.terms.breach_hours)

    def counted(self, org: Organisation) -> Deadline:
        """The same, with how it was counted."""
        return counted_breach(self.report.discovered_at.astimezone(org.zone), org.terms.breach_hours)

    def left(self, now: datetime, org: Organisation) -> timedelta:
        """Real time until the deadline, negative when it has passed."""
        return self.deadline(org).astimezone(UTC) - now.astimezone(UTC)

    def overdue(self, now: datetime, org: Organisation) -> bool:
        """The term has passed while the case is open."""
        return self.open and self.left(now, org) <= timedelta()


def case_row(case: BreachCase) -> str:
    """The JSON of a case row, always within ROW_LIMIT: what the history has in whole is cut short when it must."""
    most = EARLIER_LIMIT
    value = case.model_dump_json(exclude_defaults=True)
    while stored_size(value) > ROW_LIMIT:
        case = _shorter(case, most)
        value = case.model_dump_json(exclude_defaults=True)
        most //= 2
    return value


def read_case(value: str) -> BreachCase:
    """A case out of its row."""
    return BreachCase.model_validate_json(value)


def case_key(number: str) -> str:
    """The row of a case."""
    return f"case|{number}"


def _shorter(case: BreachCase, most: int) -> BreachCase:
    exchanges = tuple(
        each.model_copy(
            update={"question": shortened(each.question, most), "answer": shortened(each.answer, most)}
        )
        for each in case.exchanges
    )
    additions = tuple(
        each.model_copy(update={"note": shortened(each.note, most)}) for each in case.additions
    )
    return case.model_copy(update={"exchanges": exchanges, "additions": additions, "seen": case.seen[-2:]})


_NUMBER = re.compile(r"DL-[0-9]{4}-[0-9]{4,7}")


def read_number(text: str) -> str | None:
    """A case number in its one spelling, or None when it is none."""
    number = one_line(text).upper()
    return number if _NUMBER.fullmatch(number) else None


def make_number(year: int, count: int) -> str:
    """As in DL-2026-0001."""
    return f"DL-{year:04d}-{count:04d}"
