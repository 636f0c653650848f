"""What the events of a breach ask for: the forms of the officers and those of the reporter."""

from collections.abc import Mapping
from datetime import datetime

from cards.words import words_beside
from cases.assessment.weighing import assess
from cases.breach.case import CHOICES, SEVERAL, UNKNOWN, BreachCase
from cases.breach.decisions import AP_CHOICES, LATER, PEOPLE_CHOICES
from cases.breach.duties import NOBODY
from cases.breach.handling import (
    AP_NUMBER_LIMIT,
    CHANNELS,
    GROUNDS,
    HOW_LIMIT,
    RECIPIENTS,
    REGISTER_LIMIT,
    WAYS,
)
from cases.breach.life import CHANGEABLE
from cases.breach.lists import field_name, label
from cases.breach.progress import recipient_name
from cases.organisation import Organisation
from cases.register.case import ANSWER_LIMIT, NOTE_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, heirs_of

say = words_beside(__file__)

SPOKEN = ("form", "field", "refused")
"""Words that are looked up by the event of a form, by a field that several forms have, or by what is wrong."""

MOST_LISTS = 5
"""How many closed lists are asked on one card, beside the words."""

LONG_LISTS = frozenset({"data_kinds", "systems"})
"""Lists of which one card can hold only one."""


def refusal(key: str) -> str:
    """What is wrong with what was filled in. Raises LookupError for what no breach refuses."""
    return say(f"refused.{key}")


def _words(key: str, **values: object) -> str:
    """Closed lists are called the same everywhere; the rest stands beside this module."""
    form, _, rest = key.partition(".field.")
    name, _, option = rest.partition(".option.")
    if name in ("recipient", "recipients") and option in RECIPIENTS:
        return recipient_name(option)
    if form == "add_facts" and name.partition(".")[0] in CHOICES:
        return label(name, option) if option else field_name(name.partition(".")[0])
    try:
        return say(f"form.{key}", **values)
    except LookupError:
        return say(f"field.{rest}", **values)


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


def _when(*, required: bool = True) -> tuple[FormField, ...]:
    return (
        FormField("on_date", "date", required=required, starts_now=True),
        FormField("at_time", "time", starts_now=True),
    )


def _to_the_ap(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """When, how, and under which number; and why it was late, as soon as it is."""
    asked = (
        *_when(),
        FormField("ap_number", "text", limit=AP_NUMBER_LIMIT),
        FormField("channel", "choice", options=CHANNELS, default=CHANNELS[0]),
    )
    late = case.missed and case.told == "no" and not case.late_reason
    if late or "late_reason" in given:
        return (*asked, FormField("late_reason", "long_text", required=True, limit=REASON_LIMIT))
    return asked


def _now(field: FormField, now: datetime) -> str:
    if not field.starts_now:
        return field.default
    return now.date().isoformat() if field.kind == "date" else now.strftime("%H:%M")


def _known_of_the_ap(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return case.ap_number if field.id == "ap_number" else _now(field, now.astimezone(org.zone))


def _known_of_the_people(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id == "how" and case.people is not None and case.people.choice == "public":
        return "openbaar"
    return _now(field, now.astimezone(org.zone))


def _decided_about_others(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id != "recipients":
        return ""
    if case.duties:
        return ",".join(each for each in RECIPIENTS if case.duties[each].applies) or NOBODY
    role = case.triage.answers.get("role", {}).get("role", "") if case.triage is not None else ""
    return {"opdracht": "opdrachtgever", "samen": "partner"}.get(role, "")


def _who_waits(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        FormField("recipient", "choice", options=case.waiting_duties, required=True),
        FormField("how_told", "text", required=True, limit=HOW_LIMIT),
        *_when(),
    )


def _registered(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return str(getattr(case.registration, field.id)) if case.registration is not None else ""


def _as_advised(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the bot advises stands there at first: so one sees what is changed."""
    if case.triage is None or case.triage.facts is None:
        return ""
    advice = assess(case.triage.facts)
    if field.id == "ap":
        return "notify" if advice.notify_ap else "not"
    if field.id == "people":
        return "inform" if advice.notify_people else "not"
    return ""


def _ap(event: str) -> CaseForm[BreachCase]:
    return CaseForm(event, _words, asks=_to_the_ap, held=_known_of_the_ap)


def _long(name: str, limit: int, *, required: bool = True) -> FormField:
    return FormField(name, "long_text", required=required, limit=limit)


GROUND = FormField("ground", "choice", options=GROUNDS)

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
        _reason("conclude_no_breach"),
        CaseForm[BreachCase](
            "deviate",
            _words,
            (
                FormField("ap", "choice", options=AP_CHOICES, required=True),
                FormField("people", "choice", options=(*PEOPLE_CHOICES, LATER), required=True),
                GROUND,
                _long("reason", REASON_LIMIT),
            ),
            held=_as_advised,
        ),
        CaseForm[BreachCase](
            "decide_people",
            _words,
            (
                FormField("people", "choice", options=PEOPLE_CHOICES, required=True),
                GROUND,
                _long("reason", REASON_LIMIT, required=False),
            ),
            held=_as_advised,
        ),
        *(_ap(event) for event in ("ap_provisional", "ap_full", "ap_supplement", "ap_withdraw")),
        CaseForm[BreachCase](
            "informed",
            _words,
            (
                *_when(),
                FormField("how", "choice", options=WAYS, required=True),
                FormField("count_told", "number", required=True),
                FormField("note", "text", limit=HOW_LIMIT),
            ),
            held=_known_of_the_people,
        ),
        CaseForm[BreachCase](
            "decide_duties",
            _words,
            (
                FormField("recipients", "choices", options=(*RECIPIENTS, NOBODY), required=True),
                _long("reason", REASON_LIMIT),
            ),
            held=_decided_about_others,
        ),
        CaseForm[BreachCase]("duty_done", _words, asks=_who_waits),
        CaseForm[BreachCase](
            "fill_register",
            _words,
            (
                _long("effects", REGISTER_LIMIT),
                _long("measures", REGISTER_LIMIT),
                _long("lessons", REGISTER_LIMIT, required=False),
            ),
            held=_registered,
        ),
        CaseForm[BreachCase]("new_facts", _words, (_long("words", NOTE_LIMIT),)),
        CaseForm[BreachCase]("hand_over", _words, people=lambda case, org: heirs_of(case, org, ("po", "fg"))),
    )
}
"""Every form by its event."""
