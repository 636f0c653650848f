"""What a typed line does to a conversation: a command, an answer to the question at hand, or the way elsewhere."""

from dataclasses import replace

from cards.notice import moved_card
from cards.view import Button
from cards.words import words_beside
from dialogs.answers import clean, hidden_in, read_step
from dialogs.dutch.numbers import read_yes_no
from dialogs.dutch.understanding import Understood
from dialogs.flow import Form, OpenText, Outcome, Question, Review, fields_of
from dialogs.guide import Draft
from dialogs.talk.abilities import Abilities
from dialogs.talk.fields import Flaws
from dialogs.talk.guesses import BREACH
from dialogs.talk.knowledge_answers import is_answered
from dialogs.talk.line import Line, Rule
from dialogs.talk.notices import menu_button, notice
from dialogs.talk.told import MESSAGE, answers, completed, fields_told, tells_of
from dialogs.talk.turn import (
    TEXT_LIMIT,
    AnswerOrHelp,
    FileDraft,
    Occasion,
    Offer,
    OfRegisters,
    OwnCases,
    Said,
    Talk,
    Turn,
)
from dialogs.talk.typed import missing_fields, typed_answer
from dialogs.talk.verdict import QUESTION
from dialogs.talk.wording import answered, field_label, named_answers

say = words_beside(__file__)
SPOKEN = ("elsewhere",)
"""Words that are looked up by what a line seems to want."""


PLAINLY_ELSEWHERE = 0.95
"""From this chance on a line leads elsewhere although the question at hand would take it as it stands."""

IN_PASSING = frozenset({"kind"})
"""What somebody names who asks how a case stands: "mijn kwijte laptop"."""

MOMENTS = ("_date", "_time", "_about")

ADDITION_WORDS = 5
"""A line about an own case of at least so many words may add something to it."""

ASKING = frozenset({*say("asking").split()})
"""Words with which a question begins."""

COMMAND_IS = 0.95
"""So sure is it that a line is a control word, before it does what a button would."""


