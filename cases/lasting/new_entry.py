"""A new entry that somebody of the keeping office makes by hand: its form, and what becomes of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cards.ask import AskView, ask_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.lasting.case import KeptRecord, R, RecordKind, WrongValue, written
from cases.lasting.life import Origin, file_record
from cases.organisation import Organisation
from cases.people import BOT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, Filling, drawn_fields
from cases.register.life import Change, Deed, Life, Refused

say = words_beside(__file__)

NEW = "new"


def new_fields(kind: RecordKind[Any]) -> tuple[FormField, ...]:
    """What is asked of a new entry: its first part; the rest is filled in on its card."""
    return kind.sections[0].fields


def new_record_card(
    kind: RecordKind[Any], draft_id: str, now: datetime, org: Organisation, filling: Filling
) -> Card:
    """The form for a new entry. Sent twice, it makes one entry: `draft_id` goes along."""
    form = CaseForm[KeptRecord](new_fields(kind), event=NEW, words=_words(kind))
    nobodys = kind.case(
        number="", draft_id=draft_id, reporter=BOT, reported_at=now, content=kind.says.content()
    )
    send = Button(
        form.words(f"{NEW}.send"), "new_record", {"register": kind.register, "draft": draft_id}, of="entry"
    )
    return ask_card(
        AskView(
            number=kind.words("sheet"),
            title=form.words(f"{NEW}.title"),
            question="",
            asked_by="",
            fields=drawn_fields(form, nobodys, now, org, filling),
            send=send,
            closing=form.words(f"{NEW}.note"),
            buttons=(Button(say("cancel"), "register", {"register": kind.register}, of="register"),),
        )
    )


def _words(kind: RecordKind[Any]) -> Callable[..., str]:
    """The sentences of this form: fields are called the same everywhere, the rest stands under its name."""

    def words(key: str, **values: object) -> str:
        rest = key.removeprefix(f"{NEW}.")
        return kind.words(rest if rest.startswith("field.") else f"form.{key}", **values)

    return words


def new_record(
    kind: RecordKind[R], life: Life[R], given: Mapping[str, str], number: str, draft_id: str, deed: Deed
) -> Change[R]:
    """The entry that this form makes. Raises Refused."""
    try:
        content = written(kind, kind.says.content(), given)
    except WrongValue as reason:
        raise Refused(reason.field, reason.key) from reason
    return file_record(
        kind,
        life,
        content,
        number,
        kind.keeper_for(deed.actor),
        Origin(draft_id),
        deed,
    )
