"""The sub-command `forget`: for somebody who left. The address of the chat and the conversation go; cases stay."""

import argparse
import asyncio
import json
from collections.abc import Mapping

from bot.commands.register_commands import (
    NothingToRead,
    add_organisation,
    open_for_writing,
    refuse,
    settings_for_reading,
)
from bot.outbox.leaving import forget
from bot.settings import Settings
from cases.ports import StoreUnavailable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who."""
    add_organisation(parser)
    parser.add_argument("person", help="the Entra (AAD) object id of who left")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says what went. Cases stay as long as their register keeps them."""
    try:
        gone = asyncio.run(_forgotten(settings_for_reading(environment, chosen.organisation), chosen.person))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    print(json.dumps({"forgotten": gone}))
    return 0


async def _forgotten(settings: Settings, aad_id: str) -> list[str]:
    store = await open_for_writing(settings)
    try:
        return await forget(store, settings.organisation, aad_id)
    finally:
        await store.close()
