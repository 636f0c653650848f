"""The papers of a breach: what the case knows is in them, what a reporter typed never is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.breach import CHOICES, BreachCase
from cases.breach_papers import AP, CONTROLLER, LETTER, NOTICE, PROVISIONAL, breach_paper, papers_of
from cases.paper_cards import paper_card, papers_card
from cases.papers import NoSuchPaper, Paper, as_text
from tests.cards.rules import nodes, violations
from tests.cases.cases_by_chance import NOW, ORG, PLAIN, SAM, filed, lived, reports

SECRET = "Mevrouw Voorbeeld-Geheim, BSN 123456782"


def every_paper(case: BreachCase) -> list[Paper]:
    return [breach_paper(case, each, NOW, ORG) for each, _ in papers_of(case)]


def test_no_word_of_the_reporter_is_in_any_paper() -> None:
    report = PLAIN.model_copy(update={"what_happened": SECRET, "done": SECRET, "n_exact": SECRET})
    case = filed(report).case
    assert every_paper(case)
    for each in every_paper(case):
        told = as_text(each)
        assert "Geheim" not in told
        assert "123456782" not in told
        assert SAM.name not in told


@settings(max_examples=25)
@given(case=lived(most=6).map(lambda each: each.case))
def test_names_of_others_than_the_officer_stay_out(case: BreachCase) -> None:
    for each in every_paper(case):
        typed = {
            piece.text
            for block in each.blocks
            for line in block.lines
            for piece in line
            if piece.kind == "typed"
        }
        allowed = set(case.late_reason.replace("\r", "\n").split("\n")) | {case.late_reason}
        if case.taken_up:
            allowed |= {text for text in typed if text.startswith(case.taken_up.by.name)}
        assert all(text in allowed or text in case.late_reason for text in typed)


@settings(max_examples=10)
@given(report=reports())
def test_every_report_gives_whole_papers_and_sound_cards(report: object) -> None:
    case = filed(report).case  # type: ignore[arg-type]
    assert [each for each, _ in papers_of(case)] == [PROVISIONAL, AP, LETTER, CONTROLLER, NOTICE]
    for each in every_paper(case):
        pages = 1
        while True:
            card = paper_card(each, pages)
            assert violations(card) == []
            if f"bladzijde {pages} van" not in card["body"][0]["text"] or not _has_next(card):
                break
            pages += 1
        assert pages <= 4
    assert violations(papers_card(case.number, every_paper(case))) == []


def _has_next(card: dict[str, object]) -> bool:
    return any(node.get("title") == "Volgende bladzijde" for node in nodes(card))


@given(st.sampled_from(sorted(set(CHOICES["data_kinds"]) - {"onbekend", "geen", "anders"})))
@settings(max_examples=10)
def test_each_kind_of_data_has_its_consequence_and_its_advice(kind: str) -> None:
    case = filed(PLAIN.model_copy(update={"data_kinds": (kind, "anders")})).case
    letter = breach_paper(case, LETTER, NOW, ORG)
    assert "wat deze persoon zelf kan doen" in letter.gaps, "the other kind is on no list"
    alone = breach_paper(filed(PLAIN.model_copy(update={"data_kinds": (kind,)})).case, LETTER, NOW, ORG)
    assert "wat deze persoon zelf kan doen" not in alone.gaps
    assert len(alone.gaps) == len(letter.gaps) - 3


def test_special_data_are_never_denied_when_nobody_knows() -> None:
    def told(*kinds: str) -> str:
        return as_text(breach_paper(filed(PLAIN.model_copy(update={"data_kinds": kinds})).case, AP, NOW, ORG))

    question = "Welke bijzondere persoonsgegevens?\n"
    assert f"{question}Geen" in told("contact")
    assert f"{question}[invullen: bijzondere gegevens" in told("onbekend")
    assert f"{question}Gezondheid" in told("gezondheid", "contact")


def test_a_paper_of_another_case_is_refused() -> None:
    with pytest.raises(NoSuchPaper):
        breach_paper(filed(PLAIN).case, "no_such_paper", NOW, ORG)
