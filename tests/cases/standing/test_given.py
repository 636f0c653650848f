"""Which standing answers are given to everybody, from which office, and until when."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.register.life import Deed, Refused
from cases.standing.register import STANDING, given_now
from cases.told import STANDING_WORDS
from state_machines.record_life import CURRENT
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG
from tests.cases.lasting.by_chance import COMPLETE, KINDS, Kept, Lived, filed, lived

KEPT = next(each for each in KINDS if each.kind.register == "standing")
WHOLE = COMPLETE["standing"]


def did(record: Any, event: str, at: datetime = NOW, **told: str) -> Any:
    return KEPT.life.change(record, event, Deed(KEPT.keeper, at, ORG, told)).case


@given(lived(KEPT), st.integers(0, 900))
def test_only_what_is_established_is_given_and_not_after_its_day(life: Lived, days: int) -> None:
    record, at = life.record, NOW + timedelta(days=days)
    told = given_now(record, at, ORG)  # type: ignore[arg-type]
    on, today = record.review_on, at.astimezone(ORG.zone).date()
    assert (told is not None) == (record.status == CURRENT and on is not None and today <= on)
    if told is not None:
        content = record.content.model_dump()
        assert (told.question, told.answer) == (content["question"], content["answer"])
        assert (told.number, told.office, told.review_on) == (record.number, record.office, on)


def test_an_answer_is_given_up_to_and_on_its_day_of_review() -> None:
    record = filed(KEPT, WHOLE).case
    on = record.review_on
    assert on is not None
    for day, given_out in ((on, True), (on + timedelta(days=1), False)):
        now = datetime.combine(day, time(0, 1), ORG.zone)
        assert (given_now(record, now, ORG) is not None) == given_out, day


@pytest.mark.parametrize(("who", "office"), [(NOOR, "po"), (FEN, "fg"), (JIP, "jz")])
def test_each_office_keeps_its_own(who: Any, office: str) -> None:
    record = filed(Kept(KEPT.kind, STANDING, who), WHOLE).case
    assert record.cards == (office,)
    told = given_now(record, NOW, ORG)
    assert told is not None
    assert told.office == office
    others = [each for each in (NOOR, FEN, JIP) if each is not who]
    for event in ("change_words", "end"):
        assert KEPT.life.may(record, event, who, NOW, ORG)
        assert not any(KEPT.life.may(record, event, other, NOW, ORG) for other in others)


def test_its_date_is_the_day_on_which_the_office_last_stood_for_it() -> None:
    record = filed(KEPT, WHOLE).case
    later = NOW + timedelta(days=40)
    changed = did(record, "change_words", later, answer="Ja.")
    ended = did(did(changed, "end", later, reason="Voorbij."), "reopen", later)
    assert given_now(ended, later, ORG) is None
    again = did(ended, "establish", later + timedelta(days=1))
    dates = [given_now(each, NOW, ORG) for each in (record, changed, again)]
    days = [(each.said_on - date(2026, 11, 23)).days for each in dates if each is not None]
    assert [each - days[0] for each in days] == [0, 40, 41]


def test_more_words_than_fit_on_a_card_are_refused() -> None:
    assert filed(KEPT, {**WHOLE, "answer": "ja " * STANDING_WORDS}).case.status == CURRENT
    with pytest.raises(Refused):
        filed(KEPT, {**WHOLE, "answer": "ja " * (STANDING_WORDS + 1)})
