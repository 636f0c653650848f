"""What the closed lists of a rights request are called on cards, in mails and in lists."""

from datetime import date, datetime, time

from cards.dutch_time import short_day, short_moment
from cards.words import words_beside
from cases.organisation import Organisation

say = words_beside(__file__)

SPOKEN = ("option",)
"""Words that are looked up by what the case holds."""


def label(field: str, value: str, **names: object) -> str:
    """A value of a closed list as people read it. `names` are those of the offices, for a list that has them.

    Raises LookupError for a value outside its list.
    """
    return say(f"option.{field}.{value}", **names)


def listed(field: str, values: tuple[str, ...]) -> str:
    """Several values of one list."""
    return " · ".join(label(field, each) for each in values)


def day_of(day: date, org: Organisation) -> str:
    """As in "za 19 dec"."""
    return short_day(datetime.combine(day, time(), org.zone))


def moment_of(at: datetime, org: Organisation) -> str:
    """As in "do 26 nov, 13.40 uur", in the organisation's zone."""
    return short_moment(at.astimezone(org.zone))


def joined(*parts: str) -> str:
    """Pieces of what an event brought, one after the other."""
    return ". ".join(each for each in parts if each)


def day_told(day: str, org: Organisation) -> str:
    """A day as the history keeps it, as people read it."""
    return day_of(date.fromisoformat(day), org)
