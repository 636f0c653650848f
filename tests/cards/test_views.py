"""What a view holds stands on its card, and what has no room unfolds in its turn."""

from dataclasses import replace
from typing import Any

import pytest

from cards.breach import incident_card
from cards.breach_advice import AdviceView, Part, advice_card
from cards.consult import consult_card
from cards.figures import figures_card
from cards.register import register_card
from cards.rights import rights_card
from tests.cards import assessing_views, breach_views, office_views
from tests.cards.rules import nodes
from tests.e2e.fake_teams import text_of

NOTES = ("Eerst dit gelezen.", "En dan **dat** nog.")


def in_sight(card: Any) -> str:
    return " ".join(str(each.get("text", "")) for each in nodes(card, folded=False))


WITH_NOTES: dict[str, tuple[Any, Any]] = {
    "breach": (breach_views.incident_view, incident_card),
    "advice": (assessing_views.advice_view, advice_card),
    "consult": (office_views.consult_view, consult_card),
    "figures": (office_views.figures_view, figures_card),
    "register": (office_views.register_view, register_card),
    "rights": (office_views.request_view, rights_card),
}


@pytest.mark.parametrize("name", WITH_NOTES)
def test_the_notes_of_a_view_are_in_sight_in_order(name: str) -> None:
    view, card = WITH_NOTES[name]
    seen = in_sight(card(replace(view(), notes=NOTES)))
    assert 0 <= seen.find(NOTES[0]) < seen.find("En dan")
    assert NOTES[0] not in in_sight(card(replace(view(), notes=())))


def advice(*reasons: tuple[str, ...]) -> AdviceView:
    """An advice of which each part has these reasons."""
    parts = tuple(
        Part(f"Deel {n}", tuple((words, "Beleid") for words in each)) for n, each in enumerate(reasons)
    )
    return AdviceView(
        "DL-2026-0001", "beoordeeld", "Noor", "running", None, "Advies", parts, (), (), "", (), "", (), ()
    )


def test_a_reason_that_has_no_room_holds_back_those_behind_it() -> None:
    long = "lang " * 130
    card = advice_card(advice(("eerste1", long + "tweede1", "derde1"), ("eerste2", "tweede2")))
    seen = in_sight(card)
    for word in ("eerste1", "eerste2", "tweede2"):
        assert word in seen, word
    for word in ("tweede1", "derde1"):
        assert word not in seen, word
        assert text_of(card).count(word) == 1, "it unfolds"


@pytest.mark.parametrize("count", [1, 2, 4])
def test_short_reasons_are_all_in_sight(count: int) -> None:
    card = advice_card(advice(*[tuple(f"r{part}x{n}" for n in range(count)) for part in range(2)]))
    for part in range(2):
        for n in range(count):
            assert in_sight(card).count(f"r{part}x{n}") == 1
