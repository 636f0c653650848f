"""Facts out of JSON: what does not fit is told in one line."""

import pytest

from cases.assessment.breach_facts import BadFacts, read_facts
from tests.cases.assessment.breaches import V


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"n_persons": 3}, "unknown key 'n_persons'"),
        ({"n_people": -1}, "n_people: "),
        ({"n_people": "12"}, "n_people: "),
        ({"n_people": True}, "n_people: "),
        ({"hours_unavailable": float("nan")}, "hours_unavailable: "),
        ({"special": "ja"}, "special: "),
        ({"disclosed_or_exfiltrated": "misschien"}, "disclosed_or_exfiltrated: "),
        ({"kind": ["vertrouwelijk"]}, "kind: "),
        ({"kind": V}, "kind: "),
        ({"data_kinds": "naam"}, "data_kinds: "),
        ([], "one JSON object"),
        (None, "one JSON object"),
    ],
)
def test_bad_facts_are_one_clear_line(told: object, words: str) -> None:
    with pytest.raises(BadFacts) as failed:
        read_facts(told)
    assert words in str(failed.value)
    assert "\n" not in str(failed.value)


def test_an_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(BadFacts) as failed:
        read_facts({"disclosed_or_exfiltrated": "Sam Voorbeeld"})
    assert "Voorbeeld" not in str(failed.value)
