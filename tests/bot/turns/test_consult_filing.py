"""Every question that any flow can send to an office: it can be filed, read by the office and kept."""

from datetime import datetime
from typing import Any

import pytest

from cases.consult.case import ConsultCase, case_row, read_case
from cases.consult.facts import AT_A_GLANCE, SENSITIVE, SPECIAL
from cases.consult.from_answers import from_answers
from cases.consult.life import LIFE
from cases.consult.office_card import living
from cases.consult.papers import consult_paper, papers_of
from cases.drafts.agreement import KIND_OF
from cases.drafts.answers import Answers
from cases.drafts.entry import BASIS_OF, LAW_OF, basis_of
from cases.plain_text import stored_size
from cases.ports import ROW_LIMIT
from dialogs.consequences import Ask
from dialogs.flow import Outcome, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide
from dialogs.parts import sharing_terms, told_data
from dialogs.parts.lawful_basis import BY_POLICY, CHECKS, TASKS, stands
from dialogs.scenarios import load_scenarios, play
from dialogs.talk.finished import filled_in
from dialogs.talk.turn import FileDraft
from dialogs.verdicts import asks_of, judged, told_of
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG, SAM
from tests.cases.viewers import at_home

ASKING = [name for name, flow in FLOWS.items() if any(isinstance(each, Ask) for each in flow.follows)]


def consults_of(guide: Guide, draft: Draft, now: datetime) -> list[ConsultCase]:
    """What each office gets that may be asked at the end of this walk."""
    place, texts = guide.position(draft), TEXTS[guide.flow.id]
    made = []
    for each in asks_of(guide, draft):
        facts = {**place.facts, "office": each.office, "question": "Mag dit?", "wants": each.wants}
        want = FileDraft(
            draft_id="d1",
            kind="consult",
            facts=facts,
            flow=guide.flow.id,
            outcome=place.step.id,
            told=told_of(guide, texts, draft, now),
            verdict=judged(guide, texts, draft),
        )
        made.append(from_answers(filled_in(want, ORG), "AD-2026-0001", SAM, now, ORG).case)
    return made


@pytest.mark.parametrize("name", ASKING)
def test_what_a_flow_asks_reaches_the_office_whole(name: str) -> None:
    guide, seen = Guide(FLOWS[name]), 0
    for scenario in load_scenarios(name):
        _, draft = play(guide, TEXTS[name], scenario, NOW)
        for case in consults_of(guide, draft, NOW):
            seen += 1
            assert case.why, "the office is told why it is asked"
            assert case.points
            value = case_row(case)
            assert stored_size(value) <= ROW_LIMIT
            assert read_case(value) == case, "nothing of it is cut short"
            typed = [each.answer for each in case.told if each.typed]
            assert (
                violations(living(case, NOW, ORG, at_home(LIFE, case)), [*typed, case.question, SAM.name])
                == []
            )
            for paper, _ in papers_of(case):
                assert consult_paper(case, paper, NOW, ORG).gaps
            _basis_is_the_one_that_held(case, dict(guide.position(draft).facts))
    assert seen


def _basis_is_the_one_that_held(case: ConsultCase, facts: dict[str, Any]) -> None:
    found = basis_of(Answers(case.codes, case.told))
    if found and any(holds(facts) for holds in stands.values()):
        assert stands[found](facts), f"{found} was checked and did not hold"


def test_what_the_cases_know_of_flows_is_what_the_flows_ask() -> None:
    asked = {each.id for flow in FLOWS.values() for step in flow.steps for each in fields_of(step)}
    assert set(AT_A_GLANCE) <= asked
    assert {now for now, *before in LAW_OF.values()} <= asked
    assert {step: basis for basis, step in CHECKS.items()}.items() <= BASIS_OF.items()
    assert set(BASIS_OF.values()) >= set(BY_POLICY) - set(TASKS)
    assert set(TASKS) <= set(BY_POLICY)
    assert set(KIND_OF) == set(sharing_terms.SITUATIONS) - {"onbekend"}
    assert set(told_data.SPECIAL) | set(told_data.CRIMINAL) == SPECIAL
    assert set(told_data.SENSITIVE) == SENSITIVE
    ends = [step for flow in FLOWS.values() for step in flow.steps if isinstance(step, Outcome)]
    assert ends
