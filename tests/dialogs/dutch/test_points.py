"""A question finds the points of the policy that it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.points import MOST_POINTS, load_point_words, points_in
from dialogs.flows import FLOWS
from dialogs.texts import POLICY

WORDS = load_point_words()


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("wat zegt het beleid over bewaren van dossiers", "8"),
        ("wat is een grondslag", "5"),
        ("wat zegt het beleid over zivver", "13"),
        ("wat is een datalek", "14"),
        ("wat is een verwerkersovereenkomst", "10"),
        ("wat zijn bijzondere persoonsgegevens", "2"),
        ("wat is het verwerkingsregister", "11"),
        ("wat is een dpia", "inleiding"),
    ],
)
def test_a_question_finds_its_points(text: str, point: str) -> None:
    assert point in points_in(text, WORDS)


@given(st.text(max_size=300))
def test_whatever_is_asked_there_are_few_points_and_they_exist(text: str) -> None:
    found = points_in(text, WORDS)
    assert len(found) <= MOST_POINTS
    assert set(found) <= POLICY.keys()


def test_every_point_that_a_question_may_find_says_what_it_comes_down_to() -> None:
    for point in WORDS.points:
        assert POLICY[point].kern
        assert POLICY[point].gesprek in ("", *FLOWS)
