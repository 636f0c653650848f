"""Starts the bot and two Playgrounds (employee and Privacy Officer) here, and ends them together."""

import asyncio
import os
import signal
import sys
import tomllib

from playground.house import HERE, LocalHouse
from playground.ports import CannotRun, ports_from

RUN_FOLDER = HERE / ".run"


def _welcome(house: LocalHouse) -> str:
    words = tomllib.loads((HERE / "run.nl.toml").read_text(encoding="utf-8"))
    return f"""
The bot and two Playgrounds run on this machine. Open both pages:

  {house.employee_url}   You are Sam Voorbeeld, an employee, in the chat with the bot.
  {house.officer_url}   You are Noor Voorbeeld, the Privacy Officer. Open the channel
                           General of the team Privacy Officers (and FG for the FG).

A page shows only what comes in while it is open, so open both first. Then type as Sam:
"{words["say"]}", and follow the cards; the incident appears with Noor.

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
        print("Starting the bot and two Playgrounds ...", flush=True)
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
