"""What was begun and not finished: put aside, taken up, wiped, told."""

from datetime import timedelta

from dialogs.talk.presenting import Show
from dialogs.talk.turn import Turn
from tests.dialogs.talk.chatting import DIALOG, Chat, to_review, words
from tests.dialogs.walking import NOW


def test_a_verdict_is_no_open_draft_and_its_end_is_silent(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    chat.press("Mag ik ze bewaren?")
    chat.press("Nee")
    assert "geldt hier niet" in words(chat.card)
    assert DIALOG.expire(chat.talk, NOW + timedelta(days=15))[1] == ()
    chat.send("start", {"flow": "retention"})
    assert chat.step == "keep_or_delete"


def test_stopping_keeps_the_answers_and_wiping_does_not(chat: Chat) -> None:
    to_review(chat)
    chat.press("Stop")
    assert chat.talk.draft is None
    chat.press("Ga verder")
    assert chat.step == "check"
    chat.say("stop")
    chat.press("Wis mijn antwoorden")
    assert chat.talk.draft is None
    assert not chat.talk.parked


def test_what_is_typed_after_stop_does_not_answer_the_question(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    form = chat.card
    chat.press("Stop")
    chat.say("ik denk dat ik een datalek heb")
    assert "al begonnen" in words(chat.card)
    assert chat.talk.draft is None
    chat.press("Ga verder")
    assert chat.step == "what_when"
    chat.say("stop")
    chat.turn = Turn(chat.talk, Show(form, ""))
    chat.press("Volgende", what_happened="Tas met laptop in de trein.")
    assert chat.step == "whose", "a press on the card that still stands there goes on as well"


def test_starting_again_asks_about_the_report_that_lies_open(chat: Chat) -> None:
    to_review(chat)
    chat.send("start", {"flow": "breach"})
    assert chat.step == "check"
    chat.press("Begin opnieuw")
    assert chat.step == "incident"
    assert chat.talk.draft is not None
    assert not chat.talk.draft.answers


def test_drafts_expire_and_their_owner_is_told(chat: Chat) -> None:
    to_review(chat)
    fresh, titles = DIALOG.expire(chat.talk, NOW + timedelta(days=13, hours=23))
    assert (fresh, titles) == (chat.talk, ())
    wiped, titles = DIALOG.expire(chat.talk, NOW + timedelta(days=14))
    assert wiped.draft is None
    assert titles == ("Datalek melden",)
    assert DIALOG.expires_at(chat.talk) == NOW + timedelta(days=14)
