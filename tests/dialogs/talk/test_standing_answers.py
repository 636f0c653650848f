"""What an office answered before is given to who asks the same, said to be that, and never hides a report."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.typed_text import tamed_lines
from cases.told import STANDING_ANSWER, STANDING_QUESTION, STANDING_WORDS, StandingAnswer
from dialogs.talk.turn import AnswerOrHelp, HowLong, Occasion, Turn
from tests.cards.example_words import NASTY
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, Chat, actions, unsure, words

QUESTION = "Mag de tolk het dossier vooraf lezen?"
SAID = "Nee. De tolk hoort in het gesprek wat nodig is."
NEARLY = "mag een tolk vooraf het dossier lezen"
GIVEN = StandingAnswer(
    "VA-2026-0001", "fg", QUESTION, SAID, date(2026, 11, 3), date(2027, 11, 3), ("10", "no point of ours")
)
ABOUT = "Antwoord van de FG van 3 november 2026"


def asked(chat: Chat, line: str, *standing: StandingAnswer) -> Turn:
    """What is answered to this line on an occasion with these answers, and what becomes of a line that is unclear."""
    at: Occasion = replace(chat.at, standing=standing)
    turn = DIALOG.on_text(chat.talk, line, at)
    if isinstance(turn.want, AnswerOrHelp):
        turn = DIALOG.unread(chat.talk, turn.want, at)
    return chat._took(turn)


def rows(chat: Chat) -> list[Any]:
    return [each["data"]["value"] for each in actions(chat.card) if each["verb"] == "knowledge"]


@pytest.mark.parametrize("line", [QUESTION, NEARLY])
def test_it_is_given_at_once_with_its_office_and_its_days(chat: Chat, line: str) -> None:
    asked(chat, line, GIVEN)
    told = words(chat.card)
    assert ABOUT in told
    assert SAID in told
    assert QUESTION in told, "who is answered wrongly sees it"
    assert "3 november 2027" in told
    assert "punt 10" in told
    assert "VA-2026-0001" not in told
    assert violations(chat.card, [QUESTION, SAID]) == []
    chat.press("Vraag het een collega")
    assert chat.talk.plain_id


@pytest.mark.parametrize("intent", ["question", "sharing", "retention", "contact"])
def test_however_it_is_heard_it_is_known_that_something_is_asked(chat: Chat, intent: Any) -> None:
    with unsure(NEARLY, intent):
        turn = DIALOG.on_text(chat.talk, NEARLY, chat.at)
        assert turn.asks or isinstance(turn.want, AnswerOrHelp)
        asked(chat, NEARLY, GIVEN)
    assert SAID in words(chat.card)


def test_a_line_that_begins_a_flow_is_answered_and_the_flow_is_a_press_away(chat: Chat) -> None:
    begun = DIALOG.on_text(chat.talk, "mag ik dit mailen naar de tolk", chat.at)
    assert begun.talk.draft is not None
    assert begun.asks
    asked(chat, "mag ik dit mailen naar de tolk", replace(GIVEN, question="Mag ik dit mailen naar de tolk?"))
    assert SAID in words(chat.card)
    assert chat.talk.draft is None
    (flow,) = [each["data"]["flow"] for each in actions(chat.card) if each["verb"] == "start"]
    chat.send("start", {"flow": flow})
    assert chat.talk.draft is not None


@pytest.mark.parametrize(
    "line",
    [
        "ik heb een mail met gegevens van een cliënt naar de verkeerde gestuurd",
        "mijn laptop met dossiers is gestolen uit de auto",
    ],
)
def test_a_report_is_never_answered_away(chat: Chat, line: str) -> None:
    asked(chat, line, replace(GIVEN, question=line))
    assert SAID not in words(chat.card)
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "breach"


def test_what_is_most_likely_a_breach_has_the_way_to_a_report_first(chat: Chat) -> None:
    with unsure(NEARLY, "breach", "question"):
        asked(chat, NEARLY, GIVEN)
    assert SAID not in words(chat.card)
    verbs = [each["verb"] for each in actions(chat.card)]
    assert verbs.index("start") < verbs.index("knowledge")
    assert rows(chat) == ["VA-2026-0001"]


def test_when_it_may_be_a_breach_it_can_be_reported_from_the_answer(chat: Chat) -> None:
    with unsure(NEARLY, "sharing", "breach"):
        asked(chat, NEARLY, GIVEN)
    assert SAID in words(chat.card)
    chat.press("Datalek melden")
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "breach"


def test_how_long_something_is_kept_may_have_been_answered_too(chat: Chat) -> None:
    line = "hoe lang bewaren we de lijst van de tolk"
    turn = DIALOG.on_text(chat.talk, line, chat.at)
    assert isinstance(turn.want, HowLong)
    assert turn.asks
    asked(chat, line, replace(GIVEN, question="Hoe lang bewaren we de lijst van de tolk?"))
    assert ABOUT in words(chat.card)


def test_in_the_middle_of_a_flow_it_is_given_and_the_flow_goes_on(chat: Chat) -> None:
    chat.send("start", {"flow": "processing"})
    before = chat.talk.draft
    line = "wat is een persoonsgegeven"
    turn = asked(chat, line, replace(GIVEN, question=line))
    assert turn.asks
    assert SAID in words(chat.card)
    assert chat.talk.draft == before
    chat.press("Ga verder")
    assert chat.step == "plan"


def test_a_row_opens_it_while_it_is_given(chat: Chat) -> None:
    data = {"value": GIVEN.number, "draft": ""}
    gone = DIALOG.on_press(chat.talk, "knowledge", data, chat.at)
    assert gone is not None
    assert gone.asks, "only then is it looked for"
    assert gone.show is not None
    assert "Waarmee kan ik je helpen?" in words(gone.show.card)
    opened = DIALOG.on_press(chat.talk, "knowledge", data, replace(chat.at, standing=(GIVEN,)))
    assert opened is not None
    chat._took(opened)
    assert SAID in words(chat.card)


TEXTS = st.one_of(st.text(max_size=STANDING_QUESTION), st.sampled_from(sorted(NASTY.values())))


@given(TEXTS, TEXTS.map(lambda text: " ".join((text * 9)[:STANDING_ANSWER].split()[:STANDING_WORDS])))
def test_whatever_an_office_wrote_every_card_keeps_the_rules(question: str, answer: str) -> None:
    question = question[:STANDING_QUESTION]
    chat, odd = Chat(), replace(GIVEN, question=question, answer=answer)
    at = replace(chat.at, standing=(odd,))
    opened = DIALOG.on_press(chat.talk, "knowledge", {"value": odd.number}, at)
    assert opened is not None
    assert opened.show is not None
    typed = [question, answer, *tamed_lines(question), *tamed_lines(answer)]
    assert violations(opened.show.card, typed) == []
    asked(chat, NEARLY, odd)
    assert violations(chat.card, [*typed, NEARLY]) == []
