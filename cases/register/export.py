"""A register on paper: a case is one row with a column for every field, its history stands beside it. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic

from cards.dutch_time import full_day
from cards.words import words_beside
from cases.names import names_of
from cases.organisation import OFFICES, Organisation
from cases.register.case import C
from cases.register.control import Line, with_control
from cases.register.event_words import EventWords
from cases.register.filer_name import doer_of, filer_name, readers_of
from cases.register.history import Event, first_broken
from cases.register.seals import NO_SEALS, Seals

say = words_beside(__file__)

SPOKEN = ("event_column", "role")
"""Words that are looked up by the name of a column or by what the history holds."""

EVENT_COLUMNS = ("number", "seq", "at", "who", "role", "event", "from", "to", "changes", "why", "hash")
"""The columns of an event, in order."""


HISTORY_WHOLE = "history_whole"
"""The last column of every case: whether its history was tampered with."""

NAME_READERS = "name_readers"
"""The column of who reads who filed the case, in each register where somebody can keep that name closed."""

ELSEWHERE = "elsewhere."
"""Stands in a first event before the name of a column that told of the case in the file that it came from."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period of days of reporting, both included; None is no limit."""

    first: date | None = None
    last: date | None = None

    def holds(self, at: datetime, org: Organisation) -> bool:
        """Whether this moment lies in it, by the calendar of the organisation."""
        day = at.astimezone(org.zone).date()
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Recorded(Generic[C]):
    """A case with its whole history, as a file tells of it: what came later is taken from there."""

    case: C
    events: Sequence[Event]
    org: Organisation

    def at(self, moment_: datetime | None) -> str:
        """A moment in a cell."""
        return moment(moment_, self.org)


@dataclass(frozen=True)
class Column(Generic[C]):
    """A column of the cases: its name, under which its title stands, and what is read from a case.

    `given`: who filed the case told it, so it goes along when that person asks what is held of them (AVG article 15).
    `told` is what that person told of it, where the column goes on with what others found.
    """

    name: str
    read: Callable[[Recorded[C]], str]
    given: bool = False
    told: Callable[[Recorded[C]], str] | None = None

    def told_by_filer(self, recorded: Recorded[C]) -> str:
        """What who filed the case told of it; "" for a column that holds no such thing."""
        return (self.told or self.read)(recorded) if self.given else ""


@dataclass(frozen=True)
class Export(Generic[C]):
    """How the cases of one register are written to a file.

    `columns` are in order, `column` gives their titles. `status` and `event` are the words for what a history holds
    (raise LookupError for a name of a later version); `told` gives a changed field and its value in words. `sheet` is
    what the cases are called; `nothing` is the sentence of a period without any (ever, since, until, between; first,
    last).
    """

    columns: tuple[Column[C], ...]
    column: Callable[..., str]
    status: Callable[[str], str]
    event: Callable[[str], str]
    sheet: str
    nothing: Callable[..., str]
    told: Callable[[str, str], tuple[str, str]] = lambda name, value: (name, value)

    def titles(self, org: Organisation) -> list[str]:
        """The titles of the columns of a case."""
        return [*(self.title(each.name, org) for each in self.columns), say("history_whole")]

    def title(self, name: str, org: Organisation) -> str:
        """The title of one column. Raises LookupError."""
        return self.column(name, **names_of(org))

    def nothing_reported(self, span: Span) -> str:
        """The sentence of a period without cases: a register also proves that nothing happened."""
        first, last = span.first, span.last
        if first is None:
            return self.nothing("ever") if last is None else self.nothing("until", last=full_day(last))
        if last is None:
            return self.nothing("since", first=full_day(first))
        return self.nothing("between", first=full_day(first), last=full_day(last))


def case_export(
    columns: tuple[Column[C], ...],
    own: Callable[..., str],
    words: EventWords,
    column: Callable[..., str] | None = None,
) -> Export[C]:
    """The files of a register that has a table of words for each of them beside its columns; `column` gives titles
    otherwise."""
    return Export(
        columns=columns,
        column=column or (lambda name, **names: own(f"column.{name}", **names)),
        status=lambda name: own(f"status.{name}"),
        event=words.exported,
        sheet=own("sheet"),
        nothing=lambda name, **days: own(f"nothing.{name}", **days),
    )


@dataclass(frozen=True, slots=True)
class Exported:
    """A case by column, and its events by column."""

    line: Line
    events: tuple[Line, ...]


def exported(
    export: Export[C], case: C, events: Sequence[Event], org: Organisation, seals: Seals = NO_SEALS
) -> Exported:
    """A case with its whole history: what came later is taken from there, the case keeps the newest only. With keys
    each line of the history has a control number."""
    recorded = Recorded(case, events, org)
    line = {each.name: each.read(recorded) for each in export.columns}
    whole = {HISTORY_WHOLE: yes_or_no(first_broken(events) is None)}
    sentences = tuple(
        with_control(_event(export, each, doer_of(case, each), org), seals, org) for each in events
    )
    return Exported(line | whole, sentences)


