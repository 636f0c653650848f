"""Marks that cases of several registers have in lists: what they can be filtered and counted by beside their state."""

EXPLAINED, LATE = "explained", "late"
"""The mark of an entry for which somebody said why it is late; and the step that asks for it."""

COUNTED_ELSEWHERE = "double"
"""The mark of an entry that is the same as another one: where is counted, it is not counted twice."""

MAY_BE_DOUBLE = "alike"
"""The mark of an entry that may be the same as another one, of which nobody said yet. No list can be filtered by it."""

UNDECIDED = "undecided"
"""The mark of an entry about which an office has still to decide, or that it has to answer."""
