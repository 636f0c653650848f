"""Papers of breaches that were dealt with: what the case knows is in them, and little is left to fill in."""

import re
from datetime import timedelta

import pytest

from cases.breach import papers
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.export import EXPORT
from cases.breach.lists import label
from cases.breach.report import FOUND as FOUND_LISTS
from cases.breach.report import KNOWS, SEEN_BY
from cases.organisation import Organisation
from cases.papers.paper import Paper, as_text
from cases.register.export import Recorded
from dialogs.flows import TEXTS
from tests.cases.breach.by_chance import NOOR, NOW, ORG, after, filed
from tests.cases.breach.handled import FOUND, REPORTED, WHEN, assessed, dealt_with
from tests.house import organisation

WHOLE = organisation()
"""An organisation of which every fact is set."""

MOST_GAPS = 4


def paper(case: BreachCase, which: str, org: Organisation = WHOLE) -> Paper:
    return papers.breach_paper(case, which, NOW, org)


def answers_of(made: Paper) -> dict[str, str]:
    """The answers of a form by their question."""
    told = as_text(made).split("-" * 20)[1].split("\n\n")
    return dict(each.split("\n", 1) for each in told if "\n" in each)


ENDED = {"happened_until": "2026-11-23T12:00"}
HANDLED: dict[str, BreachCase] = {
    "an everyday one": dealt_with(),
    "cc": dealt_with(
        REPORTED.model_copy(update={"kind": "cc", "data_kinds": ("contact",), "systems": ("mail",)})
    ),
    "lost": dealt_with(
        REPORTED.model_copy(update={"kind": "kwijt", "systems": ("apparaat",), **ENDED}),
        {"happened": "vertrouwelijkheid,beschikbaarheid"},
    ),
    "hacked": dealt_with(
        REPORTED.model_copy(
            update={"kind": "hack", "cause": "opzet_buiten", "data_kinds": ("login", "bsn"), **ENDED}
        ),
        {"weighs": "opzet", "recipients": "51"},
        others="politie,gemeenten",
    ),
    "seen by a colleague": dealt_with(
        REPORTED.model_copy(
            update={"kind": "onbevoegd", "data_kinds": ("gezondheid", "strafrecht"), **ENDED}
        ),
        {"happened": "gebruik"},
    ),
    "published": dealt_with(
        REPORTED.model_copy(
            update={"kind": "openbaar", "n_people": "101-1000", "data_kinds": ("id_kopie",), **ENDED}
        ),
        {"recipients": "51"},
        people="public",
    ),
    "gone for good": dealt_with(
        REPORTED.model_copy(update={"kind": "weg", "data_kinds": ("financieel",), **ENDED}),
        {"happened": "beschikbaarheid", "hours": "48", "backup": "nee"},
    ),
    "of a controller": dealt_with(found={"role": "opdracht"}, others="opdrachtgever,partner"),
    "people not told": dealt_with(people="not"),
    "still going on": dealt_with(stopped="nee"),
    "unreadable": dealt_with(found={"unreadable": "ja", "proof": "compleet,in_hand,sleutel"}),
    "learnt later": dealt_with(
        REPORTED.model_copy(
            update={"n_records": "onbekend", "cause": "onbekend", "open_fields": ("n_records", "cause")}
        ),
        added={"n_records": "11-100", "cause": "storing"},
    ),
}


@pytest.mark.parametrize("name", HANDLED)
def test_the_form_of_a_handled_case_has_few_gaps(name: str) -> None:
    case = HANDLED[name]
    for which in (papers.AP, papers.PROVISIONAL):
        made = paper(case, which)
        gaps = [each for each in made.gaps if which == papers.AP or each != "wat nog niet bekend is"]
        assert len(gaps) <= MOST_GAPS, gaps
    told = after(case, "ap_full", NOOR, NOW, **WHEN, ap_number="AP-0001", channel="webformulier")
    assert len(paper(told, papers.SUPPLEMENT).gaps) <= MOST_GAPS, paper(told, papers.SUPPLEMENT).gaps


def test_what_is_left_is_only_what_nobody_asked() -> None:
    assert set(paper(dealt_with(), papers.AP).gaps) == {
        "hoe het is ontdekt",
        "wat er precies is gebeurd, in eigen woorden en zonder namen",
        "of het ook mensen in andere landen van de EU raakt, en welke toezichthouder daar het weet",
    }


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("knows", [KNOWS[:2], KNOWS[4:5], *((each,) for each in KNOWS[5:])])
def test_who_could_see_it_and_who_knows_stand_in_the_form_and_in_the_register(
    seen_by: str, knows: tuple[str, ...]
) -> None:
    """Policy point 14 step 5. What nobody knows is no line of the form; the register says so."""
    case = dealt_with(found={"inside": seen_by, "knows": ",".join(knows)})
    told = answers_of(paper(case, papers.AP))
    row = Recorded(case, (), WHOLE)
    cells = {each.name: each.read(row) for each in EXPORT.columns}
    for question, column, field, chosen in (
        ("Wie konden de gegevens zien?", "found_inside", "inside", (seen_by,)),
        ("Wie weten het al?", "found_knows", "knows", knows),
    ):
        words = [label(field, each) for each in chosen]
        assert cells[column] == ", ".join(words)
        assert told.get(question, "").splitlines() == ([] if chosen == (UNKNOWN,) else words)


