"""What no walk through using or sharing may come to, whatever was answered: policy points 1 to 12 and annex 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random
from statistics import median

import pytest

from cases.told import ToldVerdict
from dialogs.consequences import Ask, Stricter
from dialogs.flow import DOUBT, UNKNOWN, Form, FormField, Outcome, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Guide
from dialogs.parts.told_data import CRIMINAL, NAMED, SPECIAL
from dialogs.scenarios import load_scenarios, play
from dialogs.verdicts import asks_of, judged
from tests.dialogs.walking import NOW, Walked

NAMES = ("processing", "sharing")
GUIDES = {name: Guide(FLOWS[name]) for name in NAMES}
YES = {"mag", "mag_onder_voorwaarden"}
COMPULSORY = {"opdrachtgever", "subverwerker", "verwerker", "samen"}
"""Situations 1, 2, 3 and 5 of annex 1, where an agreement is compulsory."""

IN_ORDER = {"opdrachtgever", "subverwerker"}
"""Situations 1 and 2: WIL works for a client."""

DECIDES = {
    "kinds": UNKNOWN,
    "groups": UNKNOWN,
    "risks": UNKNOWN,
    "exception": UNKNOWN,
    "bsn_law": DOUBT,
    "situation": UNKNOWN,
    "place": UNKNOWN,
    "dpf": DOUBT,
    "dpf_staff": DOUBT,
    "giving": UNKNOWN,
    "candidates": UNKNOWN,
    "purpose_good": DOUBT,
    "purpose_same": DOUBT,
    "necessary": DOUBT,
    "colleague_needs": DOUBT,
    "colleague_same": DOUBT,
    "combining": DOUBT,
}
"""Questions on which the answer hangs whatever the basis, and the answer that leaves them open."""

ALLDAY = [
    (name, each) for name in NAMES for each in load_scenarios(name) if each.naam.startswith("Alledaags: ")
]


GOOD = {
    "groups": ("client", "medewerker", "bezoeker", "bezoeker"),
    "novelty": ("bestaand",),
    "regular": ("eenmalig", "structureel"),
    "kinds": ("gewoon", "gezondheid,bsn", "strafrecht"),
    "risks": ("geen",),
    "outside": ("nee", "ja"),
    "exception": NAMED,
    "inside": ("ja", "bekend", "geregeld", "nee"),
    "agreement": ("ja",),
    "situation": ("opdrachtgever", "verwerker", "eigen", "samen"),
    "place": ("eer", "vs"),
    "dpf_staff": ("geen",),
    "interest_scope": ("nee",),
    "combining": ("nee",),
    "candidates": ("geen", "pw", "taak,wettelijk"),
    "consent": ("vrij,apart,uitleg,zelf,intrekken,bewijs", "vrij,apart"),
}
"""Answers with which a walk goes on; for any other field with one of its list it is yes, where there is a yes."""

WALKS, GOING_ON = 2_000, 0.85
"""So many walks through each flow, and how often an answer is one of those."""


@dataclass(frozen=True)
class Walk(Walked):
    """A walk through one of these flows."""

    name: str

    @property
    def path(self) -> tuple[str, ...]:
        return GUIDES[self.name].reached(self.draft).path

    @property
    def offices(self) -> set[str]:
        return {each.office for each in asks_of(GUIDES[self.name], self.draft)}

    @cached_property
    def verdict(self) -> ToldVerdict:
        found = judged(GUIDES[self.name], TEXTS[self.name], self.draft)
        assert found is not None
        return found


def _answer(field: FormField, luck: Random) -> str:
    if not field.options:
        return "Een wet." if field.required or luck.random() < GOING_ON else ""
    if luck.random() < GOING_ON:
        good = GOOD.get(field.id, ("ja",) if "ja" in field.options else field.options)
        return luck.choice(good)
    if field.kind == "choice":
        return luck.choice(field.options)
    return ",".join(sorted(luck.sample(field.options, luck.randint(1, 3)), key=field.options.index))


@cache
def walks(name: str) -> tuple[Walk, ...]:
    """Many walks through this flow, most of them far; the same each time."""
    luck, guide, found = Random(name), GUIDES[name], list[Walk]()
    for _ in range(WALKS):
        draft = guide.start("d", NOW)
        while not isinstance(step := guide.position(draft).step, Outcome):
            values = {each.id: _answer(each, luck) for each in fields_of(step)}
            draft = guide.answer(draft, step.id, values, NOW).draft
        found.append(Walk(draft, step, guide.position(draft).facts, name))
    return tuple(found)


every_walk = pytest.mark.parametrize("name", NAMES)


def stricter(walk: Walk) -> set[str]:
    """The lines of law at the end of a walk."""
    told = FLOWS[walk.name].gathered(walk.end, walk.facts)
    return {each.id for each in told if isinstance(each, Stricter)}


def chosen(facts: Mapping[str, str], field: str) -> set[str]:
    return set(facts.get(field, "").split(",")) - {""}


@every_walk
def test_the_walks_come_to_every_end(name: str) -> None:
    assert {walk.end.id for walk in walks(name)} == {
        step.id for step in FLOWS[name].steps if isinstance(step, Outcome)
    }


@every_walk
def test_no_yes_while_a_compulsory_agreement_is_missing(name: str) -> None:
    missing = [
        walk
        for walk in walks(name)
        if walk.facts.get("situation") in COMPULSORY and walk.facts.get("agreement") != "ja"
    ]
    assert missing
    for walk in missing:
        assert walk.end.verdict not in YES, walk.facts
        assert "jz" in walk.offices


@every_walk
def test_no_yes_for_special_or_criminal_data_before_an_exception_was_named(name: str) -> None:
    unnamed = [
        walk
        for walk in walks(name)
        if chosen(walk.facts, "kinds") & {*SPECIAL, *CRIMINAL} and walk.facts.get("exception") not in NAMED
    ]
    assert unnamed
    for walk in unnamed:
        # Annex 1, situations 1 and 2: the exception is that of the client. Under an agreement, for work that is not new
        # and structural, WIL may go on when the client names it, and the FG is asked even so.
        ordered = walk.facts.get("situation") in IN_ORDER and walk.facts.get("agreement") == "ja"
        new = walk.facts.get("novelty") != "bestaand" and walk.facts.get("regular") == "structureel"
        if walk.end.verdict not in ("nog_niet", "mag_niet"):
            assert walk.end.verdict == "mag_onder_voorwaarden", walk.facts
            assert ordered, walk.facts
            assert not new, walk.facts
            assert "fg" in walk.offices, walk.facts
            assert any("welke uitzondering" in each.text for each in walk.verdict.duties), walk.facts
        assert walk.offices, "somebody is asked"


@every_walk
def test_who_works_for_a_client_is_asked_for_no_basis_and_no_exception_of_its_own(name: str) -> None:
    """Annex 1, situations 1 and 2: the client sees to that. What only comes in goes to no country."""
    ordered = [walk for walk in walks(name) if walk.facts.get("situation") in IN_ORDER]
    assert {walk.end.verdict for walk in ordered} > {"nog_niet"}
    for walk in ordered:
        assert not {"basis", "candidates", "exception", "giving"} & walk.facts.keys(), walk.facts
    for walk in walks(name):
        if walk.facts.get("direction") == "ontvangen":
            assert "place" not in walk.facts, walk.facts


@every_walk
def test_no_yes_while_an_answer_that_decides_is_doubt(name: str) -> None:
    for walk in walks(name):
        if any(left_open in chosen(walk.facts, field) for field, left_open in DECIDES.items()):
            assert walk.end.verdict not in YES or walk.end.id == "emergency", walk.facts


@every_walk
def test_every_end_shows_a_reason_with_its_point(name: str) -> None:
    for walk in walks(name):
        reasons = walk.verdict.reasons
        assert reasons, walk.facts
        assert all(each.points for each in reasons)


@every_walk
def test_the_office_that_a_heading_names_is_the_first_to_be_asked(name: str) -> None:
    named = [walk for walk in walks(name) if walk.end.office is not None]
    assert {walk.end.id for walk in named} == {"first_jz", "first_fg"}
    for walk in named:
        assert asks_of(GUIDES[name], walk.draft)[0].office == walk.end.office, walk.facts


@every_walk
def test_what_rests_on_consent_says_how_to_ask_it_or_to_keep_it(name: str) -> None:
    """Policy point 5, of the basis for using and of the one for giving alike."""
    resting = [
        walk
        for walk in walks(name)
        if walk.end.verdict in YES
        and (walk.facts.get("giving") == "toestemming" or walk.facts.get("consent", "").count(",") == 5)
    ]
    for walk in resting:
        assert any("5.toestemming" in each.points for each in walk.verdict.duties), walk.facts
    assert resting or name == "sharing"


@every_walk
def test_an_early_end_keeps_every_office_that_an_answer_called_for(name: str) -> None:
    flow = FLOWS[name]
    for walk in walks(name):
        if not walk.end.stops_early:
            continue
        called = {
            each.office
            for each in flow.follows
            if isinstance(each, Ask) and not each.at and each.when is not None and each.when(walk.facts)
            # What is not done needs no entry in the register.
            if each.wants != "register_entry"
        }
        asks = asks_of(GUIDES[name], walk.draft)
        assert called <= {each.office for each in asks}, walk.facts
        assert not {each.office for each in asks if each.instead} & called


@every_walk
def test_a_new_structural_exchange_goes_to_jz_whatever_is_on_paper(name: str) -> None:
    found = 0
    for walk in walks(name):
        lasting = walk.facts.get("regular") in ("structureel", DOUBT)
        party = walk.facts.get("inside") in ("bekend", "geregeld", "nee", DOUBT)
        structural = walk.facts.get("outside") in ("ja", DOUBT) or (party and lasting)
        if structural and walk.facts["novelty"] != "bestaand":
            found += 1
            assert walk.end.verdict not in YES, walk.facts
            assert "jz" in walk.offices
    assert found


@every_walk
def test_giving_has_a_basis_of_its_own_and_a_contract_is_none(name: str) -> None:
    for walk in walks(name):
        facts = walk.facts
        gives = facts.get("direction") in ("geven", "allebei") and facts.get("situation") in (
            "eigen",
            "samen",
        )
        if name == "processing" and gives and walk.end.verdict in YES:
            assert facts["giving"] in ("wettelijk", "taak", "toestemming"), facts
        if name == "sharing":
            assert "overeenkomst" not in {facts.get("basis")} | chosen(facts, "candidates")


@every_walk
def test_consent_of_clients_and_staff_is_never_a_yes_of_a_colleague(name: str) -> None:
    ends = set[str]()
    for walk in walks(name):
        if not chosen(walk.facts, "groups") & {"client", "medewerker"}:
            continue
        assert "consent_how" not in walk.path, walk.facts
        if walk.end.id == "consent_fg" or walk.facts.get("giving") == "toestemming":
            ends.add(walk.end.id)
            assert walk.end.verdict not in YES, walk.facts
            assert "fg" in walk.offices
            assert {"consent_power", "giving_power"} & stricter(walk)
    assert "consent_fg" in ends


@every_walk
def test_once_to_who_is_known_needs_no_roles_papers_or_countries(name: str) -> None:
    for walk in walks(name):
        if walk.facts.get("inside") == "bekend" and walk.facts.get("regular") == "eenmalig":
            assert not {"roles", "place", "dpf_check"} & set(walk.path), walk.facts


@every_walk
def test_what_is_certain_stops_the_questions(name: str) -> None:
    for walk in walks(name):
        first = walk.end.id in ("first_jz", "first_fg", "first_ask")
        open_answers = (chosen(walk.facts, each) for each in ("kinds", "groups", "risks"))
        if first and any(UNKNOWN in each for each in open_answers):
            assert not {"exception", "basis", "purpose", "colleague"} & set(walk.path), walk.facts
        assert not (first and "purpose" in walk.path)


@every_walk
def test_whether_the_data_are_needed_is_asked_on_one_card(name: str) -> None:
    asked = [step.id for step in FLOWS[name].steps for each in fields_of(step) if each.id == "necessary"]
    assert asked == ["purpose"]


@every_walk
def test_an_emergency_is_answered_at_once_with_what_to_do_now(name: str) -> None:
    guide = GUIDES[name]
    answer = {"matter": "Hulp", "groups": "medewerker", "novelty": "nieuw", "regular": "noodgeval"}
    draft = guide.answer(guide.start("d", NOW), "plan", answer, NOW).draft
    verdict = judged(guide, TEXTS[name], draft)
    assert verdict is not None
    assert verdict.verdict == "mag_onder_voorwaarden"
    assert "112" in verdict.duties[0].text
    assert [each.points for each in verdict.reasons] == [("5.vitaal",)]


@every_walk
def test_nothing_is_ticked_beforehand(name: str) -> None:
    assert not [each.id for step in FLOWS[name].steps for each in fields_of(step) if each.default]


@every_walk
def test_a_card_has_one_long_list_and_six_fields_at_most(name: str) -> None:
    for step in FLOWS[name].steps:
        if isinstance(step, Form):
            assert len(step.fields) <= 6
            assert len([each for each in step.fields if each.kind == "choices"]) <= 1, step.id


def test_everyday_wishes_are_short() -> None:
    cards = []
    for name, scenario in ALLDAY:
        _, draft = play(GUIDES[name], TEXTS[name], scenario, NOW)
        cards.append(len(GUIDES[name].reached(draft).path))
    assert len(cards) > 12
    assert median(cards) <= 5
    assert max(cards) <= 8


@every_walk
def test_where_a_basis_failed_it_is_named(name: str) -> None:
    for walk in walks(name):
        if walk.end.id in ("other_basis", "no_basis", "interest_never"):
            points = {point for each in walk.verdict.reasons for point in each.points}
            assert points - {"5"} or UNKNOWN in chosen(walk.facts, "candidates"), walk.facts


@every_walk
def test_what_another_version_asked_on_another_card_still_stands_there(name: str) -> None:
    guide = GUIDES[name]
    before = {
        "personal": {"personal": "ja"},
        "which": {"kinds": "bsn", "groups": "client,partner"},
        "plan": {"matter": "Een lijst", "novelty": "bestaand", "regular": "eenmalig"},
    }
    draft = guide.start("d", NOW).model_copy(update={"answers": before})
    step = guide.position(draft).step
    assert step.id == "plan", "who it is about was not asked on this card"
    assert guide.standing(draft, step) == {**before["plan"], "groups": "client,partner"}
    draft = guide.answer(draft, "plan", guide.standing(draft, step), NOW).draft
    assert guide.reached(draft).path[:2] == ("plan", "which"), "the rest counts as it was given"
