"""The sub-command `forget`: for somebody who left. The address of the chat and the conversation go; cases stay."""

import argparse
import asyncio
import json
from collections.abc import Mapping

from bot.commands.register_commands import NothingToRead, refuse, settings_for_reading
from bot.settings import Settings
from bot.turns.links import person_row, taken_away
from bot.turns.talks import TABLE, partition, talk_row
from cases.ports import StoreUnavailable
from storage.open_store import open_rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who."""
    parser.add_argument("person", help="the Entra (AAD) object id of who left")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says what went. Cases stay as long as their register keeps them."""
    try:
        gone = asyncio.run(_forgotten(settings_for_reading(environment), chosen.person))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    print(json.dumps({"forgotten": gone}))
    return 0


async def _forgotten(settings: Settings, aad_id: str) -> list[str]:
    org = settings.organisation
    store = await open_rows(settings.store)
    try:
        chat = await taken_away(store, "links", org.key, person_row(aad_id))
        talk = await taken_away(store, TABLE, partition(org), talk_row(aad_id))
        return [name for name, went in (("chat", chat), ("conversation", talk)) if went]
    finally:
        await store.close()
