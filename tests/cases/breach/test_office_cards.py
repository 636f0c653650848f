"""What the offices see of a breach: the card of a case, reminders and the course."""

import json
from datetime import timedelta

from cases.breach.case import BreachCase
from cases.breach.facts import MOST_TOLD
from cases.breach.life import LIFE, change
from cases.breach.lists import label
from cases.breach.office_card import history_of, incident
from cases.breach.reminder_cards import reminder, shrunk
from cases.breach.report import CHOICES
from cases.breach.rhythm import RHYTHM
from cases.register.case import KEPT_EXCHANGES
from cases.register.forms import form_card
from cases.register.messages import read_to
from cases.register.rhythm import Stage, reminded
from tests.cards.rules import nodes, violations
from tests.cases.breach import by_chance as chance
from tests.cases.breach.by_chance import BO, FEN, KIM, NOOR, NOW, ORG, PLAIN, SAM, after
from tests.cases.drawn import (
    action,
    titles,
    words_on,
    wrong_form,
)
from tests.cases.reminding import late_after
from tests.cases.viewers import IN_PO, PO_ALONE


def test_a_new_case_can_be_taken_up_seen_and_asked_about() -> None:
    card = incident(chance.filed(PLAIN).case, NOW, ORG, IN_PO)
    assert titles(card) == [
        "Ik pak dit op",
        "Gezien",
        "Vraag aan de melder",
        "Beoordelen",
        "Maak vertrouwelijk",
        "Toon verloop",
    ]
    assert card["actions"][0]["style"] == "positive"
    assert "nieuw datalek" in words_on(card)
    assert "Aan zet: **Privacy Officer**".replace("*", "") in words_on(card).replace("\n", "")


def test_a_case_that_was_taken_says_by_whom_and_can_be_handed_over() -> None:
    case = after(chance.filed(PLAIN).case, "take_up", NOOR)
    card = incident(case, NOW, ORG, IN_PO)
    assert titles(card) == [
        "Beoordelen",
        "Vraag aan de melder",
        "Meer bij deze zaak",
        "Draag over",
        "Toon concepten",
        "Toon verloop",
    ]
    assert "Door Noor Voorbeeld." in words_on(card)
    card = form_card(LIFE.forms["hand_over"], case, NOW, ORG)
    offered = action(card, "Draag over")
    assert offered["verb"] == "hand_over"
    (field,) = (node for node in nodes(card) if node["type"] == "Input.ChoiceSet")
    assert [choice["value"] for choice in field["choices"]] == [BO.aad_id, KIM.aad_id, FEN.aad_id]


def test_a_late_case_asks_why_until_that_is_told() -> None:
    late = NOW + timedelta(hours=80)
    case = chance.filed(PLAIN).case
    card = incident(case, late, ORG, IN_PO)
    assert titles(card)[:3] == ["Ik pak dit op", "Gezien", "Waarom te laat"]
    assert "te laat" in words_on(card)
    assert "Melden moet nog steeds" in words_on(card)
    told = after(case, "late_reason", NOOR, late, reason="Het weekend zat ertussen.")
    assert "Waarom te laat" not in titles(incident(told, late, ORG, IN_PO))
    assert "Het weekend zat ertussen." in words_on(incident(told, late, ORG, IN_PO))


def test_a_mistake_is_decided_on_before_anything_else() -> None:
    case = after(chance.filed(PLAIN).case, "ask_withdrawal", SAM, reason="Er zat niets in.")
    card = incident(case, NOW, ORG, IN_PO)
    assert titles(card)[:3] == ["Sluit als vergissing", "Houd open", "Ik pak dit op"]
    assert "Er zat niets in." in words_on(card)
    late = incident(case, NOW + timedelta(hours=80), ORG, IN_PO)
    assert "Waarom te laat" not in titles(late), "two fields of one name"
    closed = after(case, "accept_withdrawal", NOOR, reason="Klopt.")
    card = incident(closed, NOW, ORG, IN_PO)
    assert titles(card) == ["Heropen", "Toon verloop"]
    assert "AP melden" not in words_on(card)


def test_the_reason_of_a_mistake_is_in_sight_beside_an_exchange() -> None:
    case = after(chance.filed(PLAIN).case, "ask_reporter", NOOR, question="Is het gewist?")
    case = after(case, "ask_withdrawal", SAM, reason="Er zat niets in.")
    card = incident(case, NOW, ORG, IN_PO)
    assert any("Er zat niets in." in node.get("text", "") for node in nodes(card, folded=False))


def test_a_waiting_question_stands_on_the_card_with_its_next_moment() -> None:
    case = after(chance.filed(PLAIN).case, "ask_reporter", NOOR, question="Is het gewist?")
    card = incident(case, NOW, ORG, IN_PO)
    assert "Is het gewist?" in words_on(card)
    assert "Wacht op: " in words_on(card)
    assert "ma 23 nov, 18.10 uur" in words_on(card)
    assert "eraan herinnerd" in words_on(incident(case, NOW + timedelta(hours=5), ORG, IN_PO))
    for number in range(KEPT_EXCHANGES - 1):
        case = after(case, "ask_reporter", NOOR, question=f"En {number}?")
    assert "Vraag aan de melder" not in titles(incident(case, NOW, ORG, IN_PO))


def test_in_the_channel_a_confidential_case_is_asked_for_not_about() -> None:
    case = chance.filed(PLAIN, confidential=True).case
    assert titles(incident(case, NOW, ORG, IN_PO)) == ["Stuur mij de feiten", "Ik pak dit op", "Gezien"]
    private = titles(incident(case, NOW, ORG, PO_ALONE))
    assert private == [
        "Ik pak dit op",
        "Gezien",
        "Vraag aan de melder",
        "Beoordelen",
        "Toon concepten",
        "Toon verloop",
    ]


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    card = wrong_form(LIFE, chance.filed(PLAIN).case, "ask_reporter", NOW, question="Mijn vraag")
    (field,) = (node for node in nodes(card) if node["type"] == "Input.Text")
    assert field["value"] == "Mijn vraag"
    assert "Je vraag: dit is te lang." in words_on(card)
    assert card["body"][0]["style"] == "attention"


