"""Whose button a press is: what a card says, what a sender makes up. tests/cards/rules.py holds every card to it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.teams.events import CardAction, Person, Place, Say, ShowCard
from bot.turns.case_presses import carried
from bot.turns.press import owner_of, refusal
from cards.buttons import press
from cards.view import OWNERS, Button

CHAT = Place("https://smba.example/", "chat", "personal", "tenant")
CHANNEL = Place("https://smba.example/", "channel", "channel", "tenant")


def pressed(verb: str, data: dict[str, str]) -> CardAction:
    return CardAction("a1", Person("00000000", "29:x", "Sam Voorbeeld"), CHAT, verb, data, True, "m1")


@given(st.text(max_size=20), st.dictionaries(st.sampled_from(["of", "case", "x"]), st.text(max_size=20)))
def test_whatever_is_made_up_has_an_owner(verb: str, data: dict[str, str]) -> None:
    assert owner_of(pressed(verb, data)) in OWNERS


def test_a_press_tells_whose_it_is_on_old_and_new_clients() -> None:
    drawn = press(Button("Toon", "show", {"case": "DL-2026-0001"}))
    assert drawn["data"]["of"] == drawn["fallback"]["data"]["of"] == "case"
    assert press(Button("Menu", "menu"))["data"]["of"] == "talk"
    assert press(Button("Maand", "month", of="register"))["data"]["of"] == "register"


def test_a_refusal_leaves_the_card_of_a_channel_as_it_is() -> None:
    assert refusal(CHANNEL, "Kan niet", "Eerste.\nTweede.", why="no_role") == Say(
        "Eerste. Tweede.", "no_role"
    )
    shown = refusal(CHAT, "Kan niet", "Eerste.\nTweede.", Button("Menu", "menu"), why="no_case")
    assert isinstance(shown, ShowCard)
    assert shown.refused == "no_case"
    assert shown.summary == "Kan niet"
    assert not shown.answered


def test_what_a_press_brings_is_what_stands_beside_its_place_and_holds_no_bsn() -> None:
    place = dict.fromkeys(("case", "version", "verb", "of"), "x")
    assert carried(pressed("show", {**place, "reason": "  Hij heet 111222333.  ", "to": "id"})) == {
        "reason": "Hij heet [verwijderd].",
        "to": "id",
    }
