"""How free Dutch words are sorted into classes: every stem, the longest one counts, accents and letters do not."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cases.assessment.data_kinds as module
from cases.assessment.data_kinds import ABOUT_VULNERABLE, LEVEL_OF, WHOLE_WORD_UP_TO, Level, read_data_kinds

WORDS = tomllib.loads(Path(module.__file__).with_suffix(".nl.toml").read_text("utf-8"))["stems"]
STEMS = {name: [stem.strip() for stem in told.split(",")] for name, told in WORDS.items()}
READERS = {"nothing", "joint", "denial", "with_occasion"}
EVERY = [(name, stem) for name, stems in STEMS.items() if name not in READERS for stem in stems]

LEVELS = {
    "naam": Level.HARMLESS,
    "nieuwsbrief": Level.HARMLESS,
    "verjaardag": Level.HARMLESS,
    "dieet": Level.HARMLESS,
    "leeftijd": Level.ORDINARY,
    "polis": Level.ORDINARY,
    "cv": Level.ORDINARY,
    "kenteken": Level.ORDINARY,
    "gps": Level.ORDINARY,
    "cookies": Level.ORDINARY,
    "pasfoto": Level.ORDINARY,
    "gezin": Level.ORDINARY,
    "klantnummer": Level.ORDINARY,
    "client van wil": Level.SENSITIVE,
    "kinderen": Level.ORDINARY,
    "inkomen": Level.SENSITIVE,
    "bijstand": Level.SENSITIVE,
    "bsn": Level.SENSITIVE,
    "paspoort": Level.SENSITIVE,
    "wachtwoord": Level.SENSITIVE,
    "geheim adres": Level.SENSITIVE,
    "gevoelig": Level.SENSITIVE,
    "diagnose": Level.SPECIAL,
    "geloof": Level.SPECIAL,
    "vakbond": Level.SPECIAL,
    "afkomst": Level.SPECIAL,
    "geaardheid": Level.SPECIAL,
    "politiek": Level.SPECIAL,
    "vingerafdruk": Level.SPECIAL,
    "dna": Level.SPECIAL,
    "strafblad": Level.SPECIAL,
    "bijzonder": Level.SPECIAL,
}
"""A word of each class, and how much harm it can do (policy point 2, AVG articles 9 and 10)."""


def test_every_class_has_its_words_and_its_level() -> None:
    assert set(STEMS) - READERS == set(LEVEL_OF)
    assert {name for word in LEVELS for name in read_data_kinds([word]).classes} == set(LEVEL_OF)


@pytest.mark.parametrize("word", LEVELS)
def test_the_level_of_a_word(word: str) -> None:
    assert read_data_kinds([word]).read_level == LEVELS[word]


@pytest.mark.parametrize(("name", "stem"), EVERY)
def test_every_stem_is_read_as_its_class_alone(name: str, stem: str) -> None:
    found = read_data_kinds([stem])
    assert found.classes == {name}
    assert (found.unread, found.nothing) == (0, False)
    assert found.about_vulnerable is (name in ABOUT_VULNERABLE)
    inside = read_data_kinds([f"xx{stem}xx"]).classes
    assert (name in inside) or len(stem) <= WHOLE_WORD_UP_TO


@pytest.mark.parametrize("word", [word for word in LEVELS if len(word) <= WHOLE_WORD_UP_TO])
def test_a_short_stem_counts_as_a_whole_word_only(word: str) -> None:
    for longer in (f"x{word}", f"{word}x"):
        assert read_data_kinds([longer]).unread == 1
    assert read_data_kinds([f"een {word} erbij"]).unread == 0


@pytest.mark.parametrize(
    ("told", "classes"),
    [
        ("factuuradres", {"contact"}),
        ("adres en factuur", {"contact", "finance"}),
        ("geheim adres", {"safety"}),
        ("jeugdzorg", {"health"}),
        ("jeugd, zorg", {"children", "health"}),
        ("zorgverzekering", {"insurance"}),
        ("NÁÁM", {"contact"}),
        ("patiënt", {"health"}),
        ("cliëntnummer", {"number"}),
        ("ﬁnanciën", {"finance"}),
        ("naam/bsn;iban:dna+cv&gps(polis)leeftijd", {
            "contact", "bsn", "finance", "genetic", "application", "location", "insurance", "birth",
        }),
        ("naam\nbsn", {"contact", "bsn"}),
    ],
)  # fmt: skip
def test_of_words_within_words_the_longest_counts(told: str, classes: set[str]) -> None:
    found = read_data_kinds([told])
    assert found.classes == classes
    assert found.unread == 0


@pytest.mark.parametrize(
    ("told", "unread", "nothing"),
    [
        ([], 0, False),
        (["", " , ;"], 0, False),
        (["geen"], 0, True),
        (["Geen persoonsgegevens."], 0, True),
        (["n.v.t."], 0, True),
        (["geen", "nvt"], 0, True),
        (["geen", "naam"], 0, False),
        (["geen medische gegevens"], 0, False),
        (["zonder bsn, niet het adres"], 0, False),
        (["bloemschikken"], 1, False),
        (["bloemschikken en breien, naam"], 2, False),
    ],
)
def test_what_is_denied_is_nothing_and_what_is_unknown_is_counted(
    told: list[str], unread: int, nothing: bool
) -> None:
    found = read_data_kinds(told)
    assert (found.unread, found.nothing) == (unread, nothing)
    assert found.read_level == Level.HARMLESS


@pytest.mark.parametrize(
    ("told", "mild", "little"),
    [
        (["dieetwens"], True, True),
        (["dieetwens, naam"], True, True),
        (["dieetwens, inkomen"], True, True),
        (["dieetwens, diagnose"], True, False),
        (["dieetwens, bloemschikken"], True, False),
        (["diagnose"], False, False),
        (["naam"], False, False),
    ],
)
def test_a_wish_for_a_meal_tells_little_when_it_is_all_there_is(
    told: list[str], mild: bool, little: bool
) -> None:
    found = read_data_kinds(told)
    assert (found.mild_health, found.tells_little) == (mild, little)


@given(st.lists(st.sampled_from(sorted(LEVELS)), min_size=1, max_size=5))
def test_the_highest_level_counts(words: list[str]) -> None:
    together, apart = read_data_kinds([", ".join(words)]), read_data_kinds(words)
    assert together == apart
    assert apart.read_level == max(LEVELS[word] for word in words)
