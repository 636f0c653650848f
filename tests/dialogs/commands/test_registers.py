"""Typed commands for the register: what they ask, and that nothing else is taken for one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cases.desks.desks import Registers
from cases.desks.queries import Query
from cases.register.listing import FILTERS
from cases.register.register import Register
from dialogs.commands import registers, wants
from dialogs.commands.new_entry import read_new_entry
from tests.dialogs.dutch.sentences import EXPECTED
from tests.registers import HAPPENED

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ALL = Registers(REGISTERS)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Toon open datalekken", wants.ListCases(Query("breach", "open"))),
        ("  open   datalekken. ", wants.ListCases(Query("breach", "open"))),
        ("open datalekken van deze maand", wants.ListCases(Query("breach", "open", "month"))),
        ("toon alle datalekken dit jaar", wants.ListCases(Query("breach", "all", "year"))),
        ("Toon te late datalekken", wants.ListCases(Query("breach", "overdue"))),
        ("afgeronde datalekken", wants.ListCases(Query("breach", "closed"))),
        ("DL-2026-0042", wants.ShowCase("DL-2026-0042")),
        ("toon dl-2026-0042", wants.ShowCase("DL-2026-0042")),
        ("Toon DL 2026 42", wants.ShowCase("DL-2026-0042")),
        ("laat zien DL-2026-12345", wants.ShowCase("DL-2026-12345")),
        ("zoek brief", wants.ListCases(Query("", "all", words="brief"))),
        ("Zoek naar Brief Kapper", wants.ListCases(Query("", "all", words="Brief Kapper"))),
        ("zoek 0042", wants.ListCases(Query("", "all", words="0042"))),
        ("Overzichten", wants.ShowOverviews()),
        ("toon open verzoeken", wants.ListCases(Query("rights", "open"))),
        ("verlengde verzoeken van dit jaar", wants.ListCases(Query("rights", "extended", "year"))),
        ("Toon open vragen", wants.ListCases(Query("consult", "open"))),
        ("datalekken bij de AP", wants.ListCases(Query("breach", "notified"))),
        ("toon RV-2026-0007", wants.ShowCase("RV-2026-0007")),
        ("AD-2026-3", wants.ShowCase("AD-2026-0003")),
        ("toon XX-2026-0007", None),
        ("maandoverzicht verzoeken", wants.ShowMonth("rights", 2026, 11)),
        ("maandoverzicht van de vragen", None),
        ("maandoverzicht vragen van oktober", wants.ShowMonth("consult", 2026, 10)),
        ("maandoverzicht", wants.ShowMonth("", 2026, 11)),
        ("toon maandoverzicht oktober", wants.ShowMonth("", 2026, 10)),
        ("maandoverzicht van december", wants.ShowMonth("", 2025, 12)),
        ("maandoverzicht oktober 2024", wants.ShowMonth("", 2024, 10)),
        ("maandoverzicht 2026-09", wants.ShowMonth("", 2026, 9)),
        ("maandoverzicht 9-2026", wants.ShowMonth("", 2026, 9)),
        ("maandoverzicht vorige maand", wants.ShowMonth("", 2026, 10)),
        ("maandoverzicht 2026-13", None),
        ("maandoverzicht 0000-01", None),
        ("maandoverzicht van de week", None),
        ("zoek", None),
        ("zoek  ", None),
        ("toon", None),
        ("ik wil een datalek melden", None),
        ("DL-2026", None),
        ("toon open datalekken graag nu meteen", None),
        ("", None),
    ],
)
def test_what_a_line_asks(typed: str, wanted: object) -> None:
    assert registers.read_command(typed, ALL, NOW) == wanted


@pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
def test_every_register_is_reached_by_its_own_words(register: Register[Any]) -> None:
    typed = register.typed
    assert set(FILTERS) <= set(typed.lists) <= {*FILTERS, *register.listing.marks}
    for wanted, said in typed.lists.items():
        for line in said:
            assert registers.read_command(line, ALL, NOW) == wants.ListCases(Query(register.name, wanted))
    for start in typed.one:
        number = f"{register.prefix}-2026-0001"
        assert registers.read_command(f"{start} {number}", ALL, NOW) == wants.ShowCase(number)
    for subject in typed.subject:
        assert registers.read_command(f"maandoverzicht {subject}", ALL, NOW) == wants.ShowMonth(
            register.name, 2026, 11
        )
    assert typed.subject
    assert typed.one
    assert bool(typed.new) == bool(typed.button) == (register.made.by_hand is not None)
    assert {read_new_entry(line, REGISTERS) for line in typed.new} <= {register.name}


def test_what_is_searched_for_is_masked_and_bounded() -> None:
    told = registers.read_command("zoek 111222333", ALL, NOW)
    assert isinstance(told, wants.ListCases)
    assert "111222333" not in told.query.words
    long = registers.read_command("zoek " + "woord " * 40, ALL, NOW)
    assert isinstance(long, wants.ListCases)
    assert len(long.query.words) <= 60
    assert registers.read_command("zoek " + "woord " * 60, ALL, NOW) is None, "too long for a command"


def test_january_comes_after_december() -> None:
    january = datetime(2026, 1, 15, tzinfo=NOW.tzinfo)
    assert registers.read_month("vorige maand", january) == wants.ShowMonth("", 2025, 12)
    assert registers.read_month("januari", january) == wants.ShowMonth("", 2026, 1)


@given(st.text(max_size=400))
def test_no_text_is_too_strange(typed: str) -> None:
    registers.read_command(typed, ALL, NOW)
    registers.read_command(f"zoek {typed}", ALL, NOW)
    registers.read_command(f"maandoverzicht {typed}", ALL, NOW)
    registers.read_month(typed[:7], NOW)


def test_no_sentence_that_means_something_else_is_a_command() -> None:
    taken = [text for text, _, _ in EXPECTED if registers.read_command(text, ALL, NOW) is not None]
    named = ["wat is de status van DL-2026-0001", "DL-2026-0042"]
    assert taken == named, "a number by itself asks for that case, of officers and of its reporter"


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("jaarcijfers", 2026),
        ("Toon de jaarcijfers 2025.", 2025),
        ("jaarcijfers van 2024", 2024),
        ("jaarcijfers vorig jaar", 2025),
        ("jaarcijfers 1999", None),
        ("jaarcijfers van mijn team", None),
    ],
)
def test_the_figures_of_a_year(typed: str, year: int | None) -> None:
    assert registers.read_command(typed, ALL, NOW) == (wants.ShowYear(year) if year else None)


def test_a_made_up_year_is_this_one() -> None:
    assert [registers.read_year(each, NOW) for each in ("2025", "", "٢٠٢٥", "99999", "-1")] == [
        2025,
        2026,
        2026,
        2026,
        2026,
    ]
