"""What is wrong: each finding has its one sentence, all well says nothing, and nothing of a person is in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.desks.troubles import (
    CHECKS,
    EXPIRES_AT,
    LATE_AFTER,
    LISTS_GOOD_FOR,
    LISTS_REVIEWED,
    MANY_UNHEARD,
    MOST_LINES,
    MOST_SKEW,
    Readings,
    Source,
    say,
    troubles,
    troubles_card,
    troubles_mail,
    troubles_summary,
)
from cases.organisation import OFFICES
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG
from tests.e2e.fake_cards import text_of

STANDS_IN = ORG.offices.po.deputies
MANNED = ORG.model_copy(
    update={
        "offices": ORG.offices.model_copy(
            update={each: ORG.office(each).model_copy(update={"deputies": STANDS_IN}) for each in OFFICES}
        )
    }
)
"""Every office has somebody who stands in."""

TODAY = NOW.astimezone(ORG.zone).date()
SECOND = timedelta(seconds=1)

WRONG = {
    "store": Readings(writes=False),
    "channel": Readings(channels_lost=("fg",)),
    "login": Readings(teams="refused"),
    "teams": Readings(teams="silent"),
    "channel_of_others": Readings(channels_of_others=("po",)),
    "mail": Readings(mail=False),
    "expired": Readings(password_expires=TODAY - timedelta(days=1)),
    "clock": Readings(server=NOW - MOST_SKEW - SECOND),
    "lag": Readings(lag=LATE_AFTER + SECOND),
    "undelivered": Readings(undelivered=1),
    "set_aside": Readings(set_aside=1),
    "not_sealed": Readings(sealed=False),
    "unheard": Readings(unheard=MANY_UNHEARD),
    **{"expires": Readings(password_expires=TODAY + timedelta(days=EXPIRES_AT[0]))},
}


def names(found: Readings, org: object = MANNED) -> list[str]:
    return [each.name for each in troubles(found, NOW, org)]  # type: ignore[arg-type]


def test_all_well_says_nothing_and_writes_to_nobody() -> None:
    well = Readings(
        mail=True,
        server=NOW + MOST_SKEW,
        lag=LATE_AFTER,
        password_expires=TODAY + timedelta(days=31),
        unheard=MANY_UNHEARD - 1,
    )
    assert troubles(well, NOW, MANNED) == ()
    assert names(Readings(mail=None)) == []
    with pytest.raises(ValueError, match="nothing is wrong"):
        troubles_card(())


@pytest.mark.parametrize("name", WRONG)
def test_each_finding_is_told_by_itself(name: str) -> None:
    assert names(WRONG[name]) == [name]


@given(st.integers(-40, 60))
def test_a_password_that_ends_is_told_in_time_and_then_each_day(left: int) -> None:
    told = names(Readings(password_expires=TODAY + timedelta(days=left)))
    wanted = ["expired"] if left < 0 else ["expires"] if left in EXPIRES_AT or left <= 3 else []
    assert told == wanted


OF_THE_ORGANISATION = {"empty", "no_deputy", "lists"}
"""What is wrong without anything being read off."""


def test_every_check_of_the_table_is_tried_and_has_its_words() -> None:
    named = [each.name for each in CHECKS]
    assert len(named) == len(set(named))
    assert WRONG.keys() | OF_THE_ORGANISATION == set(named)
    assert {key.removeprefix("trouble.") for key in say if key.startswith("trouble.")} == set(named)


@pytest.mark.parametrize("name", WRONG)
def test_a_check_is_left_out_where_nothing_was_read_off(name: str) -> None:
    (check,) = [each for each in CHECKS if each.name == name]
    every: tuple[Source, ...] = get_args(Source)
    for sources in ((check.source,), tuple(each for each in every if each != check.source)):
        found = [each.name for each in troubles(WRONG[name], NOW, MANNED, sources)]
        assert found == ([name] if check.source in sources else [])


def test_an_office_without_people_is_told() -> None:
    for each in OFFICES:
        for update, name in (({"members": ()}, "empty"), ({"deputies": ()}, "no_deputy")):
            office = MANNED.office(each).model_copy(update=update)
            org = MANNED.model_copy(update={"offices": MANNED.offices.model_copy(update={each: office})})
            (told,) = troubles(Readings(), NOW, org)
            assert told.name == name
            assert office.title in told.words


def test_lists_that_nobody_looked_at_for_a_year_are_told() -> None:
    day = LISTS_REVIEWED + LISTS_GOOD_FOR
    then = NOW.replace(year=day.year, month=day.month, day=day.day)
    assert [each.name for each in troubles(Readings(), then, MANNED)] == []
    assert [each.name for each in troubles(Readings(), then + timedelta(days=1), MANNED)] == ["lists"]


@pytest.mark.parametrize("beyond", [0, 1])
def test_on_the_card_stand_so_many_and_of_more_their_number(beyond: int) -> None:
    names = [name for name in sorted(WRONG) if name != "expired"][: MOST_LINES + beyond]
    wrong = tuple(each for name in names for each in troubles(WRONG[name], NOW, MANNED) if each.name == name)
    assert len(wrong) == MOST_LINES + beyond
    told = text_of(troubles_card(wrong))
    assert [each.words in told for each in wrong] == [place < MOST_LINES for place in range(len(wrong))]
    assert ("En nog" in told) == bool(beyond)


@given(st.sets(st.sampled_from(sorted(WRONG)), min_size=1))
def test_card_and_mail_tell_all_of_it_by_the_rules(chosen: set[str]) -> None:
    found = Readings()
    for each in sorted(chosen - {"expired"}):
        changed = {
            name: getattr(WRONG[each], name)
            for name in Readings.__dataclass_fields__
            if getattr(WRONG[each], name) != getattr(Readings(), name)
        }
        found = replace(found, **changed)
    wrong = troubles(found, NOW, MANNED)
    if not wrong:
        return
    card = troubles_card(wrong)
    assert violations(card) == []
    mail = troubles_mail(wrong, "beheer@voorbeeld.nl", NOW, MANNED)
    assert all(each.words in mail.text for each in wrong)
    assert str(len(wrong)) in troubles_summary(wrong)
    people = {each.name for office in OFFICES for each in MANNED.office(office).members}
    assert not any(name in f"{card}{mail.text}{mail.subject}" for name in people)


def test_the_lists_were_looked_at_this_year() -> None:
    assert date.fromisoformat("2026-01-01") <= LISTS_REVIEWED