def test_a_reminder_calls_who_must_act() -> None:
    case = chance.filed(PLAIN).case
    first, second, third, *_ = RHYTHM.stages(case, ORG)

    def called(case: BreachCase, stage: Stage, to: str) -> set[str]:
        card = reminder(case, stage, stage.at, ORG, read_to(to))
        return {each["mentioned"]["id"] for each in card.get("msteams", {}).get("entities", [])}

    assert called(case, first, "po") == {NOOR.aad_id, BO.aad_id, KIM.aad_id}
    seen = after(case, "seen", BO)
    assert called(seen, first, "po") == {NOOR.aad_id, BO.aad_id}
    taken = after(case, "take_up", BO)
    assert called(taken, first, "po") == {BO.aad_id}
    sent = reminded(RHYTHM, LIFE, taken, first, first.at, ORG).case
    assert called(sent, second, "po") == {BO.aad_id, KIM.aad_id}
    assert called(sent, third, "fg") == {FEN.aad_id}
    assert called(sent, second, f"person:{KIM.aad_id}") == set()


def test_a_reminder_says_what_comes_next_and_carries_its_stage() -> None:
    case = chance.filed(PLAIN).case
    deadline = case.deadline(ORG).due
    for stage in RHYTHM.stages(case, ORG):
        card = reminder(case, stage, stage.at, ORG, read_to("po"))
        assert action(card, "Gezien")["data"] == {"case": case.number, "stage": stage.name, "of": "case"}
    second = RHYTHM.stages(case, ORG)[1]
    card = reminder(case, second, second.at, ORG, read_to("po"))
    assert "do 26 nov, 01.40 uur" in words_on(card)
    assert "De FG hoort het dan ook." in words_on(card)
    assert "Meld voorlopig" in words_on(card)
    late = late_after(RHYTHM, case, deadline, ORG)
    card = reminder(case, late, late.at, ORG, read_to("po"))
    assert "Melden moet nog steeds" in words_on(card)
    assert card["body"][0]["style"] == "attention"
    assert "za 28 nov, 13.40 uur" in words_on(card)


def test_a_reminder_shrinks_to_who_saw_it_per_office() -> None:
    case = chance.filed(PLAIN).case
    stage = RHYTHM.stages(case, ORG)[2]
    case = reminded(RHYTHM, LIFE, case, stage, stage.at, ORG).case
    case = after(case, "seen", FEN, stage.at + timedelta(hours=1), stage=stage.name)
    assert "Gezien door Fen Voorbeeld, do 26 nov, 02.40 uur" in words_on(shrunk(case, stage.name, "fg", ORG))
    assert "nog 12 uur" in words_on(shrunk(case, stage.name, "fg", ORG))
    assert "latere herinnering" in words_on(shrunk(case, stage.name, "po", ORG))
    case = after(case, "ask_withdrawal", SAM, reason="Toch niet.")
    closed = after(case, "accept_withdrawal", NOOR, reason="Klopt.")
    assert "gesloten" in words_on(shrunk(closed, stage.name, "po", ORG))
    assert violations(shrunk(closed, "no stage", "po", ORG)) == []


def test_the_history_names_the_bot_and_keeps_what_was_said_for_who_may_read_it() -> None:
    first = chance.filed(PLAIN, confidential=True)
    asked = change(first.case, "ask_reporter", NOOR, NOW, ORG, {"question": "Is het gewist?"})
    stage = RHYTHM.stages(asked.case, ORG)[0]
    sent = reminded(RHYTHM, LIFE, asked.case, stage, stage.at, ORG)
    events = [each.event for each in (first, asked, sent) if each.event]
    private = words_on(history_of(sent.case, events, NOW, ORG, True))
    assert "Is het gewist?" in private
    assert "Sam Voorbeeld" in private
    assert "De bot" in private
    assert "nog 48 uur" in private
    in_the_channel = json.dumps(history_of(sent.case, events, NOW, ORG, False))
    assert "gewist" not in in_the_channel
    assert "Sam" not in in_the_channel


def test_an_officer_who_reported_is_not_named_as_the_reporter_of_a_confidential_case() -> None:
    first = chance.filed(PLAIN, reporter=BO, confidential=True)
    taken = change(first.case, "take_up", NOOR, NOW, ORG)
    events = [each.event for each in (first, taken) if each.event]
    told = words_on(history_of(taken.case, events, NOW, ORG, False))
    assert "Bo Voorbeeld" not in told
    assert "Noor Voorbeeld" in told


def test_of_many_kinds_of_data_the_heaviest_are_in_sight() -> None:
    many = CHOICES["data_kinds"][:9]
    card = incident(
        chance.filed(PLAIN.model_copy(update={"data_kinds": many, "groups": CHOICES["groups"]})).case,
        NOW,
        ORG,
        IN_PO,
    )
    facts = {
        fact["title"]: fact["value"] for node in nodes(card, folded=False) for fact in node.get("facts", ())
    }
    assert facts["Gegevens"].startswith("Gezondheid · Geloof, afkomst")
    assert f"en nog {len(many) - MOST_TOLD}" in facts["Gegevens"]
    assert "bijzonder en gevoelig" in facts["Gegevens"]
    every = words_on(card)
    assert all(label("data_kinds", each) in every for each in many)
    assert all(label("groups", each) in every for each in CHOICES["groups"][:-1])
