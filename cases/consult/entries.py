"""What an office makes of a consult in another register, once: an entry, an agreement, a breach, a standing answer."""

from datetime import datetime

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.into_breach import BREACH, REQUEST
from cases.consult.life import breach_made, made, published, request_made
from cases.consult.publishing import REGISTER
from cases.drafts.answers import Answers, FilledIn
from cases.organisation import Organisation
from cases.register.life import Change
from cases.register.plans import Drop, FileElsewhere, Plan

say = words_beside(__file__)


def made_elsewhere(case: ConsultCase, register: str, now: datetime, org: Organisation) -> Plan:
    """What another register makes its own case of.

    An entry lasts for years and is read by other offices than the question, in lists and channels. So of a
    confidential question only answers from closed lists go along; what it is called and what it is for, the office
    writes in words of its own before it can establish the entry. An entry that were confidential itself would be no
    register to read.

    That case lies in a partition of its own, so it is filed once under an id that follows from the consult's number.
    """
    accepted = case.accepted
    if accepted is None or case.made:
        return Drop("nothing is to be made of it, or it was made")

    def noted(fresh: ConsultCase, number: str) -> Change[ConsultCase]:
        return made(fresh, register, number, now, org)

    return FileElsewhere(
        register,
        filer=accepted.by,
        filled=FilledIn(
            draft_id=_draft_id(case, register),
            answers=Answers(
                case.codes, tuple(each for each in case.told if not (case.confidential and each.typed))
            ),
            points=case.verdict.points if case.verdict is not None else case.points,
            origin=case.number,
            withheld=case.confidential,
        ),
        noted=noted,
    )


def breach_of(case: ConsultCase, now: datetime, org: Organisation) -> Plan:
    """The report that a question becomes, in the name of who asked it.

    That person knew of it when asking, so it was discovered then and the 72 hours count from there (AVG article 33(1)),
    also when only a later word told of it: too early is the safe side. Whoever handles breaches reads the words of a
    confidential question too; what comes of it is as confidential.
    """
    maker = case.breach_by
    if maker is None or case.breach:
        return Drop("no breach is to be made of it, or it was made")
    asked = case.reported_at.astimezone(org.zone)
    return FileElsewhere(
        BREACH,
        filer=case.reporter,
        filled=FilledIn(
            draft_id=_draft_id(case, BREACH),
            facts={
                "what_happened": _told(case),
                "discovered_date": asked.date().isoformat(),
                "discovered_time": asked.strftime("%H:%M"),
                "confidential": "true" if case.confidential else "false",
            },
            why=say("breach", name=maker.by.name or say("somebody"), number=case.number),
            origin=case.number,
        ),
        noted=lambda fresh, number: breach_made(fresh, number, now, org),
    )


def request_of(case: ConsultCase, now: datetime, org: Organisation) -> Plan:
    """The request that a question becomes, in the name of who asked it.

    The organisation had it when it was asked at the latest, so the month counts from that day (AVG article 12(3),
    policy point 16 step 3); legal affairs correct it when it came earlier.
    """
    maker = case.request_by
    if maker is None or case.request:
        return Drop("no request is to be made of it, or it was made")
    return FileElsewhere(
        REQUEST,
        filer=case.reporter,
        filled=FilledIn(
            draft_id=_draft_id(case, REQUEST),
            facts={
                "wish": _told(case),
                "received_date": case.reported_at.astimezone(org.zone).date().isoformat(),
                "confidential": "true" if case.confidential else "false",
            },
            why=say("request", name=maker.by.name or say("somebody"), number=case.number),
            origin=case.number,
        ),
        noted=lambda fresh, number: request_made(fresh, number, now, org),
    )


def _told(case: ConsultCase) -> str:
    """All that the asker said in own words, as it is kept, answers behind what was asked; of a question without words
    every answer in the flow."""
    answers = (f"{each.question} {each.answer}" for each in case.told if each.typed or not case.question)
    back = (f"{each.question} {each.answer}" for each in case.exchanges if each.answer)
    typed = {each.answer for each in case.told if each.typed}
    about = "" if case.about in typed else case.about
    words = (case.question, about, *answers, *(each.words for each in case.additions), *back)
    return "\n".join(each for each in words if each)


def published_elsewhere(case: ConsultCase, now: datetime, org: Organisation) -> Plan:
    """The standing answer that an office made of its answer; none of a question that is confidential by now."""
    words = case.publication
    if words is None or case.standing or case.confidential:
        return Drop("nothing is to be published, or it was, or it may not be any more")
    return FileElsewhere(
        REGISTER,
        filer=words.by,
        filled=FilledIn(
            draft_id=_draft_id(case, REGISTER),
            facts={name: getattr(words, name) for name in ("question", "answer", "review_on", "office")},
            points=case.rests_on(),
            origin=case.number,
        ),
        noted=lambda fresh, number: published(fresh, number, now, org),
    )


def _draft_id(case: ConsultCase, register: str) -> str:
    """Never another one, so that filing twice gives the same case."""
    return f"{case.number.replace('-', '')}.{register}"
