"""Whether two reports may tell of one incident: the same kind, data and moment, or the same words. Pure.

It is a hint: the Privacy Officer joins them or keeps them apart. Two incidents of one kind are no reason for a hint by
themselves: letters go wrong every week.
"""

from datetime import date, datetime, timedelta

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.report import NO_DATA, Report
from cases.register.likeness import part_within, same_words, telling
from cases.register.listing import Entry

SINCE = timedelta(days=14)
"""How far back is looked: what was reported longer ago is decided on by now (the AP hears within 72 hours)."""

HAPPENED_APART = timedelta(hours=1)
"""Two people who saw one thing tell its time within an hour of each other."""

FOUND_APART = timedelta(hours=2)
"""Where nobody tells when it happened: a team hears of one thing within so much time."""


NEAR_ENOUGH, SAME_KIND = 0.3, 0.4
"""What of the rows of the lists is read in whole: a report of the same kind, or with about a third of the words in
common."""


def compared(case: BreachCase) -> tuple[object, ...]:
    """What two reports are compared by."""
    told = case.report
    return told.kind, told.data_kinds, told.happened_from, told.discovered_at, told.what_happened


def alike(one: BreachCase, other: BreachCase) -> bool:
    """Whether these two may be one incident; the same both ways."""
    words = telling(one.report.what_happened), telling(other.report.what_happened)
    if same_words(*words):
        return True
    if not _same_matter(one.report, other.report):
        return False
    return _same_moment(one.report, other.report, shared=bool(words[0] & words[1]))


def near(case: BreachCase, entry: Entry, words: str) -> float:
    """How likely what stands of another case in the lists makes it worth reading; 0 for not at all."""
    likely = part_within(telling(case.report.what_happened), words)
    if case.report.kind in entry.kinds:
        likely += SAME_KIND
    return likely if likely >= NEAR_ENOUGH else 0.0


def _same_matter(one: Report, other: Report) -> bool:
    """The same kind of breach and the same data; what nobody knows is the same as nothing."""
    data = [set(each.data_kinds) - {UNKNOWN, NO_DATA} for each in (one, other)]
    return one.kind == other.kind != UNKNOWN and bool(data[0]) and data[0] == data[1]


def _same_moment(one: Report, other: Report, *, shared: bool) -> bool:
    """It happened at the same time. Where only the day is known, or nothing at all, words have to be shared too."""
    begins = one.happened_from, other.happened_from
    if all("T" in each for each in begins):
        apart = datetime.fromisoformat(begins[0]) - datetime.fromisoformat(begins[1])
        return abs(apart) <= HAPPENED_APART
    if all(begins):
        return shared and date.fromisoformat(begins[0][:10]) == date.fromisoformat(begins[1][:10])
    return shared and abs(one.discovered_at - other.discovered_at) <= FOUND_APART
