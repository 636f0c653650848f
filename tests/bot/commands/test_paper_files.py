"""A paper as a Word file: opened again it says the same, its gaps are marked, a screen reader finds its way."""

import io
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.paper_files import docx_of, txt_of
from cases.papers.paper import Block, Paper, Piece, line_text, shown
from tests.cards.example_words import NASTY
from tests.cases.papers.test_paper import EVERY_PAPER, FAMILIES

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def made(family: str, paper: str) -> Paper:
    papers, guards = FAMILIES[family]
    return papers.render(paper, "DL-2026-0001", {}, guards)


@pytest.mark.parametrize(("family", "paper"), EVERY_PAPER)
def test_word_reads_what_the_paper_says(family: str, paper: str) -> None:
    whole = made(family, paper)
    document = Document(io.BytesIO(docx_of(whole, "Voorbeeldgemeente", NOW)))
    told = [each.text for each in document.paragraphs]
    start = next(place for place, each in enumerate(document.paragraphs) if "w:br" in each._p.xml) + 1
    expected = list[str]()
    for block in whole.blocks:
        expected += [block.label] if block.label else []
        sign = "☐ " if block.kind == "checklist" else ""
        expected += [f"{sign}{line_text(each)}" for each in block.lines]
    assert told[start:] == expected
    assert all(f"☐ {each}" in told[:start] for each in (*whole.gaps, *whole.checks, *whole.before))
    marked = {
        run.text
        for each in document.paragraphs
        for run in each.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    }
    assert marked == {shown(each) for each in whole.marks}
    headings = [
        each.style.name for each in document.paragraphs if each.style and "Heading" in each.style.name
    ]
    assert headings[0] == "Heading 1"
    levels = [int(each.removeprefix("Heading ")) for each in headings]
    assert all(low <= high + 1 for high, low in pairwise(levels)), "one level down at a time"
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.title == f"{whole.title} (DL-2026-0001)"
    assert "DL-2026-0001" in document.sections[0].header.paragraphs[0].text
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    text = txt_of(whole, "Voorbeeldgemeente", NOW).decode()
    assert all(each in text for each in told[start:] if not each.startswith("☐"))


@settings(max_examples=20)
@given(words=st.sampled_from(sorted(NASTY.values())) | st.text(max_size=200))
def test_word_opens_whatever_was_typed(words: str) -> None:
    line = (Piece("Reden: "), Piece(words or "-", "typed"))
    whole = Paper("p", "RV-1", "Titel", "iemand", "Lees na.", "AVG", (Block("paragraph", (line,)),))
    document = Document(io.BytesIO(docx_of(whole, "Voorbeeldgemeente", NOW)))
    legible = [each for each in words if each.isalnum() and each.isascii()]
    assert [each for each in document.paragraphs[-1].text if each.isalnum() and each.isascii()][5:] == legible
