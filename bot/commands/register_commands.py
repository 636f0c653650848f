"""The sub-commands about a register: `export` writes it to a file, `verify` looks whether it was tampered with."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.commands.figure_files import figures_json_of, figures_xlsx_of
from bot.commands.register_files import csv_of, events_csv_of, heads_csv_of, heads_xlsx_of, json_of, xlsx_of
from bot.register_places import every_register, register_named
from bot.settings import PREFIX, Settings, read_settings
from bot.settings import chosen as of_one
from cases.desks.anchors import NOTHING_TOLD, ReadAnchors, read_anchors
from cases.desks.destruction import destruction_lines
from cases.desks.organisation_desk import follow_kept
from cases.desks.register_desk import RegisterDesk, year_figures
from cases.desks.whole_register import Checked, check_register
from cases.desks.year import YearFigures
from cases.organisation import Organisation
from cases.ports import RowStore, StoreUnavailable
from cases.register.control import Line
from cases.register.export import Exported, Span, events_sheet, exported, unread
from cases.register.register import Register
from storage.astir import AstirRows
from storage.open_store import open_rows


def add_organisation(parser: argparse.ArgumentParser) -> None:
    """Whose register a command is about, where the setting names a folder."""
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        default="",
        help=f"whose, by short name: needed when {PREFIX}ORGANISATION is a folder",
    )


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
        settings = settings_for_reading(environment, chosen.organisation)
        cases, destroyed = asyncio.run(_read(settings, register, span))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    match chosen.format:
        case "csv":
            content = csv_of(register.export, cases, span, settings.organisation)
        case "xlsx":
            content = xlsx_of(register.export, cases, destroyed, span, settings.organisation)
        case _:
            content = json_of(register.export, cases, destroyed, span)
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
    settings = read_settings({name: environment[name] for name in wanted}, local=True)
    org = of_one(settings, chosen.organisation).organisation
    heads = [register.export.title(each, org) for each in register.made.from_file.columns]
    content = heads_csv_of(heads) if chosen.format == "csv" else heads_xlsx_of(register.export.sheet, heads)
    return given_out(content, chosen.out, {"columns": len(heads)})


def export_figures(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write the figures of a year. On stdout comes the file itself, or with --out one line about it."""
    if chosen.out is None and chosen.format == "xlsx" and sys.stdout.isatty():
        return refuse("an xlsx file is no text: give --out FILE")
    try:
        figures = asyncio.run(_figures(settings_for_reading(environment, chosen.organisation), chosen.year))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    content = {"xlsx": figures_xlsx_of, "json": figures_json_of}[chosen.format](figures)
    return given_out(content, chosen.out, {"year": chosen.year})


