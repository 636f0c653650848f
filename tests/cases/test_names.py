"""The names of the organisation and its offices stand in what is read, whatever they are; no mark stays."""

import re
import tomllib
from datetime import UTC, datetime

from bot.registers import first_aid
from cases.names import POLICY_NAMES, named_toml, names_of, told_of
from cases.organisation import Organisation
from cases.papers.letterhead import organisation_values
from cases.papers.paper import gap_words
from cases.papers.paper import say as paper_words
from dialogs.consequences import Ask
from dialogs.flows import FLOWS, TEXTS, texts_in
from dialogs.guide import Guide
from dialogs.knowledge.known import KNOWLEDGE, knowledge_in
from dialogs.talk.fields import NO_FLAWS
from dialogs.talk.verdict import asking_card
from tests.house import organisation
from tests.registers import HAPPENED

MARK = re.compile(r"\{(wil|po|fg|jz)(_\w+)?\}")

NAMED = re.compile(r"\bWIL\b|Privacy Officer|\bFG\b|\bJZ\b|Juridische Zaken")

ODD = 'Sociaal "Noord" \\ Co'


def elsewhere() -> Organisation:
    """Another organisation, of which nothing is called as the policy calls it."""
    offices = organisation().offices
    renamed = offices.model_copy(
        update={
            "po": offices.po.model_copy(update={"name": ODD, "full_name": "", "email": "po@noord.example"}),
            "fg": offices.fg.model_copy(
                update={"name": "DPO", "full_name": "Data Officer", "email": "d@noord.example"}
            ),
            "jz": offices.jz.model_copy(
                update={"name": "Recht", "full_name": "", "email": "r@noord.example"}
            ),
        }
    )
    return organisation(name="Werk Noord", short_name="Noord", offices=renamed)


def test_the_organisation_of_the_tests_is_called_as_the_policy_says() -> None:
    assert names_of(organisation()) == POLICY_NAMES
    assert texts_in(organisation()) is TEXTS
    assert knowledge_in(organisation()) is KNOWLEDGE


def test_another_organisation_reads_its_own_names() -> None:
    org = elsewhere()
    words = " ".join(
        text for each in knowledge_in(org).entries for text in (each.vraag, each.antwoord, each.wet)
    )
    flows = str([each.model_dump() for each in texts_in(org).values()])
    left = [each for each in (words, flows) if MARK.search(each)]
    assert not left
    assert "Noord" in words
    assert ODD in words
    assert re.findall(r"\bWIL\b|privacy@|FG@", words) == []


def test_files_forms_and_papers_say_the_names_of_another_organisation() -> None:
    org = elsewhere()
    told, values = [*first_aid(org)], organisation_values(org)
    told += [gap_words(key.removeprefix("gap."), values) for key in paper_words if key.startswith("gap.")]
    for register in HAPPENED:
        told += register.export.titles(org)
        words, filled = register.life.words, {"day": "1 mei", "number": "1", **told_of(org, "po")}
        asked = [key.removeprefix("event.") for key in words if key.startswith("event.")]
        told += [words(key, **filled) for key in asked if key.partition(".")[0] in register.forms]
    assert [each for each in told if MARK.search(each) or NAMED.search(each)] == []
    assert "DPO betrokken" in told
    assert "mailadres van de DPO" in told


def test_whoever_is_asked_is_called_as_there() -> None:
    names, at = names_of(elsewhere()), datetime(2026, 11, 23, tzinfo=UTC)
    told = []
    for flow in FLOWS.values():
        draft, texts = Guide(flow).start("d", at), texts_in(elsewhere())[flow.id]
        asks = [each for each in flow.follows if isinstance(each, Ask)]
        told += [str(asking_card(texts, draft, each, "Sam", NO_FLAWS, names)) for each in asks]
    assert len(told) > 10
    assert [each for each in told if MARK.search(each) or NAMED.search(each)] == []


def test_a_name_may_hold_what_means_something_in_a_words_file() -> None:
    told = tomllib.loads(named_toml('a = "Vraag het {po}."', names_of(elsewhere())))
    assert told == {"a": f"Vraag het {ODD}."}


def test_a_department_has_no_article() -> None:
    org = organisation()
    assert told_of(org, "po")["who"] == "De Privacy Officer"
    assert told_of(org, "fg")["whom"] == "de functionaris gegevensbescherming"
    assert told_of(org, "jz")["who"] == "Juridische Zaken"
    assert org.offices_told == "De Privacy Officer, de FG en JZ"
