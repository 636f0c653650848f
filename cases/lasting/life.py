"""What each event does to an entry that lasts: changed with old and new values, established, ended, looked at again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.lasting.case import Content, KeptRecord, R, RecordKind, Section, WrongValue, written
from cases.lasting.rhythm import RHYTHM
from cases.lasting.values import changes_told
from cases.organisation import OfficeId, Organisation
from cases.register import events as shared
from cases.register import linking
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.event_words import EventWords
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Dues, Life, Refused, text, the_reason, typed
from cases.register.rhythm import newest_put_away
from state_machines.engine import Engine
from state_machines.record_life import CURRENT, HOME, READERS


def record_words(kind: RecordKind[Any]) -> EventWords:
    """What the events of this register are called: its fields and forms in its own words, the rest like the others."""
    sections = {each.event for each in kind.sections}

    def elsewhere(key: str, **names: object) -> str | None:
        event, _, rest = key.partition(".")
        if rest == "exported":
            return words.happened(event)
        if key == "file.happened":
            return kind.words("filed")
        if event not in sections:
            return None
        if rest == "happened":
            return words.happened("change")
        try:
            return kind.words(rest if rest.startswith("field.") else f"form.{key}")
        except LookupError:
            return None

    words = EventWords(__file__, elsewhere)
    return words


def record_events(kind: RecordKind[R]) -> tuple[CaseEvent[R], ...]:
    """The events of this register: one for each part of what an entry says, then those that all of them have."""
    return (
        *(_section_event(kind, each) for each in kind.sections),
        CaseEvent[R]("establish", _establish, lambda life, record, deed: record.status == CURRENT),
        CaseEvent[R]("end", _end, _ended_before, shared.reason_form(), line=the_reason),
        CaseEvent[R]("reopen", _reopen),
        CaseEvent[R]("undecide", line=lambda happening: changes_told(kind, happening)),
        shared.SEEN,
        CaseEvent[R]("remind"),
        *linking.HEARD,
    )


def _section_event(kind: RecordKind[R], section: Section) -> CaseEvent[R]:
    def held(record: R, field: FormField, now: datetime, org: Organisation) -> str:
        return record.content.held(field.id)

    return CaseEvent(
        section.event,
        _changes(kind, section),
        _said_before(kind, section),
        CaseForm(section.fields, held=held),
        line=lambda happening: changes_told(kind, happening),
    )


def record_life(kind: RecordKind[R]) -> Life[R]:
    """How the entries of this register live."""
    return Life(
        engine=Engine(kind.chart),
        roles=kind.roles,
        offices=READERS,
        home=kind.keeper_of,
        heirs=lambda record: (),
        facts=lambda record, now, org: record.facts(),
        events=record_events(kind),
        words=record_words(kind),
        more_roles=lambda record, actor: HOME if kind.keeper_of(record) in actor.roles else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry comes from: the draft, and of a question to an office its number and its policy points.
    `withheld`: words of that question stay out of it."""

    draft_id: str
    consult: str = ""
    points: tuple[str, ...] = ()
    withheld: bool = False


def file_record(
    kind: RecordKind[R],
    life: Life[R],
    content: Content,
    number: str,
    office: OfficeId,
    origin: Origin,
    deed: Deed,
) -> Change[R]:
    """A new entry, with its card in the channel of the `office` that keeps it and the reminders to look at it again."""
    record = kind.case(
        number=number,
        reporter=deed.actor,
        reported_at=deed.now,
        draft_id=origin.draft_id,
        content=content,
        from_consult=origin.consult,
        from_points=origin.points,
        withheld=origin.withheld,
        cards=(office,),
        office=office if len(kind.keepers) > 1 else None,
    )
    record = record.model_copy(update={"status": record.first_status})
    if record.status == CURRENT:
        record = record.model_copy(update={"established": Sighting(by=deed.actor, at=deed.now)})
    said = {each.id: ("", content.held(each.id)) for each in kind.fields if content.settled(each.id)}
    done = life.filed(record, deed, said)
    named = linking.named_dues(done.case, (), names_in(kind, content), deed.now)
    return Change(done.case, done.event, done.dues + named + review_dues(office, record, deed.now, deed.org))


