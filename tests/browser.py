"""The headless Chromium of this machine, without a way out: one of each kind for all the tests of a worker."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

CHROMIUM_VARIABLE = "PRIVACYBOT_TEST_CHROMIUM"

# Nothing but this machine, and no housekeeping of its own in the background.
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

# From the first time on, where Chromium waits for the second. It takes the place of Playwright's own flag of this name,
# which says that there is a mouse.
_COMPILED_IS_KEPT = (
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4,"
    "v8CacheOptions=3"
)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser that keeps nothing. Raises RuntimeError when there is none on this machine."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_program(), args=_FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


class Windows:
    """The windows of a browser with one page each; one that was given back is used again, with nothing in it.

    What lies behind another page of its window is hardly drawn, and its timers wait.
    """

    def __init__(self, browser: BrowserContext) -> None:
        self._browser = browser
        self._free: list[Page] = []

    async def take(self) -> Page:
        """An empty page."""
        return self._free.pop() if self._free else await self._opened()

    async def give_back(self, page: Page) -> None:
        """Leave the page that is open in this window."""
        await page.goto("about:blank")
        self._free.append(page)

    async def _opened(self) -> Page:
        session = await self._browser.new_cdp_session(self._browser.pages[0])
        async with self._browser.expect_page() as opened:
            await session.send("Target.createTarget", {"url": "about:blank", "newWindow": True})
        await session.detach()
        return await opened.value


@asynccontextmanager
async def keeping_chromium(profile: Path, script: str) -> AsyncIterator[Windows]:
    """A browser that keeps in this folder what it read and compiled, as that of a person does: the megabytes of a
    Playground then cost a third from the second page on. Raises RuntimeError when there is none on this machine.

    The `script` runs in each page before what is in it. Whoever routes requests turns off that anything is kept.
    """
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=_program(),
            args=[*_FLAGS, _COMPILED_IS_KEPT],
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        try:
            await context.add_init_script(script)
            yield Windows(context)
        finally:
            await context.close()


def _program() -> str:
    program = os.environ.get(CHROMIUM_VARIABLE) or shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is missing: install it (on Debian: apt-get install chromium).")
    return program
