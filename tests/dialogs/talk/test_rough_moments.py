"""A moment that was told roughly is called so on the card, in the review and in what is filed, until it is changed."""

import re
from datetime import UTC, datetime

import pytest

from cases.breach.from_answers import report_of
from cases.breach.report import Report
from dialogs.talk.turn import FileDraft
from tests.dialogs.talk.chatting import Chat, words

MORNING = "ongeveer ma 23 november 2026, 06.00 uur"
ROUGHLY = re.compile("ongeveer (?!\\d)")
"""A moment; "vraag 2, nog ongeveer 3" is none."""
YESTERDAY = "ongeveer zo 22 november 2026, 15.00 uur"


def at_the_review(chat: Chat, **when: str) -> None:
    """Presses through to the review; `when` is what stands in the fields of the second card."""
    if chat.step == "what_when":
        chat.press("Volgende", what_happened="Brief verkeerd.", **when)
    chat.press("Volgende", data_kinds="contact")
    chat.press("Volgende", groups="client", n_people="1")
    chat.press("Volgende", cause="vergissing", systems="papier", done="")
    assert chat.step == "check"


def filed(chat: Chat) -> Report:
    chat.press("Verstuur naar de Privacy Officer")
    want = chat.turn.want
    assert isinstance(want, FileDraft)
    return report_of(want.facts, chat.now)


def test_a_rough_discovery_is_called_so_from_the_card_to_the_case(chat: Chat) -> None:
    chat.say("vanmorgen ontdekte ik dat een brief bij de verkeerde client ligt")
    assert MORNING in words(chat.card)
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="06:00")
    at_the_review(chat, happened_date="2026-11-22")
    assert MORNING in words(chat.card)
    report = filed(chat)
    assert report.about == ("discovered_at",)
    assert report.discovered_at == datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "the term starts at the earliest"


@pytest.mark.parametrize(
    "changed", [{"discovered_time": "06:05"}, {"discovered_date": "2026-11-22"}, {"discovered_time": ""}]
)
def test_who_changes_the_day_or_the_time_tells_it_exactly(chat: Chat, changed: dict[str, str]) -> None:
    chat.say("vanmorgen ontdekte ik dat een brief bij de verkeerde client ligt")
    kept = {"discovered_date": "2026-11-23", "discovered_time": "06:00"}
    chat.press("Volgende", kind="kwijt", **kept | changed)
    chat.press("Terug")
    assert not ROUGHLY.search(words(chat.card))
    chat.press("Volgende", kind="kwijt", **kept)
    at_the_review(chat)
    assert not ROUGHLY.search(words(chat.card)), "what is put back by hand is meant so"
    assert filed(chat).about == ()


def test_a_wrong_field_beside_it_does_not_make_it_exact(chat: Chat) -> None:
    chat.say("vanmorgen ontdekte ik dat een brief bij de verkeerde client ligt")
    kept = {"discovered_date": "2026-11-23", "discovered_time": "06:00"}
    chat.press("Volgende", kind="", **kept)
    assert chat.step == "incident"
    chat.press("Volgende", kind="kwijt", **kept)
    at_the_review(chat)
    assert MORNING in words(chat.card)


def test_a_rough_moment_that_is_typed_at_its_card(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    chat.say("gisteren rond drie uur")
    assert YESTERDAY in words(chat.card)
    assert chat.turn.shrink is not None
    assert YESTERDAY in words(chat.turn.shrink)
    at_the_review(chat, happened_date="2026-11-22", happened_time="15:00")
    assert YESTERDAY in words(chat.card)
    report = filed(chat)
    assert (report.happened_from, report.about) == ("2026-11-22T15:00", ("happened_from",))


def test_a_later_exact_moment_takes_the_place_of_a_rough_one(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    chat.say("gisteren rond drie uur")
    chat.say("gisteren om 15.20 uur")
    assert not ROUGHLY.search(words(chat.card))
    at_the_review(chat, happened_date="2026-11-22", happened_time="15:20")
    assert filed(chat).about == ()


def test_a_rough_moment_that_is_typed_while_the_answer_is_changed(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    at_the_review(chat, happened_date="2026-11-22", happened_time="09:00")
    chat.send("edit", {"draft": "draft-1", "version": str(_version(chat)), "step": "what_when"})
    assert chat.step == "what_when"
    chat.say("gisteren rond drie uur")
    assert chat.step == "check"
    assert YESTERDAY in words(chat.card)
    chat.send("edit", {"draft": "draft-1", "version": str(_version(chat)), "step": "what_when"})
    assert YESTERDAY in words(chat.card)
    chat.press("Volgende", what_happened="x", happened_date="2026-11-22", happened_time="15:00")
    assert filed(chat).about == ("happened_from",), "looked at and left as it was"


def test_what_a_card_sends_makes_nothing_rough(chat: Chat) -> None:
    chat.say("datalek")
    forged = {"discovered_about": "2026-11-23T09:00", "happened_about": "2026-11-22"}
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00", **forged)
    at_the_review(chat, happened_date="2026-11-22", **forged)
    assert filed(chat).about == ()


def test_a_part_of_the_day_leaves_the_day_of_a_happening_sure(chat: Chat) -> None:
    chat.say("gisterochtend heb ik een brief naar de verkeerde client gestuurd")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    assert not ROUGHLY.search(words(chat.card))
    at_the_review(chat, happened_date="2026-11-22")
    assert filed(chat).about == ()


def test_the_day_of_a_request_can_be_rough(chat: Chat) -> None:
    chat.send("start", {"flow": "rights"})
    chat.say("rond 10 november")
    assert "ongeveer di 10 november 2026" in words(chat.card)


def _version(chat: Chat) -> int:
    assert chat.talk.draft is not None
    return chat.talk.draft.version
