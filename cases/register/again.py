"""Whether an event changes anything: the same press again leaves a case as it is, another text is another change."""

from datetime import datetime

from cards.every_part import every_part
from cases.register.case import KeptCase

BOOKKEEPING = frozenset({"version", "seq", "last_hash", "seal"})
"""What every event moves on, whatever it does."""


def nothing_new(before: KeptCase, after: KeptCase, why: str, now: datetime) -> bool:
    """Whether a case holds after an event of this moment what it held before, apart from when that was.

    A reason (`why`) that the case does not hold was not given before.
    """
    held, kept = before.model_dump(exclude=set(BOOKKEEPING)), after.model_dump(exclude=set(BOOKKEEPING))
    return _same(held, kept, now) and (
        not why or why in (each for each in every_part(held) if isinstance(each, str))
    )


def _same(before: object, after: object, now: datetime) -> bool:
    if isinstance(before, datetime) and isinstance(after, datetime):
        return after in (before, now)
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(_same(before[each], after[each], now) for each in before)
    if isinstance(before, tuple) and isinstance(after, tuple):
        pairs = zip(before, after, strict=False)
        return len(before) == len(after) and all(_same(one, other, now) for one, other in pairs)
    return before == after
