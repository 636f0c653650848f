"""A program of its own that writes to a row file, for the tests of kill -9 and of several processes."""

import asyncio
import contextlib
import sys
from pathlib import Path

from cases.ports import Conflict, Insert, Replace
from storage.sqlite_rows import SqliteRows

PARTITION = "wil:breach"


async def write_pairs(path: Path, start: int) -> None:
    """Until it is killed: commit `case|n` and `event|n` together, eight at once; print n when durable."""
    rows = await SqliteRows.open(path)
    numbers = iter(range(start, sys.maxsize))

    async def work() -> None:
        for number in numbers:
            await rows.commit(
                "cases",
                PARTITION,
                [Insert(f"case|{number:09}", "x" * 600), Insert(f"event|{number:09}", "{}")],
            )
            print(number, flush=True)

    await asyncio.gather(*(work() for _ in range(8)))


async def count_up(path: Path, times: int) -> None:
    """Add one to one row, `times` times, together with everybody else who does."""
    rows = await SqliteRows.open(path)
    for _ in range(times):
        while True:
            row = await rows.get("cases", PARTITION, "counter|2026")
            write = (
                Insert("counter|2026", "1")
                if row is None
                else Replace(row.key, str(int(row.value) + 1), row.etag)
            )
            with contextlib.suppress(Conflict):
                await rows.commit("cases", PARTITION, [write])
                break
    await rows.close()


if __name__ == "__main__":
    _, what, file, number = sys.argv
    asyncio.run({"pairs": write_pairs, "count": count_up}[what](Path(file), int(number)))
