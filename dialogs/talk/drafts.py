"""The drafts of a conversation: which one is at hand, which lie aside, and what becomes of them in the end."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from cards.dutch_time import short_moment
from cards.notice import with_old_card_banner
from cases.names import names_of
from dialogs.answers import hidden_in
from dialogs.flow import Outcome, fields_of
from dialogs.guide import Draft, Position
from dialogs.talk import tidying
from dialogs.talk.fields import NO_FLAWS, Flaws
from dialogs.talk.menu import Menu
from dialogs.talk.notices import flow_button, menu_button, notice, restart_button, resume_button
from dialogs.talk.presenting import Show, present, stopped
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.told import (
    EARLIER,
    FRESH,
    MESSAGE,
    carried,
    opening,
    passed,
    what_was_said,
)
from dialogs.talk.told_words import masked_notice, passed_notice
from dialogs.talk.turn import TEXT_LIMIT, Occasion, Talk, Turn
from dialogs.verdicts import led_to

OWN_WORDS = ("text", "long_text")
"""Kinds of fields in which somebody types own words."""


class Drafts:
    """Begins drafts, shows the one at hand, puts one aside and takes it up again."""

    def __init__(self, known: Repertoire, menu: Menu) -> None:
        self._known = known
        self._menu = menu

    # --- the card of the one at hand ----------------------------------------------------------------------------

    def here(self, talk: Talk, at: Occasion) -> Show:
        """The present card: the step at hand, else the menu."""
        if talk.draft is None:
            return self._menu.welcome(at)
        return self._present(talk, talk.draft, at, NO_FLAWS, None)

    def old_card(
        self, talk: Talk, at: Occasion, draft: Draft | None = None, data: Mapping[str, str] | None = None
    ) -> Turn:
        """Nothing happens: the present card, under the line that the pressed one was old. What `data` holds that was
        typed for this draft, and stands nowhere in it, comes back."""
        shown = self.here(talk, at)
        typed = self._typed(draft, data) if draft is not None and data is not None else ""
        return Turn(talk, show=Show(with_old_card_banner(shown.card, typed), shown.summary))

    def _typed(self, draft: Draft, data: Mapping[str, str]) -> str:
        guide, _ = self._known.of(draft)
        fields = [each.id for step in guide.flow.steps for each in fields_of(step) if each.kind in OWN_WORDS]
        held = {words for given in (draft.memory, *draft.answers.values()) for words in given.values()}
        typed = [hidden_in(data.get(name, "")[:TEXT_LIMIT]).text.strip() for name in dict.fromkeys(fields)]
        return "\n".join(each for each in typed if each and each not in held)

    def shown(
        self, talk: Talk, at: Occasion, flaws: Flaws | None = None, position: Position | None = None
    ) -> Turn:
        """The step at hand, with what was wrong with the last try."""
        assert talk.draft is not None
        return Turn(talk, show=self._present(talk, talk.draft, at, flaws or NO_FLAWS, position))

    def _present(
        self, talk: Talk, draft: Draft, at: Occasion, flaws: Flaws, position: Position | None
    ) -> Show:
        guide, texts = self._known.of(draft)
        position = position or guide.position(draft)
        at_end = isinstance(position.step, Outcome)  # elsewhere a card has no such buttons
        return present(
            guide,
            texts,
            draft,
            at.name,
            at.now,
            flaws,
            position,
            policy=self._known.org.policy.version,
            more=(
                *(flow_button(self._known.title(flow), flow) for flow in led_to(guide, draft)),
                *tidying.beside_verdict(self._known, talk, draft),
            )
            if at_end
            else (),
            names=names_of(self._known.org) if at_end else {},
        )

    # --- begun, put aside, taken up -----------------------------------------------------------------------------

    def start(self, talk: Talk, flow: str, at: Occasion, brings: Mapping[str, str] | None = None) -> Turn:
        """Begin a flow, or ask about the one of this kind that lies open. Another flow at hand is kept aside.

        What was said before, or answered in that other flow, is filled in; `brings` wins over it.
        """
        lying = talk.of_flow(flow)
        if lying is not None and not self._known.is_judged(lying) and (lying.answers or lying.memory):
            return self.lies_open(talk, lying)
        parked = talk.without_flow(flow)
        if talk.draft is not None and talk.draft.flow != flow:
            parked[talk.draft.flow] = talk.draft
        guide, texts = self._known.guides[flow], self._known.texts[flow]
        said = what_was_said(talk, at.now) or self._said_on_the_way(talk, flow)
        earlier = carried(guide.flow, talk, self._known.guides, at.now)
        from_sentence = opening(guide.flow, said, at.now)
        draft = guide.start(at.new_id(), at.now, {**earlier, **from_sentence, **(brings or {})})
        sources = dict.fromkeys(earlier, EARLIER) | dict.fromkeys(from_sentence, MESSAGE)
        draft = draft.model_copy(
            update={"aided": draft.memory.get("kind", ""), "said": said, "told": sources}
        )
        draft, steps, here = passed(guide, draft, at.now)
        notices = (passed_notice(guide, texts, draft, steps, at.now), masked_notice(said))
        begun = {"draft": draft, "parked": parked, "offer": None, "said": None}
        flaws = Flaws(notice=" ".join(each for each in notices if each))
        return self.shown(talk.model_copy(update=begun), at, flaws, here)

    def _said_on_the_way(self, talk: Talk, flow: str) -> str:
        """The sentence of the verdict at hand, when that is what leads to this flow."""
        draft = talk.draft
        if draft is None or not self._known.is_judged(draft):
            return ""
        return draft.said if flow in led_to(self._known.guides[draft.flow], draft) else ""

    def restart(self, talk: Talk, flow: str, draft_id: str, at: Occasion) -> Turn:
        """Begin a flow again; the draft that lay open is wiped, but only the one that the button was about."""
        if flow not in self._known.guides:
            return Turn(talk, show=self._menu.welcome(at))
        lying = talk.of_flow(flow)
        if lying is not None and lying.id != draft_id:
            return self.old_card(talk, at)
        current = None if talk.draft is None or talk.draft.flow == flow else talk.draft
        wiped = talk.model_copy(update={"draft": current, "parked": talk.without_flow(flow)})
        return self.start(wiped, flow, at)

    def lies_open(self, talk: Talk, draft: Draft) -> Turn:
        """Tells that a draft of this flow lies open: go on or begin again."""
        moment = short_moment(draft.touched_at.astimezone(self._known.org.zone))
        buttons = (resume_button(draft), restart_button(draft), menu_button())
        title = self._known.texts[draft.flow].titel
        return Turn(talk, show=notice("open_draft", flow=title, moment=moment, buttons=buttons))

    def back(self, talk: Talk, draft: Draft, at: Occasion) -> Turn:
        """One step back."""
        stepped = self._known.guides[draft.flow].back(draft, at.now)
        return self.shown(talk.model_copy(update={"draft": stepped.draft}), at, position=stepped.position)

    def stop(self, talk: Talk, draft: Draft) -> Turn:
        """The draft is put aside: what is typed from now on does not belong to it."""
        org = self._known.org
        until = (draft.touched_at + timedelta(days=org.terms.draft_days)).astimezone(org.zone)
        aside = {"draft": _other_at_hand(talk, draft), "parked": talk.parked | {draft.flow: draft}}
        return Turn(talk.model_copy(update=aside), show=stopped(self._known.texts[draft.flow], draft, until))

    def discard(self, talk: Talk, draft: Draft) -> Turn:
        """The draft is wiped."""
        wiped = {"draft": _other_at_hand(talk, draft), "parked": talk.without_draft(draft.id)}
        return Turn(talk.model_copy(update=wiped), show=notice("discarded", buttons=(menu_button(),)))

    # --- in the end ---------------------------------------------------------------------------------------------

    def expire(self, talk: Talk, now: datetime) -> tuple[Talk, tuple[str, ...]]:
        """The conversation without drafts that nobody touched for too long, and the titles of those flows.

        A sentence that waited too long goes with them, without a word.

        A verdict that was given goes without a word.
        """
        if talk.said is not None and now - talk.said.at > FRESH:
            talk = talk.model_copy(update={"said": None})
        limit = now - timedelta(days=self._known.org.terms.draft_days)
        old = {each.flow for each in talk.drafts() if each.touched_at <= limit}
        if not old:
            return talk, ()
        ended = {each.flow for each in talk.drafts() if self._known.is_judged(each)}
        titles = tuple(self._known.title(flow) for flow in sorted(old - ended))
        return _only(talk, lambda flow: flow not in old).model_copy(update={"offer": None}), titles

    def expires_at(self, talk: Talk) -> datetime | None:
        """When the oldest draft runs out, or None without drafts."""
        moments = [each.touched_at for each in talk.drafts()]
        return min(moments) + timedelta(days=self._known.org.terms.draft_days) if moments else None

    def expired(self, titles: tuple[str, ...]) -> Show:
        """Tells that answers were wiped."""
        days = self._known.org.terms.draft_days
        return notice("expired", flows=", ".join(titles), days=days, buttons=(menu_button(),))

    def known(self, talk: Talk) -> Talk:
        """The conversation without drafts of flows that this version does not have."""
        if all(each.flow in self._known.guides for each in talk.drafts()):
            return talk
        return _only(talk, lambda flow: flow in self._known.guides)


def resumed(talk: Talk, draft: Draft) -> Talk:
    """The conversation with this draft at hand; another one is put aside."""
    if talk.draft is draft and all(each.id != draft.id for each in talk.parked.values()):
        return talk
    parked = talk.without_draft(draft.id)
    if talk.draft is not None and talk.draft.id != draft.id:
        parked[talk.draft.flow] = talk.draft
    return talk.model_copy(update={"draft": draft, "parked": parked})


def _other_at_hand(talk: Talk, draft: Draft) -> Draft | None:
    """What stays at hand when this draft leaves."""
    return None if talk.draft is None or talk.draft.id == draft.id else talk.draft


def _only(talk: Talk, stays: Callable[[str], bool]) -> Talk:
    """The conversation with the drafts of the flows that stay."""
    current = talk.draft if talk.draft is not None and stays(talk.draft.flow) else None
    parked = {name: each for name, each in talk.parked.items() if stays(name)}
    return talk.model_copy(update={"draft": current, "parked": parked})
