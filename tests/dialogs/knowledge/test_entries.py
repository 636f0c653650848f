"""What is wrong with an entry stops the start, in one clear error."""

from pathlib import Path

import pytest

from dialogs.knowledge.entries import LONGEST_QUESTION, MOST_WORDS, load_entries
from dialogs.texts import TextsDoNotFit

SOUND = {
    "id": '"wat-is-een-proef"',
    "vraag": '"Wat is een proef?"',
    "manieren": '["proef", "een proef", "wat is proef", "proef uitleg", "leg proef uit"]',
    "antwoord": '"Een proef is een verzonnen vraag."',
    "punten": '["1"]',
}


def loaded(folder: Path, *entries: dict[str, str]) -> int:
    """How many entries there are once these stand in the folder, each in a file of its own."""
    for place, entry in enumerate(entries):
        lines = [f"{name} = {value}" for name, value in entry.items()]
        (folder / f"{place}.nl.toml").write_text("\n".join(["[[kennis]]", *lines]), "utf-8")
    return len(load_entries(folder, ["breach"]))


def test_a_sound_entry_is_read(tmp_path: Path) -> None:
    assert loaded(tmp_path, SOUND) == 1
    assert loaded(tmp_path, {**SOUND, "gesprek": '"breach"', "staat": '"bot"', "punten": "[]"}) == 1


@pytest.mark.parametrize(
    "longest", [{"antwoord": f'"{"woord " * MOST_WORDS}"'}, {"vraag": f'"{"w" * LONGEST_QUESTION}"'}]
)
def test_what_just_fits_is_read(tmp_path: Path, longest: dict[str, str]) -> None:
    assert loaded(tmp_path, {**SOUND, **longest}) == 1


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ({"kleur": '"rood"'}, "kleur"),
        ({"staat": '"misschien"'}, "staat"),
        ({"vraag_aan": '"ict"'}, "vraag_aan"),
        ({"id": '"Wat Is"'}, "lower case"),
        ({"punten": '["99"]'}, "no such points: ['99']"),
        ({"punten": "[]"}, "no point of the policy"),
        ({"manieren": '["een", "twee", "drie", "vier"]'}, "4 ways"),
        ({"manieren": '["een", "twee", "drie", "vier", "?!"]'}, "without a word"),
        ({"manieren": '["een", "twee", "drie", "vier", "Vier!"]'}, "is asked by wat-is-een-proef too"),
        ({"manieren": '["een", "twee", "drie", "vier", "wat is een proef"]'}, "is asked by"),
        ({"antwoord": f'"{"woord " * 61}"'}, "61 words"),
        ({"antwoord": '""'}, "0 words"),
        ({"antwoord": '"Dit is **vet**."'}, "markup"),
        ({"vraag": f'"{"w" * 121}"'}, "121 signs"),
        ({"wet": '"De wet zegt iets anders."'}, "begins with"),
        ({"gesprek": '"triage"'}, "no such flow"),
        ({"staat": '"kantoor"'}, "stands in its register"),
        ({"verwant": '["bestaat-niet"]'}, "no such related"),
        ({"verwant": '["wat-is-een-proef"]'}, "no such related"),
    ],
)
def test_what_is_wrong_stops_the_start(tmp_path: Path, spoilt: dict[str, str], told: str) -> None:
    with pytest.raises(TextsDoNotFit, match=r"0\.nl\.toml") as stopped:
        loaded(tmp_path, {**SOUND, **spoilt})
    assert told in str(stopped.value)


def test_files_do_not_say_the_same_twice(tmp_path: Path) -> None:
    with pytest.raises(TextsDoNotFit) as stopped:
        loaded(tmp_path, SOUND, SOUND)
    assert "1.nl.toml" in str(stopped.value)
    assert "(0.nl.toml)" in str(stopped.value)
    assert "two entries are called wat-is-een-proef" in str(stopped.value)


def test_a_file_that_is_no_toml_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "stuk.nl.toml").write_text("[[kennis", "utf-8")
    with pytest.raises(TextsDoNotFit, match="stuk"):
        load_entries(tmp_path, [])
