"""What app.py does without a sub-command: serves until it is told to stop."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Mapping

from bot.settings import Settings, read_settings
from bot.watch.logs import write_logs
from bot.wiring import house
from cases.ports import StoreUnavailable

log = logging.getLogger("privacybot")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Raises BadSetting and BadStoreSetting before anything is opened to the world."""
    settings = read_settings(environment, chosen.local)
    write_logs(settings.log)
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
        if settings.of_folder:
            # They stay until the end: looking for garbage among a thousand of them is a pause of a tenth of a second.
            gc.collect()
            gc.freeze()
        log.info("listening on %s%s", address, " (local, nobody is checked)" if settings.local else "")
        await stop.wait()
