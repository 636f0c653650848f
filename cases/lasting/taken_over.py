"""An entry that lasts and was kept elsewhere: a row of a file becomes an entry with what it says."""

from cases.lasting.case import Content, R, RecordKind, WrongValue, written
from cases.lasting.life import review_dues
from cases.lasting.office_card import state_told
from cases.lasting.values import OPEN_TOLD
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.fields import FormField
from cases.register.life import Change, Life
from cases.register.taken_over import FileRow, FromFile, WrongCell
from state_machines.record_life import CURRENT, DRAFT, ENDED

BESIDE = (
    "number",
    "status",
    "filed_at",
    "filed_by",
    "established_at",
    "from_consult",
    "ended_at",
    "ended_because",
)
"""Columns beside what an entry says."""


def record_from_file(kind: RecordKind[R], life: Life[R]) -> FromFile[R]:
    """How rows become entries of this register."""
    fields = tuple(each.id for each in kind.fields)
    needed = (kind.says.content.called,)
    return FromFile(kind.keepers, (*BESIDE, *fields), needed, lambda row: _taken_over(kind, life, row))


def _taken_over(kind: RecordKind[R], life: Life[R], row: FileRow) -> Change[R]:
    """The entry, with the moments that it had; its review is remembered, and no channel gets a card of each row."""
    deed, office, content = row.deed, kind.keeper_for(row.deed.actor), _content(kind, row)
    cell = row.one_of("status", {each: state_told(each) for each in (DRAFT, CURRENT, ENDED)})
    record = kind.case(
        number=row.number,
        reporter=row.person("filed_by"),
        reported_at=row.moment("filed_at") or deed.now,
        draft_id=row.draft_id,
        content=content,
        from_consult=row.case_number("from_consult"),
        office=office if len(kind.keepers) > 1 else None,
    )
    status = DRAFT if cell == DRAFT else record.first_status
    update: dict[str, object] = {"status": status}
    established_at = row.moment("established_at")
    if established_at is not None or (status == CURRENT and cell != ENDED):
        update["established"] = Sighting(by=deed.actor, at=established_at or deed.now)
    if cell == ENDED:
        reason = row.cell("ended_because")
        if len(reason) > REASON_LIMIT:
            raise WrongCell("ended_because", "te_lang")
        update |= {"status": ENDED, "closed_at": row.moment("ended_at") or deed.now, "closing_reason": reason}
    record = record.model_copy(update=update)
    said = {each.id: ("", content.held(each.id)) for each in kind.fields if content.settled(each.id)}
    done = life.filed(record, deed, said, why=row.origin)
    dues = review_dues(office, record, deed.now, deed.org) if record.is_open else ()
    return Change(done.case, done.event, done.dues + dues)


def _content(kind: RecordKind[R], row: FileRow) -> Content:
    given = {each.id: _given(kind, each, row) for each in kind.fields}
    try:
        return written(kind, kind.says.content(), given)
    except WrongValue as reason:
        raise WrongCell(reason.field, reason.key) from reason


def _given(kind: RecordKind[R], field: FormField, row: FileRow) -> str:
    """A cell as the form of this field would bring it."""
    if row.cell(field.id).casefold() == OPEN_TOLD.casefold():
        return ""
    if field.kind == "date":
        return row.day(field.id)
    if field.kind in ("choice", "choices"):
        words = {each: kind.words(f"field.{field.id}.option.{each}") for each in field.options}
        return (
            row.one_of(field.id, words) if field.kind == "choice" else ",".join(row.some_of(field.id, words))
        )
    return row.cell(field.id)
