"""What the events of a consult ask for: the forms of the office and those of the asker."""

from collections.abc import Mapping

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.life import BOX
from cases.organisation import OFFICES, Organisation
from cases.register.case import ANSWER_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, heirs_of

say = words_beside(__file__)

SPOKEN = ("form", "refused")
"""Words that are looked up by the event of a form, or by what is wrong."""


def refusal(key: str) -> str:
    """What is wrong with what was filled in. Raises LookupError for what no consult refuses."""
    return say(f"refused.{key}")


def _words(key: str, **values: object) -> str:
    return say(f"form.{key}", **values)


def _office(case: ConsultCase, org: Organisation) -> Mapping[str, str]:
    return {"office": org.office(case.office).title}


def _question(case: ConsultCase, given: Mapping[str, str]) -> tuple[str, str]:
    exchange = case.exchange(given.get("exchange", ""))
    return (exchange.question, exchange.asked_by.name) if exchange is not None else ("", "")


def _others(case: ConsultCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """Every office but the one that has it, and room to say why."""
    others = tuple(each for each in OFFICES if each != case.office)
    return (
        FormField("office", "choice", options=others, required=True),
        FormField("reason", "long_text", limit=REASON_LIMIT),
    )


def _box(event: str, limit: int) -> CaseForm[ConsultCase]:
    return CaseForm(event, _words, (FormField(BOX, "long_text", required=True, limit=limit),))


def _of_asker(event: str, field: str, limit: int, *, required: bool = True) -> CaseForm[ConsultCase]:
    fields = (FormField(field, "long_text", required=required, limit=limit),)
    return CaseForm(event, _words, fields, told=_office, reporter=True)


FORMS: Mapping[str, CaseForm[ConsultCase]] = {
    each.event: each
    for each in (
        _box("reply", ANSWER_LIMIT),
        _box("ask_reporter", QUESTION_LIMIT),
        CaseForm[ConsultCase](
            "hand_over", _words, people=lambda case, org: heirs_of(case, org, (case.office,))
        ),
        CaseForm[ConsultCase]("pass_on", _words, asks=_others),
        CaseForm[ConsultCase](
            "answer",
            _words,
            (FormField("answer", "long_text", required=True, limit=ANSWER_LIMIT),),
            about=_question,
            told=_office,
            carries=("exchange",),
            reporter=True,
        ),
        _of_asker("add_words", "addition", QUESTION_LIMIT),
        _of_asker("follow_up", "question", QUESTION_LIMIT),
        _of_asker("withdraw", "reason", REASON_LIMIT, required=False),
    )
}
"""Every form by its event."""
