"""The sub-command `impact`: what was decided on a point of the policy, for when that point changes."""

import argparse
import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.commands.register_commands import NothingToRead, add_organisation, refuse, settings_for_reading
from bot.register_places import every_register
from bot.settings import PREFIX, Settings
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.ports import StoreUnavailable
from cases.register.case import KeptCase
from cases.register.register import Register
from dialogs.texts import POLICY
from storage.open_store import open_rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which point."""
    add_organisation(parser)
    parser.add_argument("point", help="the point as the flows cite it, as in 5 or 5.taak or bijlage1.3")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """A line for each kept advice, question and entry that rests on the point, and a last one that counts them."""
    point = chosen.point.strip().lower()
    if point not in POLICY:
        return refuse(f"impact: the policy has no point {chosen.point[:40]!r}; it has: {', '.join(POLICY)}")
    try:
        found = asyncio.run(_found(settings_for_reading(environment, chosen.organisation), point))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    for line in found:
        print(json.dumps(line, ensure_ascii=False))
    unread = sum("unreadable" in line for line in found)
    summary = {"point": point, "about": POLICY[point].over, "rest_on_it": len(found) - unread}
    print(json.dumps(summary | ({"unreadable": unread} if unread else {}), ensure_ascii=False))
    return 0


def touched(points: Iterable[str], point: str) -> tuple[str, ...]:
    """Those that change along with this point: the point, its parts, and the whole that it is a part of."""
    return tuple(
        each
        for each in points
        if each == point or each.startswith(f"{point}.") or point.startswith(f"{each}.")
    )


async def _found(settings: Settings, point: str) -> list[dict[str, Any]]:
    """Newest last, register by register. Raises NothingToRead for a store that no bot of ours ever used."""
    org = settings.organisation
    store = await open_rows(settings.store)
    try:
        desks = [RegisterDesk(store, org, each) for each in every_register()]
        if not [each for each in desks if await each.exists()]:
            raise NothingToRead(f"{PREFIX}STORE: this store holds no register of {org.short_name}")
        lines = list[dict[str, Any]]()
        for desk in desks:
            unread = list[str]()
            lines += _lines(desk.register, [case async for case in desk.cases(None, unread)], point, org)
            lines += [{"register": desk.register.name, "number": each, "unreadable": True} for each in unread]
        return lines
    finally:
        await store.close()


def _lines(
    register: Register[Any], cases: Iterable[KeptCase], point: str, org: Organisation
) -> Iterator[dict[str, Any]]:
    for case in sorted(cases, key=lambda each: (each.reported_at, each.number)):
        if rests_on := touched(register.points(case), point):
            yield {
                "register": register.name,
                "number": case.number,
                "status": case.status,
                "since": case.reported_at.astimezone(org.zone).date().isoformat(),
                "what": register.listing.entry(case, org).called,
                "rests_on": list(rests_on),
                "policy_version": getattr(case, "policy_version", None),
            }
