"""The papers of a breach: what the case knows is in them, what a reporter typed never is."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.breach.case import BreachCase
from cases.breach.handling import Duty, Informed, PeopleDecision, Registration
from cases.breach.paper_values import say
from cases.breach.papers import (
    AP,
    CONTROLLER,
    LETTER,
    NOTICE,
    PROVISIONAL,
    SUPPLEMENT,
    breach_paper,
    papers_of,
)
from cases.breach.report import CHOICES
from cases.papers.cards import paper_card, papers_card
from cases.papers.paper import NoSuchPaper, Paper, as_text
from tests.cards.rules import nodes, violations
from tests.cases.breach.by_chance import JIP, NOOR, NOW, ORG, PLAIN, SAM, filed, lived, reports

SECRET = "Mevrouw Voorbeeld-Geheim, BSN 123456782"


def every_paper(case: BreachCase) -> list[Paper]:
    return [breach_paper(case, each, NOW, ORG) for each, _ in papers_of(case)]


def test_no_word_of_the_reporter_is_in_any_paper() -> None:
    report = PLAIN.model_copy(update={"what_happened": SECRET, "done": SECRET, "n_exact": SECRET})
    case = filed(report).case
    assert every_paper(case)
    for each in every_paper(case):
        told = as_text(each)
        assert "Geheim" not in told
        assert "123456782" not in told
        assert SAM.name not in told


@settings(max_examples=25)
@given(case=lived(most=12).map(lambda each: each.case))
def test_all_that_was_typed_comes_from_officers_and_is_to_be_checked(case: BreachCase) -> None:
    kept, people = case.registration, case.people
    typed = (
        case.late_reason,
        case.ap_number,
        *((kept.effects, kept.measures, kept.lessons) if kept else ()),
        people.reason if people else "",
    )
    told = " ".join(" ".join(typed).split())
    officers = {each.by.name for each in (case.decision, case.taken_up) if each}
    for each in every_paper(case):
        for line in (line for block in each.blocks for line in block.lines):
            for piece in line:
                if piece.kind == "typed":
                    of_an_officer = any(name and piece.text.startswith(name) for name in officers)
                    assert of_an_officer or " ".join(piece.text.split()) in told


@settings(max_examples=10)
@given(report=reports())
def test_every_report_gives_whole_papers_and_sound_cards(report: object) -> None:
    case = filed(report).case  # type: ignore[arg-type]
    assert [each for each, _ in papers_of(case)] == [PROVISIONAL, AP, LETTER, NOTICE, CONTROLLER]
    for each in every_paper(case):
        pages = 1
        while True:
            card = paper_card(each, pages)
            assert violations(card) == []
            if f"bladzijde {pages} van" not in card["body"][0]["text"] or not _has_next(card):
                break
            pages += 1
        assert pages <= 5, (
            "as long as anybody can make it: the form of the AP with six thousand signs of story"
        )
    assert violations(papers_card(case.number, every_paper(case))) == []


def _has_next(card: dict[str, object]) -> bool:
    return any(node.get("title") == "Volgende bladzijde" for node in nodes(card))


@given(st.sampled_from(sorted(set(CHOICES["data_kinds"]) - {"onbekend", "geen", "anders"})))
@settings(max_examples=10)
def test_each_kind_of_data_has_its_consequence_and_its_advice(kind: str) -> None:
    case = filed(PLAIN.model_copy(update={"data_kinds": (kind, "anders")})).case
    letter = breach_paper(case, LETTER, NOW, ORG)
    assert "wat deze persoon zelf kan doen" in letter.gaps, "the other kind is on no list"
    alone = breach_paper(filed(PLAIN.model_copy(update={"data_kinds": (kind,)})).case, LETTER, NOW, ORG)
    assert "wat deze persoon zelf kan doen" not in alone.gaps
    assert len(alone.gaps) == len(letter.gaps) - 3


@pytest.mark.parametrize("paper", [LETTER, NOTICE, AP, CONTROLLER])
@pytest.mark.parametrize("kind", sorted(set(CHOICES["data_kinds"]) - {"onbekend", "geen", "anders"}))
def test_what_nobody_could_see_is_not_said_to_be_misused(paper: str, kind: str) -> None:
    """Data that were only lost or changed have other consequences (AVG article 34(2))."""
    told = as_text(breach_paper(_of("weg", kind), paper, NOW, ORG))
    seen = as_text(breach_paper(_of("verkeerde_ontvanger", kind), paper, NOW, ORG))
    misuse = [say(f"{table}.{kind}") for table in ("likely", "letter_likely", "advice")]
    lack = [say(f"{table}.beschikbaarheid") for table in ("without", "letter_without", "advice_without")]
    assert not [each for each in misuse if each in told]
    assert [each for each in misuse if each in seen]
    assert [each for each in lack if each in told]
    assert not [each for each in lack if each in seen]


@pytest.mark.parametrize("group", ["kwetsbaar", "minderjarig"])
def test_whoever_may_be_in_danger_hears_that_and_what_to_do(group: str) -> None:
    """The form tells the AP; then the letter tells the people too."""
    for groups, kinds, danger in (
        ((group,), ("contact", "financieel"), True),
        ((group,), ("financieel",), False),
        (("medewerker",), ("contact",), False),
    ):
        report = PLAIN.model_copy(
            update={"kind": "verkeerde_ontvanger", "groups": groups, "data_kinds": kinds}
        )
        case = filed(report).case
        letter = as_text(breach_paper(case, LETTER, NOW, ORG))
        assert (say("letter_likely.danger") in letter) is danger
        assert (say("advice.danger") in letter) is danger
        assert (say("likely.danger") in as_text(breach_paper(case, AP, NOW, ORG))) is danger


@pytest.mark.parametrize("kind", ["contact", "financieel", "login"])
def test_clients_hear_that_others_may_know_what_they_are(kind: str) -> None:
    """That is why they are told (policy points 2 and 14): the letter says so, unless nobody could read it."""
    for happened, groups, said in (
        ("cc", ("client",), True),
        ("cc", ("medewerker",), False),
        ("weg", ("client",), False),
    ):
        report = PLAIN.model_copy(update={"kind": happened, "groups": groups, "data_kinds": (kind,)})
        case = filed(report).case
        words = say("letter_likely.client", organisation=ORG.name)
        assert (words in as_text(breach_paper(case, LETTER, NOW, ORG))) is said
        assert (say("likely.client") in as_text(breach_paper(case, AP, NOW, ORG))) is said


def _of(kind: str, data: str) -> BreachCase:
    return filed(PLAIN.model_copy(update={"kind": kind, "data_kinds": (data,)})).case


@pytest.mark.parametrize(
    "field", ["kind", "data_kinds", "groups", "n_people", "n_records", "discoverer", "cause"]
)
def test_every_choice_of_every_list_has_its_words(field: str) -> None:
    for value in CHOICES[field]:
        told = (value,) if isinstance(getattr(PLAIN, field), tuple) else value
        assert every_paper(filed(PLAIN.model_copy(update={field: told})).case), value


def test_special_data_are_never_denied_when_nobody_knows() -> None:
    def told(*kinds: str) -> str:
        return as_text(breach_paper(filed(PLAIN.model_copy(update={"data_kinds": kinds})).case, AP, NOW, ORG))

    question = "Welke bijzondere persoonsgegevens?\n"
    assert f"{question}Geen" in told("contact")
    assert f"{question}[invullen: bijzondere gegevens" in told("onbekend")
    assert f"{question}Gezondheid" in told("gezondheid", "contact")


def test_a_paper_of_another_case_is_refused() -> None:
    with pytest.raises(NoSuchPaper):
        breach_paper(filed(PLAIN).case, "no_such_paper", NOW, ORG)


def decided(**changes: object) -> BreachCase:
    return filed(PLAIN).case.model_copy(update=changes)


def test_what_was_decided_leads_to_its_papers() -> None:
    def offered(case: BreachCase, task: str = "") -> list[str]:
        return [each for each, _ in papers_of(case, task)]

    assert offered(decided(status="no_breach")) == []
    assert offered(decided(), "jz") == [LETTER, NOTICE]
    assert offered(decided(people=people("public")), "jz") == [NOTICE, LETTER]
    assert offered(decided(people=people("not", "onleesbaar")), "jz") == []
    assert SUPPLEMENT in offered(decided(told="provisional"))
    assert {AP, PROVISIONAL}.isdisjoint(offered(decided(told="full")))
    nobody = Duty(applies=False, by=NOOR, at=NOW)
    assert CONTROLLER not in offered(decided(duties={"opdrachtgever": nobody}))


def people(choice: str, ground: str = "") -> PeopleDecision:
    return PeopleDecision.model_validate(
        {"by": NOOR, "at": NOW, "choice": choice, "ground": ground, "followed": True}
    )


def test_the_form_tells_what_was_decided_and_done() -> None:
    informed = Informed(at=NOW, how="brief", count=12, by=JIP, kept_at=NOW)
    kept = Registration(
        effects="Onrust.", measures="Teruggehaald.", lessons="Twee paar ogen.", by=NOOR, at=NOW
    )
    told = as_text(
        breach_paper(decided(people=people("inform"), informed=informed, registration=kept), AP, NOW, ORG)
    )
    assert "Ja: op 23 november 2026, per brief. Aantal mensen: 12." in told
    assert "Teruggehaald. [controleer: staan in deze tekst geen namen]" in told
    assert "Twee paar ogen." in told
    told = as_text(breach_paper(decided(people=people("not", "risico_weg")), AP, NOW, ORG))
    assert "Waarom licht u de betrokkenen niet in?" in told
    assert "artikel 34 lid 3 onder b" in told
    supplement = as_text(breach_paper(decided(told="provisional"), SUPPLEMENT, NOW, ORG))
    assert "Aanvulling op melding [invullen: nummer van de melding bij de AP]" in supplement
    assert "[invullen: of de melding nu volledig is, of nog voorlopig]" in supplement
    nobody, somebody = (Duty(applies=each, by=NOOR, at=NOW) for each in (False, True))
    question = "Was een andere organisatie betrokken?\n"
    told = as_text(breach_paper(decided(duties={"opdrachtgever": nobody, "partner": nobody}), AP, NOW, ORG))
    assert f"{question}Nee" in told
    told = as_text(breach_paper(decided(duties={"opdrachtgever": somebody, "partner": nobody}), AP, NOW, ORG))
    assert f"{question}Ja, de organisatie voor wie wij" in told
    assert f"{question}[invullen:" in as_text(breach_paper(decided(duties={"partner": nobody}), AP, NOW, ORG))
    late = as_text(breach_paper(decided(), AP, NOW + timedelta(hours=80), ORG))
    assert "Waarom meldt u later dan 72 uur" in late
    assert "Waarom meldt u later dan 72 uur" not in told
