"""How a consult lives: filed, changed by its events (cases/consult/events.py), reminded of, lapsed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.events import EVENTS, WORDS
from cases.consult.replies import coming, stands
from cases.consult.turns import answered_only, turn_dues
from cases.organisation import OFFICES, OfficeId, Organisation
from cases.people import BOT, Actor
from cases.register.filing import Filing
from cases.register.life import Change, Deed, Life, mail, tell
from cases.told import Told, ToldVerdict, Wants
from state_machines.consult_life import ANSWERED, CONSULT_LIFE, ROLES, WITHDRAWN
from state_machines.engine import Engine


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks an office. See ConsultCase."""

    office: OfficeId
    wants: Wants = "question"
    question: str = ""
    about: str = ""
    flow: str = ""
    outcome: str = ""
    points: tuple[str, ...] = ()
    why: str = ""
    told: tuple[Told, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    verdict: ToldVerdict | None = None


def file_consult(asked: Asked, filing: Filing) -> Change[ConsultCase]:
    """A new case in the register: its card and a mail go to the office, and its days begin to count."""
    case = ConsultCase(
        **filing.known,
        waits_since=filing.now,
        cards=(asked.office, "reporter"),
        office=asked.office,
        wants=asked.wants,
        question=asked.question,
        about=asked.about,
        flow=asked.flow,
        outcome=asked.outcome,
        points=asked.points,
        why=asked.why,
        told=asked.told,
        codes=dict(asked.codes),
        verdict=asked.verdict,
    )
    done = LIFE.filed(case, filing.deed)
    news = mail(done.case, case.office, filing.now, "new")
    return Change(done.case, done.event, (*done.dues, news, *turn_dues(done.case, filing.now, filing.org)))


def change(
    case: ConsultCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    payload: Mapping[str, str] | None = None,
) -> Change[ConsultCase]:
    """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
    return LIFE.change(case, event, Deed(actor, now, org, payload or {}))


def lapsed(case: ConsultCase, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """The asker said nothing for so long that the question closes; a further question opens it again."""
    update = {"closed_at": now, "lapsed": True, "exchanges": answered_only(case)}
    news_told = tell(case, now, "lapsed" if case.status == ANSWERED else "unanswered")
    return LIFE.moved(case, "lapse", Deed(BOT, now, org), update=update, why=case.status, dues=(news_told,))


def made(
    case: ConsultCase, register: str, number: str, now: datetime, org: Organisation
) -> Change[ConsultCase]:
    """It stands in the register: the asker hears under which number."""
    if case.made or case.accepted is None:
        return Change(case, None)
    before, after = coming(register), stands(register, number)
    replies = tuple(
        each.model_copy(update={"words": after}) if each.words == before else each for each in case.replies
    )
    news_told = () if case.status == WITHDRAWN else (tell(case, now, "reply"),)
    return LIFE.moved(
        case,
        "made",
        Deed(BOT, now, org),
        update={"made": number, "replies": replies},
        changes={"made": ("", number)},
        dues=news_told,
    )


def breach_made(case: ConsultCase, number: str, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """It stands in the register of breaches under this number: that tells the asker, nothing here does."""
    if case.breach or case.breach_by is None:
        return Change(case, None)
    deed = Deed(BOT, now, org)
    return LIFE.moved(case, "made", deed, update={"breach": number}, changes={"breach": ("", number)})


def request_made(case: ConsultCase, number: str, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """It stands in the register of requests under this number: that tells the asker, nothing here does."""
    if case.request or case.request_by is None:
        return Change(case, None)
    deed = Deed(BOT, now, org)
    return LIFE.moved(case, "made", deed, update={"request": number}, changes={"request": ("", number)})


def published(case: ConsultCase, number: str, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """It stands among the standing answers."""
    if case.publication is None or case.standing:
        return Change(case, None)
    return LIFE.moved(
        case,
        "published",
        Deed(BOT, now, org),
        update={"standing": number},
        changes={"standing": ("", number)},
    )


def _roles(case: ConsultCase, actor: Actor) -> frozenset[str]:
    home = {"home"} if case.office in actor.roles else set[str]()
    return frozenset(home | ({"before"} if case.offices_before & actor.roles else set[str]()))


def _home(case: ConsultCase) -> str:
    return case.office


def _heirs(case: ConsultCase) -> tuple[str, ...]:
    return (case.office,)


def _sees(case: ConsultCase) -> frozenset[str]:
    return frozenset({case.office, "fg", *case.offices_before})


READERS = frozenset(OFFICES)
"""Every office is asked something; which cases it sees, `_sees` tells."""

LIFE = Life(
    Engine(CONSULT_LIFE),
    ROLES,
    READERS,
    _home,
    _heirs,
    ConsultCase.facts,
    EVENTS,
    WORDS,
    sees=_sees,
    more_roles=_roles,
)
