"""Every card, drawn with the renderer that clients build on: it fits on a phone and reads aloud."""

import pytest

from tests.cards.browser import Theme, axe, card_page, draw, open_next, overflowing
from tests.cards.examples import examples

pytestmark = pytest.mark.playground

WIDTHS = (320, 520)
THEMES: tuple[Theme, ...] = ("light", "dark")


@pytest.mark.parametrize("width", WIDTHS)
async def test_no_card_runs_out_of_its_frame(width: int) -> None:
    cards = [(name, each.card) for name, each in examples().items()]
    async with card_page() as page:
        assert await draw(page, [cards], "light", width) == []
        assert await overflowing(page) == []
        assert await draw(page, [cards], "light", width, unfolded=True) == []
        assert await overflowing(page) == []
        place = 0
        while await open_next(page, place):
            assert await overflowing(page, place) == []
            place += 1
        assert place > 0, "no button that unfolds a card was found"


@pytest.mark.parametrize("theme", THEMES)
async def test_the_accessibility_checker_finds_nothing(theme: Theme) -> None:
    chosen = [(name, each.card) for name, each in examples().items() if ": " not in name]
    async with card_page() as page:
        for unfolded in (False, True):
            # One card a page, as in a chat: what is drawn together must not hide who has which name.
            for named in chosen:
                await draw(page, [[named]], theme, 320, unfolded=unfolded)
                await open_next(page, 0)
                found = await axe(page)
                assert found == [], named[0]


async def test_the_checks_see_what_is_wrong() -> None:
    row = {
        "type": "Container",
        "items": [{"type": "TextBlock", "text": "Mijn zaken", "wrap": True}],
        "selectAction": {"type": "Action.Submit", "title": "Iets anders"},
    }
    pale = {"type": "TextBlock", "text": "bleek", "wrap": True, "color": "Warning"}
    long = {"type": "FactSet", "facts": [{"title": "Lang", "value": "W" * 200}]}
    wrong = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [long, pale, row, {"type": "Input.Text", "id": "nameless"}],
    }
    async with card_page() as page:
        await draw(page, [[("wrong", wrong)]], "light", 320)
        assert len(await overflowing(page)) == 1
        found = " ".join(await axe(page))
    assert "color-contrast" in found
    assert "label: <input" in found
    assert "misnamed: Iets anders" in found
