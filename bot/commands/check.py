"""The sub-command `check`: reads all settings and says what is set."""

import argparse
import json
from collections.abc import Mapping

from bot.settings import PREFIX, read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the bot would serve a client on this machine."""
    parser.add_argument("--local", action="store_true")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """One JSON object, without secrets. Raises BadSetting."""
    settings = read_settings(environment, chosen.local)
    summary = {
        "host": settings.host,
        "port": settings.port,
        "local": settings.local,
        "registration": settings.registration.app_type if settings.registration else None,
        "store": settings.store.partition(":")[0] if settings.store.startswith("sqlite") else "azure tables",
        "mail": settings.smtp.host if settings.smtp else None,
        "sealed": bool(settings.seals),
        "organisation": settings.organisation.name,
        "offices_without_channel": [
            name for name in ("po", "fg", "jz") if not getattr(settings.organisation.offices, name).channel
        ],
        "missing_for_trust": [] if settings.seals else [f"{PREFIX}SEAL_KEY"],
        "missing_for_papers": list(settings.organisation.missing),
    }
    print(json.dumps(summary, ensure_ascii=False))
    return 0
