"""The sub-command `retry`: rows that were set aside go back, and the running bot takes them up again."""

import argparse
import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.commands.register_commands import (
    NothingToRead,
    add_organisation,
    open_for_writing,
    refuse,
    settings_for_reading,
)
from bot.register_places import places_of
from bot.set_aside import SetAside
from bot.settings import Settings
from cases.ports import StoreUnavailable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose; of that all of them."""
    add_organisation(parser)


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says how many went back, and how many stay because another row has their place."""
    try:
        back, stay = asyncio.run(_put_back(settings_for_reading(environment, chosen.organisation)))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    print(json.dumps({"put_back": back, "stay": stay}))
    return 0


async def _put_back(settings: Settings) -> tuple[int, int]:
    store = await open_for_writing(settings)
    try:
        org = settings.organisation
        aside = SetAside(store, org, lambda: datetime.now(UTC), places_of(org))
        return await aside.try_again(), aside.count
    finally:
        await store.close()
