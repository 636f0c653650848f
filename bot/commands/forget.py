"""The sub-command `forget`: for somebody who left. The address of the chat and the conversation go; cases stay."""

import argparse
from collections.abc import Mapping

from bot.commands.register_commands import add_organisation, written
from bot.outbox.leaving import forget
from cases.organisation import Organisation
from cases.ports import RowStore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who."""
    add_organisation(parser)
    parser.add_argument("person", help="the Entra (AAD) object id of who left")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says what went. Cases stay as long as their register keeps them."""

    async def forgotten(store: RowStore, org: Organisation) -> Mapping[str, object]:
        return {"forgotten": await forget(store, org, chosen.person)}

    return written(chosen, environment, forgotten)
