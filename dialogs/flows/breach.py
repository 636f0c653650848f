"""Report a breach: policy point 14, steps 1 to 3, with the first aid of points 13 and 14."""

from collections.abc import Mapping
from datetime import date, datetime, time

from cases.breach.report import (
    CAUSES,
    COUNTS,
    DATA_KINDS,
    DISCOVERERS,
    DONE_LIMIT,
    EXACT_LIMIT,
    KINDS,
    NAMES,
    NO_DATA,
    REPORTED_GROUPS,
    STORY_LIMIT,
    SYSTEMS,
    WITH_NAME,
)
from cases.terms import CLOCK_SKEW, to_instant
from dialogs.flow import UNKNOWN, Flow, Fork, Form, FormField, Outcome, Problem, Review, yes_or_no
from state_machines.chart import Facts

ERRORS = (
    "toekomst",
    "te_oud",
    "tijd_zonder_datum",
    "later_dan_ontdekt",
    "einde_voor_begin",
)

OLDEST = date(2000, 1, 1)
"""Older dates are slips of the pen; they would also not fit a calendar in every time zone."""


def no_personal_data(facts: Facts) -> bool:
    """The reporter chose "Geen persoonsgegevens" and nothing else."""
    return facts["data_kinds"] == NO_DATA


def discovery_is_now_unless_told(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """An empty moment of discovery means now; a day without a time means its beginning, so the clock starts early."""
    day = values["discovered_date"] or now.date().isoformat()
    if values["discovered_time"]:
        return {"discovered_date": day}
    start = now.strftime("%H:%M") if day == now.date().isoformat() else "00:00"
    return {"discovered_date": day, "discovered_time": start}


def unknown_unless_told(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """No day means that the reporter does not know; a day that is filled in wins over the tick."""
    told = bool(values["happened_date"] or values["happened_time"])
    return {"happened_unknown": "false" if told else "true"}


def discovered_before_now(facts: Facts, now: datetime) -> tuple[Problem, ...]:
    return _not_later("discovered_date", facts["discovered_date"], facts["discovered_time"], now)


def happened_before_discovery(facts: Facts, now: datetime) -> tuple[Problem, ...]:
    """The begin lies before the discovery. A time without a day says nothing."""
    if wrong := _not_to_come("happened", facts, now):
        return wrong
    day, clock = facts["happened_date"], facts["happened_time"]
    discovered = _moment(facts["discovered_date"], facts["discovered_time"], now)
    if day and _moment(day, clock or "00:00", now) > discovered:
        return (Problem("happened_date", "later_dan_ontdekt"),)
    return ()


def ended_after_it_began(facts: Facts, now: datetime) -> tuple[Problem, ...]:
    """The end lies behind the begin, and is not to come. A time without a day says nothing."""
    if wrong := _not_to_come("until", facts, now):
        return wrong
    day, clock = facts["until_date"], facts["until_time"]
    if not day or not facts["happened_date"]:
        return ()
    begin = _moment(facts["happened_date"], facts["happened_time"] or "00:00", now)
    if _moment(day, clock or "23:59", now) < begin:
        return (Problem("until_date", "einde_voor_begin"),)
    return ()


def _not_to_come(which: str, facts: Facts, now: datetime) -> tuple[Problem, ...]:
    day, clock = facts[f"{which}_date"], facts[f"{which}_time"]
    if clock and not day:
        return (Problem(f"{which}_date", "tijd_zonder_datum"),)
    return _not_later(f"{which}_date", day, clock, now)


def _not_later(field: str, day: str, clock: str, now: datetime) -> tuple[Problem, ...]:
    if not day:
        return ()
    if date.fromisoformat(day) < OLDEST:
        return (Problem(field, "te_oud"),)
    if date.fromisoformat(day) > now.date() or _moment(day, clock or "00:00", now) > now + CLOCK_SKEW:
        return (Problem(field, "toekomst"),)
    return ()


def _moment(day: str, clock: str, now: datetime) -> datetime:
    assert now.tzinfo is not None  # turns bring the organisation's zone
    return to_instant(date.fromisoformat(day), time.fromisoformat(clock), now.tzinfo)


PERIOD = (
    FormField("happened_date", "date"),
    FormField("happened_time", "time"),
    FormField("until_date", "date", folds=True),
    FormField("until_time", "time", folds=True),
    FormField("happened_unknown", "toggle", default="false"),
)
"""From when until when it happened, as far as somebody knows."""

COUNTED = tuple(
    FormField(each, "choice", options=COUNTS, default=UNKNOWN) for each in ("n_people", "n_records")
)
"""How many people and how many records, as far as somebody knows."""

FLOW = Flow(
    id="breach",
    steps=(
        Form(
            "incident",
            policy=("13", "14"),
            fields=(
                FormField("kind", "choice", options=KINDS, required=True),
                FormField("discoverer", "choice", options=DISCOVERERS, default="ikzelf"),
                FormField("discovered_date", "date", starts_now=True),
                FormField("discovered_time", "time", starts_now=True),
            ),
            complete=discovery_is_now_unless_told,
            checks=(discovered_before_now,),
            aid_by="kind",
            then="what_when",
        ),
        Form(
            "what_when",
            policy=("14.3",),
            fields=(FormField("what_happened", "long_text", required=True, limit=STORY_LIMIT), *PERIOD),
            complete=unknown_unless_told,
            checks=(happened_before_discovery, ended_after_it_began),
            aid_by="kind",
            repeats_aid=True,
            then="whose",
        ),
        Form(
            "whose",
            policy=("14.3",),
            fields=(FormField("data_kinds", "choices", options=DATA_KINDS, required=True),),
            then=Fork(((no_personal_data, "report_anyway"),), otherwise="people"),
        ),
        Form(
            "people",
            policy=("14.3",),
            fields=(
                FormField("groups", "choices", options=REPORTED_GROUPS, required=True),
                *COUNTED,
                FormField("n_exact", "text", limit=EXACT_LIMIT),
            ),
            then="handling",
        ),
        yes_or_no("report_anyway", ("14.1", "14.4"), yes="handling", no="not_reported", doubt_as="ja"),
        Form(
            "handling",
            policy=("14.3",),
            fields=(
                FormField("cause", "choice", options=CAUSES, default=UNKNOWN),
                FormField("systems", "choices", options=SYSTEMS, default=UNKNOWN),
                FormField("done", "long_text", limit=DONE_LIMIT),
            ),
            then="check",
        ),
        Review(
            "check",
            policy=("14.2", "14.3"),
            toggles=(
                FormField("confidential", "toggle", default="false"),
                FormField("nameless", "choice", options=NAMES, default=WITH_NAME),
                FormField("for_another", "toggle", default="false"),
                FormField("prefers_call", "toggle", default="false"),
            ),
            then="filed",
        ),
        Outcome("filed", policy=("14.2", "14.6"), files="breach", office="po"),
        Outcome("not_reported", policy=("14.1", "14.4")),
    ),
)
