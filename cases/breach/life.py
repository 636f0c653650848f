"""How a breach lives: filed, changed by its events (cases/breach/events.py), reminded of. Pure, with what follows."""

from collections.abc import Mapping
from datetime import datetime

from cases.breach.alike import compared
from cases.breach.case import BreachCase
from cases.breach.events import EVENTS, WORDS
from cases.breach.joining import joined
from cases.breach.report import Report
from cases.breach.rhythm import CHORES, FG_FROM_ROUND, chore_named, clock_dues, next_round
from cases.organisation import Organisation
from cases.people import BOT, Actor
from cases.register.compares import Compares
from cases.register.doubles import HEARS, JOINED
from cases.register.events import members_cards
from cases.register.filing import Filing
from cases.register.life import Change, Deed, Life, mail, message, shrink, tell
from cases.register.messages import REPORTER, Due, channel
from cases.register.rhythm import went_out
from cases.terms import awake, later
from state_machines.breach_life import BREACH_LIFE, OFFICERS, ROLES
from state_machines.engine import Engine

FIRST_AID, OWN_CARD = "first_aid", "own_card"
"""News of a breach that somebody else made of a question: for who asked that, in this order, which is also that of
their names, because what is due at one moment goes by its row key."""


def file_report(
    report: Report, filing: Filing, from_consult: str = "", why: str = "", *, drill: bool = False
) -> Change[BreachCase]:
    """A new case in the register, with everything that has to be told and remembered about it.

    `from_consult` is the question that it was made of, `why` by whom. Who asked that question presses nothing here, so
    no answer in a turn brings first aid and the living card: they are messages. They wait for the morning like every
    other message to somebody without an office (ADR 0021 leaves out only the direct answer in a turn): the office hears
    at once, and phones when something must be stopped tonight; the button says so.
    """
    now, org = filing.now, filing.org
    case = BreachCase(
        **filing.known, report=report, from_consult=from_consult, drill=drill, cards=("po", "reporter")
    )
    if case.fg_involved:
        case = case.model_copy(update={"cards": ("po", "fg", "reporter")})
    if case.confidential:
        case = case.model_copy(update={"cards": members_cards(LIFE, case, filing.deed)})
    rough = {"about": ("", ",".join(report.about))} if report.about else {}
    done = LIFE.filed(case, filing.deed, rough, why=why)
    case = done.case
    dues: list[tuple[datetime, Due]] = [*done.dues, mail(case, "po", now, "new")]
    if case.fg_involved:
        dues.append(mail(case, "fg", now, "new"))
    if from_consult:
        dues += [tell(case, now, FIRST_AID), tell(case, now, OWN_CARD)]
    dues += clock_dues(case, now, org)
    if case.calm:
        dues.append(next_round(case, CHORES["look"], 0, now, org))
    if report.open_fields:
        arrives = awake(now, org.zone, rest=org.terms.employees_rest) if from_consult else now
        dues.append(
            (later(arrives, hours=org.terms.follow_up_hours), message(case, "open_answers", REPORTER, now))
        )
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


def chore_reminded(case: BreachCase, name: str, now: datetime, org: Organisation) -> Change[BreachCase]:
    """A reminder of something that waits after the decision went out; the next one follows as long as it waits."""
    found = chore_named(name)
    if found is None:
        return Change(case, None)
    chore, number = found
    before = f"{chore.name}-{number - 1}"
    return went_out(
        LIFE,
        case,
        name,
        now,
        org,
        put_away=shrink(case, now, before, chore.office) if before in case.reminders else (),
        told=(channel("fg"),) if number >= FG_FROM_ROUND and chore.office != "fg" else (),
        following=(next_round(case, chore, number, now, org),),
    )


def term_missed(case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
    """The term passed while nothing was settled: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


def task_arrived(case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
    """The office that tells the people has its task: from now on that is said."""
    if case.task_given != "no" or not case.is_open:
        return Change(case, None)
    return LIFE.moved(case, "task_given", Deed(BOT, now, org), update={"task_given": "yes"})


def _home(case: BreachCase) -> str:
    return "po"


def _heirs(case: BreachCase) -> tuple[str, ...]:
    return ("po", "fg")


def _insiders(case: BreachCase) -> tuple[str, ...]:
    return ("po", "fg") if case.fg_involved or "fg" in case.opinions else ("po",)


def _tasks(case: BreachCase) -> frozenset[str]:
    return frozenset({"jz"} if "jz" in case.cards else ())


LIFE = Life(
    Engine(BREACH_LIFE),
    ROLES,
    OFFICERS,
    _home,
    _heirs,
    BreachCase.facts,
    EVENTS,
    WORDS,
    _insiders,
    tasks=_tasks,
    hears={**HEARS, JOINED: joined},
    compares=Compares("breach", compared),
)
