"""The sub-command `check`: reads all settings and says what is set, and all that is wrong with it at once."""

import argparse
import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.settings import PREFIX, Settings, all_settings
from cases.desks.troubles import Readings, Source, Trouble, troubles
from cases.organisation import OFFICES, Organisation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the bot would serve a client on this machine, and whether it is looked at what is around it."""
    parser.add_argument("--local", action="store_true")
    parser.add_argument(
        "--online",
        action="store_true",
        help="also ask Teams, the channels of the offices and the mail relay, and write a row in the store",
    )


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """What is set as one JSON object, without secrets; of a folder, what is set of each organisation. What is wrong
    stands on stderr, a line for each, and of a folder with whose it is.

    The code is 2 when the bot would not start, 1 when it would and something is wrong, else 0.
    """
    found = all_settings(environment, chosen.local)
    for line in found.wrong:
        print(f"privacybot: {line}", file=sys.stderr)
    if found.settings is None:
        return 2
    now = datetime.now(UTC)
    settings, sources = found.settings, list[Source](["settings"])
    readings = {each.key: Readings() for each in settings.organisations}
    if chosen.online:
        # Loaded only where it is used: it brings the web and the registers.
        from bot.commands.looking_around import looked_around

        readings = looked_around(settings)
        sources.append("around")
    wrong = {
        each.key: _wrong(settings, each, readings[each.key], now, sources) for each in settings.organisations
    }
    for key, troubles_of in wrong.items():
        whose = f"{key}: " if settings.of_folder else ""
        for each in troubles_of:
            print(f"privacybot: {whose}{each.name}: {each.words}", file=sys.stderr)
    if found.wrong:
        return 2
    print(json.dumps(_summary(settings, wrong), ensure_ascii=False))
    return 1 if any(wrong.values()) else 0


def _wrong(
    settings: Settings, org: Organisation, readings: Readings, now: datetime, sources: Collection[Source]
) -> tuple[Trouble, ...]:
    """What the bot itself would tell its administrators (cases/desks/troubles.py)."""
    read = replace(
        readings,
        sealed=bool(settings.seals) or settings.local,
        password_expires=settings.password_expires,
    )
    return troubles(read, now, org, sources)


def _summary(settings: Settings, wrong: Mapping[str, Collection[Trouble]]) -> dict[str, object]:
    summary: dict[str, object] = {
        "host": settings.host,
        "port": settings.port,
        "local": settings.local,
        "registration": settings.registration.app_type if settings.registration else None,
        "store": settings.store.partition(":")[0] if settings.store.startswith("sqlite") else "azure tables",
        "mail": settings.smtp.host if settings.smtp else None,
        "sealed": bool(settings.seals),
        "missing_for_trust": [] if settings.seals else [f"{PREFIX}SEAL_KEY"],
    }
    each_of = {each.key: _of(each, wrong[each.key]) for each in settings.organisations}
    if settings.of_folder:
        return summary | {"organisations": each_of}
    return summary | each_of[settings.organisation.key]


def _of(org: Organisation, wrong: Collection[Trouble]) -> dict[str, object]:
    return {
        "organisation": org.name,
        "offices_without_channel": [each for each in OFFICES if not org.office(each).channel],
        "missing_for_papers": list(org.missing),
        "wrong": [each.name for each in wrong],
    }
