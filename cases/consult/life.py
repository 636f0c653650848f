"""How a consult lives: filed, changed by its events (cases/consult/events.py), reminded of, lapsed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.events import EVENTS, WORDS
from cases.consult.replies import coming, stands
from cases.consult.rhythm import Stage, ignored, stage_before
from cases.consult.turns import answered_only, turn_dues
from cases.organisation import OFFICES, OfficeId, Organisation
from cases.people import Actor
from cases.register.case import (
    KEPT_REMINDERS,
    ReminderState,
    newest_reminders,
)
from cases.register.life import (
    BOT,
    Change,
    Deed,
    Life,
    due,
    tell,
)
from cases.told import Told, ToldVerdict, Wants
from state_machines.consult_life import ANSWERED, CONSULT_LIFE, ROLES, WITHDRAWN
from state_machines.engine import Engine


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks an office. See ConsultCase."""

    office: OfficeId
    wants: Wants = "question"
    question: str = ""
    flow: str = ""
    outcome: str = ""
    points: tuple[str, ...] = ()
    why: str = ""
    told: tuple[Told, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    verdict: ToldVerdict | None = None


def file_consult(
    asked: Asked, *, number: str, draft_id: str, reporter: Actor, now: datetime, org: Organisation
) -> Change[ConsultCase]:
    """A new case in the register: its card and a mail go to the office, and its days begin to count."""
    case = ConsultCase(
        number=number,
        draft_id=draft_id,
        reporter=reporter,
        reported_at=now,
        waits_since=now,
        cards=(asked.office, "reporter"),
        office=asked.office,
        wants=asked.wants,
        question=asked.question,
        flow=asked.flow,
        outcome=asked.outcome,
        points=asked.points,
        why=asked.why,
        told=asked.told,
        codes=dict(asked.codes),
        verdict=asked.verdict,
    )
    done = LIFE.filed(case, Deed(reporter, now, org))
    mail = (now, due(done.case, "mail", f"mail:{case.office}", now, "new"))
    return Change(done.case, done.event, (*done.dues, mail, *turn_dues(done.case, now, org)))


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


def reminded(case: ConsultCase, stage: Stage, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """A reminder went out: kept in the history, the card redrawn, the stage before put away, others told.

    Nobody reacted before? Then the deputies are told as well. On the last one the FG too.
    """
    before, was_ignored = stage_before(stage, case, org), ignored(case, stage, org)
    states = newest_reminders(case, KEPT_REMINDERS - 2) | {stage.name: ReminderState(sent_at=now)}
    done = LIFE.moved(case, "remind", Deed(BOT, now, org), update={"reminders": states}, why=stage.name)
    dues, ref = list(done.dues), f"{stage.name}.{case.seq}"
    if before is not None:
        offices = dict.fromkeys((case.office, "fg"))
        dues += [(now, due(case, "shrink", each, now, f"{before.name}.{case.seq}")) for each in offices]
    if stage.last and case.office != "fg":
        dues.append((now, due(case, "reminder", "fg", now, ref)))
    if was_ignored:
        deputies = org.office(case.office).deputies
        dues += [(now, due(case, "reminder", f"person:{each.id}", now, ref)) for each in deputies]
    return Change(done.case, done.event, tuple(dues))


def lapsed(case: ConsultCase, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """The asker said nothing for so long that the question closes; a further question opens it again."""
    update = {"closed_at": now, "lapsed": True, "exchanges": answered_only(case)}
    told = tell(case, now, "lapsed" if case.status == ANSWERED else "unanswered")
    return LIFE.moved(case, "lapse", Deed(BOT, now, org), update=update, why=case.status, dues=(told,))


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
    told = () if case.status == WITHDRAWN else (tell(case, now, "reply"),)
    return LIFE.moved(
        case,
        "made",
        Deed(BOT, now, org),
        update={"made": number, "replies": replies},
        changes={"made": ("", number)},
        dues=told,
    )


def _roles(case: ConsultCase, actor: Actor) -> frozenset[str]:
    home = {"home"} if case.office in actor.roles else set[str]()
    return frozenset(home | ({"before"} if case.offices_before & actor.roles else set[str]()))


LIFE = Life[ConsultCase](
    engine=Engine(CONSULT_LIFE),
    roles=ROLES,
    offices=frozenset(OFFICES),
    home=lambda case: case.office,
    heirs=lambda case: (case.office,),
    facts=ConsultCase.facts,
    events=EVENTS,
    words=WORDS,
    sees=lambda case: frozenset({case.office, "fg", *case.offices_before}),
    more_roles=_roles,
)
