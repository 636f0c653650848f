"""A copy of the rows of an organisation as JSON lines, made while others write, and brought back into an empty store.

The first line says what it is, each further line is a row (table, partition, key, value), the last one counts and
hashes all before it. Of each partition the copy is as it was at one moment: it is read again until nothing changed
between two readings, for a case without the event that goes with it could not go on.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, get_args

from cases.ports import COMMIT_LIMIT, ROW_LIMIT, Insert, Row, RowStore, StoreUnavailable, Table
from cases.readable import named
from storage.commits import COMMIT_BYTES, utf16_units
from storage.keys import checked

FORM = 1

READINGS = 20
"""How often a partition is read again before it is given up: others write all the time."""

_KIND = "privacybot rows"
_PAGE = 1000

# The longest that one UTF-16 unit becomes on its way to Azure.
_BYTES_A_UNIT = 6

Place = tuple[Table, str]


class BadBackup(ValueError):
    """This file cannot be brought back. The text is one line."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was read through: what its first line says, and how many rows it has in which partitions."""

    head: Mapping[str, Any]
    rows: int
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows a file has, and which were left out: made by hand into what no store takes."""

    rows: int
    left_out: tuple[str, ...]


class _Lines:
    """Writes lines, and counts and hashes them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.rows = 0

    def head(self, told: Mapping[str, object]) -> None:
        self._write({"is": _KIND, "form": FORM, **told})

    def row(self, line: bytes) -> None:
        self._hash.update(line)
        self._file.write(line)
        self.rows += 1

    def end(self) -> None:
        self._write({"rows": self.rows, "sha256": self._hash.hexdigest()})

    def _write(self, told: Mapping[str, object]) -> None:
        line = _line(told)
        self._hash.update(line)
        self._file.write(line)


async def write_backup(
    store: RowStore, places: Sequence[Place], told: Mapping[str, object], file: IO[bytes], spool: IO[bytes]
) -> Written:
    """Write all rows of these partitions. `told` is what the first line says, `spool` is for ourselves.

    Raises StoreUnavailable, also when a partition never holds still.
    """
    lines, left_out = _Lines(file), list[str]()
    lines.head(told)
    for place in places:
        async for line in _place(store, place, spool):
            row = json.loads(line)
            try:
                _row(0, row)
            except BadBackup:
                left_out.append(named(str(row["key"])))
                continue
            lines.row(line)
    lines.end()
    return Written(lines.rows, tuple(left_out))


def read_through(file: IO[bytes]) -> Backup:
    """Looks whether the file is whole and can be brought back. Raises BadBackup."""
    head, rows, places, whole = None, 0, set[Place](), hashlib.sha256()
    for number, line in enumerate(file, 1):
        told = _told(number, line)
        if head is None:
            if told.get("is") != _KIND:
                raise BadBackup("it is no backup of this program")
            if told.get("form") != FORM:
                raise BadBackup(f"it is of form {told.get('form')}, this program knows {FORM}")
            head = told
        elif "sha256" in told:
            if (told["sha256"], told.get("rows")) != (whole.hexdigest(), rows) or file.read(1):
                raise BadBackup("it is not whole, or was changed")
            return Backup(head, rows, frozenset(places))
        else:
            place, _ = _row(number, told)
            places.add(place)
            rows += 1
        whole.update(line)
    raise BadBackup("it is cut off: its last line is missing" if head else "it is empty")


async def bring_back(store: RowStore, file: IO[bytes]) -> int:
    """Write the rows of a file that was read through; gives how many. Raises StoreUnavailable and Conflict (somebody
    else writes in this store)."""
    written, place, waiting, size = 0, None, list[Insert](), 0
    for of, insert in lines_of(file):
        more = utf16_units(insert.value) * _BYTES_A_UNIT
        if place is not None and (of != place or len(waiting) == COMMIT_LIMIT or size + more > COMMIT_BYTES):
            await store.commit(*place, waiting)
            waiting, size = [], 0
        place = of
        waiting.append(insert)
        size += more
        written += 1
    if place is not None:
        await store.commit(*place, waiting)
    return written


def lines_of(file: IO[bytes]) -> Iterator[tuple[Place, Insert]]:
    """The rows in a file that was read through."""
    for number, line in enumerate(file, 1):
        told = _told(number, line)
        if "is" not in told and "sha256" not in told:
            yield _row(number, told)


async def is_empty(store: RowStore, places: Sequence[Place]) -> bool:
    """Whether there is no row in these partitions."""
    for table, partition in places:
        if await store.scan(table, partition, "", "~", 1):
            return False
    return True


async def _place(store: RowStore, place: Place, spool: IO[bytes]) -> AsyncIterator[bytes]:
    """The lines of a partition as it was at one moment."""
    spool.seek(0)
    spool.truncate()
    etags = dict[str, str]()
    async for row in _rows(store, place):
        etags[row.key] = row.etag
        spool.write(_row_line(place, row.key, row.value))
    later: dict[str, str | None] = {}
    for _ in range(READINGS):
        before, etags, changed = etags, {}, dict[str, str | None]()
        async for row in _rows(store, place):
            etags[row.key] = row.etag
            if before.get(row.key) != row.etag:
                changed[row.key] = row.value
        changed |= dict.fromkeys(before.keys() - etags.keys())
        if not changed:
            break
        later |= changed
    else:
        raise StoreUnavailable("rows change all the time; try again when it is quieter")
    spool.seek(0)
    for line in spool:
        if json.loads(line)["key"] not in later:
            yield line
    for key, value in later.items():
        if value is not None:
            yield _row_line(place, key, value)


async def _rows(store: RowStore, place: Place) -> AsyncIterator[Row]:
    table, partition = place
    first = ""
    while True:
        rows = await store.scan(table, partition, first, "~", _PAGE)
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between


def _row_line(place: Place, key: str, value: object) -> bytes:
    # A value that is no text was written by hand; it is none that a store takes, and shows as such.
    kept = value if isinstance(value, str) else None
    return _line({"table": place[0], "partition": place[1], "key": key, "value": kept})


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _told(number: int, line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadBackup(f"line {number} cannot be read")
    return told


def _row(number: int, told: Mapping[str, Any]) -> tuple[Place, Insert]:
    try:
        table, partition, key, value = (told[name] for name in ("table", "partition", "key", "value"))
        if table not in get_args(Table) or not isinstance(value, str) or utf16_units(value) > ROW_LIMIT:
            raise ValueError("no row")
        return (table, checked(partition)), Insert(checked(key), value)
    except (LookupError, ValueError, TypeError):
        raise BadBackup(f"line {number} holds no row that a store takes") from None