def verify_register(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One line per broken case and a summary; 1 when anything is broken."""
    register = register_named(chosen.register)
    try:
        settings = settings_for_reading(environment, chosen.organisation)
        told = read_told_outside(chosen.anchors, settings)
        found = asyncio.run(_check(settings, register, told))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    for each in found.broken:
        print(json.dumps({"case": each.number, **{k: v for k, v in asdict(each).items() if k != "number"}}))
    summary: dict[str, object] = {"register": register.name}
    summary |= {"cases": found.cases, "events": found.events, "destroyed": found.destroyed}
    if settings.seals:
        summary |= {"sealed": found.sealed, "unsealed": found.unsealed}
    elif found.sealed:
        summary["seals"] = f"not checked: {PREFIX}SEAL_KEY is not set"
    if found.lost:
        summary["lost"] = found.lost
    refused = 0
    if told is not None:
        refused = told.refused
        anchored = told.by_register.get(register.name, NOTHING_TOLD)
        summary |= {"anchors": anchored.lines, "anchors_refused": refused}
    print(json.dumps(summary | {"broken": len(found.broken)}))
    return 1 if found.broken or refused else 0


def read_told_outside(path: str | None, settings: Settings) -> ReadAnchors | None:
    """The anchors in this file. Raises NothingToRead when there are none, or no key to check them with."""
    if path is None:
        return None
    if not settings.seals:
        raise NothingToRead(f"--anchors: set {PREFIX}SEAL_KEY, or nobody knows who wrote them")
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            # Where there are many, a line that names none may be of any: it is read with the file of its own.
            whose = {settings.organisation.key} | ({""} if not settings.of_folder else set())
            found = read_anchors(file, settings.seals, whose)
    except OSError as reason:
        raise NothingToRead(f"--anchors: cannot read {path}: {reason.strerror}") from reason
    if not found.by_register and not found.refused:
        more = f", and {found.others} of other organisations" if found.others else ""
        raise NothingToRead(
            f"--anchors: there is no anchor of {settings.organisation.short_name} in {path}{more}"
        )
    return found


async def _read(settings: Settings, register: Register[Any], span: Span) -> tuple[list[Exported], list[Line]]:
    org, seals = settings.organisation, settings.seals
    async with opened(settings, register) as desk:
        torn = list[str]()
        found = [case async for case in desk.cases(None, torn) if span.holds(case.reported_at, org)]
        found.sort(key=lambda case: (case.reported_at, case.number))
        cases_out = [
            exported(register.export, case, await desk.events(case.number), org, seals) for case in found
        ]
        if torn:
            print(f"privacybot: cannot be read: {', '.join(torn)}", file=sys.stderr)
        # When it was reported nobody knows: it stands in every period.
        cases_out += [unread(register.export, number) for number in torn]
        return cases_out, destruction_lines(await desk.destruction_records(), register.name, org, seals)


async def _figures(settings: Settings, year: int) -> YearFigures:
    """Of the registers that this store holds; at least one. Raises NothingToRead."""
    org = settings.organisation
    store = await open_rows(settings.store)
    try:
        await follow_kept(store, org)
        desks = [RegisterDesk(store, org, each) for each in every_register()]
        held = [desk for desk in desks if await desk.exists()]
        if not held:
            raise NothingToRead(f"{PREFIX}STORE: this store holds no register of {org.short_name}")
        return await year_figures(held, year, datetime.now(UTC), org)
    finally:
        await store.close()


async def _check(settings: Settings, register: Register[Any], told: ReadAnchors | None) -> Checked:
    async with opened(settings, register) as desk:
        return await check_register(
            desk, told.by_register.get(register.name, NOTHING_TOLD) if told else NOTHING_TOLD
        )


@asynccontextmanager
async def opened(settings: Settings, register: Register[Any]) -> AsyncIterator[RegisterDesk[Any]]:
    """The register of these settings. A store without one is refused: that it is empty would prove nothing."""
    store = await open_rows(settings.store)
    try:
        await follow_kept(store, settings.organisation)
        desk = RegisterDesk(store, settings.organisation, register, settings.seals)
        if not await desk.exists():
            named = f"{register.name} register of {settings.organisation.short_name}"
            raise NothingToRead(f"{PREFIX}STORE: this store holds no {named}")
        yield desk
    finally:
        await store.close()


def written(
    chosen: argparse.Namespace,
    environment: Mapping[str, str],
    work: Callable[[RowStore, Organisation], Awaitable[Mapping[str, object]]],
) -> int:
    """Do this in the store of the chosen organisation, and print in one line what it gives; refused in one line when
    there is no store. Others who run beside this hear what is written."""
    try:
        print(json.dumps(asyncio.run(_done(settings_for_reading(environment, chosen.organisation), work))))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    return 0


async def _done(
    settings: Settings, work: Callable[[RowStore, Organisation], Awaitable[Mapping[str, object]]]
) -> Mapping[str, object]:
    store = await open_for_writing(settings)
    try:
        return await work(store, settings.organisation)
    finally:
        await store.close()


async def open_for_writing(settings: Settings) -> RowStore:
    """The store, in which others who run beside this hear what is written. Raises as `open_rows` does."""
    store = await open_rows(settings.store)
    return AstirRows(store, lambda: datetime.now(UTC)) if settings.of_folder else store


def settings_for_reading(environment: Mapping[str, str], organisation: str) -> Settings:
    """Only the store, the organisation and the keys of its seals matter here: an audit needs no registration of a bot.

    `organisation` is whose, "" where there is only one. Raises NothingToRead for a file that is not there, which
    opening it would make, and BadSetting.
    """
    wanted = {f"{PREFIX}STORE", f"{PREFIX}ORGANISATION", f"{PREFIX}SEAL_KEY"}
    settings = of_one(
        read_settings({name: environment[name] for name in wanted & environment.keys()}, local=True),
        organisation,
    )
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
        file.flush()
        os.fsync(file.fileno())
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
