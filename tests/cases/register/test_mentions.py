"""Whom a reminder calls by name: each once, and nobody of so many that they are a group."""

import pytest

from cases.register.mentions import MOST_CALLED, called
from tests.cases.breach.by_chance import guid


@pytest.mark.parametrize("beyond", [0, 1])
def test_so_many_are_called_and_more_are_spoken_to_as_a_group(beyond: int) -> None:
    people = [(guid(number), f"Collega {number}") for number in range(MOST_CALLED + beyond)]
    found = called([*people, *people])
    assert [each.id for each in found] == ([] if beyond else [aad_id for aad_id, _ in people])


def test_who_has_no_name_that_can_be_read_is_not_called() -> None:
    assert [each.id for each in called([(guid(1), ""), (guid(2), "Noor Voorbeeld")])] == [guid(2)]
