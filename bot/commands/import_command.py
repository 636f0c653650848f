"""The sub-command `import`: rows of a file that was kept elsewhere become cases of a register, one write a row."""

import argparse
import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.register_commands import (
    NothingToRead,
    add_organisation,
    open_for_writing,
    refuse,
    settings_for_reading,
)
from bot.commands.table_files import NoTable, read_table
from bot.commands.taking_over import Outcome, Taking, told_columns
from bot.register_places import FROM_FILES, register_named
from bot.settings import Settings
from cards.words import words_beside
from cases.desks.case_desk import Busy, CaseDesk
from cases.desks.organisation_desk import follow_kept
from cases.desks.register_desk import RegisterDesk
from cases.organisation import OFFICES, OfficeId, Organisation
from cases.people import Actor
from cases.plain_text import one_line, shortened
from cases.ports import StoreUnavailable
from cases.register.life import Deed
from dialogs.answers import hidden_in

say = words_beside(__file__)

SPOKEN = ("read_as",)
"""Words that are looked up by how the file was read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Into which register, from which file, and who takes it over."""
    add_organisation(parser)
    parser.add_argument("register", choices=FROM_FILES, help="the register that the rows go to")
    parser.add_argument("file", help="an .xlsx or .csv file with the columns of `export`")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument(
        "--by",
        metavar="PERSON",
        default="",
        help="who takes it over: the name or the Entra object id of a member of the office that keeps the register",
    )


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """The mapping of the columns, a line a row, and a sum. Code 1 when a row stays out, 2 when nothing was done."""
    try:
        settings = settings_for_reading(environment, chosen.organisation)
        return asyncio.run(_taken_over(settings, chosen))
    except (NothingToRead, NoTable, StoreUnavailable) as reason:
        return refuse(str(reason))
    except Busy:
        return refuse(say("busy"))


async def _taken_over(settings: Settings, chosen: argparse.Namespace) -> int:
    org, register, path = settings.organisation, register_named(chosen.register), Path(chosen.file)
    if register.made.from_file is None:
        raise NothingToRead(register.name)
    keepers = register.made.from_file.keepers
    table = read_table(path, register.export.sheet)
    store = await open_for_writing(settings)
    try:
        await follow_kept(store, org)
        actor = _keeper(chosen.by, keepers, org)
        if actor is None and (chosen.by or not chosen.dry_run):
            raise NothingToRead(say("who", offices=", ".join(org.office(each).title for each in keepers)))
        if not await RegisterDesk(store, org, register).exists():
            raise NothingToRead(say("no_register", register=register.name))
        deed = Deed(actor or Actor(aad_id="", roles=frozenset(keepers)), datetime.now(UTC), org)
        desk = CaseDesk(store, org, register, lambda attempt: asyncio.sleep(0.05 * (attempt + 1)))
        file = shortened(one_line(hidden_in(path.name).text), 80)
        taking = Taking(register, desk, deed, file)
        columns, rows = taking.columns(table), taking.rows(table)
        print(say("dry_run" if chosen.dry_run else "begin", file=file, count=len(rows)))
        if table.read_as:
            print(say(f"read_as.{table.read_as}"))
        for line in told_columns(columns, table, register, org):
            print(f"  {line}")
        done = list[Outcome]()
        for row in rows:
            done.append(await (taking.look if chosen.dry_run else taking.take)(row, columns))
            _tell(done[-1])
    finally:
        await store.close()
    new, wrong = sum(each.new for each in done), sum(each.wrong for each in done)
    twice = sum(each.twice for each in done)
    key = "sum_dry" if chosen.dry_run else "sum"
    print(say(key, new=new, same=len(done) - new - wrong - twice, twice=twice, wrong=wrong))
    return 1 if wrong else 0


def _tell(outcome: Outcome) -> None:
    for line in outcome.lines:
        print(say("row_wrong" if outcome.wrong else "row", row=outcome.row, line=line))


def _keeper(wanted: str, keepers: tuple[OfficeId, ...], org: Organisation) -> Actor | None:
    """The member or deputy of a keeping office with this name or id; a name that two have is nobody's."""
    name = one_line(wanted).casefold()
    found = {
        each.id: each
        for office in OFFICES
        if office in keepers
        for each in (*org.office(office).members, *org.office(office).deputies)
        if name and name in (each.id.casefold(), each.name.casefold())
    }
    if len(found) != 1:
        return None
    (person,) = found.values()
    return Actor(aad_id=person.id, name=person.name, roles=org.roles_of(person.id))
