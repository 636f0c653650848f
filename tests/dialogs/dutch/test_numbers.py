"""Numbers, counts and yes or no, the way people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.numbers import read_count_range, read_number, read_yes_no

NUMBERS = {
    "14": 14,
    "1.200": 1200,
    "1 200": 1200,
    "1.200.000": 1_200_000,
    "twaalf": 12,
    "een stuk of 30": 30,
    "een stuk of dertig": 30,
    "honderd": 100,
    "± 40": 40,
    "+- 40": 40,
    "+/-40": 40,
    "~40": 40,
    "ca. 40": 40,
    "ca.40": 40,
    "zo'n 25 mensen": 25,
    "ongeveer veertien cliënten": 14,
    "één": 1,
    "een": 1,
    "een cliënt": 1,
    "maar één persoon": 1,
    "eenentwintig": 21,
    "drieëntwintig": 23,
    "honderdvijftig": 150,
    "tweehonderd": 200,
    "drie honderd": 300,
    "honderd en vijf": 105,
    "twaalfhonderd": 1200,
    "duizend": 1000,
    "duizend vijfhonderd": 1500,
    "vijfentwintigduizend": 25_000,
    "10 duizend": 10_000,
    "10k": 10_000,
    "twee miljoen": 2_000_000,
    "een twintigtal": 20,
    "een tiental": 10,
    "40+": 40,
    "١٤": 14,
    "１４": 14,
    "-5": -5,
    "0": 0,
    "nul": 0,
    "geen": 0,
    "14.": 14,
    "(14)": 14,
    "10 tot 15": None,
    "10-15": None,
    "2,5": None,
    "1.2": None,
    "11-10-2026": None,
    "14:05": None,
    "weet ik niet": None,
    "geen idee": None,
    "een paar": None,
    "een hele afdeling": None,
    "iedereen": None,
    "14 mensen en 3 dossiers": None,
    "": None,
    "123456789012345": None,
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_is_read(text: str, number: int | None) -> None:
    assert read_number(text) == number


COUNTS = {
    "1": "1",
    "één cliënt": "1",
    "alleen een collega": "1",
    "veertien mensen": "11-100",
    "weet ik niet": "onbekend",
    "Weet ik nog niet.": "onbekend",
    "geen idee": "onbekend",
    "onbekend": "onbekend",
    "?": "onbekend",
    "tussen de 20 en 50": "11-100",
    "tussen 50 en 200": "101-1000",
    "minder dan 10": "2-10",
    "minder dan 100": "11-100",
    "onder de 100": "11-100",
    "nog geen 1000": "101-1000",
    "meer dan 10": "11-100",
    "meer dan honderd": "101-1000",
    "> 1000": "1001+",
    "100+": "101-1000",
    "ruim 100": "101-1000",
    "10": "2-10",
    "11": "11-100",
    "100": "11-100",
    "101": "101-1000",
    "1.000": "101-1000",
    "1001": "1001+",
    "10 tot 15": "11-100",
    "10-15": "11-100",
    "10 à 15": "11-100",
    "3 of 4": "2-10",
    "2 t/m 9": "2-10",
    "meer dan 10 maar minder dan 100": "11-100",
    "tientallen": "11-100",
    "een paar honderd": "101-1000",
    "honderden cliënten": "101-1000",
    "duizenden": "1001+",
    "een paar duizend": "1001+",
    "een paar": "2-10",
    "enkele mensen": "2-10",
    "maximaal 8": "2-10",
    "een stuk of 30": "11-100",
    "14 mensen en een paar dossiers": "11-100",
    "0": None,
    "-5": None,
    "iedereen": None,
    "15-10": None,
    "11-10-2026": None,
    "": None,
}


@pytest.mark.parametrize(("text", "value"), COUNTS.items())
def test_a_count_falls_in_a_range(text: str, value: str | None) -> None:
    assert read_count_range(text) == value


YES_NO = {
    "ja": "ja",
    "Ja!": "ja",
    "jaaa": "ja",
    "jazeker": "ja",
    "klopt": "ja",
    "ja hoor": "ja",
    "ja, dat klopt": "ja",
    "ja graag": "ja",
    "ja zeker weten": "ja",
    "👍": "ja",
    "👍🏽": "ja",
    "inderdaad": "ja",
    "oké": "ja",
    "nee": "nee",
    "nee hoor": "nee",
    "nope": "nee",
    "neee": "nee",
    "nee, dat klopt niet": "nee",
    "nee helaas niet": "nee",
    "nog niet": "nee",
    "ik twijfel": "twijfel",
    "weet ik niet": "twijfel",
    "weet ik niet hoor": "twijfel",
    "geen idee": "twijfel",
    "misschien": "twijfel",
    "ja misschien": "twijfel",
    "nee, dat weet ik niet": "twijfel",
    "niet dat ik weet": "twijfel",
    "ik denk het wel": "twijfel",
    "ja maar het was mijn collega": None,
    "ja dat klopt niet": None,
    "nee dat klopt": None,
    "de mail is op ja gezet": None,
    "ja nee": None,
    "januari": None,
    "ik heb een datalek": None,
    "": None,
    "ja " * 500: None,
}


@pytest.mark.parametrize(("text", "meaning"), YES_NO.items())
def test_yes_and_no_are_read_from_whole_answers_only(text: str, meaning: str | None) -> None:
    assert read_yes_no(text) == meaning


@given(st.integers(0, 999_999_999_999))
def test_any_number_is_read_back_with_and_without_dots(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"ongeveer {number:,} mensen".replace(",", ".")) == number


@given(
    st.one_of(st.text(), st.text("0123456789 .-+,k", max_size=40), st.text("honderduizntweja ", max_size=40))
)
def test_nothing_that_is_typed_raises(text: str) -> None:
    read_number(text)
    assert read_count_range(text) in {None, "1", "2-10", "11-100", "101-1000", "1001+", "onbekend"}
    assert read_yes_no(text) in {None, "ja", "nee", "twijfel"}


@pytest.mark.parametrize(("length", "said"), [(200, "ja"), (201, None)])
def test_yes_is_a_short_line(length: int, said: str | None) -> None:
    assert read_yes_no("ja".ljust(length)) == said
