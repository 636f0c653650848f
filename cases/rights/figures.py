"""The figures of a year about requests of data subjects: per right, in time, extended, refused."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.figures import Figure, RegisterFigures, average, chart
from cases.rights.case import RightsCase
from cases.rights.lists import label
from cases.rights.outcomes import GIVEN, OUTCOMES, REFUSED
from cases.rights.request import RIGHTS

say = words_beside(__file__)

SPOKEN = ("outcome",)
"""Words that are looked up by what was decided."""


def rights_figures(cases: Sequence[RightsCase], now: datetime, org: Organisation) -> RegisterFigures:
    """Of the requests that were passed on in a year, as they are now; what came twice counts once."""
    doubles = sum(each.ending == "dubbel" for each in cases)
    cases = [each for each in cases if each.ending != "dubbel"]
    answered = [each for each in cases if each.answered_in_time(org) is not None]
    in_time = [each for each in answered if each.answered_in_time(org)]
    took = [(each.sent.sent_on - each.request.received_on).days for each in answered if each.sent is not None]
    decisions = [each for case in cases for each in case.decisions if each.right in case.request.rights]
    rights = Counter(right for case in cases for right in case.request.rights)
    outcomes = Counter(each.outcome for each in decisions)
    refused = sum(
        bool(case.decisions)
        and not any(each.outcome in GIVEN for each in case.decisions)
        and any(each.outcome in REFUSED for each in case.decisions)
        for case in cases
    )
    return RegisterFigures(
        "rights",
        say("title"),
        (
            Figure(say("received"), len(cases)),
            Figure(say("in_time"), len(in_time), of=len(answered)),
            Figure(say("extended"), sum(each.extension is not None for each in cases)),
            Figure(say("refused"), refused),
            Figure(say("overdue"), sum(each.overdue(now, org) for each in cases)),
            Figure(say("took"), average(took), unit=say("days")),
            Figure(say("doubles"), doubles),
        ),
        (
            chart(say("per_right"), [(label("right", each), rights[each]) for each in RIGHTS]),
            chart(say("per_outcome"), [(say(f"outcome.{each}"), outcomes[each]) for each in OUTCOMES]),
        ),
    )
