"""What the events of a breach ask for: the forms of the officers and those of the reporter."""

from collections.abc import Mapping
from datetime import datetime

from cards.words import words_beside
from cases.breach import CHOICES, SEVERAL, UNKNOWN, BreachCase
from cases.breach_changes import CHANGEABLE
from cases.case_fields import field_name, label
from cases.case_forms import CaseForm
from cases.form_fields import FormField
from cases.kept_case import ANSWER_LIMIT, NOTE_LIMIT, QUESTION_LIMIT, REASON_LIMIT, KeptCase
from cases.organisation import Organisation

say = words_beside(__file__)

SPOKEN = ("form", "refused")
"""Words that are looked up by the event of a form, or by what is wrong."""

MOST_LISTS = 5
"""How many closed lists are asked on one card, beside the words."""

LONG_LISTS = frozenset({"data_kinds", "systems"})
"""Lists of which one card can hold only one."""


def heirs_of(case: KeptCase, org: Organisation, offices: tuple[str, ...]) -> dict[str, str]:
    """Who can go on with a case, by id: members and deputies of these offices, but not who has it."""
    named = [org.office(name) for name in offices]
    people = {each.id: each.name for office in named for each in (*office.members, *office.deputies)}
    holder = case.taken_up.by.aad_id if case.taken_up else ""
    return {aad_id: name for aad_id, name in people.items() if aad_id != holder}


def refusal(key: str) -> str:
    """What is wrong with what was filled in. Raises LookupError for what no breach refuses."""
    return say(f"refused.{key}")


def _words(key: str, **values: object) -> str:
    """Closed lists are called the same everywhere; the rest stands beside this module."""
    form, _, rest = key.partition(".field.")
    name, _, option = rest.partition(".option.")
    if form == "add_facts" and name.partition(".")[0] in CHOICES:
        return label(name, option) if option else field_name(name.partition(".")[0])
    return say(f"form.{key}", **values)


def _offices(case: BreachCase, org: Organisation) -> Mapping[str, str]:
    return {"office": org.offices.po.title}


def _question(case: BreachCase, given: Mapping[str, str]) -> tuple[str, str]:
    exchange = case.exchange(given.get("exchange", ""))
    return (exchange.question, exchange.asked_by.name) if exchange is not None else ("", "")


def _askable(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """What is still open, and room for words. With more open than one card holds, the rest comes next time."""
    chosen: list[str] = []
    for name in CHANGEABLE:
        full = len(chosen) == MOST_LISTS or (name in LONG_LISTS and not LONG_LISTS.isdisjoint(chosen))
        if name in case.report.open_fields and not full:
            chosen.append(name)
    lists = (
        FormField(name, "choices" if name in SEVERAL else "choice", options=CHOICES[name]) for name in chosen
    )
    return (*lists, FormField("addition", "long_text", limit=NOTE_LIMIT))


def _held(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What stands in the field at first. A lone "I don't know" is not ticked: nobody would think to untick it."""
    if field.id not in CHOICES:
        return ""
    value = getattr(case.report, field.id)
    if field.id not in SEVERAL:
        return str(value)
    return "" if value == (UNKNOWN,) else ",".join(value)


def _reason(event: str, *, reporter: bool = False) -> CaseForm[BreachCase]:
    field = FormField("reason", "long_text", required=True, limit=REASON_LIMIT)
    return CaseForm(event, _words, (field,), told=_offices if reporter else None, reporter=reporter)


FORMS: Mapping[str, CaseForm[BreachCase]] = {
    each.event: each
    for each in (
        CaseForm[BreachCase](
            "ask_reporter",
            _words,
            (FormField("question", "long_text", required=True, limit=QUESTION_LIMIT),),
        ),
        _reason("late_reason"),
        _reason("accept_withdrawal"),
        _reason("ask_withdrawal", reporter=True),
        CaseForm[BreachCase](
            "answer",
            _words,
            (FormField("answer", "long_text", required=True, limit=ANSWER_LIMIT),),
            about=_question,
            told=_offices,
            carries=("exchange",),
            reporter=True,
        ),
        CaseForm[BreachCase]("add_facts", _words, asks=_askable, held=_held, reporter=True),
        CaseForm[BreachCase]("hand_over", _words, people=lambda case, org: heirs_of(case, org, ("po", "fg"))),
    )
}
"""Every form by its event."""
