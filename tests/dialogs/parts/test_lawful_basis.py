"""The search for a lawful basis: which is tried after which, whom the bot helps, and where none is left."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product

import pytest

from dialogs.conditions import ANSWERS
from dialogs.consequences import Duty, Reason
from dialogs.flow import DOUBT, UNKNOWN, Flow, Form, FormField, Outcome, Question, fields_of
from dialogs.guide import Guide
from dialogs.parts.basis_reasons import FAILED
from dialogs.parts.lawful_basis import (
    BY_ANNEX,
    BY_POLICY,
    CHECKS,
    CONSENT,
    CONSENT_NEEDS,
    HELP,
    NONE,
    TASKS,
    lawful_basis,
    stands,
)
from tests.dialogs.walking import NOW

ORDERS = {"policy": BY_POLICY, "annex": BY_ANNEX}
every_order = pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
DATA = ("kinds", "groups")
BASIS_OF = {step: basis for basis, step in CHECKS.items()}
STANDS = {"interest_scope": "nee", "consent": ",".join(CONSENT_NEEDS)}
YES, NO = "ja", "nee"


def flow_of(order: Sequence[str]) -> Flow:
    """The part by itself, behind one question about whose data they are."""
    part = lawful_basis(order, "found")
    about = Form(
        "data",
        policy=("2",),
        fields=(
            FormField("kinds", "choices", options=("gewoon", "gezondheid"), required=True),
            FormField("groups", "choices", options=("client", "medewerker", "bezoeker"), required=True),
        ),
        then="basis",
    )
    end = Outcome("found", policy=("5",), verdict="mag", gathers=True)
    return Flow("tried", (about, *part.steps, end), part.follows)


def worst(step: Question) -> dict[str, str]:
    """Answers with which no basis stands: an interest is no task, yet it weighs too little."""
    told = {each.id: _of(each, NO) for each in fields_of(step)}
    return told | {name: NO for name in told if name == "interest_scope"} | _if("consent", told, NONE)


def best(step: Question) -> dict[str, str]:
    """Answers with which a basis stands."""
    told = {each.id: _of(each, YES) for each in fields_of(step)}
    return told | {name: STANDS[name] for name in told if name in STANDS}


def _if(name: str, told: Mapping[str, str], value: str) -> dict[str, str]:
    return {name: value} if name in told else {}


def _of(field: FormField, wanted: str) -> str:
    if wanted in field.options:
        return wanted
    return field.options[0] if field.options else "Een wet."


def tried(
    order: Sequence[str],
    may: Sequence[str] = (),
    basis: str = HELP,
    stands_at: str = "",
    data: tuple[str, str] = ("gewoon", "bezoeker"),
) -> tuple[list[str], str]:
    """The bases that are tried, in order, and where it ends. `may` is what may fit; only `stands_at` stands."""
    guide, seen = Guide(flow_of(order)), list[str]()
    draft = guide.start("d", NOW)
    while not isinstance(step := guide.position(draft).step, Outcome):
        if step.id == "data":
            given = dict(zip(DATA, data, strict=True))
        elif step.id == "basis":
            given = {"basis": basis}
        elif step.id == "candidates":
            given = {"candidates": ",".join(may) or NONE}
        else:
            seen.append(BASIS_OF[step.id])
            given = best(step) if seen[-1] == stands_at else worst(step)
        draft = guide.answer(draft, step.id, given, NOW).draft
    return seen, step.id


def checked(order: Sequence[str]) -> tuple[str, ...]:
    """The bases that have a check, consent left out."""
    return tuple(each for each in order if each in CHECKS and each != CONSENT)


def ways(order: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of what may fit."""
    some = checked(order)
    return chain.from_iterable(combinations(some, count) for count in range(len(some) + 1))


@every_order
def test_whoever_is_helped_tries_what_may_fit_in_order_and_consent_last(order: Sequence[str]) -> None:
    for may in ways(order):
        assert tried(order, may) == ([*may, CONSENT], "no_basis"), may


@every_order
def test_whoever_names_consent_is_asked_first_what_else_may_fit(order: Sequence[str]) -> None:
    for may in ways(order):
        assert tried(order, may, basis=CONSENT) == ([*may, CONSENT], "no_basis"), may
        assert tried(order, may, basis=CONSENT, stands_at=CONSENT) == ([*may, CONSENT], "found")


@every_order
def test_the_first_that_stands_ends_the_search(order: Sequence[str]) -> None:
    some = checked(order)
    for place, basis in enumerate(some):
        assert tried(order, some, stands_at=basis) == (list(some[: place + 1]), "found"), basis


@every_order
def test_a_task_that_the_policy_names_needs_no_check(order: Sequence[str]) -> None:
    for task in TASKS:
        assert tried(order, basis=task) == ([], "found")
        assert tried(order, (task, *checked(order))) == ([], "found"), "it is the most important one for WIL"


@every_order
def test_a_basis_that_was_chosen_is_the_only_one_that_is_tried(order: Sequence[str]) -> None:
    for basis in checked(order):
        assert tried(order, basis=basis, stands_at=basis) == ([basis], "found")
        assert tried(order, basis=basis) == ([basis], "other_basis")


