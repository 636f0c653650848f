"""How a rights request lives: filed, changed by its events (cases/rights/events.py), reminded of. Pure."""

from datetime import datetime

from cases.organisation import Organisation
from cases.people import BOT
from cases.register.compares import Compares
from cases.register.doubles import HEARS, JOINED
from cases.register.events import members_cards
from cases.register.filing import Filing
from cases.register.life import Change, Deed, Life, mail, tell
from cases.rights.alike import compared
from cases.rights.case import RightsCase
from cases.rights.endings import same_request
from cases.rights.events import EVENTS, WORDS
from cases.rights.request import RightsRequest
from cases.rights.search import search_roles
from cases.rights.term import clock_dues
from state_machines.engine import Engine
from state_machines.rights_life import READERS, RIGHTS_LIFE, ROLES

OWN_CARD = "own_card"
"""News of a request that somebody else made of a question: the living card of who asked that."""


def file_request(
    request: RightsRequest, filing: Filing, from_consult: str = "", why: str = ""
) -> Change[RightsCase]:
    """A new case in the register, with everything that has to be told and remembered about it.

    `from_consult` is the question that it was made of, `why` by whom. Who asked that question presses nothing here, so
    no answer in a turn brings the living card: it is a message.
    """
    case = RightsCase(**filing.known, request=request, from_consult=from_consult, cards=("jz", "reporter"))
    if case.confidential:
        case = case.model_copy(update={"cards": members_cards(LIFE, case, filing.deed)})
    done = LIFE.filed(case, filing.deed, why=why)
    news = mail(done.case, "jz", filing.now, "new")
    dues = clock_dues(done.case, filing.now, filing.org)
    own = (tell(done.case, filing.now, OWN_CARD),) if from_consult else ()
    return Change(done.case, done.event, (*done.dues, news, *own, *dues))


def term_missed(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase]:
    """The strict date passed without an answer, or without a decision on the objection: a fact that stays in the
    history."""
    update: dict[str, object] = {"missed": True}
    if case.objected and case.objection is not None:
        update = {"objection": case.objection.model_copy(update={"missed": True})}
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update=update)


def _home(case: RightsCase) -> str:
    return "jz"


def _heirs(case: RightsCase) -> tuple[str, ...]:
    return ("jz",)


LIFE = Life(
    Engine(RIGHTS_LIFE),
    ROLES,
    READERS,
    _home,
    _heirs,
    RightsCase.facts,
    EVENTS,
    WORDS,
    more_roles=search_roles,
    in_person=frozenset({"answer_search"}),
    hears={**HEARS, JOINED: same_request},
    compares=Compares("rights", compared),
)
