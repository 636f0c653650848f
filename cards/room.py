"""Room on a card for a line that comes above it: what no longer fits in sight unfolds below. Pure."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from cards.elements import Element, fold_line, folded
from cards.every_part import every_part
from cards.typed_text import Typed
from cards.words import words_beside

say = words_beside(__file__)

MOST_WORDS = 130
"""So many words of ours can be read on a card before anything is unfolded."""

MADE_ROOM = "fold-room"
"""The part that made room."""


def too_many(body: Sequence[Element], words: int) -> int:
    """How many words of ours there would be too many on a card on which so many more come."""
    return max(words + sum(map(_ours, body)) - MOST_WORDS, 0)


def with_room(body: Sequence[Element], words: int) -> list[Element]:
    """The body of a card on which so many words more are going to stand. What was passed in is not changed.

    From the bottom up texts and facts unfold, until all fits: never a heading, a field, something to press, what
    unfolds already, or what a person typed.
    """
    over = too_many(body, words)
    if over <= 0:
        return list(body)
    kept, away = deepcopy(list(body)), list[Element]()
    if _fold_link(kept) is None:
        over += len(say("rest").split())
    for place in range(len(kept) - 1, 0, -1):
        if over <= 0:
            break
        if _may_go(kept[place]) and (count := _ours(kept[place])):
            away.insert(0, kept.pop(place))
            over -= count
    return _folded_away(kept, away) if away else kept


def _folded_away(kept: list[Element], away: list[Element]) -> list[Element]:
    before = next((each for each in kept if each.get("id") == MADE_ROOM), None)
    if before is not None:
        before["items"] = [*away, *before["items"]]
        return kept
    link = _fold_link(kept)
    if link is None:
        return [*kept, folded(MADE_ROOM, away), fold_line(say("rest"), [MADE_ROOM])]
    link["targetElements"] = [*link["targetElements"], MADE_ROOM]
    return [*kept[:-1], folded(MADE_ROOM, away), kept[-1]]


def _fold_link(body: Sequence[Element]) -> Element | None:
    """What unfolds the rest, in the last line of the card."""
    for each in _parts(body[-1:]):
        if each.get("type") == "Action.ToggleVisibility":
            return each
    return None


def _may_go(part: Element) -> bool:
    """Whether somebody can do without it until it is unfolded."""
    kinds = ("TextBlock", "RichTextBlock", "FactSet", "Container")
    if part["type"] not in kinds or part.get("style") not in (None, "emphasis"):
        return False
    return not any(
        "id" in each or "selectAction" in each or "actions" in each or each.get("style") == "heading"
        for each in _parts(part)
    )


def _ours(part: Element) -> int:
    """The words of ours that can be read in this part."""
    count = 0
    for each in _parts(part, folded=False):
        words = each.get("text", "")
        count += 0 if isinstance(words, Typed) else len(words.split())
        count += sum(len(f"{fact['title']} {fact['value']}".split()) for fact in each.get("facts", ()))
    return count


def _parts(part: Any, *, folded: bool = True) -> Iterator[Element]:
    inside = every_part(part) if folded else every_part(part, _is_folded)
    return (each for each in inside if isinstance(each, dict) and "type" in each)


def _is_folded(part: object) -> bool:
    return isinstance(part, dict) and part.get("isVisible") is False
