"""The sub-command `retry`: rows that were set aside go back, and the running bot takes them up again."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.commands.register_commands import add_organisation, written
from bot.register_places import places_of
from bot.set_aside import SetAside
from cases.organisation import Organisation
from cases.ports import RowStore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose; of that all of them."""
    add_organisation(parser)


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line that says how many went back, and how many stay because another row has their place."""
    return written(chosen, environment, _put_back)


async def _put_back(store: RowStore, org: Organisation) -> Mapping[str, object]:
    aside = SetAside(store, org, lambda: datetime.now(UTC), places_of(org))
    back = await aside.try_again()
    return {"put_back": back, "stay": aside.count}
