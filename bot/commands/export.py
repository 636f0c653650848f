"""The sub-command `export`: a register, the figures of a year or a paper of a case, to a file or to stdout."""

import argparse
from collections.abc import Mapping
from datetime import date

from bot.commands.paper_commands import FORMATS, export_paper
from bot.commands.register_commands import add_organisation, export_figures, export_register
from bot.register_places import FROM_FILES, PLACES, PRACTISED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is exported, and for each the period, the form and the file."""
    kinds = parser.add_subparsers(dest="register", required=True, metavar="WHAT")
    for name in (each for each in PLACES if each not in PRACTISED):
        export = kinds.add_parser(name, help=f"the register {name}")
        add_organisation(export)
        export.add_argument("--format", choices=["xlsx", "csv", "json"], default="xlsx")
        export.add_argument("--from", dest="first", type=_day, metavar="DATE", help="first day of reporting")
        export.add_argument("--to", dest="last", type=_day, metavar="DATE", help="last day of reporting")
        if name in FROM_FILES:
            export.add_argument(
                "--template", action="store_true", help="the columns that import reads, without any case"
            )
        export.add_argument(
            "--out", metavar="FILE", help="where to; csv puts the events in a second file beside it"
        )
    figures = kinds.add_parser("figures", help="the figures of a year, of all registers together")
    add_organisation(figures)
    figures.add_argument("--year", type=_year, required=True)
    figures.add_argument("--format", choices=["xlsx", "json"], default="xlsx")
    figures.add_argument("--out", metavar="FILE", help="where to; without it, to stdout")
    paper = kinds.add_parser("paper", help="the papers of a case; with a paper, that one as a file")
    add_organisation(paper)
    paper.add_argument("number", help="the number of the case, as in DL-2026-0001")
    paper.add_argument("paper", nargs="?", help="which paper; without it, those that there are")
    paper.add_argument("--format", choices=list(FORMATS), default="docx")
    paper.add_argument("--out", metavar="FILE", help="where to; without it, to stdout")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write it; see the three that do."""
    match chosen.register:
        case "paper":
            return export_paper(chosen, environment)
        case "figures":
            return export_figures(chosen, environment)
        case _:
            return export_register(chosen, environment)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _year(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise argparse.ArgumentTypeError(f"{typed[:20]!r} is no year from 2000 to 2100")
    return int(typed)
