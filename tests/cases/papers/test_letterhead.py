"""What every paper states about the organisation: known where it is set, a named gap where it is not."""

import pytest

from cases.papers.letterhead import organisation_values
from cases.papers.paper import gap_words, say
from cases.rights.papers import PAPERS as RIGHTS
from tests.cases.breach.by_chance import ORG
from tests.cases.papers.test_paper import EVERY_PAPER, FAMILIES
from tests.house import organisation

WHOLE = organisation()
BODY = {"body", "decided_by", "mail_address"}


def decisions() -> list[str]:
    """Papers against which somebody can object: those that say how."""
    return [
        name
        for name, template in RIGHTS.templates.items()
        if any("bezwaarschrift" in words for block in template.block for words in block.sentences)
    ]


def test_there_are_decisions() -> None:
    assert {"refusal", "answer_inzage", "answer_wissing"} <= set(decisions())


@pytest.mark.parametrize("name", decisions())
def test_a_decision_names_who_took_it_and_on_whose_behalf(name: str) -> None:
    """Awb article 10:10: a decision under mandate names the public body; nobody makes one up."""
    assert RIGHTS.templates[name].names >= BODY
    guards = FAMILIES["rights"][1]
    bare = RIGHTS.render(name, "RV-2026-0001", organisation_values(ORG), guards)
    assert {gap_words(each) for each in BODY} <= set(bare.gaps)
    assert "namens welk bestuursorgaan" in bare.gaps
    told = RIGHTS.render(name, "RV-2026-0001", organisation_values(WHOLE), guards)
    text = " ".join("".join(piece.text for piece in line) for block in told.blocks for line in block.lines)
    assert f"door {WHOLE.mandate.by}, namens {WHOLE.mandate.body}" in text
    assert f"{WHOLE.mandate.body}, {WHOLE.facts.mail_to}" in text


@pytest.mark.parametrize(("family", "paper"), EVERY_PAPER)
def test_what_is_fixed_is_no_gap_once_it_is_set(family: str, paper: str) -> None:
    papers, guards = FAMILIES[family]
    fixed = organisation_values(WHOLE)
    assert all(fixed.values()), "the organisation of the tests has every fact"
    made = papers.render(paper, "XX-2026-0001", fixed, guards)
    assert {gap_words(each, fixed) for each in fixed if f"gap.{each}" in say}.isdisjoint(made.gaps)
