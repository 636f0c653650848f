"""The figures of a year: they add up whatever happened to the cases, and fit a card."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cases.breach.figures import breach_figures
from cases.desks.year import YearFigures, year_card
from cases.register.figures import Figure
from state_machines.breach_life import DOUBLE
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG, PLAIN, Lived, filed, lived
from tests.cases.drawn import words_on

few = settings(max_examples=30)


def numbers(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {each.label: each for each in figures}


@few
@given(st.lists(lived(), max_size=6))
def test_figures_of_breaches_add_up(lives: list[Lived]) -> None:
    every = [each.case for each in lives]
    cases = [each for each in every if each.status != DOUBLE]
    told = breach_figures(every, NOW, ORG)
    named = numbers(told.figures)
    assert named["gemeld"].number == len(cases) == sum(each.number for each in told.charts[1].counts)
    assert named["dubbel gemeld, niet meegeteld"].number == len(every) - len(cases)
    in_time = named["daarvan op tijd"]
    assert in_time.number is not None
    assert in_time.of is not None
    assert in_time.of == named["gemeld bij de AP"].number
    assert 0 <= in_time.number <= in_time.of
    assert in_time.of <= len(cases)
    reached, wait = named["gemeld bij de AP"].number, named["van ontdekt tot AP"].number
    assert (wait is None) == (reached == 0)


@few
@given(st.lists(lived(), max_size=4), st.sampled_from([0, 400]), st.integers(0, 2))
def test_the_card_keeps_the_rules(lives: list[Lived], days: int, destroyed: int) -> None:
    now = NOW + timedelta(days=days)
    held: dict[str, list[Any]] = {"breach": [each.case for each in lives]}
    parts = tuple(
        each.figures(held.get(each.name, []), now, ORG) for each in REGISTERS if each.figures is not None
    )
    assert [each.key for each in parts] == ["breach", "rights", "consult"]
    card = year_card(YearFigures(NOW.year, parts, destroyed), now, ORG)
    assert violations(card) == []
    told = words_on(card)
    assert "0 van 0" not in told, "a part of nothing tells nothing"
    assert "–" not in told.split("\n")


def test_a_breach_that_was_only_reported_is_in_no_other_number() -> None:
    cases = [filed(PLAIN).case] * 3
    named = numbers(breach_figures(cases, NOW, ORG).figures)
    assert named.pop("gemeld").number == 3
    assert named.pop("van ontdekt tot gemeld bij ons").number == 0.5
    assert {each.number for each in named.values()} == {0, None}
    assert breach_figures([], NOW, ORG).figures[4].told() == "–"
