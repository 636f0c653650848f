"""The questions of an assessment: what answers mean for the weighing, whatever they are, and the signed cases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.assessment.weighing import Advice
from cases.breach.report import Report
from dialogs.answers import read_step
from dialogs.assessing.walk import FLOW, GUIDE, facts_of, report_as_answers, walk_of
from dialogs.flow import Choice, Form, Outcome, fields_of
from dialogs.flows import TEXTS
from dialogs.guide import Draft
from dialogs.scenarios import Scenario, load_scenarios, play
from tests.cases.assessment.breaches import assess
from tests.cases.breach.by_chance import filed, reports
from tests.dialogs.walking import NOW, an_answer_to

UNKNOWN = "onbekend"


def advised(advice: Advice) -> set[str]:
    """The advice in the words of the scenarios."""
    told = {"melden" if advice.notify_ap else "niet melden"}
    told.add("inlichten" if advice.notify_people else "niet inlichten")
    return told | ({"twijfel"} if advice.doubt else set())


@pytest.mark.parametrize("scenario", load_scenarios("triage"), ids=lambda each: each.naam)
def test_the_signed_cases_are_advised_as_they_say(scenario: Scenario) -> None:
    outcome, draft = play(GUIDE, TEXTS[FLOW.id], scenario, NOW)
    if outcome.id == "no_breach":
        assert not scenario.advies
    else:
        assert advised(assess(facts_of(GUIDE.position(draft).facts))) == set(scenario.advies)


@st.composite
def walks(draw: st.DrawFn) -> Draft:
    """A way through all the questions to an outcome."""
    draft = GUIDE.start("DL-2026-0001", NOW)
    while not isinstance(step := GUIDE.position(draft).step, Outcome):
        raw = draw(an_answer_to(step))
        reading = read_step(step, raw, GUIDE.position(draft).facts, NOW)
        assert not reading.problems
        draft = GUIDE.answer(draft, step.id, reading.values, NOW).draft
    return draft


@settings(max_examples=60, deadline=None)
@given(walks())
def test_every_way_to_a_breach_can_be_weighed_and_is_registered(draft: Draft) -> None:
    position = GUIDE.position(draft)
    if position.step.id == "breach":
        assert assess(facts_of(position.facts)).register


@settings(max_examples=60, deadline=None)
@given(walks(), st.data())
def test_not_knowing_never_makes_it_lighter(draft: Draft, data: st.DataObject) -> None:
    """Who answers "nog onbekend" to one more question is never told to leave the AP out for that."""
    position = GUIDE.position(draft)
    if position.step.id != "breach":
        return
    open_ended = [
        step
        for step in position.path
        if isinstance(found := FLOW.step(step), Choice) and UNKNOWN in found.to and step != "role"
    ]
    if not open_ended:
        return
    asked = data.draw(st.sampled_from(open_ended))
    known = assess(facts_of(position.facts))
    unknown = assess(facts_of({**position.facts, asked: UNKNOWN}))
    assert unknown.notify_ap or not known.notify_ap


@settings(max_examples=50, deadline=None)
@given(reports())
def test_what_the_report_says_stands_in_the_questions(report: Report) -> None:
    told = report_as_answers(report)
    known = {each.id: each for step in FLOW.steps for each in fields_of(step)}
    for field, value in told.items():
        assert set(value.split(",")) <= set(known[field].options)
    draft = walk_of(filed(report).case, NOW)
    forms = [step for step in FLOW.steps if isinstance(step, Form)]
    shown = {name: value for step in forms for name, value in GUIDE.standing(draft, step).items()}
    assert told.items() <= shown.items()


def test_all_three_conditions_make_data_unreadable_and_fewer_do_not() -> None:
    base = {"happened": "vertrouwelijkheid", "data_kinds": "gezondheid", "groups": "client", "weighs": "geen"}
    asked = {**base, "left": UNKNOWN, "unreadable": "ja"}
    every = "compleet,in_hand,sleutel"
    assert facts_of({**asked, "proof": every}).encrypted_or_otherwise_unintelligible is True
    for fewer in ("compleet,in_hand", "compleet,sleutel", "in_hand,sleutel", "geen", f"{every},geen"):
        assert facts_of({**asked, "proof": fewer}).encrypted_or_otherwise_unintelligible is False


def test_a_number_wins_over_the_range_and_a_range_counts_as_its_upper_end() -> None:
    base = {"happened": "vertrouwelijkheid", "data_kinds": "contact", "groups": "client", "weighs": "geen"}
    assert facts_of({**base, "n_people": "11-100"}).n_people == 100
    assert facts_of({**base, "n_people": "11-100", "people_about": "14"}).n_people == 14
    assert facts_of({**base, "n_people": UNKNOWN}).n_people is None
    assert facts_of({**base, "n_people": "1", "people_about": "9" * 40}).n_people is not None
