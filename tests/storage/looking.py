"""What lies in a store, for a test that looks."""

from hypothesis import HealthCheck

from cases.ports import Row, RowStore

# A fixture lives longer than one example; examples keep apart by taking a partition each.


SHARED_STORE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


async def keys_in(
    rows: RowStore, partition: str, first: str = "", before: str = "~", limit: int = 1000
) -> list[str]:
    return [row.key for row in await rows.scan("cases", partition, first, before, limit)]


async def row_at(rows: RowStore, partition: str, key: str) -> Row:
    row = await rows.get("cases", partition, key)
    assert row is not None
    return row


# A commit as a recipe: per key what to do, and with which of the etags the key ever had (0 is the newest).
