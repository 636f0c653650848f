"""The moments that the card of a question looks at: a second before, and at that moment."""

from datetime import timedelta

import pytest

from cases.consult.office_card import living
from cases.consult.rhythm import asked_again_at, wished_by
from tests.cases.breach.by_chance import NOOR, ORG
from tests.cases.consult.by_chance import after, filed
from tests.cases.drawn import words_on
from tests.cases.viewers import IN_PO

AHEAD = pytest.mark.parametrize(
    ("moved", "ahead"), [(timedelta(seconds=-1), True), (timedelta(0), False)], ids=["before", "then"]
)


@AHEAD
def test_an_answer_is_late_from_the_morning_before_which_it_was_hoped_for(
    moved: timedelta, ahead: bool
) -> None:
    for case in (filed().case, after(filed().case, "take_up", NOOR)):
        card = living(case, wished_by(case, ORG) + moved, ORG, IN_PO)
        assert (card["body"][0]["style"] == "emphasis") == ahead
        assert ("was gewenst vóór" in words_on(card)) == (not ahead)


@AHEAD
def test_a_question_back_says_when_the_asker_is_reminded_and_then_that_this_was_done(
    moved: timedelta, ahead: bool
) -> None:
    case = after(filed().case, "ask_reporter", NOOR, words="Hoeveel mensen zijn het?")
    card = living(case, asked_again_at(case.pending[0].asked_at, ORG) + moved, ORG, IN_PO)
    assert ("herinner ik de vrager" in words_on(card)) == ahead
    assert ("Ik heb de vrager eraan herinnerd" in words_on(card)) == (not ahead)
