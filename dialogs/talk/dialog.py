"""One conversation with one person: what a typed line or a pressed button does to it. Pure; time and ids come in."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cards.dutch_time import long_moment, short_moment
from cards.notice import NoticeView, moved_card, notice_card, with_old_card_banner
from cards.policy_points import PolicyPointsView, PolicyPointView, policy_points_card
from cards.view import Button, Card, Scalar
from cards.welcome import MenuRow, WelcomeView, welcome_card
from cards.words import words_beside
from cases.organisation import OfficeId, Organisation, office_of
from cases.terms import next_quarter
from cases.told import Told, ToldVerdict
from dialogs.answers import clean, hidden_in, read_fields, read_step
from dialogs.conditions import YES
from dialogs.dutch.numbers import read_yes_no
from dialogs.dutch.understanding import Intent, Understood, Vocabulary, understand
from dialogs.flow import Choice, Flow, Form, Outcome, Question, Review, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide, Position, StaleAnswer
from dialogs.talk.plain_question import ENOUGH_WORDS, office_named, question_card, read_question
from dialogs.talk.presenting import (
    NO_FLAWS,
    QUESTION,
    Flaws,
    Show,
    answered,
    fallen_notice,
    field_name,
    open_asks,
    outcome,
    present,
    stopped,
)
from dialogs.talk.typed import missing_fields, typed_answer
from dialogs.texts import POLICY, FlowTexts, MenuTexts, source_line
from dialogs.verdicts import asks_of, judged, told_of
from state_machines.engine import NotAllowed

say = words_beside(__file__)
SPOKEN = ("elsewhere", "notice", "group")

DRAFT_VERBS = frozenset(
    {"answer", "back", "stop", "resume", "discard", "edit", "file", "ask", "consult", "keep_advice"}
)
"""Verbs of buttons that carry a draft and its version."""

SURE = 0.6
"""From this confidence on an intent is acted upon without asking."""

CONTACT_WORDS = 8
"""A line of more words that asks for an office holds the question itself."""

STORY = 4
"""A first sentence of at least so many words that tells what went wrong is kept as the story."""

TEXT_LIMIT = 8_000
"""Longer typed text is refused in whole: no field holds more."""


class Offer(BaseModel):
    """The bot asked whether a typed line starts something else; the line waits here for the answer."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    intent: Intent
    text: str


class Talk(BaseModel):
    """All that is kept of one person's conversation between two turns. Never log it.

    `plain_id` is what the question on the open question card will be filed as; "" when there is no such card.
    `tidy_at` is when the person is reminded to tidy up files and mail, each quarter; None: not at all. `lost`: what
    was kept before this could not be read any more, and its owner was not told yet.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    draft: Draft | None = None
    parked: dict[str, Draft] = {}
    offer: Offer | None = None
    card_id: str = ""
    handled: tuple[str, ...] = ()
    greeted: bool = False
    plain_id: str = ""
    tidy_at: AwareDatetime | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class FileDraft:
    """Wanted: file these answers as a case, once for this draft, and show the receipt.

    `kind` is "breach", "rights", "consult" or "advice". `facts` are the answers by field id; a consult has also
    `office` (po, fg, jz), `question` (added by the user, may be empty) and `wants` (see cases.told.Wants).
    `told` and `verdict` are the same in words, to be read later. `more`: another office has to be asked as well,
    so the answer card is shown again.
    """

    draft_id: str
    kind: str
    facts: Mapping[str, str]
    flow: str = ""
    outcome: str = ""
    told: tuple[Told, ...] = ()
    verdict: ToldVerdict | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class FiledDraft:
    """Wanted: this draft is not at hand; show the case that it became, or else the present card with the banner."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class OwnCases:
    """Wanted: the list of the person's own cases; pages count from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class AnswerOrHelp:
    """Wanted: typed text that means nothing to us; perhaps the answer to an open question of an office."""

    text: str


Want = FileDraft | FiledDraft | OwnCases | AnswerOrHelp


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn does: the conversation after it, the card or line to answer with, what the old card becomes."""

    talk: Talk
    show: Show | None = None
    want: Want | None = None
    shrink: Card | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When and for whom a turn happens; `now` carries the organisation's zone."""

    now: datetime
    name: str
    new_id: Callable[[], str]


ADVICE = "advice"
"""How a kept advice is called among what became of a verdict, beside the offices."""


