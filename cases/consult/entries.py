"""What an office makes of a consult in another register, once: an entry, an agreement, a standing answer."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.life import made, published
from cases.consult.publishing import REGISTER
from cases.drafts.answers import Answers, FilledIn
from cases.organisation import Organisation
from cases.register.life import Change
from cases.register.plans import Drop, FileElsewhere, Plan


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