def test_they_are_called_as_in_the_assessment() -> None:
    asked = TEXTS["triage"].stap["role"].veld
    for field, values in FOUND_LISTS.items():
        assert {each: label(field, each) for each in values} == asked[field].optie


def test_what_is_fixed_comes_from_the_organisation_file() -> None:
    told = as_text(paper(dealt_with(), papers.AP))
    facts, fg = WHOLE.facts, WHOLE.offices.fg
    for each in (facts.visiting_address, facts.kvk, facts.sector, facts.phone, fg.contact, fg.ap_number):
        assert each
        assert each in told
    bare = paper(dealt_with(), papers.AP, ORG)
    assert {"KvK-nummer van de organisatie", "adres van de organisatie", "naam van de FG"} <= set(bare.gaps)


def test_what_the_reporter_told_later_is_in_it() -> None:
    told = answers_of(paper(HANDLED["learnt later"], papers.AP))
    assert told["Hoeveel gegevensrecords (ongeveer)?"] == "11 tot 100"
    assert "Een storing of fout in een systeem" in told["Samenvatting"]


def test_what_officers_found_goes_before_the_report_and_not_knowing_does_not() -> None:
    found = {"n_people": "11-100", "people_about": "", "data_kinds": "contact,bsn", "n_records": "onbekend"}
    told = answers_of(paper(dealt_with(found=found), papers.AP))
    assert told["Hoeveel mensen?"] == "Minimaal: 11\nMaximaal: 100", "the range, not its upper end"
    assert told["Hoeveel gegevensrecords (ongeveer)?"] == "2 tot 10", (
        "officers did not know, the reporter did"
    )
    assert "BSN" in told["Welke persoonsgegevens?"]
    assert "Inkomen" not in told["Welke persoonsgegevens?"]
    counted = answers_of(paper(dealt_with(found={"people_about": "14", "records_about": "21"}), papers.AP))
    assert counted["Hoeveel mensen?"] == "Minimaal: 14\nMaximaal: 14"
    assert counted["Hoeveel gegevensrecords (ongeveer)?"] == "21"
    unknown = {"data_kinds": "onbekend", "groups": "onbekend"}
    told = answers_of(paper(dealt_with(found=unknown), papers.AP))
    assert "Naam, adres" in told["Welke persoonsgegevens?"]
    assert told["Van welke groepen mensen?"] == "Cliënten"


def test_what_officers_found_is_not_told_to_be_unknown() -> None:
    report = REPORTED.model_copy(
        update={
            "n_people": "onbekend",
            "groups": ("onbekend",),
            "happened_from": "",
            "happened_unknown": True,
            "open_fields": ("n_people", "groups", "happened"),
        }
    )
    found = {"n_people": "11-100", "groups": "client"}
    told = answers_of(paper(assessed(filed(report).case, {**FOUND, **found}), papers.PROVISIONAL))
    assert told["Voorlopig of volledig?"].endswith("Nog niet bekend: wanneer het gebeurde.")


def test_other_data_that_are_special_are_never_denied() -> None:
    report = REPORTED.model_copy(update={"data_kinds": ("contact", "anders")})
    question = "Welke bijzondere persoonsgegevens?"
    for other, said in (
        ("bijzonder", "Iets anders over mensen"),
        ("onbekend", "[invullen"),
        ("gewoon", "Geen"),
    ):
        assert answers_of(paper(dealt_with(report, {"other_data": other}), papers.AP))[question].startswith(
            said
        )


def test_the_harm_is_told_by_its_kind_and_its_weight_is_an_officers() -> None:
    vulnerable = REPORTED.model_copy(update={"groups": ("kwetsbaar",)})
    made = paper(dealt_with(vulnerable), papers.AP)
    told = answers_of(made)
    harm = told["Gevolgen voor de mensen: lichamelijk, materieel of immaterieel"]
    assert all(each in harm for each in ("Lichamelijk:", "Materieel:", "Immaterieel:"))
    assert (
        "[controleer: is dit ook jouw oordeel over de ernst, en waarom]"
        in told["Hoe ernstig schat u de gevolgen in?"]
    )
    assert "ENISA" not in as_text(made)
    assert "score" not in as_text(made).lower()


