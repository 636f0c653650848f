"""Lives of cases that are the same each time: what people press and when, and all that the bot does by itself.

Every draw hangs on where it is made (which life, which step, which field), so that something new in the code moves the
lives in which it happens and no others.
"""

import heapq
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.registers import REGISTERS
from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.forms import asked_by
from cases.register.history import Event
from cases.register.life import Change, Deed, NoRole, Refused
from cases.register.messages import Due, channel
from cases.register.plans import UNHEARD_TRIES, FileElsewhere, Plan, Record, Redraw
from cases.register.register import Register
from dialogs.assessing.card import ANSWER
from dialogs.assessing.walk import GUIDE, walk_of
from dialogs.flow import Choice, Outcome, fields_of
from state_machines.engine import NotAllowed
from tests.cases.as_told.beginnings import Beginning, beginnings, numbered
from tests.cases.as_told.wishes import WAIT, WISHES, Wish
from tests.cases.breach.by_chance import NOW, PEOPLE
from tests.cases.register.walking import WITH_DEPUTY as ORG
from tests.cases.register.walking import filled_in, value_of

STEPS = 22
"""So many things people do to a case at most."""

MOST_BETWEEN = 5
"""So many messages come between two presses at most: then somebody presses."""

PAUSES = (1, 20, 90, 400, 700, 1500, 1500, 4400)
"""Minutes between two presses."""

LONG = 1002
"""The life in which whatever is typed is as long as can be."""

