"""One conversation with one person: what a typed line or a pressed button does to it. Pure; time and ids come in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from cards.view import Button
from cases.organisation import Organisation
from cases.told import KnownTerm
from dialogs.dutch.understanding import Hears
from dialogs.flow import Flow
from dialogs.flows import FLOWS, texts_in
from dialogs.guide import Guide
from dialogs.knowledge.known import knowledge_in
from dialogs.knowledge.retrieval import Index
from dialogs.talk import message_report, rereading, tidying
from dialogs.talk.abilities import abilities
from dialogs.talk.foreign import kind_word
from dialogs.talk.guesses import BREACH, new_report
from dialogs.talk.notices import menu_button, notice, resume_button
from dialogs.talk.presenting import Show
from dialogs.talk.pressing import Pressing
from dialogs.talk.repertoire import repertoire
from dialogs.talk.told import with_said
from dialogs.talk.turn import TEXT_LIMIT, AnswerOrHelp, FileDraft, Occasion, Talk, Turn
from dialogs.talk.typing import Typing
from dialogs.texts import FlowTexts

TITLE_LIMIT = 100
"""A longer line is no title of the menu."""


class Dialog:
    """All flows, ready to talk; the parts of a conversation put together. It holds nothing about anyone."""

    def __init__(
        self,
        org: Organisation,
        understanding: Hears,
        flows: Mapping[str, Flow] = FLOWS,
        texts: Mapping[str, FlowTexts] | None = None,
        knowledge: Index | None = None,
    ) -> None:
        """`texts` are the words of the flows and `knowledge` what is known of the policy; else those that stand here,
        with the names of the organisation."""
        known = repertoire(org, understanding, flows, texts if texts is not None else texts_in(org))
        can = abilities(known, knowledge if knowledge is not None else knowledge_in(org))
        self._known, self._menu, self._drafts = can.known, can.menu, can.drafts
        self._handing, self._answers = can.handing, can.answers
        self._typing = Typing(can)
        self._pressing = Pressing(can, self._typing)

    @property
    def guides(self) -> Mapping[str, Guide]:
        """The flows that everybody can walk, by name."""
        return self._known.guides

    @property
    def texts(self) -> Mapping[str, FlowTexts]:
        """The words of those flows."""
        return self._known.texts

    # --- a turn -------------------------------------------------------------------------------------------------

    def on_text(self, talk: Talk, raw: str, at: Occasion) -> Turn:
        """What a typed line does. Never raises on any text."""
        if (
            talk.draft is None
            and talk.offer is None
            and (shown := self._menu.named(raw[:TITLE_LIMIT], at)) is not None
        ):
            return Turn(talk, show=shown)
        in_flow = talk.draft is not None and not self._known.is_judged(talk.draft)
        turn = self._typing.on_text(with_said(talk, raw, at, in_flow=in_flow), raw, at)
        if in_flow:
            return turn
        begun = turn.talk.draft is not None and turn.talk.draft != talk.draft
        return replace(turn, beside=kind_word(raw, form=begun))

    def on_press(self, talk: Talk, verb: str, data: Mapping[str, str], at: Occasion) -> Turn | None:
        """What a button of a conversation does; None for verbs that belong to a case. Never raises on any data.

        `data` is what the button carried merged with the fields of its card, as Teams sends it.
        """
        return self._pressing.on_press(talk, verb, data, at)

    def unread(self, talk: Talk, want: AnswerOrHelp, at: Occasion) -> Turn:
        """Typed text that means nothing to the bot, nor to an open question of an office."""
        return self._answers.unread(talk, want, at)

    def how_long(self, talk: Talk, text: str, terms: Sequence[KnownTerm]) -> Turn:
        """The answer to a question of how long something is kept; `terms` are what the registers say."""
        return self._answers.how_long(talk, text, terms)

    # --- what is filed ------------------------------------------------------------------------------------------

    def filed(self, talk: Talk, want: FileDraft, number: str, at: Occasion) -> tuple[Talk, Show | None]:
        """The conversation once these answers are a case with this number, and perhaps the answer card again."""
        return self._handing.filed(talk, want, number, at)

    def not_filed(self) -> Show:
        """What these answers would become cannot be kept yet; they lie ready."""
        return self._menu.not_yet()

    # --- what is shown ------------------------------------------------------------------------------------------

    def welcome(self, at: Occasion) -> Show:
        """The menu, with a hello."""
        return self._menu.welcome(at, greets=True)

    def chooser(self, group: str, at: Occasion) -> Show:
        """The flows of one group; the menu when there is no such group."""
        return self._menu.chooser(group, at)

    def asks(self, talk: Talk) -> bool:
        """Whether something is filled in now: a step of a flow, or a question to an office."""
        draft = talk.draft
        return draft is not None and (bool(draft.asking) or not self._known.is_judged(draft))

    def here(self, talk: Talk, at: Occasion) -> Show:
        """The present card: the step at hand, else the menu."""
        return self._drafts.here(talk, at)

    def old_card(self, talk: Talk, at: Occasion) -> Show:
        """The present card under the line that the pressed one was old."""
        shown = self._drafts.old_card(talk, at).show
        assert shown is not None
        return shown

    def lost(self) -> Show:
        """Tells that what was kept of this conversation cannot be read any more."""
        return notice("lost", buttons=(menu_button(),))

    # --- what runs out ------------------------------------------------------------------------------------------

    def heard(self, talk: Talk, text: str, at: Occasion) -> Talk:
        """The conversation that remembers this line for the flow that may begin with it, and does nothing else."""
        return with_said(talk, text, at, in_flow=False)

    def began_a_report(self, talk: Talk) -> Button | None:
        """The way to a new report, when a report is what this conversation is at; else None."""
        return new_report() if talk.draft is not None and talk.draft.flow == BREACH else None

    def noted(self, before: Talk, after: Talk, message: str) -> Talk:
        """The conversation after a typed message, so that the message can be read again when it is changed."""
        return rereading.noted(before, after, message)

    def rewound(self, talk: Talk, message: str, now: datetime) -> Talk | None:
        """The conversation as if this message had not been typed; None when more happened since."""
        return rereading.rewound(talk, message, now)

    def unchanged(self, talk: Talk) -> Show:
        """What a message was changed into is not taken over."""
        return notice("unchanged", buttons=_ways_on(talk))

    def taken_away(self, talk: Talk, *, asked: bool) -> Show:
        """A message was taken away: thanks when that was `asked`, else what stays of it."""
        return notice("taken_away" if asked else "still_kept", buttons=_ways_on(talk))

    def not_kept(self, talk: Talk, picture: bool) -> Show:
        """Nothing but a picture or a file was sent."""
        return notice(
            "picture" if picture else "file", buttons=_ways_on(talk), who=self._known.org.offices.po.who
        )

    def report_message(self, talk: Talk, link: str, sent_at: datetime | None, at: Occasion) -> Turn:
        """Begin the report of a breach about a message; one that lies open is asked about first."""
        return self._drafts.start(
            talk, message_report.FLOW, at, message_report.known_of(link, sent_at, at.now)
        )

    def way_in(self, text: str) -> str:
        """The sentence that begins what a typed line is about, in our own words; "" when it is about nothing."""
        meant = self._known.understanding.of(text[:TEXT_LIMIT])
        flow = meant.intent if meant.sure and meant.intent in self.guides else ""
        return self._known.title(flow) if flow else ""

    def known(self, talk: Talk) -> Talk:
        """The conversation without drafts of flows that this version does not have."""
        return self._drafts.known(talk)

    def expire(self, talk: Talk, now: datetime) -> tuple[Talk, tuple[str, ...]]:
        """The conversation without drafts that nobody touched for too long, and the titles of those flows."""
        return self._drafts.expire(talk, now)

    def expires_at(self, talk: Talk) -> datetime | None:
        """When the oldest draft runs out, or None without drafts."""
        return self._drafts.expires_at(talk)

    def expired(self, titles: tuple[str, ...]) -> Show:
        """Tells that answers were wiped."""
        return self._drafts.expired(titles)

    def tidy_again(self, talk: Talk, now: datetime) -> Talk:
        """The conversation with the next reminder to tidy up a quarter from now."""
        return tidying.next_time(self._known.org, talk, now)

    def tidy_card(self) -> Show:
        """The reminder to tidy up, with the way to stop it."""
        return tidying.reminder(self._known)


def _ways_on(talk: Talk) -> tuple[Button, ...]:
    back = (resume_button(talk.draft),) if talk.draft is not None else ()
    return (*back, menu_button())
