"""The pages that an office signs: Dutch conditions, no names of code, and the weighing of a breach."""

import re
from collections.abc import Iterator

import pytest

from cases.assessment.reasons import every_reason
from cases.measures import Measures
from dialogs.conditions import meaning_of, name_of
from dialogs.drawing import page
from dialogs.flow import Flow, Fork
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import exits_of
from dialogs.scenarios import load_scenarios
from dialogs.told_conditions import has_words, say
from dialogs.told_weighing import say as weighing
from state_machines.chart import Guard

PAGES = {name: page(flow, TEXTS[name], load_scenarios(name)) for name, flow in FLOWS.items()}


def guards_of(flow: Flow) -> Iterator[Guard]:
    """Every condition on the page of a flow, with those that it consists of."""
    waiting = [
        guard
        for step in flow.steps
        for _, target in exits_of(step)
        if isinstance(target, Fork)
        for guard, _ in target.branches
    ]
    waiting += [each.when for each in flow.follows if each.when is not None]
    while waiting:
        guard = waiting.pop()
        yield guard
        meaning = meaning_of(guard)
        waiting += meaning.of if meaning is not None else ()


def labels_of(told: str) -> Iterator[str]:
    """What a reader sees of conditions: the words on arrows, and when something follows."""
    yield from re.findall(r'-->\|"([^"]*)"\|', told)
    yield from re.findall(r"^\| (?!---)(.+) \|$", told, re.MULTILINE)


@pytest.mark.parametrize("name", FLOWS)
def test_every_condition_can_be_told_in_words(name: str) -> None:
    """Words for a function of a flow's own stand in dialogs/told_conditions.nl.toml, under [named]."""
    assert [name_of(each) for each in guards_of(FLOWS[name]) if not has_words(each)] == []


@pytest.mark.parametrize("name", FLOWS)
def test_no_page_shows_the_code_name_of_a_condition(name: str) -> None:
    codes = {name_of(each) for each in guards_of(FLOWS[name])}
    codes |= {meaning.field for each in guards_of(FLOWS[name]) if (meaning := meaning_of(each))}
    # A name that is a Dutch word too says nothing wrong, such as "bsn".
    codes -= {"", "bsn", *FLOWS}
    for label in labels_of(PAGES[name]):
        assert not re.search(r"[a-z]_[a-z]|≠|…|`", label), label
        assert not any(re.search(rf"\({re.escape(code)}\)|: {re.escape(code)}\b", label) for code in codes), (
            label
        )
        assert say("otherwise_told") not in label


def test_no_words_for_conditions_that_are_gone() -> None:
    known = {name_of(each) for flow in FLOWS.values() for each in guards_of(flow)}
    assert {key.removeprefix("named.") for key in say if key.startswith("named.")} <= known


def test_the_page_of_the_assessment_tells_how_it_weighs() -> None:
    told = PAGES["triage"]
    assert [each[0] for each in every_reason("ap")][:2] == ["start", "risk_harm"], "in the order of the words"
    for subject in ("ap", "people"):
        for _, text, source in every_reason(subject):
            assert f"| {text} |" in told
            assert source in told
    for name, value in Measures():
        assert f"| {weighing(f'measure.{name}')} | {f'{value:,g}'.replace(',', '.')} |" in told
        assert name not in told
    assert "maat van de bot, niet van het beleid" in told


def test_what_rests_on_a_number_says_that_the_number_is_not_from_the_policy() -> None:
    for subject, key in (
        ("ap", "risk_many"),
        ("ap", "risk_much"),
        ("ap", "risk_unavailable"),
        ("ap", "calm_harmless"),
        ("ap", "calm_restored"),
        ("ap", "near"),
        ("people", "high_many"),
        ("people", "high_much"),
        ("people", "high_unavailable"),
        ("people", "near"),
    ):
        sources = {name: source for name, _, source in every_reason(subject)}  # type: ignore[arg-type]
        assert "maat van de bot, niet van het beleid" in sources[key].lower()
