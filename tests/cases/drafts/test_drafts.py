"""Draft entries and draft agreements out of answers: nothing is invented, what is not known is a gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.drafts.agreement import (
    AGREEMENT_FIELDS,
    AGREEMENT_KINDS,
    KIND_OF,
    SETTLE,
    agreement_draft,
    kind_title,
)
from cases.drafts.agreement import field_title as agreement_field
from cases.drafts.answers import gaps
from cases.drafts.entry import ENTRY_FIELDS, entry_draft
from cases.drafts.entry import field_title as entry_field
from cases.told import Told
from tests.cases.breach.by_chance import ORG


def told(**answers: tuple[str, str]) -> tuple[Told, ...]:
    """Answers by field, each with its step and its words."""
    return tuple(
        Told(step=step, field=field, question="Vraag?", answer=words, points=("5",))
        for field, (step, words) in answers.items()
    )


KNOWN = {"groups": "client", "kinds": "gezondheid,bsn", "basis": "taak", "task_law": "participatiewet"}
HEALTH = told(
    matter=("plan", "Bijhouden wat iemand kan tillen"),
    groups=("which", "Cliënten"),
    kinds=("which", "BSN, Gezondheid"),
    basis=("basis", "Taak van algemeen belang of openbaar gezag"),
    task_law=("task_check", "Participatiewet"),
    purpose_text=("purpose", "Passend werk zoeken"),
    term=("care", "Weet ik niet"),
)


def test_an_entry_says_what_was_told_and_leaves_the_rest_open() -> None:
    draft = entry_draft({**KNOWN, "term": "onbekend", "outside": "nee"}, HEALTH, ORG)
    assert draft.value("activity") == "Bijhouden wat iemand kan tillen"
    assert draft.value("bases") == "Taak van algemeen belang of openbaar gezag, wet: Participatiewet"
    assert draft.value("people") == "Cliënten"
    assert ORG.offices.fg.email in draft.value("controller")
    assert gaps(draft.lines) == ("terms", "security")


@pytest.mark.parametrize(
    ("codes", "open_field"),
    [
        ({"groups": "anders"}, "people"),
        ({"kinds": "gewoon,onbekend"}, "data"),
        ({"task_law": "onbekend"}, "bases"),
        ({"situation": "samen"}, "controller"),
        ({"situation": "verwerker"}, "recipients"),
        ({"place": "elders"}, "transfers"),
        ({"place": "vs", "dpf": "ja", "dpf_staff": "nee"}, "transfers"),
    ],
)
def test_an_uncertain_answer_is_a_gap(codes: dict[str, str], open_field: str) -> None:
    more = told(**{field: ("later", f"antwoord {value}") for field, value in codes.items()})
    draft = entry_draft({**KNOWN, **codes}, (*HEALTH, *more), ORG)
    assert open_field in gaps(draft.lines)


def test_with_help_the_basis_is_the_one_that_held() -> None:
    steps = told(
        basis=("basis", "Weet ik niet, help mij kiezen"),
        task_law=("task_check", "Weet ik niet"),
        legal_law=("duty_check", "Wet *verzonnen*"),
    )
    line = next(each for each in entry_draft({"basis": "help"}, steps, ORG).lines if each.name == "bases")
    assert line.value == "Wettelijke verplichting, wet: Wet *verzonnen*"
    assert line.typed
    assert not line.gap


FIELDS = ("situation", "place", "dpf", "dpf_staff", "outside", "inside", "basis", "groups", "kinds", "term")
CODES = ("ja", "nee", "onbekend", "vs", "eer", "adequaat", *KIND_OF, "niet_bewaren", "help", "x")


@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(CODES)))
def test_a_draft_always_has_every_field_and_an_empty_one_is_a_gap(codes: dict[str, str]) -> None:
    answers = told(**{field: ("step", value) for field, value in codes.items()})
    entry, agreement = entry_draft(codes, answers, ORG), agreement_draft(codes, answers, ORG)
    assert tuple(each.name for each in entry.lines) == ENTRY_FIELDS
    assert tuple(each.name for each in agreement.lines) == AGREEMENT_FIELDS
    assert all(each.value or each.gap for each in (*entry.lines, *agreement.lines))
    assert agreement.kind in AGREEMENT_KINDS
    assert len(agreement.settle) == len(SETTLE[agreement.kind])


def test_everything_has_a_name() -> None:
    assert all(entry_field(each) for each in ENTRY_FIELDS)
    assert all(agreement_field(each) for each in AGREEMENT_FIELDS)
    assert all(kind_title(each) for each in AGREEMENT_KINDS)
