"""Azure Tables fails in every way behind a proxy, the bot runs on: a real Azurite, which itself is never stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest

from cases.ports import Conflict, Table
from storage import azure_rows
from tests.azurite import fresh_store
from tests.e2e.fake_teams import SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.faults.story import all_heard, lived_through
from tests.faulty_proxy import Fault, FaultyProxy, faulty_proxy


@dataclass(frozen=True)
class Weather:
    """What the proxy does. `moment` is how long (seconds); 0: until it is over. `only` is the method that meets it."""

    faults: tuple[Fault, ...]
    served: bool | None
    ready: bool | None
    moment: float = 0
    only: str = ""
    retry_after: str = ""
    again: int = 0
    most_seconds: float = 10.0
    """How long a call may take before it counts as unanswered: that of the engine, less where nothing answers."""


WEATHERS = {
    "away": Weather(("request lost",), served=False, ready=False),
    "503 that stays": Weather(("503",), served=False, ready=False),
    "429 for a moment": Weather(("429",), served=True, ready=True, moment=1.2, retry_after="1"),
    "503 for a moment to each write": Weather(
        ("503",), served=True, ready=True, moment=1.2, only="POST", retry_after="1"
    ),
    "slow": Weather(("slow",), served=True, ready=True),
    "silent": Weather(("silence",), served=False, ready=False, most_seconds=0.5),
    "an answer of something else": Weather(("garbage",), served=False, ready=False),
    "the answer to each write is lost": Weather(("answer lost",), None, None, only="POST", again=4),
    "the answer to the second write is cut": Weather(
        ("none", "answer cut", "none"), None, None, only="POST", again=2
    ),
    "a write does not arrive": Weather(("request lost", "none"), served=True, ready=True, only="POST"),
}


@asynccontextmanager
async def bad_weather(proxy: FaultyProxy, weather: Weather) -> AsyncIterator[None]:
    """As long as it lasts."""
    proxy.faults, proxy.for_ever = list(weather.faults), True
    proxy.only, proxy.retry_after = weather.only, weather.retry_after

    def over() -> None:
        proxy.faults, proxy.for_ever = [], False

    if weather.moment:
        asyncio.get_running_loop().call_later(weather.moment, over)
    try:
        yield
    finally:
        over()


async def test_azure_tables_fails(
    azurite_port: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All weathers in turn, one bot and one store: what one leaves behind must not spoil the next."""
    account = fresh_store(azurite_port)
    async with faulty_proxy(azurite_port) as proxy:
        store = account.replace(f":{azurite_port}/", f":{proxy.port}/")
        assert store != account
        async with running_bot(store, rhythm=0.3) as bot:
            filed = dict[str, str]()
            for name, weather in WEATHERS.items():
                with monkeypatch.context() as patch:
                    patch.setattr(azure_rows, "_CALL_SECONDS", weather.most_seconds)
                    filed[name] = await lived_through(
                        bot,
                        bad_weather(proxy, weather),
                        caplog,
                        name,
                        served=weather.served,
                        ready=weather.ready,
                    )
            await all_heard(bot, filed, sum(each.again for each in WEATHERS.values()))


@asynccontextmanager
async def conflicts(bot: RunningBot) -> AsyncIterator[None]:
    """Somebody else writes the same rows over and over, some of them between every two steps of the bot."""

    async def write() -> None:
        while True:
            await asyncio.sleep(0.01)
            for table, where, prefix in places:
                with suppress(Conflict):
                    written.extend(await bot.damage(table, where, prefix, lambda value: value))

    places: tuple[tuple[Table, str, str], ...] = (
        ("conversations", f"{bot.org.key}:talks", "talk|"),
        ("cases", bot.org.partition("breach"), "counter|"),
    )
    written = list[str]()
    writing = asyncio.create_task(write())
    try:
        yield
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
    assert len(written) > 5, "too few to be a storm"


@pytest.mark.parametrize("engine", ["sqlite", "azure"])
async def test_others_write_the_same_rows_all_the_time(
    engine: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    store = (
        fresh_store(request.getfixturevalue("azurite_port"))
        if engine == "azure"
        else request.getfixturevalue("tmp_path")
    )
    async with running_bot(store, rhythm=0.3) as bot:
        await report(bot.personal(SAM))  # there is a counter, and others change it
        filed = await lived_through(bot, conflicts(bot), caplog, "conflicts", served=None, ready=True)
        await all_heard(bot, {"conflicts": filed}, again=2)
