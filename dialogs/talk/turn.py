"""What is kept of a conversation, and what one turn of it does and wants. Values alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from cards.view import Card
from cases.organisation import OfficeId
from cases.told import StandingAnswer, Told, ToldVerdict
from dialogs.dutch.intents import Intent
from dialogs.guide import Draft
from dialogs.talk.presenting import Show

if TYPE_CHECKING:
    from dialogs.dutch.encoder import Read

TEXT_LIMIT = 8_000
"""Longer typed text is refused in whole: no field holds more."""

ADVICE = "advice"
"""How a kept advice is called among what became of a verdict, beside the offices."""


class Offer(BaseModel):
    """The bot asked whether a typed line starts something else; the line waits here for the answer."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    intent: Intent
    text: str


class Said(BaseModel):
    """The last sentence that was typed outside a flow, masked: the flow that begins with it is filled in by it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    text: str
    at: AwareDatetime


class Typed(BaseModel):
    """What the message that was typed last did: it `began` a draft, or changed one.

    `answers`, `memory` and `told` hold what stood there before, for all that it changed (None: nothing), `said` the
    sentence that waited before it. `version` is that of the draft after it. Without a draft it did nothing that lasts.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    message: str
    said: Said | None = None
    draft: str = ""
    version: int = 0
    began: bool = False
    answers: dict[str, dict[str, str] | None] = Field(default_factory=dict)
    memory: dict[str, str | None] = Field(default_factory=dict)
    told: dict[str, str | None] = Field(default_factory=dict)


class Talk(BaseModel):
    """All that is kept of one person's conversation between two turns. Never log it.

    `plain_id` is what the question on the open question card will be filed as; "" when there is no such card.
    `tidy_at` is when the person is reminded to tidy up files and mail, each quarter; None: not at all. `lost`: what
    was kept before this could not be read any more, and its owner was not told yet. `typed` is about the message that
    was typed last; `unsafe` are messages with a number of a person in them that their writer was asked to take away.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    draft: Draft | None = None
    parked: dict[str, Draft] = Field(default_factory=dict)
    offer: Offer | None = None
    said: Said | None = None
    card_id: str = ""
    handled: tuple[str, ...] = ()
    greeted: bool = False
    plain_id: str = ""
    tidy_at: AwareDatetime | None = None
    lost: bool = False
    typed: Typed | None = None
    unsafe: tuple[str, ...] = ()

    def drafts(self) -> tuple[Draft, ...]:
        """Every draft that lies open, the one at hand first."""
        return (*((self.draft,) if self.draft is not None else ()), *self.parked.values())

    def of_flow(self, flow: str) -> Draft | None:
        """The draft of this flow that lies open, at hand or aside."""
        if self.draft is not None and self.draft.flow == flow:
            return self.draft
        return self.parked.get(flow)

    def without_flow(self, flow: str) -> dict[str, Draft]:
        """What lies aside, but for this flow."""
        return {name: each for name, each in self.parked.items() if name != flow}

    def without_draft(self, draft_id: str) -> dict[str, Draft]:
        """What lies aside, but for this draft."""
        return {name: each for name, each in self.parked.items() if each.id != draft_id}


@dataclass(frozen=True, slots=True)
class FileDraft:
    """Wanted: file these answers as a case, once for this draft, and show the receipt.

    `kind` is "breach", "rights", "consult" or "advice". `facts` are the answers by field id; a consult has also
    `office` (po, fg, jz), `question` (added by the user, may be empty) and `wants` (see cases.told.Wants).
    `told` and `verdict` are the same in words, to be read later, `about` is what was asked in the user's own words.
    `more`: another office has to be asked as well, so the answer card is shown again.
    """

    draft_id: str
    kind: str
    facts: Mapping[str, str]
    flow: str = ""
    outcome: str = ""
    told: tuple[Told, ...] = ()
    verdict: ToldVerdict | None = None
    about: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class FiledDraft:
    """Wanted: this draft is not at hand; show the case that it became, or else the present card with the banner."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class OwnCases:
    """Wanted: the list of the person's own cases; pages count from 1. `told` is what may be added to one of them."""

    page: int = 1
    told: str = ""


@dataclass(frozen=True, slots=True)
class _OfALine:
    """Wanted: something that only who knows the cases can make of what was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerOrHelp(_OfALine):
    """Wanted: typed text that means nothing to us; perhaps the answer to an open question of an office. `offered` is
    what else it may be about, `read` what the second ear made of it, where it was asked."""

    offered: tuple[Intent, ...] = ()
    read: "Read | None" = field(default=None, compare=False, repr=False)


class HowLong(_OfALine):
    """Wanted: what the registers say of how long something is kept, to answer this question with."""

    __slots__ = ()


class OfRegisters(_OfALine):
    """Wanted: what this line asks of the registers, if the person is in an office; else the own cases."""

    __slots__ = ()


Want = FileDraft | FiledDraft | OwnCases | AnswerOrHelp | HowLong | OfRegisters


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn does: the conversation after it, the card or line to answer with, what the old card becomes.

    `beside` stands above what is answered, whatever `want` makes of it; it may be empty.
    `asks`: somebody asked something that an office may have answered before; the same turn may turn out otherwise on an
    occasion with those answers.
    """

    talk: Talk
    show: Show | None = None
    want: Want | None = None
    shrink: Card | None = None
    beside: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class OfficeWork:
    """What somebody who speaks for these offices may open.

    `registers`: what each is about, and what to type to see what is open in it. `figures`: those of a year too.
    """

    offices: tuple[OfficeId, ...]
    registers: tuple[tuple[str, str], ...]
    figures: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and for whom a turn happens; `now` carries the organisation's zone. `work` is None for who has no office.

    `standing` is what the offices answer to everybody who asks the same, as far as it was read for this turn.
    """

    now: datetime
    name: str
    new_id: Callable[[], str]
    work: OfficeWork | None = None
    standing: tuple[StandingAnswer, ...] = ()