def unread(export: Export[Any], number: str) -> Exported:
    """What stands in a file of a case that cannot be read: its number, and that it is so."""
    names = [each.name for each in export.columns]
    told_in = next((name for name in names if name == "status"), names[-1])
    line = dict.fromkeys(names, "") | {told_in: say("unreadable"), "number": number}
    return Exported(line | {HISTORY_WHOLE: yes_or_no(False)}, ())


def number_column() -> Column[Any]:
    """The number of the case."""
    return Column("number", lambda of: of.case.number)


def status_column(words: Callable[[str], str]) -> Column[Any]:
    """How the case stands, in a word."""
    return Column("status", lambda of: spoken(words, of.case.status))


def confidential_column() -> Column[Any]:
    """Whether the case is confidential."""
    return Column("confidential", lambda of: yes_or_no(of.case.confidential))


def filed_columns(when: str, whose: str) -> tuple[Column[Any], ...]:
    """When the case was filed and by whom, under the names that the register has for that."""
    return (
        Column(when, lambda of: of.at(of.case.reported_at)),
        Column(whose, lambda of: filer_name(of.case)),
    )


def name_readers_column() -> Column[Any]:
    """Who reads the name of who filed the case."""
    return Column(NAME_READERS, lambda of: readers_of(of.case), given=True)


def taken_up_columns() -> tuple[Column[Any], ...]:
    """Who has the case, and since when."""
    return (
        Column("taken_up_by", lambda of: of.case.taken_up.by.name if of.case.taken_up else ""),
        Column("taken_up_at", lambda of: of.at(of.case.taken_up.at if of.case.taken_up else None)),
    )


def questions_column() -> Column[Any]:
    """Questions to who filed it, and the answers."""
    return Column("questions", lambda of: exchanges(of.events, of.org), given=True)


def closing_columns() -> tuple[Column[Any], ...]:
    """Why the case was closed, and when."""
    return (
        Column("closing_reason", lambda of: of.case.closing_reason),
        Column("closed_at", lambda of: of.at(of.case.closed_at)),
    )


def event_titles() -> list[str]:
    """The titles of the columns of an event."""
    return [say(f"event_column.{name}") for name in EVENT_COLUMNS]


def events_sheet() -> str:
    """What the sheet of events is called."""
    return say("events")


def exchanges(events: Iterable[Event], org: Organisation) -> str:
    """Questions and answers in the order in which they came: that is how the history has them."""
    lines, events = [], list(events)
    if elsewhere := from_elsewhere(events, "questions"):
        lines.append(elsewhere)
    for each in events:
        if each.event == "ask_reporter":
            words = {"moment": moment(each.at, org), "name": each.actor_name}
            lines.append(say("asked", **words, words=each.changes["question"][1]))
        elif each.event == "answer":
            lines.append(say("answered", moment=moment(each.at, org), words=each.changes["answer"][1]))
    return "\n".join(lines)


def from_elsewhere(events: Iterable[Event], column: str) -> str:
    """What this column said of a case that was kept elsewhere before: its first event has it."""
    first = next(iter(events), None)
    return first.changes.get(f"{ELSEWHERE}{column}", ("", ""))[1] if first is not None else ""


def moment(at: datetime | None, org: Organisation) -> str:
    """Local time, in a form that sorts; with the offset, because an hour comes twice in autumn. "" for none."""
    return at.astimezone(org.zone).isoformat(sep=" ", timespec="minutes") if at is not None else ""


def yes_or_no(holds: bool) -> str:
    """A fact in a cell."""
    return say("yes") if holds else say("no")


def spoken(words: Callable[[str], str], name: str) -> str:
    """The Dutch word for a name; a name that has none (of a later version) as it is, "" for "" ."""
    try:
        return words(name) if name else ""
    except LookupError:
        return name


def _change(export: Export[C], name: str, before: str, after: str) -> str:
    (called, was), (_, became) = export.told(name, before), export.told(name, after)
    return f"{called}: {was} → {became}" if was else f"{called}: {became}"


def _role(role: str, org: Organisation) -> str:
    """As whom somebody did it: for an office, or for themselves."""
    return org.office(role).name if role in OFFICES else spoken(lambda name: say(f"role.{name}"), role)


def _event(export: Export[C], event: Event, doer: tuple[str, str], org: Organisation) -> Line:
    changes = "\n".join(_change(export, name, *values) for name, values in event.changes.items())
    who, role = doer
    line = {
        "number": event.number,
        "seq": str(event.seq),
        "at": moment(event.at, org),
        "who": who,
        "role": _role(role, org),
        "event": spoken(export.event, event.event),
        "from": spoken(export.status, event.status_from),
        "to": spoken(export.status, event.status_to),
        "changes": changes,
        "why": event.why,
    }
    return {name: line.get(name, "") for name in EVENT_COLUMNS}
