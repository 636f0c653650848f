"""Organisations with other names share what is laid out, are understood in their own names, and read them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.names import POLICY_NAMES
from cases.organisation import Organisation
from dialogs.knowledge.entries import OF_OFFICE, Entry
from dialogs.knowledge.known import KNOWLEDGE, knowledge_in
from tests.cases.test_names import elsewhere
from tests.house import organisation

ELSEWHERE = elsewhere()
THEIRS = knowledge_in(ELSEWHERE)
HEADINGS = [each.vraag for each in THEIRS.entries]


def called(**names: str) -> Organisation:
    """An organisation whose offices are called so."""
    offices = organisation().offices
    renamed = {
        each: getattr(offices, each).model_copy(update={"name": name, "full_name": name})
        for each, name in names.items()
    }
    return organisation(offices=offices.model_copy(update=renamed))


@given(st.sampled_from(HEADINGS))
def test_every_heading_finds_its_entry_in_the_names_that_stand_there(heading: str) -> None:
    found = THEIRS.answer_to(heading)
    assert found.sure
    assert found.entries[0].vraag == heading


@given(st.sampled_from([way for each in KNOWLEDGE.entries for way in each.asked]), st.booleans())
@settings(max_examples=25)  # the second ear reads each twice
def test_a_question_finds_in_own_names_what_it_finds_in_those_of_the_policy(way: str, whole: bool) -> None:
    names = {"po": "Perenwachter", "fg": "DPX", "jz": "Juristen"}
    own = asked = way if whole else f"{way} of toch niet"
    for each, name in names.items():
        own = own.replace(POLICY_NAMES[each], name)
    ids = [each.id for each in KNOWLEDGE.answer_to(asked).entries]
    assert [each.id for each in knowledge_in(called(**names)).answer_to(own).entries] == ids


@pytest.mark.parametrize("name", ["Recht", "Gegevens", "Inzage", "Meldpunt"])
def test_a_name_that_is_a_word_of_the_policy_leaves_that_word_alone(name: str) -> None:
    theirs = knowledge_in(called(jz=name))
    for asked in ("welk recht heeft een cliënt", "wie mag de gegevens zien", "hoe vraagt iemand inzage"):
        ids = [each.id for each in theirs.answer_to(asked).entries]
        assert ids == [each.id for each in KNOWLEDGE.answer_to(asked).entries]


def test_what_is_laid_out_is_shared() -> None:
    others = [knowledge_in(called(po=f"Wachter {number}")) for number in range(3)]
    assert {tuple(map(id, each._shelves)) for each in others} == {tuple(map(id, KNOWLEDGE._shelves))}


def test_what_an_office_answered_is_found_in_its_own_names() -> None:
    asked = "mag de Perenwachter op vrijdag thuis werken"
    own = Entry(
        id="VA-2026-0001", vraag=asked, manieren=(), antwoord="Ja, de Perenwachter mag dat.", staat=OF_OFFICE
    )
    more = knowledge_in(called(po="Perenwachter")).with_more([own])
    for line in (
        asked,
        "Mag de privacy officer op vrijdag thuis werken?",
        "mag de perenwachter vrijdags thuis werken",
    ):
        found = more.answer_to(line)
        assert own in found.entries, line
    assert more.answer_to(asked).sure


@given(st.text(max_size=900) | st.sampled_from(HEADINGS).map(lambda each: each * 9))
@settings(max_examples=20)  # the second ear reads each
def test_any_text_gets_an_answer_that_reads_their_names(text: str) -> None:
    for each in THEIRS.answer_to(text).entries:
        assert "Privacy Officer" not in each.antwoord
        assert each == THEIRS.entry(each.id)
        assert each.id in THEIRS
