"""How a moment is told on the cards of a case."""

from datetime import datetime

from cards.dutch_time import full_moment, short_moment
from cases.organisation import Organisation


def moment(at: datetime, now: datetime, org: Organisation) -> str:
    """In the organisation's zone, with the year when it is another one than now."""
    here = at.astimezone(org.zone)
    return short_moment(here) if here.year == now.astimezone(org.zone).year else full_moment(here)
