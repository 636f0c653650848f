"""The people whose data it were: whether and how they are told (policy point 14, steps 7 and 8). Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.decisions import (
    GROUND,
    PEOPLE_CHOICES,
    PEOPLE_REASON,
    Choice,
    advice_of,
    as_the_bot_advises,
    decided,
    ground_given,
    people_decided_before,
    people_reason_given,
    told_decision,
)
from cases.breach.handling import HOW_LIMIT, OTHERWISE, PUBLIC, WAYS, Informed
from cases.breach.step import given_moment, moved, told_when, when, with_now
from cases.organisation import Organisation
from cases.register.case import REASON_LIMIT
from cases.register.events import reason_form
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import (
    CaseEvent,
    Change,
    Deed,
    Life,
    Refused,
    count_of,
    one_of,
    shrink,
    text,
    the_reason,
    typed_within,
)

MOST_PEOPLE = 10**7


def _decide_people(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The decision on the people that was left open, with the ground when they are not told."""
    advice_of(case, deed.org)
    people = one_of(deed.given, "people", PEOPLE_CHOICES)
    ground = ground_given(deed, people)
    reason = people_reason_given(deed, people)
    return decided(life, case, "decide_people", deed, Choice(None, people, ground, people_reason=reason))


def _informed(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The people were told (step 8): when, how, how many."""
    at = given_moment(case, deed)
    how, count = one_of(deed.given, "how", ways_of(case)), count_of(deed.given, "count_told", MOST_PEOPLE)
    if not count and how != PUBLIC:
        raise Refused("count_told", "niemand")
    note = (
        text(deed.given, "note", HOW_LIMIT)
        if how == OTHERWISE
        else typed_within(deed.given, "note", HOW_LIMIT)
    )
    if count < least_people(case) and how != PUBLIC and not note:
        raise Refused("note", "niet_iedereen")
    record = Informed(at=at, how=how, count=count, note=note, by=deed.actor, kept_at=deed.now)
    before = case.informed
    changes = {
        "at": (before.at.isoformat() if before else "", at.astimezone(UTC).isoformat()),
        "how": (before.how if before else "", how),
        "count": (str(before.count) if before else "", str(count)),
    }
    shrinks = tuple(
        each
        for name in case.reminders
        if name.startswith("people-")
        for each in shrink(case, deed.now, name, "jz")
    )
    update = {"informed": record, "people_behind": False}
    return moved(life, case, "informed", deed, update, why=note, changes=changes, dues=shrinks)


def least_people(case: BreachCase) -> int:
    """How many people it is about at least: as officers counted, else the lower end of a range, theirs or reported."""
    answers = case.triage.answers.values() if case.triage is not None else ()
    given = {name: value for each in answers for name, value in each.items() if value}
    if counted := given.get("people_about", ""):
        return int(counted)
    ranges = (given.get("n_people", UNKNOWN), case.report.n_people)
    known = next((each for each in ranges if each != UNKNOWN), "0")
    return int(known.partition("-")[0].removesuffix("+"))


def ways_of(case: BreachCase) -> tuple[str, ...]:
    """How the people can be told: by a public notice only where that was decided, with its reason (AVG article
    34(3)(c)), and then not otherwise, unless it works as well."""
    if case.people is not None and case.people.choice == "public":
        return (PUBLIC, OTHERWISE)
    return tuple(each for each in WAYS if each != PUBLIC)


def _how_informed(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        *when(),
        FormField("how", "choice", options=ways_of(case), required=True),
        FormField("count_told", "number", required=True),
        FormField("note", "text", limit=HOW_LIMIT),
    )


def _nobody_more(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """New facts came after the people were told, and nobody more has to hear of them; and why."""
    reason = text(deed.given, "reason", REASON_LIMIT)
    return moved(life, case, "nobody_more", deed, {"people_behind": False}, why=reason)


def _known_of_the_people(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id == "how" and case.people is not None and case.people.choice == "public":
        return PUBLIC
    return with_now(field, now, org)


EVENTS = (
    CaseEvent[BreachCase]("task_given"),
    CaseEvent[BreachCase](
        "decide_people",
        _decide_people,
        lambda life, case, deed: case.people is not None and people_decided_before(case, deed),
        CaseForm(
            (
                FormField("people", "choice", options=PEOPLE_CHOICES, required=True),
                GROUND,
                PEOPLE_REASON,
            ),
            held=as_the_bot_advises,
        ),
        line=told_decision,
    ),
    CaseEvent[BreachCase](
        "informed",
        _informed,
        form=CaseForm(asks=_how_informed, held=_known_of_the_people),
        line=told_when,
    ),
    CaseEvent[BreachCase]("nobody_more", _nobody_more, form=reason_form(), line=the_reason),
)
