"""Every card, drawn with the renderer that clients build on: it fits on a phone and reads aloud."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.cards.browser import Theme, axe, card_page, draw, open_next, overflowing, widen
from tests.cards.examples import examples

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

WIDTHS = (320, 520)
THEMES: tuple[Theme, ...] = ("light", "dark")
Named = tuple[str, Mapping[str, Any]]

A_PAGE = 20
"""Cards that one page draws for the checker, which gets slower with each. A new page costs as much as ten cards."""

AT_ONCE = 25
"""Cards that are drawn beside each other. With more of them every change costs as much as all of them."""


def distinct() -> list[Named]:
    """Every card once, whatever it is called."""
    return list(
        {
            json.dumps(each.card, sort_keys=True): (name, each.card) for name, each in examples().items()
        }.values()
    )


def hides(part: Any) -> bool:
    """Whether there is something on the card that shows only when it is unfolded."""
    if isinstance(part, Mapping):
        return part.get("isVisible") is False or any(hides(each) for each in part.values())
    return isinstance(part, list) and any(hides(each) for each in part)


async def test_no_card_runs_out_of_its_frame(browser: Browser) -> None:
    cards = distinct()
    hiding = [named for named in cards if hides(named[1])]
    opened = 0
    async with card_page(browser) as page:
        for chosen, unfolded in ((cards, False), (hiding, True)):
            for first in range(0, len(chosen), AT_ONCE):
                some = chosen[first : first + AT_ONCE]
                assert await draw(page, [some], "light", WIDTHS[0], unfolded=unfolded) == []
                place = 0
                # Drawn once, looked at in every width.
                for width in WIDTHS:
                    await widen(page, width)
                    assert await overflowing(page) == [], width
                while await open_next(page, place):
                    for width in WIDTHS:
                        await widen(page, width, place)
                        assert await overflowing(page, place) == [], width
                    place += 1
                opened += place
    assert opened > 0, "no button that unfolds a card was found"


@pytest.mark.parametrize("theme", THEMES)
async def test_the_accessibility_checker_finds_nothing(browser: Browser, theme: Theme) -> None:
    chosen = [named for named in distinct() if ": " not in named[0]]
    ways = [(named, False) for named in chosen] + [(named, True) for named in chosen if hides(named[1])]
    for first in range(0, len(ways), A_PAGE):
        async with card_page(browser) as page:
            # One card a page, as in a chat: what is drawn together must not hide who has which name.
            for named, unfolded in ways[first : first + A_PAGE]:
                await draw(page, [[named]], theme, 320, unfolded=unfolded)
                await open_next(page, 0)
                found = await axe(page, theme)
                assert found == [], named[0]


async def test_the_checks_see_what_is_wrong(browser: Browser) -> None:
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
    async with card_page(browser) as page:
        await draw(page, [[("wrong", wrong)]], "light", 320)
        assert len(await overflowing(page)) == 1
        await widen(page, 4000)
        assert await overflowing(page) == []
        await widen(page, 320)
        assert len(await overflowing(page)) == 1
        found = " ".join(await axe(page))
        assert "color-contrast" in " ".join(await axe(page, "dark"))
    assert "color-contrast" in found
    assert "label: <input" in found
    assert "misnamed: Iets anders" in found
