"""Breach cases that live long, and mostly on towards their end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import strategies as st

from cases.breach.case import BreachCase
from cases.breach.life import LIFE
from cases.breach.report import Report
from tests.cases import living
from tests.cases.breach.by_chance import (
    FEN,
    JIP,
    NOOR,
    NOW,
    ORG,
    PLAIN,
    SAM,
    Lived,
    Try,
    by_the_bot,
    filed,
    payloads,
    tried,
)
from tests.cases.living import picked


def in_few_words(most: int) -> st.SearchStrategy[str]:
    """What a person types when it does not matter what: a long life has room for no more."""
    return st.sampled_from(("Dat klopt.", "Na overleg besloten.", "Er is gebeld."))


ONWARD = (
    *(
        "begin_triage",
        "assess",
        "decide",
        "deviate",
        "ap_full",
        "ap_provisional",
        "ap_supplement",
        "ap_withdraw",
    ),
    *(
        "ap_numbered",
        "no_supplement",
        "decide_people",
        "informed",
        "nobody_more",
        "decide_duties",
        "duty_done",
    ),
    *("nothing_changes", "fill_register", "late_reason", "close", "reopen"),
)
"""What brings a case to its end, or begins it again."""


_DONE: dict[str, Callable[[BreachCase], bool]] = {
    "fill_register": lambda case: case.registered,
    "ap_numbered": lambda case: not case.number_missing,
    "decide_duties": lambda case: case.others_decided,
    "ap_supplement": lambda case: not case.ap_behind,
    "informed": lambda case: not case.people_wait,
}
"""What could be done again, but is done."""


@st.composite
def long_lived(draw: st.DrawFn, *, most: int, least: int, report: Report = PLAIN) -> Lived:
    """A case to which at least so many events happened, mostly such as bring it to its end; `most` is what is tried."""
    first = filed(report, confidential=draw(st.booleans()))

    def step(case: BreachCase, at: datetime) -> Try:
        allowed = sorted(LIFE.allowed(case, at, ORG))
        done = {name for name, holds in _DONE.items() if holds(case)}
        onward = [each for each in ONWARD if each in allowed and each not in done]
        eager = bool(onward) and draw(st.integers(0, 3)) > 0
        event = "close" if eager and "close" in allowed else picked(draw, onward if eager else allowed)
        by_bot = dict(by_the_bot(case, at))
        if event in by_bot:
            return living.by_the_bot(case, event, at, by_bot[event])
        able = [each for each in (NOOR, FEN, JIP, SAM) if LIFE.may(case, event, each, at, ORG)]
        who = picked(draw, able or [NOOR])
        return tried(case, event, who, draw(payloads(event, case, at, in_few_words)), at)

    return living.walked(draw, first, step, most=most, now=NOW, apart=timedelta(hours=9), least=least)
