"""The answer answers the sentence that was typed: its heading, the line above it, and what goes along of it."""

import pytest

from dialogs.talk.turn import FileDraft
from tests.cards.rules import nodes
from tests.dialogs.talk.chatting import Chat, words


def begun(line: str) -> Chat:
    chat = Chat()
    chat.say(line)
    return chat


def title(chat: Chat) -> str:
    """The heading of the answer card."""
    bands = [each for each in nodes(chat.card) if each.get("bleed")]
    return str(bands[0]["items"][0]["text"])


GONE = {"place_kinds": "papier", "running": "nee"}


@pytest.mark.parametrize(
    ("line", "term", "heading"),
    [
        ("mag ik oude dossiers weggooien", "Ja, die loopt nog", "Nee, nog niet weggooien"),
        ("mag ik oude dossiers weggooien", "Weet ik niet", "Nee, nog niet weggooien"),
        ("mag ik oude dossiers weggooien", "Nee, die is voorbij", "Ja, wis de gegevens"),
        ("mag ik dit dossier bewaren", "Ja, die loopt nog", "Ja, bewaren tot de termijn voorbij is"),
        ("mag ik dit dossier bewaren", "Nee, die is voorbij", "Nee, bewaren mag niet meer: wis ze"),
    ],
)
def test_one_check_answers_whether_it_may_stay_and_whether_it_may_go(
    line: str, term: str, heading: str
) -> None:
    chat = begun(line)
    assert chat.step == "term_left", "what the sentence told is not asked"
    chat.press(term)
    if chat.step == "still_needed":
        chat.press("Nee")
    if chat.step == "places":
        chat.press("Volgende", **GONE)
    assert title(chat) == heading
    read = words(chat.card)
    assert read.index("Je vraag:") < read.index(line) < read.index(heading)


def test_without_a_sentence_it_is_asked_what_somebody_wants_to_know(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    assert chat.step == "keep_or_delete"
    for each in ("Mag ik ze weggooien?", "Ja", "Ja, die loopt nog", "Nee"):
        chat.press(each)
    assert title(chat) == "Nee, nog niet weggooien"


def test_an_own_copy_is_answered_after_one_question() -> None:
    chat = begun("mag ik zelf een kopie van een dossier bewaren")
    chat.press("Ja")
    assert title(chat) == "Ja, zolang je de kopie nodig hebt"


def mailed(channel: str, receiver: str = "Collega, voor zijn werk", **more: str) -> Chat:
    chat = begun("mag ik dit dossier mailen")
    chat.press(receiver)
    chat.press("Volgende", **{"channel": channel, "minimum": "ja", "checked": "ja", "many": "een"} | more)
    return chat


@pytest.mark.parametrize(
    ("channel", "heading"),
    [
        ("zivver", "Ja, zo mag je het mailen"),
        ("gewoon", "Nee, alleen met ZIVVER"),
        ("onbekend", "Nog niet: alleen met ZIVVER"),
        ("anders", "Nee, niet met een app"),
        ("post", "Mag, onder voorwaarden"),
    ],
)
def test_a_question_about_a_channel_is_answered_for_that_channel(channel: str, heading: str) -> None:
    assert title(mailed(channel)) == heading


def test_what_must_be_checked_elsewhere_is_one_press_away_and_the_sentence_goes_along() -> None:
    chat = mailed("zivver", "Iemand buiten WIL")
    assert title(chat) == "Mag, onder voorwaarden"
    assert "Gegevens delen" in words(chat.card)
    said = chat.talk.draft.said if chat.talk.draft is not None else ""
    chat.press("Gegevens delen")
    assert chat.talk.draft is not None
    assert (chat.talk.draft.flow, chat.talk.draft.said) == ("sharing", said)
    chat.send("start", {"flow": "dpia"})
    assert chat.talk.draft.said == "", "who goes on to something else asks something else"


def test_what_was_asked_goes_along_to_the_office_without_a_bsn() -> None:
    chat = begun("mag ik het dossier met BSN 111222333 weggooien")
    for each in ("Weet ik niet", "Vraag de Privacy Officer"):
        chat.press(each)
    turn = chat.press("Verstuur naar de Privacy Officer")
    assert isinstance(turn.want, FileDraft)
    assert turn.want.about == "mag ik het dossier met BSN [verwijderd] weggooien"
    assert turn.want.verdict is not None
    assert turn.want.verdict.title == "Nee, nog niet weggooien"


def test_a_name_in_what_was_asked_gets_its_kind_word_before_it_is_sent() -> None:
    chat = begun("mag ik het dossier van meneer Jansen weggooien")
    for each in ("Weet ik niet", "Vraag de Privacy Officer"):
        chat.press(each)
    plain = begun("mag ik het dossier weggooien van vorig jaar")
    for each in ("Weet ik niet", "Vraag de Privacy Officer"):
        plain.press(each)
    assert len(words(chat.card)) > len(words(plain.card))
