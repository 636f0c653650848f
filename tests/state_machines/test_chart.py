"""A chart that contradicts itself is refused before anybody talks to it."""

import pytest

from state_machines.chart import Arrow, Chart, ChartError, Facts


def yes(facts: Facts) -> bool:
    return facts["sure"] == "yes"


def chart(*arrows: Arrow, states: tuple[str, ...] = ("a", "b"), start: str = "a") -> Chart:
    return Chart("test", start, states, arrows)


def test_a_sound_chart_is_taken() -> None:
    made = chart(Arrow("a", "go", "b", yes), Arrow("a", "go", "a"), Arrow("b", "back", "a"))
    assert made.start == "a"
    assert len(made.arrows) == 3


@pytest.mark.parametrize(
    ("arrows", "states", "start", "words"),
    [
        ((Arrow("a", "go", "b"),), ("a", "b", "a"), "a", "twice"),
        ((Arrow("a", "go", "b"),), ("a", "b"), "c", "start"),
        ((Arrow("a", "go", "c"),), ("a", "b"), "a", "no such state"),
        ((Arrow("c", "go", "b"),), ("a", "b"), "a", "no such state"),
        ((Arrow("a", "go", ""),), ("a", ""), "a", "no such state"),
        ((Arrow("a", "go", "b"), Arrow("a", "go", "a", yes)), ("a", "b"), "a", "never be taken"),
        ((Arrow("a", "go", "b"), Arrow("a", "go", "b")), ("a", "b"), "a", "never be taken"),
        ((Arrow("b", "go", "a"),), ("a", "b"), "a", "nothing leads"),
        (
            (Arrow("a", "go", "a"), Arrow("b", "go", "c"), Arrow("c", "go", "b")),
            ("a", "b", "c"),
            "a",
            "nothing",
        ),
        ((), ("a", "b"), "a", "nothing leads"),
        ((), (), "a", "start"),
    ],
)
def test_a_chart_that_contradicts_itself_is_refused(
    arrows: tuple[Arrow, ...], states: tuple[str, ...], start: str, words: str
) -> None:
    with pytest.raises(ChartError, match=words):
        chart(*arrows, states=states, start=start)
