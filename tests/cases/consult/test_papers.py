"""The facts sheet for an agreement: the kind says what must be settled, and what nobody knows stays open."""

import pytest

from cases.consult.case import ConsultCase
from cases.consult.papers import Answered, agreement_paper, consult_paper, entry_paper, papers_of
from cases.drafts.agreement import KIND_OF, SETTLE, kind_title
from cases.papers.cards import paper_card
from cases.papers.paper import NoSuchPaper, Paper, as_text
from cases.told import Told
from tests.cards.example_words import NASTY
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG, SAM
from tests.house import organisation

NUMBER = "AD-2026-0001"


def sheet(words: str = "Diagnostiek voor cliënten", **codes: str) -> Paper:
    told = (
        Told(step="matter", field="matter", question="Waarover?", answer=words, points=("10",), typed=True),
        Told(step="place", field="place", question="Waar?", answer="Binnen Europa", points=("10",)),
    )
    return agreement_paper(Answered(NUMBER, codes, told), ORG)


@pytest.mark.parametrize("situation", sorted(KIND_OF))
def test_each_situation_has_its_list(situation: str) -> None:
    kind = KIND_OF[situation]
    made = sheet(situation=situation, place="eer")
    told = as_text(made)
    assert kind_title(kind) in told
    (settled,) = (each for each in made.blocks if each.kind == "checklist")
    assert len(settled.lines) == len(SETTLE[kind])
    assert "naam van de andere organisatie" in made.gaps
    assert "Diagnostiek voor cliënten" in told
    assert "Eerst moet duidelijk zijn" not in told


def test_what_is_not_known_stays_open() -> None:
    made = sheet(place="onbekend")
    assert "soort overeenkomst" in made.gaps
    assert "land waar de gegevens komen" in made.gaps, "the answer said that it is not sure"
    assert "Eerst moet duidelijk zijn" in as_text(made)
    assert "standaardbepalingen" in as_text(made)
    assert "standaardbepalingen" not in as_text(sheet(place="eer"))


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_its_card_is_sound_whatever_was_typed(words: str) -> None:
    made = sheet(words, situation="verwerker", place="vs")
    pieces = (piece for block in made.blocks for line in block.lines for piece in line)
    typed = [each.text for each in pieces if each.kind == "typed" and len(each.text) > 8]
    for page in (1, 2, 3):
        assert violations(paper_card(made, page), typed) == []


def test_what_the_law_wants_in_a_processing_agreement_is_on_its_list() -> None:
    """AVG article 28(3): every letter of it, the transfers in the instructions, and the warning at its end."""
    told = as_text(sheet(situation="verwerker", place="eer"))
    assert all(f"artikel 28 lid 3 onder {each}" in told for each in "abcefgh")
    assert "artikel 28 lid 2 en lid 3 onder d)" in told
    assert "doorgifte buiten de Europese Economische Ruimte (AVG artikel 28 lid 3 onder a)" in told
    assert "Waarschuwen als een instructie volgens de verwerker niet mag" in told
    for situation in ("subverwerker", "opdrachtgever"):
        assert "Waarschuwen" in as_text(sheet(situation=situation, place="eer"))


def test_an_entry_tells_where_the_controller_is() -> None:
    """AVG article 30(1)(a): names and contact details; what the organisation file does not say is a gap."""
    bare = entry_paper(Answered(NUMBER, {"situation": "eigen"}, ()), ORG)
    assert {"adres van de organisatie", "telefoonnummer van de FG"} <= set(bare.gaps)
    known = entry_paper(Answered(NUMBER, {"situation": "eigen"}, ()), organisation())
    assert organisation().facts.visiting_address in as_text(known)
    assert {"adres van de organisatie", "telefoonnummer van de FG"}.isdisjoint(known.gaps)


def consult(**told: object) -> ConsultCase:
    return ConsultCase.model_validate(
        {
            "number": NUMBER,
            "draft_id": "d-1",
            "reporter": SAM,
            "reported_at": NOW,
            "office": "jz",
            "waits_since": NOW,
            **told,
        }
    )


def test_only_a_consult_about_another_organisation_has_the_sheet() -> None:
    assert papers_of(consult(question="Mag dit?")) == ()
    with pytest.raises(NoSuchPaper):
        consult_paper(consult(), "agreement", NOW, ORG)
    for case in (consult(wants="agreement"), consult(codes={"situation": "samen"})):
        assert [each for each, _ in papers_of(case)] == ["agreement"]
        assert consult_paper(case, "agreement", NOW, ORG).number == NUMBER
