"""How a case of any register changes: who may, whether it can happen now, what it leaves in the history. Pure.

A register brings a `Life`: its chart, its roles, and one `CaseEvent` for each event, which says what becomes of the
case and which messages follow. Events that all registers share stand in cases/register/events.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Generic

from cases.organisation import OFFICES, Organisation
from cases.people import BOT, Actor, Viewer
from cases.register.again import nothing_new
from cases.register.case import KEPT_CARDS, C, KeptCase
from cases.register.compares import Compares
from cases.register.event_words import EventWords
from cases.register.forms import CaseForm, heirs_of, told_by
from cases.register.given import Refused as Refused
from cases.register.given import count_of as count_of
from cases.register.given import one_of as one_of
from cases.register.given import text as text
from cases.register.given import typed as typed
from cases.register.given import typed_within as typed_within
from cases.register.history import Event
from cases.register.messages import (
    NOTHING,
    REPORTER,
    Due,
    DueKind,
    Ref,
    To,
    channel,
    mailbox,
    read_to,
    within,
)
from cases.register.questions import questions_over
from state_machines.chart import ChartError, Facts
from state_machines.engine import Engine, NotAllowed

TO_REPORTER = ("tell", "question_reminder")
"""Kinds of messages that the reporter waits for."""

Dues = tuple[tuple[datetime, Due], ...]


class NoRole(Exception):
    """This person may see the case but may not do this."""


@dataclass(frozen=True)
class Change(Generic[C]):
    """A case after an event, the event itself (None: nothing happened), and the messages that follow."""

    case: C
    event: Event | None
    dues: Dues = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody does something: who, when, for whom the bot works, and what was filled in."""

    actor: Actor
    now: datetime
    org: Organisation
    given: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[["Life[C]", C, Deed], Change[C]]
"""What an event makes of a case. Raises Refused (what was filled in) or NotAllowed (what it is about)."""

Again = Callable[["Life[C]", C, Deed], bool]
"""Whether just this was done before: the same press again. Raises Refused or NotAllowed like the handler."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a history that is told: what happened, when that is read, and the words of its register."""

    event: Event
    now: datetime
    org: Organisation
    words: EventWords

    def after(self, name: str) -> str:
        """What something became in this event. Raises KeyError."""
        return self.event.changes[name][1]


Line = Callable[[Happening], str]
"""What an event brought, in words, beside who did what."""


def no_line(happening: Happening) -> str:
    """Who did what says it all."""
    return ""


def the_words(happening: Happening) -> str:
    """What was typed, asked or answered in this event."""
    return " ".join(after for _, after in happening.event.changes.values())


def the_reason(happening: Happening) -> str:
    """Why it was done."""
    return happening.event.why


def became(name: str) -> Line:
    """What this became in the event, when it changed in it."""
    return lambda happening: happening.event.changes.get(name, ("", ""))[1]


def _no_names(happening: Happening) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class CaseEvent(Generic[C]):
    """One event of the cases of a register, in one entry. Its arrows and roles stand in the chart, its Dutch under its
    name in `events.nl.toml`.

    `does` says what it makes of a case; without it the event comes about by itself, and nobody can press it. `again`
    tells whether just this was done before; then nothing happens. Without it that is so when the case would hold what
    it holds by now, apart from moments. `form` is what it asks for. `line` is what it brought, beside who did what in
    the course of a case; `names` fills in the sentence of who did what. `gives_away` says that who does it has no
    role for it any more: a second press is then no refusal.
    """

    name: str
    does: Handler[C] | None = None
    again: Again[C] | None = None
    form: CaseForm[C] | None = None
    line: Line = no_line
    names: Callable[[Happening], Mapping[str, str]] = _no_names
    gives_away: bool = False


REPORTER_ROLE = "reporter"
FILER = frozenset({REPORTER_ROLE})
"""Who filed a case, as a role towards that case alone."""

FILE = "file"
"""The first event of every case; no arrow leads to it."""


