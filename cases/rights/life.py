"""How a rights request lives: filed, changed by its events (cases/rights/events.py), reminded of. Pure."""

from datetime import datetime

from cases.organisation import Organisation
from cases.people import Actor
from cases.register.events import members_cards
from cases.register.life import BOT, Change, Deed, Life, mail
from cases.rights.case import (
    RightsCase,
)
from cases.rights.events import EVENTS, WORDS
from cases.rights.request import RightsRequest
from cases.rights.term import clock_dues
from state_machines.engine import Engine
from state_machines.rights_life import READERS, RIGHTS_LIFE, ROLES


def file_request(
    request: RightsRequest,
    *,
    number: str,
    draft_id: str,
    reporter: Actor,
    confidential: bool,
    now: datetime,
    org: Organisation,
) -> Change[RightsCase]:
    """A new case in the register, with everything that has to be told and remembered about it."""
    case = RightsCase(
        number=number,
        reporter=reporter,
        request=request,
        reported_at=now,
        draft_id=draft_id,
        confidential=confidential,
        cards=("jz", "reporter"),
    )
    deed = Deed(reporter, now, org)
    if confidential:
        case = case.model_copy(update={"cards": members_cards(LIFE, case, deed)})
    done = LIFE.filed(case, deed)
    news = mail(done.case, "jz", now, "new")
    return Change(done.case, done.event, (*done.dues, news, *clock_dues(done.case, now, org)))


def term_missed(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase]:
    """The strict date passed without an answer: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


LIFE = Life[RightsCase](
    engine=Engine(RIGHTS_LIFE),
    roles=ROLES,
    offices=READERS,
    home=lambda case: "jz",
    heirs=lambda case: ("jz",),
    facts=RightsCase.facts,
    events=EVENTS,
    words=WORDS,
)
