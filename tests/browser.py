"""The headless Chromium of this machine, without a way out: one for all the tests of a worker."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

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


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser. Raises RuntimeError when there is none on this machine."""
    program = os.environ.get(CHROMIUM_VARIABLE) or shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is missing: install it (on Debian: apt-get install chromium).")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            yield browser
        finally:
            await browser.close()
