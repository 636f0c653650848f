"""The figures of a year about questions to the offices: how many, to whom, how soon answered."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.organisation import OFFICES, Organisation
from cases.register.figures import Figure, RegisterFigures, average, chart
from cases.told import WANTS

say = words_beside(__file__)

SPOKEN = ("wants",)
"""Words that are looked up by what was asked for."""


def consult_figures(cases: Sequence[ConsultCase], now: datetime, org: Organisation) -> RegisterFigures:
    """Of the questions that were asked in a year, as they are now."""
    answered = [each for each in cases if each.replies]
    took = [(each.replies[0].at - each.reported_at) / timedelta(days=1) for each in answered]
    offices = Counter(each.office for each in cases)
    wants = Counter(each.wants for each in cases)
    return RegisterFigures(
        "consult",
        say("title"),
        (
            Figure(say("asked"), len(cases)),
            Figure(say("answered"), len(answered), of=len(cases)),
            Figure(say("took"), average(took), unit=say("days")),
            Figure(say("passed_on"), sum(bool(each.passings) for each in cases)),
        ),
        (
            chart(say("per_office"), [(org.office(each).name, offices[each]) for each in OFFICES]),
            chart(say("per_wish"), [(say(f"wants.{each}"), wants[each]) for each in WANTS]),
        ),
    )