class Typing:
    """Answers typed lines; no text makes it raise."""

    def __init__(self, can: Abilities) -> None:
        self._can = can
        self._rules: tuple[Rule, ...] = (
            self._command,
            self._at_the_end,
            self._asked_plainly,
            self._at_the_review,
            self._named_again,
            self._answer_or_elsewhere,
        )

    def on_text(self, talk: Talk, raw: str, at: Occasion) -> Turn:
        """What a typed line does. Never raises on any text."""
        if len(raw) > TEXT_LIMIT:
            return Turn(talk, show=self._can.menu.too_long())
        text = clean(raw).strip()
        if not text:
            return Turn(talk, show=self._can.drafts.here(talk, at))
        if talk.offer is not None:
            answer = read_yes_no(text)
            if answer is not None:
                return self.settle_offer(talk, "yes" if answer == "ja" else "no", at)
            talk = talk.model_copy(update={"offer": None})
        meant = self._can.known.understanding.of(text)
        if talk.draft is None:
            return self._route(talk, meant, text, at)
        step = self._can.known.guides[talk.draft.flow].position(talk.draft).step
        elsewhere = meant.sure and self._leads_elsewhere(meant.intent, talk.draft)
        return self._in_flow(Line(talk, talk.draft, step, text, meant, elsewhere, at))

    # --- in a flow ----------------------------------------------------------------------------------------------

    def _in_flow(self, line: Line) -> Turn:
        """Typed text gets a new card below; the card above it must not stay pressable."""
        over = self._can.known.is_judged(line.draft)
        turn = next(turn for rule in self._rules if (turn := rule(line)) is not None)
        if turn.shrink is not None or (turn.show is None and not isinstance(turn.want, FileDraft)):
            return turn
        if over and turn.talk.draft == line.draft:
            return turn  # the answer card stays what it is
        return replace(turn, shrink=moved_card(self._can.known.texts[line.draft.flow].titel))

    def _command(self, line: Line) -> Turn | None:
        """Back, stop, help, again. At the end of a flow only back: there is nothing to stop."""
        # Only the control words themselves: what an ear takes for one (a code, a name) is an answer.
        if not (line.short and line.sure and line.meant.confidence >= COMMAND_IS):
            return None
        if line.meant.intent == "back":
            return self._can.drafts.back(line.talk, line.draft, line.at)
        if isinstance(line.step, Outcome):
            return None
        match line.meant.intent:
            case "cancel":
                return self._can.drafts.stop(line.talk, line.draft)
            case "restart":
                return self._can.drafts.lies_open(line.talk, line.draft)
            case "help":
                return Turn(line.talk, show=self._can.menu.help(line.talk, line.at))
        return None

    def _at_the_end(self, line: Line) -> Turn | None:
        """Nothing is asked any more, unless an office is about to be."""
        if not isinstance(line.step, Outcome):
            return None
        if line.draft.asking and not (line.short and line.elsewhere):
            return self._while_asking(line)
        return self._route(line.talk, line.meant, line.text, line.at)

    def _asked_plainly(self, line: Line) -> Turn | None:
        """A question of which there is no doubt what answers it, asked while something else is filled in."""
        if isinstance(line.step, OpenText) or not _asks(line.text):
            return None
        return self._can.answers.beside_plainly(line)

    def _at_the_review(self, line: Line) -> Turn | None:
        """Only "ja" answers it; what tells of a field that was left open is put there."""
        if not isinstance(line.step, Review):
            return None
        if read_yes_no(line.text) == "ja":
            here = self._can.known.guides[line.draft.flow].position(line.draft)
            return self._can.answering.answer(line.talk, line.draft, here, {}, line.at)
        if line.elsewhere:
            return self._offer(line.talk, line.draft, line.meant, line.text)
        return self._completed_or_again(line, line.step)

    def _named_again(self, line: Line) -> Turn | None:
        """The name of the flow again, in a report of one, is no answer to anything."""
        again = line.short and line.sure and line.meant.intent == line.draft.flow
        again = again and not tells_of(self._can.known.guides[line.draft.flow].flow, line.text, line.at.now)
        return self._can.drafts.lies_open(line.talk, line.draft) if again else None

    def _answer_or_elsewhere(self, line: Line) -> Turn:
        """What can be read as an answer is one; a story that the question takes whole may still lead elsewhere."""
        assert not isinstance(line.step, Outcome)
        found = self._found(line, line.step)
        taken = line.text in found.values()
        plainly = line.meant.intent == BREACH or line.meant.confidence >= PLAINLY_ELSEWHERE
        if line.elsewhere and (not found or (taken and plainly)):
            return self._offer(line.talk, line.draft, line.meant, line.text)
        if found:
            return self._typed(line.talk, line.draft, line.step, found, line.at)
        if is_answered(line.meant.intent, line.text) and (turn := self._can.answers.beside(line)):
            return turn
        if BREACH in line.meant.offered and line.draft.flow != BREACH:
            return self._offer(line.talk, line.draft, replace(line.meant, intent=BREACH), line.text)
        return self._completed_or_again(line, line.step)

    def _completed_or_again(self, line: Line, step: Question) -> Turn:
        """What tells of a field that was left open earlier is put there; else the question comes again."""
        guide, texts = self._can.known.of(line.draft)
        draft, added = completed(guide, line.draft, line.text, line.at.now)
        if not added:
            return self._can.answering.ask_again(line.talk, line.draft, step, line.at)
        named = named_answers(texts, guide.flow.steps, added, line.at.now)
        after = line.talk.model_copy(update={"draft": draft})
        return self._can.drafts.shown(after, line.at, Flaws(notice=say("typed.added", answers=named)))

    def _found(self, line: Line, step: Question) -> dict[str, str]:
        """The fields that the line fills; nothing of one that seems to lead elsewhere."""
        guide, texts = self._can.known.of(line.draft)
        if line.elsewhere or (line.meant.intent == "question" and line.sure):
            found = typed_answer(step, texts, line.text, guide.standing(line.draft, step), line.at.now)
            if not found or line.text in found.values():
                return found
        return answers(guide, texts, line.draft, step, line.text, line.at.now)

    def _typed(self, talk: Talk, draft: Draft, step: Question, found: dict[str, str], at: Occasion) -> Turn:
        """Fill these fields in; a form that is not full yet stays, with what is still needed.

        What is right is kept, also when something else on the card is wrong, and what belongs to later steps.
        """
        guide, texts = self._can.known.of(draft)
        here = guide.position(draft)
        own = {each.id for each in fields_of(step)}
        given = {name: value for name, value in found.items() if name in own}
        standing = guide.standing(draft, step) | given
        reading = read_step(step, standing, here.facts, at.now)
        missing = missing_fields(step, standing) if isinstance(step, Form) else ()
        wrong = reading.wrong() & given.keys()
        right = {name: reading.values.get(name, value) for name, value in found.items() if name not in wrong}
        whole = bool(given) and not missing and not wrong
        kept = {name: value for name, value in right.items() if not whole or name not in own}
        after = guide.remember(draft, kept, at.now, MESSAGE) if kept else draft
        talk = talk.model_copy(update={"draft": after})
        if whole or wrong:
            turn = self._can.answering.answer(talk, after, here, standing, at)
        else:
            names = ", ".join(f"‘{field_label(texts, step, each)}’" for each in missing)
            heard = say("typed.partly" if given else "typed.kept")
            notice = f"{heard} {say('typed.needed', missing=names) if names else say('typed.ask')}"
            turn = self._can.drafts.shown(talk, at, Flaws(notice=notice, masked=reading.masked))
        if not right or (turn.talk.draft is not None and turn.talk.draft.version == draft.version):
            return turn
        return replace(turn, shrink=answered(texts, guide.flow.steps, right, at.now))

    # --- while an office is about to be asked -------------------------------------------------------------------

    def _while_asking(self, line: Line) -> Turn:
        """Control words control, and something that went wrong comes first; any other text is the question."""
        left = line.talk.model_copy(update={"draft": line.draft.moved(line.at.now, asking="")})
        match line.meant.intent:
            case "cancel" | "back" if line.sure:
                return self._can.drafts.back(line.talk, line.draft, line.at)
            case "restart" | "breach" if line.sure:
                return self._route(left, line.meant, line.text, line.at)
            case "help" | "greeting" | "thanks" if line.sure:
                return self._route(line.talk, line.meant, line.text, line.at)
        if "breach" in line.meant.offered:  # said in one breath with something else
            return self._offer(line.talk, line.draft, replace(line.meant, intent="breach"), line.text)
        return self._typed_question(line.talk, line.draft, line.text, line.at)

    def _typed_question(self, talk: Talk, draft: Draft, text: str, at: Occasion) -> Turn:
        """Typed while an office is about to be asked: the question to go along, or the word to send it."""
        if read_yes_no(text) == "ja":
            given = {"office": draft.asking, QUESTION.id: draft.memory.get(QUESTION.id, "")}
            return self._can.handing.consult(talk, draft, given, at)
        hidden = hidden_in(text)
        kept = self._can.known.guides[draft.flow].remember(draft, {QUESTION.id: hidden.text}, at.now)
        masked = (QUESTION.id,) if hidden.bsn or hidden.iban else ()
        after = talk.model_copy(update={"draft": kept})
        return self._can.drafts.shown(after, at, Flaws(notice=say("typed.question"), masked=masked))

    # --- elsewhere ----------------------------------------------------------------------------------------------

    def _corrects(self, text: str, at: Occasion) -> bool:
        """Whether a short line says something of a report that no question about it says: how many, which data."""
        told = (fields_told(each.flow, text, at.now) for each in self._can.known.guides.values())
        return any(
            name not in IN_PASSING and not name.endswith(MOMENTS) for fields in told for name in fields
        )

    def _leads_elsewhere(self, intent: str, draft: Draft) -> bool:
        return intent in ("status", "contact") or (intent in self._can.known.guides and intent != draft.flow)

    def _route(self, talk: Talk, meant: Understood, text: str, at: Occasion) -> Turn:
        """Outside a flow: start what the line means."""
        if not meant.sure:
            return self._can.answers.exactly(talk, text, at) or Turn(
                talk, want=AnswerOrHelp(text, meant.offered, meant.read)
            )
        if is_answered(meant.intent, text):
            return self._can.answers.asked(talk, meant, text, at)
        if meant.intent in self._can.known.guides:
            begun = self._can.drafts.start(talk, meant.intent, at)
            return self._can.answers.before_a_flow(talk, meant.intent, text, at) or replace(begun, asks=True)
        match meant.intent:
            case "status":
                tells = _tells(text) or (not _asks(text) and self._corrects(text, at))
                return Turn(talk, want=OwnCases(told=text if tells else ""))
            case "cancel" | "back" if talk.plain_id:
                return self._can.menu.leave_question(talk)
            case "greeting" | "restart" | "back" | "cancel":
                return Turn(talk, show=self._can.menu.welcome(at, greets=meant.intent == "greeting"))
            case "help":
                return Turn(talk, show=self._can.menu.help(talk, at))
            case "thanks":
                return Turn(talk, show=notice("thanks", buttons=(menu_button(),)))
            case "register":
                return Turn(talk, want=OfRegisters(text))
            case _:
                return Turn(talk, want=AnswerOrHelp(text, meant.offered, meant.read))

    def _offer(self, talk: Talk, draft: Draft, meant: Understood, text: str) -> Turn:
        """Ask whether the line starts something else, or belongs to what is at hand."""
        texts = self._can.known.texts
        there = (
            texts[meant.intent].titel
            if meant.intent in texts
            else say(f"elsewhere.{meant.intent}", short=self._can.known.org.offices.po.short)
        )
        asked = talk.model_copy(update={"offer": Offer(intent=meant.intent, text=hidden_in(text).text)})
        shown = notice(
            "offer",
            here=texts[draft.flow].titel,
            there=there,
            buttons=(
                Button(say("button.switch_yes"), "switch", {"value": "yes"}),
                Button(say("button.switch_no"), "switch", {"value": "no"}),
            ),
        )
        return Turn(asked, show=shown)

    def settle_offer(self, talk: Talk, value: str, at: Occasion) -> Turn:
        """The line that waited goes where it was offered to ("yes"), or answers the question at hand."""
        offer = talk.offer
        if offer is None:
            return self._can.drafts.old_card(talk, at)
        settled = talk.model_copy(update={"offer": None})
        if value == "yes":
            settled = settled.model_copy(update={"said": Said(text=offer.text, at=at.now)})
            return self._route(settled, Understood(offer.intent, 1.0, sure=True), offer.text, at)
        draft = talk.draft
        if draft is None:
            return Turn(settled, show=self._can.menu.welcome(at))
        guide, texts = self._can.known.of(draft)
        step = guide.position(draft).step
        if draft.asking:
            return self._typed_question(settled, draft, offer.text, at)
        if isinstance(step, Outcome | Review):
            return self._can.drafts.shown(settled, at)
        found = answers(guide, texts, draft, step, offer.text, at.now)
        return self._typed(settled, draft, step, found, at) if found else self._can.drafts.shown(settled, at)


def _tells(text: str) -> bool:
    """Whether a line about an own case adds something to it, and does not ask how it stands."""
    return len(text.split()) >= ADDITION_WORDS and not _asks(text)


def _asks(text: str) -> bool:
    """Whether it has the form of a question."""
    words = text.casefold().split()
    return text.rstrip().endswith("?") or bool(words and words[0] in ASKING)
