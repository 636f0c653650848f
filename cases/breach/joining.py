"""Two reports of one incident: the second one closes as a double, and the first goes on with what both tell. Pure.

The 72 hours count from the earliest discovery by anybody of the organisation (AVG article 33(1), policy point 14 step
6): when the report that closes has the earlier one, the term of the other moves to that.
"""

from collections.abc import Mapping
from datetime import datetime

from cases.breach.case import BreachCase
from cases.breach.corrections import discovered_at
from cases.breach.rhythm import clock_dues
from cases.breach.step import put_away
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.doubles import JOINED, heard_joined, same_as
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Dues, Life
from cases.register.linking import tell_case
from cases.register.numbers import read_number
from state_machines.breach_life import DOUBLE

PREFIX = "DL"


def _join(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """This report goes on under the number of another one; who filed either hears it."""
    number = same_as(case, deed, "double_of", PREFIX)
    update = {"double_of": number, "closed_at": deed.now, "withdrawal": None, "alike": ()}
    dues: Dues = (
        lives.tell(case, deed.now, "double"),
        tell_case(case, number, JOINED, deed.now, deed.actor),
        *put_away(case, deed),
    )
    changes = {"double_of": ("", number)}
    return life.moved(case, "join", deed, update=update, changes=changes, dues=dues)


def _joined_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    return case.status == DOUBLE and case.double_of == read_number(deed.given.get("double_of", ""))


def facts_for(case: BreachCase) -> Mapping[str, str]:
    """What the case that goes on hears of the one that is joined to it, beside its number."""
    return {"discovered_at": case.report.discovered_at.isoformat()}


def joined(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The case that goes on: from now on it counts from the earlier discovery of the two."""
    found = datetime.fromisoformat(deed.given["discovered_at"]).astimezone(deed.org.zone)
    if found >= case.report.discovered_at or not case.is_open:
        return heard_joined(life, case, deed)
    more, changes = discovered_at(case, found, deed)
    after = case.model_copy(update=more)
    clock = clock_dues(after, deed.now, deed.org) if not after.ap_settled else ()
    return heard_joined(life, case, deed, more, changes, clock)


def _likely(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return case.alike[0] if case.alike else ""


EVENTS = (
    CaseEvent[BreachCase](
        "join",
        _join,
        _joined_before,
        CaseForm(
            (FormField("double_of", "text", required=True, limit=40, names=(PREFIX,), going_on=True),),
            held=_likely,
        ),
        line=lives.became("double_of"),
    ),
)
