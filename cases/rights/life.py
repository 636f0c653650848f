"""How a rights request lives: filed, changed by its events (cases/rights/events.py), reminded of. Pure."""

from datetime import datetime

from cases.organisation import Organisation
from cases.people import Actor
from cases.register.case import KEPT_REMINDERS, ReminderState
from cases.register.events import members_cards
from cases.register.life import BOT, Change, Deed, Life, due
from cases.rights.case import (
    RightsCase,
)
from cases.rights.events import EVENTS, WORDS
from cases.rights.request import RightsRequest
from cases.rights.rhythm import Stage, next_late_stage, stage_before
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
    mail = (now, due(done.case, "mail", "mail:jz", now, "new"))
    return Change(done.case, done.event, (*done.dues, mail, *clock_dues(done.case, now, org)))


def reminded(case: RightsCase, stage: Stage, now: datetime, org: Organisation) -> Change[RightsCase]:
    """A reminder went out: kept in the history, the card redrawn, the stage before put away, others told.

    Nobody pressed "Gezien" on the stage before? Then the deputies are told as well. The FG hears of it three working
    days before the end, and of every day that it is late.
    """
    deadline = case.deadline(org)
    before = stage_before(stage, tuple(case.reminders), deadline)
    newest = sorted(case.reminders, key=lambda name: case.reminders[name].sent_at)[-(KEPT_REMINDERS - 1) :]
    states = {name: case.reminders[name] for name in newest} | {stage.name: ReminderState(sent_at=now)}
    done = LIFE.moved(case, "remind", Deed(BOT, now, org), update={"reminders": states}, why=stage.name)
    dues = list(done.dues)
    if before:
        dues += [(now, due(case, "shrink", to, now, f"{before}.{case.seq}")) for to in ("jz", "fg")]
    if stage.tells_fg:
        dues.append((now, due(case, "reminder", "fg", now, f"{stage.name}.{case.seq}")))
    if before and case.reminders[before].seen is None:
        dues += [
            (now, due(case, "reminder", f"person:{deputy.id}", now, f"{stage.name}.{case.seq}"))
            for deputy in org.offices.jz.deputies
        ]
    if stage.late:
        following = next_late_stage(deadline, now)
        dues.append((following.at, due(case, "reminder", "jz", now, f"{following.name}.{case.seq}")))
    return Change(done.case, done.event, tuple(dues))


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
