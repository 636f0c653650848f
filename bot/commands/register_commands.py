"""The sub-commands about a register: `export` writes it to a file, `verify` looks whether it was tampered with."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.commands.figure_files import figures_json_of, figures_xlsx_of
from bot.commands.register_files import csv_of, events_csv_of, heads_csv_of, heads_xlsx_of, json_of, xlsx_of
from bot.register_places import every_register, register_named
from bot.settings import PREFIX, Settings, read_settings
from cases.desks.check import Broken, check_case
from cases.desks.destruction import DestructionRecord, broken_records
from cases.desks.register_desk import RegisterDesk, year_figures
from cases.desks.year import YearFigures
from cases.ports import StoreUnavailable
from cases.register.case import KeptCase
from cases.register.export import Exported, Span, events_sheet, exported
from cases.register.history import Event
from cases.register.register import Register
from storage.open_store import open_rows

LOOKS = 3
"""How often a case that looks broken is read again: the bot may be writing just now."""


class NothingToRead(Exception):
    """There is no register where one was looked for. The text is one line."""


def export_register(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write the register. On stdout comes the file itself, or with --out one line that says what was written."""
    register, span = register_named(chosen.register), Span(chosen.first, chosen.last)
    if span.first and span.last and span.first > span.last:
        return refuse("--from lies after --to")
    if chosen.out is None and chosen.format == "xlsx" and sys.stdout.isatty():
        return refuse("an xlsx file is no text: give --out FILE")
    if getattr(chosen, "template", False):
        return _template(chosen, register, environment)
    try:
        settings = settings_for_reading(environment)
        cases, records = asyncio.run(_read(settings, register, span))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    match chosen.format:
        case "csv":
            content = csv_of(register.export, cases, span, settings.organisation)
        case "xlsx":
            content = xlsx_of(register.export, cases, records, span, settings.organisation)
        case _:
            content = json_of(register.export, cases, records, span)
    if chosen.out is None:
        sys.stdout.buffer.write(content)
        return 0
    path = Path(chosen.out)
    written = {path: content}
    if chosen.format == "csv":
        beside = path.with_name(f"{path.stem}-{events_sheet().lower()}{path.suffix}")
        written[beside] = events_csv_of(register.export, cases, span)
    try:
        for each, bytes_of_it in written.items():
            write_whole(each, bytes_of_it)
    except OSError as reason:
        return refuse(f"--out: cannot write {reason.filename}: {reason.strerror}")
    print(json.dumps({"written": [str(each) for each in written], "cases": len(cases)}))
    return 0


def _template(chosen: argparse.Namespace, register: Register[Any], environment: Mapping[str, str]) -> int:
    """The heads of the columns that `import` reads: what somebody fills in who takes a register over."""
    if register.made.from_file is None or chosen.format == "json":
        return refuse("--template: give --format xlsx or csv")
    wanted = {f"{PREFIX}ORGANISATION"} & environment.keys()
    org = read_settings({name: environment[name] for name in wanted}, local=True).organisation
    heads = [register.export.title(each, org) for each in register.made.from_file.columns]
    content = heads_csv_of(heads) if chosen.format == "csv" else heads_xlsx_of(register.export.sheet, heads)
    return given_out(content, chosen.out, {"columns": len(heads)})


