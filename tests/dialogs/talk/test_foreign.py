"""Who types another language than Dutch: the same card under a kind sentence, or a card in that language."""

import pytest

from dialogs.talk.foreign import LANGUAGES
from dialogs.talk.turn import AnswerOrHelp, OwnCases
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, Chat, actions, words

NOT_UNDERSTOOD = {
    "en": ("what time is the lunch here", "I answer in Dutch", "Report a data breach"),
    "de": ("Wo ist die Kantine heute bitte", "Niederländisch", "Datenpanne melden"),
    "fr": ("où est la cantine aujourd’hui ?", "en néerlandais", "Signaler une fuite"),
    "other": ("أين المطعم من فضلك", "I answer in Dutch", "Report a data breach"),
}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("I think I sent an email to the wrong person", "fill in this form in English"),
        ("Ich habe eine E-Mail an die falsche Person geschickt", "auf Deutsch ausfüllen"),
        ("der brief ging gestern an den falschen nachbarn", "auf Deutsch ausfüllen"),
        ("j'ai cliqué sur un lien bizarre et tapé mon mot de passe", "ce formulaire en français"),
        ("a client wants to see his own file", "fill in this form in English"),
    ],
)
def test_a_line_that_is_understood_begins_as_it_would_in_dutch(chat: Chat, line: str, told: str) -> None:
    turn = chat.say(line)
    assert chat.talk.draft is not None
    assert told in turn.beside
    assert chat.say("I do not know what it was").beside == "", "once: not at each question"


def test_what_is_no_form_is_told_so(chat: Chat) -> None:
    turn = chat.say("how is it going with my report")
    assert isinstance(turn.want, OwnCases)
    assert "write to me in English" in turn.beside


@pytest.mark.parametrize(
    "line", ["laptop kwijt", "hoi", "mag ik dit mailen", "zoek file sharing", "menu", "👍"]
)
def test_dutch_gets_no_other_language(chat: Chat, line: str) -> None:
    assert chat.say(line).beside == ""


@pytest.mark.parametrize("language", NOT_UNDERSTOOD)
def test_a_line_that_is_not_understood_gets_a_card_in_that_language(chat: Chat, language: str) -> None:
    line, above, breach = NOT_UNDERSTOOD[language]
    assert LANGUAGES.of(line) == language
    turn = chat.say(line)
    assert isinstance(turn.want, AnswerOrHelp)
    assert above in turn.beside
    shown = DIALOG.unread(turn.talk, turn.want, chat.at).show
    assert shown is not None
    assert violations(shown.card) == []
    titles = [each["title"] for each in actions(shown.card)]
    assert titles[0] == breach
    assert "privacy@" in words(shown.card)
    assert "Dat begreep ik niet" not in words(shown.card)
    ask = next(each for each in actions(shown.card) if each["verb"] == "contact")
    chat.send("contact", {name: str(value) for name, value in ask["data"].items()})
    assert violations(chat.card, (line,)) == []
    assert line in words(chat.card), "the question goes along"
    chat.send("start", {"flow": "breach"})
    assert chat.step == "incident"


def test_a_colleague_is_not_asked_what_was_said_long_ago(chat: Chat) -> None:
    chat.say("mijn laptop met dossiers is gestolen in de trein")
    chat.send("contact", {"office": "po"})
    assert "gestolen" not in words(chat.card), "from the menu the field is empty"
