"""Who asks how long something is kept, and which terms of the register that is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.told import KnownTerm
from dialogs.knowledge.asking import asks_how_long, terms_about

HIRING = KnownTerm("Werving", "Sollicitanten beoordelen en kiezen", "4 weken na afwijzing")
CAMERAS = KnownTerm("Camera’s in het gebouw", "Veiligheid van bezoekers", "4 weken")
BENEFIT = KnownTerm("Uitkering", "Recht op bijstand vaststellen", "")
TERMS = (HIRING, CAMERAS, BENEFIT)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("hoe lang mogen we sollicitatiebrieven bewaren", True),
        ("Hoelang bewaar je een cv?", True),
        ("wat is de bewaartermijn van een klachtdossier", True),
        ("hoe lang moet ik dit bewaren", False),
        ("mag ik dit dossier wissen", False),
        ("", False),
    ],
)
def test_who_asks_how_long(text: str, asks: bool) -> None:
    assert asks_how_long(text) is asks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hoe lang mogen we sollicitatiebrieven bewaren", (HIRING,)),
        ("hoe lang bewaren we camerabeelden", (CAMERAS,)),
        ("bewaartermijn bijstandsdossier", (BENEFIT,)),
        ("hoe lang bewaren we gegevens", ()),
        ("hoe lang bewaren we olifanten", ()),
        ("hoe lang bewaren we sollicitaties en bijstand van bezoekers", TERMS),
    ],
)
def test_the_terms_of_what_is_named_are_found(text: str, found: tuple[KnownTerm, ...]) -> None:
    assert set(terms_about(text, TERMS)) == set(found)


@given(st.text(max_size=300), st.lists(st.builds(KnownTerm, st.text(), st.text(), st.text()), max_size=8))
def test_any_text_and_any_entry(text: str, terms: list[KnownTerm]) -> None:
    assert set(terms_about(text, terms)) <= set(terms)
    assert asks_how_long(text) in (True, False)
