"""The loader of words: it fails at once and says where."""

from pathlib import Path

import pytest

from cards.words import placeholders, words_beside


def beside(folder: Path, toml: str) -> str:
    (folder / "kaart.nl.toml").write_text(toml, "utf-8")
    return str(folder / "kaart.py")


def test_a_sentence_is_found_and_filled_in(tmp_path: Path) -> None:
    say = words_beside(beside(tmp_path, '[knop]\ngroet = "Dag {name}, {count} keer"\n1 = "een"'))
    assert say("knop.groet", name="Sam", count=2, spare="x") == "Dag Sam, 2 keer"
    assert say("knop.1") == "een"


def test_braces_that_are_meant_stay(tmp_path: Path) -> None:
    say = words_beside(beside(tmp_path, 'groet = "Dag {{name}}"\nsluit = "}}"'))
    assert (say("groet"), say("sluit")) == ("Dag {name}", "}")


def test_values_are_put_in_as_they_are(tmp_path: Path) -> None:
    say = words_beside(beside(tmp_path, 'groet = "Dag {name}"'))
    assert say("groet", name="{name} {0} {{x}}") == "Dag {name} {0} {{x}}"


def test_an_unknown_key_or_a_missing_value_fails(tmp_path: Path) -> None:
    say = words_beside(beside(tmp_path, 'groet = "Dag {name}"'))
    with pytest.raises(LookupError, match=r"kaart\.nl\.toml.*'dag'"):
        say("dag")
    with pytest.raises(LookupError, match="name"):
        say("groet")


def test_a_file_that_is_no_words_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="groet"):
        words_beside(beside(tmp_path, "groet = 3"))
    with pytest.raises(FileNotFoundError):
        words_beside(str(tmp_path / "weg.py"))


@pytest.mark.parametrize("sentence", ["{}", "{0}", "{name.other}", "{a[0]}", "{"])
def test_only_plain_names_are_placeholders(sentence: str) -> None:
    with pytest.raises(ValueError, match=r"placeholder|brace|Single|expected"):
        placeholders(sentence)