QUESTIONS = frozenset({"answer_triage", "assess"})
"""What an answer to the questions of an assessment leads to."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a case: a press (`who`, `event`, `given`), or a message whose moment had come.

    `change` is None when nothing changed; `refused` is why it was not taken. `before` is the case that it happened to.
    """

    at: datetime
    before: KeptCase
    case: KeptCase
    events: tuple[Event, ...]
    change: Change[Any] | None
    who: Actor | None = None
    event: str = ""
    given: Mapping[str, str] | None = None
    refused: Exception | None = None
    due: Due | None = None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A life: how it began, and what happened, the filing first."""

    seed: int
    begun: str
    happened: tuple[Happened, ...]

    @property
    def case(self) -> KeptCase:
        """The case as it is in the end."""
        return self.happened[-1].case

    @property
    def events(self) -> tuple[Event, ...]:
        """Its whole history."""
        return self.happened[-1].events


def register_of(name: str) -> Register[Any]:
    """The register of this name."""
    return next(each for each in REGISTERS if each.name == name)


@cache
def lived(name: str, seed: int) -> Told:
    """The life of this number in this register."""
    return walked(name, seed)


def walked(name: str, seed: int) -> Told:
    """The same, walked anew."""
    return _Life(register_of(name), seed).lived()


class _Life:
    def __init__(self, register: Register[Any], seed: int) -> None:
        self._register = register
        self._place = f"{register.name} {seed}"
        self._seed = seed
        self._case: Any = None
        self._events: tuple[Event, ...] = ()
        self._happened = list[Happened]()
        self._waiting: list[tuple[datetime, int, Due]] = []
        self._rows = 0
        self._times = Counter[str]()
        wishes = WISHES.get(register.name, ())
        turn = seed % (len(wishes) + 2)
        self._wishes = list(wishes[turn].of) if turn < len(wishes) else []
        self._begins = wishes[turn].begins if turn < len(wishes) else ""

    def lived(self) -> Told:
        begun = self._beginning()
        first = begun.make(numbered(self._register, self._seed))
        self._take(first)
        self._note(NOW, first.case, first, who=first.case.reporter, event="file")
        at, number, done = NOW, 0, 0
        while done < STEPS:
            place = self._at(number, "pause")
            at += timedelta(minutes=place.choice(PAUSES))
            if number % 9 == 8:
                at += timedelta(days=place.choice((0, 0, 6, 33)))
            at = self._wait(at, number)
            if self._wishes and self._wishes[0].event == WAIT:
                at += timedelta(days=self._wishes.pop(0).again)
                at = self._wait(at, number)
            if not self._press(at, number):
                break
            number += 1
            done += self._happened[-1].event not in QUESTIONS
        self._wait(at + timedelta(days=3), number)
        return Told(self._seed, begun.name, tuple(self._happened))

    def _beginning(self) -> Beginning:
        every = beginnings(self._register.name)
        fitting = [each for each in every if self._begins and self._begins in each.name]
        return fitting[0] if fitting else every[self._seed % len(every)]

    def _at(self, *where: object) -> random.Random:
        return random.Random(f"{self._place} {where}")

    # --- what waits -------------------------------------------------------------------------------------------------

    def _wait(self, until: datetime, number: int) -> datetime:
        """All that is due by then comes, the earliest first; gives when the next press is."""
        for count in range(10**3):
            if not self._waiting or self._waiting[0][0] > until:
                return until
            at, row, due = heapq.heappop(self._waiting)
            if count >= MOST_BETWEEN and due.kind != "card":
                heapq.heappush(self._waiting, (at, row, due))
                return max(at, self._happened[-1].at) - timedelta(seconds=1)
            self._fire(max(at, self._happened[-1].at), due, number)
        raise AssertionError("the bot talks to itself")

    def _fire(self, at: datetime, due: Due, number: int) -> None:
        register, case = self._register, self._case
        here = at.astimezone(ORG.zone)
        chance = self._at(number, str(due.kind), str(due.to), str(due.ref))
        lost = chance.random()
        if (
            due.kind == "reminder"
            and due.attempts == 0
            and due.to == channel(register.life.home(case))
            and lost < 0.12
        ):
            unheard = due.model_copy(update={"attempts": UNHEARD_TRIES})
            others = register.unheard(unheard, case, here, ORG)
            self._queue(others)
            self._queue(((at + timedelta(minutes=40), unheard),))
            self._note(here, case, Change(case, None, others), due=unheard)
            return
        if due.kind in ("tell", "question_reminder") and lost < 0.08:
            done = register.life.not_delivered(case, due.kind, here, ORG)
            self._take(done)
            self._note(here, case, done if done.event else None, event="not_delivered", due=due)
            return
        plan = register.plan(due, case, here, ORG)
        if isinstance(plan, Redraw):
            return  # every card is told after every change
        if isinstance(plan, Record):
            done = plan.change
        elif isinstance(plan, FileElsewhere):
            prefix = register_of(plan.register).prefix
            done = plan.noted(case, f"{prefix}-2026-0901")
        else:
            done = register.after_sent(due, case, here, ORG)
        self._take(done)
        self._note(here, case, done if done.event is not None else None, due=due, plan=plan)

    def _queue(self, dues: tuple[tuple[datetime, Due], ...]) -> None:
        for at, due in dues:
            self._rows += 1
            heapq.heappush(self._waiting, (at, self._rows, due))

    def _take(self, done: Change[Any]) -> None:
        self._case = done.case
        if done.event is not None:
            self._events = (*self._events, done.event)
            self._queue(done.dues)

    def _note(self, at: datetime, before: KeptCase, change: Change[Any] | None, **more: Any) -> None:
        self._happened.append(Happened(at, before, self._case, self._events, change, **more))

    # --- what people do ---------------------------------------------------------------------------------------------

    def _press(self, at: datetime, number: int) -> bool:
        """Somebody does something; False when nobody can do anything any more."""
        life, case = self._register.life, self._case
        able = sorted(each for each in life.allowed(case, at, ORG) if each in life.handlers)
        if not case.pending:
            able = [each for each in able if each != "answer"]
        if not able:
            return False
        wish = self._wished(able)
        event = wish.event if wish is not None else max(able, key=lambda each: self._drawn(each, number))
        people = [
            each
            for each in (*PEOPLE, case.reporter)
            if not life.roles[event].isdisjoint(life.roles_in(case, each))
        ]
        if not people:
            return True
        who = self._at(number, event, "who").choice(people)
        try:
            event, given = self._given(event, at, number)
            given |= wish.given(at) if wish is not None else {}
            done = life.change(case, event, Deed(who, at, ORG, given))
        except (NoRole, NotAllowed, Refused) as reason:
            self._times[event] += 1
            self._note(at, case, None, who=who, event=event, refused=reason)
            return True
        self._times[event] += 1
        self._take(done)
        self._note(at, case, done if done.event is not None else None, who=who, event=event, given=given)
        return True

    def _wished(self, able: list[str]) -> Wish | None:
        """The next of what this life is for, as soon as it can be; what can be later is waited for."""
        if not self._wishes:
            return None
        first = self._wishes[0]
        if first.event not in able:
            return Wish("answer_triage") if "answer_triage" in able else None
        if not first.again or self._times[first.event] >= first.again:
            self._wishes.pop(0)
        return first

    def _drawn(self, event: str, number: int) -> float:
        weight = 1 / (1 + 2 * self._times[event])
        if event in QUESTIONS:
            weight = 2.0
        for arrow in self._register.life.engine.chart.arrows:
            if arrow.source == self._case.status and arrow.event == event and arrow.target != arrow.source:
                ends = self._register.life.offices and arrow.target not in type(self._case).open_states
                weight *= 0.35 if ends else 2
                break
        return float(self._at(number, event, "event").random() ** (1 / weight))

    def _given(self, event: str, at: datetime, number: int) -> tuple[str, dict[str, str]]:
        """The event, and what is sent with it."""
        if event in QUESTIONS:
            given = self._answer(at, number)
            meant, payload = self._register.presses.translated[ANSWER](self._case, given, at, ORG)
            return meant, dict(payload)
        given = filled_in(self._register, self._case, event, at, self._at(number, event, "given"))
        form = self._register.forms.get(event)
        if form is not None and "search" in form.carries:
            searches = [each.id for each in self._case.open_searches]
            given["search"] = searches[0] if searches else ""
        if self._seed == LONG and form is not None:
            given |= {
                each.id: ("lang " * each.limit)[: each.limit].strip()
                for each in asked_by(form, self._case, ORG, given)
                if each.kind in ("text", "long_text") and given.get(each.id)
            }
        if event == "seen":
            given["stage"] = self._at(number, "stage").choice(["", *self._case.reminders])
        if event == "back_triage":
            given = {"count": str(self._case.triage.count)}
        return event, given

    def _answer(self, at: datetime, number: int) -> dict[str, str]:
        step = GUIDE.position(walk_of(self._case, at)).step
        given = {"count": str(self._case.triage.count), "step": step.id}
        if isinstance(step, Outcome):
            raise NotAllowed("no question is at hand")
        if isinstance(step, Choice):
            return given | {"value": self._at(number, step.id).choice(sorted(step.to))}
        for each in fields_of(step):
            chance = self._at(number, step.id, each.id)
            if each.required or chance.random() < 0.6:
                given[each.id] = value_of(each, at, chance)
        return given
