"""A paper in chat: what is still to do on top, then the text to copy, a box for each part, page by page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cards.buttons import press, presses
from cards.elements import (
    Element,
    box,
    card,
    eyebrow,
    folded,
    foot,
    made,
    paragraph,
    pressed_row,
    run,
    section,
    small,
    spoken,
    title,
)
from cards.typed_text import tame
from cards.view import Button, Card, Scalar
from cards.words import words_beside

say = words_beside(__file__)

MOST_SIGNS = 6_000
"""Signs of JSON of the text on one page; with the frame around it a card stays far under what Teams takes."""

_OF_WHAT_IS_TO_DO = 600
"""As many signs less on the first page, which also tells what is still to do."""

MOST_SEEN = 35
"""Words of the text that are in sight; the rest of the page unfolds."""

MOST_MARKS, MOST_ROWS = 2, 5
LONGEST_RUN = 1_200
"""A longer run is cut in pieces behind a word, so that it fits a page."""

REST, MARKS = "fold-rest", "fold-marks"


@dataclass(frozen=True, slots=True)
class PaperRun:
    """Words in a line. `marked` ones are what somebody still has to fill in or check."""

    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PaperPart:
    """What is copied at once: lines under a heading, or under the question that they answer."""

    lines: tuple[tuple[PaperRun, ...], ...]
    heading: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PaperView:
    """`use`, `source`, `before`, headings and labels are our own words; runs and `todo` may hold what people typed.

    `turn` is what the buttons to another page send, with `page` beside it.
    """

    number: str
    title: str
    addressee: str
    use: str
    source: str
    todo: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    before: tuple[str, ...] = ()
    page: int = 1
    turn: Mapping[str, Scalar] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that can be opened."""

    title: str
    for_whom: str
    data: Mapping[str, Scalar]


def paper_card(view: PaperView) -> Card:
    """One page of a paper; a page that does not exist is the nearest that does."""
    pages = list(_pages(view.parts))
    place = min(max(view.page, 1), len(pages))
    first, rest = _seen(pages[place - 1])
    which = say("page", page=place, pages=len(pages)) if len(pages) > 1 else ""
    body: list[Element] = [
        eyebrow(view.number, which),
        title(view.title, spacing="Small"),
        spoken(say("for", addressee=view.addressee), subtle=True, spacing="None"),
    ]
    folds = list[str]()
    if place == 1:
        body.append(spoken(view.use, spacing="Small"))
        marks, more = _todo(view.todo, view.before)
        body += marks
        folds += more
    elif view.todo:
        body.append(small(say("todo_count", count=len(view.todo))))
    body += first
    if rest:
        body.append(folded(REST, rest))
        folds.append(REST)
    body += foot(view.source, say("all"), folds)
    ways = []
    if place < len(pages):
        ways.append(Button(say("next"), "paper", {**view.turn, "page": place + 1}))
    if place > 1:
        ways.append(Button(say("previous"), "paper", {**view.turn, "page": place - 1}))
    return card(body, presses([*ways, *view.buttons]))


def papers_card(number: str, rows: Sequence[PaperRow], buttons: Sequence[Button]) -> Card:
    """The papers that a case can have, each a row that opens it; beyond five they unfold."""
    shown = [_row(each) for each in rows[:MOST_ROWS]]
    heading = say("concept") if rows else say("none")
    body = [eyebrow(number), title(say("papers"), spacing="Small"), spoken(heading), *shown]
    if more := [_row(each) for each in rows[MOST_ROWS:]]:
        body += [folded(REST, more), *foot("", say("all"), [REST])]
    return card(body, presses(buttons))


def _row(row: PaperRow) -> Element:
    items = [
        paragraph(run(row.title, bold=True), spacing="None"),
        paragraph(run(row.for_whom, subtle=True), spacing="None"),
    ]
    named = Button(say("open", title=row.title, addressee=row.for_whom), "paper", row.data)
    return pressed_row(items, press(named), separator=True, spacing="Small")


