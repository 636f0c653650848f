"""A paper as a file: DOCX to finish in Word, with the gaps marked, or plain text."""

import io
import re
from datetime import UTC, datetime
from functools import cache
from typing import Literal

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, RGBColor
from docx.text.paragraph import Paragraph

from cards.words import words_beside
from cases.papers.paper import Block, Line, Paper, as_text, shown

say = words_beside(__file__)

PaperFormat = Literal["docx", "txt"]

LANGUAGE = "nl-NL"
A4 = (Mm(210), Mm(297))

STYLES = {"heading": "Heading 2", "list": "List Bullet"}
"""Styles by kind of block: real headings and real lists, so that a screen reader finds its way."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx_of(paper: Paper, organisation: str, now: datetime) -> bytes:
    """A Word file: a sheet for the office on top, then the paper itself on a new page."""
    document = Document()
    _describe(document, paper, organisation, now)
    _add_heading(document, paper.title, level=1)
    for words in (say("for", addressee=paper.addressee), say("concept"), paper.use, paper.source):
        document.add_paragraph(_legal(words))
    office = ((say("gaps"), paper.gaps), (say("checks"), paper.checks), (say("before"), paper.before))
    for heading, marks in office:
        if marks:
            _add_heading(document, heading, level=2)
            for each in marks:
                document.add_paragraph(_legal(f"☐ {each}"))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for block in paper.blocks:
        _add(document, block)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def txt_of(paper: Paper, organisation: str, now: datetime) -> bytes:
    """Plain text in UTF-8."""
    return as_text(paper).encode()


def _add(document: DocxDocument, block: Block) -> None:
    if block.label:
        _add_heading(document, block.label, level=3)
    for line in block.lines:
        paragraph = document.add_paragraph()
        if block.kind in STYLES:
            paragraph._p.style = _style_id(STYLES[block.kind])
        if block.kind == "clause":
            paragraph.paragraph_format.left_indent = Cm(0.75)
        if block.kind == "checklist":
            paragraph.add_run("☐ ")
        _fill(paragraph, line)


def _add_heading(document: DocxDocument, words: str, level: int) -> None:
    document.add_paragraph(_legal(words))._p.style = _style_id(f"Heading {level}")


@cache
def _style_id(name: str) -> str:
    """The id of a style that every new document has. For a name the library looks through all of them, each time."""
    return str(Document().styles[name].style_id)


def _fill(paragraph: Paragraph, line: Line) -> None:
    for piece in line:
        run = paragraph.add_run(_legal(shown(piece)))
        if piece.kind in ("gap", "check"):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _describe(document: DocxDocument, paper: Paper, organisation: str, now: datetime) -> None:
    """Language, title and dates of the file; number and page on every page."""
    properties = document.core_properties
    properties.title = _legal(f"{paper.title} ({paper.number})")
    properties.author = organisation
    properties.last_modified_by = organisation
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        for language in defaults.iter(qn("w:lang")):
            for name in ("w:val", "w:eastAsia", "w:bidi"):
                language.set(qn(name), LANGUAGE)
    for level in (1, 2, 3):  # the light blue of the standard headings is hard to read
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.header.paragraphs[0].text = say("header", number=paper.number, title=paper.title)
    footer = section.footer.paragraphs[0]
    footer.add_run(say("page"))
    _add_field(footer, "PAGE")


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, like the number of the page."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _legal(text: str) -> str:
    """Without the few signs that no XML may hold."""
    return _NO_XML.sub("", text)
