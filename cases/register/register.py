"""What the desk, the outbox and the presses need to know of a register: one value a register. Nothing here decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic

from cards.own_cases import CaseRow
from cards.view import Card
from cases.drafts.answers import FilledIn
from cases.organisation import OfficeId, Organisation
from cases.papers.paper import NoSuchPaper, Paper
from cases.people import Actor
from cases.register.case import C, KeptCase
from cases.register.export import Export
from cases.register.fields import FormField
from cases.register.figures import RegisterFigures
from cases.register.forms import CaseForm, Filling
from cases.register.history import Event
from cases.register.life import Change, Deed, Dues, Life
from cases.register.listing import Listing
from cases.register.messages import Due
from cases.register.plans import Plan
from cases.register.typed_commands import TypedCommands

Draw = Callable[[C, datetime, Organisation, bool], Card]
"""The living card of a case for the offices; True is the one in an officer's own chat, which always has the facts."""


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


def no_task(case: C, office: str, now: datetime, org: Organisation) -> Card:
    """The card of an office that has a task only, in a register that gives none. Raises LookupError."""
    raise LookupError(office)


FromAnswers = Callable[[FilledIn, str, Actor, datetime, Organisation], Change[C]]
"""The new case of a finished flow: its answers, its number, who files it, when. Raises ValueError for what is none."""


@dataclass(frozen=True)
class ByHand(Generic[C]):
    """How somebody of the office `keeper` makes a new case without a conversation: a form, and what becomes of it.

    `card` draws the form for a draft id; sent twice, it makes one case. `make` gives the case of what was filled in,
    under a number and that draft id; it raises Refused.
    """

    keeper: OfficeId
    title: str
    fields: tuple[FormField, ...]
    card: Callable[[str, datetime, Organisation, Filling], Card]
    make: Callable[[Mapping[str, str], str, str, Deed], Change[C]]


@dataclass(frozen=True)
class Register(Generic[C]):
    """One register: `name` is its partition, `prefix` the letters of its numbers.

    `row` and `read` are the case as it is stored, `listing` how it stands in lists, `export` in files. `draw` is the
    living card, `draw_own` the reporter's, `draw_history` the course of a case (True: in an own chat), `draw_seen` what
    is left of a reminder (its stage, the office). `summary` is the line of a toast: no names, no facts. `thanks`
    follows what a reporter did; `own_row` is the row in the list of somebody's own cases (None: these are nobody's
    own). `plan` says what becomes of a message that is due; `after_sent` what follows for the case, `unheard` who is
    told instead. `papers_of` are the drafts that a case can have now, as (id, title): all, or those for an office with
    no more than a task in it; `paper` fills one in (raises NoSuchPaper).
    `points` are the points of the policy that a case rests on.

    `draw_task` is the card of an office that has a task in a case and sees no more of it. `pages` are other cards of a
    case that the offices can open, by their verb. `translated` presses are no events themselves, they lead to one that
    is `inner`: no press causes that by its own name. `figures` are those of a year (None: nothing is reported on).
    `from_answers` makes a case of a finished flow (None: no flow is filed here), `by_hand` is how an office makes one
    without a conversation (None: it cannot).
    `draw_watched` is the living card for offices that may read a case but have no part in it; without it they get the
    card that all get. `typed` is what the offices type to get at this register.
    """

    name: str
    prefix: str
    life: Life[C]
    read: Callable[[str], C]
    row: Callable[[C], str]
    listing: Listing[C]
    export: Export[C]
    summary: Callable[[C, datetime, Organisation], str]
    draw: Draw[C]
    draw_own: Callable[[C, datetime, Organisation], Card]
    draw_history: Callable[[C, Sequence[Event], datetime, Organisation, bool], Card]
    draw_seen: Callable[[C, str, str, Organisation], Card]
    own_row: Callable[[C, datetime, Organisation], CaseRow] | None
    thanks: Callable[[C, str, datetime, Organisation], Card | None]
    plan: Callable[[Due, C, datetime, Organisation, Draw[C]], Plan]
    after_sent: Callable[[Due, C, datetime, Organisation], Change[C]]
    unheard: Callable[[Due, C, datetime, Organisation], Dues]
    papers_of: Callable[[C, str], tuple[tuple[str, str], ...]] = no_papers
    paper: Callable[[C, str, datetime, Organisation], Paper] = no_paper
    points: Callable[[C], tuple[str, ...]] = no_points
    draw_task: Callable[[C, str, datetime, Organisation], Card] = no_task
    pages: Mapping[str, Callable[[C, datetime, Organisation], Card]] = field(default_factory=dict)
    translated: Mapping[str, Translate[C]] = field(default_factory=dict)
    inner: frozenset[str] = frozenset()
    figures: Callable[[Sequence[C], datetime, Organisation], RegisterFigures] | None = None
    from_answers: FromAnswers[C] | None = None
    by_hand: ByHand[C] | None = None
    draw_watched: Callable[[C, frozenset[str], datetime, Organisation, bool], Card] | None = None
    typed: TypedCommands = field(default_factory=TypedCommands)

    @property
    def forms(self) -> Mapping[str, CaseForm[C]]:
        """The forms of the events that ask for something."""
        return self.life.forms

    def refusals(self, key: str) -> str:
        """This register's own sentence about what cannot be used. Raises LookupError."""
        return self.life.words.refusal(key)

    def drawn_for(
        self, case: C, offices: frozenset[str], now: datetime, org: Organisation, private: bool
    ) -> Card:
        """The living card for somebody of these offices."""
        if self.draw_watched is None or self.life.home(case) in offices:
            return self.draw(case, now, org, private)
        return self.draw_watched(case, offices, now, org, private)
