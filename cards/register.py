"""The list of a register: a row per case that opens it, a folded filter, and paging."""

from dataclasses import dataclass

from cards.buttons import press, presses
from cards.dutch_time import blocks, time_left
from cards.elements import Element, card, made, paragraph, pressed_row, run, small, spoken, tame_ends, title
from cards.fields import inputs
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Clock, Field
from cards.words import words_beside

say = words_beside(__file__)

MOST_ROWS, FILTERS = 5, "fold-filters"

MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case: its clock while a term runs, else `mark` ("afgerond"). `bold` comes first when there is no clock.

    `called` is what a person called it: shown, not read out. `found` are the words around what was sought, each part
    with whether it was sought, and `where` is what says them.
    """

    number: str
    details: tuple[str, ...]
    clock: Clock | None = None
    mark: str = ""
    bold: str = ""
    called: str = ""
    where: str = ""
    found: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterView:
    """`counts` says which rows of how many. `typed` is what was searched for. `notes` are our own paragraphs.

    A press on a row has verb "show" and data {"case": number}; `apply` sends the `filters`, if there are any.
    """

    title: str
    counts: str
    rows: tuple[RegisterRow, ...]
    filters: tuple[Field, ...] = ()
    apply: Button | None = None
    buttons: tuple[Button, ...] = ()
    typed: str = ""
    notes: tuple[str, ...] = ()


def register_card(view: RegisterView) -> Card:
    """At most five rows; the filter, if there is one, unfolds."""
    sought = [paragraph(run(f"{say('sought')}  ", bold=True), run(tame(view.typed)), spacing="Small")]
    body = [
        title(view.title),
        *(sought if view.typed else []),
        small(view.counts, spacing="None"),
        *(_row(each, first=not place) for place, each in enumerate(view.rows[:MOST_ROWS])),
        *(spoken(words, spacing="Medium", subtle=True) for words in view.notes),
    ]
    if view.apply is None:
        return card(body, presses(view.buttons))
    filters = made(
        "Container",
        id=FILTERS,
        isVisible=False,
        spacing="Medium",
        items=[*inputs(view.filters), made("ActionSet", actions=[press(view.apply)])],
    )
    unfold = made("Action.ToggleVisibility", title=say("filter"), targetElements=[FILTERS])
    in_sight = [each for each in view.buttons if not each.in_more]
    in_more = [each for each in view.buttons if each.in_more]
    return card([*body, filters], [*presses(in_sight), unfold, *presses(in_more)])


def _row(row: RegisterRow, *, first: bool) -> Element:
    mark = blocks(row.clock) if row.clock else f"✓ {row.mark}" if row.mark else ""
    bold = time_left(row.clock) if row.clock else row.bold
    details = tuple(tame(each) for each in row.details if each)
    after = "".join(f" · {each}" for each in details)
    items = [
        paragraph(run(row.number, bold=True), *([run(f"  {mark}")] if mark else [])),
        *(
            [paragraph(run(tame(head_and_rest(row.called, MOST_NAME)[0])), spacing="None")]
            if row.called
            else []
        ),
        paragraph(run(bold, bold=True), *([run(after)] if after else []), spacing="None"),
        *([paragraph(*_found(row), spacing="None")] if row.found else []),
    ]
    spelled = ", ".join((*((row.mark,) if row.mark and not row.clock else ()), bold, *details))
    action = press(Button(say("show", number=row.number, details=spelled), "show", {"case": row.number}))
    return pressed_row(
        items, action, spacing="Medium" if first else "Small", separator=None if first else True
    )


def _found(row: RegisterRow) -> list[Element]:
    """Where the words stand that were sought: they are bold."""
    where = [run(f"{tame(row.where)}: ", subtle=True)] if row.where else []
    return [
        *where,
        *(run(tame_ends(words), bold=sought, subtle=not sought) for words, sought in row.found if words),
    ]
