"""The sub-commands of app.py: serve, and the small programs for scripts and audits (JSON out, one object a line)."""

import argparse
import asyncio
import io
import json
import logging
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.impact_command import add_impact_command, show_impact
from bot.commands.paper_commands import add_paper_command, export_paper
from bot.commands.register_commands import (
    add_register_commands,
    export_figures,
    export_register,
    verify_register,
)
from bot.settings import BadSetting, Settings, read_settings
from bot.wiring import house
from cases.assessment.weighing import BadFacts, as_told, assess, read_facts
from cases.organisation import Terms
from cases.ports import StoreUnavailable
from cases.term_lines import term_line
from dialogs.drawing import write_pages
from dialogs.dutch.understanding import load_vocabulary, understand
from dialogs.flows import FLOWS, TEXTS
from storage.open_store import BadStoreSetting

log = logging.getLogger("privacybot")

LINE_LIMIT = 100_000
FACTS_LIMIT = 1_000_000

ZONE = ZoneInfo("Europe/Amsterdam")
"""Where `deadlines` counts: it answers without settings, so that an audit can run it anywhere."""


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """What app.py does; gives the exit code. A bad setting is one line on stderr and code 2."""
    chosen = _parser().parse_args(arguments)
    _speak_utf8()
    try:
        match chosen.command:
            case "understand":
                return _understand()
            case "deadlines":
                return _deadlines()
            case "assess":
                return _assess()
            case "flows":
                return _flows(Path(chosen.folder))
            case "export" if chosen.register == "paper":
                return export_paper(chosen, environment)
            case "export" if chosen.register == "figures":
                return export_figures(chosen, environment)
            case "export":
                return export_register(chosen, environment)
            case "verify":
                return verify_register(chosen, environment)
            case "impact":
                return show_impact(chosen, environment)
            case "check":
                return _check(environment, chosen.local)
            case _:
                return _serve(read_settings(environment, chosen.local))
    except (BadSetting, BadStoreSetting) as reason:
        print(f"privacybot: {reason}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="The privacy bot of WIL for Microsoft Teams.")
    parser.add_argument("--local", action="store_true", help="serve a client on this machine, without tokens")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("understand", help="lines of Dutch on stdin, what they mean on stdout")
    commands.add_parser("deadlines", help='lines {"kind", "start"} on stdin, when the terms end on stdout')
    commands.add_parser(
        "assess", help="facts of a breach on stdin (one JSON object, or one a line), the advice out"
    )
    flows = commands.add_parser("flows", help="write the pages of the flows")
    flows.add_argument("--folder", default="docs/flows")
    add_paper_command(add_register_commands(commands))
    add_impact_command(commands)
    check = commands.add_parser("check", help="check the settings and say what is set")
    check.add_argument("--local", action="store_true")
    return parser


def _speak_utf8() -> None:
    """UTF-8 in and out whatever the machine is set to; what is no UTF-8 becomes a question mark, not a crash."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _understand() -> int:
    vocabulary = load_vocabulary()
    for line in sys.stdin:
        text = line.rstrip("\n")[:LINE_LIMIT]
        meant = understand(text, vocabulary)
        told = {
            "text": text,
            "intent": meant.intent,
            "confidence": round(meant.confidence, 2),
            "offered": list(meant.offered),
        }
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _deadlines() -> int:
    for line in sys.stdin:
        if line.strip():
            try:
                told = json.loads(line[:LINE_LIMIT])
            except (ValueError, RecursionError):
                print(json.dumps({"error": "the line is no JSON"}), flush=True)
                continue
            print(json.dumps(term_line(told, Terms(), ZONE), ensure_ascii=False), flush=True)
    return 0


def _assess() -> int:
    """Nothing is printed before all facts were read: half an answer to a list is none."""
    try:
        advices = [assess(read_facts(told)) for told in _objects(sys.stdin.read(FACTS_LIMIT + 1))]
    except BadFacts as reason:
        print(f"privacybot: {reason}", file=sys.stderr)
        return 2
    for advice in advices:
        print(json.dumps(as_told(advice), ensure_ascii=False))
    return 0


def _objects(text: str) -> Iterator[object]:
    """One JSON value over any number of lines, or one a line. Raises BadFacts."""
    if len(text) > FACTS_LIMIT:
        raise BadFacts(f"more than {FACTS_LIMIT} characters of facts")
    if not text.strip():
        raise BadFacts("no facts on stdin")
    try:
        yield json.loads(text)
    except RecursionError as reason:
        raise BadFacts("the facts are nested too deeply") from reason
    except ValueError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _json_line(line, number)


def _json_line(line: str, number: int) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as reason:
        raise BadFacts(f"line {number} is no JSON") from reason


def _flows(folder: Path) -> int:
    for path in write_pages(folder, FLOWS, TEXTS):
        print(json.dumps({"written": path.as_posix()}))
    return 0


def _check(environment: Mapping[str, str], local: bool) -> int:
    settings = read_settings(environment, local)
    told = {
        "host": settings.host,
        "port": settings.port,
        "local": settings.local,
        "registration": settings.registration.app_type if settings.registration else None,
        "store": settings.store.partition(":")[0] if settings.store.startswith("sqlite") else "azure tables",
        "mail": settings.smtp.host if settings.smtp else None,
        "organisation": settings.organisation.name,
        "offices_without_channel": [
            name for name in ("po", "fg", "jz") if not getattr(settings.organisation.offices, name).channel
        ],
    }
    print(json.dumps(told, ensure_ascii=False))
    return 0


def _serve(settings: Settings) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for loud in ("azure", "transitions"):  # the latter writes several lines for each step of a conversation
        logging.getLogger(loud).setLevel(logging.WARNING)
    try:
        asyncio.run(_until_told(settings))
    except StoreUnavailable as reason:
        print(f"privacybot: PRIVACYBOT_STORE: {reason}", file=sys.stderr)
        return 2
    except OSError as reason:
        print(
            f"privacybot: cannot listen on {settings.host}:{settings.port}: {reason.strerror}",
            file=sys.stderr,
        )
        return 2
    return 0


async def _until_told(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with house(settings) as address:
        log.info("listening on %s%s", address, " (local, nobody is checked)" if settings.local else "")
        await stop.wait()
