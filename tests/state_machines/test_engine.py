"""The engine moves as the chart says, for any chart, and holds nothing between two moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state_machines.chart import Arrow, Chart, Facts, Guard
from state_machines.engine import Engine, NotAllowed

STATES = ("start", "middle", "end")
EVENTS = ("go", "back", "stay")


def is_set(name: str) -> Guard:
    def guard(facts: Facts) -> bool:
        return facts[name] == "yes"

    return guard


GUARDS = {"one": is_set("one"), "two": is_set("two"), "": None}


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Sound charts: every state is led to, nothing stands behind an open arrow."""
    arrows = [Arrow("start", "on", "middle"), Arrow("middle", "on", "end")]
    closed = {("start", "on"), ("middle", "on")}
    for _ in range(draw(st.integers(0, 10))):
        source, event = draw(st.sampled_from(STATES)), draw(st.sampled_from(EVENTS))
        guard = draw(st.sampled_from(sorted(GUARDS)))
        if (source, event) not in closed:
            arrows.append(Arrow(source, event, draw(st.sampled_from(STATES)), GUARDS[guard]))
            closed |= {(source, event)} if not guard else set()
    return Chart("random", "start", STATES, tuple(arrows))


def first_open(chart: Chart, state: str, event: str, facts: Facts) -> str | None:
    """Where the chart says that this leads, read from its arrows."""
    return next(
        (
            arrow.target
            for arrow in chart.arrows
            if (arrow.source, arrow.event) == (state, event) and (arrow.when is None or arrow.when(facts))
        ),
        None,
    )


all_facts = st.fixed_dictionaries({name: st.sampled_from(["yes", "no"]) for name in ("one", "two")})


@given(charts(), st.lists(all_facts, min_size=1, max_size=4))
def test_the_first_arrow_whose_guard_holds_is_taken(chart: Chart, cases: list[Facts]) -> None:
    """Also the second time, and after other arrows of the same event were taken."""
    engine = Engine(chart)
    for facts in (*cases, *cases):
        for state in STATES:
            led_to = {event: first_open(chart, state, event, facts) for event in (*EVENTS, "on")}
            assert engine.allowed(state, facts) == {event for event, target in led_to.items() if target}
            assert engine.allowed(state, facts) <= engine.events(state)
            for event, target in led_to.items():
                if target is None:
                    with pytest.raises(NotAllowed):
                        engine.move(state, event, facts)
                else:
                    assert engine.move(state, event, facts) == target


@given(charts(), all_facts)
def test_a_move_leaves_nothing_behind(chart: Chart, facts: Facts) -> None:
    engine = Engine(chart)
    assert engine.move("start", "on", facts) == "middle"
    assert engine.move("start", "on", facts) == "middle"
    assert engine.move("middle", "on", facts) == "end"


def test_an_unknown_event_or_state_is_not_allowed() -> None:
    engine = Engine(Chart("test", "a", ("a", "b"), (Arrow("a", "go", "b"),)))
    for state, event in (("a", "fly"), ("b", "go"), ("c", "go"), ("a", ""), ("", "go"), ("a", "trigger")):
        with pytest.raises(NotAllowed):
            engine.move(state, event, {})
    assert engine.events("c") == frozenset()
    assert engine.allowed("c", {}) == frozenset()


def test_a_guard_that_misses_a_fact_is_a_mistake_of_ours_and_no_answer() -> None:
    engine = Engine(Chart("test", "a", ("a", "b"), (Arrow("a", "go", "b", is_set("one")),)))
    with pytest.raises(KeyError):
        engine.move("a", "go", {})


def test_a_guard_may_give_anything_that_is_true() -> None:
    def truthy(facts: Facts) -> bool:
        return facts.get("note")  # type: ignore[return-value]

    engine = Engine(Chart("test", "a", ("a", "b"), (Arrow("a", "go", "b", truthy),)))
    assert engine.move("a", "go", {"note": "something"}) == "b"
    with pytest.raises(NotAllowed):
        engine.move("a", "go", {"note": ""})


def test_an_event_may_be_called_like_anything(caplog: pytest.LogCaptureFixture) -> None:
    """The machine itself is no model: it has no state of its own, and no event stands in the way of what it can do."""
    engine = Engine(
        Chart("odd", "a", ("a", "b"), (Arrow("a", "events", "b"), Arrow("b", "get_triggers", "a")))
    )
    assert engine.move("a", "events", {}) == "b"
    assert engine.events("b") == {"get_triggers"}
    assert not caplog.records
