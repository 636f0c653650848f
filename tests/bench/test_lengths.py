"""The twelve everyday wishes are played to their verdict, stay short, and stand in docs/lengte.md as they are."""

import statistics

import pytest

from bench.lengths import LONGEST, MEDIAN, PAGE, Stuck, loaded, page, play, wishes

DIALOG = loaded()
WISHES = wishes()


def test_the_page_tells_what_the_wishes_take_and_they_are_short() -> None:
    played = [(wish, play(DIALOG, wish)) for wish in WISHES]
    assert [(wish.naam, end.end) for wish, end in played] == [(wish.naam, wish.uitkomst) for wish in WISHES]
    cards = [end.took.kaarten for _, end in played]
    assert len(WISHES) == 12
    assert statistics.median(cards) <= MEDIAN
    assert max(cards) <= LONGEST
    assert PAGE.read_text("utf-8") == page([(wish, end.took) for wish, end in played]), (
        "python -m bench.lengths"
    )


def test_a_question_without_an_answer_and_a_sentence_about_something_else_are_told() -> None:
    wish = next(each for each in WISHES if "regular" in each.antwoord)
    less = {name: value for name, value in wish.antwoord.items() if name != "regular"}
    with pytest.raises(Stuck, match="regular"):
        play(
            DIALOG, wish.model_copy(update={"antwoord": less, "zin": "mag ik gegevens van een cliënt delen"})
        )
    with pytest.raises(Stuck, match=wish.naam):
        play(DIALOG, wish.model_copy(update={"zin": "de koffie is op"}))
