"""Draws all everyday cards into docs/cards: `python -m tests.cards.gallery`."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser import chromium
from tests.cards.browser import Theme, card_page, draw
from tests.cards.examples import examples

FOLDER = Path(__file__).parents[2] / "docs" / "cards"
SHEETS: tuple[tuple[str, Theme, int, int], ...] = (
    ("gallery-light", "light", 520, 5),
    ("gallery-dark", "dark", 520, 5),
    ("gallery-320", "light", 320, 7),
)
"""Name, theme, width of a card in pixels, number of lanes."""

COLOURS = 256


async def main() -> None:
    """Writes the three sheets."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    cards = [(name, each.card) for name, each in examples().items() if each.everyday]
    async with chromium() as browser, card_page(browser) as page:
        for name, theme, width, count in SHEETS:
            await page.set_viewport_size({"width": count * (width + 16) + 16, "height": 800})
            await draw(page, [cards], theme, width)
            heights: list[float] = await page.evaluate(
                "[...document.querySelectorAll('figure')].map((each) => each.getBoundingClientRect().height)"
            )
            await draw(page, _lanes(cards, heights, count), theme, width)
            drawn = Image.open(io.BytesIO(await page.screenshot(full_page=True)))
            small = drawn.convert("RGB").quantize(
                COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
            small.save(FOLDER / f"{name}.png", optimize=True)


def _lanes(
    cards: Sequence[tuple[str, Mapping[str, Any]]], heights: list[float], count: int
) -> list[list[tuple[str, Mapping[str, Any]]]]:
    """Lanes of about the same height, in order."""
    each_lane = sum(heights) / count
    lanes: list[list[tuple[str, Mapping[str, Any]]]] = [[] for _ in range(count)]
    reached = 0.0
    for card, height in zip(cards, heights, strict=True):
        lanes[min(int((reached + height / 2) / each_lane), count - 1)].append(card)
        reached += height
    return lanes


if __name__ == "__main__":
    asyncio.run(main())
