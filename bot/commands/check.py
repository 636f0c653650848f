"""The sub-command `check`: reads all settings and says what is set."""

import argparse
import json
from collections.abc import Mapping

from bot.settings import PREFIX, read_settings
from cases.organisation import OFFICES, Organisation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the bot would serve a client on this machine."""
    parser.add_argument("--local", action="store_true")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One JSON object, without secrets; of a folder, what is set of each organisation. Raises BadSetting."""
    settings = read_settings(environment, chosen.local)
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
    if settings.of_folder:
        summary["organisations"] = {each.key: _of(each) for each in settings.organisations}
    else:
        summary |= _of(settings.organisation)
    print(json.dumps(summary, ensure_ascii=False))
    return 0


def _of(org: Organisation) -> dict[str, object]:
    return {
        "organisation": org.name,
        "offices_without_channel": [each for each in OFFICES if not org.office(each).channel],
        "missing_for_papers": list(org.missing),
    }