class Dialog:
    """All flows, ready to talk. Shared by everybody: it holds nothing about anyone."""

    def __init__(
        self,
        org: Organisation,
        vocabulary: Vocabulary,
        flows: Mapping[str, Flow] = FLOWS,
        texts: Mapping[str, FlowTexts] = TEXTS,
    ) -> None:
        self._org = org
        self._vocabulary = vocabulary
        open_to_all = {name: flow for name, flow in flows.items() if flow.audience == "everybody"}
        self.guides = {name: Guide(flow) for name, flow in open_to_all.items()}
        self.texts = {name: texts[name] for name in open_to_all}

    # --- typed text ---------------------------------------------------------------------------------------------

    def on_text(self, talk: Talk, raw: str, at: Moment) -> Turn:
        """What a typed line does. Never raises on any text."""
        if len(raw) > TEXT_LIMIT:
            return Turn(talk, show=self._too_long(talk, at))
        text = clean(raw).strip()
        if not text:
            return Turn(talk, show=self.here(talk, at))
        if talk.offer is not None:
            answer = read_yes_no(text)
            if answer is not None:
                return self._settle_offer(talk, "yes" if answer == "ja" else "no", at)
            talk = talk.model_copy(update={"offer": None})
        meant = understand(text, self._vocabulary)
        if talk.draft is None:
            return self._route(talk, meant, text, at)
        return self._in_flow(talk, talk.draft, meant, text, at)

    def _in_flow(self, talk: Talk, draft: Draft, meant: Understood, text: str, at: Moment) -> Turn:
        """Typed text gets a new card below; the card above it must not stay pressable."""
        over = self.guides[draft.flow].is_judged(draft)
        turn = self._typed_in_flow(talk, draft, meant, text, at)
        if turn.shrink is not None or (turn.show is None and not isinstance(turn.want, FileDraft)):
            return turn
        if over and turn.talk.draft == draft:
            return turn  # the answer card stays what it is
        return replace(turn, shrink=moved_card(self.texts[draft.flow].titel))

    def _typed_in_flow(self, talk: Talk, draft: Draft, meant: Understood, text: str, at: Moment) -> Turn:
        short = len(text.split()) <= 3
        guide, texts = self.guides[draft.flow], self.texts[draft.flow]
        step = guide.position(draft).step
        commands = ("back",) if isinstance(step, Outcome) else ("back", "cancel", "help", "restart")
        if short and meant.confidence >= SURE and meant.intent in commands:
            return self._command(talk, draft, meant.intent, at)
        elsewhere = meant.confidence >= SURE and self._leads_elsewhere(meant.intent, draft)
        if isinstance(step, Outcome):
            if draft.asking and not (short and elsewhere):
                return self._typed_question(talk, draft, text, at)
            return self._route(talk, meant, text, at)
        if isinstance(step, Review):
            if read_yes_no(text) == "ja":
                return self._answer(talk, draft, guide.position(draft), {}, at)
            return self._offer(talk, meant, text) if elsewhere else self._ask_again(talk, draft, step, at)
        if short and not meant.slots and meant.confidence >= SURE and meant.intent == draft.flow:
            return Turn(talk, show=self._open_draft(draft))  # "datalek" again is no answer to anything
        found = typed_answer(step, texts, text, guide.standing(draft, step), at.now)
        told = {each.id: meant.slots[each.id] for each in fields_of(step) if each.id in meant.slots}
        if meant.intent == draft.flow and told and (not found or text in found.values()):
            found = told if short else told | found
        if elsewhere and (not found or text in found.values()):
            return self._offer(talk, meant, text)
        if not found and meant.intent == "question" and (points := _points(meant)):
            return Turn(talk, show=self.policy_points(points, resume=_resume(draft)))
        if not found:
            return self._ask_again(talk, draft, step, at)
        return self._typed(talk, draft, step, found, at)

    def _typed(self, talk: Talk, draft: Draft, step: Question, found: dict[str, str], at: Moment) -> Turn:
        guide, texts = self.guides[draft.flow], self.texts[draft.flow]
        standing = guide.standing(draft, step) | found
        if isinstance(step, Form) and (missing := missing_fields(step, standing)):
            reading = read_step(step, standing, {}, at.now)
            if not any(problem.field in found for problem in reading.problems):
                kept = {name: reading.values[name] for name in found}
                after = talk.model_copy(update={"draft": guide.remember(draft, kept, at.now)})
                notice = say(
                    "typed.partly", missing=", ".join(field_name(texts, each.id) for each in missing)
                )
                return self._shown(after, at, Flaws(notice=notice, masked=reading.masked))
        turn = self._answer(talk, draft, guide.position(draft), standing, at)
        if turn.talk.draft is not None and turn.talk.draft.version == draft.version:
            return turn
        return Turn(turn.talk, turn.show, turn.want, shrink=answered(texts, step, found))

    def _typed_question(self, talk: Talk, draft: Draft, text: str, at: Moment) -> Turn:
        """Typed while an office is about to be asked: the question to go along, or the word to send it."""
        if read_yes_no(text) == "ja":
            given = {"office": draft.asking, QUESTION.id: draft.memory.get(QUESTION.id, "")}
            return self._consult(talk, draft, given, at)
        hidden = hidden_in(text)
        kept = self.guides[draft.flow].remember(draft, {QUESTION.id: hidden.text}, at.now)
        masked = (QUESTION.id,) if hidden.bsn or hidden.iban else ()
        after = talk.model_copy(update={"draft": kept})
        return self._shown(after, at, Flaws(notice=say("typed.question"), masked=masked))

    def _ask_again(self, talk: Talk, draft: Draft, step: Question, at: Moment) -> Turn:
        texts = self.texts[draft.flow].stap[step.id]
        if isinstance(step, Choice):
            example = say("again.choice", options=", ".join(texts.optie.values()))
        else:
            example = texts.typ or say("again.press")
        return self._shown(talk, at, Flaws(notice=say("again.unread", example=example)))

    def _command(self, talk: Talk, draft: Draft, intent: str, at: Moment) -> Turn:
        if intent == "back":
            return self._back(talk, draft, at)
        if intent == "cancel":
            return self._stop(talk, draft)
        if intent == "restart":
            return Turn(talk, show=self._open_draft(draft))
        return Turn(talk, show=self._help(talk))

    def _leads_elsewhere(self, intent: str, draft: Draft) -> bool:
        return intent in ("status", "contact") or (intent in self.guides and intent != draft.flow)

    def _route(self, talk: Talk, meant: Understood, text: str, at: Moment) -> Turn:
        """Outside a flow: start what the line means."""
        if meant.confidence < SURE and meant.intent not in ("greeting", "thanks", "help"):
            return Turn(talk, want=AnswerOrHelp(text))
        if meant.intent in self.guides:
            memory = dict(meant.slots)
            if "kind" in memory and len(text.split()) >= STORY:
                memory["what_happened"] = hidden_in(text).text[:TEXT_LIMIT]
            return self.start(talk, meant.intent, at, memory)
        match meant.intent:
            case "status":
                return Turn(talk, want=OwnCases())
            case "contact":
                long = len(text.split()) > CONTACT_WORDS
                return self.ask_colleague(talk, text if long else "", office_named(text), at)
            case "question":
                if points := _points(meant):
                    return Turn(talk, show=self.policy_points(points))
                return self.ask_colleague(talk, text, office_named(text), at)
            case "greeting" | "restart" | "back" | "cancel":
                return Turn(talk, show=self.welcome())
            case "help":
                return Turn(talk, show=self._help(talk))
            case "thanks":
                return Turn(talk, show=_notice("thanks", buttons=(_menu(),)))
            case "none":
                return Turn(talk, want=AnswerOrHelp(text))
            case _:
                return Turn(talk, show=self._not_yet())

    # --- pressed buttons ----------------------------------------------------------------------------------------

    def on_press(self, talk: Talk, verb: str, data: Mapping[str, str], at: Moment) -> Turn | None:
        """What a button of a conversation does; None for verbs that belong to a case. Never raises on any data.

        `data` is what the button carried merged with the fields of its card, as Teams sends it.
        """
        if verb in DRAFT_VERBS:
            return self._press_draft(talk, verb, data, at)
        match verb:
            case "start":
                flow = data.get("flow", "")
                return self.start(talk, flow, at) if flow in self.guides else Turn(talk, show=self.welcome())
            case "restart":
                return self._restart(talk, data.get("flow", ""), data.get("draft", ""), at)
            case "menu":
                return Turn(talk, show=self.welcome())
            case "quarterly":
                return self._quarterly(talk, data.get("value", ""), at)
            case "choose":
                return Turn(talk, show=self.chooser(data.get("group", "")))
            case "contact":
                return self.ask_colleague(talk, "", office_of(data.get("office", "")), at)
            case "send_question":
                return self._send_question(talk, data, at)
            case "switch":
                return self._settle_offer(talk, data.get("value", ""), at)
            case "own_cases":
                page = data.get("page", "")
                known = page.isascii() and page.isdigit() and len(page) < 6
                return Turn(talk, want=OwnCases(int(page) if known else 1))
        return None

    def _press_draft(self, talk: Talk, verb: str, data: Mapping[str, str], at: Moment) -> Turn:
        draft_id = data.get("draft", "")[:80]
        draft = talk.draft
        if draft is None or draft.id != draft_id:
            draft = next((each for each in talk.parked.values() if each.id == draft_id), None)
            if draft is None:
                part = {"consult": data.get("office", "")[:10], "keep_advice": ADVICE}.get(verb, "")
                return Turn(talk, want=FiledDraft(_filed_as(draft_id, part) if part else draft_id))
        press = _signature(verb, data)
        if data.get("version", "") != str(draft.version):
            if press == draft.last_press:
                return Turn(talk, show=self.here(talk, at))
            return Turn(talk, show=self.old_card(talk, at))
        if verb not in ("stop", "discard"):
            talk = _resumed(talk, draft)
        turn = self._draft_verb(talk, draft, verb, data, at)
        after = turn.talk.draft
        if after is not None and after.id == draft.id and after.version != draft.version:
            stamped = after.model_copy(update={"last_press": press})
            return Turn(turn.talk.model_copy(update={"draft": stamped}), turn.show, turn.want, turn.shrink)
        return turn

    def _draft_verb(
        self,
        talk: Talk,
        draft: Draft,
        verb: str,
        data: Mapping[str, str],
        at: Moment,
    ) -> Turn:
        guide = self.guides[draft.flow]
        here = guide.position(draft)
        step = here.step
        match verb:
            case "back":
                return self._back(talk, draft, at)
            case "stop":
                return self._stop(talk, draft)
            case "resume":
                return self._shown(talk, at)
            case "discard":
                return self._discard(talk, draft)
            case "edit":
                try:
                    edited = guide.edit(draft, data.get("step", ""), at.now)
                except StaleAnswer:
                    return Turn(talk, show=self.old_card(talk, at))
                return self._shown(talk.model_copy(update={"draft": edited}), at)
            case "file":
                if not isinstance(step, Review):
                    return Turn(talk, show=self.old_card(talk, at))
                return self._answer(talk, draft, here, data, at)
            case "ask":
                return self._ask(talk, draft, data.get("office", ""), at)
            case "consult":
                return self._consult(talk, draft, data, at)
            case "keep_advice":
                return self._keep(talk, draft, at)
        if isinstance(step, Outcome | Review) or step.id != data.get("step", ""):
            return Turn(talk, show=self.old_card(talk, at))
        given = {step.id: data.get("value", "")} if isinstance(step, Choice) else data
        return self._answer(talk, draft, here, given, at)

    def _answer(self, talk: Talk, draft: Draft, here: Position, raw: Mapping[str, str], at: Moment) -> Turn:
        guide, texts, step = self.guides[draft.flow], self.texts[draft.flow], here.step
        reading = read_step(step, raw, here.facts, at.now)
        if reading.problems:
            flaws = Flaws(reading.problems, reading.values, reading.masked)
            if isinstance(step, Choice):
                return self._ask_again(talk, draft, step, at)
            return self._shown(talk, at, flaws, here)
        try:
            done = guide.answer(draft, step.id, reading.values, at.now, here)
        except (StaleAnswer, NotAllowed):
            return Turn(talk, show=self.old_card(talk, at))
        after = talk.model_copy(update={"draft": done.draft})
        if isinstance(done.position.step, Outcome):
            return self._finish(after, done.draft, done.position.step, at)
        notices = [fallen_notice(texts, done.fallen)]
        if reading.masked:
            notices.append(say("masked"))
        flaws = Flaws(notice=" ".join(each for each in notices if each))
        return self._shown(after, at, flaws, done.position)

    def _finish(self, talk: Talk, draft: Draft, step: Outcome, at: Moment) -> Turn:
        """The end of a flow: what files keeps its draft until the case is there, so a crash loses nothing.

        A verdict stays too, until it is sent, kept or left.
        """
        if step.files is not None:
            return Turn(talk, want=self._filing(draft, step.files, draft.id, at))
        if step.verdict is not None:
            return self._shown(talk, at)
        if step.leads:
            gone = talk.model_copy(update={"draft": None})
            return self.start(gone, step.leads, at, step.brings)
        ended = talk.model_copy(update={"draft": None})
        return Turn(ended, show=outcome(self.texts[draft.flow], step))

    def _filing(
        self, draft: Draft, kind: str, draft_id: str, at: Moment, more: bool = False, **added: str
    ) -> FileDraft:
        """These answers as what is filed, in values and in words."""
        guide, texts = self.guides[draft.flow], self.texts[draft.flow]
        place = guide.position(draft)
        return FileDraft(
            draft_id=draft_id,
            kind=kind,
            facts={**place.facts, **added},
            flow=draft.flow,
            outcome=place.step.id,
            told=told_of(guide, texts, draft, at.now),
            verdict=judged(guide, texts, draft),
            more=more,
        )

    def _ask(self, talk: Talk, draft: Draft, office: str, at: Moment) -> Turn:
        """On the way to an office: the card on which a question can be added."""
        asks = open_asks(asks_of(self.guides[draft.flow], draft), draft)
        if office not in [each.office for each in asks]:
            return Turn(talk, show=self.old_card(talk, at))
        return self._shown(talk.model_copy(update={"draft": draft.moved(at.now, asking=office)}), at)

    def _consult(self, talk: Talk, draft: Draft, data: Mapping[str, str], at: Moment) -> Turn:
        """Send the answers, and perhaps a question, to an office that the verdict names."""
        guide = self.guides[draft.flow]
        asks = open_asks(asks_of(guide, draft), draft)
        asked = next((each for each in asks if each.office == data.get("office", "")), None)
        if asked is None:
            return Turn(talk, show=self.old_card(talk, at))
        reading = read_fields((QUESTION,), data)
        if reading.problems:
            asking = talk.model_copy(update={"draft": draft.model_copy(update={"asking": asked.office})})
            return self._shown(asking, at, Flaws(reading.problems, reading.values, reading.masked))
        want = self._filing(
            draft,
            "consult",
            _filed_as(draft.id, asked.office),
            at,
            more=any(each is not asked and not each.instead for each in asks),
            office=asked.office,
            question=reading.values[QUESTION.id],
            wants=asked.wants,
        )
        return self._handed_over(talk, draft, want, asked.office, at)

    def _keep(self, talk: Talk, draft: Draft, at: Moment) -> Turn:
        """Keep the verdict with its answers, to be shown again by its number."""
        guide = self.guides[draft.flow]
        if judged(guide, self.texts[draft.flow], draft) is None or ADVICE in draft.done:
            return Turn(talk, show=self.old_card(talk, at))
        more = bool(open_asks(asks_of(guide, draft), draft))
        want = self._filing(draft, ADVICE, _filed_as(draft.id, ADVICE), at, more=more)
        return self._handed_over(talk, draft, want, ADVICE, at)

    def _handed_over(self, talk: Talk, draft: Draft, want: FileDraft, part: str, at: Moment) -> Turn:
        """The verdict lies ready until the case is there, and longer while another office has to be asked."""
        memory = {name: value for name, value in draft.memory.items() if name != QUESTION.id}
        lying = draft.moved(at.now, asking="", memory=memory, done={**draft.done, part: ""})
        parked = {name: each for name, each in talk.parked.items() if each.id != draft.id}
        after = talk.model_copy(update={"draft": None, "parked": parked | {draft.flow: lying}})
        return Turn(after, want=want)

    def filed(self, talk: Talk, want: FileDraft, number: str, at: Moment) -> tuple[Talk, Show | None]:
        """The conversation once these answers are a case with this number.

        With `want.more` also the answer card again, which says what was done and whom to ask next.
        """
        if not want.flow:
            return talk, None  # a question of its own leaves what is at hand alone
        lying = talk.parked.get(want.flow)
        part = want.draft_id.rpartition(".")[2]
        if lying is None or part not in lying.done:
            return talk.model_copy(update={"draft": None}), None
        parked = {name: each for name, each in talk.parked.items() if name != want.flow}
        if not want.more:
            return talk.model_copy(update={"draft": None, "parked": parked}), None
        told = lying.model_copy(update={"done": {**lying.done, part: number}})
        after = talk.model_copy(update={"draft": told, "parked": parked})
        return after, self.here(after, at)

    def not_filed(self) -> Show:
        """What these answers would become cannot be kept yet; they lie ready."""
        return self._not_yet()

    def _back(self, talk: Talk, draft: Draft, at: Moment) -> Turn:
        stepped = self.guides[draft.flow].back(draft, at.now)
        return self._shown(talk.model_copy(update={"draft": stepped}), at)

    def _stop(self, talk: Talk, draft: Draft) -> Turn:
        """The draft is put aside: what is typed from now on does not belong to it."""
        until = (draft.touched_at + timedelta(days=self._org.terms.draft_days)).astimezone(self._org.zone)
        current = None if talk.draft is None or talk.draft.id == draft.id else talk.draft
        aside = talk.model_copy(update={"draft": current, "parked": talk.parked | {draft.flow: draft}})
        return Turn(aside, show=stopped(self.texts[draft.flow], draft, until))

    def _discard(self, talk: Talk, draft: Draft) -> Turn:
        parked = {name: each for name, each in talk.parked.items() if each.id != draft.id}
        current = None if talk.draft is None or talk.draft.id == draft.id else talk.draft
        shown = _notice("discarded", buttons=(_menu(),))
        return Turn(talk.model_copy(update={"draft": current, "parked": parked}), show=shown)

    # --- starting, switching, expiring --------------------------------------------------------------------------

    def start(self, talk: Talk, flow: str, at: Moment, memory: Mapping[str, str] | None = None) -> Turn:
        """Begin a flow, or ask about the one of this kind that lies open. Another flow at hand is kept aside."""
        lying = talk.draft if talk.draft is not None and talk.draft.flow == flow else talk.parked.get(flow)
        over = lying is not None and self.guides[flow].is_judged(lying)
        if lying is not None and not over and (lying.answers or lying.memory):
            return Turn(talk, show=self._open_draft(lying))
        parked = {name: each for name, each in talk.parked.items() if name != flow}
        if talk.draft is not None and talk.draft.flow != flow:
            parked[talk.draft.flow] = talk.draft
        draft = self.guides[flow].start(at.new_id(), at.now, memory)
        draft = draft.model_copy(update={"aided": draft.memory.get("kind", "")})
        return self._shown(talk.model_copy(update={"draft": draft, "parked": parked, "offer": None}), at)

    def _restart(self, talk: Talk, flow: str, draft_id: str, at: Moment) -> Turn:
        lying = talk.draft if talk.draft is not None and talk.draft.flow == flow else talk.parked.get(flow)
        if flow not in self.guides:
            return Turn(talk, show=self.welcome())
        if lying is not None and lying.id != draft_id:
            return Turn(talk, show=self.old_card(talk, at))
        parked = {name: each for name, each in talk.parked.items() if name != flow}
        current = None if talk.draft is None or talk.draft.flow == flow else talk.draft
        return self.start(talk.model_copy(update={"draft": current, "parked": parked}), flow, at)

    def _open_draft(self, draft: Draft) -> Show:
        texts = self.texts[draft.flow]
        place: dict[str, Scalar] = {"draft": draft.id, "version": draft.version}
        return _notice(
            "open_draft",
            flow=texts.titel,
            moment=short_moment(draft.touched_at.astimezone(self._org.zone)),
            buttons=(
                Button(say("button.resume"), "resume", place, primary=True),
                Button(say("button.restart"), "restart", {"flow": draft.flow, "draft": draft.id}),
                _menu(),
            ),
        )

    def _offer(self, talk: Talk, meant: Understood, text: str) -> Turn:
        assert talk.draft is not None
        there = (
            self.texts[meant.intent].titel if meant.intent in self.texts else say(f"elsewhere.{meant.intent}")
        )
        asked = talk.model_copy(update={"offer": Offer(intent=meant.intent, text=hidden_in(text).text)})
        shown = _notice(
            "offer",
            here=self.texts[talk.draft.flow].titel,
            there=there,
            buttons=(
                Button(say("button.switch_yes"), "switch", {"value": "yes"}),
                Button(say("button.switch_no"), "switch", {"value": "no"}),
            ),
        )
        return Turn(asked, show=shown)

    def _settle_offer(self, talk: Talk, value: str, at: Moment) -> Turn:
        offer = talk.offer
        if offer is None:
            return Turn(talk, show=self.old_card(talk, at))
        settled = talk.model_copy(update={"offer": None})
        if value == "yes":
            meant = Understood(offer.intent, 1.0, (), {})
            return self._route(settled, meant, offer.text, at)
        if talk.draft is None:
            return Turn(settled, show=self.welcome())
        guide, texts = self.guides[talk.draft.flow], self.texts[talk.draft.flow]
        step = guide.position(talk.draft).step
        if isinstance(step, Outcome | Review):
            return self._shown(settled, at)
        found = typed_answer(step, texts, offer.text, guide.standing(talk.draft, step), at.now)
        return self._typed(settled, talk.draft, step, found, at) if found else self._shown(settled, at)

    def expire(self, talk: Talk, now: datetime) -> tuple[Talk, tuple[str, ...]]:
        """The conversation without drafts that nobody touched for too long, and the titles of those flows.

        A verdict that was given goes without a word.
        """
        limit = now - timedelta(days=self._org.terms.draft_days)
        old = {each.flow for each in self._drafts(talk) if each.touched_at <= limit}
        if not old:
            return talk, ()
        current = None if talk.draft is None or talk.draft.flow in old else talk.draft
        parked = {name: each for name, each in talk.parked.items() if name not in old}
        ended = {
            each.flow
            for each in self._drafts(talk)
            if each.flow in self.guides and self.guides[each.flow].is_judged(each)
        }
        titles = tuple(self.texts[flow].titel if flow in self.texts else flow for flow in sorted(old - ended))
        return talk.model_copy(update={"draft": current, "parked": parked, "offer": None}), titles

    def expires_at(self, talk: Talk) -> datetime | None:
        """When the oldest draft runs out, or None without drafts."""
        moments = [each.touched_at for each in self._drafts(talk)]
        return min(moments) + timedelta(days=self._org.terms.draft_days) if moments else None

    def expired(self, titles: tuple[str, ...]) -> Show:
        """Tells that answers were wiped."""
        days = self._org.terms.draft_days
        return _notice("expired", flows=", ".join(titles), days=days, buttons=(_menu(),))

    def lost(self) -> Show:
        """Tells that what was kept of this conversation cannot be read any more."""
        return _notice("lost", buttons=(_menu(),))

    def known(self, talk: Talk) -> Talk:
        """The conversation without drafts of flows that this version does not have."""
        if all(each.flow in self.guides for each in self._drafts(talk)):
            return talk
        current = talk.draft if talk.draft is not None and talk.draft.flow in self.guides else None
        parked = {name: each for name, each in talk.parked.items() if name in self.guides}
        return talk.model_copy(update={"draft": current, "parked": parked})

    def _drafts(self, talk: Talk) -> tuple[Draft, ...]:
        return (*((talk.draft,) if talk.draft is not None else ()), *talk.parked.values())

    # --- cards --------------------------------------------------------------------------------------------------

    def here(self, talk: Talk, at: Moment) -> Show:
        """The present card: the step at hand, else the menu."""
        if talk.draft is None:
            return self.welcome()
        return self._present(talk, talk.draft, at, NO_FLAWS, None)

    def old_card(self, talk: Talk, at: Moment) -> Show:
        """The present card under the line that the pressed one was old."""
        shown = self.here(talk, at)
        return Show(with_old_card_banner(shown.card), shown.summary)

    def _shown(
        self, talk: Talk, at: Moment, flaws: Flaws | None = None, position: Position | None = None
    ) -> Turn:
        assert talk.draft is not None
        return Turn(talk, show=self._present(talk, talk.draft, at, flaws or NO_FLAWS, position))

    def _present(self, talk: Talk, draft: Draft, at: Moment, flaws: Flaws, position: Position | None) -> Show:
        return present(
            self.guides[draft.flow],
            self.texts[draft.flow],
            draft,
            at.name,
            at.now,
            flaws,
            position,
            policy=self._org.policy.version,
            more=self._more(talk, draft),
        )

    def _quarterly(self, talk: Talk, value: str, at: Moment) -> Turn:
        """Begin or stop the reminder to tidy up (policy point 8); the same wish twice changes nothing."""
        if value != YES:
            stopped = talk.model_copy(update={"tidy_at": None})
            return Turn(stopped, show=_notice("tidy_stopped", buttons=(*self._back_to(talk), _menu())))
        wanted = talk if talk.tidy_at is not None else self.tidy_again(talk, at.now)
        assert wanted.tidy_at is not None
        day = long_moment(wanted.tidy_at.astimezone(self._org.zone)).split(",")[0]
        buttons = (*self._back_to(talk), _stop_tidying(), _menu())
        return Turn(wanted, show=_notice("tidy_begun", day=day, buttons=buttons))

    def _back_to(self, talk: Talk) -> tuple[Button, ...]:
        return (_resume(talk.draft),) if talk.draft is not None else ()

    def tidy_again(self, talk: Talk, now: datetime) -> Talk:
        """The conversation with the next reminder to tidy up a quarter from now."""
        return talk.model_copy(update={"tidy_at": next_quarter(now, self._org.zone).astimezone(UTC)})

    def tidy_card(self) -> Show:
        """The reminder to tidy up, with the way to stop it."""
        flow = next((name for name, guide in self.guides.items() if guide.flow.quarterly), "")
        ways = (Button(self.texts[flow].titel, "start", {"flow": flow}),) if flow else ()
        return _notice("tidy", buttons=(*ways, _stop_tidying()))

    def _more(self, talk: Talk, draft: Draft) -> tuple[Button, ...]:
        """What a flow offers at its end beside its verdict."""
        if not self.guides[draft.flow].flow.quarterly:
            return ()
        return (
            _stop_tidying()
            if talk.tidy_at is not None
            else Button(say("button.tidy"), "quarterly", {"value": YES}),
        )

    def welcome(self) -> Show:
        """The menu: each way in, flows of one group behind one row, a question of one's own, and the own cases."""
        rows = dict[str, MenuRow]()
        for name, menu in self._ways_in():
            if menu.groep:
                group = menu.groep
                row = MenuRow(
                    say(f"group.{group}.title"), say(f"group.{group}.detail"), "choose", {"group": group}
                )
                rows.setdefault(f"group {group}", row)
            else:
                rows[name] = MenuRow(menu.titel, menu.uitleg, "start", {"flow": name})
        rows["contact"] = MenuRow(say("ask.title"), say("ask.detail"), "contact", {"office": "po"})
        rows["own_cases"] = MenuRow(say("own.title"), say("own.detail"), "own_cases", {})
        view = WelcomeView(
            title=say("welcome.title"),
            explanation=say("welcome.explanation"),
            rows=tuple(rows.values()),
            about=say("welcome.about", organisation=self._org.short_name),
            policy_url=self._org.policy.url,
        )
        return Show(welcome_card(view), say("welcome.title"))

    def chooser(self, group: str) -> Show:
        """The flows of one group, each a row; the menu when there is no such group."""
        rows = tuple(
            MenuRow(menu.titel, menu.uitleg, "start", {"flow": name})
            for name, menu in self._ways_in()
            if menu.groep == group
        )
        if not rows:
            return self.welcome()
        title = say(f"group.{group}.title")
        view = WelcomeView(
            title=title,
            explanation=say(f"group.{group}.explanation"),
            rows=rows,
            about=say("group.about"),
            policy_url=self._org.policy.url,
            buttons=(_menu(),),
        )
        return Show(welcome_card(view), title)

    def _ways_in(self) -> list[tuple[str, MenuTexts]]:
        return [
            (name, texts.menu)
            for name, texts in self.texts.items()
            if texts.menu is not None and self.guides[name].flow.audience == "everybody"
        ]

    def policy_points(self, points: tuple[str, ...], resume: Button | None = None) -> Show:
        """What these points come down to, who knows more, and the flow that leads through the first of them."""
        first = POLICY[points[0]]
        office = self._org.office(first.vraag)
        asks = Button(say("button.ask_colleague"), "contact", {"office": first.vraag})
        ways = (
            [Button(self.texts[first.gesprek].titel, "start", {"flow": first.gesprek})]
            if first.gesprek in self.guides and resume is None
            else []
        )
        view = PolicyPointsView(
            points=tuple(PolicyPointView(source_line((each,)), POLICY[each].kern) for each in points),
            ask=say("points.ask", office=office.full_name or office.name, email=office.email),
            policy_url=self._org.policy.url,
            buttons=(*([resume] if resume else []), *ways, asks),
        )
        return Show(policy_points_card(view), say("points.summary"))

    def ask_colleague(
        self, talk: Talk, text: str, office: OfficeId, at: Moment, *, unread: bool = False
    ) -> Turn:
        """The card on which a question goes to an office in the asker's own words, with this text in it."""
        asked = talk.model_copy(update={"plain_id": at.new_id()})
        reading = read_question({QUESTION.id: text}) if text else None
        return Turn(asked, show=question_card(self._org, asked.plain_id, office, reading, unread=unread))

    def _send_question(self, talk: Talk, data: Mapping[str, str], at: Moment) -> Turn:
        """Send what stands on the question card; first once more to look at when something was masked."""
        plain_id, office = data.get("draft", "")[:80], office_of(data.get("office", ""))
        if not talk.plain_id or plain_id != talk.plain_id:
            return Turn(talk, want=FiledDraft(plain_id))
        reading = read_question(data)
        if reading.problems or reading.masked:
            return Turn(talk, show=question_card(self._org, plain_id, office, reading))
        facts = {"office": office, "question": reading.values[QUESTION.id], "wants": "question"}
        return Turn(talk.model_copy(update={"plain_id": ""}), want=FileDraft(plain_id, "consult", facts))

    def unread(self, talk: Talk, text: str, at: Moment) -> Turn:
        """Typed text that means nothing to the bot: a colleague can be asked, a word or two is not a question."""
        meant = understand(text, self._vocabulary).offered
        offered = [name for name, _ in self._ways_in() if name in meant][:2]
        if len(text.split()) >= ENOUGH_WORDS and not offered:
            return self.ask_colleague(talk, text, office_named(text), at, unread=True)
        names = offered or [name for name, _ in self._ways_in()][:1]
        ways = [Button(self.texts[name].titel, "start", {"flow": name}) for name in names]
        asks = Button(say("button.ask_colleague"), "contact", {"office": "po"})
        return Turn(talk, show=_notice("unread", buttons=(*ways, asks, _menu())))

    def _not_yet(self) -> Show:
        po = self._org.offices.po
        return _notice("not_yet", office=po.full_name or po.name, email=po.email, buttons=(_menu(),))

    def _help(self, talk: Talk) -> Show:
        if talk.draft is None:
            return _notice("help", buttons=(_menu(),))
        place: dict[str, Scalar] = {"draft": talk.draft.id, "version": talk.draft.version}
        title = self.texts[talk.draft.flow].titel
        return _notice(
            "help_in_flow", flow=title, buttons=(Button(say("button.resume"), "resume", place), _menu())
        )

    def _too_long(self, talk: Talk, at: Moment) -> Show:
        return _notice("too_long", limit=f"{TEXT_LIMIT:,}".replace(",", "."), buttons=(_menu(),))


