"""What stories share: the Playgrounds of a worker start once, since each takes seconds, and one browser opens them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from playground.house import LocalHouse
from playground.ports import free_ports
from tests.browser import Windows, keeping_chromium
from tests.playground.driver import ASKING
from tests.playground.stage import Scene, on_stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalHouse]:
    """The Playgrounds of an employee and of the Privacy Officer, in which each story has a bot of its own."""
    async with LocalHouse(tmp_path_factory.mktemp("house"), free_ports()) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Windows]:
    """For the pages of everybody in every story: a Playground keeps nothing in it."""
    async with keeping_chromium(tmp_path_factory.mktemp("browser"), ASKING) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def scene(browser: Windows, house: LocalHouse, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot that knows nothing yet, and the pages of Sam and Noor."""
    async with on_stage(browser, house, tmp_path) as one:
        yield one
