"""With little of the term left the AP hears first, provisionally, what is known. Pure."""

from datetime import datetime, timedelta

from cards.view import Button, Scalar
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.papers import PROVISIONAL
from cases.organisation import Organisation

say = words_beside(__file__)

WARNING = timedelta(hours=12)
"""From so much time left the band of the card changes colour, and the provisional notification comes first."""


def pressed_for_time(case: BreachCase, now: datetime, org: Organisation) -> bool:
    """Whether so little of the term is left that the AP hears first, provisionally, what is known (AVG article 33(4),
    policy point 14 step 6): then as little as possible is asked."""
    left = case.deadline(org).left(now)
    undecided = case.clock_runs and case.told == "no" and case.decision is None
    return undecided and timedelta() < left <= WARNING


def draft_button(case: BreachCase, *, primary: bool = False) -> Button:
    """The provisional notification, as far as it is known now."""
    place: dict[str, Scalar] = {"case": case.number, "version": case.version, "paper": PROVISIONAL}
    return Button(say("draft"), "paper", place, primary=primary)
