"""The papers of a request about one's own data: which there are when, and that no answer goes without its remedies."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.papers.cards import paper_card, papers_card
from cases.papers.paper import NoSuchPaper, Paper, as_text, line_text
from cases.rights.case import RightsCase
from cases.rights.outcomes import GIVEN, GROUNDS, NEEDS_GROUND, OTHERS, OUTCOMES, REFUSED
from cases.rights.papers import (
    ANSWERS,
    EXCESSIVE,
    FEE,
    FOLDER,
    NOTHING,
    PAPERS,
    RECIPIENTS,
    REFUSAL,
    papers_of,
    rights_paper,
)
from cases.rights.parts import Decision, Identity, Recipients, Sent
from cases.rights.request import RIGHTS, TELL_RECIPIENTS, Right, RightsRequest
from state_machines.rights_life import OPEN, WITHDRAWN
from tests.cards.rules import violations
from tests.cases.breach.by_chance import JIP, NOW, ORG, SAM, typed

RECEIVED = date(2026, 11, 2)


def a_case(*rights: str, request: dict[str, object] | None = None, **changes: object) -> RightsCase:
    """A request for these rights."""
    passed_on = RightsRequest.model_validate({"rights": rights, "received_on": RECEIVED, **(request or {})})
    return RightsCase.model_validate(
        {
            "number": "RV-2026-0001",
            "draft_id": "d-1",
            "reporter": SAM,
            "reported_at": NOW,
            "request": passed_on,
            **changes,
        }
    )


def decided(
    right: str, outcome: str, ground: str = "", reason: str = "", others: str | None = None
) -> Decision:
    return Decision.model_validate(
        {
            "right": right,
            "outcome": outcome,
            "ground": ground,
            "reason": reason,
            "others": others,
            "by": JIP,
            "at": NOW,
        }
    )


@st.composite
def cases(draw: st.DrawFn) -> RightsCase:
    """A request anywhere in its life, with what people may have typed about it."""
    request = draw(
        st.builds(
            RightsRequest,
            received_on=st.dates(date(2026, 1, 1), date(2026, 11, 20)),
            wish=st.just("") | typed(2000),
            reference=st.just(""),
            told_words=typed(1000),
        )
    )
    request = RightsRequest.model_validate(
        request.model_dump() | {"rights": tuple(dict.fromkeys(request.rights))}
    )
    decisions = []
    for right in draw(st.lists(st.sampled_from(RIGHTS), unique=True)):
        outcome = draw(st.sampled_from(OUTCOMES))
        ground = draw(st.sampled_from(sorted(each for each in GROUNDS if right in GROUNDS[each])))
        # Before "it does not apply" was a refusal, it had no ground.
        grounded = outcome in NEEDS_GROUND and (outcome != "nvt" or draw(st.booleans()))
        others = draw(st.sampled_from([None, *OTHERS]))
        decisions.append(decided(right, outcome, ground if grounded else "", draw(typed(1000)), others))
    return a_case(
        request=request.model_dump(),
        status=draw(st.sampled_from(OPEN)),
        decisions=tuple(decisions),
        identity=draw(st.sampled_from([Identity(), Identity(asked_on=RECEIVED), Identity(confirmed_at=NOW)])),
        recipients=draw(
            st.none()
            | st.builds(Recipients, how=st.sampled_from(["verteld", "geen", "onevenredig"]), at=st.just(NOW))
        ),
        sent=draw(st.none() | st.builds(Sent, sent_on=st.just(RECEIVED), way_reason=st.just(""))),
    )


def every_paper(case: RightsCase) -> list[Paper]:
    return [rights_paper(case, each, NOW, ORG) for each, _ in papers_of(case)]


@settings(max_examples=8)
@given(case=cases())
def test_every_request_gives_whole_papers_and_sound_cards(case: RightsCase) -> None:
    for each in every_paper(case):
        lines = (line for block in each.blocks for line in block.lines)
        told = [
            piece.text for line in lines for piece in line if piece.kind == "typed" and len(piece.text) > 8
        ]
        for page in (1, 2):
            assert violations(paper_card(each, page), told) == []
    assert violations(papers_card(case.number, every_paper(case))) == []


@settings(max_examples=40)
@given(case=cases())
def test_a_decision_has_its_paper_and_every_answer_its_remedies(case: RightsCase) -> None:
    offered = [each for each, _ in papers_of(case)]
    counting = [each for each in case.decisions if each.right in case.request.rights]
    given = {each.right for each in counting if each.outcome in GIVEN}
    outcomes = {(each.right, each.outcome) for each in counting}
    assert {each for each in offered if each in ANSWERS.values()} == {ANSWERS[right] for right in given}
    assert (REFUSAL in offered) == any(each.outcome in REFUSED for each in counting)
    assert (NOTHING in offered) == any(each.outcome == "niets" for each in counting)
    assert (RECIPIENTS in offered) == bool(given & TELL_RECIPIENTS)
    for each in every_paper(case):
        told = as_text(each)
        if each.id == ANSWERS["toestemming"] and ("toestemming", "toegekend") in outcomes:
            assert "zes weken" not in told
            assert "Autoriteit Persoonsgegevens" in told
        elif each.id in (*ANSWERS.values(), NOTHING, REFUSAL, FEE):
            assert "binnen zes weken" in told
            assert "Autoriteit Persoonsgegevens" in told
            assert "naar de rechter" in told
            assert [block.kind for block in each.blocks].count("clause") == 1


@pytest.mark.parametrize("right", RIGHTS)
def test_a_partial_grant_says_what_is_refused_and_why(right: Right) -> None:
    ground = next(each for each in GROUNDS if right in GROUNDS[each])
    whole = a_case(right, decisions=(decided(right, "toegekend"),))
    partly = a_case(right, decisions=(decided(right, "deels", ground, "Dat is van iemand anders."),))
    assert "Een deel van uw verzoek wijzen wij af" not in as_text(
        rights_paper(whole, ANSWERS[right], NOW, ORG)
    )
    told = rights_paper(partly, ANSWERS[right], NOW, ORG)
    assert "Een deel van uw verzoek wijzen wij af" in as_text(told)
    assert "Dat is van iemand anders." in as_text(told)
    assert "kan deze tekst zo in een brief" in told.checks


def test_an_access_answer_has_all_of_article_15() -> None:
    case = a_case("inzage", decisions=(decided("inzage", "toegekend"),))
    told = as_text(rights_paper(case, ANSWERS["inzage"], NOW, ORG))
    for words in (
        "doelen waarvoor wij",
        "soorten gegevens die wij",
        "organisaties die de gegevens krijgen",
        "landen buiten de EER",
        "bewaartermijn",
        "van wie wij de gegevens kregen",
        "besluiten zonder mens",
        "klacht indienen",
        "bezwaar maken tegen het gebruik",
        "ZIVVER",
        "onleesbaar gemaakt",
    ):
        assert words in told


def test_what_the_employee_told_the_person_stays_inside() -> None:
    case = a_case("inzage", request={"told_words": "Ik zei: rare vogel", "reference": "Dossier-X9"})
    for each in every_paper(case):
        assert "rare vogel" not in as_text(each)
        assert "Dossier-X9" not in as_text(each)


def test_the_dates_are_those_of_the_case() -> None:
    told = as_text(rights_paper(a_case("inzage"), "receipt", NOW, ORG))
    assert "op 2 november 2026" in told
    assert "uiterlijk op 2 december 2026" in told
    proposed = rights_paper(a_case("inzage"), "extension", NOW, ORG)
    assert "uiterlijk op 2 februari 2027 [controleer: kan het eerder]" in as_text(proposed)
    assert not any("uiterste dag" in each for each in proposed.gaps)
    extension = {"at": NOW, "months": 2, "reason": "complex", "why": "Drie archieven.", "told_on": RECEIVED}
    extended = as_text(rights_paper(a_case("inzage", extension=extension), "extension", NOW, ORG))
    assert "uiterlijk op 2 februari 2027" in extended
    assert "Uw verzoek is ingewikkeld. Drie archieven." in extended


def test_each_refused_right_has_a_block_of_its_own() -> None:
    case = a_case(
        "wissing",
        "inzage",
        "beperking",
        decisions=(
            decided("wissing", "geweigerd", "bewaarplicht", "Zeven jaar bewaren."),
            decided("inzage", "geweigerd", "buitensporig", "De twaalfde keer dit jaar."),
            decided("beperking", "nvt", "juist", "Zeven jaar bewaren."),
        ),
    )
    paper = rights_paper(case, REFUSAL, NOW, ORG)
    blocks = [[line_text(line) for line in block.lines] for block in paper.blocks]
    own = [block for block in blocks if block[0].endswith("Dat wijzen wij af.")]
    assert len(own) == 3
    for block, words in zip(
        own,
        (
            ("wissen", "Zeven jaar bewaren.", "artikel 17 lid 3 onder b AVG"),
            ("inzage", "De twaalfde keer dit jaar.", "artikel 12 lid 5 AVG"),
            ("niet te gebruiken", "Zeven jaar bewaren.", "artikel 18 lid 1 onder a AVG"),
        ),
        strict=True,
    ):
        assert all(each in line for each, line in zip(words, block, strict=True))
    told = as_text(paper)
    assert "aantonen" in told
    assert "Wij weten niet zeker wie u bent" not in told


@pytest.mark.parametrize(
    ("ground", "right"), [(ground, right) for ground in GROUNDS for right in sorted(GROUNDS[ground])]
)
def test_every_ground_names_the_article_of_its_right(ground: str, right: Right) -> None:
    told = as_text(
        rights_paper(
            a_case(right, decisions=(decided(right, "nvt", ground, "Zo is het."),)), REFUSAL, NOW, ORG
        )
    )
    sentence = next(line for line in told.splitlines() if line.startswith("Dit staat in de wet:"))
    article = {
        "inzage": 15,
        "verbetering": 16,
        "wissing": 17,
        "beperking": 18,
        "overdracht": 20,
        "bezwaar": 21,
    }
    if len(GROUNDS[ground]) < 5 and right in article:
        assert f"artikel {article[right]}" in sentence
        assert sentence.count("artikel") == 1


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_letter_says_what_the_person_did_in_words_that_fit_the_right(
    right: Right, outcome: str
) -> None:
    """One asks for access, but objects, and withdraws consent: nobody "asks for objection"."""
    ground = next(each for each in GROUNDS if right in GROUNDS[each]) if outcome in NEEDS_GROUND else ""
    case = a_case(right, decisions=(decided(right, outcome, ground, "Zo is het."),))
    by_id = {each: as_text(rights_paper(case, each, NOW, ORG)) for each, _ in papers_of(case)}
    sentences = [each for told in by_id.values() for each in re.split(r"(?<=[.:])\s", told)]
    of_asking = [each for each in sentences if re.search(r"\b(vroeg|verzocht)\b", each)]
    assert not any("bezwaar" in each or "intrekken" in each for each in of_asking)
    if right in ("bezwaar", "toestemming"):
        own = {"bezwaar": "maakte bezwaar", "toestemming": "trok"}[right]
        for paper in {REFUSAL, NOTHING} & by_id.keys():
            assert own in by_id[paper].replace("\n", " ")
            assert "U vroeg" not in by_id[paper]


@pytest.mark.parametrize("fee", [False, True])
@pytest.mark.parametrize("ground", sorted(EXCESSIVE))
def test_a_refusal_leaves_no_gap_for_what_its_reason_says(ground: str, fee: bool) -> None:
    """AVG article 12(5): the reason that was typed is what proves it, with or without a fee."""
    asked = {"ground": ground, "amount": "20 euro", "proof": "De twaalfde keer.", "at": NOW}
    case = a_case(
        "inzage",
        decisions=(decided("inzage", "geweigerd", ground, "De twaalfde keer dit jaar."),),
        **({"fee": asked} if fee else {}),
    )
    paper = rights_paper(case, REFUSAL, NOW, ORG)
    assert "Wij moeten dat kunnen aantonen." in as_text(paper)
    assert "De twaalfde keer dit jaar." in as_text(paper)
    assert not any("blijkt" in each for each in paper.gaps)


SAID_OF_RECEIVERS = {
    "": "Wij geven dit door aan",
    "verteld": "Wij hebben dit verteld aan",
    "geen": "Er zijn geen organisaties",
    "onevenredig": "Wij hebben dit niet verteld aan",
}

SAID_OF_OTHERS = {
    "geen": "geen gegevens over anderen",
    "onleesbaar": "hebben wij onleesbaar gemaakt. Ook",
    "toestemming": "Zij vinden dat goed",
    "afgewogen": "tegen elkaar afgewogen",
}


@pytest.mark.parametrize("right", sorted(TELL_RECIPIENTS))
def test_what_a_letter_says_of_receivers_is_what_happened(right: Right) -> None:
    """AVG article 19: before it is recorded it is going to happen, with a gap; then it has happened, or not."""
    for how in SAID_OF_RECEIVERS:
        told = {"recipients": {"how": how, "note": "De gemeente", "at": NOW}} if how else {}
        case = a_case(right, decisions=(decided(right, "toegekend"),), **told)
        paper = rights_paper(case, ANSWERS[right], NOW, ORG)
        assert {each for each in SAID_OF_RECEIVERS if SAID_OF_RECEIVERS[each] in as_text(paper)} == {how}
        assert ("organisaties die zijn ingelicht" in paper.gaps) is (how == "")
        assert ("De gemeente" in as_text(paper)) is (how == "verteld")


def test_a_refusal_of_before_shows_that_its_ground_is_missing() -> None:
    case = a_case("bezwaar", decisions=(decided("bezwaar", "nvt", "", "Niet nodig."),))
    assert "grond in de wet, met het artikel" in rights_paper(case, REFUSAL, NOW, ORG).gaps


def test_nothing_found_is_an_answer_of_its_own() -> None:
    case = a_case("inzage", "wissing", decisions=(decided("inzage", "niets", reason="Archief en mail."),))
    assert ANSWERS["inzage"] not in dict(papers_of(case))
    told = as_text(rights_paper(case, NOTHING, NOW, ORG))
    assert "geen gegevens van u gevonden" in told
    assert "Archief en mail." in told
    assert "inzage in uw gegevens" in told
    assert "te wissen" not in told


@pytest.mark.parametrize("rest", [None, *(each for each in OUTCOMES if each != "niets")])
def test_that_nothing_is_kept_is_only_said_when_nothing_was_found_of_all(rest: str | None) -> None:
    """Beside another right that is open, given or refused it would be untrue."""
    nothing = decided("inzage", "niets", reason="Archief en mail.")
    whole = as_text(rights_paper(a_case("inzage", decisions=(nothing,)), NOTHING, NOW, ORG))
    assert "Alleen uw verzoek en deze brief bewaren wij" in whole
    others = (decided("wissing", rest, "bewaarplicht", "Zeven jaar."),) if rest else ()
    told = as_text(rights_paper(a_case("inzage", "wissing", decisions=(nothing, *others)), NOTHING, NOW, ORG))
    assert "Alleen uw verzoek en deze brief bewaren wij" not in told
    assert "kunnen wij u niets geven" not in told
    assert "Over de rest van uw verzoek" in told


@settings(max_examples=15)
@given(case=cases())
def test_a_letter_to_a_representative_says_whose_data_it_means(case: RightsCase) -> None:
    """All letters to who asked say "uw gegevens"; that to a receiver is about somebody else anyway."""
    for each in every_paper(case):
        said = "U vraagt dit voor iemand anders." in as_text(each)
        assert said is (case.request.represented and each.id != RECIPIENTS)


def test_withdrawing_consent_is_never_too_much() -> None:
    """AVG article 12(5) is about articles 15 to 22; consent can be withdrawn at any time (article 7(3))."""
    assert {each for each in GROUNDS if "toestemming" in GROUNDS[each]} == {"identiteit", "geen_toestemming"}


@pytest.mark.parametrize("right", ["inzage", "overdracht"])
def test_what_is_said_of_others_is_what_was_decided(right: Right) -> None:
    assert set(SAID_OF_OTHERS) == set(OTHERS)
    for chosen in OTHERS:
        case = a_case(right, decisions=(decided(right, "toegekend", others=chosen),))
        told = as_text(rights_paper(case, ANSWERS[right], NOW, ORG))
        assert {each for each, words in SAID_OF_OTHERS.items() if words in told} == {chosen}
    unknown = rights_paper(a_case(right, decisions=(decided(right, "toegekend"),)), ANSWERS[right], NOW, ORG)
    assert any("gegevens van anderen" in each for each in unknown.gaps)
    assert not any(words in as_text(unknown) for words in SAID_OF_OTHERS.values())


@pytest.mark.parametrize(
    ("request_", "way", "surer"),
    [
        ({}, None, False),
        ({}, "email", False),
        ({}, "balie", True),
        ({"doubt": True}, None, True),
        ({"weight": ["veel"]}, None, True),
        ({"weight": ["gevoelig"]}, "feiten", True),
    ],
)
def test_a_copy_is_offered_only_when_light_ways_are_not_enough(
    request_: dict[str, object], way: str | None, surer: bool
) -> None:
    asked = Identity.model_validate({"asked_on": RECEIVED, "way": way} if way else {})
    told = as_text(rights_paper(a_case("inzage", request=request_, identity=asked), "identity", NOW, ORG))
    assert ("afgeschermde kopie" in told) is surer
    assert ("QR-code" in told) is surer
    assert ("alleen u en wij weten" in told) is not surer


@pytest.mark.parametrize(("paper", "reason"), [("identity", "identiteit"), ("clarification", "specificatie")])
def test_no_letter_promises_that_waiting_does_not_count(paper: str, reason: str) -> None:
    """The plain date stands; the bot does not reckon with a pause."""
    paused = a_case("inzage", pauses=({"reason": reason, "since": NOW},))
    assert as_text(rights_paper(paused, paper, NOW, ORG)) == as_text(
        rights_paper(a_case("inzage"), paper, NOW, ORG)
    )
    for each in FOLDER.glob("*.nl.toml"):
        assert "telt niet mee" not in each.read_text("utf-8")


def test_there_are_no_papers_without_a_request() -> None:
    assert papers_of(a_case("inzage", status=WITHDRAWN)) == ()
    with pytest.raises(NoSuchPaper):
        rights_paper(a_case("inzage"), REFUSAL, NOW, ORG)
    with pytest.raises(NoSuchPaper):
        rights_paper(
            a_case("inzage", decisions=(decided("wissing", "toegekend"),)), ANSWERS["wissing"], NOW, ORG
        )
    assert all(ANSWERS[right] in PAPERS.templates for right in RIGHTS)


@pytest.mark.parametrize("ground", ["kopieen", "ongegrond", "buitensporig"])
def test_a_fee_is_told_with_its_ground_and_proof(ground: str) -> None:
    fee = {"ground": ground, "amount": "€ 12,50", "proof": "Vijf keer dezelfde map.", "at": NOW}
    told = rights_paper(a_case("inzage", fee=fee), FEE, NOW, ORG)
    for words in ("Wij vragen € 12,50", "Vijf keer dezelfde map.", "AVG)", "binnen zes weken"):
        assert words in as_text(told)
    assert FEE not in dict(papers_of(a_case("inzage")))
