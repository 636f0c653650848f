"""After a backup was brought back: numbers that were given out since it was made must not be given out again.

Whoever filed a case has its number, on a receipt or in a mail; the backup may be of before that. So the counters go on
some way beyond what the backup knows, and a row says which numbers were passed over: `verify` counts these as lost, and
does not take them for cases that somebody took out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cases.desks.case_desk import put
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.ports import Insert, RowStore, Write
from cases.register.seals import place_of

SKIPPED = 100
"""How many numbers of each register are passed over when nobody says how many."""

LOST = "lost|"


class Lost(BaseModel):
    """The numbers of a year that were passed over, both ends included."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    year: int
    first: int
    last: int
    at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is passed over in a register: from which year on (of the backup), how many, and what is known of before:
    the numbers that were told outside the store, by year."""

    since: int
    count: int
    told: Mapping[str, int]


async def pass_over(
    store: RowStore, desk: RegisterDesk[Any], skipped: Skipped, now: datetime, org: Organisation
) -> list[Lost]:
    """Let the counters go on beyond what may have been given out. Raises StoreUnavailable and Conflict."""
    passed = list[Lost]()
    for year in range(skipped.since, now.astimezone(org.zone).year + 1):
        key = f"counter|{year}"
        row = await store.get("cases", desk.partition, key)
        count = (await desk.counters()).get(str(year)) or 0
        numbers = [each.key.rpartition("-")[2] async for each in desk.case_rows(year)]
        count = max([count, *(int(each) for each in numbers if each.isascii() and each.isdigit())])
        beyond = max(count, skipped.told.get(str(year), 0)) + skipped.count
        if beyond == count:
            continue
        lost = Lost(year=year, first=count + 1, last=beyond, at=now)
        at = f"{LOST}{year}|{lost.first:07d}"
        told = desk.seals.put(place_of(desk.partition, at), lost.model_dump_json())
        writes: list[Write] = [put(row, key, str(beyond)), Insert(at, told)]
        await store.commit("cases", desk.partition, writes)
        passed.append(lost)
    return passed
