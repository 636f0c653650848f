"""What the desk, the outbox and the presses need to know of a register: one value a register, made of a few parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Generic

from cards.own_cases import CaseRow
from cards.view import Card
from cases.drafts.answers import FilledIn
from cases.organisation import OfficeId, Organisation
from cases.papers.paper import NoSuchPaper, Paper
from cases.people import Actor, Viewer
from cases.register.case import C, KeptCase
from cases.register.export import Export
from cases.register.fields import FormField
from cases.register.figures import RegisterFigures
from cases.register.forms import CaseForm, Filling, form_card
from cases.register.in_person import to_heir
from cases.register.life import Change, Deed, Dues, Life
from cases.register.listing import Listing
from cases.register.messages import Due, To
from cases.register.news import Fired, News, after_sent, plan, unheard
from cases.register.office import Course
from cases.register.plans import Plan, SendCard
from cases.register.taken_over import FromFile
from cases.register.typed_commands import TypedCommands
from cases.told import KnownTerm, StandingAnswer

Draw = Callable[[C, datetime, Organisation, Viewer], Card]
"""The living card of a case for the offices: for an officer in the own chat, or for an office in its channel."""

DrawOwn = Callable[[C, datetime, Organisation], Card]
"""A card of a case for who filed it."""


def no_papers(case: KeptCase, task: str) -> tuple[tuple[str, str], ...]:
    """A register without papers."""
    return ()


def no_paper(case: KeptCase, paper: str, now: datetime, org: Organisation) -> Paper:
    """A register without papers. Raises NoSuchPaper."""
    raise NoSuchPaper(paper)


def no_points(case: KeptCase) -> tuple[str, ...]:
    """A register whose cases follow the same points all of them: nothing in one rests on a point of its own."""
    return ()


Translate = Callable[[C, Mapping[str, str], datetime, Organisation], tuple[str, Mapping[str, str]]]
"""What a press means: the event and what it needs. Raises NotAllowed (an old card) or Refused."""


def no_thanks(case: C, event: str, now: datetime, org: Organisation) -> Card | None:
    """A register that thanks nobody."""
    return None


def no_task(case: C, office: str, now: datetime, org: Organisation) -> Card:
    """The card of an office that has a task only, in a register that gives none. Raises LookupError."""
    raise LookupError(office)


def nothing_told(case: KeptCase, news: str, org: Organisation) -> tuple[str, ...]:
    """A register that tells nobody how a case ended."""
    return ()


FromAnswers = Callable[[FilledIn, str, Actor, datetime, Organisation], Change[C]]
"""The new case of a finished flow: its answers, its number, who files it, when. Raises ValueError for what is none."""


@dataclass(frozen=True)
class ByHand(Generic[C]):
    """How somebody of one of the `keepers` makes a new case without a conversation: a form, and what becomes of it.

    `card` draws the form for a draft id; sent twice, it makes one case. `make` gives the case of what was filled in,
    under a number and that draft id; it raises Refused. `tells_open`: the form says what is open already, by the
    numbers in `Filling.given` under OPEN_NOW, with commas between.
    """

    keepers: tuple[OfficeId, ...]
    title: str
    fields: tuple[FormField, ...]
    card: Callable[[str, datetime, Organisation, Filling], Card]
    make: Callable[[Mapping[str, str], str, str, Deed], Change[C]]
    tells_open: bool = False


OPEN_NOW = "open_now"
"""Under this name a form of `ByHand` gets the numbers of what is open."""


@dataclass(frozen=True)
class Stored(Generic[C]):
    """The case as it is stored: `row` writes it, `read` reads it. Raises ValueError for what is none."""

    read: Callable[[str], C]
    row: Callable[[C], str]


@dataclass(frozen=True)
class Cards(Generic[C]):
    """The cards of a case.

    `living` is that of the offices, `own` what who filed it sees, `receipt` their living card when that is another one.
    `history` is a page of the course of a case, `seen` what is left of a reminder (its stage, the office).
    `summary` is the line of a toast: no names, no facts. `thanks` follows what a reporter did; `own_row` is the row in
    the list of somebody's own cases (None: these are nobody's own).
    `reads` are the words of a piece of news as who filed it would read them, were it told now.
    `task` is the card of an office that has a task in a case and sees no more of it. `pages` are other cards of a case
    that the offices can open, by their verb.
    """

    living: Draw[C]
    own: DrawOwn[C]
    history: Course[C]
    seen: Callable[[C, str, str, Organisation], Card]
    summary: Callable[[C, datetime, Organisation], str]
    receipt: DrawOwn[C] | None = None
    thanks: Callable[[C, str, datetime, Organisation], Card | None] = no_thanks
    own_row: Callable[[C, datetime, Organisation], CaseRow] | None = None
    task: Callable[[C, str, datetime, Organisation], Card] = no_task
    pages: Mapping[str, Draw[C]] = field(default_factory=dict)
    reads: Callable[[C, str, Organisation], tuple[str, ...]] = nothing_told


@dataclass(frozen=True)
class Papers(Generic[C]):
    """The drafts that a case can have now: `of` gives them as (id, title), all, or those for an office with no more
    than a task in it; `paper` fills one in (raises NoSuchPaper)."""

    of: Callable[[C, str], tuple[tuple[str, str], ...]] = no_papers
    paper: Callable[[C, str, datetime, Organisation], Paper] = no_paper


@dataclass(frozen=True)
class Presses(Generic[C]):
    """`translated` presses are no events themselves, they lead to one that is `inner`: no press causes that by its own
    name."""

    translated: Mapping[str, Translate[C]] = field(default_factory=dict)
    inner: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Made(Generic[C]):
    """How a new case comes about: `from_answers` of a finished flow (None: no flow is filed here), `by_hand` by an
    office without a conversation (None: it cannot), `from_file` of a row that was kept elsewhere (None: it cannot)."""

    from_answers: FromAnswers[C] | None = None
    by_hand: ByHand[C] | None = None
    from_file: FromFile[C] | None = None


@dataclass(frozen=True)
class Quarterly(Generic[C]):
    """What `offices` are told on the first working day of a quarter about the one before.

    `card` draws it (with the line of a toast) of the cases that have this `mark` in the lists, for the days from the
    first to before the second; None when there is nothing to tell.
    """

    offices: tuple[OfficeId, ...]
    mark: str
    card: Callable[[Sequence[C], date, date, datetime, Organisation], tuple[Card, str] | None]


@dataclass(frozen=True)
class TellsAll(Generic[C]):
    """What everybody may know of a case: the `term` that it says something is kept for, the `answer` that it gives now.

    None: no case of this register tells that.
    """

    term: Callable[[C], KnownTerm | None] | None = None
    answer: Callable[[C, datetime, Organisation], StandingAnswer | None] | None = None


@dataclass(frozen=True)
class Register(Generic[C]):
    """One register: `name` is its partition, `prefix` the letters of its numbers.

    `listing` is how a case stands in lists, `export` in files, `figures` those of a year (None: nothing is reported
    on), `points` the points of the policy that a case rests on. `tells_all` is what everybody may know of a case,
    `quarterly` what is told of a quarter (None: nothing). `typed` is what the offices type to get at this register.
    `practised`: nothing in it happened; it is in no list, search, file or figure, and its cases are found by their
    number alone.
    """

    name: str
    prefix: str
    life: Life[C]
    stored: Stored[C]
    listing: Listing[C]
    export: Export[C]
    cards: Cards[C]
    news: News[C]
    made: Made[C] = Made()
    papers: Papers[C] = Papers()
    presses: Presses[C] = Presses()
    points: Callable[[C], tuple[str, ...]] = no_points
    figures: Callable[[Sequence[C], datetime, Organisation], RegisterFigures] | None = None
    typed: TypedCommands = field(default_factory=TypedCommands)
    tells_all: TellsAll[C] = TellsAll()
    quarterly: Quarterly[C] | None = None
    practised: bool = False

    def form_card(
        self,
        form: CaseForm[C],
        case: C,
        now: datetime,
        org: Organisation,
        filling: Filling,
    ) -> Card:
        """The form of an event as a card of its own, with what who filed the case will read of it."""
        reads = self.cards.reads(case, form.tells, org) if form.tells else ()
        return form_card(form, case, now, org, filling, reads)

    def plan(self, due: Due, case: C, now: datetime, org: Organisation) -> Plan:
        """What becomes of a message that is due. `now` carries the organisation's zone."""
        fired = self._fired(due, case, now, org)
        if due.kind == "handed":
            return to_heir(self.life, self.listing, due, case, fired.now, org, fired.summary)
        return plan(self.news, self.life, fired)

    def after_sent(self, due: Due, case: C, now: datetime, org: Organisation) -> Change[C]:
        """What follows for the case once it went out."""
        return after_sent(self.news, self.life, self._fired(due, case, now, org))

    def unheard(self, due: Due, case: C, now: datetime, org: Organisation) -> Dues:
        """Who is told instead while a reminder reaches nobody."""
        return unheard(self.news, self.life, due, case, now, org)

    def redrawn(self, case: C, to: To, now: datetime, org: Organisation) -> SendCard:
        """The living card for who has it, as the case stands now."""
        name, summary = str(to), self.cards.summary(case, now, org)
        match to.way:
            case "reporter":
                card = (self.cards.receipt or self.cards.own)(case, now, org)
                return SendCard("update", card, summary, aad_id=case.reporter.aad_id, name=name)
            case "person":
                card = self.cards.living(case, now, org, _person(to.name, org))
                return SendCard("person", card, summary, aad_id=to.name, name=name)
        if to.name in self.life.offices:
            card = self.cards.living(case, now, org, Viewer.in_channel(to.name))
        else:
            card = self.cards.task(case, to.name, now, org)
        return SendCard("living", card, summary, office=to.name, name=name)

    @property
    def forms(self) -> Mapping[str, CaseForm[C]]:
        """The forms of the events that ask for something."""
        return self.life.forms

    def refusals(self, key: str) -> str:
        """This register's own sentence about what cannot be used. Raises LookupError."""
        return self.life.words.refusal(key)

    def _fired(self, due: Due, case: C, now: datetime, org: Organisation) -> Fired[C]:
        return Fired(due, case, now, org, partial(self.cards.summary, case, now, org))


def _person(aad_id: str, org: Organisation) -> Viewer:
    return Viewer(Actor(aad_id=aad_id, name="", roles=org.roles_of(aad_id)), private=True)
