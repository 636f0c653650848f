"""The advice on breaches of which the guidelines or the policy say what is right."""

import pytest

from cases.assessment.breach_facts import read_facts
from tests.cases.assessment.breaches import assess
from tests.cases.assessment.worked_guidance import GUIDANCE


@pytest.mark.parametrize("name", GUIDANCE)
def test_what_the_guidelines_and_the_policy_say(name: str) -> None:
    facts, expected = GUIDANCE[name]
    advice = assess(read_facts(facts))
    assert (advice.notify_ap, advice.notify_people) == expected


def test_there_are_forty_of_all_three_outcomes() -> None:
    assert len(GUIDANCE) >= 40
    outcomes = [expected for _, expected in GUIDANCE.values()]
    assert all(outcomes.count(each) >= 5 for each in set(outcomes))
