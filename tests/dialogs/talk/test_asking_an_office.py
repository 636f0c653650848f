"""On the way to an office: the question to go along, what is no question, and one without a flow."""

import pytest

from dialogs.guide import Draft
from dialogs.talk.turn import FiledDraft, FileDraft, Turn
from tests.dialogs.talk.chatting import Chat, actions, unsure, words


@pytest.mark.parametrize("verb", ["ask", "consult", "keep_advice"])
@pytest.mark.parametrize("flow", ["processing", "breach"])
def test_nothing_is_asked_or_kept_before_there_is_a_verdict(chat: Chat, verb: str, flow: str) -> None:
    chat.send("start", {"flow": flow})
    assert chat.talk.draft is not None
    turn = chat.send(
        verb, {"draft": chat.talk.draft.id, "version": str(chat.talk.draft.version), "office": "fg"}
    )
    assert turn.want is None
    assert "Deze kaart was oud" in words(chat.card)


def test_a_bsn_in_the_added_question_is_masked(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    for title in ("Mag ik ze bewaren?", "Ja", "Weet ik niet", "Vraag de Privacy Officer"):
        chat.press(title)
    chat.say("Het gaat om BSN 111222333, mag dat?")
    assert "111222333" not in chat.talk.model_dump_json() + words(chat.card)
    turn = chat.press("Verstuur naar de Privacy Officer", question="BSN 111222333")
    assert isinstance(turn.want, FileDraft)
    assert "111222333" not in turn.want.facts["question"]
    assert [each.step for each in turn.want.told] == ["keep_or_delete", "personal", "term_left"]
    assert turn.want.verdict is not None
    assert turn.want.verdict.verdict == "nog_niet"


def asking(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    for title in ("Mag ik ze bewaren?", "Ja", "Weet ik niet", "Vraag de Privacy Officer"):
        chat.press(title)
    assert chat.talk.draft is not None
    assert chat.talk.draft.asking == "po"


def no_question(chat: Chat, line: str) -> tuple[Turn, Draft]:
    """What becomes of a line that was typed where a question was asked for, and is none; with the draft after it."""
    asking(chat)
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    return turn, chat.talk.draft


GONE_WRONG = (
    "mijn laptop is gestolen",
    "ik heb het dossier van mijn buurvrouw bekeken",
    "Ik heb een mail naar de verkeerde gestuurd",
)


@pytest.mark.parametrize("line", GONE_WRONG)
def test_something_that_went_wrong_is_heard_while_an_office_is_about_to_be_asked(
    chat: Chat, line: str
) -> None:
    turn, draft = no_question(chat, line)
    assert (draft.flow, draft.memory["what_happened"]) == ("breach", line)
    assert turn.shrink is not None, "the card of the question must not stay pressable"
    aside = chat.talk.parked["retention"]
    assert (aside.asking, aside.memory.get("question", "")) == ("", "")


def test_gone_wrong_and_something_else_in_one_breath_is_asked_about(chat: Chat) -> None:
    line = "mijn laptop is gestolen, mag ik dit dan nog delen?"
    asking(chat)
    with unsure(line, "sharing", "breach"):
        chat.say(line)
    assert chat.talk.offer is not None
    chat.say("ja")
    assert chat.talk.draft is not None
    assert (chat.talk.draft.flow, chat.talk.draft.memory["what_happened"]) == ("breach", line)
    again = Chat()
    asking(again)
    with unsure(line, "sharing", "breach"):
        again.say(line)
    again.press("Nee, dit hoort erbij")
    assert again.talk.draft is not None
    assert again.talk.draft.memory["question"] == line


@pytest.mark.parametrize("line", ["stop", "Stop maar", "annuleren", "terug", "ik wil stoppen"])
def test_stop_leaves_the_question_and_shows_the_verdict_again(chat: Chat, line: str) -> None:
    _, draft = no_question(chat, line)
    assert (draft.asking, draft.memory.get("question", "")) == ("", "")
    assert "Vraag de Privacy Officer" in words(chat.card)


@pytest.mark.parametrize("line", ["menu", "ga terug naar het menu", "help", "hallo", "dank je wel"])
def test_control_words_are_no_question(chat: Chat, line: str) -> None:
    _, draft = no_question(chat, line)
    assert draft.memory.get("question", "") == ""
    assert "Dat vulde ik in" not in words(chat.card)
    if "menu" in line:
        assert draft.asking == "", "what is typed at the menu is no question either"


def test_any_other_line_is_still_the_question(chat: Chat) -> None:
    asking(chat)
    chat.say("mag dit ook als de politie erom vraagt")
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory["question"] == "mag dit ook als de politie erom vraagt"
    assert isinstance(chat.say("ja").want, FileDraft)


@pytest.mark.parametrize("line", GONE_WRONG)
def test_something_that_went_wrong_is_heard_while_the_plain_question_waits(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory["what_happened"] == line


@pytest.mark.parametrize("line", ["stop", "annuleren", "terug"])
def test_stop_ends_the_plain_question(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    asked = chat.card
    assert chat.say(line).want is None
    assert chat.talk.plain_id == ""
    assert "niet verstuurd" in words(chat.card)
    action = next(each for each in actions(asked) if each["verb"] == "send_question")
    data = {key: str(value) for key, value in action["data"].items()}
    turn = chat.send("send_question", {**data, "question": "Een vraag."})
    assert isinstance(turn.want, FiledDraft), "what was stopped is not sent from the old card"


@pytest.mark.parametrize("line", ["menu", "help", "hallo"])
def test_control_words_are_heard_while_the_plain_question_waits(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    turn = chat.say(line)
    assert (turn.want, turn.talk.draft) == (None, None)
    assert all(each["verb"] != "send_question" for each in actions(chat.card))