def _todo(todo: Sequence[str], before: Sequence[str]) -> tuple[list[Element], list[str]]:
    """How much is still to do; what exactly unfolds beyond the first few, with what to look at before sending."""
    if not todo and not before:
        return [small(say("todo_none"))], []
    heading = [paragraph(run(f"☐ {tame(each)}"), spacing="None") for each in todo]
    items = [spoken(say("todo", count=len(todo)) if todo else say("todo_none")), *heading[:MOST_MARKS]]
    rest = heading[MOST_MARKS:]
    if before:
        rest += [spoken(say("before"), spacing="Small")]
        rest += [paragraph(run(f"☐ {tame(each)}"), spacing="None") for each in before]
    if not rest:
        return [box(items, spacing="Small")], []
    return [box([*items, folded(MARKS, rest)], spacing="Small")], [MARKS]


Piece = tuple[Element, int]
"""A box with its heading, and how many words can be read in it."""


def _pages(parts: Sequence[PaperPart]) -> Iterator[list[Piece]]:
    """The parts on as few pages as hold them; there is always one."""
    page, used = list[Piece](), _OF_WHAT_IS_TO_DO
    for part in parts:
        for element, words in _boxes(part):
            signs = len(json.dumps(element, ensure_ascii=False).encode("utf-16-le")) // 2
            if page and used + signs > MOST_SIGNS:
                yield page
                page, used = [], 0
            page.append((element, words))
            used += signs
    yield page


def _boxes(part: PaperPart) -> Iterator[Piece]:
    """The heading and the label with the first box, so that they never part; a part that is too long for a page is
    several boxes."""
    head = [section(part.heading)] if part.heading else []
    head += [small(part.label, spacing="Small")] if part.label else []
    items, signs = list[Element](), 0
    words = len(f"{part.heading} {part.label}".split())
    for line in part.lines:
        for short in _short_lines(line):
            size = sum(len(json.dumps(each.words)) + 60 for each in short)
            if items and signs + size > MOST_SIGNS // 2:
                yield _boxed(head, items), words
                head, items, words, signs = [], [], 0, 0
            items.append(_line(short, first=not items))
            words += sum(len(each.words.split()) for each in short)
            signs += size
    if items:
        yield _boxed(head, items), words


def _boxed(head: list[Element], items: list[Element]) -> Element:
    framed = box(items, spacing="None" if head else "Small")
    return made("Container", items=[*head, framed], spacing="Small") if head else framed


def _line(line: Sequence[PaperRun], *, first: bool) -> Element:
    runs = [
        run(tamed, bold=each.marked)
        for place, each in enumerate(line)
        if (tamed := _tamed(each.words, place == 0, place == len(line) - 1))
    ]
    return paragraph(*(runs or [run("")]), spacing="None" if first else "Small")


def _tamed(words: str, first: bool, last: bool) -> str:
    """Tamed, with the spaces kept that part it from its neighbours."""
    before = "" if first or not words[:1].isspace() else " "
    after = "" if last or not words[-1:].isspace() else " "
    inner = tame(words)
    return f"{before}{inner}{after}" if inner else before


def _short_lines(line: tuple[PaperRun, ...]) -> Iterator[tuple[PaperRun, ...]]:
    """The same line in pieces that fit a page. Only what people typed is ever that long."""
    piece, used = list[PaperRun](), 0
    for each in line:
        words = each.words
        while used + len(words) > LONGEST_RUN:
            room = max(LONGEST_RUN - used, 1)
            cut = words.rfind(" ", room // 2, room) + 1 or room
            piece.append(PaperRun(words[:cut], each.marked))
            yield tuple(piece)
            piece, used, words = [], 0, words[cut:]
        if words:
            piece.append(PaperRun(words, each.marked))
            used += len(words)
    if piece:
        yield tuple(piece)


def _seen(page: Sequence[Piece]) -> tuple[list[Element], list[Element]]:
    """What is in sight and what unfolds."""
    seen, count = 0, 0
    for _, words in page:
        count += words
        if count > MOST_SEEN:
            break
        seen += 1
    elements = [element for element, _ in page]
    return elements[:seen], elements[seen:]