def _nothing_more(case: KeptCase, actor: Actor) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Life(Generic[C]):
    """How the cases of one register live.

    `roles` tells who may cause an event ("reporter" is who filed this very case, "bot" is nobody); `offices` are the
    roles that have cases here, and may see every one unless `sees` names those of this case. `more_roles` are further
    roles of somebody towards a case, that `roles` may name. `home` is the office whose turn it is and whose channel
    has the living card, `heirs` the offices whose people a case can be handed to. `insiders` are the offices whose
    members get a confidential case in their own chats (else the home). `tasks` names offices that have something to do
    in this case without seeing all of it; `in_person` names events that somebody may cause who sees nothing of the
    case but what is asked. `hears` is what a case does that hears of another one, beside what all do
    (cases/register/linking.py). `compares` is what tells whether two may be one: whatever changes such a fact, it is
    looked again (None: nothing is compared). `events` are in the order in which cards list them; `words` tells of them.
    An event that is there twice, without an arrow or a role, or that is missing stops the start.
    """

    engine: Engine
    roles: Mapping[str, frozenset[str]]
    offices: frozenset[str]
    home: Callable[[C], str]
    heirs: Callable[[C], tuple[str, ...]]
    facts: Callable[[C, datetime, Organisation], Facts]
    events: tuple[CaseEvent[C], ...]
    words: EventWords
    insiders: Callable[[C], tuple[str, ...]] | None = None
    sees: Callable[[C], frozenset[str]] | None = None
    more_roles: Callable[[C, Actor], frozenset[str]] = _nothing_more
    tasks: Callable[[C], frozenset[str]] = lambda case: frozenset()
    in_person: frozenset[str] = frozenset()
    hears: Mapping[str, Handler[C]] = field(default_factory=dict)
    compares: Compares[C] | None = None

    def __post_init__(self) -> None:
        name, names = self.engine.chart.name, [each.name for each in self.events]
        if len(set(names)) != len(names):
            twice = sorted({each for each in names if names.count(each) > 1})
            raise ChartError(f"{name}: an event stands there twice: {twice}")
        arrows = {arrow.event for arrow in self.engine.chart.arrows}
        for what, known in (("an arrow", arrows | {FILE}), ("a role", {*self.roles, FILE})):
            if odd := known ^ {*names, FILE}:
                raise ChartError(f"{name}: an entry or {what} is missing for {sorted(odd)}")

    @cached_property
    def entries(self) -> Mapping[str, CaseEvent[C]]:
        """Every event by its name."""
        return {each.name: each for each in self.events}

    @cached_property
    def handlers(self) -> Mapping[str, Handler[C]]:
        """What each event does that somebody can cause."""
        return {each.name: each.does for each in self.events if each.does is not None}

    @cached_property
    def forms(self) -> Mapping[str, CaseForm[C]]:
        """Every form by its event, with its words."""
        return {each.name: self._form(each.name, each.form) for each in self.events if each.form is not None}

    def _form(self, event: str, form: CaseForm[C]) -> CaseForm[C]:
        return replace(
            form,
            event=event,
            words=self.words,
            told=told_by(self.home, form.told),
            people=(lambda case, org: heirs_of(case, org, self.heirs(case))) if form.heirs else None,
        )

    def change(self, case: C, event: str, deed: Deed) -> Change[C]:
        """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
        if event not in self.roles:
            raise NotAllowed(f"no such event: {event!r}")
        entry = self.entries[event]
        if self.roles[event].isdisjoint(self.roles_in(case, deed.actor)):
            if entry.gives_away and entry.again is not None and entry.again(self, case, deed):
                return Change(case, None)
            raise NoRole(event)
        if entry.does is None:
            raise NotAllowed(f"{event!r} happens by itself")
        if entry.again is not None and entry.again(self, case, deed):
            return Change(case, None)
        self.engine.move(case.status, event, self.facts(case, deed.now, deed.org))
        done = entry.does(self, case, deed)
        why = done.event.why if done.event is not None else ""
        if entry.again is None and nothing_new(case, done.case, why, deed.now):
            return Change(case, None)
        return self.compared(case, done, deed.now)

    def compared(self, before: C | None, done: Change[C], now: datetime) -> Change[C]:
        """The change, and that it is looked whether the case is like another one now (cases/register/compares.py)."""
        if self.compares is None or not self.compares.anew(before, done.case):
            return done
        ref = Ref(mark=str(done.case.seq))
        looked = message(done.case, "compare", within(self.compares.register), now, ref)
        return Change(done.case, done.event, (*done.dues, (now, looked)))

    def roles_in(self, case: C, actor: Actor) -> frozenset[str]:
        """The roles of somebody towards this case."""
        own = {"reporter"} if actor.aad_id == case.reporter.aad_id else set[str]()
        return actor.roles | own | self.more_roles(case, actor)

    def may_see(self, case: C, actor: Actor) -> bool:
        """The offices see their cases, the reporter the own one, who has a task in it that; nobody else any."""
        offices = self.offices if self.sees is None else self.sees(case)
        seeing = offices | self.tasks(case) | {"reporter", "bot"}
        return not seeing.isdisjoint(self.roles_in(case, actor))

    def may_do(self, case: C, event: str, actor: Actor) -> bool:
        """Whether this person may come near the case for this event: who sees it, or was asked for just that."""
        asked = event in self.in_person and not self.roles[event].isdisjoint(self.more_roles(case, actor))
        return asked or self.may_see(case, actor)

    def only_task(self, case: C, actor: Actor) -> str:
        """The office for which this person has a task in the case, when that is all; else ""."""
        if not self.offices.isdisjoint(actor.roles):
            return ""
        return next((each for each in OFFICES if each in self.tasks(case) & actor.roles), "")

    def allowed(self, case: C, now: datetime, org: Organisation) -> frozenset[str]:
        """Events that the life of the case allows now, whoever asks."""
        return self.engine.allowed(case.status, self.facts(case, now, org))

    def open_to(self, case: C, viewer: Viewer, now: datetime, org: Organisation) -> frozenset[str]:
        """Events that these people of an office can cause now. What somebody may as the reporter stands elsewhere."""
        return self._of(case, self.roles_in(case, viewer.actor) - FILER, now, org)

    def open_to_reporter(self, case: C, now: datetime, org: Organisation) -> frozenset[str]:
        """Events that who filed the case can cause now, as that."""
        return self._of(case, FILER, now, org)

    def _of(self, case: C, roles: frozenset[str], now: datetime, org: Organisation) -> frozenset[str]:
        return frozenset(
            each for each in self.allowed(case, now, org) if not self.roles[each].isdisjoint(roles)
        )

    def may(self, case: C, event: str, actor: Actor, now: datetime, org: Organisation) -> bool:
        """Whether this person could cause this event now."""
        roles = self.roles.get(event, frozenset())
        return not roles.isdisjoint(self.roles_in(case, actor)) and event in self.allowed(case, now, org)

    def moved(
        self,
        case: C,
        event: str,
        deed: Deed,
        *,
        update: Mapping[str, object] | None = None,
        why: str = "",
        changes: Mapping[str, tuple[str, str]] | None = None,
        dues: Dues = (),
    ) -> Change[C]:
        """The case after an event: a version further, its history longer, every living card due to be redrawn."""
        status = self.engine.move(case.status, event, self.facts(case, deed.now, deed.org))
        after = case.model_copy(update={**(update or {}), "status": status})
        done = self.happened(after, event, deed, before=case.status, why=why, changes=changes)
        dues += questions_over(case, done.case, deed.now)
        return Change(done.case, done.event, _redrawn(done.case, deed.now, done.case.cards) + dues)

    def not_delivered(self, case: C, kind: str, now: datetime, org: Organisation) -> Change[C]:
        """A message of this kind will never arrive; when the reporter hears nothing, the offices must know."""
        if kind not in TO_REPORTER or "not_delivered" not in self.roles:
            return Change(case, None)
        return self.moved(case, "not_delivered", Deed(BOT, now, org), why=kind)

    def filed(
        self, case: C, deed: Deed, changes: Mapping[str, tuple[str, str]] | None = None, why: str = ""
    ) -> Change[C]:
        """The first event of a case that is new in its register, and its living cards in the offices."""
        done = self.happened(case, FILE, deed, before="", why=why, changes=changes)
        new = done.case.model_copy(update={"version": 1, "followed": True})
        others = tuple(each for each in new.cards if each != str(REPORTER))
        return self.compared(None, Change(new, done.event, _redrawn(new, deed.now, others)), deed.now)

    def happened(
        self,
        case: C,
        event: str,
        deed: Deed,
        *,
        before: str,
        why: str,
        changes: Mapping[str, tuple[str, str]] | None = None,
    ) -> Change[C]:
        """The case with one more event in its history; nothing is redrawn."""
        # Who filed it may be of an office as well, and does this as who filed it all the same.
        roles = FILER if self.roles.get(event) == FILER else self.roles_in(case, deed.actor)
        role = next((name for name in ("bot", *OFFICES, "reporter") if name in roles), "")
        event_told = Event(
            number=case.number,
            seq=case.seq + 1,
            at=deed.now,
            actor_id=deed.actor.aad_id,
            actor_name=deed.actor.name,
            role=role,
            event=event,
            status_from=before,
            status_to=case.status,
            changes=dict(changes or {}),
            why=why,
            previous_hash=case.last_hash,
        ).sealed()
        moved = {"seq": event_told.seq, "last_hash": event_told.hash, "version": case.version + 1}
        return Change(case.model_copy(update=moved), event_told)


def message(case: KeptCase, kind: DueKind, to: To, now: datetime, ref: Ref = NOTHING) -> Due:
    """A message about this case that waits for its moment."""
    return Due(kind=kind, number=case.number, to=to, ref=ref, created_at=now)


def _redrawn(case: KeptCase, now: datetime, cards: tuple[str, ...]) -> Dues:
    ref = Ref(mark=str(case.version))
    return tuple((now, message(case, "card", read_to(each), now, ref)) for each in cards)


def thread(case: KeptCase, now: datetime, about: str, of: str = "") -> Dues:
    """A note under the living card in each channel that has one; `of` sets it apart from others, as a question does."""
    offices = (each for each in case.cards if each in OFFICES)
    return tuple((now, message(case, "thread", channel(each), now, Ref(about, of))) for each in offices)


def tell(case: KeptCase, now: datetime, about: str, of: str = "") -> tuple[datetime, Due]:
    """News for the reporter, `of` a question when it is about one."""
    return now, message(case, "tell", REPORTER, now, Ref(about, of, str(case.seq)))


def mail(case: KeptCase, office: str, now: datetime, about: str, mark: str = "") -> tuple[datetime, Due]:
    """A mail to an office."""
    return now, message(case, "mail", mailbox(office), now, Ref(about, mark=mark))


def remind(case: KeptCase, to: To, at: datetime, now: datetime, name: str) -> tuple[datetime, Due]:
    """The reminder of this name, at its moment."""
    return at, message(case, "reminder", to, now, Ref(name, mark=str(case.seq)))


def shrink(case: KeptCase, now: datetime, name: str, *offices: str) -> Dues:
    """What stands in the channels of these offices as the reminder of this name needs no answer any more."""
    ref = Ref(name, mark=str(case.seq))
    return tuple((now, message(case, "shrink", channel(each), now, ref)) for each in dict.fromkeys(offices))


def with_cards(case: KeptCase, *names: str) -> tuple[str, ...]:
    """The living cards with these; of too many personal ones the oldest is not followed any longer."""
    every = tuple(dict.fromkeys((*(each for each in case.cards if each not in names), *names)))
    fixed = tuple(each for each in every if read_to(each).way != "person")
    return fixed + tuple(each for each in every if each not in fixed)[-(KEPT_CARDS - len(fixed)) :]
