"""What a commit may hold; checked before it goes to an engine, so that both refuse the same commits."""

import json
from collections.abc import Sequence

from cases.ports import COMMIT_LIMIT, ROW_LIMIT, Delete, RowTooLarge, Write
from storage.keys import checked

COMMIT_BYTES = 750_000
"""Most bytes of all values of a commit as ASCII JSON, the form in which they travel to Azure.

Azure takes 4 MiB, envelopes included; under 1 MiB a request is sent without holding up the event loop.
"""

# The longest that one UTF-16 unit becomes as ASCII JSON: \uXXXX.
_JSON_BYTES_A_UNIT = 6


def utf16_units(value: str) -> int:
    """Length as Azure Tables counts it: an emoji counts twice. Raises UnicodeEncodeError at half an emoji."""
    return len(value.encode("utf-16-le")) // 2


def check_writes(writes: Sequence[Write]) -> None:
    """Raises RowTooLarge over a limit, ValueError at a bad key, one key twice or text that is no Unicode."""
    if len(writes) > COMMIT_LIMIT:
        raise RowTooLarge(f"a commit has at most {COMMIT_LIMIT} writes, this one has {len(writes)}")
    if len({checked(write.key) for write in writes}) != len(writes):
        raise ValueError("two writes to one key in one commit")
    values = [write.value for write in writes if not isinstance(write, Delete)]
    units = [utf16_units(value) for value in values]
    if max(units, default=0) > ROW_LIMIT:
        raise RowTooLarge(
            f"a value has at most {ROW_LIMIT} characters (emoji count twice), this one has {max(units)}"
        )
    # Counting exactly costs as much as writing the JSON; nearly every commit is far from the limit.
    if (
        sum(units) * _JSON_BYTES_A_UNIT > COMMIT_BYTES
        and sum(len(json.dumps(value)) for value in values) > COMMIT_BYTES
    ):
        raise RowTooLarge(f"the values of a commit are together at most {COMMIT_BYTES} bytes as ASCII JSON")
