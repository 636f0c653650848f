"""docs/privacy.md is true of the code: every register, term, reader and address in it is what the bot does."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.registers import BREACH
from cases.advice.case import LIFE as ADVICE_LIFE
from cases.consult.life import READERS as CONSULT_READERS
from cases.desks.destruction import years_of
from cases.organisation import Retention, Terms
from cases.register.register import Register
from state_machines.breach_life import OFFICERS
from state_machines.record_life import READERS as RECORD_READERS
from state_machines.rights_life import READERS as RIGHTS_READERS
from tests.cases.breach.by_chance import ORG
from tests.registers import HAPPENED

ROOT = Path(__file__).parents[2]
NOTE = (ROOT / "docs" / "privacy.md").read_text("utf-8")

OFFICE_WORDS = {"po": "Privacy Officer", "fg": "FG", "jz": "JZ"}


def section(title: str) -> str:
    """What stands under this heading."""
    return re.split(rf"^## {re.escape(title)}$", NOTE, flags=re.MULTILINE)[1].split("\n## ")[0]


def rows(title: str) -> Iterator[list[str]]:
    """The rows of the tables under this heading, without their heads."""
    for line in section(title).splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")]
        if (
            line.startswith("|")
            and not set(line) <= set("|-")
            and cells[0] not in ("wat", "register", "onderdeel")
        ):
            yield cells


def told(title: str, prefix: str) -> str:
    """The row about this register."""
    (found,) = [" ".join(cells[1:]) for cells in rows(title) if f"({prefix})" in cells[0]]
    return found


@pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
def test_each_register_has_its_purpose_its_readers_and_its_term(register: Register) -> None:
    prefix = register.prefix
    purpose = told("Waarom de bot dit mag", prefix)
    assert "(c)" in purpose or "(e)" in purpose
    assert told("Wie ziet het", prefix)
    assert f"({prefix})" in section("Welke gegevens")
    years, term = years_of(register.name, ORG), told("Hoe lang", prefix)
    assert (f"{years} jaar na" in term) if years is not None else ("instelt" in term)
    assert prefix in section("Voor het verwerkingsregister")


def test_the_readers_are_those_of_the_code() -> None:
    read = {
        "RV": RIGHTS_READERS,
        "KA": ADVICE_LIFE.offices,
        "VR": RECORD_READERS,
        "OV": RECORD_READERS,
    }
    for prefix, offices in read.items():
        assert {
            each for each, word in OFFICE_WORDS.items() if word in told("Wie ziet het", prefix)
        } == offices
    assert {"po", "fg"} == OFFICERS
    assert "JZ leest de zaak zelf niet" in told("Wie ziet het", BREACH.prefix)
    assert set(OFFICE_WORDS) == CONSULT_READERS
    assert "dat hem eerst had, meelezen" in told("Wie ziet het", "AD")


def test_the_terms_are_the_defaults() -> None:
    kept, terms = Retention(), Terms()
    assert (kept.breach_years, kept.rights_years, kept.consult_years, kept.advice_years) == (5, 5, 5, 5)
    assert (kept.processing_years, kept.agreement_years, kept.standing_years) == (None, None, None)
    assert f"{terms.draft_days} dagen na je laatste antwoord" in section("Hoe lang")
    for what in ("export", "back-up", "kwartaal", "adres van je chat", "concept", "logboeken"):
        assert any(what in cells[0] for cells in rows("Hoe lang")), what


def test_rights_come_with_the_addresses_of_the_fg_and_of_the_ap() -> None:
    """AVG article 13(1)(b) and (2)(b) and (d)."""
    example = tomllib.loads((ROOT / "organisation.example.toml").read_text("utf-8"))
    rights = section("Je rechten")
    assert example["offices"]["fg"]["email"] in rights
    assert example["offices"]["jz"]["email"] in rights
    assert "autoriteitpersoonsgegevens.nl" in rights
    for article in (15, 16, 17, 18, 20, 21, 22):
        assert f"artikel {article})" in rights, article


def test_a_processor_has_its_agreement_and_nobody_is_left_out() -> None:
    readers = section("Wie ziet het")
    assert "verwerkersovereenkomst" in readers
    for each in ("Microsoft", "maildienst", "beheerders", "Vervangers"):
        assert each in readers
        assert each.lower().rstrip("s") in section("Voor het verwerkingsregister").lower()


def test_no_sentence_of_it_is_long() -> None:
    lines = [
        re.sub(r"[*`]|\([^)]*\)", "", each) for each in NOTE.splitlines() if not each.startswith(("|", "#"))
    ]
    running = " ".join(each or "." for each in lines)
    long = [each for each in re.split(r"(?<=[.?!:;])\s+", running) if len(each.split()) > 22]
    assert long == []
