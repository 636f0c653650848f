"""Conversations that are the same each time: somebody presses what is shown, types, comes back to an old card."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cards.view import Card
from dialogs.dutch.understanding import load_understanding
from dialogs.flow import Outcome, fields_of
from dialogs.talk.dialog import Dialog
from dialogs.talk.presenting import Show
from dialogs.talk.turn import AnswerOrHelp, FileDraft, Occasion, Talk, Turn, Want
from tests.cards.rules import all_actions
from tests.cards.said import Said, sign
from tests.cases.register.walking import broken, value_of
from tests.dialogs.as_told.questions import of_draft
from tests.dialogs.walking import NOW
from tests.house import organisation

DIALOG = Dialog(organisation(), load_understanding())

TURNS = 40

LINES = (
    "hallo",
    "datalek",
    "Ik heb een mail naar de verkeerde gestuurd",
    "mag ik dit delen met de gemeente?",
    "iemand wil zijn dossier inzien",
    "mag ik een lijst mailen?",
    "hoe lang bewaren we dit?",
    "ik wil het de FG vragen",
    "terug",
    "stop",
    "opnieuw",
    "hulp",
    "dank je",
    "ja",
    "nee",
    "weet ik niet",
    "twijfel",
    "gisteren om half vier",
    "12",
    "mijn zaken",
    "qwertz",
    "BSN 111222333 van een cliënt",
    "x" * 9000,
    "",
)
"""What somebody may type at any moment."""

VERBS = {
    "answer": 12,
    "file": 6,
    "start": 3,
    "consult": 3,
    "ask": 3,
    "resume": 3,
    "edit": 1,
    "stop": 0.4,
    "back": 0.6,
}
"""How likely each button is pressed beside one that counts as one."""


def conversation(seed: int, said: Said) -> Iterator[str]:
    """One conversation, turn by turn."""
    yield f"== conversation {seed}"
    yield from _Person(seed, said).turns()


class _Person:
    def __init__(self, seed: int, said: Said) -> None:
        self._seed = seed
        self._said = said
        self._talk = Talk()
        self._now = NOW
        self._ids = 0
        self._card: Card = DIALOG.welcome(self._occasion()).card
        self._old = list[dict[str, Any]]()

    def turns(self) -> Iterator[str]:
        """What is done and what comes of it."""
        for number in range(TURNS):
            chance = random.Random(f"talk {self._seed} {number}")
            self._now += timedelta(minutes=chance.choice((0, 1, 3, 20, 300)))
            if chance.random() < 0.04:
                yield from self._away(chance.choice((1, 4, 9, 40)))
            what, turn = self._turn(chance)
            yield f"-- {number} {what}"
            yield from self._took(turn)

    def _occasion(self) -> Occasion:
        return Occasion(self._now, "Sam Voorbeeld", self._new_id)

    def _new_id(self) -> str:
        self._ids += 1
        return f"d{self._ids}"

    def _turn(self, chance: random.Random) -> tuple[str, Turn]:
        pressed = [each for each in all_actions(self._card) if each["type"] == "Action.Execute"]
        kind = chance.random()
        if kind < 0.2 or not pressed:
            line = chance.choice(LINES)
            return f"types {line[:40]!r}", DIALOG.on_text(self._talk, line, self._occasion())
        if kind < 0.26 and self._old:
            action = chance.choice(self._old[-20:])
        else:
            action = chance.choices(pressed, [VERBS.get(each["verb"], 1) for each in pressed])[0]
            self._old += pressed
        data = {name: str(value) for name, value in action.get("data", {}).items()}
        data |= self._filled_in(chance)
        turn = DIALOG.on_press(self._talk, action["verb"], data, self._occasion())
        told = {name: value[:40] for name, value in data.items() if name not in ("of", "draft")}
        return f"{action['verb']} {told}", turn if turn is not None else Turn(self._talk)

    def _filled_in(self, chance: random.Random) -> dict[str, str]:
        draft = self._talk.draft
        if draft is None or draft.flow not in DIALOG.guides:
            return {"question": "Mag dit zo?"} if chance.random() < 0.5 else {}
        step = DIALOG.guides[draft.flow].position(draft).step
        if isinstance(step, Outcome) or (len(fields_of(step)) == 1 and fields_of(step)[0].id == step.id):
            return {"question": "Mag dit zo?"} if chance.random() < 0.5 else {}
        given = dict[str, str]()
        for each in fields_of(step):
            wrong = list(broken(each))
            if wrong and chance.random() < 0.06:
                given[each.id] = chance.choice(wrong)
            elif each.required or chance.random() < 0.6:
                given[each.id] = value_of(each, self._now, chance)
        return given

    def _took(self, turn: Turn) -> Iterator[str]:
        self._talk = Talk.model_validate_json(turn.talk.model_dump_json(exclude_defaults=True))
        if turn.shrink is not None:
            yield from self._said.once("shrinks to", of_draft(turn.shrink, self._talk.draft))
        if turn.show is not None:
            yield from self._shows(turn.show)
        if turn.want is not None:
            yield from self._wants(turn.want)
        yield f"   kept {sign(self._talk)}; runs out {DIALOG.expires_at(self._talk)}"

    def _shows(self, show: Show) -> Iterator[str]:
        self._card = show.card
        lines = of_draft(show.card, self._talk.draft)
        yield f"   shows {show.summary} {sign(lines)}"
        yield from self._said.once(f"card of {show.summary.split(' · ')[0][:40]}", lines)

    def _wants(self, want: Want) -> Iterator[str]:
        if isinstance(want, FileDraft):
            yield f"   files {want.kind} {want.draft_id} {want.outcome} more={want.more} {sign(want)}"
            self._talk, show = DIALOG.filed(self._talk, want, "AD-2026-0007", self._occasion())
            yield from self._shows(show if show is not None else DIALOG.not_filed())
        elif isinstance(want, AnswerOrHelp):
            yield f"   means nothing: {want.text[:40]!r}"
            yield from self._took(DIALOG.unread(self._talk, want, self._occasion()))
        else:
            yield f"   wants {want}"

    def _away(self, days: int) -> Iterator[str]:
        self._now += timedelta(days=days)
        self._talk, titles = DIALOG.expire(self._talk, self._now)
        yield f"-- away for {days} days: {titles}"
        if titles:
            yield from self._shows(DIALOG.expired(titles))
        if self._talk.tidy_at is not None and self._talk.tidy_at <= self._now:
            self._talk = DIALOG.tidy_again(self._talk, self._now)
            yield from self._shows(DIALOG.tidy_card())
