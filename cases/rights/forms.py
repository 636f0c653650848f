"""What the events of a rights request ask for: the forms of legal affairs, and those of a colleague who helps."""

from collections.abc import Mapping
from datetime import datetime

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.case import ANSWER_LIMIT, NOTE_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.rights.answer import FEE_GROUNDS, OTHERS, TOLD_RECIPIENTS, WAYS
from cases.rights.case import (
    AMOUNT_LIMIT,
    CHECKLIST,
    FOUND_LIMIT,
    GROUNDS,
    OUTCOMES,
    PLACE_LIMIT,
    SEARCH_LIMIT,
    RightsCase,
    Search,
)
from cases.rights.identity import ASK_REASONS, CONFIRMABLE
from cases.rights.life import ENDINGS
from cases.rights.lists import day_of, label
from cases.rights.request import RIGHTS, SUBJECTS
from cases.rights.search import SEARCH_PLACES
from cases.rights.term import EXTENSION_REASONS, PAUSE_REASONS

say = words_beside(__file__)

SPOKEN = ("form", "refused")
"""Words that are looked up by the event of a form, or by what is wrong."""

LISTS: Mapping[tuple[str, str], str] = {
    ("ask_identity", "way"): "identified",
    ("ask_identity", "reason"): "ask_reason",
    ("confirm_identity", "way"): "identified",
    ("amend", "rights"): "right",
    ("pause", "reason"): "pause",
    ("extend", "reason"): "extension",
    ("ask_search", "to"): "search_to",
    ("charge_fee", "ground"): "fee",
    ("tell_recipients", "how"): "recipients",
}
"""Which closed list a field chooses from, where it is not called the same."""


def heirs_of(case: RightsCase, org: Organisation) -> dict[str, str]:
    """Who of legal affairs can go on with a request, by id: not who has it."""
    holder = case.taken_up.by.aad_id if case.taken_up else ""
    people = {each.id: each.name for each in (*org.offices.jz.members, *org.offices.jz.deputies)}
    return {aad_id: name for aad_id, name in people.items() if aad_id != holder}


def refusal(key: str) -> str:
    """What is wrong with what was filled in. Raises LookupError for what no request refuses."""
    return say(f"refused.{key}")


def _words(key: str, **values: object) -> str:
    """Closed lists are called the same everywhere; the rest stands beside this module."""
    event, _, rest = key.partition(".field.")
    name, _, option = rest.partition(".option.")
    if option:
        return label(LISTS.get((event, name), name), option)
    return say(f"form.{key}", **values)


def _told(case: RightsCase, org: Organisation) -> Mapping[str, str]:
    deadline = case.first_deadline(org)
    return {"office": org.offices.jz.title, "day": day_of(deadline.due.date(), org)}


def _question(case: RightsCase, given: Mapping[str, str]) -> tuple[str, str]:
    exchange = case.exchange(given.get("exchange", ""))
    return (exchange.question, exchange.asked_by.name) if exchange is not None else ("", "")


def asked_search(case: RightsCase, given: Mapping[str, str]) -> Search | None:
    """The open search task that a button is about; without a word about it the oldest one."""
    wanted = case.search(given.get("search", ""))
    if wanted is not None and not wanted.answer:
        return wanted
    return next(iter(case.open_searches), None)


def _searched(case: RightsCase, given: Mapping[str, str]) -> tuple[str, str]:
    search = asked_search(case, given)
    return (search.what, search.asked_by.name) if search is not None else ("", "")


