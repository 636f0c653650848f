"""An objection that is typed: to a benefit decision, to our answer on a request, or to the use of data."""

import pytest

from dialogs.dutch.facts import read_facts
from dialogs.talk.told import WORDS, objects_to_decision
from dialogs.talk.turn import AnswerOrHelp
from tests.cards.rules import nodes
from tests.dialogs.talk.chatting import DIALOG, Chat
from tests.dialogs.walking import NOW


def _read(show: object) -> str:
    card = getattr(show, "card", None)
    return " ".join(str(node.get("text", "")) for node in nodes(card)) if card else ""


@pytest.mark.parametrize(
    "text",
    [
        "een client heeft bezwaar tegen zijn uitkering",
        "bezwaar tegen korting uitkering",
        "klant wil bezwaar maken tegen de boete",
        "hij maakt bezwaar tegen de afwijzing, waar gaat dat heen",
    ],
)
def test_an_objection_to_a_decision_is_no_request_and_is_told_with_whom_it_belongs(text: str) -> None:
    chat = Chat()
    turn = chat.say(text)
    if isinstance(turn.want, AnswerOrHelp):
        turn = DIALOG.unread(chat.talk, turn.want, chat.at)
    told = _read(turn.show)
    assert "Bezwaar tegen een besluit, zoals over een uitkering, is iets anders" in told
    assert "JZ" in told
    assert chat.talk.draft is None


@pytest.mark.parametrize(
    "text",
    [
        "client maakt bezwaar tegen ons besluit op zijn inzageverzoek",
        "iemand maakt bezwaar tegen de beslissing op zijn verzoek om verwijdering",
        "client gaat in bezwaar tegen het antwoord op zijn verzoek om inzage",
    ],
)
def test_an_objection_to_our_answer_begins_there(text: str) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "rights"
    assert "besluit" in read_facts(text, NOW, WORDS).values["rights"]


@pytest.mark.parametrize(
    "text",
    [
        "iemand wil bezwaar maken tegen het gebruik van zijn gegevens",
        "Zij maakt bezwaar, niet tegen het besluit, doch tegen het gebruik van haar gegevens",
        "geen bezwaar tegen zijn uitkering, hij wil alleen dat het adres klopt",
        "bezwaar tegen profilering",
    ],
)
def test_an_objection_to_the_use_of_data_is_a_right(text: str) -> None:
    assert not objects_to_decision(text, NOW)
