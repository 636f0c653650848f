"""The sub-commands of app.py: serve, and the small programs for scripts and audits (JSON out, one object a line)."""

import argparse
import gc
import io
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A sub-command: the module that declares its arguments (`add_arguments`) and does it (`carry_out`)."""

    module: str
    help: str


COMMANDS: Mapping[str, Command] = {
    "understand": Command("bot.commands.understand", "lines of Dutch on stdin, what they mean on stdout"),
    "deadlines": Command(
        "bot.commands.deadlines", 'lines {"kind", "start"} on stdin, when the terms end on stdout'
    ),
    "assess": Command(
        "bot.commands.assess", "facts of a breach on stdin (one JSON object, or one a line), the advice out"
    ),
    "flows": Command("bot.commands.flows", "write the pages of the flows"),
    "settings": Command("bot.commands.settings_page", "write the page of all settings"),
    "export": Command("bot.commands.export", "write a register or a paper to a file or to stdout"),
    "import": Command("bot.commands.import_command", "take over the rows of a file into a register"),
    "verify": Command("bot.commands.verify", "check the histories and the seals of a register"),
    "backup": Command("bot.commands.backup", "write all rows to a file, while the bot runs"),
    "restore": Command("bot.commands.restore", "bring the rows of such a file back into an empty store"),
    "retry": Command("bot.commands.retry", "take up again what was set aside, beside the running bot"),
    "impact": Command(
        "bot.commands.impact_command", "what rests on a point of the policy, one JSON object a line"
    ),
    "forget": Command("bot.commands.forget", "take away the chat address and the conversation of who left"),
    "check": Command("bot.commands.check", "check the settings and say what is set"),
}
"""Only the module of the chosen one is loaded: `understand` in a script waits for no web server."""

SERVE = "bot.commands.serve"
"""What is done without a sub-command."""


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """What app.py does; gives the exit code. Each bad setting is a line on stderr, the code then 2."""
    parser, parsers = _parser()
    # The first word that is no option names the command: no option of ours before it takes a value.
    name = next((each for each in arguments if not each.startswith("-")), "")
    if name in COMMANDS:
        _loaded(COMMANDS[name].module).add_arguments(parsers[name])
    chosen = parser.parse_args(arguments)
    _speak_utf8()
    module = _loaded(COMMANDS[chosen.command].module if chosen.command else SERVE)
    try:
        code: int = module.carry_out(chosen, environment)
    except _bad_settings() as reason:
        for line in str(reason).splitlines():
            print(f"privacybot: {line}", file=sys.stderr)
        return 2
    return code


def _parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser and those of the commands, which have no arguments yet."""
    parser = argparse.ArgumentParser(prog="app.py", description="The privacy bot of WIL for Microsoft Teams.")
    parser.add_argument("--local", action="store_true", help="serve a client on this machine, without tokens")
    commands = parser.add_subparsers(dest="command")
    return parser, {name: commands.add_parser(name, help=each.help) for name, each in COMMANDS.items()}


def _loaded(module: str) -> Any:
    """The module. Code and models stay until the end: looking for garbage among them while they are loaded would be
    an eighth of the start, and later a pause of a tenth of a second in somebody's turn."""
    if module in sys.modules:
        return sys.modules[module]
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def _bad_settings() -> tuple[type[Exception], ...]:
    """What a bad setting is raised as. Loaded when something was raised: most commands read no settings."""
    from bot.settings import BadSetting
    from storage.open_store import BadStoreSetting

    return BadSetting, BadStoreSetting


def _speak_utf8() -> None:
    """UTF-8 in and out whatever the machine is set to; what is no UTF-8 becomes a question mark, not a crash."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
