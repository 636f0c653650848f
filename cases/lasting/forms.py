"""The forms of an entry that lasts: one for each part of what it says, and one for why it ends."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cards.words import words_beside
from cases.lasting.case import R, RecordKind, Section
from cases.organisation import Organisation
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm

say = words_beside(__file__)

SPOKEN = ("form", "refused")
"""Words that are looked up by the event of a form, or by what is wrong."""


def record_forms(kind: RecordKind[R]) -> Mapping[str, CaseForm[R]]:
    """Every form of this register by its event."""
    changes = [_change(kind, each) for each in kind.sections]
    return {each.event: each for each in (*changes, _end(kind))}


def refusal(key: str) -> str:
    """What is wrong with what was filled in. Raises LookupError for what no entry refuses."""
    return say(f"refused.{key}")


def words_of(kind: RecordKind[Any], event: str) -> Callable[..., str]:
    """The sentences of a form: fields are called the same everywhere, the rest stands under the event."""

    def words(key: str, **values: object) -> str:
        rest = key.removeprefix(f"{event}.")
        return kind.words(rest if rest.startswith("field.") else f"form.{key}", **values)

    return words


def _change(kind: RecordKind[R], section: Section) -> CaseForm[R]:
    def held(record: R, field: FormField, now: datetime, org: Organisation) -> str:
        return record.content.held(field.id)

    return CaseForm(section.event, words_of(kind, section.event), section.fields, held=held)


def _end(kind: RecordKind[R]) -> CaseForm[R]:
    field = FormField("reason", "long_text", required=True, limit=REASON_LIMIT)
    return CaseForm("end", _ending, (field,))


def _ending(key: str, **values: object) -> str:
    return say(f"form.{key}", **values)
