"""What the cases need from outside, said in their own words: rows that change together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Table = Literal["cases", "conversations", "links"]

ROW_LIMIT = 32_000
"""Most characters that one row's value may hold (Azure Tables stores at most 32,768)."""

COMMIT_LIMIT = 100
"""Most writes in one commit (an Azure entity-group transaction holds no more)."""

ANY_ETAG = "*"
"""As the etag of a Replace or Delete: the row must be there, in whatever version.

Only for rows that go along with another row of the same commit, whose etag guards both, and for those of which it does
not matter who wrote last.
"""


class Row(NamedTuple):
    """One stored row. `etag` changes at every write; `value` is JSON text.

    A tuple, because a search makes ten thousand of them, and one takes half the time of a frozen dataclass.
    """

    partition: str
    key: str
    value: str
    etag: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A new row; the commit fails with Conflict when the key is there already."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Replace:
    """A changed row; the commit fails with Conflict when the row is gone or has another etag (see ANY_ETAG)."""

    key: str
    value: str
    etag: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A row that goes; the commit fails with Conflict when it is gone or has another etag (see ANY_ETAG)."""

    key: str
    etag: str


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What stands in this row from now on, whether it was there or not: no commit fails by it.

    Only for rows of which nobody decides anything by what stood in them: marks that something changed.
    """

    key: str
    value: str


Write = Insert | Replace | Delete | Overwrite


class Conflict(Exception):
    """Somebody was first: nothing of this commit was written. Load again and decide again."""


class StoreUnavailable(Exception):
    """The store cannot be reached or refuses for now. Whether the commit was written is unknown.

    What it says goes to the log: why, and no value of a row.
    """

    says_no_values = True


class RowTooLarge(Exception):
    """A value is longer than ROW_LIMIT, or a commit has more than COMMIT_LIMIT writes. Nothing was written."""


class RowStore(Protocol):
    """Rows in tables and partitions. A commit is all or nothing, within one partition."""

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        """The row, or None. Raises StoreUnavailable."""

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        """Rows with first <= key < before, in key order (by code point), at most `limit`. Raises StoreUnavailable."""

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        """Write all or nothing; durable on return. Gives the new etag of every inserted or replaced key.

        Raises Conflict, RowTooLarge or StoreUnavailable. Two writes to one key in one commit are a ValueError.
        """

    async def close(self) -> None:
        """Let go of files and connections."""
