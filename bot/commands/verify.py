"""The sub-command `verify`: whether a history in a register was tampered with, or a number is missing."""

import argparse
from collections.abc import Mapping

from bot.commands.register_commands import verify_register
from bot.register_places import PLACES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register."""
    parser.add_argument("register", choices=list(PLACES))


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """See verify_register."""
    return verify_register(chosen, environment)
