"""What each event does to an entry that lasts: changed with old and new values, established, ended, looked at again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cases.lasting.case import Content, KeptRecord, R, RecordKind, Section, WrongValue, written
from cases.lasting.rhythm import RHYTHM
from cases.organisation import Organisation
from cases.people import Actor
from cases.register import events as shared
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.life import Change, Deed, Dues, Life, Refused, text
from cases.register.rhythm import newest_put_away
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
    withheld: bool = False,
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
        withheld=withheld,
        cards=(kind.keeper,),
    )
    record = record.model_copy(update={"status": record.first_status})
    if record.status == CURRENT:
        record = record.model_copy(update={"established": Sighting(by=keeper, at=now)})
    said = {each.id: ("", content.held(each.id)) for each in kind.fields if content.settled(each.id)}
    done = life.filed(record, Deed(keeper, now, org), said)
    return Change(done.case, done.event, done.dues + _review_dues(kind.keeper, record, now, org))


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
            dues += newest_put_away(record, deed.now, kind.keeper)
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
    shrinks = newest_put_away(record, deed.now, life.home(record))
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
    return RHYTHM.planned(
        record.model_copy(update={"reminders": {}, "seq": record.seq + 1}), keeper, now, org
    )
