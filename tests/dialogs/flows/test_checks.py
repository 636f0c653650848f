"""What the checks of the flows refuse: every key that a flow has words for, and every check both ways."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product

import pytest

from cases.terms import CLOCK_SKEW
from dialogs.flow import Check, Flow, Form, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.flows.breach import OLDEST as OLDEST_BREACH
from dialogs.flows.breach import ended_after_it_began, happened_before_discovery
from dialogs.flows.rights import OLDEST as OLDEST_REQUEST
from dialogs.flows.rights import received_before_now
from tests.dialogs.walking import NOW

DAYS = ("", "1999-12-31", "2000-01-01", "2026-11-22", "2026-11-23", "2026-11-24")
TIMES = ("", "00:00", "13:09", "23:59")
CHECKS = {
    f"{flow.id}: {step.id}: {check.__name__}": (flow, step, check)
    for flow in FLOWS.values()
    for step in flow.steps
    if isinstance(step, Form)
    for check in step.checks
}


def facts_of(flow: Flow, step: Form) -> Iterator[Mapping[str, str]]:
    """Days and times around the ends that count, for this step and those before it."""
    before = [*flow.steps[: flow.steps.index(step)], step]
    moments = {
        each.id: each.kind for one in before for each in fields_of(one) if each.kind in ("date", "time")
    }
    for values in product(*(DAYS if kind == "date" else TIMES for kind in moments.values())):
        told = dict(zip(moments, values, strict=True))
        for one in before:
            if isinstance(one, Form) and one.complete is not None:
                empty = {each.id: "" for each in fields_of(one)}
                told |= one.complete(empty | told, NOW)
        yield told


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_lets_through_and_stops(name: str) -> None:
    flow, step, check = CHECKS[name]
    found = [check(facts, NOW) for facts in facts_of(flow, step)]
    assert () in found
    assert any(found)
    asked = {each.id for each in fields_of(step)}
    for problems in found:
        for each in problems:
            assert each.field in asked, "what is wrong stands on another card"
            assert each.key in TEXTS[flow.id].fout


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_each_refusal_that_a_flow_has_words_for_is_reached(flow: Flow) -> None:
    reached = {
        each.key
        for of, step, check in CHECKS.values()
        if of is flow
        for facts in facts_of(flow, step)
        for each in check(facts, NOW)
    }
    assert reached == set(TEXTS[flow.id].fout)


def told(**facts: str) -> dict[str, str]:
    """Discovered today at noon, and nothing else known."""
    return {
        "discovered_date": "2026-11-23",
        "discovered_time": "12:00",
        "happened_date": "",
        "happened_time": "",
        "until_date": "",
        "until_time": "",
    } | facts


def says(check: Check, facts: Mapping[str, str], now: datetime = NOW) -> list[tuple[str, str]]:
    """The fields and keys of what is wrong."""
    return [(each.field, each.key) for each in check(facts, now)]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, None),
        ({"happened_date": "2026-11-23", "happened_time": "12:00"}, None),
        ({"happened_date": "2026-11-23", "happened_time": "12:01"}, ("happened_date", "later_dan_ontdekt")),
        ({"happened_date": "2026-11-23"}, None),
        ({"happened_date": "2026-11-24"}, ("happened_date", "toekomst")),
        ({"happened_date": "2026-11-23", "happened_time": "14:10"}, ("happened_date", "later_dan_ontdekt")),
        ({"happened_date": "2026-11-23", "happened_time": "23:00"}, ("happened_date", "toekomst")),
        ({"happened_date": "1999-12-31"}, ("happened_date", "te_oud")),
        ({"happened_date": "2000-01-01"}, None),
        ({"happened_time": "09:00"}, ("happened_date", "tijd_zonder_datum")),
        ({"until_time": "09:00"}, ("until_date", "tijd_zonder_datum")),
        ({"until_date": "2026-11-24"}, ("until_date", "toekomst")),
        ({"until_date": "1999-12-31"}, ("until_date", "te_oud")),
        ({"until_date": "2026-11-20"}, None),
        ({"happened_date": "2026-11-20", "until_date": "2026-11-19"}, ("until_date", "einde_voor_begin")),
        ({"happened_date": "2026-11-20", "until_date": "2026-11-20"}, None),
        (
            {
                "happened_date": "2026-11-20",
                "happened_time": "10:00",
                "until_date": "2026-11-20",
                "until_time": "09:59",
            },
            ("until_date", "einde_voor_begin"),
        ),
        (
            {
                "happened_date": "2026-11-20",
                "happened_time": "10:00",
                "until_date": "2026-11-20",
                "until_time": "10:00",
            },
            None,
        ),
        ({"happened_date": "2026-11-20", "happened_time": "23:59", "until_date": "2026-11-20"}, None),
        ({"happened_date": "2026-11-20", "until_date": "2026-11-20", "until_time": "00:00"}, None),
        # An end after the discovery is no fault: it may still have gone on.
        ({"happened_date": "2026-11-20", "until_date": "2026-11-23", "until_time": "14:00"}, None),
    ],
)
def test_when_it_happened_fits_the_discovery(facts: dict[str, str], wrong: tuple[str, str] | None) -> None:
    found = says(happened_before_discovery, told(**facts)) or says(ended_after_it_began, told(**facts))
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(("seconds", "ahead"), [(-1, False), (0, False), (1, True)])
def test_a_clock_may_run_two_minutes_ahead(seconds: int, ahead: bool) -> None:
    (check,) = (each for name, (_, _, each) in CHECKS.items() if name.endswith("discovered_before_now"))
    moment = NOW.replace(hour=14, minute=0)
    now = moment - CLOCK_SKEW - timedelta(seconds=seconds)
    assert bool(says(check, told(discovered_time="14:00"), now)) is ahead


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (f"{OLDEST_REQUEST - timedelta(days=1)}", "te_oud"),
        (f"{OLDEST_REQUEST}", ""),
        ("2026-11-23", ""),
        ("2026-11-24", "toekomst"),
    ],
)
def test_a_request_came_in_before_now(day: str, key: str) -> None:
    assert says(received_before_now, {"received_date": day}) == ([("received_date", key)] if key else [])


def test_both_begin_at_the_same_oldest_day() -> None:
    assert OLDEST_BREACH == OLDEST_REQUEST
