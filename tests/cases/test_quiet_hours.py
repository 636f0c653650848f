"""Somebody without an office is written to in working hours alone; an office hears at any hour that a term runs."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.organisation import Organisation
from cases.register.life import Deed, NoRole, Refused
from cases.register.messages import SILENT, Due, To, due_at, may_go_at, waiting
from cases.register.register import Register
from cases.terms import awake, is_working_day
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import NOOR, ORG, SAM
from tests.cases.register.walking import WITH_DEPUTY, sound_presses
from tests.registers import HAPPENED

ZONE = ZoneInfo("Europe/Amsterdam")
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


def in_working_hours(at: datetime, zone: ZoneInfo = ZONE) -> bool:
    here = at.astimezone(zone)
    return is_working_day(here.date()) and time(8) <= here.time() < time(18)


@given(MOMENTS)
def test_a_moment_outside_working_hours_becomes_half_past_eight_of_the_next_working_day(at: datetime) -> None:
    moved = awake(at, ZONE, rest=True)
    assert in_working_hours(moved)
    assert awake(moved, ZONE, rest=True) == moved
    if in_working_hours(at):
        assert moved == at
        return
    here = moved.astimezone(ZONE)
    assert here.time() == time(8, 30)
    assert at < moved
    day = at.astimezone(ZONE).date() + timedelta(days=1)
    while day < here.date():  # no working day is skipped
        assert not is_working_day(day)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "moved"),
    [
        ("2026-11-23T07:59:59", "2026-11-23T08:30"),
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T17:59:59", "2026-11-23T17:59:59"),
        ("2026-11-23T18:00", "2026-11-24T08:30"),
        ("2026-11-27T18:00", "2026-11-30T08:30"),
        ("2026-11-28T12:00", "2026-11-30T08:30"),
        ("2026-12-24T20:00", "2026-12-28T08:30"),
        ("2027-03-25T19:00", "2027-03-30T08:30"),
    ],
)
def test_evenings_weekends_and_holidays(at: str, moved: str) -> None:
    wanted = datetime.fromisoformat(moved).replace(tzinfo=ZONE)
    assert awake(datetime.fromisoformat(at).replace(tzinfo=ZONE), ZONE, rest=True) == wanted


def rows(register: Register[Any], days: int, hour: int) -> list[tuple[datetime, Due]]:
    """When each message to a person waits that follows from something that somebody does so many days later, at this
    hour of the day. What cannot be done any more by then is left out."""
    found = []
    for press in (each for presses in sound_presses(register.name).values() for each in presses):
        moment = (press.at.astimezone(ZONE) + timedelta(days=days)).replace(hour=hour)
        try:
            done = register.life.change(
                press.case, press.event, Deed(press.who, moment, WITH_DEPUTY, press.given)
            )
        except (Refused, NotAllowed, NoRole):
            continue
        for at, due in done.dues:
            found.append((due_at(waiting(at, due, WITH_DEPUTY).key), due))
    return [(at, due) for at, due in found if due.to.way in ("reporter", "person")]


@pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
@pytest.mark.parametrize("days", range(7))
@pytest.mark.parametrize("hour", [3, 7, 9, 17, 18, 23])
def test_no_row_of_any_register_wakes_an_employee(register: Register[Any], days: int, hour: int) -> None:
    for at, due in rows(register, days, hour):
        office = due.kind in ("reminder", "handed") and WITH_DEPUTY.roles_of(due.to.name)
        assert due.kind in SILENT or office or in_working_hours(at), due.kind


def test_registers_do_write_to_employees() -> None:
    told = {due.kind for each in HAPPENED for _, due in rows(each, 1, 23)}
    assert {"tell", "question_reminder"} <= told


KINDS = (
    "tell",
    "question_reminder",
    "open_answers",
    "tidy",
    "draft_gone",
    "reminder",
    "card",
    "draft_expired",
)


@given(MOMENTS, st.sampled_from(KINDS))
def test_where_nobody_has_to_rest_everything_goes_at_once(at: datetime, kind: Any) -> None:
    org = ORG.model_copy(update={"terms": ORG.terms.model_copy(update={"employees_rest": False})})
    due = Due(kind=kind, number="DL-2026-0001", to=To("reporter"), created_at=at)
    assert may_go_at(at, due, org) == at


@given(MOMENTS, st.sampled_from(KINDS), st.sampled_from(["", SAM.aad_id, NOOR.aad_id]))
def test_who_is_left_alone_and_who_is_not(at: datetime, kind: Any, name: str) -> None:
    org: Organisation = ORG
    due = Due(
        kind=kind, number="DL-2026-0001", to=To("person", name) if name else To("reporter"), created_at=at
    )
    moved = may_go_at(at, due, org)
    if kind in SILENT or (kind == "reminder" and name == NOOR.aad_id):
        assert moved == at
    else:
        assert moved == awake(at, org.zone, rest=True)
    for office in (To("channel", "po"), To("mail", "po"), To("within", "breach")):
        assert may_go_at(at, due.model_copy(update={"to": office}), org) == at
