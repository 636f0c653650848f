"""What each event does to an entry that lasts: changed with old and new values, established, ended, looked at again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cases.lasting.case import Content, KeptRecord, R, RecordKind, Section, WrongValue, written
from cases.lasting.rhythm import ON_THE_DAY, Review, next_late_review, reviews, reviews_ahead
from cases.organisation import Organisation
from cases.people import Actor
from cases.register import events as shared
from cases.register.case import REASON_LIMIT, ReminderState, Sighting
from cases.register.life import BOT, Change, Deed, Dues, Life, Refused, due, text
from state_machines.engine import Engine
from state_machines.record_life import CURRENT


def record_life(kind: RecordKind[R]) -> Life[R]:
    """How the entries of this register live."""
    changes = {each.event: _changes(kind, each) for each in kind.sections}
    repeats = {each.event: _said_before(kind, each) for each in kind.sections}
    return Life(
        engine=Engine(kind.chart),
        roles=kind.roles,
        offices=kind.offices,
        home=lambda record: kind.keeper,
        heirs=lambda record: (),
        facts=lambda record, now, org: record.facts(),
        handlers={
            **changes,
            "establish": _establish,
            "end": _end,
            "reopen": _reopen,
            "seen": shared.seen,
        },
        repeats={
            **repeats,
            "establish": lambda life, record, deed: record.status == CURRENT,
            "end": lambda life, record, deed: not record.is_open,
            "seen": shared.seen_before,
        },
    )


def file_record(
    kind: RecordKind[R],
    life: Life[R],
    content: Content,
    *,
    number: str,
    draft_id: str,
    keeper: Actor,
    now: datetime,
    org: Organisation,
    from_consult: str = "",
    from_points: tuple[str, ...] = (),
) -> Change[R]:
    """A new entry, with its card in the channel of the office that keeps it and the reminders to look at it again."""
    record = kind.case(
        number=number,
        reporter=keeper,
        reported_at=now,
        draft_id=draft_id,
        content=content,
        from_consult=from_consult,
        from_points=from_points,
        cards=(kind.keeper,),
    )
    record = record.model_copy(update={"status": record.first_status})
    if record.status == CURRENT:
        record = record.model_copy(update={"established": Sighting(by=keeper, at=now)})
    said = {each.id: ("", content.held(each.id)) for each in kind.fields if content.settled(each.id)}
    done = life.filed(record, Deed(keeper, now, org), said)
    return Change(done.case, done.event, done.dues + _review_dues(kind.keeper, record, now, org))


def reminded(
    kind: RecordKind[R], life: Life[R], record: R, review: Review, now: datetime, org: Organisation
) -> Change[R]:
    """A reminder went out: kept in the history; after the day itself the next one comes in a week."""
    states = record.reminders | {review.name: ReminderState(sent_at=now)}
    newest = dict(sorted(states.items(), key=lambda each: each[1].sent_at)[-MOST_REMINDERS:])
    before = [name for name in record.reminders if name != review.name]
    done = life.moved(record, "remind", Deed(BOT, now, org), update={"reminders": newest}, why=review.name)
    dues = done.dues + tuple(
        (now, due(record, "shrink", kind.keeper, now, f"{name}.{record.seq}")) for name in before[-1:]
    )
    on = record.review_on
    if on is not None and review.days_left <= 0:
        late = next_late_review(on, now, org)
        dues += ((late.at, due(record, "reminder", kind.keeper, now, f"{late.name}.{record.seq}")),)
    return Change(done.case, done.event, dues)


MOST_REMINDERS = 6
"""How many reminders stand in the entry itself; the history keeps all."""


def looked_at(record: KeptRecord) -> bool:
    """Whether somebody saw a reminder of the day of review itself or of a later one: then it is not asked again."""
    on_or_after = [
        state
        for name, state in record.reminders.items()
        if name == ON_THE_DAY or name.startswith("review-late-")
    ]
    return any(state.seen is not None for state in on_or_after)


def _changes(kind: RecordKind[R], section: Section) -> Callable[[Life[R], R, Deed], Change[R]]:
    def change(life: Life[R], record: R, deed: Deed) -> Change[R]:
        content = _content(kind, section, record, deed.given)
        changes = {
            each.id: (record.content.held(each.id), content.held(each.id))
            for each in section.fields
            if record.content.held(each.id) != content.held(each.id)
        }
        after = record.model_copy(update={"content": content})
        if record.status == CURRENT and after.missing:
            raise Refused(after.missing[0], "niet_leeg")
        update: dict[str, object] = {"content": content}
        dues: Dues = ()
        if "review_on" in changes:
            update["reminders"] = {}
            dues = _review_dues(kind.keeper, after, deed.now, deed.org)
            dues += tuple(
                (deed.now, due(record, "shrink", kind.keeper, deed.now, f"{name}.{record.seq}"))
                for name in list(record.reminders)[-1:]
            )
        return life.moved(record, section.event, deed, update=update, changes=changes, dues=dues)

    return change


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
    keeper = life.home(record)
    shrinks = tuple(
        (deed.now, due(record, "shrink", keeper, deed.now, f"{name}.{record.seq}"))
        for name in list(record.reminders)[-1:]
    )
    return life.moved(record, "end", deed, update=update, why=reason, dues=shrinks)


def _reopen(life: Life[Any], record: Any, deed: Deed) -> Change[Any]:
    """It is a draft again, to be looked through and established; reminders that are to come are set anew."""
    update: dict[str, object] = {
        "closing_reason": "",
        "closed_at": None,
        "established": None,
        "reminders": {},
    }
    dues = _review_dues(life.home(record), record, deed.now, deed.org)
    return life.moved(record, "reopen", deed, update=update, dues=dues)


def _review_dues(keeper: str, record: KeptRecord, now: datetime, org: Organisation) -> Dues:
    """The reminders of its day of review that are still to come; those of a day before fall silent by themselves.

    `record` is the entry before the event that causes them.
    """
    on = record.review_on
    if on is None:
        return ()
    return tuple(
        (max(each.at, now), due(record, "reminder", keeper, now, f"{each.name}.{record.seq + 1}"))
        for each in reviews_ahead(on, now, org)
    )


def overtaken(record: KeptRecord, review: Review, now: datetime, org: Organisation) -> bool:
    """Whether a later reminder is due as well, as after an outage: then only that one is sent."""
    on = record.review_on
    return on is None or any(each.at <= now and each.at > review.at for each in reviews(on, org))
