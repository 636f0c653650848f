"""The sub-command `verify`: whether a register was tampered with, or a number is missing."""

import argparse
from collections.abc import Mapping

from bot.commands.register_commands import add_organisation, verify_register
from bot.register_places import PLACES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register, and what was told of it outside the store."""
    add_organisation(parser)
    parser.add_argument("register", choices=list(PLACES))
    against = parser.add_mutually_exclusive_group()
    against.add_argument(
        "--file",
        metavar="FILE",
        help="a file of `export` (xlsx, or the csv of the events) that is looked at instead",
    )
    against.add_argument(
        "--anchors", metavar="FILE", help="a log, or mails to the FG, with anchors that it is compared with"
    )


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """See verify_register and verify_file."""
    if chosen.file is not None:
        from bot.commands.verify_file import verify_file  # it reads tables, which the other does not

        return verify_file(chosen, environment)
    return verify_register(chosen, environment)
