"""Numbers and counts by the kinds in which they were read wrongly: scales, shares, signs, what counts nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.number_words import value_of
from dialogs.dutch.numbers import read_count_range, read_number

NUMBERS_BY_KIND: dict[str, int | None] = {
    "een of twee": None,
    "dozijnen": None,
    "3²": None,
    "duizend een": None,
    "anderhalf duizend": 1500,
    "een half dozijn": 6,
    "half dozijn": 6,
    "anderhalf miljoen": 1_500_000,
    "een half miljoen": 500_000,
    "twee en een half duizend": 2500,
    "tweeënhalf duizend": 2500,
    "2 en een half miljoen": 2_500_000,
    "anderhalf honderd": 150,
    "vier miljard": 4_000_000_000,
    "een miljard": 1_000_000_000,
    "miljard": 1_000_000_000,
    "2 miljard": 2_000_000_000,
    "drie biljoen": 3_000_000_000_000,
    "driemiljard": 3_000_000_000,
    "twee miljoen driehonderd duizend": 2_300_000,
    "twee miljoen driehonderdduizend vierhonderd vijf": 2_300_405,
    "eenmiljoentweehonderdduizend": 1_200_000,
    "tweehonderdvijftigduizenddriehonderdvijfentwintig": 250_325,
    "drieduizend vierhonderd zesentwintig": 3426,
    "drie duizend vier honderd zesentwintig": 3426,
    "tweehonderd vijftig duizend": 250_000,
    "honderdduizend": 100_000,
    "duizendeneen": 1001,
    "duizend en een": None,
    "achtentachtigduizend negenhonderd negenennegentig": 88_999,
    "een op de twintig": None,
    "1 op de 20": None,
    "drie van de tien": None,
    "3 uit 10": None,
    "twee en een half": None,
    "drie en een half": None,
    "een derde": None,
    "drie vijfde": None,
    "driekwart": None,
    "de helft van 300": None,
    "een kwart van de 200": None,
    "20%": None,
    "twintig procent": None,
    "20 procent": None,
    "2½": None,
    "½": None,
    "anderhalf": None,
    "vijf komma twee": None,
    "5 punt 2": None,
    "een half": None,
    "5 1/4": None,
    ",08": None,
    ".5": None,
    "0,5": None,
    "drie dozijnen": 36,
    "3 dozijn": 36,
    "een dozijn": 12,
    "drie dozijn mensen": 36,
    "twee en een half dozijn": 30,
    "0612345678": None,
    "06 12345678": None,
    "06-12345678": None,
    "007": None,
    "+31612345678": None,
    "min 5": None,
    "minus vijf": None,
    "min vijf": None,
    "- 5": None,
    "1,2 miljoen": 1_200_000,
    "2.5 miljoen": 2_500_000,
    "1,5 duizend": 1500,
    "1,5k": 1500,
    "1,2345 miljoen": None,
    "14 november": None,
    "€ 20": None,
    "20 euro": None,
    "1.200,-": None,
    "1.200,00": None,
    "18-jarige": None,
    "de vijfde": None,
    "3e": None,
    "geen 5": None,
    "niet 5": None,
    "iedereen behalve 3": None,
    "kamer 12": None,
    "artikel 6": None,
    "een paar honderd": None,
    "3 uur": 3,
    "8 dagen": 8,
    "vijf en twintig": None,
    "twintig dertig": None,
    "twintig of dertig": None,
    "half negen": None,
    "driehonderdveertg": None,
    "vijf-en-twintig": None,
    "2 ^ 3": None,
    "1e7": None,
    "322 honderd": 32_200,
    "10 k": 10_000,
    "tien mensen, vijf dossiers": None,
    "een stuk of wat": None,
    "3 duizend": 3000,
    "duizendvijf": 1005,
    "vijfhonderdtal": None,
    "veertig man": 40,
    "achttien cliënten en hun partners": 18,
    "honderd-twintig": None,
    "12.5": None,
    "1.23.4": None,
    "vier keer": 4,
}

COUNTS_BY_KIND: dict[str, str | None] = {
    "een of twee": "2-10",
    "twee dozijnen": "11-100",
    "<= 10": "2-10",
    "14 dagen": None,
    "3 jaar": None,
    "tussen de tien en de vijftien": "11-100",
    "een handvol": "2-10",
    "een handje vol": "2-10",
    "drie dozijn": "11-100",
    "dozijnen": "11-100",
    "vier miljard": "1001+",
    "1,2 miljoen": "1001+",
    "een op de twintig": None,
    "twee en een half": None,
    "min 5": None,
    "0612345678": None,
    "612345678": None,
    "niet meer dan 10": "2-10",
    "niet meer dan tien": "2-10",
    "minstens 10": "2-10",
    "nog geen twintig": "11-100",
    "een paar 100": "101-1000",
    "een paar 1000": "1001+",
    "een paar van de twintig": None,
    "enkele tientallen": "11-100",
    "tien à vijftien": "11-100",
    "van 10 tot 15": "11-100",
    "tussen de 50 en 200 mensen": "101-1000",
    "anderhalf duizend": "1001+",
    "half dozijn": "2-10",
    "honderdtallen": "101-1000",
    "tienduizenden": "1001+",
    "3 november": None,
    "20%": None,
    "maandag 3": None,
    "5 van de 20": None,
    "een man of twintig": "11-100",
    "vijf tot tien": "2-10",
    "hooguit 5": "2-10",
    "op 3 na iedereen": None,
    "een stuk of wat": "2-10",
    "3e": None,
    "enkele procenten": None,
    "1200": "1001+",
    "meer dan de helft": None,
    "paar miljard": "1001+",
    "zo'n anderhalf duizend": "1001+",
    "twee dozijn": "11-100",
    "een dozijn": "11-100",
    "drie paar": None,
}


@pytest.mark.parametrize(("typed", "number"), NUMBERS_BY_KIND.items())
def test_a_number_of_every_kind(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(("typed", "value"), COUNTS_BY_KIND.items())
def test_a_count_of_every_kind(typed: str, value: str | None) -> None:
    assert read_count_range(typed) == value


UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
TEENS = [
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
LARGE = [(10**9, "miljard"), (10**6, "miljoen"), (1000, "duizend")]


def in_words(number: int, space: str) -> str:
    """A number in words; `space` stands between a scale and what follows it."""
    for size, scale in LARGE:
        if number >= size:
            times, rest = divmod(number, size)
            before = "" if times == 1 and size == 1000 else in_words(times, "")
            return (
                before + (space if before else "") + scale + (space + in_words(rest, space) if rest else "")
            )
    if number >= 100:
        times, rest = divmod(number, 100)
        return (UNITS[times - 1] if times > 1 else "") + "honderd" + (in_words(rest, "") if rest else "")
    if number >= 20:
        ones = UNITS[number % 10 - 1] + "en" if number % 10 else ""
        return ones + TENS[number // 10 - 2]
    return TEENS[number - 10] if number >= 10 else UNITS[number - 1]


@given(st.integers(2, 999_999_999_999))
def test_any_number_is_read_back_from_its_words(number: int) -> None:
    assert value_of(in_words(number, "")) == number
    apart = in_words(number, " ")
    # "Drieduizend een": one more, or an article?
    assert read_number(apart) == (None if " een " in f"{apart} " else number)
    assert read_number(f"ongeveer {in_words(number, '')} mensen") == number


NUMBERS = st.one_of(
    st.integers(2, 99_999).map(str), st.integers(2, 99_999).map(lambda number: in_words(number, ""))
)
NO_COUNTS = [
    "min {}",
    "minus {}",
    "een op de {}",
    "drie van de {}",
    "{} procent",
    "{}%",
    "{} en een half",
    "{} komma vijf",
    "de helft van {}",
    "€ {}",
    "{} euro",
    "{} november",
    "de vijfde van de {}",
    "niet {}",
    "{} tot {}",
]


@given(NUMBERS, st.sampled_from(NO_COUNTS))
def test_a_share_a_sign_money_and_a_date_are_no_number(number: str, said: str) -> None:
    assert read_number(said.format(number, number)) is None
