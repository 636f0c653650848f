"""Every entry of the knowledge, whoever wrote it: its card keeps the rules, and what it leads to is there."""

from collections.abc import Iterator

import pytest

from dialogs.dutch.encoder import Read
from dialogs.dutch.second_ear import shared_ear
from dialogs.dutch.understanding import ENCODER
from dialogs.knowledge.entries import Entry
from dialogs.knowledge.known import KNOWLEDGE
from dialogs.texts import POLICY
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, Chat, actions, unsure, words
from tests.house import organisation

PEOPLE = tuple(
    each.name
    for office in ("po", "fg", "jz")
    for each in (*organisation().office(office).members, *organisation().office(office).deputies)
)
LONG = 40
"""A shorter text may well stand in an answer of ours."""

ENTRIES = pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda each: each.id)


@ENTRIES
def test_the_card_of_an_entry_keeps_the_rules(chat: Chat, entry: Entry) -> None:
    chat.send("knowledge", {"value": entry.id})
    assert violations(chat.card, PEOPLE) == []
    assert entry.antwoord in words(chat.card).replace("\u200b", "")
    for point in entry.punten if entry.staat != "organisatie" else ():
        assert POLICY[point].noem.rpartition(" ")[2] in words(chat.card)
    chat.send("start", {"flow": "processing" if entry.gesprek != "processing" else "email"})
    chat.send("knowledge", {"value": entry.id})
    assert violations(chat.card, PEOPLE) == [], "in the middle of a flow"
    chat.press("Ga verder")
    assert chat.step


@ENTRIES
def test_the_ways_on_from_an_entry_are_there(chat: Chat, entry: Entry) -> None:
    chat.send("knowledge", {"value": entry.id})
    card = chat.card
    flows = [each["data"]["flow"] for each in actions(card) if each["verb"] == "start"]
    if entry.staat == "organisatie" or not (entry.gesprek or entry.punten[:1]):
        assert flows == []
    elif entry.gesprek:
        assert flows == [entry.gesprek]
    elif entry.punten[0].startswith("14") and entry.staat != "bot":
        assert flows == ["breach"], "who asks about breaches can report one"
    assert set(flows) <= DIALOG.guides.keys()
    for action in actions(card):
        answered = chat.send(action["verb"], {name: str(value) for name, value in action["data"].items()})
        assert answered.show is not None
        assert action["verb"] == "menu" or "Waarmee kan ik je helpen?" not in words(chat.card)
        chat.talk = Chat().talk


@ENTRIES
def test_the_question_of_an_entry_finds_it(entry: Entry) -> None:
    assert KNOWLEDGE.answer_to(entry.vraag).entries[0] == entry


@pytest.fixture(scope="module")
def heard_the_same() -> Iterator[None]:
    """Which entries come near decides the words here; what is meant would only change their order, and takes long."""
    some = shared_ear(ENCODER).read("wat is een datalek").meaning
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Read, "meaning", property(lambda read: some))
        yield


@ENTRIES
@pytest.mark.usefixtures("heard_the_same")
def test_two_to_choose_from_fit_a_card(chat: Chat, entry: Entry) -> None:
    chat.send("contact", {"office": "po"})
    for text in entry.manieren[::3]:
        with unsure(text, "question"):
            chat.say(text)
        if chat.turn.show is not None:
            assert violations(chat.card, (*PEOPLE, text) if len(text) > LONG else PEOPLE) == []
        chat.talk = Chat().talk
