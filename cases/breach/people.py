"""The people whose data it were: whether and how they are told (policy point 14, steps 7 and 8). Pure."""

from datetime import UTC, datetime

from cases.breach.case import BreachCase
from cases.breach.decisions import (
    GROUND,
    PEOPLE_CHOICES,
    Choice,
    advice_of,
    as_the_bot_advises,
    decided,
    ground_given,
    people_decided_before,
    told_decision,
)
from cases.breach.handling import HOW_LIMIT, WAYS, Informed
from cases.breach.step import given_moment, moved, told_when, when, with_now
from cases.organisation import Organisation
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Life, Refused, one_of, shrink, text, typed_within

MOST_PEOPLE = 10**7


def _decide_people(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The decision on the people that was left open, with the ground when they are not told."""
    advice_of(case, deed.org)
    people = one_of(deed.given, "people", PEOPLE_CHOICES)
    ground = ground_given(deed, people)
    reason = typed_within(deed.given, "reason", REASON_LIMIT)
    if people != "inform":
        reason = text(deed.given, "reason", REASON_LIMIT)
    return decided(life, case, "decide_people", deed, Choice(None, people, ground, reason))


def _informed(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The people were told (step 8): when, how, how many."""
    at = given_moment(case, deed)
    how, count = one_of(deed.given, "how", WAYS), deed.given.get("count_told", "")
    if not (count.isascii() and count.isdigit()) or int(count[:9]) > MOST_PEOPLE:
        raise Refused("count_told", "geen_getal")
    note = typed_within(deed.given, "note", HOW_LIMIT)
    told = Informed(at=at, how=how, count=int(count[:9]), note=note, by=deed.actor, kept_at=deed.now)
    before = case.informed
    changes = {
        "at": (before.at.isoformat() if before else "", at.astimezone(UTC).isoformat()),
        "how": (before.how if before else "", how),
        "count": (str(before.count) if before else "", count),
    }
    shrinks = tuple(
        each
        for name in case.reminders
        if name.startswith("people-")
        for each in shrink(case, deed.now, name, "jz")
    )
    return moved(life, case, "informed", deed, {"informed": told}, why=note, changes=changes, dues=shrinks)


def _known_of_the_people(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id == "how" and case.people is not None and case.people.choice == "public":
        return "openbaar"
    return with_now(field, now, org)


EVENTS = (
    CaseEvent[BreachCase](
        "decide_people",
        _decide_people,
        lambda life, case, deed: case.people is not None and people_decided_before(case, deed),
        CaseForm(
            (
                FormField("people", "choice", options=PEOPLE_CHOICES, required=True),
                GROUND,
                long_text("reason", REASON_LIMIT, required=False),
            ),
            held=as_the_bot_advises,
        ),
        line=told_decision,
    ),
    CaseEvent[BreachCase](
        "informed",
        _informed,
        form=CaseForm(
            (
                *when(),
                FormField("how", "choice", options=WAYS, required=True),
                FormField("count_told", "number", required=True),
                FormField("note", "text", limit=HOW_LIMIT),
            ),
            held=_known_of_the_people,
        ),
        line=told_when,
    ),
)
