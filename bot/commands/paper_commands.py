"""The sub-command `export paper`: which papers a case has, or one of them as a file."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.commands.register_commands import NothingToRead, given_out, refuse, settings_for_reading
from bot.register_places import register_of
from bot.settings import Settings
from cases.desks.case_desk import CaseDesk, NoSuchCase
from cases.desks.organisation_desk import follow_kept
from cases.papers.paper import NoSuchPaper, Paper
from cases.ports import StoreUnavailable
from cases.register.case import KeptCase
from cases.register.numbers import prefix_of, read_number
from cases.register.register import Register
from storage.open_store import open_rows

FORMATS = ("docx", "txt")


def export_paper(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Without a paper one JSON line for each that the case has; else the file, or with --out one line about it."""
    now = datetime.now(UTC)
    try:
        settings = settings_for_reading(environment, chosen.organisation)
        register, case = asyncio.run(_case(settings, chosen.number))
    except (NothingToRead, StoreUnavailable) as reason:
        return refuse(str(reason))
    except NoSuchCase:
        return refuse(f"there is no case {chosen.number[:40]!r}")
    org, known = settings.organisation, [each for each, _ in register.papers.of(case, "")]
    if chosen.paper is None:
        for each in known:
            print(json.dumps(_told(register.papers.paper(case, each, now, org)), ensure_ascii=False))
        return 0
    try:
        paper = register.papers.paper(case, chosen.paper, now, org)
    except NoSuchPaper:
        papers = ", ".join(known) or "none"
        return refuse(f"{case.number} has no paper {chosen.paper[:40]!r}; it has: {papers}")
    if chosen.out is None and chosen.format == "docx" and sys.stdout.isatty():
        return refuse("a docx file is no text: give --out FILE")
    content = _file_of(chosen.format, paper, org.name, now)
    return given_out(content, chosen.out, _told(paper))


def _file_of(form: str, paper: Paper, organisation: str, now: datetime) -> bytes:
    # Here and not above: python-docx and lxml take longer to load than the rest of a list of papers.
    from bot.commands.paper_files import docx_of, txt_of

    return docx_of(paper, organisation, now) if form == "docx" else txt_of(paper, organisation, now)


def _told(paper: Paper) -> dict[str, object]:
    """What a list says of a paper: no words out of the case."""
    return {
        "paper": paper.id,
        "title": paper.title,
        "addressee": paper.addressee,
        "gaps": len(paper.gaps),
        "checks": len(paper.checks),
    }


async def _case(settings: Settings, number: str) -> tuple[Register[Any], KeptCase]:
    """The case and its register. Raises NoSuchCase, StoreUnavailable."""
    store = await open_rows(settings.store)
    try:
        register = register_of(prefix_of(read_number(number) or ""))
        if register is None:
            raise NoSuchCase
        await follow_kept(store, settings.organisation)
        case: KeptCase = await CaseDesk(store, settings.organisation, register, asyncio.sleep).get(number)
        return register, case
    finally:
        await store.close()
