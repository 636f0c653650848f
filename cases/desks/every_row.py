"""All rows of a range of a register, however many there are."""

from collections.abc import AsyncIterator

from cases.ports import Row, RowStore

_AT_A_TIME = 500


async def every_row(
    store: RowStore, partition: str, first: str, before: str, most: int | None = None
) -> AsyncIterator[Row]:
    """So many at a time: the memory this takes does not grow with the register. `most`: no more than so many.

    Raises StoreUnavailable.
    """
    while True:
        wanted = _AT_A_TIME if most is None else min(most, _AT_A_TIME)
        rows = await store.scan("cases", partition, first, before, wanted)
        for row in rows:
            yield row
        if most is not None:
            most -= len(rows)
        if len(rows) < _AT_A_TIME or most == 0:
            return
        first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between
