"""Keeps what of the organisation is changed in Teams, its history, and who left; every instance follows what is kept.

In the partition "organisation": `amended` is what holds beside the file, `change|<number>` each change, `left|<person>`
who left and whose data go at a later day. A change and its line in the history are one commit.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime

from cases.amendments import (
    Amendments,
    Changed,
    Step,
    Wish,
    after_step,
    amended,
    person_in,
    step_of,
    steps_without,
)
from cases.changeable import NotSo
from cases.desks.case_desk import put
from cases.kept_row import KeptRow
from cases.organisation import Organisation
from cases.people import Actor, person_key
from cases.ports import Conflict, Delete, Insert, Row, RowStore, Write
from cases.readable import readable, those_readable

AMENDED, CHANGE, LEFT = "amended", "change|", "left|"

MOST_CHANGES = 10_000


class Leaver(KeptRow, extra="forbid"):
    """Somebody who left: who said so and when, and from when on what the bot holds of that person may go."""

    person: str
    name: str
    by: str
    at: AwareDatetime
    goes_at: AwareDatetime


class OrganisationDesk:
    """Changes the organisation that the house was built with, and follows what other instances changed."""

    def __init__(self, store: RowStore, org: Organisation) -> None:
        """`org` is as the file says; from now on it follows."""
        self.org = org
        self.filed = org.model_copy()
        self.partition = org.partition("organisation")
        self._store = store
        self._etag = ""

    async def refresh(self) -> None:
        """Follow what is kept, if it changed. Raises StoreUnavailable."""
        row = await self._store.get("cases", self.partition, AMENDED)
        etag = row.etag if row is not None else ""
        if etag != self._etag:
            self._follow(row, etag)

    async def standing(self) -> Amendments:
        """What is changed beside the file, as it is kept now. Raises StoreUnavailable."""
        row = await self._store.get("cases", self.partition, AMENDED)
        self._follow(row, row.etag if row is not None else "")
        return _read(row)

    async def looked_at(self, wish: Wish) -> tuple[Step, int]:
        """What this wish would change, and the number of changes so far. Raises NotSo or StoreUnavailable."""
        standing = await self.standing()
        return step_of(wish, self.org, self.filed), standing.seq

    async def change(self, wish: Wish, by: Actor, now: datetime, seq: int) -> Step:
        """Do it, if nothing changed since there were `seq` changes. Raises NotSo, Unreadable or StoreUnavailable."""
        row, standing = await self._at(seq)
        step = step_of(wish, self.org, self.filed)
        after, told = after_step(standing, step, by, now)
        await self._write([put(row, AMENDED, after.model_dump_json()), _line(told)])
        return step

    async def leave(self, person: str, name: str, by: Actor, now: datetime, seq: int) -> Leaver:
        """This person left: out of every office at once, what the bot holds goes later. Raises NotSo."""
        person = person_in(person)
        row, standing = await self._at(seq)
        lines = list[Write]()
        for step in steps_without(person, self.org):
            standing, told = after_step(standing, step, by, now)
            lines.append(_line(told))
        standing = standing.model_copy(update={"seq": standing.seq + 1})
        told = Changed(
            seq=standing.seq,
            at=now,
            by=by.aad_id,
            name=by.name,
            item="",
            act="left",
            before=person_key(person),
            after="",
        )
        leaver = Leaver(
            person=person,
            name=name,
            by=by.name,
            at=now,
            goes_at=now + timedelta(days=self.org.oversight.left_days),
        )
        key = f"{LEFT}{person_key(person)}"
        kept = await self._store.get("cases", self.partition, key)
        written = put(kept, key, leaver.model_dump_json())
        await self._write([put(row, AMENDED, standing.model_dump_json()), *lines, _line(told), written])
        return leaver

    async def leavers(self) -> list[Leaver]:
        """Who left and is not forgotten yet."""
        return [leaver for _, leaver in await self._left()]

    async def stays(self, person: str) -> bool:
        """Somebody did not leave after all; False when nobody said so. Offices are given again by hand."""
        row = await self._store.get("cases", self.partition, f"{LEFT}{person_key(person)}")
        return row is not None and await self.forgotten(row)

    async def over(self, now: datetime) -> list[tuple[Row, Leaver]]:
        """Those whose day has come, each with the row that `forgotten` takes away."""
        return [(row, leaver) for row, leaver in await self._left() if leaver.goes_at <= now]

    async def forgotten(self, row: Row) -> bool:
        """The row of a leaver goes; False when another instance was first."""
        try:
            await self._store.commit("cases", self.partition, [Delete(row.key, row.etag)])
        except Conflict:
            return False
        return True

    async def history(self) -> list[Changed]:
        """Every change that is still kept, the newest first."""
        rows = await self._scan(CHANGE)
        return [each for row in reversed(rows) for each in those_readable("cases", [row], _changed)]

    async def wipe_before(self, end: datetime) -> int:
        """Changes of before this moment go from the history; gives how many."""
        gone = 0
        for row in await self._scan(CHANGE):
            old = [each for each in those_readable("cases", [row], _changed) if each.at.astimezone(UTC) < end]
            gone += bool(old) and await self.forgotten(row)
        return gone

    async def _at(self, seq: int) -> tuple[Row | None, Amendments]:
        row = await self._store.get("cases", self.partition, AMENDED)
        self._follow(row, row.etag if row is not None else "")
        # What cannot be read must not be written over.
        standing = readable("cases", row, Amendments.model_validate_json) if row is not None else Amendments()
        if standing.seq != seq:
            raise NotSo("moved")
        return row, standing

    async def _write(self, writes: Sequence[Write]) -> None:
        try:
            await self._store.commit("cases", self.partition, writes)
        except Conflict:
            raise NotSo("moved") from None
        await self.refresh()

    async def _left(self) -> list[tuple[Row, Leaver]]:
        rows = await self._scan(LEFT)
        return [
            (row, each) for row in rows for each in those_readable("cases", [row], Leaver.model_validate_json)
        ]

    async def _scan(self, first: str) -> list[Row]:
        return await self._store.scan("cases", self.partition, first, f"{first}~", MOST_CHANGES)

    def _follow(self, row: Row | None, etag: str) -> None:
        self.org.follow(amended(self.filed, _read(row)))
        self._etag = etag


async def follow_kept(store: RowStore, org: Organisation) -> None:
    """From now on `org` holds what was changed in Teams too, as far as it is kept now: for a run beside the bot.

    Raises StoreUnavailable.
    """
    await OrganisationDesk(store, org).refresh()


def _read(row: Row | None) -> Amendments:
    """What the row says; one that cannot be read is told in the log, and then the file holds."""
    found = those_readable("cases", [row] if row is not None else [], Amendments.model_validate_json)
    return found[0] if found else Amendments()


def _changed(value: str) -> Changed:
    return Changed.model_validate_json(value)


def _line(told: Changed) -> Insert:
    return Insert(f"{CHANGE}{told.seq:06d}", told.model_dump_json())
