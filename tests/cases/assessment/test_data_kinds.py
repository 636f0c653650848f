"""Free words about data find their class."""

import pytest

from cases.assessment.data_kinds import LEVEL_OF, Level, read_data_kinds, say
from cases.breach.case import UNKNOWN
from cases.breach.report import DATA_KINDS, NO_DATA


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("medische gegevens", "health"),
        ("Ziekteverzuim", "health"),
        ("bankrekeningnummer", "finance"),
        ("bijstandsuitkering", "benefits"),
        ("BSN-nummer", "bsn"),
        ("kopie ID", "id_copy"),
        ("wachtwoorden", "login"),
        ("NAW", "contact"),
        ("factuuradres", "contact"),
        ("strafblad", "crime"),
        ("geloofsovertuiging", "religion"),
        ("vakbondslidmaatschap", "union"),
        ("etnische afkomst", "ethnic"),
        ("seksuele geaardheid", "sexual"),
        ("politieke voorkeur", "political"),
        ("vingerafdrukken", "biometric"),
        ("DNA-profiel", "genetic"),
        ("GPS", "location"),
        ("pasfoto", "image"),
        ("kinderen", "children"),
        ("geheim adres", "safety"),
        ("allergieën", "mild_health"),
        ("adres van de vrouwenopvang", "safety"),
        ("contactverbod", "safety"),
        ("namen van wanbetalers", "finance"),
        ("huurachterstand", "finance"),
        ("adressen van statushouders", "benefits"),
        ("lijst met daklozen", "benefits"),
        ("Wajong", "health"),
        ("loonwaarde", "health"),
        ("no-riskpolis", "health"),
        ("doelgroepregister", "health"),
        ("ex-gedetineerden", "crime"),
        ("echtscheiding", "household"),
    ],
)
def test_words_find_their_class(word: str, name: str) -> None:
    found = read_data_kinds([word])
    assert name in found.classes
    assert found.unread == 0


def test_words_that_no_class_has_are_not_taken_for_harmless() -> None:
    for words in (["terras"], ["naam en bloemschikken"]):
        assert read_data_kinds(words).unread == 1
    assert read_data_kinds(["geen medische gegevens", "naam"]).read_level == Level.HARMLESS


def test_the_closed_lists_of_a_report_are_understood() -> None:
    levels = {each: read_data_kinds([each]) for each in DATA_KINDS}
    at_least = {
        "financieel": Level.SENSITIVE,
        "bsn": Level.SENSITIVE,
        "id_kopie": Level.SENSITIVE,
        "login": Level.SENSITIVE,
    }
    at_least |= dict.fromkeys(("gezondheid", "bijzonder", "strafrecht"), Level.SPECIAL)
    assert {name: levels[name].read_level for name in at_least} == at_least
    assert levels["contact"].classes == {"contact"}
    assert levels[NO_DATA].nothing
    assert levels[UNKNOWN].unread == levels["anders"].unread == 1


def test_every_class_has_stems() -> None:
    assert all(say(f"stems.{name}") for name in LEVEL_OF)


# From good to bad; None is what is not known.
