"""The bot as app.py serves it, with a clock that is as far ahead as a file says, and without the pace of Teams."""

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import storage.azure_rows  # noqa: F401  (so that a life begins at once: it is forked from a process that read all this)
from bot.settings import read_settings
from bot.surroundings import Surroundings
from bot.teams.connector import Limits
from bot.watch.logs import write_logs
from bot.wiring import house


class Ahead:
    """The time of day, moved by the seconds in a file: all processes that read it live at the same moment."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if not file.exists():
            file.write_text("0", encoding="ascii")

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text(encoding="ascii")))

    def move(self, **amount: float) -> None:
        """Let so much time pass, for all at once."""
        seconds = float(self._file.read_text(encoding="ascii")) + timedelta(**amount).total_seconds()
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(seconds), encoding="ascii")
        fresh.replace(self._file)  # who reads meanwhile reads the one or the other


def live(environment: Mapping[str, str], ahead: Path, log: Path) -> None:
    """One life, until it is killed; what it logs goes to that file."""
    with log.open("ab", buffering=0) as told:
        for stream in (1, 2):
            os.dup2(told.fileno(), stream)
    os.environ.update(environment)
    asyncio.run(_serve(Ahead(ahead)))


async def _serve(clock: Ahead) -> None:
    settings = read_settings(os.environ, local=True)
    write_logs(settings.log)
    async with house(settings, Surroundings(clock=clock, limits=Limits(windows=()))):
        await asyncio.Event().wait()
