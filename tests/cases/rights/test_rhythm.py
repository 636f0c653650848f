"""The reminders of a rights request: in order, to the right offices, and daily once it is late."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.register.messages import channel
from cases.register.rhythm import reminded
from cases.rights.life import LIFE
from cases.rights.rhythm import RHYTHM
from tests.cases.breach.by_chance import ORG
from tests.cases.drawn import to_whom
from tests.cases.register.walking import WITH_DEPUTY
from tests.cases.reminding import late_after
from tests.cases.rights.by_chance import PLAIN, Lived, filed, lived


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_stages_come_in_order_before_the_end_and_then_daily(received: date) -> None:
    case = filed(PLAIN.model_copy(update={"received_on": received})).case
    deadline = case.deadline(ORG)
    every = RHYTHM.stages(case, ORG)
    assert list(every) == sorted(every, key=lambda each: each.at)
    assert [each.name for each in every if each.late] == ["late-1"]
    assert all(each.at <= deadline.due for each in every if not each.late)
    assert {"extend", "closing", "last"} & {each.name for each in every}
    assert all(RHYTHM.named(case, each.name, ORG) == each for each in every)
    late = every[-1]
    assert RHYTHM.overtaken(case, every[-2], late.at, ORG)
    assert not RHYTHM.overtaken(case, late, late.at, ORG)
    weeks = late.at + timedelta(weeks=3)
    assert not RHYTHM.overtaken(case, late, weeks, ORG), "nobody planned another one: it would be the last"
    assert late_after(RHYTHM, case, weeks, ORG).name == "late-23"


def test_the_fg_hears_of_it_three_days_before_and_when_it_is_late() -> None:
    """Where somebody stands in for legal affairs; else the FG hears it as soon as nobody reacts."""
    case = filed(PLAIN).case
    for stage in RHYTHM.stages(case, ORG):
        done = reminded(RHYTHM, LIFE, case, stage, stage.at, WITH_DEPUTY)
        assert ("fg" in to_whom(done, "reminder")) is (stage.name in ("closing", "late-1")), stage.name
        case = done.case
    late = RHYTHM.stages(case, ORG)[-1]
    again = {due.ref.about for _, due in reminded(RHYTHM, LIFE, case, late, late.at, ORG).dues}
    assert "late-2" in again


@settings(max_examples=40, deadline=None)
@given(lived())
def test_every_open_case_is_reminded_of_until_it_has_its_answer(life: Lived) -> None:
    waiting = {
        due.ref.about
        for done in life.changes
        for _, due in done.dues
        if due.kind == "reminder" and due.to == channel("jz")
    }
    coming = {each.name for each in RHYTHM.stages(life.case, ORG) if each.at > life.now}
    if life.case.answer_due:
        assert coming <= waiting | life.case.reminders.keys()
        assert any(RHYTHM.named(life.case, name, ORG) and name not in life.case.reminders for name in waiting)
