"""A question is answered with a card, with two to choose from, or goes to a colleague as it was typed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cases.told import KnownTerm
from dialogs.dutch.encoder import Encoder
from dialogs.dutch.intents import Intent
from dialogs.dutch.understanding import Understood, load_understanding
from dialogs.flows import FLOWS, TEXTS
from dialogs.knowledge.known import KNOWLEDGE
from dialogs.talk.dialog import Dialog
from dialogs.talk.knowledge_answers import KnowledgeAnswers, is_answered
from dialogs.talk.line import Line
from dialogs.talk.menu import Menu
from dialogs.talk.repertoire import repertoire
from dialogs.talk.turn import AnswerOrHelp, HowLong
from tests.cards.rules import violations
from tests.dialogs.talk.chatting import DIALOG, EAR, Chat, actions, unread, unsure, words
from tests.house import organisation


def test_a_question_is_answered_with_its_point_and_whom_to_ask(chat: Chat) -> None:
    chat.say("wat is een persoonsgegeven?")
    assert "punt 1" in words(chat.card)
    assert "privacy@" in words(chat.card)
    chat.press("Vraag het een collega")
    assert chat.talk.plain_id


def test_two_that_are_close_can_be_chosen_from_or_the_question_goes_to_a_colleague(chat: Chat) -> None:
    line = "wat vinden jullie van een dossier van een cliënt die al lang weg is"
    first, second = KNOWLEDGE.answer_to(line).entries
    with unsure(line, "question"):
        turn = chat.say(line)
        assert isinstance(turn.want, AnswerOrHelp)
        chat._took(DIALOG.unread(chat.talk, turn.want, chat.at))
    rows = [each["title"] for each in actions(chat.card) if each["verb"] == "knowledge"]
    assert [row.partition("? ")[0] for row in rows] == [first.vraag.rstrip("?"), second.vraag.rstrip("?")]
    assert "die al lang weg is" in words(chat.card), "what was typed can be sent as it is"
    chat.press(rows[0])
    assert chat.talk.plain_id == ""


@pytest.mark.parametrize(
    "line", ["wat is een datalek?", "wat is een datalek", "Wanneer is iets een datalek?"]
)
def test_what_might_go_wrong_is_explained_and_can_be_reported_from_there(chat: Chat, line: str) -> None:
    chat.say(line)
    assert not chat.talk.drafts()
    chat.press("Datalek melden")
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "breach"


@pytest.mark.parametrize("line", ["wat is een persoonsgegeven", "een persoonsgegeven, is dat ook een naam?"])
def test_a_question_in_a_flow_is_answered_and_the_flow_goes_on(chat: Chat, line: str) -> None:
    chat.send("start", {"flow": "processing"})
    before = chat.talk
    chat.say(line)
    assert "punt 1" in words(chat.card)
    assert chat.talk.draft == before.draft
    chat.press("Ga verder")
    assert chat.step == "plan"


@pytest.mark.parametrize(("flow", "offered"), [("processing", True), ("breach", False)])
def test_beside_a_question_in_a_flow_a_breach_can_be_reported_unless_that_is_the_flow(
    chat: Chat, flow: str, offered: bool
) -> None:
    chat.send("start", {"flow": flow})
    known = repertoire(organisation(), load_understanding(), FLOWS, TEXTS)
    answers = KnowledgeAnswers(known, Menu(known), KNOWLEDGE)
    line = "wat vinden jullie van een dossier van een cliënt die al lang weg is"
    assert not KNOWLEDGE.answer_to(line).sure
    assert chat.talk.draft is not None
    draft, meant = chat.talk.draft, known.understanding.of(line)
    step = known.guides[flow].position(draft).step
    turn = answers.beside(Line(chat.talk, draft, step, line, meant, elsewhere=False, at=chat.at))
    assert turn is not None
    chat._took(turn)
    assert "knowledge" in [each["verb"] for each in actions(chat.card)]
    starts = [each["data"]["flow"] for each in actions(chat.card) if each["verb"] == "start"]
    assert starts == (["breach"] if offered else [])
    chat.press("Ga verder")
    assert chat.talk.draft is not None


def test_a_question_that_nobody_knows_goes_to_a_colleague_as_it_was_typed(chat: Chat) -> None:
    chat.say("wat zegt het beleid over zwevende xylofoons met bsn 111222333")
    assert "111222333" not in words(chat.card) + chat.talk.model_dump_json()
    assert "xylofoons" in words(chat.card)
    send = next(each for each in actions(chat.card) if each["verb"] == "send_question")
    assert send["data"]["draft"] == chat.talk.plain_id


def test_a_row_answers_and_puts_the_question_card_away(chat: Chat) -> None:
    chat.send("contact", {"office": "po"})
    waiting = chat.talk.plain_id
    chat.send("knowledge", {"value": "wat-is-een-datalek", "draft": "another"})
    assert chat.talk.plain_id == waiting
    chat.send("knowledge", {"value": "wat-is-een-datalek", "draft": waiting})
    assert chat.talk.plain_id == ""
    assert "punt 14" in words(chat.card)


@pytest.mark.parametrize("made_up", ["", "bestaat-niet", "w" * 10_000])
def test_a_row_of_an_entry_that_is_gone_leads_to_the_menu(chat: Chat, made_up: str) -> None:
    chat.send("knowledge", {"value": made_up})
    assert "Waarmee kan ik je helpen?" in words(chat.card)
    chat.send("office", {"office": made_up})
    assert "Privacy Officer" in words(chat.card)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("wie is de FG", "Robin Voorbeeld"),
        ("telefoonnummer van de FG", "FG@wil-lekstroom.nl"),
        ("wie is de po", "Kim Voorbeeld"),
        ("wie is jz", "Fatma Voorbeeld"),
    ],
)
def test_who_an_office_is_and_how_to_reach_it(chat: Chat, line: str, told: str) -> None:
    chat.say(line)
    assert told in words(chat.card)
    if "po" not in line.split():
        assert "ga je eerst naar de Privacy Officer" in words(chat.card)
    chat.press("Stel je vraag")
    assert chat.talk.plain_id


def test_what_the_bot_keeps_is_told_and_that_it_is_a_program(chat: Chat) -> None:
    chat.say("wat doe je met mijn gegevens")
    if isinstance(chat.turn.want, AnswerOrHelp):
        chat.turn = DIALOG.unread(chat.talk, chat.turn.want, chat.at)
    assert words(chat.card).count("programma") >= 1
    assert "Je naam" in words(chat.card)


def test_how_long_is_answered_with_the_policy_and_the_terms_of_the_register(chat: Chat) -> None:
    turn = chat.say("hoe lang mogen we sollicitatiebrieven bewaren")
    assert isinstance(turn.want, HowLong)
    terms = (
        KnownTerm("Werving", "Sollicitanten **kiezen**", "4 weken na afwijzing"),
        KnownTerm("Uitkering", "Bijstand geven", "20 jaar"),
    )
    chat.turn = DIALOG.how_long(chat.talk, turn.want.text, terms)
    assert "punt 8" in words(chat.card)
    assert "4 weken na afwijzing" in words(chat.card)
    assert "20 jaar" not in words(chat.card)
    assert violations(chat.card, ["Sollicitanten **kiezen**", "4 weken na afwijzing"]) == []
    chat.press("Gegevens bewaren of wissen")
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "retention"


def test_without_a_term_in_the_register_the_answer_says_so(chat: Chat) -> None:
    for terms in ((), (KnownTerm("w" * 500, "w" * 500, "w" * 500),) * 5):
        chat.turn = DIALOG.how_long(chat.talk, "hoe lang bewaren we " + "w" * 500, terms)
        assert violations(chat.card, ["w" * 500]) == []
        assert ("Hierover vind ik geen termijn" in words(chat.card)) == (not terms)


def test_to_wipe_or_keep_something_of_ones_own_starts_the_flow(chat: Chat) -> None:
    chat.say("mag ik dit dossier wissen")
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "retention"


def test_what_is_not_clear_may_be_a_question_or_the_way_into_a_flow(chat: Chat) -> None:
    with unsure("mogen we camerabeelden delen met de politie", "sharing", "processing") as line:
        unread(chat, line)
    assert violations(chat.card) == [], "ways in and no answer"
    with unsure("mag de politie hier zomaar binnen voor informatie", "sharing", "question") as line:
        unread(chat, line)
    assert violations(chat.card, [line]) == []
    verbs = [each["verb"] for each in actions(chat.card)]
    assert "knowledge" in verbs
    assert "start" in verbs
    assert "send_question" in verbs


def test_a_plain_question_is_answered_although_a_flow_may_be_wanted_but_never_before_a_breach(
    chat: Chat,
) -> None:
    line = "mag de politie gegevens opvragen"
    with unsure(line, "sharing", "question"):
        unread(chat, line)
    assert {each["verb"] for each in actions(chat.card)} >= {"contact", "start"}, "an answer with a way in"
    assert "send_question" not in {each["verb"] for each in actions(chat.card)}
    other = Chat()
    with unsure(line, "sharing", "breach"):
        unread(other, line)
    assert next(actions(other.card))["data"]["flow"] == "breach"


@pytest.mark.parametrize(
    ("line", "heading", "point"),
    [
        ("mag ik de cliënt om een scan van zijn paspoort vragen bij een inzageverzoek", "paspoort", "16"),
        ("mogen we de termijn verlengen omdat we te weinig mensen hebben", "te druk", "16"),
        ("mag ik kosten rekenen voor kopieën van het dossier", "kost", "16"),
        ("moet ik gegevens van anderen zwart maken in het dossier dat hij krijgt", "anderen", "16"),
        ("ik ben verhuisd, hoe verander ik mijn eigen adres als medewerker", "zelf", "16"),
    ],
)
@pytest.mark.parametrize("heard", ["rights", "processing"])
def test_a_question_about_handling_a_request_is_answered_and_begins_no_new_one(
    chat: Chat, line: str, heading: str, point: str, heard: Intent
) -> None:
    with unsure(line, heard):
        unread(chat, line)
    assert chat.talk.draft is None
    assert heading in words(chat.card)
    assert f"punt {point}" in words(chat.card)


def test_a_question_about_a_request_is_answered_before_a_flow_about_something_else(chat: Chat) -> None:
    line = "mag ik een paspoortscan vragen aan de cliënt die zijn dossier opvraagt"
    EAR.heard[line] = Understood("processing", 0.99, (), sure=True)
    try:
        chat.say(line)
    finally:
        del EAR.heard[line]
    assert chat.talk.draft is None
    assert "afgeschermde kopie" in words(chat.card)


def test_what_is_said_of_anything_else_is_not_answered(chat: Chat) -> None:
    unread(chat, "wat eten we daar dan bij")
    assert "knowledge" not in [each["verb"] for each in actions(chat.card)]


@pytest.mark.parametrize(
    "line",
    ["wie leest dit eigenlijk mee", "sla jij mijn naam op", "onthou je dit als ik terugkom", "blauw", "?"],
)
def test_what_the_bot_keeps_is_answered_from_what_it_says_of_itself(chat: Chat, line: str) -> None:
    known = repertoire(organisation(), load_understanding(), FLOWS, TEXTS)
    answers = KnowledgeAnswers(known, Menu(known), KNOWLEDGE)
    assert is_answered("privacy", line)
    turn = answers.asked(chat.talk, Understood("privacy", 1.0), line, chat.at)
    assert turn.show is not None
    about_bot = {each.id for each in KNOWLEDGE.entries if each.staat == "bot"}
    rows = {each["data"]["value"] for each in actions(turn.show.card) if each["verb"] == "knowledge"}
    assert rows <= about_bot
    assert violations(turn.show.card) == []


def test_the_bots_own_note_is_a_press_away_when_the_organisation_has_it(chat: Chat) -> None:
    policy = organisation().policy.model_copy(update={"bot_note": "https://intranet.example/bot"})
    dialog = Dialog(organisation(policy=policy), load_understanding())
    turn = dialog.on_press(chat.talk, "knowledge", {"value": "bot-wat-bewaar-je"}, chat.at)
    assert turn is not None
    assert turn.show is not None
    assert "https://intranet.example/bot" in str(turn.show.card)
    chat.send("knowledge", {"value": "bot-wat-bewaar-je"})
    assert "OpenUrl" not in str(chat.card)


def test_a_telephone_is_told_when_the_organisation_has_one(chat: Chat) -> None:
    offices = organisation().offices
    fg = offices.fg.model_copy(update={"phone": "030 000 00 00"})
    dialog = Dialog(organisation(offices=offices.model_copy(update={"fg": fg})), load_understanding())
    for office in ("fg", "po"):
        turn = dialog.on_press(chat.talk, "office", {"office": office}, chat.at)
        assert turn is not None
        assert turn.show is not None
        assert "030 000 00 00" in words(turn.show.card)
        assert violations(turn.show.card, ["Robin Voorbeeld", "Noor Voorbeeld", "Kim Voorbeeld"]) == []


def test_a_line_that_both_ears_hear_and_that_is_looked_up_goes_through_the_second_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, begun = list[str](), Encoder.begun

    def counted(encoder: Encoder, text: str) -> NDArray[np.float32]:
        read.append(text)
        return begun(encoder, text)

    monkeypatch.setattr(Encoder, "begun", counted)
    line = "mag ik hier een kopietje van een paspoort wegleggen"
    turn = chat.say(line)
    assert isinstance(turn.want, AnswerOrHelp)
    chat._took(DIALOG.unread(chat.talk, turn.want, chat.at))
    assert chat.card is not None
    assert read == [line]
