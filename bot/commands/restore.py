"""The sub-command `restore`: the rows of a backup into an empty store, of the same engine or the other one."""

import argparse
import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO

from bot.commands.register_commands import NothingToRead, add_organisation, read_told_outside, refuse
from bot.register_places import every_register, places_of
from bot.settings import PREFIX, Settings, read_settings
from bot.settings import chosen as of_one
from cases.desks.anchors import NOTHING_TOLD, ReadAnchors
from cases.desks.register_desk import RegisterDesk
from cases.desks.restored import SKIPPED, Skipped, pass_over
from cases.ports import Conflict, StoreUnavailable
from storage.backup import Backup, BadBackup, bring_back, is_empty, read_through
from storage.open_store import open_rows

READ = ("STORE", "ORGANISATION", "SEAL_KEY")
"""The settings that matter here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and what is known of the time after it."""
    add_organisation(parser)
    parser.add_argument("file", help="a file that `backup` wrote")
    parser.add_argument(
        "--anchors", metavar="FILE", help="a log, or mails to the FG: numbers in it are not given out again"
    )
    parser.add_argument(
        "--skip",
        metavar="COUNT",
        type=int,
        default=SKIPPED,
        help=f"so many numbers of each register are passed over ({SKIPPED}); 0 when nothing was filed since",
    )


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says what came back, and which numbers are passed over."""
    if not 0 <= chosen.skip <= 10_000:
        return refuse("--skip: a number from 0 to 10000")
    wanted = {f"{PREFIX}{name}" for name in READ}
    given = {name: environment[name] for name in wanted & environment.keys()}
    settings = of_one(read_settings(given, local=True), chosen.organisation)
    try:
        told = read_told_outside(chosen.anchors, settings)
        with open(chosen.file, "rb") as file:
            summary = asyncio.run(_restored(settings, file, chosen.skip, told))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    except BadBackup as reason:
        return refuse(f"{chosen.file}: {reason}")
    except Conflict:
        return refuse(f"{PREFIX}STORE: somebody else writes in this store; stop the bot, and begin anew")
    except OSError as reason:
        return refuse(f"cannot read {reason.filename}: {reason.strerror}")
    print(json.dumps(summary))
    return 0


async def _restored(
    settings: Settings, file: IO[bytes], skip: int, told: ReadAnchors | None
) -> dict[str, object]:
    org, places = settings.organisation, places_of(settings.organisation)
    backup = read_through(file)
    made_at = _made_at(backup)
    if strange := backup.places - set(places):
        named = sorted(f"{table} {partition}" for table, partition in strange)
        raise BadBackup(f"it holds rows of another organisation or of a newer version: {', '.join(named)}")
    store = await open_rows(settings.store)
    try:
        if not await is_empty(store, places):
            raise NothingToRead(
                f"{PREFIX}STORE: this store is not empty; a backup goes into an empty one only"
            )
        file.seek(0)
        rows = await bring_back(store, file)
        passed, now = dict[str, str](), datetime.now(UTC)
        for register in every_register():
            desk = RegisterDesk(store, org, register, settings.seals)
            known = told.by_register.get(register.name, NOTHING_TOLD) if told else NOTHING_TOLD
            skipped = Skipped(made_at.astimezone(org.zone).year, skip, known.counters)
            for lost in await pass_over(store, desk, skipped, now, org):
                passed[f"{register.prefix}-{lost.year}"] = f"{lost.first:04d}-{lost.last:04d}"
    finally:
        await store.close()
    return {"restored": rows, "made_at": made_at.isoformat(), "passed_over": passed}


def _made_at(backup: Backup) -> datetime:
    try:
        at = datetime.fromisoformat(backup.head["at"])
    except (LookupError, TypeError, ValueError):
        raise BadBackup("its first line does not say when it was made") from None
    if at.tzinfo is None:
        raise BadBackup("its first line does not say when it was made")
    return at
