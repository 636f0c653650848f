"""An office makes a standing answer of what it answered, for everybody who asks the same. Pure."""

from datetime import date, datetime, timedelta

from cases.consult.case import ConsultCase, Publication
from cases.organisation import Organisation
from cases.plain_text import one_line
from cases.register import life as lives
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life, Refused
from cases.register.messages import Ref, within
from cases.told import STANDING_ANSWER, STANDING_QUESTION, STANDING_WORDS

REGISTER = "standing"
"""Where it is kept from then on."""

A_YEAR, LONGEST = timedelta(days=365), timedelta(days=2 * 366)
"""How long it is given unless the office says otherwise, and at most, before somebody looks at it again."""

FIELDS = (
    FormField("question", "text", required=True, limit=STANDING_QUESTION),
    FormField("answer", "long_text", required=True, limit=STANDING_ANSWER),
    FormField("review_on", "date", required=True),
)


def _held(case: ConsultCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What was asked and answered last, to be made shorter and to be cleared of who it was about."""
    match field.id:
        case "question":
            return one_line(case.question)
        case "answer":
            return case.replies[-1].words if case.replies else ""
    return (_today(now, org) + A_YEAR).isoformat()


def _publish(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """What was filled in waits until it stands in its register, under a number."""
    answer = lives.text(deed.given, "answer", STANDING_ANSWER)
    if len(answer.split()) > STANDING_WORDS:
        raise Refused("answer", "te_lang")
    published = Publication(
        question=one_line(lives.text(deed.given, "question", STANDING_QUESTION)),
        answer=answer,
        review_on=_review_on(deed),
        office=case.office,
        by=deed.actor,
    )
    file = lives.message(case, "file", within(REGISTER), deed.now, Ref(mark=str(case.seq + 1)))
    return life.moved(
        case,
        "publish",
        deed,
        update={"publication": published},
        changes={name: ("", getattr(published, name)) for name in ("question", "answer", "review_on")},
        dues=((deed.now, file),),
    )


def _published_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    """Whether just these words were published."""
    words = case.publication
    return words is not None and (words.question, words.answer, words.review_on) == (
        one_line(lives.typed(deed.given, "question")),
        lives.typed(deed.given, "answer"),
        deed.given.get("review_on", ""),
    )


def _review_on(deed: Deed) -> str:
    """The day after which it is not given any more. Raises Refused."""
    try:
        on = date.fromisoformat(lives.text(deed.given, "review_on", len("2026-11-24")))
    except ValueError:
        raise Refused("review_on", "geen_datum") from None
    today = _today(deed.now, deed.org)
    if not today < on <= today + LONGEST:
        raise Refused("review_on", "niet_binnenkort")
    return on.isoformat()


def _today(now: datetime, org: Organisation) -> date:
    return now.astimezone(org.zone).date()


EVENTS = (
    CaseEvent[ConsultCase](
        "publish", _publish, _published_before, CaseForm(FIELDS, held=_held), line=lives.the_words
    ),
    CaseEvent[ConsultCase]("published", line=lives.the_words),
)
