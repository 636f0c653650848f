"""Moments and time left in Dutch words. Moments carry the right zone already and are printed as given."""

from datetime import datetime

from cards.view import Clock


def short_moment(at: datetime) -> str:
    """As in "do 26 nov, 13.40 uur"."""
    raise NotImplementedError


def long_moment(at: datetime) -> str:
    """As in "donderdag 26 november, 13.40 uur"."""
    raise NotImplementedError


def full_moment(at: datetime) -> str:
    """As in "ma 23 november 2026, 13.40 uur"."""
    raise NotImplementedError


def short_day(at: datetime) -> str:
    """As in "ma 23 nov"."""
    raise NotImplementedError


def hour(at: datetime) -> str:
    """As in "16.10 uur"."""
    raise NotImplementedError


def time_left(clock: Clock) -> str:
    """As in "nog 71 uur", "nog 95 minuten", "3 uur te laat". Never promises more time than there is."""
    raise NotImplementedError


def blocks(clock: Clock) -> str:
    """Ten blocks, filled for what is left of the term: empty only when nothing is left."""
    raise NotImplementedError
