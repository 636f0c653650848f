"""`verify --file`: whether the histories in a file that `export` wrote still tell what was handed out."""

import argparse
import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.commands.register_commands import NothingToRead, opened, refuse, settings_for_reading
from bot.commands.table_files import HISTORY_TIMES, NoTable, Table, read_table
from bot.register_places import register_named
from bot.settings import PREFIX, Settings
from cards.words import words_beside
from cases.desks.check_file import FileLine, WrongLine, check_line, check_order, proves_itself
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.plain_text import one_line
from cases.ports import StoreUnavailable
from cases.readable import those_readable
from cases.register.export import EVENT_COLUMNS, Exported, event_titles, events_sheet, exported
from cases.register.history import Event
from cases.register.numbers import prefix_of
from cases.register.register import Register

say = words_beside(__file__)


def verify_file(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line per line of the file that is not as it was, and a summary; 1 when there is any."""
    register = register_named(chosen.register)
    try:
        settings = settings_for_reading(environment, chosen.organisation)
        lines = _lines(read_table(Path(chosen.file), events_sheet(), HISTORY_TIMES), register)
        proved, wrong = asyncio.run(_checked(settings, register, lines))
    except (NothingToRead, NoTable, StoreUnavailable) as reason:
        return refuse(str(reason))
    for each in wrong:
        told = {"case": each.number, **{k: v for k, v in asdict(each).items() if k != "number" and v}}
        print(json.dumps(told, ensure_ascii=False))
    summary: dict[str, object] = {"register": register.name, "lines": len(lines)}
    if settings.seals:
        summary |= {"proved": proved, "compared": len(lines) - proved}
    else:
        summary |= {"controls": f"not checked: {PREFIX}SEAL_KEY is not set", "compared": len(lines)}
    print(json.dumps(summary | {"broken": len(wrong)}))
    return 1 if wrong else 0


def _lines(table: Table, register: Register[Any]) -> list[FileLine]:
    """The lines of the history in the file. Raises NoTable for a file of something else."""
    titles = dict(zip((_plain(each) for each in event_titles()), EVENT_COLUMNS, strict=True))
    titles |= {each: each for each in EVENT_COLUMNS}
    places = {place: titles[_plain(head)] for place, head in table.heads.items() if _plain(head) in titles}
    if set(places.values()) != set(EVENT_COLUMNS) or len(places) != len(EVENT_COLUMNS):
        raise NoTable(say("no_history", sheet=events_sheet()))
    if len(table.rows) == 1 and len([each for each in table.rows[0].cells.values() if each]) == 1:
        return []  # the sentence of a period in which nothing happened
    lines = [
        FileLine(row.number, {name: row.cells.get(place, "") for place, name in places.items()})
        for row in table.rows
    ]
    if any(prefix_of(each.number) not in ("", register.prefix) for each in lines):
        raise NoTable(say("other_register", register=register.name))
    return lines


async def _checked(
    settings: Settings, register: Register[Any], lines: list[FileLine]
) -> tuple[int, list[WrongLine]]:
    """How many lines prove themselves, and what is wrong with others."""
    org, seals = settings.organisation, settings.seals
    rest = [each for each in lines if not proves_itself(each, seals, org)]
    wrong = list[WrongLine]()
    async with opened(settings, register) as desk:
        for number, some in groupby(sorted(rest, key=_in_order), key=lambda each: each.number):
            events = await desk.events(number) if prefix_of(number) == register.prefix else []
            there = await _there(desk, number, events, org)
            found = (check_line(each, there, events, seals, org) for each in some)
            wrong += [each for each in found if each is not None]
    return len(lines) - len(rest), [*wrong, *check_order(lines)]


async def _there(desk: RegisterDesk[Any], number: str, events: list[Event], org: Organisation) -> Exported:
    """What the register tells of a case now; nothing of one that is gone or cannot be read."""
    row = await desk.case_row(number) if events else None
    for case in those_readable("cases", [row] if row is not None else [], desk.register.stored.read):
        return exported(desk.register.export, case, events, org)
    return Exported({}, ())


def _in_order(line: FileLine) -> tuple[str, int]:
    return line.number, line.place


def _plain(title: str) -> str:
    return one_line(title).casefold()