def _resumed(talk: Talk, draft: Draft) -> Talk:
    """The conversation with this draft at hand; another one is put aside."""
    parked = {name: each for name, each in talk.parked.items() if each.id != draft.id}
    if talk.draft is not None and talk.draft.id != draft.id:
        parked[talk.draft.flow] = talk.draft
    return talk.model_copy(update={"draft": draft, "parked": parked})


def _filed_as(draft_id: str, part: str) -> str:
    """Under which draft a part of a verdict is filed: each office is asked once, an advice is kept once."""
    return f"{draft_id}.{part}"


def _signature(verb: str, data: Mapping[str, str]) -> str:
    """Recognises the same press of the same button with the same fields."""
    told = json.dumps([verb, dict(data)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _points(meant: Understood) -> tuple[str, ...]:
    """The policy points that a question is about."""
    return tuple(each for each in meant.slots.get("points", "").split(",") if each)


def _resume(draft: Draft) -> Button:
    return Button(say("button.resume"), "resume", {"draft": draft.id, "version": draft.version}, primary=True)


def _stop_tidying() -> Button:
    return Button(say("button.no_tidy"), "quarterly", {"value": "nee"})


def _menu() -> Button:
    return Button(say("button.menu"), "menu")


def _notice(key: str, buttons: tuple[Button, ...], **values: object) -> Show:
    lines = say(f"notice.{key}.text", **values).split("\n")
    view = NoticeView(title=say(f"notice.{key}.title"), lines=tuple(lines), buttons=buttons)
    return Show(notice_card(view), view.title)