def export_figures(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write the figures of a year. On stdout comes the file itself, or with --out one line about it."""
    if chosen.out is None and chosen.format == "xlsx" and sys.stdout.isatty():
        return refuse("an xlsx file is no text: give --out FILE")
    try:
        figures = asyncio.run(_figures(settings_for_reading(environment), chosen.year))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    content = {"xlsx": figures_xlsx_of, "json": figures_json_of}[chosen.format](figures)
    return given_out(content, chosen.out, {"year": chosen.year})


def verify_register(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line per broken case and a summary; 1 when anything is broken."""
    register = register_named(chosen.register)
    try:
        found = asyncio.run(_check(settings_for_reading(environment), register))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    for each in found.broken:
        print(json.dumps({"case": each.number, **{k: v for k, v in asdict(each).items() if k != "number"}}))
    counts = {"cases": found.cases, "events": found.events, "destroyed": found.destroyed}
    print(json.dumps({"register": register.name, **counts, "broken": len(found.broken)}))
    return 1 if found.broken else 0


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in a register, and what is wrong with it."""

    cases: int
    events: int
    destroyed: int
    broken: list[Broken]


async def _read(
    settings: Settings, register: Register[Any], span: Span
) -> tuple[list[Exported], list[DestructionRecord]]:
    org = settings.organisation
    async with _opened(settings, register) as desk:
        found = [case async for case in desk.cases() if span.holds(case.reported_at, org)]
        found.sort(key=lambda case: (case.reported_at, case.number))
        cases_out = [exported(register.export, case, await desk.events(case.number), org) for case in found]
        return cases_out, await desk.destruction_records()


async def _figures(settings: Settings, year: int) -> YearFigures:
    """Of the registers that this store holds; at least one. Raises NothingToRead."""
    org = settings.organisation
    store = await open_rows(settings.store)
    try:
        desks = [RegisterDesk(store, org, each) for each in every_register()]
        held = [desk for desk in desks if await desk.exists()]
        if not held:
            raise NothingToRead(f"{PREFIX}STORE: this store holds no register of {org.short_name}")
        return await year_figures(held, year, datetime.now(UTC), org)
    finally:
        await store.close()


async def _check(settings: Settings, register: Register[Any]) -> Checked:
    """A history without a case is found as well, and a number that was given out and is nowhere."""
    async with _opened(settings, register) as desk:
        given = [
            number async for number in desk.numbers_given()
        ]  # first, for more may be given out meanwhile
        numbers = {row.key.removeprefix("case|"): 0 async for row in desk.case_rows()}
        gone = {each.number for each in await desk.destroyed()}
        async for row in desk.event_rows():
            number = row.key.split("|")[1]
            if number not in gone:  # else its history is just being taken away
                numbers[number] = numbers.get(number, 0) + 1
        broken = [each for number in numbers if (each := await _looked_at(desk, number)) is not None]
        broken += [Broken(number, "gone") for number in given if number not in numbers and number not in gone]
        days = broken_records(await desk.destruction_records(), await desk.destroyed())
        broken += [Broken(day.isoformat(), "destruction") for day in days]
        return Checked(len(numbers), sum(numbers.values()), len(gone), broken)


async def _looked_at(desk: RegisterDesk[Any], number: str) -> Broken | None:
    broken: Broken | None = None
    for _ in range(LOOKS):
        row = await desk.case_row(number)
        try:
            case: KeptCase | None = desk.register.stored.read(row.value) if row is not None else None
            events: list[Event] = await desk.events(number)
        except ValidationError:
            return Broken(number, "unreadable")
        if (broken := check_case(number, case, events)) is None:
            return None
    return broken


@asynccontextmanager
async def _opened(settings: Settings, register: Register[Any]) -> AsyncIterator[RegisterDesk[Any]]:
    """The register of these settings. A store without one is refused: that it is empty would prove nothing."""
    store = await open_rows(settings.store)
    try:
        desk = RegisterDesk(store, settings.organisation, register)
        if not await desk.exists():
            named = f"{register.name} register of {settings.organisation.short_name}"
            raise NothingToRead(f"{PREFIX}STORE: this store holds no {named}")
        yield desk
    finally:
        await store.close()


def settings_for_reading(environment: Mapping[str, str]) -> Settings:
    """Only the store and the organisation matter here: an audit needs no registration of a bot.

    Raises NothingToRead for a file that is not there, which opening it would make.
    """
    wanted = {f"{PREFIX}STORE", f"{PREFIX}ORGANISATION"}
    settings = read_settings({name: environment[name] for name in wanted & environment.keys()}, local=True)
    kind, _, path = settings.store.partition(":")
    if kind == "sqlite" and not Path(path).is_file():
        raise NothingToRead(f"{PREFIX}STORE: there is no file {path}")
    return settings


def write_whole(path: Path, content: bytes) -> None:
    """For the owner's eyes only, and whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    beside.replace(path)


def given_out(content: bytes, out: str | None, summary: Mapping[str, object]) -> int:
    """The file itself on stdout, or written to `out` with one line about it: where it is, and what is told."""
    if out is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        write_whole(Path(out), content)
    except OSError as reason:
        return refuse(f"--out: cannot write {reason.filename}: {reason.strerror}")
    print(json.dumps({"written": [out], **summary}, ensure_ascii=False))
    return 0


def refuse(reason: str) -> int:
    """One line on stderr; gives the exit code."""
    print(f"privacybot: {reason}", file=sys.stderr)
    return 2
