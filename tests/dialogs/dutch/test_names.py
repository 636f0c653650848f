"""Names of people are seen, places and products are not, and no text breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.names import load_name_words, may_name
from tests.dialogs.walking import NASTY

WORDS = load_name_words()


@pytest.mark.parametrize(
    "text",
    [
        "brief van mevrouw Bloemkool ligt bij de buren",
        "het dossier van J. de Wortel is weg",
        "de heer van den Prei belde",
        "j. de Radijs stond erin",
        "brief aan Radijsje gestuurd",
        "ik sprak Pietje Prei in de gang",
        "dhr. Spruit zijn loonstrook",
    ],
)
def test_a_name_is_seen(text: str) -> None:
    assert may_name(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "meneer belt en mevrouw mailt",
        "LAPTOP KWIJT IN DE TREIN",
        "Mail naar Gemeente Houten gestuurd. Van Teams naar SharePoint.",
        "Gisteren stuurde ik in Nieuwegein een brief. Mevrouw belde.",
        "Het stond in de mail. Bijna de Hele afdeling zag het.",
        "een vraag voor de Privacy Officer over Juridische Zaken",
        "op maandag in november naar Den Haag",
        "brief met BSN [verwijderd] naar de verkeerde",
    ],
)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert not may_name(text, WORDS)


@given(st.one_of(st.text(max_size=500), st.sampled_from(NASTY)))
def test_no_text_breaks_it(text: str) -> None:
    assert may_name(text, WORDS) in (True, False)