def _changes(kind: RecordKind[R], section: Section) -> Callable[[Life[R], R, Deed], Change[R]]:
    def change(life: Life[R], record: R, deed: Deed) -> Change[R]:
        content = _content(kind, section, record, deed.given)
        changes = {
            each.id: (record.content.held(each.id), content.held(each.id))
            for each in section.fields
            if record.content.held(each.id) != content.held(each.id)
        }
        after = record.model_copy(update={"content": content})
        event, opened = section.event, _opened(record, after)
        keeper = kind.keeper_of(record)
        update: dict[str, object] = {"content": content, "changed": Sighting(by=deed.actor, at=deed.now)}
        dues: Dues = ()
        if "review_on" in changes:
            update["reminders"] = {}
            dues = review_dues(keeper, after, deed.now, deed.org)
            dues += newest_put_away(record, deed.now, keeper)
        dues += linking.named_dues(record, names_in(kind, record.content), names_in(kind, content), deed.now)
        if opened:
            event, update["established"] = "undecide", None
        return life.moved(record, event, deed, update=update, changes=changes, dues=dues)

    return change


def names_in(kind: RecordKind[Any], content: Content) -> tuple[str, ...]:
    """The numbers of other cases that an entry names."""
    held = (content.held(each.id) for each in kind.fields if each.names)
    return tuple(number for each in held for number in each.split(", ") if number)


def _opened(before: KeptRecord, after: KeptRecord) -> bool:
    """Whether what was established has something undecided now. What was open before, in an entry of an earlier
    version, may be so still. Raises Refused when something is left out that has to be there."""
    if before.status != CURRENT:
        return False
    if emptied := [each for each in after.missing if each not in before.missing]:
        raise Refused(emptied[0], "niet_leeg")
    return bool(set(after.content.undecided()) - set(before.content.undecided()))


def _said_before(kind: RecordKind[R], section: Section) -> Callable[[Life[R], R, Deed], bool]:
    """Whether nothing in the form is new."""

    def repeated(life: Life[R], record: R, deed: Deed) -> bool:
        return record.is_open and _content(kind, section, record, deed.given) == record.content

    return repeated


def _content(kind: RecordKind[R], section: Section, record: R, given: Mapping[str, str]) -> Content:
    known = {each.id: given[each.id] for each in section.fields if each.id in given}
    for each in section.fields:
        if each.required and each.id in known and not known[each.id].strip():
            raise Refused(each.id, "verplicht")
    try:
        return written(kind, record.content, known)
    except WrongValue as reason:
        raise Refused(reason.field, reason.key) from reason


def _establish(life: Life[Any], record: Any, deed: Deed) -> Change[Any]:
    sighting = Sighting(by=deed.actor, at=deed.now)
    return life.moved(record, "establish", deed, update={"established": sighting})


def _end(life: Life[Any], record: Any, deed: Deed) -> Change[Any]:
    reason = text(deed.given, "reason", REASON_LIMIT)
    update = {"closing_reason": reason, "closed_at": deed.now}
    shrinks = newest_put_away(record, deed.now, life.home(record))
    return life.moved(record, "end", deed, update=update, why=reason, dues=shrinks)


def _ended_before(life: Life[Any], record: Any, deed: Deed) -> bool:
    return not record.is_open and record.closing_reason == typed(deed.given, "reason")


def _reopen(life: Life[Any], record: Any, deed: Deed) -> Change[Any]:
    """It is a draft again, to be looked through and established; reminders that are to come are set anew."""
    update: dict[str, object] = {
        "closing_reason": "",
        "closed_at": None,
        "established": None,
        "reminders": {},
    }
    dues = review_dues(life.home(record), record, deed.now, deed.org)
    return life.moved(record, "reopen", deed, update=update, dues=dues)


def review_dues(keeper: str, record: KeptRecord, now: datetime, org: Organisation) -> Dues:
    """The reminders of its day of review that are still to come; those of a day before fall silent by themselves.

    `record` is the entry before the event that causes them.
    """
    return RHYTHM.planned(
        record.model_copy(update={"reminders": {}, "seq": record.seq + 1}), keeper, now, org
    )
