"""Starts the bot and the Playgrounds of an employee and of the offices here, and ends them together."""

import asyncio
import os
import signal
import sys
import tomllib

from playground.house import HERE, LocalHouse
from playground.ports import CannotRun, ports_from

RUN_FOLDER = HERE / ".run"

YOU_ARE = {
    "employee": "Sam Voorbeeld, an employee: the chat with the bot",
    "officer": "Noor Voorbeeld, the Privacy Officer: channel General of the team Privacy Officers",
    "fg": "Robin Voorbeeld, the FG: channel General of the team Functionaris gegevensbescherming",
    "jz": "Fatma Voorbeeld of legal affairs: channel General of the team Juridische Zaken",
}
"""Whom one is on each page, and where the cards of an office come."""


def _welcome(house: LocalHouse) -> str:
    words = tomllib.loads((HERE / "run.nl.toml").read_text(encoding="utf-8"))
    pages = "\n".join(
        f"  {house.url_of(who)}   {YOU_ARE[who]}" for who in YOU_ARE if who in house.ports.taken
    )
    return f"""
The bot and the Playgrounds run on this machine. Each page is one person:

{pages}

A page shows only what comes in while it is open, so open those of Sam and Noor first, and in
Noor's the channel General. Then type as Sam: "{words["say"]}", and follow the
cards; the incident appears with Noor.

Register and logs: {house.folder}. Ctrl-C ends everything.
"""


async def run(house: LocalHouse) -> int:
    """Keep the house going until somebody asks to stop (0) or a part ends by itself (1)."""
    work = asyncio.current_task()
    assert work is not None
    asked = False

    def ask() -> None:
        # Once: a second Ctrl-C must not interrupt the stopping.
        nonlocal asked
        if not asked:
            asked = True
            work.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, ask)
    try:
        print("Starting the bot and the Playgrounds ...", flush=True)
        await house.start()
        print(_welcome(house), flush=True)
        print(await house.until_a_part_ends(), file=sys.stderr, flush=True)
        return 1
    except asyncio.CancelledError:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        await house.stop()


def main() -> int:
    """`make run`: the exit code, with one line on stderr when the house cannot run."""
    try:
        return asyncio.run(run(LocalHouse(RUN_FOLDER, ports_from(os.environ))))
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
