"""The list of somebody's own cases: what waits for them first, closed ones folded away."""

from dataclasses import dataclass

from cards.view import Button, Card


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
    """`rows` in the order to show; a press on one has verb "show" and data {"case": number}."""

    title: str
    counts: str
    rows: tuple[CaseRow, ...]
    buttons: tuple[Button, ...]


def own_cases_card(view: OwnCasesView) -> Card:
    """At most five open rows, and as many closed ones that unfold. Paging is in the buttons."""
    raise NotImplementedError
