"""The course of a case: who did what, when and why."""

from dataclasses import dataclass

from cards.view import Button, Card


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. `who` and `why` may be typed by people; `when` and `what` are ours."""

    when: str
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All lines, oldest first; the card shows the last twelve and counts the rest."""

    number: str
    lines: tuple[HistoryLine, ...]
    buttons: tuple[Button, ...] = ()


def history_card(view: HistoryView) -> Card:
    """The last things that happened, oldest first."""
    raise NotImplementedError