@every_order
def test_who_knows_of_none_goes_to_the_fg_without_more_questions(order: Sequence[str]) -> None:
    assert tried(order, (UNKNOWN,)) == ([], "no_basis")


@every_order
def test_no_interest_in_data_of_clients_and_no_contract_about_health(order: Sequence[str]) -> None:
    some = checked(order)
    for kinds, groups in product(("gewoon", "gezondheid"), ("client", "bezoeker")):
        seen, _ = tried(order, some, data=(kinds, groups))
        gone = {"overeenkomst"} if kinds == "gezondheid" else set()
        gone |= {"belang", CONSENT} if groups == "client" else set()
        assert seen == [each for each in (*some, CONSENT) if each not in gone]
    if "overeenkomst" in order:
        assert tried(order, basis="overeenkomst", data=("gezondheid", "medewerker")) == ([], "other_basis")
    assert tried(order, basis="belang", data=("gewoon", "client")) == ([], "interest_never")


@every_order
@pytest.mark.parametrize("groups", ["client", "medewerker", "bezoeker,client"])
def test_consent_of_clients_or_staff_is_for_the_fg_whatever_was_asked(
    order: Sequence[str], groups: str
) -> None:
    assert tried(order, basis=CONSENT, data=("gewoon", groups)) == ([], "consent_fg")
    assert tried(order, basis=HELP, data=("gewoon", groups)) == ([], "consent_fg")
    guide = Guide(flow_of(order))
    end = next(each for each in guide.flow.steps if each.id == "consent_fg")
    assert isinstance(end, Outcome)
    assert {"fg_basis", "consent_power"} <= {each.id for each in guide.flow.gathered(end, {"groups": groups})}


@every_order
def test_a_single_doubt_makes_a_basis_fall(order: Sequence[str]) -> None:
    flow = flow_of(order)
    for basis in (*checked(order), CONSENT):
        step = flow.step(CHECKS[basis])
        assert not isinstance(step, Outcome)
        facts = best(step)
        assert stands[basis](facts)
        for each in fields_of(step):
            worse = {DOUBT, NO if each.id != "interest_scope" else YES} & set(each.options)
            if each.kind == "choices":
                worse = {",".join(set(CONSENT_NEEDS) - {need}) for need in CONSENT_NEEDS} | {NONE}
            for value in worse if each.options else {""}:
                assert not stands[basis](facts | {each.id: value}), (each.id, value)


@every_order
def test_each_basis_that_failed_is_named_with_the_answer_that_sank_it(order: Sequence[str]) -> None:
    flow = flow_of(order)
    end = flow.step("other_basis")
    assert isinstance(end, Outcome)
    for basis in checked(order):
        step = flow.step(CHECKS[basis])
        assert not isinstance(step, Outcome)
        facts = best(step)
        for each in fields_of(step):
            for value in each.options or ("",):
                if value == facts[each.id]:
                    continue
                told = [
                    one
                    for one in flow.gathered(end, {"basis": basis, **facts, each.id: value})
                    if isinstance(one, Reason)
                ]
                assert [one.policy for one in told] == [(f"5.{basis}",)], (each.id, value)


def test_consent_that_is_free_but_not_whole_is_not_there_yet() -> None:
    guide = Guide(flow_of(BY_POLICY))
    for needs in chain.from_iterable(combinations(CONSENT_NEEDS, count) for count in range(1, 7)):
        draft = guide.start("d", NOW)
        for step, given in (
            ("data", {"kinds": "gewoon", "groups": "bezoeker"}),
            ("basis", {"basis": CONSENT}),
            ("candidates", {"candidates": NONE}),
            ("consent_how", {"consent": ",".join(needs)}),
        ):
            draft = guide.answer(draft, step, given, NOW).draft
        end = guide.position(draft).step
        if set(needs) == set(CONSENT_NEEDS):
            assert end.id == "found"
        else:
            assert end.id == ("consent_not_yet" if "vrij" in needs else "no_basis")
            assert end.id in FAILED


def test_none_of_these_beside_what_consent_needs_is_no_consent() -> None:
    """It also says "or I do not know": then all of it is to be seen to once more."""
    guide = Guide(flow_of(BY_POLICY))
    facts = {"consent": ",".join((*CONSENT_NEEDS, NONE))}
    assert not stands[CONSENT](facts)
    end = next(each for each in guide.flow.steps if each.id == "consent_not_yet")
    assert isinstance(end, Outcome)
    todo = [each for each in guide.flow.gathered(end, facts) if isinstance(each, Duty)]
    assert len(todo) == len(CONSENT_NEEDS)


def test_that_no_other_basis_fits_is_only_said_of_who_chose_none() -> None:
    flow = flow_of(BY_POLICY)
    end = next(each for each in flow.steps if each.id == "no_basis")
    assert isinstance(end, Outcome)
    for chosen, said in ((NONE, True), (f"taak,{NONE}", False)):
        told = {each.id for each in flow.gathered(end, {"candidates": chosen})}
        assert ("none_fits" in told) is said


def test_nothing_asks_whether_the_data_are_needed() -> None:
    for order in ORDERS.values():
        asked = {each.id for step in flow_of(order).steps for each in fields_of(step)}
        assert not {each for each in asked if "need" in each}, "that is asked once, with the purpose"
    assert set(ANSWERS) == {YES, NO, DOUBT}
