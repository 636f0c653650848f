"""The organisation file: what it may hold, at both ends of every limit, and what is said about what it may not."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from cases.organisation import OFFICES, Organisation, office_of
from tests.cases.breach.by_chance import ORG, guid

SOUND = ORG.model_dump(mode="json")

Given = tuple[str, Any]
"""A place in the file, its names between dots, and what stands there."""


def given(place: str, value: Any, *more: Given) -> Organisation:
    """The organisation with this in this place, and in others."""
    told: dict[str, Any] = Organisation.model_validate(SOUND).model_dump(mode="json")
    for where, what in ((place, value), *more):
        *path, last = where.split(".")
        part = told
        for name in path:
            part = part[name]
        part[last] = what
    return Organisation.model_validate(told)


MEMBER = {"id": guid(7), "name": "Nu Voorbeeld"}
LINKED = ("offices.po.service_url", "https://teams.voorbeeld.example/")

FITS: tuple[Given, ...] = (
    ("short_name", "a" * 40),
    ("short_name", "V-2"),
    ("timezone", "UTC"),
    ("tenants", []),
    ("tenants", [guid(1), guid(2).upper()]),
    ("policy.url", ""),
    ("policy.url", "http://beleid.example"),
    ("policy.url", "https://beleid.example/avg"),
    ("offices.po.email", f"{'a' * 64}@b.example"),
    ("offices.po.email", "a.b+c@d-e.f.example"),
    ("offices.po.members", []),
    ("facts.kvk", ""),
    ("facts.kvk", "01234567"),
    ("facts.phone", "+31 (0)30-1234567"),
    ("facts.postal_address", "a" * 200),
    ("facts.website", "https://www.voorbeeld.example"),
    ("mandate.body", "het dagelijks bestuur van Voorbeeldstad"),
    ("offices.fg.contact", "Fen Voorbeeld"),
    ("offices.fg.ap_number", "FG000000"),
    ("terms.breach_hours", 72),
    ("terms.breach_hours", 49),
    ("terms.request_months", 1),
    ("terms.extension_months", 0),
    ("terms.extension_months", 2),
    ("terms.reminder_hours_left", []),
    ("terms.reminder_hours_left", [71, 1]),
    ("terms.reminder_hours_left", list(range(10, 0, -1))),
    ("terms.follow_up_hours", 1),
    ("terms.follow_up_hours", 1000),
    ("terms.question_hours", 1),
    ("terms.chore_hours", 1000),
    ("terms.draft_days", 1),
    ("terms.draft_days", 365),
    ("terms.consult_reminder_days", []),
    ("terms.consult_reminder_days", list(range(1, 11))),
    ("terms.consult_reminder_days", [100]),
    ("terms.consult_question_days", 1),
    ("terms.consult_question_days", 100),
    ("terms.consult_close_days", 100),
    ("retention.breach_years", 1),
    ("retention.breach_years", 100),
    ("retention.processing_years", None),
    ("retention.agreement_years", 100),
    ("administrators.people", []),
    ("administrators.people", [guid(1), guid(2).upper()]),
    ("oversight.file_cases", 1),
    ("oversight.access_months", 120),
    ("oversight.left_days", 365),
)

REFUSED: tuple[tuple[str, Any, str], ...] = (
    ("name", "", "must be one line of text"),
    ("name", " \t", "must be one line of text"),
    ("name", "a\nb", "must be one line of text"),
    ("short_name", "a" * 41, "short_name may hold letters, digits and hyphens only: it names the rows"),
    ("short_name", "V G", "short_name may hold letters"),
    ("timezone", "Europa", "'Europa' is no time zone like Europe/Amsterdam"),
    ("timezone", "../etc", "'../etc' is no time zone"),
    ("timezone", "", "'' is no time zone"),
    ("tenants", ["1234"], "'1234' is no id like 01234567-89ab-cdef-0123-456789abcdef"),
    ("tenants", [f"{guid(1)}0"], "is no id like"),
    ("policy.url", "beleid.example", "'beleid.example' is no address that starts with https://"),
    ("policy.url", "https://a b", "is no address"),
    ("offices.po.email", "privacy", "'privacy' is no mail address"),
    ("offices.po.email", f"{'a' * 65}@b.example", "is no mail address"),
    ("offices.po.email", "a@b", "'a@b' is no mail address"),
    ("offices.po.members", [{**MEMBER, "id": "7"}], "'7' is no id like"),
    ("offices.po.members", [{**MEMBER, "name": ""}], "must be one line of text"),
    ("offices.po.members", [{**MEMBER, "phone": "1"}], "phone"),
    ("offices.po.channel", "19:a@thread", "channel and service_url belong together: give both or neither"),
    (*LINKED, "channel and service_url belong together: give both or neither"),
    ("facts.kvk", "1234567", "'1234567' is no KvK number of eight digits"),
    ("facts.kvk", "123456789", "is no KvK number"),
    ("facts.kvk", "1234567a", "is no KvK number"),
    ("facts.phone", "bel ons", "is no telephone number"),
    ("facts.postal_address", "a\nb", "must be one line of at most 200 characters"),
    ("facts.visiting_address", "a" * 201, "must be one line of at most 200 characters"),
    ("facts.website", "www.voorbeeld.example", "is no address that starts with https://"),
    ("facts.adres", "Straat 1", "adres"),
    ("mandate.body", "a\nb", "must be one line"),
    ("terms.breach_hours", 1, "greater than or equal to 2"),
    ("terms.breach_hours", 73, "less than or equal to 72"),
    ("terms.breach_hours", 48, r"reminder_hours_left must be below breach_hours \(48\)"),
    ("terms.request_months", 0, "greater than or equal to 1"),
    ("terms.request_months", 2, "less than or equal to 1"),
    ("terms.extension_months", -1, "greater than or equal to 0"),
    ("terms.extension_months", 3, "less than or equal to 2"),
    ("terms.reminder_hours_left", [0], "greater than or equal to 1"),
    ("terms.reminder_hours_left", [72, 1], r"must be below breach_hours \(72\)"),
    ("terms.reminder_hours_left", [4, 24], "reminder_hours_left must go down, like 48, 24, 12, 4, 1"),
    ("terms.reminder_hours_left", [24, 24], "reminder_hours_left must go down"),
    ("terms.reminder_hours_left", list(range(11, 0, -1)), "reminder_hours_left holds at most 10 stages"),
    ("terms.follow_up_hours", 0, "greater than or equal to 1"),
    ("terms.follow_up_hours", 1001, "less than or equal to 1000"),
    ("terms.draft_days", 0, "greater than or equal to 1"),
    ("terms.draft_days", 366, "less than or equal to 365"),
    ("terms.consult_reminder_days", [5, 2], "consult_reminder_days must go up, like 2, 5"),
    ("terms.consult_reminder_days", [2, 2], "consult_reminder_days must go up"),
    ("terms.consult_reminder_days", list(range(1, 12)), "at most 10 items"),
    ("terms.consult_question_days", 0, "greater than or equal to 1"),
    ("terms.consult_close_days", 101, "less than or equal to 100"),
    ("retention.breach_years", 0, "greater than or equal to 1"),
    ("retention.consult_years", 101, "less than or equal to 100"),
    ("retention.agreement_years", 0, "greater than or equal to 1"),
    ("administrators.people", ["beheer@voorbeeld.example"], "is no id like"),
    ("administrators.people", guid(1), "valid tuple"),
    ("administrators.phone", "1", "phone"),
    ("oversight.file_cases", 0, "greater than or equal to 1"),
    ("oversight.access_months", 0, "greater than or equal to 1"),
    ("oversight.access_months", 121, "less than or equal to 120"),
    ("oversight.left_days", 366, "less than or equal to 365"),
    ("offices.po", None, "valid dictionary"),
    ("officers", {}, "officers"),
)


@pytest.mark.parametrize(("place", "value"), FITS)
def test_what_fits_is_taken(place: str, value: Any) -> None:
    assert given(place, value).name == ORG.name


@pytest.mark.parametrize(("place", "value", "told"), REFUSED)
def test_what_does_not_fit_is_named(place: str, value: Any, told: str) -> None:
    with pytest.raises(ValidationError) as reason:
        given(place, value)
    assert re.search(told, str(reason.value))


def test_an_odd_value_is_told_in_short() -> None:
    for place in ("offices.po.email", "policy.url", "timezone", "tenants"):
        long = "x" * 500
        with pytest.raises(ValidationError) as reason:
            given(place, [long] if place == "tenants" else long)
        (error,) = reason.value.errors()
        assert f"'{'x' * 60}' is no" in error["msg"]


def test_the_defaults() -> None:
    org = Organisation.model_validate({name: SOUND[name] for name in ("name", "short_name", "offices")})
    terms, kept = org.terms, org.retention
    assert (terms.breach_hours, terms.request_months, terms.extension_months) == (72, 1, 2)
    assert terms.reminder_hours_left == (48, 24, 12, 4, 1)
    assert (terms.follow_up_hours, terms.question_hours, terms.chore_hours, terms.draft_days) == (
        2,
        4,
        24,
        14,
    )
    assert terms.consult_reminder_days == (2, 5)
    assert (terms.consult_question_days, terms.consult_close_days) == (2, 10)
    assert (kept.breach_years, kept.rights_years, kept.consult_years) == (5, 5, 5)
    assert (kept.processing_years, kept.agreement_years) == (None, None)
    assert (org.timezone, org.tenants, org.policy.url, org.policy.version) == ("Europe/Amsterdam", (), "", "")


def test_who_is_of_which_office() -> None:
    both = given("offices.fg.deputies", [{"id": guid(1).upper(), "name": "  Noor Voorbeeld "}])
    assert both.offices.fg.deputies[0].name == "Noor Voorbeeld"
    assert both.roles_of(f" {guid(1).upper()} ") == {"po", "fg"}
    assert both.roles_of(guid(3)) == {"po"}
    assert both.roles_of(guid(99)) == frozenset()
    assert both.roles_of("") == frozenset()
    assert [both.office(each).email.partition("@")[0] for each in OFFICES] == ["privacy", "fg", "jz"]
    with pytest.raises(KeyError):
        both.office("hr")
    assert (office_of("jz"), office_of("hr"), office_of("")) == ("jz", "po", "po")


def test_what_it_is_called() -> None:
    org = given("short_name", "WIL-2", LINKED, ("offices.po.channel", "19:a@thread"))
    assert (org.key, org.partition("rights")) == ("wil-2", "wil-2:rights")
    assert (org.offices.fg.title, org.offices.po.title) == (
        "functionaris gegevensbescherming",
        "Privacy Officer",
    )
    assert org.offices.po.channel == "19:a@thread"
    assert given("retention.consult_years", 7).retention.advice_years == 7
    assert str(org.zone) == "Europe/Amsterdam"


FIXED: tuple[Given, ...] = (
    ("policy.url", "https://beleid.example"),
    ("policy.bot_note", "https://bot.example"),
    ("facts.phone", "000 000 00 00"),
    ("facts.kvk", "00000000"),
    ("facts.sector", "Openbaar bestuur"),
    ("facts.website", "https://www.voorbeeld.example"),
    ("facts.postal_address", "Postbus 0, 0000 AB Voorbeeldstad"),
    ("mandate.body", "het dagelijks bestuur van Voorbeeldstad"),
    ("mandate.by", "het hoofd van de afdeling Voorbeeld"),
    ("offices.fg.contact", "Fen Voorbeeld"),
)
"""Every fact that a letter, a form or the app package states."""


@pytest.mark.parametrize(("place", "_value"), FIXED)
def test_each_fact_that_is_not_there_is_named(place: str, _value: Any) -> None:
    phones = [f"offices.{each}.phone" for each in OFFICES] if place == "facts.phone" else []
    others = [each for each in FIXED if each[0] != place]
    assert list(given(*others[0], *others[1:]).missing) == [place, *phones]


def test_a_whole_file_misses_nothing_and_an_empty_one_all() -> None:
    whole = given(*FIXED[0], *FIXED[1:])
    assert whole.missing == ()
    assert set(ORG.missing) == {place for place, _ in FIXED} | {f"offices.{each}.phone" for each in OFFICES}


def test_one_address_and_one_number_will_do() -> None:
    there = given(
        "facts.visiting_address", "Straat 1", ("facts.phone", "000 1"), ("offices.fg.phone", "000 2")
    )
    assert "facts.postal_address" not in there.missing
    assert (there.facts.mail_to, there.facts.found_at) == ("Straat 1", "Straat 1")
    assert (there.phone_of("fg"), there.phone_of("jz")) == ("000 2", "000 1")
    both = given("facts.visiting_address", "Straat 1", ("facts.postal_address", "Postbus 1"))
    assert (both.facts.mail_to, both.facts.found_at) == ("Postbus 1", "Straat 1")
