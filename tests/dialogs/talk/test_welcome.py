"""The welcome and the help: what each of us reads there, that every example on them works, and a hello by name."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dialogs.commands.registers import read_command
from dialogs.commands.wants import ListCases
from dialogs.talk.menu import called_by
from dialogs.talk.turn import AnswerOrHelp, OfficeWork, OwnCases, Talk
from tests.cards.example_words import NASTY
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, Chat, actions, words
from tests.dialogs.talk.heard import ALL, is_heard
from tests.dialogs.walking import NOW


def work(*offices: str) -> OfficeWork:
    """What people of these offices may open."""
    seen = ALL.seen_by(frozenset(offices))
    return OfficeWork(
        tuple(each for each in ("po", "fg", "jz") if each in offices),
        tuple((each.typed.subject[0], each.typed.lists["open"][0]) for each in seen),
        figures="jz" not in offices or len(offices) > 1,
    )


EVERYBODY = {
    "employee": None,
    "po": work("po"),
    "fg": work("fg"),
    "jz": work("jz"),
    "all": work("po", "fg", "jz"),
}
everybody = pytest.mark.parametrize("who", EVERYBODY)


def quoted(card: dict[str, object]) -> set[str]:
    return set(re.findall("‘([^’]+)’", words(card)))


def rows(chat: Chat) -> list[dict[str, object]]:
    """The rows of the menu: a button of a row says its detail, so it is a sentence."""
    return [each for each in actions(chat.card) if str(each["title"]).endswith(".")]


@everybody
def test_the_welcome_says_what_it_is_who_reads_along_and_an_example_for_each_row(who: str) -> None:
    chat = Chat(EVERYBODY[who])
    chat.say("menu")
    assert violations(chat.card, ("Sam Voorbeeld",)) == []
    told = words(chat.card)
    assert told.count("programma") == 1
    assert "in het kanaal van het kantoor" in told
    titles = [str(each["title"]) for each in rows(chat)]
    assert len(titles) == 5
    assert titles[0].startswith("Er ging iets mis")
    assert all("‘" in each for each in titles)
    assert "Vraag het een collega" in told
    registers = [each for each in actions(chat.card) if each["verb"] == "overviews"]
    assert len(registers) == (0 if who == "employee" else 1)


@everybody
def test_every_example_on_the_welcome_leads_where_its_row_does(who: str) -> None:
    chat = Chat(EVERYBODY[who])
    chat.say("menu")
    for row in rows(chat):
        (typed,) = re.findall("‘([^’]+)’", str(row["title"]))
        if row["verb"] == "overviews":
            wanted = read_command(typed, ALL, NOW)
            assert isinstance(wanted, ListCases)
            assert wanted.query.filter == "open"
            continue
        chat.talk = Talk()
        turn = chat.say(typed)
        match row["verb"]:
            case "start" | "choose":
                assert chat.talk.draft is not None, typed
                data = row["data"]
                assert isinstance(data, dict)
                menu = DIALOG.texts[chat.talk.draft.flow].menu
                assert menu is not None
                assert data.get("flow", chat.talk.draft.flow) == chat.talk.draft.flow
                assert data.get("group", "") == menu.groep
            case "own_cases":
                assert isinstance(turn.want, OwnCases)
            case _:
                assert "Wie je kunt vragen" in words(chat.card)


@everybody
def test_what_the_help_says_can_be_typed(who: str) -> None:
    chat = Chat(EVERYBODY[who])
    chat.say("help")
    assert violations(chat.card) == []
    named = quoted(chat.card)
    for word in ("laptop kwijt", "hoe staat het met mijn melding", "stop", "menu"):
        assert word in named
    assert ("Afbeeldingen" in words(chat.card)) is (EVERYBODY[who] is None), (
        "an office reads about its own work"
    )
    officer = EVERYBODY[who]
    assert ("overzichten" in named) is (officer is not None)
    if officer is not None:
        assert ("jaarcijfers" in named) is officer.figures
        assert {f"koppel {each.upper()}" for each in officer.offices} <= named
    assert [line for line in sorted(named) if not is_heard(chat, line)] == []


def test_a_hello_is_answered_with_one_and_the_name(chat: Chat) -> None:
    for line in ("hoi", "goedemorgen", "hallo"):
        chat.say(line)
        assert "Hoi Sam." in words(chat.card)
        assert violations(chat.card, ("Sam Voorbeeld",)) == []
    chat.say("menu")
    assert "Hoi" not in words(chat.card)
    chat.name = ""
    chat.say("hoi")
    assert "Hoi." in words(chat.card)
    chat.say("bedankt")
    assert "Graag gedaan" in words(chat.card)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Sam Voorbeeld", "Sam"),
        ("Voorbeeld, Sam", "Sam"),
        ("van der Voorbeeld, Anne-Sophie (extern)", "Anne-Sophie"),
        ("J. Voorbeeld", ""),
        ("x123", ""),
        ("   ", ""),
        ("Voorbeeld,", ""),
    ],
)
def test_a_first_name_is_taken_out_of_a_name(name: str, called: str) -> None:
    assert called_by(name) == called


@given(st.one_of(st.text(max_size=200), st.sampled_from(sorted(NASTY.values()))))
def test_any_name_gets_a_hello(name: str) -> None:
    chat, nobody = Chat(), Chat()
    nobody.name = ""
    nobody.say("hoi")
    assume(name[:40] not in words(nobody.card))  # what stands there anyway was not typed by anybody
    chat.name = name
    chat.say("hoi")
    assert violations(chat.card, (name,)) == []


@pytest.mark.parametrize("line", ["asdfgh", "👍", "👍 👍 👍 👍", "?!", "zzz qqq", "😀😀 😀 . 😀"])
def test_what_says_nothing_gets_one_kind_sentence_and_the_breach_first(chat: Chat, line: str) -> None:
    turn = chat.say(line)
    assert isinstance(turn.want, AnswerOrHelp)
    shown = DIALOG.unread(chat.talk, turn.want, chat.at).show
    assert shown is not None
    titles = [str(each["title"]) for each in actions(shown.card)]
    assert titles[0].startswith("Er ging iets mis")
    assert "Menu" in titles
    assert len(shown.card["body"]) == 2, "a title and one sentence"


@everybody
def test_what_is_done_with_what_is_typed_can_be_read_from_the_welcome(who: str) -> None:
    chat = Chat(EVERYBODY[who])
    chat.say("menu")
    chat.press("Wat doe ik met wat je typt?")
    assert "Over mij" in words(chat.card)
    assert "BSN" in words(chat.card)
    pressed = words(chat.card)
    chat.say("Wat doe ik met wat je typt?")
    assert words(chat.card) == pressed, "as a client types it for whoever chose it"
