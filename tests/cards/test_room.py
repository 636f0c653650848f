"""A line that comes above a card leaves it readable: what is too much unfolds, and nothing is lost."""

from typing import Any

import pytest

from cards.notice import NoticeView, notice_card, with_banner
from cards.typed_text import Typed
from tests.cards.examples import examples
from tests.cards.rules import MOST_WORDS, all_actions, nodes, violations, visible_words

EXAMPLES = examples()


def words_on(card: dict[str, Any]) -> set[str]:
    """Every line and fact of a card, what unfolds included."""
    return {
        line
        for node in nodes(card)
        for line in (
            node.get("text", ""),
            *(f"{each['title']} {each['value']}" for each in node.get("facts", ())),
        )
    }


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("more", [15, 60])
def test_whatever_comes_above_a_card_it_has_not_too_many_words_and_loses_none(name: str, more: int) -> None:
    """Two lines come above it, as in a drill on a card that was old. Fields, headings and rows to press stay."""
    card = EXAMPLES[name].card
    texts = (node.get("text", "") for node in nodes(card))
    typed = (*EXAMPLES[name].typed, *(each for each in texts if isinstance(each, Typed)))
    before = repr(card)
    under = with_banner(with_banner(card, "woord " * more), "**Nog een regel.**", "attention")
    assert repr(card) == before
    assert words_on(card) <= words_on(under)
    assert under.get("actions") == card.get("actions")
    kept = [each for each in nodes(under, folded=False) if each.get("style") == "heading"]
    assert kept == [each for each in nodes(card, folded=False) if each.get("style") == "heading"]
    if visible_words(under, typed) > MOST_WORDS:
        left = [each for each in under["body"][3:] if _may_unfold(each)]
        assert left == []
    new = set(violations(under, typed)) - set(violations(card, typed))
    assert not [each for each in new if not each.startswith(("measures", "size", "typed"))]


def _may_unfold(part: dict[str, Any]) -> bool:
    """A paragraph, or facts, of ours that could still go."""
    return part["type"] in ("TextBlock", "FactSet") and part.get("style") != "heading"


def test_what_a_second_line_folds_away_unfolds_with_the_first() -> None:
    lines = tuple("Een regel die tien woorden heeft en daarmee gewoon vol is." for _ in range(11))
    once = with_banner(notice_card(NoticeView("Titel", lines)), "woord " * 20)
    twice = with_banner(once, "woord " * 20)
    for card, hidden in ((once, 1), (twice, 3)):
        (fold,) = [each for each in nodes(card) if each.get("id") == "fold-room"]
        assert len(fold["items"]) >= hidden
        links = [each for each in all_actions(card) if each["type"] == "Action.ToggleVisibility"]
        assert [each["targetElements"] for each in links] == [["fold-room"]]
        assert visible_words(card) <= MOST_WORDS
