"""The figures of a year about breaches: reported, notified and how soon, people told, deviations (policy point 14)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.listing import LISTING
from cases.breach.report import CAUSES, KINDS
from cases.organisation import Organisation
from cases.register.figures import Figure, RegisterFigures, average, chart
from state_machines.breach_life import DOUBLE, NO_BREACH, WITHDRAWN

say = words_beside(__file__)


def first_told(case: BreachCase) -> datetime | None:
    """When the AP was first told; None when it never was, or that was taken back."""
    if case.told == "no":
        return None
    return min((each.at for each in case.notifications if each.kind != "withdrawn"), default=None)


def breach_figures(cases: Sequence[BreachCase], now: datetime, org: Organisation) -> RegisterFigures:
    """Of the breaches that were reported in a year, as they are now; what was reported twice counts once.

    The hours to the AP run from discovery, as the term does (AVG article 33(1)).
    """
    doubles = sum(each.status == DOUBLE for each in cases)
    cases = [each for each in cases if each.status != DOUBLE]
    lines = [(each, at) for each in cases if (at := first_told(each)) is not None]
    in_time = sum(at <= case.deadline(org).due for case, at in lines)
    waits = [(each.reported_at - each.report.discovered_at) / timedelta(hours=1) for each in cases]
    to_ap = [(at - case.report.discovered_at) / timedelta(hours=1) for case, at in lines]
    informed = [each.informed for each in cases if each.informed is not None]
    kinds = Counter(each.report.kind for each in cases)
    causes = Counter(each.report.cause for each in cases)
    unfounded = sum(each.status in (NO_BREACH, WITHDRAWN) for each in cases)
    near_misses = sum(each.status == NO_BREACH and each.was_instead == "bijna" for each in cases)
    steps = [
        (say("reported"), len(cases)),
        (say("notified"), len(lines)),
        (say("informed"), len(informed)),
    ]
    return RegisterFigures(
        "breach",
        say("title"),
        (
            Figure(say("reported"), len(cases)),
            Figure(say("unfounded"), unfounded),
            *((Figure(say("near_misses"), near_misses),) if near_misses else ()),
            Figure(say("notified"), len(lines)),
            Figure(say("in_time"), in_time, of=len(lines)),
            Figure(say("to_report"), average(waits), unit=say("hours")),
            Figure(say("to_ap"), average(to_ap), unit=say("hours")),
            Figure(say("informed"), len(informed)),
            Figure(say("people"), sum(each.count for each in informed)),
            Figure(say("deviations"), sum(each.deviates for each in cases)),
            Figure(say("doubles"), doubles),
        ),
        (
            chart(say("course"), steps),
            chart(say("per_kind"), [(LISTING.words.kind(each), kinds[each]) for each in KINDS]),
            chart(say("per_cause"), [(LISTING.words.cause(each), causes[each]) for each in CAUSES]),
        ),
    )
