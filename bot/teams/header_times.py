"""Times as HTTP headers tell them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(value: str | None, wall: datetime) -> float | None:
    """Seconds that a Retry-After asks for; `wall` is the time of day. None when it says nothing that can be read."""
    if value is None:
        return None
    seconds = value.strip()  # also of signs that float() takes for no space
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 10:  # "²" is a digit too, and no number
        return float(seconds)
    moment = moment_of(value)
    return max(0.0, (moment - wall).total_seconds()) if moment is not None else None


def moment_of(value: str) -> datetime | None:
    """A date as headers write it, in UTC; None for what is none."""
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, LookupError, OverflowError):  # a year 0, an offset of days, half a date
        return None
