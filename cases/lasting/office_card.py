"""The cards of an entry that lasts: what it says, its course, the reminder to look at it again, the line of a toast."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.case_band import Tone
from cards.lasting import RecordPart, RecordView, record_card
from cards.note import NoteView, note_card
from cards.reminder import shrunk_card
from cards.view import AskButton, Button, Card, Fact
from cards.words import words_beside
from cases.lasting.case import KeptRecord, R, RecordKind
from cases.lasting.rhythm import RHYTHM
from cases.lasting.values import day_told, value_told
from cases.moments import moment
from cases.names import names_of
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register.history import Event
from cases.register.life import Life
from cases.register.linking import belongs_note
from cases.register.office import (
    course,
    event_button,
    fitted,
    waits_for,
    without_a_place,
)
from cases.register.rhythm import Stage
from cases.register.typed_fields import button
from state_machines.record_life import CURRENT, DRAFT, ENDED

say = words_beside(__file__)

SPOKEN = ("state",)
"""Words that are looked up by how the entry stands or by what happened."""

TONES: dict[str, Tone] = {DRAFT: "warning", CURRENT: "done", ENDED: "running"}

PLACED = frozenset({"establish", "end", "reopen", "seen"})
"""What has a place of its own on the card or on a reminder, beside the parts of the entry."""


def record_drawn(
    kind: RecordKind[R],
    life: Life[R],
    record: R,
    now: datetime,
    org: Organisation,
    viewer: Viewer,
) -> Card:
    """The living card: the few fields in sight, the rest unfolded, what is not settled yet said in words.

    Who reads it and keeps another register has nothing to press.
    """
    turn = " ".join(filter(None, (_turn(kind, record, now, org), waits_for(life, record, viewer, org))))
    parts = tuple(
        RecordPart(
            kind.words(f"section.{section.event}"),
            tuple(
                _fact(kind, record, each.id, org)
                for each in section.fields
                if each.id != kind.says.content.called
            ),
        )
        for section in kind.sections
    )
    view = RecordView(
        number=record.number,
        state=say(f"state.{record.status}"),
        turn=turn,
        tone=TONES[record.status],
        name=record.name or say("no_name"),
        notes=_notes(kind, record, org),
        facts=tuple(_fact(kind, record, each, org) for each in kind.in_sight),
        parts=parts,
        source=kind.words("source"),
        buttons=_buttons(kind, life, record, life.open_to(record, viewer, now, org), org),
        reason=Fact(say("ended_because"), record.closing_reason, typed=True)
        if record.closing_reason
        else None,
    )
    return record_card(view)


def record_summary(kind: RecordKind[Any], record: KeptRecord) -> str:
    """The line of a toast: the number and the state, no facts."""
    return say("summary", number=record.number, what=kind.words("what"), state=say(f"state.{record.status}"))


def record_history(
    life: Life[R], record: R, events: Sequence[Event], now: datetime, org: Organisation, until: int
) -> Card:
    """The course of an entry: who changed what from what, and why it ended."""
    return course(life, record, events, now, org, private=True, until=until)


def review_reminder(
    kind: RecordKind[Any], record: KeptRecord, review: Stage, now: datetime, org: Organisation
) -> Card:
    """Asks the office to look at the entry again; it says nothing of what is in it but its number."""
    on = record.review_on
    assert on is not None
    day = day_told(on, org)
    sentence = say("review.late", day=day) if review.count < 0 else say("review.coming", day=day)
    coming = RHYTHM.coming(record, max(now, review.at), org)
    assert coming is not None  # its day of review goes on by the week
    again = say("review.again", moment=moment(coming.at, now, org))
    view = NoteView(
        record.number,
        kind.words("review_title"),
        (sentence, say("review.how")),
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


def _fact(kind: RecordKind[Any], record: KeptRecord, field: str, org: Organisation) -> Fact:
    asked = kind.field_named(field)
    value = value_told(kind, field, record.content.held(field), org)
    typed = asked.kind in ("text", "long_text") and record.content.settled(field)
    return Fact(kind.words(f"field.{field}.short"), value, typed=typed)


def _turn(kind: RecordKind[Any], record: KeptRecord, now: datetime, org: Organisation) -> str:
    if record.status == ENDED:
        return say("turn.ended", moment=moment(record.closed_at or record.reported_at, now, org))
    office = org.office(kind.keeper_of(record))
    if record.status == DRAFT:
        return say("turn.draft", office=office.name)
    established = record.established
    at = moment(established.at if established else record.reported_at, now, org)
    return say("turn.current", who=office.who, moment=at)


def _notes(kind: RecordKind[Any], record: KeptRecord, org: Organisation) -> tuple[str, ...]:
    lines = []
    if record.is_open and record.missing:
        names = ", ".join(kind.words(f"field.{each}.short").lower() for each in record.missing)
        lines.append(say("missing", names=names))
    if record.is_open:
        lines += [kind.words(f"undecided.{each}", **names_of(org)) for each in record.content.undecided()]
    if record.from_consult:
        lines.append(say("from_consult", number=record.from_consult))
    lines += belongs_note(record)
    if record.withheld and record.status == DRAFT:
        lines.append(say("withheld"))
    return tuple(lines)


def _buttons(
    kind: RecordKind[R], life: Life[R], record: R, allowed: frozenset[str], org: Organisation
) -> tuple[Button | AskButton, ...]:
    sections = [each.event for each in kind.sections]
    row = [
        event_button(life, record, event, org, primary=event == "establish")
        for event in ("establish", *sections, "reopen")
        if event in allowed
    ]
    more = [event_button(life, record, "end", org, in_more=True)] if "end" in allowed else []
    return fitted(life, record, org, row, more, without_a_place(life, allowed, {*PLACED, *sections}))


def state_told(status: str) -> str:
    """How an entry stands. Raises LookupError for a state of a later version."""
    return say(f"state.{status}")
