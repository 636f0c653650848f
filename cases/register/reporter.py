"""What the bot says to who filed a case of any register: news, the same question again, thanks, the row in a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic

from cards.note import NoteView, Quoted, note_card
from cards.own_cases import CaseRow
from cards.view import Button, Card
from cards.words import words_beside
from cases.moments import moment
from cases.names import names_of
from cases.organisation import Office, Organisation, office_words
from cases.people import Actor, Viewer
from cases.register.case import C, Exchange, KeptCase
from cases.register.forms import CaseForm, Filling, form_card
from cases.register.life import Life
from cases.register.messages import Ref
from cases.register.typed_fields import button

say = words_beside(__file__)

BY_NAME = ("taken_up", "reopened")
"""News of which it is told who did it."""

KEPT_CLOSED = "kept_closed"
"""News of a case that stays closed though who reported it says that this is not right."""

Say = Callable[..., str]

MoreTold = Callable[[C, str], tuple[tuple[str, ...], tuple[Quoted, ...]]]
"""Lines of ours and what was typed, beside the line of a piece of news."""


OwnNews = Callable[[C, Ref, datetime, Organisation], Card | None]
"""News that is a card of its own; None when it no longer holds."""


def nothing_more(case: KeptCase, news: str) -> tuple[tuple[str, ...], tuple[Quoted, ...]]:
    """The line of the news says it all."""
    return (), ()


def status_button(case: C) -> Button:
    """Asks how the case stands."""
    return button(case, say("status"), "receipt")


def office_button(life: Life[C], case: C, now: datetime, org: Organisation) -> tuple[Button, ...]:
    """For who reported it and is of an office that can do something with it: the way to the card of the office."""
    filer = Actor(aad_id=case.reporter.aad_id, roles=org.roles_of(case.reporter.aad_id))
    works = life.offices & filer.roles and life.open_to(case, Viewer(filer, private=True), now, org)
    return (button(case, say("as_office"), "show", in_more=True),) if works else ()


@dataclass(frozen=True)
class Reporter(Generic[C]):
    """How a register speaks to who filed a case.

    `told` gives its words of news: `<news>.title`, `<news>.line` and `by`; `noted` what it says for an event that is
    `thanked`; `own` what a row in a list says: `kind` and `reported_at`. `answer` is the form for the answer to a
    question, `office` the office that has the case, `holds` whether news of this name is still true,
    `buttons` what one can do; `more` what a piece of news says beside its own line; `of_its_own` are news that are a
    card of their own, by their name.
    """

    told: Say
    noted: Say
    own: Say
    answer: CaseForm[C]
    office: Callable[[C, Organisation], Office]
    holds: Callable[[C, str], bool]
    buttons: Callable[[C, datetime, Organisation], tuple[Button, ...]]
    thanked: tuple[str, ...]
    more: MoreTold[C] = nothing_more
    of_its_own: Mapping[str, OwnNews[C]] = field(default_factory=dict)

    def _office(self, case: C, org: Organisation) -> Mapping[str, str]:
        return {**names_of(org), **office_words(self.office(case, org))}

    def tell(self, case: C, ref: Ref, now: datetime, org: Organisation) -> Card | None:
        """News; None when it no longer holds."""
        if (own := self.of_its_own.get(ref.about)) is not None:
            return own(case, ref, now, org)
        if ref.about == "question":
            exchange = case.exchange(ref.of)
            if exchange is None or exchange.answer or not case.is_open:
                return None
            return form_card(self.answer, case, now, org, Filling(given={"exchange": exchange.id}))
        if not self.holds(case, ref.about):
            return None
        name = case.taken_up.by.name if case.taken_up else ""
        who = self.told("by", name=name) if name and ref.about in BY_NAME else ""
        title, *lines = self.words(case, ref.about, org)
        buttons = tuple(each for each in self.buttons(case, now, org) if not each.in_more)
        kept = tuple(each for each in (who, *lines) if each)
        quotes = self.more(case, ref.about)[1]
        if ref.about == KEPT_CLOSED and case.disputed is not None:
            quotes += (Quoted(say("why"), case.disputed.reply),)
        return note_card(NoteView(case.number, title, kept, quotes, buttons=buttons))

    def words(self, case: C, news: str, org: Organisation) -> tuple[str, ...]:
        """The title and the lines of a piece of news. Raises LookupError for what is none."""
        line = self.told(f"{news}.line", **self._office(case, org))
        return self.told(f"{news}.title"), line, *self.more(case, news)[0]

    def ask_again(self, case: C, exchange: Exchange, now: datetime, org: Organisation) -> Card:
        """The same question once more."""
        again = Filling(given={"exchange": exchange.id}, title=say("question_again"))
        return form_card(self.answer, case, now, org, again)

    def question_over(self, case: C, exchange: Exchange | None, now: datetime, org: Organisation) -> Card:
        """A question that needs no answer any more, with the answer when there is one."""
        answered = exchange is not None and bool(exchange.answer)
        said = ((say("asked"), exchange.question), (say("answered"), exchange.answer)) if exchange else ()
        words = tuple(Quoted(label, typed) for label, typed in said if typed)
        title = say("question.answered" if answered else "question.over")
        return note_card(NoteView(case.number, title, (), words, buttons=(status_button(case),)))

    def thanks(self, case: C, event: str, now: datetime, org: Organisation) -> Card | None:
        """A short thank you for what somebody did; None for what needs none."""
        if event not in self.thanked:
            return None
        lines = (self.noted(event, **self._office(case, org)),)
        return note_card(NoteView(case.number, say("thanks"), lines, buttons=(status_button(case),)))

    def row(
        self, case: C, now: datetime, org: Organisation, *, detail: str, waits: bool, over: bool
    ) -> CaseRow:
        """The case in the list of somebody's own cases; `waits` for them, or is `over`."""
        at = moment(case.closed_at or case.reported_at, now, org)
        return CaseRow(
            case.number,
            self.own("kind"),
            say("waits_for_you") if waits else "",
            detail,
            closed=over,
            when=say("closed_at", moment=at) if over else self.own("reported_at", moment=at),
        )


def reporter_of(
    own: Say,
    life: Life[C],
    office: Callable[[C, Organisation], Office],
    holds: Callable[[C, str], bool],
    buttons: Callable[[C, datetime, Organisation], tuple[Button, ...]],
    thanked: tuple[str, ...],
    more: MoreTold[C] = nothing_more,
    of_its_own: Mapping[str, OwnNews[C]] | None = None,
) -> Reporter[C]:
    """How a register speaks that has a table of words for news, for thanks and for the row beside its cards."""
    return Reporter(
        told=lambda key, **values: own(f"told.{key}", **values),
        noted=lambda event, **values: own(f"noted.{event}", **values),
        own=lambda key, **values: own(f"own.{key}", **values),
        answer=life.forms["answer"],
        office=office,
        holds=holds,
        buttons=buttons,
        thanked=thanked,
        more=more,
        of_its_own=of_its_own or {},
    )
