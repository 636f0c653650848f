"""The standing answers (VA-): each is kept by the office that gave it and given to everybody who asks."""

from datetime import datetime

from cards.words import words_beside
from cases.drafts.answers import FilledIn
from cases.lasting.case import RecordKind, entry_words
from cases.lasting.register import record_register
from cases.organisation import OFFICES, Organisation, office_of
from cases.register.register import Stored, TellsAll
from cases.standing.case import SAYS, StandingCase, StandingContent, case_row, read_case
from cases.told import StandingAnswer
from state_machines.record_life import CURRENT

say = words_beside(__file__)

SPOKEN = ("entry",)


STANDING_KIND = RecordKind("standing", "VA", OFFICES, StandingCase, SAYS, entry_words(say))


def content(filled: FilledIn, org: Organisation) -> StandingContent:
    """What an office made of a question that it answered."""
    facts = filled.facts
    return StandingContent(question=facts["question"], answer=facts["answer"], review_on=facts["review_on"])


def given_now(case: StandingCase, now: datetime, org: Organisation) -> StandingAnswer | None:
    """What everybody gets who asks this; None while it is not established and after its day of review."""
    said, on = case.content, case.review_on
    if case.status != CURRENT or case.established is None or on is None:
        return None
    if on < now.astimezone(org.zone).date():
        return None
    stood = max(each.at for each in (case.established, case.changed) if each is not None)
    return StandingAnswer(
        number=case.number,
        office=STANDING_KIND.keeper_of(case),
        question=said.question,
        answer=said.answer,
        said_on=stood.astimezone(org.zone).date(),
        review_on=on,
        points=case.points,
    )


STANDING = record_register(
    STANDING_KIND,
    Stored(read_case, case_row),
    "",
    content,
    keeper_of=lambda filled: office_of(filled.facts["office"]),
    tells_all=TellsAll(answer=given_now),
)
