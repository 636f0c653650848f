"""An answer to the question at hand: read, kept, and what comes after it."""

from collections.abc import Mapping

from cards.words import words_beside
from dialogs.answers import Reading, read_step
from dialogs.flow import Choice, Outcome, Question
from dialogs.guide import Draft, Position, StaleAnswer
from dialogs.talk.drafts import Drafts
from dialogs.talk.fields import Flaws
from dialogs.talk.handing_over import filing
from dialogs.talk.presenting import outcome
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.told import passed
from dialogs.talk.told_words import passed_notice
from dialogs.talk.turn import Occasion, Said, Talk, Turn
from dialogs.talk.wording import fallen_notice
from state_machines.engine import NotAllowed

say = words_beside(__file__)


class Answering:
    """Takes the answers of a draft, pressed or typed, and leads it on to its end."""

    def __init__(self, known: Repertoire, drafts: Drafts) -> None:
        self._known = known
        self._drafts = drafts

    def answer(self, talk: Talk, draft: Draft, here: Position, raw: Mapping[str, str], at: Occasion) -> Turn:
        """The next step after these values; the same step again with what is wrong with them."""
        (guide, texts), step = self._known.of(draft), here.step
        reading = read_step(step, raw, here.facts, at.now)
        if reading.problems:
            if isinstance(step, Choice):
                return self.ask_again(talk, draft, step, at)
            flaws = Flaws(reading.problems, reading.values, reading.masked)
            return self._drafts.shown(_with_what_is_right(talk, draft, reading, raw), at, flaws, here)
        try:
            done = guide.answer(draft, step.id, reading.values, at.now, here)
        except (StaleAnswer, NotAllowed):
            return self._drafts.old_card(talk, at)
        onward, steps, position = passed(guide, done.draft, at.now, done.position)
        after = talk.model_copy(update={"draft": onward})
        if isinstance(done.position.step, Outcome):
            return self._finish(after, done.draft, done.position.step, at)
        notices = [fallen_notice(texts, done.fallen), passed_notice(guide, texts, onward, steps, at.now)]
        if reading.masked:
            notices.append(say("masked"))
        flaws = Flaws(notice=" ".join(each for each in notices if each))
        return self._drafts.shown(after, at, flaws, position)

    def edit(self, talk: Talk, draft: Draft, step: str, at: Occasion) -> Turn:
        """An earlier question again; one that is not on this way leaves all as it is."""
        try:
            edited = self._known.guides[draft.flow].edit(draft, step, at.now)
        except StaleAnswer:
            return self._drafts.old_card(talk, at)
        return self._drafts.shown(talk.model_copy(update={"draft": edited}), at)

    def ask_again(self, talk: Talk, draft: Draft, step: Question, at: Occasion) -> Turn:
        """What was said could not be read; an example of what can."""
        texts = self._known.texts[draft.flow].stap[step.id]
        if isinstance(step, Choice):
            example = say("again.choice", options=", ".join(texts.optie.values()))
        else:
            example = texts.typ or say("again.press")
        return self._drafts.shown(talk, at, Flaws(notice=say("again.unread", example=example)))

    def _finish(self, talk: Talk, draft: Draft, step: Outcome, at: Occasion) -> Turn:
        """The end of a flow: what files keeps its draft until the case is there, so a crash loses nothing.

        A verdict stays too, until it is sent, kept or left.
        """
        if step.files is not None:
            return Turn(talk, want=filing(self._known, draft, step.files, draft.id, at.now))
        if step.verdict is not None:
            return self._drafts.shown(talk, at)
        ended = talk.model_copy(update={"draft": None})
        if step.leads:
            said = Said(text=draft.said, at=at.now) if draft.said else None
            ended = ended.model_copy(update={"said": said})
            return self._drafts.start(ended, step.leads, at, step.brings)
        return Turn(ended, show=outcome(self._known.texts[draft.flow], step))


def _with_what_is_right(talk: Talk, draft: Draft, reading: Reading, raw: Mapping[str, str]) -> Talk:
    """The conversation that remembers what was filled in without a problem; the card stays the one at hand."""
    wrong = reading.wrong()
    right = {name: value for name, value in reading.values.items() if raw.get(name) and name not in wrong}
    return talk.model_copy(update={"draft": draft.model_copy(update={"memory": {**draft.memory, **right}})})
