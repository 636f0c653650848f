"""A person who types and presses, and what can be read on the card that comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from dialogs.dutch.intents import Intent
from dialogs.dutch.understanding import Understood, load_understanding
from dialogs.talk.dialog import Dialog
from dialogs.talk.presenting import Show
from dialogs.talk.turn import AnswerOrHelp, Occasion, OfficeWork, Talk, Turn
from tests.cards.rules import all_actions
from tests.dialogs.walking import NOW
from tests.house import organisation


class Ear:
    """The trained ear, but for lines that a test wants to be heard in its own way."""

    def __init__(self) -> None:
        self._trained = load_understanding()
        self.heard: dict[str, Understood] = {}

    def of(self, text: str) -> Understood:
        """What this line wants."""
        return self.heard.get(text) or self._trained.of(text)


EAR = Ear()
DIALOG = Dialog(organisation(), EAR)


@contextmanager
def unsure(text: str, *offered: Intent) -> Iterator[str]:
    """Here the bot is not sure what this line wants."""
    EAR.heard[text] = Understood(offered[0], 0.4, offered)
    try:
        yield text
    finally:
        del EAR.heard[text]


class Chat:
    """A person who types and presses; keeps the talk as the bot's store would."""

    def __init__(self, work: OfficeWork | None = None) -> None:
        self.talk = Talk()
        self.now = NOW
        self.work = work
        self.name = "Sam Voorbeeld"
        self._ids = (f"draft-{number}" for number in count(1))
        self.turn = Turn(self.talk)

    @property
    def at(self) -> Occasion:
        return Occasion(self.now, self.name, lambda: next(self._ids), self.work)

    def say(self, text: str) -> Turn:
        return self._took(DIALOG.on_text(self.talk, text, self.at))

    def press(self, title: str, **fields: str) -> Turn:
        """Presses the button or the row of this title; a row says its detail after it."""
        action = next(
            each for each in actions(self.card) if f"{each.get('title')}. ".startswith(f"{title}. ")
        )
        return self.send(action["verb"], {key: str(value) for key, value in action["data"].items()} | fields)

    def send(self, verb: str, data: dict[str, str]) -> Turn:
        turn = DIALOG.on_press(self.talk, verb, data, self.at)
        assert turn is not None
        return self._took(turn)

    def _took(self, turn: Turn) -> Turn:
        self.turn, self.talk = (
            turn,
            Talk.model_validate_json(turn.talk.model_dump_json(exclude_defaults=True)),
        )
        return turn

    @property
    def show(self) -> Show:
        assert self.turn.show is not None
        return self.turn.show

    @property
    def card(self) -> dict[str, Any]:
        return self.show.card

    @property
    def step(self) -> str:
        assert self.talk.draft is not None
        return DIALOG.guides[self.talk.draft.flow].position(self.talk.draft).step.id


def actions(card: Any) -> Iterator[dict[str, Any]]:
    """Every Action.Execute in a card."""
    return (each for each in all_actions(card) if each["type"] == "Action.Execute")


def words(part: Any) -> str:
    """Everything that is to be read on a card."""
    if isinstance(part, dict):
        own = [
            str(part[key]) for key in ("text", "title", "label", "value") if isinstance(part.get(key), str)
        ]
        return " ".join([*own, *(words(each) for key, each in part.items() if key != "fallback")])
    return " ".join(words(each) for each in part) if isinstance(part, list) else ""


def to_review(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="13:40")
    chat.press("Volgende", what_happened="Tas met laptop in de trein.", happened_date="2026-11-23")
    chat.press("Volgende", data_kinds="contact,onbekend")
    chat.press("Volgende", groups="client", n_people="11-100")
    chat.press("Volgende", cause="vergissing", systems="apparaat", done="ICT gebeld")
    assert chat.step == "check"


def unread(chat: Chat, line: str) -> None:
    """Types a line that is not clear; no office waits for an answer."""
    want = chat.say(line).want
    assert isinstance(want, AnswerOrHelp)
    chat.turn = DIALOG.unread(chat.talk, want, chat.at)
