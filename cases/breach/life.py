"""How a breach lives: filed, changed by its events (cases/breach/events.py), reminded of. Pure, with what follows."""

from collections.abc import Mapping
from datetime import datetime

from cases.breach.case import BreachCase, Report
from cases.breach.events import EVENTS, WORDS
from cases.breach.rhythm import FG_FROM_ROUND, chore_named, clock_dues, next_round
from cases.breach.stages import TERM_STAGE, Stage, next_late_stage, stage_before
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.case import (
    KEPT_REMINDERS,
    ReminderState,
    newest_reminders,
)
from cases.register.events import members_cards
from cases.register.life import BOT, Change, Deed, Life, due
from cases.register.messages import Due
from cases.terms import later
from state_machines.breach_life import BREACH_LIFE, OFFICERS, ROLES
from state_machines.engine import Engine


def file_report(
    report: Report,
    *,
    number: str,
    draft_id: str,
    reporter: Actor,
    confidential: bool,
    now: datetime,
    org: Organisation,
) -> Change[BreachCase]:
    """A new case in the register, with everything that has to be told and remembered about it."""
    case = BreachCase(
        number=number,
        reporter=reporter,
        report=report,
        reported_at=now,
        draft_id=draft_id,
        confidential=confidential,
        cards=("po", "reporter"),
    )
    deed = Deed(reporter, now, org)
    if case.fg_involved:
        case = case.model_copy(update={"cards": ("po", "fg", "reporter")})
    if confidential:
        case = case.model_copy(update={"cards": members_cards(LIFE, case, deed)})
    done = LIFE.filed(case, deed)
    case = done.case
    dues: list[tuple[datetime, Due]] = [*done.dues, (now, due(case, "mail", "mail:po", now, "new"))]
    if case.fg_involved:
        dues.append((now, due(case, "mail", "mail:fg", now, "new")))
    dues += clock_dues(case, now, org)
    if report.open_fields:
        dues.append((later(now, hours=org.terms.follow_up_hours), due(case, "open_answers", "reporter", now)))
    return Change(case, done.event, tuple(dues))


def change(
    case: BreachCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    payload: Mapping[str, str] | None = None,
) -> Change[BreachCase]:
    """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
    return LIFE.change(case, event, Deed(actor, now, org, payload or {}))


def reminded(case: BreachCase, stage: Stage, now: datetime, org: Organisation) -> Change[BreachCase]:
    """A reminder went out: kept in the history, the card redrawn, the stage before put away, others told.

    Nobody pressed "Gezien" on the stage before? Then the deputies are told as well. From 12 hours on the FG too.
    """
    deadline = case.deadline(org).due
    before = stage_before(stage, tuple(case.reminders), deadline, org.terms)
    ignored = _ignored(case, before)
    newest = newest_reminders(case, KEPT_REMINDERS - 2)
    states = newest | {stage.name: ReminderState(sent_at=now)}
    deed = Deed(BOT, now, org)
    done = LIFE.moved(case, "remind", deed, update={"reminders": states}, why=stage.name)
    dues = list(done.dues)
    if before:
        dues.append((now, due(case, "shrink", "po", now, f"{before}.{case.seq}")))
        dues.append((now, due(case, "shrink", "fg", now, f"{before}.{case.seq}")))
    if stage.tells_fg:
        dues.append((now, due(case, "reminder", "fg", now, f"{stage.name}.{case.seq}")))
    if ignored:
        dues += [
            (now, due(case, "reminder", f"person:{deputy.id}", now, f"{stage.name}.{case.seq}"))
            for deputy in org.offices.po.deputies
        ]
    if stage.name == TERM_STAGE or stage.name.startswith("ap-late-"):
        next_one = next_late_stage(deadline, now)
        dues.append((next_one.at, due(case, "reminder", "po", now, f"{next_one.name}.{case.seq}")))
    return Change(done.case, done.event, tuple(dues))


def chore_reminded(case: BreachCase, name: str, now: datetime, org: Organisation) -> Change[BreachCase]:
    """A reminder of something that waits after the decision went out; the next one follows as long as it waits."""
    found = chore_named(name)
    if found is None:
        return Change(case, None)
    chore, number = found
    states = newest_reminders(case, KEPT_REMINDERS - 2) | {name: ReminderState(sent_at=now)}
    done = LIFE.moved(case, "remind", Deed(BOT, now, org), update={"reminders": states}, why=name)
    dues = [*done.dues, next_round(case, chore, number, now, org)]
    before = f"{chore.name}-{number - 1}"
    if before in case.reminders:
        dues.append((now, due(case, "shrink", chore.office, now, f"{before}.{case.seq}")))
    if number >= FG_FROM_ROUND:
        dues.append((now, due(case, "reminder", "fg", now, f"{name}.{case.seq}")))
    return Change(done.case, done.event, tuple(dues))


def term_missed(case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
    """The term passed while nothing was settled: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


def _ignored(case: BreachCase, before: str) -> bool:
    if before:
        state = case.reminders[before]
        return state.seen is None
    return case.taken_up is None and not case.seen


LIFE = Life[BreachCase](
    engine=Engine(BREACH_LIFE),
    roles=ROLES,
    offices=OFFICERS,
    home=lambda case: "po",
    heirs=lambda case: ("po", "fg"),
    facts=BreachCase.facts,
    events=EVENTS,
    words=WORDS,
    insiders=lambda case: ("po", "fg") if case.fg_involved else ("po",),
    tasks=lambda case: frozenset({"jz"} if "jz" in case.cards else ()),
)
