"""How fast the outbox empties: `python -m bench.outbox`.

So many colleagues wait for news of their case, all due at once: from one instance, and from two on one store. Each
instance is a process of its own, the connector that takes the posts another. Told is the time from when they are
due, with all instances ready, until the last one was taken, and how many came more than once.
Exit code 0 when the goals are met, 1 when one is missed, 2 when something could not be measured.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.__main__ import bounded
from bench.filling import Drawn, one, templates
from bench.register import ORGANISATION
from bench.servers import CannotMeasure, free_port, serving
from bench.start import await_ready
from bench.targets import OURS
from bot.registers import BREACH
from bot.set_aside import SetAside
from bot.settings import read_organisation
from bot.teams.events import Person, Place
from bot.turns.links import Links
from cases.organisation import Organisation
from cases.ports import Insert
from cases.register.life import tell
from cases.register.messages import Due, due_key
from cases.register.numbers import make_number
from storage.sqlite_rows import SqliteRows

AT_MOST_SECONDS = 10.0
TWICE_AS_FAST = 2.0
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.05
A_COMMIT = 90
LABEL = "outbox"

AT_ANY_HOUR = ("employees_rest = true", "employees_rest = false")
"""Else nothing goes to colleagues when this is run in the evening."""


def main() -> int:
    """Runs it all and prints; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.outbox", description=__doc__)
    parser.add_argument("--messages", type=bounded(10, 10_000), default=1000)
    parser.add_argument("--rounds", type=bounded(1, 10), default=2)
    chosen = parser.parse_args()
    took: dict[int, list[float]] = {1: [], 2: []}
    try:
        for _ in range(chosen.rounds):
            for instances, seconds in took.items():
                seconds.append(_emptied(chosen.messages, instances))
    except CannotMeasure as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    alone, both = (sorted(each)[len(each) // 2] for each in took.values())
    goals = {
        "one instance": {"seconds": took[1], "at_most": AT_MOST_SECONDS, "met": alone <= AT_MOST_SECONDS},
        "two instances": {
            "seconds": took[2],
            "times_as_fast": round(alone / both, 2),
            "at_least": TWICE_AS_FAST,
            "met": alone / both >= TWICE_AS_FAST,
        },
    }
    print(json.dumps({"messages": chosen.messages, **goals}, indent=2))
    return 0 if all(each["met"] for each in goals.values()) else 1


def _emptied(messages: int, instances: int) -> float:
    """Seconds until all were sent. Raises CannotMeasure."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="bench-outbox-")))
        organisation = folder / "organisation.toml"
        told = ORGANISATION.read_text("utf-8")
        organisation.write_text(told.replace(*AT_ANY_HOUR), "utf-8")
        org = read_organisation(str(organisation))
        sink = free_port()
        running.enter_context(serving("sink", ["-m", "bench.sink", str(sink)], {}, sink, folder))
        dues = asyncio.run(_taken_up(folder / "bench.db", org, messages, f"http://127.0.0.1:{sink}/{LABEL}"))
        for number in range(instances):
            port, place = free_port(), folder / f"bot-{number}"
            place.mkdir()
            environment = {  # one store for all
                **OURS.environment(port, folder),
                "PRIVACYBOT_ORGANISATION": str(organisation),
            }
            running.enter_context(serving(f"bot-{number}", OURS.arguments(port), environment, port, place))
            await_ready(port)
        began = time.monotonic()
        asyncio.run(_due_now(folder / "bench.db", org, dues))
        seconds = round(_await_posts(sink, messages) - began, 2)
        summary = {"instances": instances, "seconds": seconds, "more_than_once": _posts(sink) - messages}
        print(json.dumps(summary), file=sys.stderr, flush=True)
        return seconds


def _posts(sink: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{sink}/count/{LABEL}", timeout=5) as response:
        return int(response.read())


def _await_posts(sink: int, messages: int) -> float:
    """When the connector had taken so many. Raises CannotMeasure."""
    deadline, taken = time.monotonic() + PATIENCE_SECONDS, 0
    while time.monotonic() < deadline:
        taken = _posts(sink)
        if taken >= messages:
            return time.monotonic()
        time.sleep(POLL_SECONDS)
    raise CannotMeasure(f"{taken} of {messages} messages after {PATIENCE_SECONDS:.0f} s")


async def _taken_up(path: Path, org: Organisation, messages: int, service_url: str) -> list[Due]:
    """A store in which the case of so many colleagues was taken up, and the news of it for each."""
    rows, now = await SqliteRows.open(path), datetime.now(UTC).astimezone(org.zone)
    (taken, events), _ = templates(org, now)
    links = Links(rows, org, SetAside(rows, org, lambda: now, []))
    dues = list[Due]()
    for number, drawn in enumerate(Drawn(messages, now, 1, {})):
        aad_id = f"00000000-0000-4000-8000-1{number:011d}"
        reporter = taken.reporter.model_copy(update={"aad_id": aad_id, "name": f"Sam Voorbeeld {number}"})
        told = replace(drawn, number=make_number(BREACH.prefix, now.year, number + 1), at=now)
        case, writes = one((taken.model_copy(update={"reporter": reporter}), events), told, org)
        await rows.commit("cases", org.partition(BREACH.name), writes)
        place = Place(service_url, f"a:outbox-{number}", "personal", org.tenants[0])
        await links.note_person(Person(aad_id, f"29:outbox-{number}", reporter.name), place)
        dues.append(tell(case, now, "taken_up")[1])
    await rows.close()
    return dues


async def _due_now(path: Path, org: Organisation, dues: list[Due]) -> None:
    rows, now = await SqliteRows.open(path), datetime.now(UTC)
    for first in range(0, len(dues), A_COMMIT):
        some = dues[first : first + A_COMMIT]
        writes = [Insert(due_key(now, each), each.model_dump_json()) for each in some]
        await rows.commit("cases", org.partition(BREACH.name), writes)
    await rows.close()


if __name__ == "__main__":
    sys.exit(main())
