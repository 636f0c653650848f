"""Pressed buttons: they lead on, old cards do no harm, and nothing that is made up breaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.flow import Outcome
from dialogs.talk.turn import FiledDraft, FileDraft
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, Chat, actions, to_review, words


def test_pressing_leads_to_the_review_and_from_there_to_filing(chat: Chat) -> None:
    to_review(chat)
    turn = chat.press("Verstuur naar de Privacy Officer", confidential="true")
    assert isinstance(turn.want, FileDraft)
    assert turn.want.facts["confidential"] == "true"
    assert turn.want.facts["kind"] == "kwijt"
    assert turn.talk.draft is not None, "the draft stays until the case is there"


def test_wrong_values_come_back_with_all_that_was_filled_in(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="hack", discovered_date="2026-11-24", discovered_time="09:00")
    assert chat.step == "incident"
    read = words(chat.card)
    assert "dit moet nog komen" in read
    assert "2026-11-24" in read
    assert "09:00" in read
    story = "x" * 5000
    chat.press("Volgende", kind="hack", discovered_date="2026-11-23", discovered_time="09:00")
    chat.press("Volgende", what_happened=story, happened_date="2026-11-23", happened_time="10:00")
    assert story in words(chat.card)
    assert "5.000 tekens" in words(chat.card)
    chat.press("Volgende", what_happened="kort", happened_date="2026-11-23", happened_time="10:00")
    assert "later dan het ontdekken" in words(chat.card)


def test_an_old_card_changes_nothing_and_a_double_press_is_not_scolded(chat: Chat) -> None:
    chat.say("datalek")
    first = next(each for each in actions(chat.card) if each["title"] == "Volgende")
    data = {key: str(value) for key, value in first["data"].items()}
    fields = {"kind": "kwijt", "discovered_date": "2026-11-23", "discovered_time": "13:40"}
    chat.send("answer", data | fields)
    after = chat.talk
    chat.send("answer", data | fields)
    assert chat.talk == after
    assert "Deze kaart was oud" not in words(chat.card)
    chat.send("answer", data | {**fields, "kind": "hack"})
    assert chat.talk == after
    assert "Deze kaart was oud" in words(chat.card)


def test_a_press_of_a_draft_that_is_gone_asks_for_the_case_it_became(chat: Chat) -> None:
    to_review(chat)
    pressed = next(each for each in actions(chat.card) if each["verb"] == "file")
    chat.talk = chat.talk.model_copy(update={"draft": None})
    turn = chat.send("file", {key: str(value) for key, value in pressed["data"].items()})
    assert turn.want == FiledDraft("draft-1")


def test_changing_an_answer_returns_to_the_review_with_the_rest(chat: Chat) -> None:
    to_review(chat)
    chat.press("Wijzig: wat is er gebeurd, ontdekt door, ontdekt")
    assert chat.step == "incident"
    chat.press("Volgende", kind="hack", discovered_date="2026-11-23", discovered_time="13:40")
    assert chat.step == "check"
    assert "Account gehackt" in words(chat.card)
    assert "ICT gebeld" in words(chat.card)


def told_without_personal_data(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    chat.press("Volgende", what_happened="Lege laptop zoek.")
    chat.press("Volgende", data_kinds="geen")


def test_an_answer_that_falls_away_is_named(chat: Chat) -> None:
    told_without_personal_data(chat)
    assert chat.step == "report_anyway"
    chat.press("Ja, melden")
    chat.press("Volgende", done="")
    chat.press("Wijzig: welke gegevens")
    chat.press("Volgende", data_kinds="contact")
    assert "telt dit niet meer mee: Toch melden" in words(chat.card)
    chat.press("Volgende", groups="client")
    assert chat.step == "check"


def test_without_personal_data_one_may_stop_without_reporting(chat: Chat) -> None:
    told_without_personal_data(chat)
    chat.press("Nee, niet melden")
    assert chat.talk.draft is None
    assert "meld" in words(chat.card)


def chat_at_the_menu() -> Chat:
    chat = Chat()
    chat.send("menu", {})
    return chat


@given(group=st.none() | st.just("") | st.text(max_size=20))
def test_a_group_that_is_none_leads_to_the_menu(group: str | None) -> None:
    chat = Chat()
    chat.send("choose", {} if group is None else {"group": group})
    assert chat.card == chat_at_the_menu().card


@given(
    verb=st.sampled_from(
        (
            *("answer", "back", "stop", "resume", "discard", "edit", "file", "ask", "consult", "keep_advice"),
            *("switch", "restart", "menu", "choose", "start", "contact", "send_question", "quarterly"),
        )
    ),
    data=st.dictionaries(
        st.sampled_from(["draft", "step", "version", "value", "flow", "kind", "group", "office"]),
        st.one_of(
            st.sampled_from(["draft-1", "1", "2", "incident", "check", "breach", "yes"]), st.text(max_size=20)
        ),
    ),
)
def test_a_forged_press_never_breaks_and_never_ends_the_walk(verb: str, data: dict[str, str]) -> None:
    chat = Chat()
    chat.say("datalek")
    turn = chat.send(verb, data)
    assert turn.show is not None or isinstance(turn.want, FiledDraft)
    if chat.talk.draft is not None:
        assert not isinstance(DIALOG.guides["breach"].position(chat.talk.draft).step, Outcome)


@pytest.mark.parametrize("typed", ["Kort.", "Een heel verhaal over een brief. " * 20])
def test_what_was_typed_on_an_old_card_of_a_draft_comes_back(chat: Chat, typed: str) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="13:40")
    story = next(each for each in actions(chat.card) if each["title"] == "Volgende")
    data = {key: str(value) for key, value in story["data"].items()}
    chat.press("Volgende", what_happened="De map is weg.", happened_date="2026-11-23", happened_time="10:00")
    after = chat.talk
    chat.send("answer", data | {"what_happened": f"{typed} BSN 111222333."})
    assert chat.talk == after
    assert "Deze kaart was oud" in words(chat.card)
    assert typed.strip()[-10:] in words(chat.card)
    assert "111222333" not in words(chat.card)
    assert violations(chat.card, [typed]) == []
    # What the draft holds just so is not lost.
    chat.send("answer", data | {"what_happened": "De map is weg.", "happened_time": "11:00"})
    assert "hoef je het niet over te doen" not in words(chat.card)
