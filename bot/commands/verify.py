"""The sub-command `verify`: whether a register was tampered with, or a number is missing."""

import argparse
from collections.abc import Mapping

from bot.commands.register_commands import add_organisation, verify_register
from bot.register_places import PLACES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register, and what was told of it outside the store."""
    add_organisation(parser)
    parser.add_argument("register", choices=list(PLACES))
    parser.add_argument(
        "--anchors", metavar="FILE", help="a log, or mails to the FG, with anchors that it is compared with"
    )


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """See verify_register."""
    return verify_register(chosen, environment)
