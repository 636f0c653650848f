"""Whether two requests that were passed on may be one: about the same person by its reference, or in the same words.

Pure. It is a hint: legal affairs decide. A reference is a customer number, and the same person may ask twice.
"""

from datetime import timedelta

from cases.register.likeness import part_within, same_words, telling
from cases.register.listing import Entry
from cases.register.searched import folded
from cases.rights.case import RightsCase

SINCE = timedelta(days=31)
"""How far back is looked: within the month in which the first one is answered (AVG article 12(3))."""

LEAST_REFERENCE = 3
"""A reference of fewer signs says nothing."""

NEAR_ENOUGH, SAME_RIGHT = 0.3, 0.4


def compared(case: RightsCase) -> tuple[object, ...]:
    """What two requests are compared by."""
    told = case.request
    return told.subject, told.rights, told.wish, told.reference


def alike(one: RightsCase, other: RightsCase) -> bool:
    """Whether these two may be one request; the same both ways."""
    first, second = one.request, other.request
    if first.subject != second.subject and "onbekend" not in (first.subject, second.subject):
        return False
    if same_words(telling(first.wish), telling(second.wish)):
        return True
    names = _reference(first.reference), _reference(second.reference)
    rights = set(first.rights) & set(second.rights) or not first.rights or not second.rights
    return len(names[0]) >= LEAST_REFERENCE and names[0] == names[1] and bool(rights)


def near(case: RightsCase, entry: Entry, words: str) -> float:
    """How likely what stands of another case in the lists makes it worth reading; 0 for not at all."""
    reference = _reference(case.request.reference)
    if len(reference) >= LEAST_REFERENCE and reference in _reference(words):
        return 1.0
    likely = part_within(telling(case.request.wish), words)
    if not set(case.request.rights).isdisjoint(entry.kinds):
        likely += SAME_RIGHT
    return likely if likely >= NEAR_ENOUGH else 0.0


def _reference(typed: str) -> str:
    return "".join(sign for sign in folded(typed) if sign.isalnum())