def test_others_who_know_are_told_with_their_day() -> None:
    question = "Welke andere instanties zijn ingelicht?"
    assert answers_of(paper(HANDLED["hacked"], papers.AP))[question].split("\n") == [
        "De gemeenten voor wie wij werken, op 23 november 2026",
        "De politie, op 23 november 2026",
    ]
    assert answers_of(paper(dealt_with(), papers.AP))[question] == "Geen"
    waits = after(
        assessed(filed(REPORTED).case),
        "deviate",
        NOOR,
        NOW,
        ap="notify",
        people="inform",
        reason="Zo is het.",
    )
    assert answers_of(paper(waits, papers.AP))[question].startswith("[invullen")
    waits = after(waits, "decide_duties", NOOR, NOW, recipients="politie", reason="Diefstal.")
    assert answers_of(paper(waits, papers.AP))[question] == "De politie: nog niet, dat gaan wij doen"


def test_people_who_are_not_told_have_a_no_with_its_reason() -> None:
    told = answers_of(paper(HANDLED["people not told"], papers.AP))
    assert told["Zijn de betrokkenen ingelicht?"] == "Nee"
    assert "artikel 34 lid 1" in told["Waarom licht u de betrokkenen niet in?"]
    assert "Komt er een openbare mededeling?" not in told
    public = answers_of(paper(HANDLED["published"], papers.AP))
    assert public["Komt er een openbare mededeling?"].startswith("Ja\nIeder apart inlichten kost onevenredig")
    assert "met een openbaar bericht" in public["Zijn de betrokkenen ingelicht?"]


def test_the_letter_has_the_headings_of_the_policy_and_two_of_the_law() -> None:
    made = paper(dealt_with(), papers.LETTER)
    headings = [each.lines[0][0].text for each in made.blocks if each.kind == "heading"]
    assert headings == [
        "Omschrijving",
        "Wat kunnen de gevolgen zijn?",
        "Wat hebben wij gedaan?",
        "Vragen?",
        "Wat kunt u doen?",
    ]
    told = as_text(made)
    assert "excuses" in told
    assert WHOLE.offices.fg.email in told


def test_the_letter_and_the_notice_say_whether_the_leak_is_closed() -> None:
    """Policy point 14 step 8; while nobody said it, it is a gap."""
    for which in (papers.LETTER, papers.NOTICE):
        assert "Het lek is dicht." in as_text(paper(dealt_with(), which))
        assert "Het lek is nog niet dicht." in as_text(paper(dealt_with(stopped="nee"), which))
        unsaid = paper(dealt_with(stopped=""), which)
        assert "of het lek dicht is" in unsaid.gaps
        assert "Het lek is" not in as_text(unsaid).split("-" * 20)[1]
    question = "Duurt de inbreuk nog voort?"
    assert answers_of(paper(dealt_with(), papers.AP))[question] == "Nee"
    assert answers_of(paper(dealt_with(stopped="nee"), papers.AP))[question] == "Ja"
    assert answers_of(paper(dealt_with(stopped=""), papers.AP))[question].startswith("[invullen")


def test_the_letter_asks_which_data_exactly() -> None:
    """Policy point 14 step 8: "uitgebreide omschrijving"; a kind of data is not one yet, a BSN is."""
    made = paper(dealt_with(), papers.LETTER)
    assert "noem precies welke" in made.checks
    lines = [
        line
        for line in as_text(made).split("\n")
        if line.startswith("- uw ") or line.startswith("- gegevens")
    ]
    assert lines
    assert all(line.endswith("[controleer: noem precies welke]") for line in lines)
    only = dealt_with(REPORTED.model_copy(update={"data_kinds": ("bsn",)}))
    assert "noem precies welke" not in paper(only, papers.LETTER).checks


@pytest.mark.parametrize(
    ("role", "others", "offered"),
    [
        ("eigen", None, False),
        ("samen", None, False),
        ("opdracht", None, True),
        ("onbekend", None, True),
        ("eigen", "opdrachtgever", True),
        ("opdracht", "geen", False),
    ],
)
def test_a_controller_hears_only_of_data_that_are_kept_for_it(
    role: str, others: str | None, offered: bool
) -> None:
    case = assessed(filed(REPORTED).case, {**FOUND, "role": role})
    if others is not None:
        case = after(case, "deviate", NOOR, NOW, ap="notify", people="inform", reason="Zo is het.")
        case = after(case, "decide_duties", NOOR, NOW, recipients=others, reason="Zo is het.")
    assert (papers.CONTROLLER in dict(papers.papers_of(case))) is offered


@pytest.mark.parametrize("name", HANDLED)
def test_a_letter_that_is_filled_in_has_short_sentences(name: str) -> None:
    """At most 22 words, with all that the case fills in; what an officer typed is the officer's."""
    case = HANDLED[name]
    for which in {papers.LETTER, papers.NOTICE, papers.CONTROLLER} & set(dict(papers.papers_of(case))):
        for block in paper(case, which).blocks:
            for line in block.lines:
                told = "".join(each.text for each in line if each.kind in ("ours", "case"))
                long = [each for each in re.split(r"(?<=[.?!])\s+", told) if len(each.split()) > 22]
                assert long == []


def test_a_late_report_keeps_its_reason() -> None:
    late = papers.breach_paper(dealt_with(), papers.AP, NOW + timedelta(hours=80), WHOLE)
    assert "waarom de melding te laat is" in late.gaps
