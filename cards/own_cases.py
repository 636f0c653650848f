"""The list of somebody's own cases: what waits for them first, closed ones folded away."""

from dataclasses import dataclass

from cards.buttons import press, presses
from cards.elements import (
    Element,
    card,
    folded,
    foot,
    paragraph,
    pressed_row,
    run,
    small,
    spoken,
    text,
    title,
)
from cards.typed_text import tame
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_ROWS, CLOSED = 5, "fold-closed"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case. `detail_bold` is whom it waits for; `when` is what was done on which day. Our own words."""

    number: str
    kind: str
    detail_bold: str
    detail: str
    closed: bool
    when: str


@dataclass(frozen=True, slots=True)
class OwnCasesView:
    """`rows` in the order to show; a press on one has verb "receipt" and data {"case": number}. `counts` says how
    many there are, `notes` what is not among them, in our own words."""

    title: str
    counts: str
    rows: tuple[CaseRow, ...]
    buttons: tuple[Button, ...]
    notes: tuple[str, ...] = ()


def own_cases_card(view: OwnCasesView) -> Card:
    """At most five open rows, and as many closed ones that unfold. Paging is in the buttons."""
    open_rows = [row for row in view.rows if not row.closed][:MOST_ROWS]
    closed_rows = [row for row in view.rows if row.closed][:MOST_ROWS]
    body = [title(view.title), small(view.counts, spacing="None")]
    body += [_row(each, first=not place) for place, each in enumerate(open_rows)]
    if closed_rows:
        body.append(folded(CLOSED, [_row(each, first=False) for each in closed_rows]))
        body += foot("", say("closed"), [CLOSED])
    body += [spoken(words, spacing="Medium", subtle=True) for words in view.notes]
    return card(body, presses(view.buttons))


def _row(row: CaseRow, *, first: bool) -> Element:
    details = " ".join(part for part in (row.detail, row.when) if part)
    marked = [run(f"{row.detail_bold} ", bold=True)] if row.detail_bold else []
    items = [
        text(f"{row.number} · {row.kind}", bold=True),
        paragraph(*marked, run(tame(details)), spacing="None"),
    ]
    # Word for word what can be seen, so that it can also be called by voice.
    seen = say("show", number=row.number, kind=row.kind, details=f"{row.detail_bold} {details}".strip())
    action = press(Button(tame(seen), "receipt", {"case": row.number}))
    return pressed_row(
        items, action, spacing="Medium" if first else "Small", separator=None if first else True
    )