def _held(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What stands in the field at first: what the case knows already."""
    match field.id:
        case "rights":
            return ",".join(case.request.rights)
        case "received_on":
            return case.request.received_on.isoformat()
        case "subject":
            return case.request.subject
        case "way":
            return case.identity.way or (
                case.request.identified if case.request.identified in CONFIRMABLE else ""
            )
        case "right":
            return case.undecided[0] if case.undecided else ""
        case "reason" if len(field.options) == len(PAUSE_REASONS):
            return "identiteit" if case.identity_state == "asked" else "specificatie"
    if field.starts_now:
        return now.date().isoformat()
    return field.default


def _confirming(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    fields = [FormField("way", "choice", CONFIRMABLE, required=True)]
    if case.request.represented:
        fields.append(FormField("authority", "toggle", default="false"))
    return (*fields, FormField("note", "long_text", limit=REASON_LIMIT))


def _deciding(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    rights = case.request.rights
    grounds = tuple(ground for ground, fits in GROUNDS.items() if not fits.isdisjoint(rights))
    return (
        FormField("right", "choice", rights, required=True),
        FormField("outcome", "choice", OUTCOMES, required=True),
        FormField("ground", "choice", grounds),
        FormField("reason", "long_text", limit=REASON_LIMIT),
    )


def _answering(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """The checks of an answer are asked where they matter: of access, and where data go out."""
    fields = [
        FormField("sent_on", "date", required=True, starts_now=True),
        FormField("way", "choice", WAYS, required=True, default="zivver_sms"),
        FormField("way_reason", "text", limit=REASON_LIMIT),
    ]
    if case.access_given:
        fields.append(FormField("checklist", "choices", CHECKLIST, required=True))
    if case.data_given:
        fields.append(FormField("others", "choice", OTHERS, required=True))
    return (*fields, FormField("remedy", "toggle", default="false"))


def _answer_held(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    return now.date().isoformat() if field.starts_now else field.default


def _extending(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    months = tuple(str(each) for each in range(1, org.terms.extension_months + 1))
    return (
        FormField("reason", "choice", EXTENSION_REASONS, required=True),
        FormField("why", "long_text", required=True, limit=REASON_LIMIT),
        FormField("months", "choice", months, required=True),
        FormField("told_on", "date", required=True),
    )


def _form(event: str, *fields: FormField, held: bool = False, reporter: bool = False) -> CaseForm[RightsCase]:
    return CaseForm(event, _words, fields, held=_held if held else None, told=_told, reporter=reporter)


def _reason(event: str) -> CaseForm[RightsCase]:
    return _form(event, FormField("reason", "long_text", required=True, limit=REASON_LIMIT))


FORMS: Mapping[str, CaseForm[RightsCase]] = {
    each.event: each
    for each in (
        _form("confirm_receipt", FormField("told_on", "date", required=True, starts_now=True)),
        _form(
            "ask_clarification",
            FormField("what", "long_text", required=True, limit=REASON_LIMIT),
            FormField("asked_on", "date", required=True, starts_now=True),
        ),
        _form("clarified", FormField("answer", "long_text", required=True, limit=REASON_LIMIT)),
        _form(
            "ask_identity",
            FormField("way", "choice", CONFIRMABLE, required=True),
            FormField("reason", "choice", ASK_REASONS, required=True),
            FormField("asked_on", "date", required=True, starts_now=True),
        ),
        CaseForm[RightsCase]("confirm_identity", _words, asks=_confirming, held=_held, told=_told),
        _form(
            "amend",
            FormField("rights", "choices", RIGHTS, required=True),
            FormField("received_on", "date", required=True),
            FormField("subject", "choice", SUBJECTS, required=True),
            held=True,
        ),
        _form(
            "pause",
            FormField("reason", "choice", PAUSE_REASONS, required=True),
            FormField("promptly", "toggle", default="false"),
            held=True,
        ),
        CaseForm[RightsCase]("extend", _words, asks=_extending, told=_told),
        _form(
            "ask_search",
            FormField("to", "choice", SEARCH_PLACES, required=True),
            FormField("place", "text", limit=PLACE_LIMIT),
            FormField("what", "long_text", required=True, limit=SEARCH_LIMIT),
            FormField("until", "date", required=True),
        ),
        CaseForm[RightsCase](
            "answer_search",
            _words,
            (FormField("answer", "long_text", required=True, limit=FOUND_LIMIT),),
            about=_searched,
            told=_told,
            carries=("search",),
            reporter=True,
        ),
        CaseForm[RightsCase]("decide", _words, asks=_deciding, held=_held, told=_told),
        _form(
            "charge_fee",
            FormField("ground", "choice", FEE_GROUNDS, required=True),
            FormField("amount", "text", required=True, limit=AMOUNT_LIMIT),
            FormField("proof", "long_text", required=True, limit=REASON_LIMIT),
        ),
        CaseForm[RightsCase]("record_answer", _words, asks=_answering, held=_answer_held, told=_told),
        _form(
            "tell_recipients",
            FormField("how", "choice", TOLD_RECIPIENTS, required=True),
            FormField("note", "long_text", limit=REASON_LIMIT),
        ),
        _form(
            "withdraw",
            FormField("ending", "choice", ENDINGS, required=True),
            FormField("reason", "long_text", required=True, limit=REASON_LIMIT),
        ),
        _reason("reopen"),
        _reason("late_reason"),
        _form("ask_reporter", FormField("question", "long_text", required=True, limit=QUESTION_LIMIT)),
        CaseForm[RightsCase](
            "answer",
            _words,
            (FormField("answer", "long_text", required=True, limit=ANSWER_LIMIT),),
            about=_question,
            told=_told,
            carries=("exchange",),
            reporter=True,
        ),
        _form("add_note", FormField("note", "long_text", required=True, limit=NOTE_LIMIT), reporter=True),
        CaseForm[RightsCase]("hand_over", _words, told=_told, people=heirs_of),
    )
}
"""Every form by its event."""
