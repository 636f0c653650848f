"""What is meant tells which of the entries comes first, and nothing of whether anything is known."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.understanding.meanings import meanings_of
from dialogs.dutch.encoder import Read
from dialogs.dutch.packed import PackedError
from dialogs.dutch.second_ear import shared_ear
from dialogs.dutch.understanding import ENCODER
from dialogs.flows import FLOWS
from dialogs.knowledge.asking import BEGINS
from dialogs.knowledge.entries import Entry, load_entries
from dialogs.knowledge.known import KNOWLEDGE
from dialogs.knowledge.meanings import MEANINGS, Meanings
from dialogs.knowledge.retrieval import PLAINLY, Index
from dialogs.knowledge.shelf import Shelf, digest, read_shelf
from dialogs.knowledge.subjects import WEIGHTS, load_subjects
from tests.cards.example_words import NASTY

HEARS = Meanings()
EAR = shared_ear(ENCODER)
SHELF, SUBJECTS = read_shelf(KNOWLEDGE.entries), load_subjects(KNOWLEDGE.entries)
WORDS_ALONE, MEANT = Index(SHELF, BEGINS, SUBJECTS), Index(SHELF, BEGINS, SUBJECTS, HEARS)
LINES = st.one_of(
    st.text(max_size=200),
    st.sampled_from(sorted(NASTY.values())),
    st.sampled_from([way for each in KNOWLEDGE.entries for way in each.asked]),
)


def entry(name: str, *asked: str) -> Entry:
    return Entry(id=name, vraag=asked[0], manieren=asked[1:], antwoord=asked[0])


DOGS = entry("hond", "mag mijn hond mee naar kantoor", "is een hond hier welkom")
MONEY = entry("geld", "wanneer krijg ik mijn loon", "op welke dag komt het salaris")
TIME = entry("tijd", "hoe laat begint de vergadering", "wanneer is het overleg")


def hears(path: Path, *entries: Entry) -> Meanings:
    """The meanings of these entries, as the trainer writes them."""
    path.write_bytes(meanings_of(entries, EAR.encoder))
    return Meanings(path)


def test_the_meanings_are_of_the_entries_that_stand_here_as_this_ear_reads_them() -> None:
    entries = load_entries(WEIGHTS.parent, FLOWS)
    assert HEARS.entries == digest(entries), "run: make understanding"
    assert HEARS.ids == tuple(each.id for each in entries)
    assert HEARS.sentences == EAR.encoder.sentences, "run: make understanding"


@given(LINES)
@example("")
@settings(max_examples=25)
def test_one_entry_is_the_nearest_and_none_is_nearer(text: str) -> None:
    lacks = HEARS.lacks(text)
    assert set(lacks) == {each.id for each in KNOWLEDGE.entries}
    assert min(lacks.values()) == 0
    assert max(lacks.values()) <= 2.02, "opposites, and what rounding adds"


def test_each_entry_is_the_nearest_to_what_it_says_itself(tmp_path: Path) -> None:
    found = hears(tmp_path / "few", DOGS, MONEY, TIME)
    for each in (DOGS, MONEY, TIME):
        for way in each.asked:
            lacks = found.lacks(way)
            assert min(lacks, key=lambda name: lacks[name]) == each.id


def test_words_that_stand_nowhere_are_understood(tmp_path: Path) -> None:
    lacks = hears(tmp_path / "few", DOGS, MONEY, TIME).lacks(
        "wordt de uitbetaling van de wedde deze week gedaan"
    )
    assert min(lacks, key=lambda name: lacks[name]) == "geld"


@given(LINES)
@settings(max_examples=25)
def test_what_is_meant_changes_the_order_and_not_whether_anything_is_known(text: str) -> None:
    assert bool(MEANT.answer_to(text).entries) == bool(WORDS_ALONE.answer_to(text).entries)
    nearest, held = MEANT.ranked(text, most=1), WORDS_ALONE.ranked(text, most=1)
    assert [near for _, near in nearest] == pytest.approx([near for _, near in held])


class Means(Meanings):
    """Hears what a test tells."""

    def __init__(self, **lacks: float) -> None:
        self._lacks = lacks

    def lacks(self, text: str, read: Read | None = None) -> Mapping[str, float]:
        return self._lacks


def test_of_two_that_hold_as_much_the_one_that_is_meant_comes_first() -> None:
    shelf = Shelf((entry("loon", "mag dit van mijn loon"), entry("hond", "mag dit van mijn hond")))
    for meant, other in (("loon", "hond"), ("hond", "loon")):
        index = Index(shelf, (), None, Means(**{meant: 0.0, other: 0.5}))
        assert [each.id for each, _ in index.ranked("mag dit van mijn")] == [meant, other]


def test_what_comes_before_a_flow_the_words_alone_decide() -> None:
    for line in (
        "hoe staat het met mijn melding",
        "mag ik dit mailen",
        "mag ik een dossier mailen naar de gemeente",
    ):
        assert MEANT.answer_to(line, sure=PLAINLY) == WORDS_ALONE.answer_to(line, sure=PLAINLY)


def test_what_is_meant_alone_is_no_reason_to_answer_by_itself() -> None:
    shelf = Shelf((entry("loon", "mag dit van mijn loon"), entry("hond", "heeft iemand een hond")))
    index = Index(shelf, (), None, Means(loon=1.0, hond=0.0))
    found = index.answer_to("mag dit van mijn loon af")
    assert (found.entries[0].id, found.sure) == ("hond", False)


@pytest.mark.parametrize("cut", [0, 10, 200, 100_000])
def test_a_torn_file_stops_the_start(tmp_path: Path, cut: int) -> None:
    torn = tmp_path / "meanings.index"
    torn.write_bytes(MEANINGS.read_bytes()[:cut])
    with pytest.raises(PackedError):
        Meanings(torn)
