"""What is asked finds its entry, whatever is typed gets an answer, and nothing is found where nothing is known."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.understanding.sentences import asked_of, digest
from dialogs.dutch.packed import PackedError
from dialogs.dutch.words import words_of
from dialogs.flows import FLOWS
from dialogs.knowledge.entries import OF_OFFICE, Entry, load_entries
from dialogs.knowledge.known import KNOWLEDGE
from dialogs.knowledge.retrieval import Found, Index
from dialogs.knowledge.scorer import Scorer, lay_out
from dialogs.knowledge.shelf import INDEX, Shelf, index_of, read_shelf
from dialogs.knowledge.subjects import WEIGHTS, load_subjects
from tests.cards.example_words import NASTY
from tests.steps import steps

WAYS = st.sampled_from([way for each in KNOWLEDGE.entries for way in each.asked])


def entry(name: str, *asked: str, answer: str = "") -> Entry:
    return Entry(id=name, vraag=asked[0], manieren=asked[1:], antwoord=answer)


@given(
    st.one_of(
        st.text(max_size=3000),
        st.sampled_from(sorted(NASTY.values())),
        st.lists(WAYS, max_size=9).map(" ".join),
    )
)
@settings(max_examples=30)  # the second ear reads each
def test_any_text_gets_an_answer(text: str) -> None:
    found = KNOWLEDGE.answer_to(text)
    assert len(found.entries) <= 2
    assert len(found.entries) == 1 or not found.sure
    ranked = KNOWLEDGE.ranked(text)
    assert [near for _, near in ranked] == sorted((near for _, near in ranked), reverse=True)
    assert all(0 <= near <= 1.001 for _, near in ranked)


@given(WAYS)
def test_a_way_to_ask_needs_no_luck(way: str) -> None:
    found = KNOWLEDGE.answer_to(way.upper() + "??")
    assert found.sure
    assert way in found.entries[0].asked


def test_nothing_is_known_where_there_are_no_entries() -> None:
    assert Index(Shelf(())).answer_to("wat is een datalek").entries == ()
    assert Index(Shelf(())).ranked("wat is een datalek") == []


def test_words_that_nobody_asks_about_find_nothing() -> None:
    assert KNOWLEDGE.answer_to("xyzzy quux").entries == ()
    assert KNOWLEDGE.answer_to("").entries == ()
    assert KNOWLEDGE.answer_to("?!").entries == ()


def test_two_that_are_as_near_are_both_offered() -> None:
    index = Index(
        Shelf(
            (
                entry("rood", "is rood mooi"),
                entry("blauw", "is blauw mooi"),
                entry("lang", "hoe lang duurt dat"),
            )
        )
    )
    found = index.answer_to("is mooi")
    assert {each.id for each in found.entries} == {"rood", "blauw"}
    assert not found.sure
    assert [each.id for each in index.answer_to("is blauw mooi").entries] == ["blauw"]


@pytest.mark.parametrize("slip", ["is bluw mooi", "is blauww mooi", "is blauwe mooi"])
def test_a_slip_still_finds_it(slip: str) -> None:
    index = Index(Shelf((entry("rood", "is rood mooi"), entry("blauw", "is blauw mooi"))))
    assert index.ranked(slip)[0][0].id == "blauw"


def test_an_answer_is_looked_in_too() -> None:
    index = Index(
        Shelf((entry("een", "wat is dit", answer="Dit is een olifant."), entry("twee", "wat is dat")))
    )
    assert index.ranked("olifant")[0][0].id == "een"


def test_how_a_question_begins_does_not_tell_what_it_is_about() -> None:
    entries = (entry("zegt", "wat zegt het beleid over alles"), entry("olifant", "mag een olifant mee"))
    assert Index(Shelf(entries)).ranked("wat zegt het beleid over olifanten")[0][0].id == "zegt"
    index = Index(Shelf(entries), ["wat zegt het beleid over"])
    assert index.ranked("wat zegt het beleid over olifanten")[0][0].id == "olifant"
    assert index.answer_to("wat zegt het beleid over alles").sure
    assert index.ranked("wat zegt het beleid over"), "all there is counts"


def test_among_some_entries_no_other_is_found() -> None:
    found = KNOWLEDGE.answer_to("wat is een datalek", among=lambda each: each.staat == "bot")
    assert all(each.staat == "bot" for each in found.entries)


def of_office(name: str, question: str, answer: str = "Ja.") -> Entry:
    return Entry(id=name, vraag=question, manieren=(), antwoord=answer, staat=OF_OFFICE)


@given(st.one_of(WAYS, st.text(max_size=200), st.sampled_from(sorted(NASTY.values()))))
def test_what_an_office_answered_changes_nothing_of_what_the_policy_holds(text: str) -> None:
    more = KNOWLEDGE.with_more([of_office("VA-2026-0001", "Mag de tolk het dossier vooraf lezen?")])
    assert len(more.entries) == len(KNOWLEDGE.entries) + 1
    own = [each for each in more.ranked(text, most=30) if each[0].staat != OF_OFFICE]
    assert own[:20] == KNOWLEDGE.ranked(text, most=20)


@given(st.one_of(WAYS, st.text(min_size=1, max_size=120)))
def test_the_same_question_again_is_what_the_office_answered(question: str) -> None:
    entry = of_office("VA-2026-0001", question)
    found = KNOWLEDGE.with_more([entry]).answer_to(question)
    if words_of(question):
        assert found == Found((entry,), sure=True), "also when the policy has an answer"


def test_what_an_office_answered_nearly_is_offered_before_the_policy() -> None:
    entry = of_office("VA-2026-0001", "Moet ik een gesprek met een cliënt opnemen?", "Nee, dat hoeft niet.")
    found = KNOWLEDGE.with_more([entry]).answer_to("mag ik gesprekken met cliënten opnemen")
    assert found.entries[0] == entry
    assert (len(found.entries), found.sure) == (2, False)
    other = of_office("VA-2026-0002", "Mogen stagiairs bij de koffieautomaat?")
    assert KNOWLEDGE.with_more([other]).answer_to("wat is een datalek").entries[0] != other


def test_two_offices_that_say_something_else_are_both_offered() -> None:
    both = (of_office("VA-1", "is kwattel mooi"), of_office("VA-2", "is snorrel mooi"))
    found = KNOWLEDGE.with_more(both).answer_to("is mooi kwattel of snorrel")
    assert {each.id for each in found.entries} == {"VA-1", "VA-2"}
    assert not found.sure


def test_the_index_is_that_of_the_entries_that_stand_here() -> None:
    assert INDEX.read_bytes() == index_of(load_entries(WEIGHTS.parent, FLOWS)), "run: make understanding"


@given(st.one_of(WAYS, st.text(max_size=200)))
@example("mag ik dit mailen")
def test_entries_that_the_file_was_not_made_of_are_laid_out_anew(text: str) -> None:
    few = KNOWLEDGE.entries[:20]
    assert Index(read_shelf(few)).ranked(text) == Index(Shelf(few)).ranked(text)


@pytest.mark.parametrize("cut", [0, 10, 200, 10_000])
def test_a_torn_index_stops_the_start(tmp_path: Path, cut: int) -> None:
    torn = tmp_path / "entries.index"
    torn.write_bytes(INDEX.read_bytes()[:cut])
    with pytest.raises(PackedError):
        read_shelf(KNOWLEDGE.entries, torn)


words = st.lists(st.integers(0, 9), max_size=12)


@given(st.lists(words, max_size=6), words)
def test_what_is_asked_is_held_by_who_holds_it(texts: list[list[int]], asked: list[int]) -> None:
    scorer = Scorer(lay_out(map(Counter, texts)))
    held = scorer.held(Counter(asked))
    for text, share in zip(texts, held, strict=True):
        assert (share > 0) == (not set(text).isdisjoint(asked))
        assert 0 <= share <= 1
    more = scorer.held(Counter([*asked, 99]))
    assert all(after <= before for before, after in zip(held, more, strict=True)), (
        "what nobody holds counts against"
    )


def test_the_longest_question_is_little_work() -> None:
    text = "mag ik de gegevens van een client naar de gemeente mailen of moet dat anders " * 40
    assert steps(lambda: KNOWLEDGE.answer_to(text)) < 170_000


def test_the_subjects_are_those_of_the_entries_that_stand_here() -> None:
    entries = load_entries(WEIGHTS.parent, FLOWS)
    assert load_subjects(entries).sentences == digest(asked_of(entries)), "run: make understanding"
