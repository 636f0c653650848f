"""Who opened which case, and who took cases along as a file: small rows that the FG can read, for as long as is set.

`seen|<number>|<day>|<person>`: this person opened the case that day, once however often. `given|<moment>|<mark>`: this
person took that file. A file of many cases writes with its row the message that tells the FG.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import AwareDatetime

from cases.desks.register_desk import RegisterDesk
from cases.kept_row import KeptRow
from cases.organisation import Organisation
from cases.people import Actor, person_key
from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Write
from cases.readable import those_readable
from cases.register.messages import Due, Ref, channel, waiting

SEEN, GIVEN = "seen|", "given|"

MOST_SEEN = 2_000
"""So many viewings of one case are read: an office of ten for most of a year."""

_BATCH = 90


class Seen(KeptRow, extra="forbid"):
    """Somebody opened a case on a day, the first time at this moment."""

    by: str
    name: str
    at: AwareDatetime


class Given(KeptRow, extra="forbid"):
    """Somebody took a file: what it is called, how many cases of this register are in it, and in it altogether.

    `case` is the one that a paper is of. A row of before there was a `total` has 0.
    """

    by: str
    name: str
    file: str
    cases: int
    total: int = 0
    case: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that somebody took, and when."""

    at: datetime
    given: Given


async def note_seen(
    desk: RegisterDesk[Any], number: str, actor: Actor, now: datetime, org: Organisation
) -> None:
    """Keep that this person opened this case; a second time on one day changes nothing. Raises StoreUnavailable."""
    seen = Seen(by=actor.aad_id, name=actor.name, at=now)
    key = f"{_seen(number)}{now.astimezone(org.zone).date().isoformat()}|{person_key(actor.aad_id)}"
    try:
        await desk.write([Insert(key, seen.model_dump_json())])
    except Conflict:
        return


async def note_given(
    desk: RegisterDesk[Any], given: Given, now: datetime, mark: str, org: Organisation
) -> None:
    """Keep that a file was taken; `mark` tells it from others of this second. Of more cases than are set the FG hears.

    Raises StoreUnavailable.
    """
    stamp = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    writes: list[Write] = [Insert(f"{GIVEN}{stamp}|{mark}", given.model_dump_json(exclude_defaults=True))]
    if max(given.total, given.cases) > org.oversight.file_cases:
        due = Due(kind="taken", number=mark, to=channel("fg"), ref=Ref(of=stamp), created_at=now)
        writes.append(waiting(now, due, org))
    await desk.write(writes)


async def given_of(desk: RegisterDesk[Any], due: Due) -> Taken | None:
    """The file that this message tells of; None when its row is gone or cannot be read."""
    row = await desk.row(f"{GIVEN}{due.ref.of}|{due.number}")
    found = those_readable("cases", [row] if row is not None else [], Given.model_validate_json)
    return Taken(_moment(due.ref.of), found[0]) if found else None


async def who_saw(desk: RegisterDesk[Any], number: str) -> Mapping[date, list[Seen]]:
    """Who opened this case on which day, the newest day first. Raises StoreUnavailable."""
    days = dict[date, list[Seen]]()
    first, count = _seen(number), 0
    async for row in desk.rows(first):
        count += 1
        for seen in those_readable("cases", [row], Seen.model_validate_json):
            days.setdefault(date.fromisoformat(row.key.split("|")[2]), []).append(seen)
        if count >= MOST_SEEN:
            break
    return dict(sorted(days.items(), reverse=True))


async def files_taken(desks: Iterable[RegisterDesk[Any]]) -> list[Taken]:
    """Every file that is still known of, the newest first. Raises StoreUnavailable."""
    found = [
        Taken(_moment(row.key.split("|")[1]), given)
        for desk in desks
        async for row in desk.rows(GIVEN)
        for given in those_readable("cases", [row], Given.model_validate_json)
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


async def opened_by(desk: RegisterDesk[Any], aad_id: str) -> list[tuple[str, date]]:
    """The cases of this register that somebody opened, by number and day."""
    end = f"|{person_key(aad_id)}"
    return [
        (row.key.split("|")[1], date.fromisoformat(row.key.split("|")[2]))
        async for row in desk.rows(SEEN)
        if row.key.endswith(end)
    ]


async def wipe_access(desk: RegisterDesk[Any], now: datetime, org: Organisation) -> int:
    """Take away what is older than its term; gives how many rows. Raises StoreUnavailable."""
    end = months_before(now.astimezone(org.zone).date(), org.oversight.access_months).isoformat()
    old = [row.key async for row in desk.rows(SEEN) if row.key.split("|")[2] < end]
    old += [row.key async for row in desk.rows(GIVEN) if row.key.split("|")[1] < end]
    for start in range(0, len(old), _BATCH):
        try:
            await desk.write([Delete(key, ANY_ETAG) for key in old[start : start + _BATCH]])
        except Conflict:
            return start  # another instance is at it
    return len(old)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; in a shorter month the 28th."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def _seen(number: str) -> str:
    return f"{SEEN}{number}|"


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
