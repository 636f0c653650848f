"""The card and the row of a kept advice, whatever was answered and typed."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.typed_text import tame
from cases.advice.cards import advice_card, advice_history, advice_row
from cases.advice.case import AdviceCase, case_row, keep_advice, read_case
from cases.advice.register import ADVICE
from cases.desks.destruction import years_of
from cases.desks.own_cases import OwnCase, own_cases
from cases.organisation import Policy
from cases.ports import ROW_LIMIT
from cases.register.export import exported
from cases.told import VERDICTS, Line, Told, ToldVerdict
from tests.cards.rules import violations
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, SAM, typed
from tests.cases.consult.by_chance import judged
from tests.cases.drawn import words_on

CHANGED = ORG.model_copy(update={"policy": Policy(version="2027")})


@st.composite
def advices(draw: st.DrawFn) -> AdviceCase:
    """An advice as a flow could have given it, of up to fifteen answers."""
    words = draw(st.lists(typed(500), max_size=6))
    told = [
        Told(step=f"s{n}", field=f"f{n}", question=f"Vraag {n}?", answer=each, points=("6",), typed=True)
        for n, each in enumerate(words)
    ]
    told += [
        Told(step=f"q{n}", field=f"q{n}", question=f"Mag vraag {n}?", answer="Ik twijfel", points=("7",))
        for n in range(draw(st.integers(0, 9)))
    ]
    verdict = judged(draw(st.sampled_from(VERDICTS))).model_copy(
        update={
            "title": "Nog niet",
            "flow_title": "Gegevens gebruiken",
            "flow_version": "0a1b2c3d",
            "lines": ("Er kijkt eerst iemand met je mee.",),
            "reasons": (Line(text="Je antwoorden gaan over gezondheid.", points=("2",)),),
            "duties": tuple(
                Line(text="Wis de gegevens als je ze niet meer nodig hebt", points=("8",))
                for _ in range(draw(st.integers(0, 8)))
            ),
            "law": tuple(
                f"De AVG vraagt hier ook een uitzondering uit artikel {number}."
                for number in range(draw(st.integers(0, 3)))
            ),
            "points": ("2", "6", "7", "8"),
        }
    )
    return kept(
        verdict,
        about=draw(st.just("") | typed(200)),
        told=tuple(told),
        policy_version=draw(st.sampled_from(["", "2026"])),
    )


def kept(verdict: ToldVerdict, **told: Any) -> AdviceCase:
    """An advice as it is when somebody has just kept it."""
    return AdviceCase(
        number="KA-2026-0001",
        draft_id="d1.advice",
        reporter=SAM,
        reported_at=NOW,
        closed_at=NOW,
        cards=("reporter",),
        flow="processing",
        outcome="first_ask",
        verdict=verdict,
        cited={"8": "punt 8", "2": "punt 2"},
        **told,
    )


@settings(max_examples=40)
@given(advices())
def test_an_advice_fits_its_row_and_its_cards(advice: AdviceCase) -> None:
    done = keep_advice(advice, NOW, ORG)
    row = case_row(done.case)
    assert len(row.encode("utf-16-le")) // 2 <= ROW_LIMIT
    case = read_case(row)
    assert case.verdict == advice.verdict
    assert done.event is not None
    assert done.dues == ()
    said = [case.about, SAM.name, *(each.answer for each in case.told if each.typed)]
    said += [tame(each) for each in said]  # as it is shown, without signs that turn the line
    for org in (ORG, CHANGED):
        cards = [
            advice_card(case, NOW, org, own=True),
            advice_card(case, NOW, org, own=False),
            advice_history(case, [done.event], NOW, org, 0),
            own_cases([OwnCase(case, advice_row(case, NOW, org), None)], 1),
        ]
        for card in cards:
            assert violations(card, [each for each in said if len(each.split()) > 1]) == []
    assert ("sindsdien gewijzigd" in str(advice_card(case, NOW, CHANGED, own=True))) == case.outdated(CHANGED)
    told = exported(ADVICE.export, case, [done.event], ORG)
    assert told.line["flow_version"] == "0a1b2c3d"


@pytest.mark.parametrize(("kept", "read"), [("", ()), ("De AVG vraagt meer.", ("De AVG vraagt meer.",))])
def test_an_advice_of_an_earlier_version_is_still_read(kept: str, read: tuple[str, ...]) -> None:
    """One line of law was kept, and no line said how it was cited: the card cites it all the same."""
    now = example()
    row = json.loads(case_row(now))
    row["verdict"]["law"] = kept
    row["verdict"].pop("source", None)
    for each in (*row["verdict"]["reasons"], *row["verdict"]["duties"]):
        each.pop("source", None)
    case = read_case(json.dumps(row))
    assert case.verdict.law == read
    told = words_on(advice_card(case, NOW, ORG, own=True))
    assert all(line in told for line in read)
    assert "Beleid, punt 8" in told
    assert "Beleid, punt 2" in told


def test_every_reason_of_an_advice_cites_its_point_and_every_line_of_law_is_told() -> None:
    laws = tuple(f"regel {number} van de wet." for number in range(3))
    advice = example()
    case = advice.model_copy(update={"verdict": advice.verdict.model_copy(update={"law": laws})})
    told = words_on(advice_card(case, NOW, ORG, own=True))
    assert all(told.count(each) == 1 for each in laws)
    assert "Beleid, punt 2" in told


def example() -> AdviceCase:
    """An advice with one reason and one duty."""
    verdict = judged("nog_niet").model_copy(
        update={
            "title": "Nog niet",
            "flow_title": "Gegevens gebruiken",
            "flow_version": "0a1b2c3d",
            "lines": ("Begin nog niet.",),
            "reasons": (Line(text="Je antwoorden gaan over gezondheid.", points=("2",)),),
            "duties": (Line(text="Wis de gegevens als je ze niet meer nodig hebt", points=("8",)),),
            "law": ("De AVG vraagt meer.",),
            "points": ("2", "8"),
        }
    )
    return kept(verdict, about="mag dit", policy_version="2026")


def test_an_advice_stays_as_long_as_a_question() -> None:
    assert years_of("advice", ORG) == ORG.retention.consult_years


@settings(max_examples=5)
@given(advices())
def test_only_its_owner_and_two_offices_see_it(advice: AdviceCase) -> None:
    life = ADVICE.life
    assert [life.may_see(advice, who) for who in (SAM, NOOR, FEN, JIP)] == [True, True, True, False]
    assert life.allowed(advice, NOW, ORG) == frozenset()
