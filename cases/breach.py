"""A breach as the register keeps it: what was reported, and how the case stands."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import one_line, plain, shortened, stored_size
from cases.ports import ROW_LIMIT
from cases.reminders import TERM_STAGE
from cases.terms import Deadline, breach_deadline
from state_machines.breach_life import OPEN, REPORTED
from state_machines.chart import Facts

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

STORY_LIMIT, DONE_LIMIT, EXACT_LIMIT = 4000, 1000, 100
QUESTION_LIMIT, ANSWER_LIMIT, REASON_LIMIT, NOTE_LIMIT = 1000, 2000, 1000, 1000

KEPT_EXCHANGES, KEPT_ADDITIONS, KEPT_SIGHTINGS, KEPT_REMINDERS, KEPT_CARDS = 3, 2, 6, 16, 12
"""How much of each stands in the case itself; the history keeps all."""

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?")
_NUMBER = re.compile(r"DL-[0-9]{4}-[0-9]{4,7}")


class NotInList(ValueError):
    """A value outside its closed list."""


def checked_choices(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """The values in the order of their list, each once; nothing given is `onbekend`. Raises NotInList."""
    given = {value for value in values if value} or {UNKNOWN}
    if not given <= set(CHOICES[field]):
        raise NotInList(f"{field}: no such choice")
    return tuple(each for each in CHOICES[field] if each in given)


def _one_of(field: str) -> AfterValidator:
    return AfterValidator(lambda value: checked_choices(field, (value,))[0])


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

    @property
    def special(self) -> bool:
        """Special data or data about crime are in it (AVG articles 9 and 10)."""
        return not SPECIAL.isdisjoint(self.data_kinds)

    @property
    def sensitive(self) -> bool:
        """Data that the policy calls gevoelig (point 2) are in it."""
        return not SENSITIVE.isdisjoint(self.data_kinds)


class Sighting(_Kept):
    """Somebody of an office saw or took something."""

    by: Actor
    at: Moment


class ReminderState(_Kept):
    """A reminder that went out, and who pressed "Gezien": somebody of the PO's office, or of the FG's."""

    sent_at: Moment
    seen: Sighting | None = None
    seen_fg: Sighting | None = None


class Exchange(_Kept):
    """A question of an officer to the reporter; `answer` is empty while it is open."""

    id: str
    question: str
    asked_by: Actor
    asked_at: Moment
    answer: str = ""
    answered_at: Moment | None = None


class Addition(_Kept):
    """What the reporter added later in words; closed-list fields are changed in the report itself."""

    at: Moment
    text: str


class Withdrawal(_Kept):
    """The reporter says that the report was a mistake; the Privacy Officer decides."""

    reason: str
    at: Moment


class BreachCase(_Kept):
    """One breach. Every change makes a new one with `version` one higher; `seq` is the number of events.

    `cards` names the living cards that exist: "po", "fg", "reporter" or "person:<aad id>". `listed` and
    `open_row` say which rows of the register's lists stand beside it (see cases/register_rows.py).
    """

    form: int = 1
    number: str
    status: str = REPORTED
    version: int = 1
    seq: int = 0
    last_hash: str = ""
    draft_id: str
    reporter: Actor
    report: Report
    reported_at: Moment
    confidential: bool = False
    taken_up: Sighting | None = None
    seen: tuple[Sighting, ...] = ()
    reminders: dict[str, ReminderState] = {}
    exchanges: tuple[Exchange, ...] = ()
    additions: tuple[Addition, ...] = ()
    withdrawal: Withdrawal | None = None
    late_reason: str = ""
    missed: bool = False
    closing_reason: str = ""
    closed_at: Moment | None = None
    cards: tuple[str, ...] = ()
    listed: int = 0
    open_row: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the organisation still has something to do or decide."""
        return self.status in OPEN

    @property
    def ap_settled(self) -> bool:
        """Whether the AP was told or need not be told: then no reminder goes out any more."""
        return not self.is_open

    @property
    def fg_involved(self) -> bool:
        """Whether the FG hears of it at once: special data, more than 100 people or malice."""
        return self.report.special or self.report.n_people in OVER_100 or self.report.cause in MALICE

    @property
    def pending(self) -> tuple[Exchange, ...]:
        """Questions that the reporter has not answered, oldest first."""
        return tuple(each for each in self.exchanges if not each.answer)

    def exchange(self, exchange_id: str) -> Exchange | None:
        """The question with this id, if the case still holds it."""
        return next((each for each in self.exchanges if each.id == exchange_id), None)

    def deadline(self, org: Organisation) -> Deadline:
        """Until when the AP can be told in time, in the organisation's zone."""
        return breach_deadline(self.report.discovered_at.astimezone(org.zone), org.terms.breach_hours)

    def overdue(self, now: datetime, org: Organisation) -> bool:
        """Whether the term has passed while nothing is settled."""
        return not self.ap_settled and self.deadline(org).left(now) <= timedelta()

    def facts(self, now: datetime, org: Organisation) -> Facts:
        """What the guards of the life look at."""
        return {
            "withdrawal_asked": _yes(self.withdrawal is not None),
            "confidential": _yes(self.confidential),
            "overdue": _yes(self.overdue(now, org)),
        }


def case_row(case: BreachCase) -> str:
    """The JSON of a case row, always within ROW_LIMIT: what the history has in whole is cut short when it must."""
    most = 1000
    value = case.model_dump_json(exclude_defaults=True)
    while stored_size(value) > ROW_LIMIT and most > 10:
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


def read_number(text: str) -> str | None:
    """A case number in its one spelling, or None when it is none."""
    number = one_line(text).upper()
    return number if _NUMBER.fullmatch(number) else None


def make_number(year: int, count: int) -> str:
    """As in DL-2026-0001."""
    return f"DL-{year:04d}-{count:04d}"


def _shorter(case: BreachCase, most: int) -> BreachCase:
    exchanges = tuple(
        each.model_copy(
            update={"question": shortened(each.question, most), "answer": shortened(each.answer, most)}
        )
        for each in case.exchanges
    )
    additions = tuple(each.model_copy(update={"text": shortened(each.text, most)}) for each in case.additions)
    return case.model_copy(
        update={
            "exchanges": exchanges,
            "additions": additions,
            "seen": case.seen[-2:],
            "reminders": newest_reminders(case.reminders, max(2, most // 100)),
        }
    )


def newest_reminders(states: Mapping[str, ReminderState], count: int) -> dict[str, ReminderState]:
    """The newest so many, and always the one at the deadline: from there on the daily ones follow each other."""
    newest = sorted(states, key=lambda name: states[name].sent_at)[-count:] if count else []
    return {name: state for name, state in states.items() if name in newest or name == TERM_STAGE}


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
