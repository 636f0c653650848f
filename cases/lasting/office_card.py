"""The cards of an entry that lasts: what it says, its course, the reminder to look at it again, the line of a toast."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from cards.breach import Tone
from cards.dutch_time import short_day
from cards.history import HistoryLine, HistoryView, history_card
from cards.lasting import RecordPart, RecordView, record_card
from cards.note import NoteView, note_card
from cards.reminder import shrunk_card
from cards.view import Button, Card, Fact
from cards.words import words_beside
from cases.lasting.case import KeptRecord, R, RecordKind
from cases.lasting.rhythm import RHYTHM
from cases.moments import moment
from cases.organisation import Organisation
from cases.plain_text import shortened
from cases.register.forms import CaseForm, form_button
from cases.register.history import Event
from cases.register.rhythm import Stage
from cases.register.typed_fields import button
from state_machines.record_life import CURRENT, DRAFT, ENDED

say = words_beside(__file__)

SPOKEN = ("happened", "state")
"""Words that are looked up by how the entry stands or by what happened."""

TONES: dict[str, Tone] = {DRAFT: "warning", CURRENT: "done", ENDED: "running"}

MOST_VISIBLE = 3

MOST_CHANGES, MOST_OF_A_VALUE = 2, 40
"""How much of a change is on the card of the course."""


def record_drawn(
    kind: RecordKind[R],
    forms: dict[str, CaseForm[R]],
    allowed: Callable[[R, datetime, Organisation], frozenset[str]],
    record: R,
    now: datetime,
    org: Organisation,
) -> Card:
    """The living card: the few fields in sight, the rest unfolded, what is not settled yet said in words."""
    parts = tuple(
        RecordPart(
            kind.words(f"section.{section.event}"),
            tuple(_fact(kind, record, each.id, org) for each in section.fields if each.id not in _SHOWN),
        )
        for section in kind.sections
    )
    view = RecordView(
        number=record.number,
        state=say(f"state.{record.status}"),
        turn=_turn(kind, record, now, org),
        tone=TONES[record.status],
        name=record.name or say("no_name"),
        notes=_notes(kind, record),
        facts=tuple(_fact(kind, record, each, org) for each in kind.in_sight),
        parts=parts,
        source=kind.words("source"),
        buttons=_buttons(kind, forms, allowed(record, now, org), record, org),
        reason=Fact(say("ended_because"), record.closing_reason, typed=True)
        if record.closing_reason
        else None,
    )
    return record_card(view)


def record_read(kind: RecordKind[R], record: R, now: datetime, org: Organisation) -> Card:
    """The same for an office that reads it and keeps another register."""
    return record_drawn(kind, {}, lambda record, now, org: frozenset(), record, now, org)


_SHOWN = frozenset({"name", "party"})
"""What stands on the card as its name."""


def record_summary(kind: RecordKind[Any], record: KeptRecord) -> str:
    """The line of a toast: the number and the state, no facts."""
    return say("summary", number=record.number, what=kind.words("what"), state=say(f"state.{record.status}"))


def record_history(
    kind: RecordKind[Any], record: KeptRecord, events: Sequence[Event], now: datetime, org: Organisation
) -> Card:
    """The course of an entry: who changed what from what, and why it ended."""
    lines = tuple(_line(kind, each, now, org) for each in events)
    return history_card(HistoryView(record.number, lines, (button(record, say("show"), "show"),)))


def review_reminder(
    kind: RecordKind[Any], record: KeptRecord, review: Stage, now: datetime, org: Organisation
) -> Card:
    """Asks the office to look at the entry again; it says nothing of what is in it but its number."""
    on = record.review_on
    assert on is not None
    day = day_told(on, org)
    told = say("review.late", day=day) if review.count < 0 else say("review.coming", day=day)
    coming = RHYTHM.coming(record, max(now, review.at), org)
    assert coming is not None  # its day of review goes on by the week
    again = say("review.again", moment=moment(coming.at, now, org))
    view = NoteView(
        record.number,
        kind.words("review_title"),
        (told, say("review.how")),
        closing=again,
        buttons=(
            Button(say("review.seen"), "seen", {"case": record.number, "stage": review.name}, primary=True),
            button(record, say("show"), "show"),
        ),
    )
    return note_card(view)


def review_shrunk(kind: RecordKind[Any], record: KeptRecord, stage: str, org: Organisation) -> Card:
    """What is left of that reminder once somebody saw it, or it no longer holds."""
    state = record.reminders.get(stage)
    title = f"{record.number} · {kind.words('review_title')}"
    if state is not None and state.seen is not None:
        at = moment(state.seen.at, state.seen.at, org)
        return shrunk_card(title, say("review.seen_by", name=state.seen.by.name, moment=at))
    return shrunk_card(title, say("review.over"))


def value_told(kind: RecordKind[Any], field: str, value: str, org: Organisation) -> str:
    """A kept value of a field in words; "staat nog niet vast" while it is open."""
    if not value:
        return say("open")
    asked = kind.field_named(field)
    if asked.kind in ("choice", "choices"):
        return ", ".join(kind.words(f"field.{field}.option.{each}") for each in value.split(","))
    if asked.kind == "date":
        return day_told(date.fromisoformat(value), org)
    return value


def _fact(kind: RecordKind[Any], record: KeptRecord, field: str, org: Organisation) -> Fact:
    asked = kind.field_named(field)
    value = value_told(kind, field, record.content.held(field), org)
    typed = asked.kind in ("text", "long_text") and record.content.settled(field)
    return Fact(kind.words(f"field.{field}.short"), value, typed=typed)


def day_told(on: date, org: Organisation) -> str:
    """A day with its year, whenever it is read."""
    at = datetime(on.year, on.month, on.day, tzinfo=org.zone)
    return f"{short_day(at)} {on.year}"


def _turn(kind: RecordKind[Any], record: KeptRecord, now: datetime, org: Organisation) -> str:
    if record.status == ENDED:
        return say("turn.ended", moment=moment(record.closed_at or record.reported_at, now, org))
    office = org.office(kind.keeper).name
    if record.status == DRAFT:
        return say("turn.draft", office=office)
    established = record.established
    at = moment(established.at if established else record.reported_at, now, org)
    return say("turn.current", office=office, moment=at)


def _notes(kind: RecordKind[Any], record: KeptRecord) -> tuple[str, ...]:
    told = []
    if record.is_open and record.missing:
        names = ", ".join(kind.words(f"field.{each}.short").lower() for each in record.missing)
        told.append(say("missing", names=names))
    if record.from_consult:
        told.append(say("from_consult", number=record.from_consult))
    if record.withheld and record.status == DRAFT:
        told.append(say("withheld"))
    return tuple(told)


def _buttons(
    kind: RecordKind[R],
    forms: dict[str, CaseForm[R]],
    allowed: frozenset[str],
    record: R,
    org: Organisation,
) -> tuple[Button, ...]:
    row: list[Button] = []
    if "establish" in allowed:
        row.append(button(record, say("establish"), "establish", primary=True))
    row += [form_button(forms[each.event], record, org) for each in kind.sections if each.event in allowed]
    if "reopen" in allowed:
        row.append(button(record, say("reopen"), "reopen"))
    more = [Button(each.title, each.verb, each.data, in_more=True) for each in row[MOST_VISIBLE:]]
    if (
        "end" in allowed and "establish" not in allowed
    ):  # no room for both: what is whole is established first
        more.append(form_button(forms["end"], record, org, in_more=True))
    more.append(button(record, say("history"), "history", in_more=True))
    return (*row[:MOST_VISIBLE], *more)


def _line(kind: RecordKind[Any], event: Event, now: datetime, org: Organisation) -> HistoryLine:
    who = event.actor_name or (say("happened.bot") if event.role == "bot" else say("happened.somebody"))
    what = happened(kind, event.event)
    return HistoryLine(moment(event.at, now, org), who, what, _why(kind, event, org))


def _why(kind: RecordKind[Any], event: Event, org: Organisation) -> str:
    """Why it ended, or the first of what changed; the export has all of it in whole."""
    if event.event == "end":
        return event.why
    known = {each.id for each in kind.fields}
    changed = [name for name in event.changes if name in known and event.event != "file"]
    told = [
        say(
            "changed",
            field=kind.words(f"field.{name}.short"),
            before=shortened(value_told(kind, name, event.changes[name][0], org), MOST_OF_A_VALUE),
            after=shortened(value_told(kind, name, event.changes[name][1], org), MOST_OF_A_VALUE),
        )
        for name in changed[:MOST_CHANGES]
    ]
    if len(changed) > MOST_CHANGES:
        told.append(say("changed_more", count=len(changed) - MOST_CHANGES))
    return " ".join(told)


def happened(kind: RecordKind[Any], event: str) -> str:
    """What somebody did. Raises LookupError for an event of a later version."""
    if event == "file":
        return kind.words("filed")
    return say("happened.change") if event.startswith("change_") else say(f"happened.{event}")


def state_told(status: str) -> str:
    """How an entry stands. Raises LookupError for a state of a later version."""
    return say(f"state.{status}")
