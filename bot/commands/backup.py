"""The sub-command `backup`: all rows of the organisation in one file, while the bot runs."""

import argparse
import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from bot.commands.register_commands import NothingToRead, add_organisation, refuse, settings_for_reading
from bot.register_places import places_of
from bot.settings import PREFIX, Settings
from cases.ports import RowStore, StoreUnavailable
from storage.backup import Written, is_empty, write_backup
from storage.open_store import open_rows
from storage.sqlite_copy import copy_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    add_organisation(parser)
    parser.add_argument("file", help="the file to write; it holds the register: keep it as safe")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says what was written. A file that is there is not written over."""
    path = Path(chosen.file)
    if path.exists():
        return refuse(f"{path} is there already: give another name")
    try:
        settings = settings_for_reading(environment, chosen.organisation)
        # Whole or not at all, and for the owner's eyes only.
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
            part = Path(folder) / "rows"
            with (
                open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
                tempfile.TemporaryFile(dir=folder) as spool,
            ):
                written = asyncio.run(_written(settings, Path(folder), file, spool))
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    except OSError as reason:
        return refuse(f"cannot write {reason.filename}: {reason.strerror}")
    summary: dict[str, object] = {"written": str(path), "rows": written.rows}
    if written.left_out:
        summary["left_out"] = list(written.left_out)
    print(json.dumps(summary))
    return 0


async def _written(settings: Settings, folder: Path, file: IO[bytes], spool: IO[bytes]) -> Written:
    org = settings.organisation
    told = {"at": datetime.now(UTC).isoformat(), "organisation": org.key}
    async with _still(settings, folder) as store:
        if await is_empty(store, places_of(org)):
            raise NothingToRead(f"{PREFIX}STORE: this store holds nothing of {org.short_name}")
        return await write_backup(store, places_of(org), told, file, spool)


@asynccontextmanager
async def _still(settings: Settings, folder: Path) -> AsyncIterator[RowStore]:
    """The store; of an SQLite file a copy, so that reading it holds up nobody."""
    kind, _, named = settings.store.strip().partition(":")
    setting = settings.store
    if kind == "sqlite":
        copy = folder / "copy"
        await asyncio.to_thread(copy_file, Path(named), copy)
        setting = f"sqlite:{copy}"
    store = await open_rows(setting)
    try:
        yield store
    finally:
        await store.close()
