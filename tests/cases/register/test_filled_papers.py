"""Papers that are filled in: every gap of every paper of every register can be, is kept, and can be emptied again."""

from typing import Any

import pytest

from bot.registers import BREACH, REGISTERS
from cases.papers.cards import FILL
from cases.papers.paper import as_text
from cases.register.case import KeptCase
from cases.register.filled_papers import FROM, GAP_LIMIT, MOST_FIELDS, MOST_FILLED
from cases.register.forms import asked_by
from cases.register.life import Deed, Refused
from cases.register.register import Register
from tests.cases.breach import by_chance as breach
from tests.cases.breach.by_chance import NOW, ORG, PEOPLE
from tests.cases.breach.handled import dealt_with
from tests.cases.consult import by_chance as consult
from tests.cases.rights import by_chance as rights

CASES: dict[str, tuple[KeptCase, ...]] = {
    "breach": (breach.filed(breach.PLAIN).case, dealt_with()),
    "rights": (rights.filed(rights.PLAIN).case, rights.filed(rights.TWO).case),
    "consult": (consult.filed(consult.ASKED_FG).case, consult.filed(consult.ASKED_PO).case),
}
FILLED = [each for each in REGISTERS if FILL in each.life.handlers and not each.practised]
EVERY_PAPER = [
    pytest.param(register, case, paper, id=f"{register.name}: {case.status}, {paper}")
    for register in FILLED
    for case in CASES[register.name]
    for paper, _ in register.papers.of(case, "")
]


def deed(register: Register[Any], case: KeptCase, given: dict[str, str]) -> Deed:
    who = next(each for each in PEOPLE if register.life.may(case, FILL, each, NOW, ORG))
    return Deed(who, NOW, ORG, given)


def filled(register: Register[Any], case: KeptCase, paper: str, value: str) -> KeptCase:
    """The case once every gap of this paper was filled in with this, so many at a time."""
    form, start = register.forms[FILL], 0
    while True:
        given = {"paper": paper, FROM: str(start)}
        asked = asked_by(form, case, ORG, given)
        assert len(asked) <= MOST_FIELDS
        typed = {each.id: f"{value} {each.id}" if value else "" for each in asked}
        if asked:
            case = register.life.change(case, FILL, deed(register, case, given | typed)).case
        ways = form.ways(case, ORG, given) if form.ways is not None else ()
        start = int(ways[0].data[FROM]) if ways else 0
        if not start:
            return case


def test_every_register_with_papers_has_them_filled_in() -> None:
    assert {each.name for each in FILLED} == set(CASES)
    assert EVERY_PAPER


@pytest.mark.parametrize(("register", "case", "paper"), EVERY_PAPER)
def test_every_gap_can_be_filled_in_and_emptied_again(
    register: Register[Any], case: KeptCase, paper: str
) -> None:
    before = register.papers.paper(case, paper, NOW, ORG)
    done = filled(register, case, paper, "Ingevuld")
    after = register.papers.paper(done, paper, NOW, ORG)
    assert after.open_fields == {}
    text = as_text(after)
    for name in before.open_fields:
        assert f"Ingevuld gap_{name}" in text
    assert len(after.gaps) == len(before.gaps) - len(set(before.open_fields.values()))
    for other, _ in register.papers.of(done, ""):
        assert not register.papers.paper(done, other, NOW, ORG).open_fields.keys() & done.filled.keys()
    emptied = filled(register, done, paper, "")
    assert register.papers.paper(emptied, paper, NOW, ORG) == before


def test_what_the_case_knows_by_now_comes_before_what_was_filled_in() -> None:
    case = breach.filed(breach.PLAIN).case.model_copy(update={"filled": {"groups": "Ingevuld groepen"}})
    told = as_text(BREACH.papers.paper(case, "ap", NOW, ORG))
    assert "Ingevuld groepen" not in told


@pytest.mark.parametrize(("register", "case", "paper"), EVERY_PAPER)
def test_whatever_is_filled_in_every_gap_of_a_paper_can_be_reached(
    register: Register[Any], case: KeptCase, paper: str
) -> None:
    gaps = list(register.papers.paper(case, paper, NOW, ORG).open_fields)
    form = register.forms[FILL]
    for count in range(len(gaps) + 1):
        some = case.model_copy(update={"filled": {**case.filled, **dict.fromkeys(gaps[:count], "Ja.")}})
        given, asked = {"paper": paper}, list[set[str]]()
        for _ in range(len(gaps) + 1):
            asked.append({each.id for each in asked_by(form, some, ORG, given)})
            ways = form.ways(some, ORG, given) if form.ways is not None else ()
            given = {"paper": paper, FROM: str(ways[0].data[FROM])} if ways else given
        assert set().union(*asked) == {f"gap_{name}" for name in gaps}, count
        if count < len(gaps):
            assert f"gap_{gaps[count]}" in asked[0], "first what nobody filled in"


def test_too_much_is_refused_and_nothing_is_kept() -> None:
    case = breach.filed(breach.PLAIN).case
    form = BREACH.forms[FILL]
    first, second = (each.id for each in asked_by(form, case, ORG, {"paper": "ap"})[:2])
    with pytest.raises(Refused):
        BREACH.life.change(
            case, FILL, deed(BREACH, case, {"paper": "ap", first: "x" * (GAP_LIMIT + 1), second: "goed"})
        )
    full = case.model_copy(update={"filled": {"elsewhere": "x" * MOST_FILLED}})
    with pytest.raises(Refused):
        BREACH.life.change(full, FILL, deed(BREACH, full, {"paper": "ap", first: "x"}))
    nearly = case.model_copy(update={"filled": {"elsewhere": "x" * (MOST_FILLED - 1)}})
    done = BREACH.life.change(nearly, FILL, deed(BREACH, nearly, {"paper": "ap", first: "x"})).case
    assert sum(map(len, done.filled.values())) == MOST_FILLED
