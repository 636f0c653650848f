"""What the reporter of a breach sees: the receipt, news, what can be added, and the own cases."""

from datetime import timedelta

import pytest

from cases.breach.case import BreachCase
from cases.breach.life import LIFE
from cases.breach.lists import field_name
from cases.breach.report import CHOICES
from cases.breach.reporter_cards import REPORTER, open_answers, own_row, receipt
from cases.desks.own_cases import OwnCase, own_cases
from cases.register.case import NOTE_LIMIT
from cases.register.forms import Filling, answer_button, form_card
from cases.register.messages import read_ref
from state_machines.breach_life import WITHDRAWN
from tests.cards.rules import all_actions, nodes, violations
from tests.cases.breach import by_chance as chance
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM, after
from tests.cases.drawn import (
    action,
    titles,
    verbs,
    words_on,
)


def test_the_receipt_says_who_has_it_and_until_when() -> None:
    told = PLAIN.model_copy(update={"open_fields": ("n_records",)})
    case = chance.filed(told).case
    card = receipt(case, NOW, ORG)
    assert titles(card) == [
        *("Vul aan", "Hoe staat het ervoor?", "Dit was een vergissing"),
        *("Verander je antwoorden", "Verander wanneer"),
    ]
    assert "verstuurd" in words_on(card)
    assert "donderdag 26 november, 13.40 uur" in words_on(card)
    assert "ma 23 nov, 16.10 uur één keer" in words_on(card)
    assert "één keer" not in words_on(receipt(case, NOW + timedelta(hours=3), ORG))
    taken = receipt(after(case, "take_up", NOOR), NOW, ORG)
    assert "Noor Voorbeeld" in words_on(taken)
    asked = after(case, "ask_reporter", NOOR, question="Is het gewist?")
    card = receipt(asked, NOW, ORG)
    assert titles(card)[0] == "Beantwoord de vraag"
    assert action(card, "Beantwoord de vraag")["data"]["exchange"] == asked.pending[0].id


def test_the_reporter_is_not_frightened_by_the_clock_of_the_office() -> None:
    late = receipt(chance.filed(PLAIN).case, NOW + timedelta(hours=80), ORG)
    assert "te laat" not in words_on(late)
    assert "Dat doet de Privacy Officer, jij niet." in words_on(late)


def test_news_that_no_longer_holds_is_not_told() -> None:
    case = after(chance.filed(PLAIN).case, "ask_reporter", NOOR, question="Is het gewist?")
    ref = f"question.{case.pending[0].id}.2"
    assert REPORTER.tell(case, read_ref("tell", ref), NOW, ORG) is not None
    answered = after(case, "answer", SAM, exchange=case.pending[0].id, answer="Ja.")
    assert REPORTER.tell(answered, read_ref("tell", ref), NOW, ORG) is None
    assert REPORTER.tell(answered, read_ref("tell", "taken_up.1"), NOW, ORG) is None
    asked = after(answered, "ask_withdrawal", SAM, reason="Toch niet.")
    closed = after(asked, "accept_withdrawal", NOOR, reason="Klopt.")
    assert closed.status == WITHDRAWN
    assert REPORTER.tell(closed, read_ref("tell", "withdrawn.9"), NOW, ORG) is not None
    assert REPORTER.tell(closed, read_ref("tell", "kept.9"), NOW, ORG) is None
    assert REPORTER.tell(asked, read_ref("tell", "withdrawn.9"), NOW, ORG) is None


def test_what_is_still_open_is_asked_a_few_lists_at_a_time() -> None:
    every = (*CHOICES, "happened")
    case = chance.filed(PLAIN.model_copy(update={"open_fields": every})).case
    card = form_card(LIFE.forms["add_facts"], case, NOW, ORG)
    fields = [node["id"] for node in nodes(card) if node["type"].startswith("Input.")]
    assert len(fields) <= 6
    assert fields[-1] == "addition"
    assert len({"data_kinds", "systems"} & set(fields)) == 1
    assert action(card, "Vul aan")["verb"] == "add_facts"
    listed = words_on(open_answers(case, NOW, ORG))
    assert all(field_name(each) in listed for each in every)
    left = chance.filed(PLAIN.model_copy(update={"open_fields": ("cause",)})).case
    card = form_card(LIFE.forms["add_facts"], left, NOW, ORG)
    assert [node["id"] for node in nodes(card) if node["type"].startswith("Input.")] == ["cause", "addition"]


def test_a_refused_addition_keeps_what_was_filled_in() -> None:
    case = chance.filed(PLAIN.model_copy(update={"open_fields": ("cause", "systems")})).case
    values = {"cause": "storing", "systems": "mail,zivver", "addition": "x" * (NOTE_LIMIT + 1)}
    card = form_card(LIFE.forms["add_facts"], case, NOW, ORG, Filling(values=values))
    kept = {node["id"]: node["value"] for node in nodes(card) if node["type"].startswith("Input.")}
    assert kept == values


def test_an_open_list_starts_without_a_tick_at_unknown() -> None:
    case = chance.filed(PLAIN.model_copy(update={"open_fields": ("systems", "cause", "groups")})).case
    case = case.model_copy(
        update={"report": case.report.model_copy(update={"groups": ("client", "onbekend")})}
    )
    held = {
        node["id"]: node.get("value")
        for node in nodes(form_card(LIFE.forms["add_facts"], case, NOW, ORG))
        if "label" in node
    }
    assert held == {"systems": None, "cause": "onbekend", "groups": "client,onbekend", "addition": None}


def listed(cases: list[BreachCase]) -> list[OwnCase]:
    """The cases as the list of a reporter has them."""
    return [
        OwnCase(
            each,
            own_row(each, NOW, ORG),
            answer_button(LIFE.forms["answer"], each, ORG) if each.pending else None,
        )
        for each in cases
    ]


def _numbered(count: int) -> list[BreachCase]:
    case = chance.filed(PLAIN).case
    return [case.model_copy(update={"number": f"DL-2026-{number:04}"}) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("count", "page", "rows", "paging"),
    [
        (0, 1, 0, []),
        (5, 1, 5, []),
        (6, 1, 5, ["Volgende"]),
        (6, 2, 1, ["Vorige"]),
        (12, 2, 5, ["Vorige", "Volgende"]),
        (12, 99, 2, ["Vorige"]),
        (12, -3, 5, ["Volgende"]),
    ],
)
def test_own_cases_come_five_at_a_time(count: int, page: int, rows: int, paging: list[str]) -> None:
    card = own_cases(listed(_numbered(count)), page)
    assert violations(card) == []
    assert len([each for each in verbs(card) if each == "receipt"]) == rows
    assert [title for title in titles(card) if title != "Menu"] == paging


def test_what_waits_for_the_reporter_comes_first() -> None:
    cases = _numbered(7)
    asked = after(cases[0], "ask_reporter", NOOR, question="Is het gewist?")
    cases = [asked, *cases[1:]]
    card = own_cases(listed(cases), 1)
    assert titles(card)[0] == "Beantwoord de vraag"
    assert action(card, "Beantwoord de vraag")["data"]["case"] == "DL-2026-0001"
    shown = [each["data"]["case"] for each in all_actions(card) if each.get("verb") == "receipt"]
    assert shown == ["DL-2026-0001", "DL-2026-0007", "DL-2026-0006", "DL-2026-0005", "DL-2026-0004"]
    assert violations(own_cases(listed(cases), 2)) == []
