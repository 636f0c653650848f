"""Papers as cards: a paper to copy part by part, and the list of the papers of a case."""

from collections.abc import Iterable, Iterator

from cards import paper as drawn
from cards.paper import PaperPart, PaperRow, PaperRun, PaperView
from cards.view import Button, Card, Scalar
from cards.words import words_beside
from cases.papers.paper import Block, Line, Paper, Piece, shown

say = words_beside(__file__)

FILL = "fill_paper"
"""The event that fills gaps in (cases/register/filled_papers.py)."""

SIGNS = {"list": "• ", "checklist": "☐ "}


def paper_card(paper: Paper, page: int = 1, task: str = "") -> Card:
    """One page of a paper, with the ways to its other pages, to the other papers and to the case.

    `task` is the office whose card of the case this stands on, when that shows a task only.
    """
    case = _place(paper.number, task)
    view = PaperView(
        number=paper.number,
        title=paper.title,
        addressee=paper.addressee,
        use=paper.use,
        source=paper.source,
        todo=tuple(todo(paper)),
        parts=tuple(_parts(paper.blocks)),
        before=paper.before,
        page=page,
        turn={**case, "paper": paper.id},
        buttons=(
            *(
                (Button(say("fill_in"), f"{FILL}_form", {**case, "paper": paper.id}),)
                if paper.takes_answers
                else ()
            ),
            Button(
                say("word"), "give", {**case, "file": "paper", "paper": paper.id}, in_more=True, of="file"
            ),
            Button(say("others"), "paper", case, in_more=True),
            Button(say("case"), "show", case, in_more=paper.takes_answers),
        ),
    )
    return drawn.paper_card(view)


def papers_card(number: str, papers: Iterable[Paper], task: str = "") -> Card:
    """The papers that this case can have now."""
    case = _place(number, task)
    rows = [PaperRow(each.title, each.addressee, {**case, "paper": each.id}) for each in papers]
    return drawn.papers_card(number, rows, [Button(say("case"), "show", case)])


def _place(number: str, task: str) -> dict[str, Scalar]:
    return {"case": number, "for": task} if task else {"case": number}


def todo(paper: Paper) -> Iterator[str]:
    """What is still to be done, in words."""
    yield from (say("fill", what=each) for each in paper.gaps)
    yield from (say("check", what=each) for each in paper.checks)


def _parts(blocks: Iterable[Block]) -> Iterator[PaperPart]:
    """An answer is copied by itself, all else by what stands under one heading."""
    heading, lines = "", list[Line]()
    for block in blocks:
        if block.kind in ("heading", "answer") and lines:
            yield _part(heading, lines)
            heading, lines = "", []
        if block.kind == "heading":
            heading = block.lines[0][0].text
        elif block.kind == "answer":
            yield _part(heading, block.lines, block.label)
            heading = ""
        else:
            sign = SIGNS.get(block.kind, "")
            lines += [(Piece(sign), *line) if sign else line for line in block.lines]
    if lines:
        yield _part(heading, lines)


def _part(heading: str, lines: Iterable[Line], label: str = "") -> PaperPart:
    runs = (tuple(PaperRun(shown(each), each.kind in ("gap", "check")) for each in line) for line in lines)
    return PaperPart(tuple(runs), heading, label)
