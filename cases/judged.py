"""A kept verdict as the lines of a card: its reasons and duties with the policy points that they rest on."""

from collections.abc import Callable

from cards.verdict import VerdictLine, VerdictSaid
from cases.told import Line, ToldVerdict

Cite = Callable[[Line], str]
"""How a line is cited that was kept without its source."""


def _nothing(line: Line) -> str:
    return ""


def lines_of(verdict: ToldVerdict, cite: Cite = _nothing) -> tuple[VerdictLine, ...]:
    """Why: the user's own answers first, then what the end means."""
    return (
        *(VerdictLine(each.text, each.source or cite(each)) for each in verdict.reasons),
        *(VerdictLine(each, verdict.source) for each in verdict.lines),
    )


def duties_of(verdict: ToldVerdict, cite: Cite = _nothing) -> tuple[VerdictLine, ...]:
    """What must be done."""
    return tuple(VerdictLine(each.text, each.source or cite(each)) for each in verdict.duties)


def said_of(verdict: ToldVerdict, about: str) -> VerdictSaid:
    """The verdict as it stays on the card of who asked an office about it."""
    return VerdictSaid(
        title=verdict.title,
        about=about,
        lines=lines_of(verdict),
        duties=duties_of(verdict),
        first=verdict.verdict != "mag",
        law=verdict.law,
    )
