"""Where the policy hurts: what is counted, what is not, and the card of it."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.desks.friction import Friction, counts_from, friction
from cases.register.listing import Entry, talk_of
from dialogs.commands.friction import asks_for_friction, friction_shown
from dialogs.flows import FLOWS
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG

QUESTIONS = [f"{name}.{step.id}" for name, flow in FLOWS.items() for step in flow.steps] + ["x", "x.y", ""]
SINCE = counts_from(NOW, ORG)

entries = st.lists(
    st.builds(
        Entry,
        number=st.just("AD-2026-0001"),
        status=st.just("answered"),
        starts_at=st.just(NOW),
        reported_at=st.just(NOW),
        talk=st.sampled_from(["", "a", "b", "c"]),
        doubts=st.lists(st.sampled_from(QUESTIONS), max_size=4, unique=True).map(tuple),
        judged=st.booleans(),
        overruled=st.lists(st.sampled_from([*QUESTIONS, "breach.ap", "breach.people"]), max_size=2).map(
            tuple
        ),
    ),
    max_size=30,
)


@given(entries)
def test_a_conversation_counts_once_and_nothing_is_lost(some: list[Entry]) -> None:
    counted = friction(some, SINCE)
    told = [each for each in some if each.talk]
    assert counted.talks == len({each.talk for each in told})
    assert sum(count for _, count in counted.doubts) == len(
        {(each.talk, name) for each in told for name in each.doubts}
    )
    assert sum(count for _, count in counted.overruled) == sum(len(each.overruled) for each in some)
    for pairs in (counted.doubts, counted.overruled):
        assert [count for _, count in pairs] == sorted((count for _, count in pairs), reverse=True)
    assert friction([*some, *some], SINCE).doubts == counted.doubts


@settings(max_examples=15)
@given(entries, st.integers(1, 500))
def test_the_card_keeps_the_rules(some: list[Entry], times: int) -> None:
    counted = friction(some, SINCE)
    many = Friction(
        counted.since,
        counted.talks,
        counted.decided,
        tuple((name, count * times) for name, count in counted.doubts),
        counted.overruled,
    )
    assert violations(friction_shown(many, NOW, ORG)) == []


def test_a_year_is_looked_back_by_whole_months() -> None:
    assert (SINCE.year, SINCE.month, SINCE.day) == (2025, 12, 1)
    assert timedelta(days=366) > NOW - SINCE


def test_parts_of_one_draft_are_one_conversation() -> None:
    assert talk_of("4f.fg") == talk_of("4f.advice") == talk_of("4f") == "4f"


def test_how_it_is_asked() -> None:
    assert asks_for_friction("Waar knelt het beleid?")
    assert not asks_for_friction("waar knelt mijn schoen")
    assert not asks_for_friction("knelpunten" * 50)
