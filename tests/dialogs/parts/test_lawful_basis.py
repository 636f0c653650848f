"""The search for a lawful basis: which is tried after which, whom the bot helps, and where none is left."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest

from dialogs.conditions import ANSWERS
from dialogs.flow import DOUBT, Flow, Form, FormField, Outcome, Question, fields_of
from dialogs.guide import Guide
from dialogs.parts.lawful_basis import BY_ANNEX, BY_POLICY, CHECKS, HELP, lawful_basis, stands
from tests.dialogs.walking import NOW

ORDERS = {"policy": BY_POLICY, "annex": BY_ANNEX}
every_order = pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
DATA = ("kinds", "groups")
BASIS_OF = {step: basis for basis, steps in CHECKS.items() for step in steps}
YES, NO = "ja", "nee"


def flow_of(order: Sequence[str]) -> Flow:
    """The part by itself, behind one question about whose data they are."""
    part = lawful_basis(order, "found")
    about = Form(
        "data",
        policy=("2",),
        fields=(
            FormField("kinds", "choices", options=("gewoon", "gezondheid"), required=True),
            FormField("groups", "choices", options=("client", "medewerker"), required=True),
        ),
        then="basis",
    )
    return Flow("tried", (about, *part.steps, Outcome("found", policy=("5",), verdict="mag")))


def worst(step: Question) -> dict[str, str]:
    """Answers with which no basis stands."""
    if step.id in ("vital_now",):
        return {step.id: NO}
    if step.id == "interest_scope":
        return {step.id: NO}  # it is no task of ours: the test itself follows
    return {each.id: _of(each, NO) for each in fields_of(step)}


def best(step: Question) -> dict[str, str]:
    """Answers with which a basis stands."""
    if step.id == "interest_scope":
        return {step.id: NO}
    return {each.id: _of(each, YES) for each in fields_of(step)}


def _of(field: FormField, wanted: str) -> str:
    if wanted in field.options:
        return wanted
    return field.options[0] if field.options else "Een wet."


def tried(
    order: Sequence[str],
    told: Mapping[str, str],
    basis: str = HELP,
    stands_at: str = "",
    data: tuple[str, str] = ("gewoon", "medewerker"),
) -> tuple[list[str], str]:
    """The bases that are tried, in order, and where it ends. Only `stands_at` stands."""
    guide, seen = Guide(flow_of(order)), list[str]()
    draft = guide.start("d", NOW)
    while not isinstance(step := guide.position(draft).step, Outcome):
        if step.id == "data":
            given = dict(zip(DATA, data, strict=True))
        elif step.id == "basis":
            given = {"basis": basis}
        elif step.id == "candidates":
            given = {each.id: told[each.id.removeprefix("may_")] for each in fields_of(step)}
        else:
            owner = BASIS_OF[step.id]
            if owner not in seen:
                seen.append(owner)
            given = best(step) if owner == stands_at else worst(step)
        draft = guide.answer(draft, step.id, given, NOW).draft
    return seen, step.id


def answers(order: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every way to answer which bases may fit."""
    asked = [each for each in order if each != "toestemming"]
    for values in product(ANSWERS, repeat=len(asked)):
        yield dict(zip(asked, values, strict=True))


@every_order
def test_whoever_is_helped_tries_what_may_fit_in_order_and_consent_last(order: Sequence[str]) -> None:
    for told in answers(order):
        may = [each for each in order if told.get(each) in (YES, DOUBT)]
        seen, end = tried(order, told)
        assert seen == [*may, "toestemming"], told
        assert end == "no_basis"


@every_order
def test_the_first_that_stands_ends_the_search(order: Sequence[str]) -> None:
    everything = dict.fromkeys(order, DOUBT)
    for place, basis in enumerate(order):
        seen, end = tried(order, everything, stands_at=basis)
        assert (seen, end) == (list(order[: place + 1]), "found"), basis


@every_order
def test_a_basis_that_was_chosen_is_the_only_one_that_is_tried(order: Sequence[str]) -> None:
    for basis in order:
        seen, end = tried(order, {}, basis=basis, stands_at=basis)
        assert (seen, end) == ([basis], "found")
        seen, end = tried(order, {}, basis=basis)
        assert seen == [basis]
        assert end == "other_basis"


@every_order
def test_no_interest_in_data_of_clients_and_no_contract_about_health(order: Sequence[str]) -> None:
    everything = dict.fromkeys(order, YES)
    for kinds, groups in product(("gewoon", "gezondheid"), ("client", "medewerker")):
        seen, _ = tried(order, everything, data=(kinds, groups))
        gone = {"overeenkomst"} if kinds == "gezondheid" else set()
        gone |= {"belang"} if groups == "client" else set()
        assert seen == [each for each in order if each not in gone]
    if "overeenkomst" in order:
        assert tried(order, {}, basis="overeenkomst", data=("gezondheid", "medewerker")) == (
            [],
            "other_basis",
        )
    assert tried(order, {}, basis="belang", data=("gewoon", "client")) == ([], "interest_never")


@every_order
def test_a_single_doubt_makes_a_basis_fall(order: Sequence[str]) -> None:
    flow = flow_of(order)
    for basis in order:
        for name in CHECKS[basis]:
            step = flow.step(name)
            for each in fields_of(step):
                if DOUBT not in each.options or each.id in ("task_clear", "interest_scope"):
                    continue
                facts = {one.id: YES for name in CHECKS[basis] for one in fields_of(flow.step(name))}
                if basis == "taak":
                    facts["task_law"] = "pw"
                assert stands[basis](facts)
                if name != "consent_first":
                    assert not stands[basis](facts | {each.id: DOUBT}), each.id
                    assert not stands[basis](facts | {each.id: NO}), each.id


def test_consent_that_is_free_but_not_whole_is_not_there_yet() -> None:
    guide = Guide(flow_of(BY_POLICY))
    for free, whole, end in ((YES, YES, "found"), (YES, NO, "consent_not_yet"), (NO, YES, "other_basis")):
        draft = guide.start("d", NOW)
        while not isinstance(step := guide.position(draft).step, Outcome):
            if step.id == "data":
                given = {"kinds": "gewoon", "groups": "medewerker"}
            elif step.id == "basis":
                given = {"basis": "toestemming"}
            else:
                wanted = free if step.id == "consent_first" else whole
                given = {each.id: wanted for each in fields_of(step)}
            draft = guide.answer(draft, step.id, given, NOW).draft
        assert step.id == end
