"""Which language a line is in: only when that is plain. Our own Dutch is Dutch, whatever English words are in it."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.understanding.sentences import read_sentences
from dialogs.dutch import languages
from dialogs.dutch.languages import load_languages
from tests.cards.example_words import NASTY

LANGUAGES = load_languages()
SENTENCES = read_sentences()

WRITE_OTHERWISE = frozenset({"b04", "d07", "e07", "g07", "j04", "m04", "n01", "seed", "u01", "u02"})
"""Writers who write English, German or French in other styles too."""

TAKEN_WRONGLY, HEARD = 20, 0.9
"""Lines of other writers that may be taken for another language (of 30,000; those that are left hold mostly words that
are English or Turkish indeed); and how many of the English lines are recognised, at least."""


def test_dutch_lines_are_not_taken_for_another_language() -> None:
    others = [each for each in SENTENCES if each.style != "english" and each.writer not in WRITE_OTHERWISE]
    taken = {each.text: LANGUAGES.of(each.text) for each in others}
    wrong = {text: language for text, language in taken.items() if language is not None}
    assert len(taken) > 25_000
    assert len(wrong) <= TAKEN_WRONGLY, wrong


def test_english_lines_are_mostly_recognised() -> None:
    found = Counter(LANGUAGES.of(each.text) for each in SENTENCES if each.style == "english")
    assert set(found) <= {"en", None}
    assert found["en"] >= HEARD * found.total()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I think I sent an email to the wrong person", "en"),
        ("laptop lost", "en"),
        ("thank you", "en"),
        ("Ich habe eine E-Mail an die falsche Person geschickt", "de"),
        ("Mein Laptop wurde gestohlen", "de"),
        ("Wie lange dürfen wir Daten aufbewahren?", "de"),
        ("J’ai envoyé un mail à la mauvaise personne", "fr"),
        ("Combien de temps puis-je garder un dossier ?", "fr"),
        ("Bir müşteriye yanlış e-posta gönderdim", "other"),
        ("Wysłałem maila do niewłaściwej osoby", "other"),
        ("أرسلت البريد إلى الشخص الخطأ", "other"),
        ("Я отправил письмо не тому человеку", "other"),
        ("hola que tal", "other"),
        ("mag ik de file sharen met the team", None),
        ("privacy by design", None),
        ("dank je", None),
        ("op een link geklikt in een phishing mail van de helpdesk", None),
        ("bcc of los?", None),
        ("help", None),
        ("menu", None),
        ("👍👍👍", None),
        ("", None),
    ],
)
def test_a_language_is_told_when_it_is_plain(text: str, language: str | None) -> None:
    assert LANGUAGES.of(text) == language


@given(st.one_of(st.text(max_size=2000), st.sampled_from(sorted(NASTY.values()))))
def test_any_text_may_come(text: str) -> None:
    assert LANGUAGES.of(text) in ("en", "de", "fr", "other", None)
    assert LANGUAGES.of(text.upper()) == LANGUAGES.of(text.upper() + "  ")


def test_a_word_is_in_the_plain_list_of_one_language_alone() -> None:
    told = tomllib.loads(Path(languages.__file__).with_suffix(".toml").read_text("utf-8"))
    plain = Counter(word for words in told.values() for word in set(words["plain"].split()))
    assert {word for word, count in plain.items() if count > 1} == set()
    for words in told.values():
        assert set(words["plain"].split()).isdisjoint(words["shared"].split())
