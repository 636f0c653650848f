"""The measures of an organisation: defaults, an order that they must keep, and all that is wrong told at once."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cases.measures import Measures

EXAMPLE = Path(__file__).parents[2] / "organisation.example.toml"


def test_the_example_names_every_measure_with_its_default() -> None:
    assert tomllib.loads(EXAMPLE.read_text("utf-8"))["assessment"] == Measures().model_dump()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"few_people": 100, "large_people": 100}, ("few_people (100) must be below large_people (100)",)),
        (
            {"few_records": 900, "large_records": 800, "care_hours": 80, "half_day_hours": 9},
            (
                "few_records (900) must be below large_records (800)",
                "half_day_hours (9) must not be above depending_hours (8)",
                "care_hours (80) must not be above vulnerable_hours (72)",
            ),
        ),
    ],
)
def test_every_pair_out_of_order_is_told_at_once(told: dict[str, Any], words: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as failed:
        Measures.model_validate(told)
    told_of = [each["msg"] for each in failed.value.errors()]
    assert len(told_of) == len(words)
    assert all(any(each in message for message in told_of) for each in words)


@pytest.mark.parametrize(
    "told", [{"few_people": 0}, {"large_people": 1001}, {"doubt_percent": 51}, {"few": 3}]
)
def test_a_measure_has_bounds_and_no_other_name(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Measures.model_validate(told)


@given(st.sampled_from(sorted(Measures.model_fields)), st.floats(0.5, 1.5))
def test_a_measure_moves_alone(name: str, factor: float) -> None:
    usual, moved = dict(Measures()), dict(Measures().moved((name,), factor))
    assert moved[name] == usual[name] * factor
    assert {each for each in usual if moved[each] != usual[each]} <= {name}
