"""Draws cards with the renderer that clients build on, in a headless browser without a network."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Page

Theme = Literal["light", "dark"]
Lanes = Sequence[Sequence[tuple[str, Mapping[str, Any]]]]

HERE = Path(__file__).parent
MODULES_VARIABLE = "PRIVACYBOT_TEST_NODE_MODULES"


@asynccontextmanager
async def card_page(browser: Browser) -> AsyncIterator[Page]:
    """A page that can draw cards and check them. Needs the installed Node packages."""
    modules = Path(os.environ.get(MODULES_VARIABLE) or HERE.parents[1] / "playground" / "node_modules")
    context = await browser.new_context(offline=True, locale="nl-NL", timezone_id="Europe/Amsterdam")
    try:
        page = await context.new_page()
        await page.set_content((HERE / "page.html").read_text("utf-8"))
        await page.add_script_tag(path=modules / "adaptivecards" / "dist" / "adaptivecards.min.js")
        await page.add_script_tag(path=modules / "axe-core" / "axe.min.js")
        yield page
    finally:
        await context.close()


async def draw(page: Page, lanes: Lanes, theme: Theme, width: int, *, unfolded: bool = False) -> list[str]:
    """Draws the cards, a lane below each other; gives what the renderer complains about."""
    complaints: list[str] = await page.evaluate(
        "([lanes, theme, width, unfolded]) => draw(lanes, theme, width, unfolded)",
        [lanes, theme, width, unfolded],
    )
    return complaints


async def widen(page: Page, width: int, place: int | None = None) -> None:
    """Gives the cards another width in pixels; with a place only the card of that unfolding button."""
    await page.evaluate(
        """([width, place]) => {
            const all = place === null;
            const chosen = all ? document.querySelectorAll(".shell") : [unfolders()[place].closest(".shell")];
            for (const shell of chosen) shell.style.width = `${width}px`;
        }""",
        [width, place],
    )


async def overflowing(page: Page, place: int | None = None) -> list[str]:
    """What sticks out of its card; with a place only in the card of that unfolding button."""
    found: list[str] = await page.evaluate(
        "(place) => place === null ? overflowing() : overflowing([unfolders()[place].closest('figure')])",
        place,
    )
    return found


async def axe(page: Page, theme: Theme = "light") -> list[str]:
    """What the accessibility checker finds, by the rules of WCAG 2.1 A and AA and best practice.

    Its rule about names is replaced by `misnamed`: it glues block elements together without a space. In the dark
    theme only its rules about colours are asked: nothing else is drawn another way there.
    """
    found: list[str] = await page.evaluate(
        """async (theme) => {
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
            const rules = { "label-content-name-mismatch": { enabled: false } };
            const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
            const { violations } = await axe.run(document, {
                runOnly: theme === "dark" ? colours : { type: "tag", values: tags },
                rules: theme === "dark" ? {} : rules,
                resultTypes: ["violations"],
            });
            const told = violations.flatMap(({ id, nodes }) => nodes.map(
                (node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`
            ));
            return [...told, ...misnamed()];
        }""",
        theme,
    )
    return found


async def open_next(page: Page, place: int) -> bool:
    """Presses the button that unfolds a card, the one at this place; False when there are no more."""
    pressed: bool = await page.evaluate(
        """(place) => { const found = unfolders(); if (place >= found.length) return false;
            found[place].click(); return true; }""",
        place,
    )
    return pressed
