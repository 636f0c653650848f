"""Every card and mail of a breach case, whatever happened to it and whatever was typed."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cards.view import Card
from cases.breach import case as breach
from cases.breach.case import CHOICES, BreachCase
from cases.breach.facts import MOST_TOLD
from cases.breach.life import LIFE, change
from cases.breach.lists import field_name, label
from cases.breach.mail import mail_text
from cases.breach.office_card import duties, history_of, incident, summary_of, task, thread_note
from cases.breach.reminder_cards import chore_reminder, reminder, shrunk
from cases.breach.reporter_cards import REPORTER, open_answers, own_row, receipt
from cases.breach.rhythm import CHORES, RHYTHM
from cases.desks.own_cases import OwnCase, own_cases
from cases.people import Actor
from cases.register.case import ANSWER_LIMIT, KEPT_EXCHANGES, NOTE_LIMIT
from cases.register.forms import Filling, answer_button, form_card
from cases.register.messages import channel, read_ref, read_to
from cases.register.rhythm import Stage, reminded
from dialogs.assessing.card import ANSWER, draw
from dialogs.flows import TEXTS
from dialogs.flows import breach as flow
from state_machines.breach_life import WITHDRAWN
from tests.cards.rules import MOST_BYTES, all_actions, nodes, size_of, violations
from tests.cases.breach import by_chance as chance
from tests.cases.breach.by_chance import BO, FEN, KIM, NOOR, NOW, ORG, PLAIN, SAM, Lived
from tests.cases.drawn import (
    as_shown,
    keep_the_rules,
    only_allowed,
    recognisable,
    titles,
    verbs,
    words_on,
    wrong_form,
)
from tests.cases.reminding import late_after, mailed
from tests.cases.viewers import IN_PO, PO_ALONE

HOUR = timedelta(hours=1)
MOMENTS = (timedelta(), timedelta(hours=65), timedelta(hours=80), timedelta(days=200))
"""How much later a card is drawn: at once, when it is urgent, when it is late, in another year."""


AROUND = (("Melder: ", ""), ("Door ", ". "), ("Gezien door ", ", nog niet opgepakt."))
"""How a name stands in a sentence of ours."""

some = settings(max_examples=150, phases=[Phase.explicit, Phase.generate])

ALWAYS = frozenset({"show", "receipt", "history", "paper", "duties", "menu", "own_cases"})
"""Buttons that change nothing."""

SHORT = 12
"""Up to so many letters a word that somebody typed may stand in a sentence of ours."""

MEANS = {ANSWER: "answer_triage"}
"""Presses that lead to an event of another name."""


def after(case: BreachCase, event: str, who: Actor, at: datetime = NOW, **payload: str) -> BreachCase:
    return change(case, event, who, at, ORG, payload).case


def action(card: Card, title: str) -> dict[str, Any]:
    return next(each for each in all_actions(card) if each["title"] == title)


def typed_in(case: BreachCase) -> list[str]:
    """Everything that people typed and that a card of this case may show."""
    told = [case.report.what_happened, case.report.done, case.report.n_exact, case.reporter.name]
    told += [case.late_reason, case.closing_reason, *(each.text for each in case.additions)]
    for each in case.exchanges:
        told += [each.question, each.answer, each.asked_by.name]
    for part in (case.withdrawal, case.decision, case.people, *case.duties.values()):
        told.append(part.reason if part is not None else "")
    told += [*(each.number for each in case.notifications), case.new_facts]
    told += [each.by.name for each in (case.triage, case.decision, *case.duties.values()) if each is not None]
    return [each for each in told if each]


def office_cards(life: Lived, now: datetime) -> Iterator[tuple[str, Card]]:
    case = life.case
    yield "incident", incident(case, now, ORG, IN_PO)
    yield "incident, private", incident(case, now, ORG, PO_ALONE)
    yield "questions", draw(case, now, ORG, IN_PO)
    yield "questions, private", draw(case, now, ORG, PO_ALONE)
    if case.is_open:
        yield "duties, private", duties(case, now, ORG, PO_ALONE)
    if "jz" in case.cards:
        yield "task", task(case, "jz", now, ORG)
    for chore in (each for each in CHORES.values() if case.is_open and each.waits(case)):
        for to in (chore.office, "fg"):
            yield (
                f"chore {chore.name} to {to}",
                chore_reminder(case, f"{chore.name}-2", now, ORG, channel(to)),
            )
    yield "history", history_of(case, life.events, now, ORG)
    yield "history, private", history_of(case, life.events, now, ORG, private=True)
    for name in ("po", "fg"):
        for sent in case.reminders:
            yield f"shrunk {sent}", shrunk(case, sent, name, ORG)
    coming = (*RHYTHM.stages(case, ORG), late_after(RHYTHM, case, now, ORG))
    for stage in coming if case.is_open else ():
        for to in ("po", "fg", f"person:{chance.guid(3)}"):
            yield (
                f"reminder {stage.name} to {to}",
                reminder(case, stage, max(now, stage.at), ORG, read_to(to)),
            )


def notes(case: BreachCase, now: datetime) -> Iterator[tuple[str, Card]]:
    ids = [each.id for each in case.exchanges]
    refs = [f"{kind}.{each}" for kind in ("question", "answer") for each in (*ids, "99")]
    kinds = [f"{kind}.{case.seq}" for kind in ("added", "withdrawal", "handed", "deviation")]
    for ref in (*refs, *kinds, "nonsense", ""):
        if (card := thread_note(case, read_ref("thread", ref), now, ORG)) is not None:
            yield f"note {ref}", card


def reporter_cards(case: BreachCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    yield "receipt", receipt(case, now, ORG)
    kinds = ("taken_up", "withdrawn", "kept", "reopened", "assessed", "no_breach", "closed", "nonsense")
    for ref in (*(f"{kind}.1" for kind in kinds), "question.99.5", "", "."):
        if (card := REPORTER.tell(case, read_ref("tell", ref), now, ORG)) is not None:
            yield f"tell {ref}", card
    for event in ("answer", "add_facts", "ask_withdrawal"):
        card = REPORTER.thanks(case, event, now, ORG)
        assert card is not None
        yield f"thanks {event}", card
    if not case.is_open:
        return
    for each in case.pending:
        yield "question", form(case, "answer", now, exchange=each.id, answer=words)
        yield "question again", REPORTER.ask_again(case, each, now, ORG)
        told = REPORTER.tell(case, read_ref("tell", f"question.{each.id}.7"), now, ORG)
        assert told is not None
        yield "question told", told
    yield "open answers", open_answers(case, now, ORG)
    yield "add", form_card(LIFE.forms["add_facts"], case, now, ORG)
    values = {"addition": words, "kind": words, "groups": "client,verzonnen", "data_kinds": "bsn,contact"}
    yield "add again", form(case, "add_facts", now, **values)
    if "ask_withdrawal" in LIFE.allowed(case, now, ORG):
        yield "withdraw", form(case, "ask_withdrawal", now, reason=words)


def form(case: BreachCase, event: str, now: datetime, **values: str) -> Card:
    """A form that comes back."""
    return wrong_form(LIFE, case, event, now, **values)


def forms(case: BreachCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    for event, each in LIFE.forms.items():
        if not each.reporter:
            yield event, form(case, event, now, question=words, reason=words, to=words)


@some
@given(chance.lived(), st.sampled_from(MOMENTS), chance.typed(ANSWER_LIMIT))
def test_every_card_of_every_case_keeps_the_rules(life: Lived, later: timedelta, words: str) -> None:
    now, case = life.now + later, life.case
    known = [*typed_in(case), *(event.actor_name for event in life.events), words]
    known += [
        event.why for event in life.events
    ]  # also what a later event of the same kind replaced in the case
    known += [value for event in life.events for _, value in event.changes.values()]
    # A single short word may be one of ours by chance.
    known = [each for each in known if " " in each or len(each) > SHORT]
    known = as_shown(known, AROUND)
    keep_the_rules([*office_cards(life, now), *notes(case, now), *reporter_cards(case, now, words)], known)
    # Colleagues are offered by the name in organisation.toml, which may be that of somebody in the case.
    keep_the_rules(forms(case, now, words), [words])


@some
@given(chance.lived(), st.sampled_from(MOMENTS))
def test_only_what_the_case_allows_can_be_pressed(life: Lived, later: timedelta) -> None:
    now, case = life.now + later, life.case
    allowed = LIFE.allowed(case, now, ORG)
    cards = [*office_cards(life, now), *notes(case, now), *reporter_cards(case, now, "x")]
    for name, card in cards:
        only_allowed(name, card, case, allowed | ALWAYS, MEANS)


@some
@given(chance.lived(), st.sampled_from(MOMENTS))
def test_a_confidential_case_shows_its_number_and_its_clock_only(life: Lived, later: timedelta) -> None:
    now = life.now + later
    case = life.case.model_copy(update={"confidential": True})
    life = replace(life, case=case)
    in_the_channel = [each for each in office_cards(life, now) if "private" not in each[0]]
    told = [*typed_in(case), *(text for event in life.events for _, text in event.changes.values())]
    secrets = recognisable(told, case)
    for field in CHOICES:
        value = getattr(case.report, field)
        chosen = value if isinstance(value, tuple) else (value,)
        secrets |= {text for each in chosen if len(text := label(field, each)) > 10}
    for name, card in [*in_the_channel, *notes(case, now)]:
        shown = " ".join(words_on(card).split())
        leaked = {each for each in secrets if each in shown}
        assert not leaked, name


@some
@given(chance.lived(), st.sampled_from(["po", "fg"]), st.sampled_from(MOMENTS))
def test_a_mail_and_a_toast_hold_no_fact_and_no_name(life: Lived, office: str, later: timedelta) -> None:
    now, case = life.now + later, life.case
    bare = chance.filed(PLAIN.model_copy(update={"discovered_at": case.report.discovered_at})).case
    standing = {name: getattr(case, name) for name in ("status", "told", "decision", "confidential")}
    bare = bare.model_copy(update=standing)
    assert mailed(mail_text, case, office, "new", now, ORG) == mailed(
        mail_text, bare, office, "new", now, ORG
    )
    assert summary_of(case, now, ORG) == summary_of(bare, now, ORG)


def test_the_mail_says_number_term_and_office() -> None:
    case = chance.filed(PLAIN).case
    mail = mailed(mail_text, case, "po", "new", NOW, ORG)
    assert mail.to == ORG.offices.po.email
    assert "DL-2026-0001" in mail.subject
    assert "do 26 november 2026, 13.40 uur" in mail.text
    assert "Privacy Officer" in mail.text
    assert "Teams" in mail.text
    late = mailed(mail_text, case, "fg", "new", NOW + timedelta(days=4), ORG)
    assert late.to == ORG.offices.fg.email
    assert "Melden moet nog steeds" in late.text
    seeds = {
        mailed(mail_text, case, office, ref, NOW + later, ORG).message_id_seed
        for office in ("po", "fg")
        for ref in ("new", "x|<y>@z")
        for later in (timedelta(), HOUR)
    }
    assert len(seeds) == 4, "the same news has the same id, other news another"
    assert all(set(seed) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for seed in seeds)


@pytest.mark.parametrize("field", sorted(CHOICES))
def test_every_choice_is_told_in_the_words_that_the_reporter_chose(field: str) -> None:
    steps = tomllib.loads(Path(flow.__file__).with_suffix(".nl.toml").read_text("utf-8"))["stap"]
    asked = next(step["veld"][field] for step in steps.values() if field in step.get("veld", {}))
    assert {value: label(field, value) for value in CHOICES[field]} == asked["optie"]
    assert field_name(field) == asked["label"]
    with pytest.raises(LookupError):
        label(field, "verzonnen")


def test_the_flow_asks_from_the_lists_of_the_register() -> None:
    for name in ("KINDS", "DATA_KINDS", "GROUPS", "COUNTS", "DISCOVERERS", "CAUSES", "SYSTEMS"):
        assert getattr(flow, name) == getattr(breach, name), name
    asked = {
        each.id: each.options
        for step in flow.FLOW.steps
        for each in getattr(step, "fields", ())
        if each.kind in ("choice", "choices")
    }
    assert asked == dict(CHOICES)
    assert TEXTS["breach"].stap["incident"].veld["kind"].optie == {
        value: label("kind", value) for value in CHOICES["kind"]
    }


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
    card = form(chance.filed(PLAIN).case, "ask_reporter", NOW, question="Mijn vraag")
    (field,) = (node for node in nodes(card) if node["type"] == "Input.Text")
    assert field["value"] == "Mijn vraag"
    assert "Je vraag: dit is te lang." in words_on(card)
    assert card["body"][0]["style"] == "attention"


def test_the_receipt_says_who_has_it_and_until_when() -> None:
    told = PLAIN.model_copy(update={"open_fields": ("n_records",)})
    case = chance.filed(told).case
    card = receipt(case, NOW, ORG)
    assert titles(card) == ["Vul aan", "Hoe staat het ervoor?", "Dit was een vergissing"]
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
    assert "Jij hoeft daarvoor niets te doen." in words_on(late)


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
    case = after(case, "seen", FEN, stage.at + HOUR, stage=stage.name)
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
    private = words_on(history_of(sent.case, events, NOW, ORG, private=True))
    assert "Is het gewist?" in private
    assert "Sam Voorbeeld" in private
    assert "De bot" in private
    assert "nog 48 uur" in private
    in_the_channel = json.dumps(history_of(sent.case, events, NOW, ORG))
    assert "gewist" not in in_the_channel
    assert "Sam" not in in_the_channel


def test_an_officer_who_reported_is_not_named_as_the_reporter_of_a_confidential_case() -> None:
    first = chance.filed(PLAIN, reporter=BO, confidential=True)
    taken = change(first.case, "take_up", NOOR, NOW, ORG)
    events = [each.event for each in (first, taken) if each.event]
    told = words_on(history_of(taken.case, events, NOW, ORG))
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


@pytest.mark.parametrize("sign", ["x", "\U0001f600", '"', "\\", "{", "a "])
def test_the_fullest_case_can_still_be_sent(sign: str) -> None:
    def full(limit: int) -> str:
        return ("a" + sign * limit)[: limit - 2] + "a"

    every = {name: CHOICES[name] for name in ("data_kinds", "groups", "systems")}
    told = {
        "what_happened": full(4000),
        "done": full(1000),
        "n_exact": full(100),
        "open_fields": tuple(CHOICES),
    }
    reporter = SAM.model_copy(update={"name": full(80)})
    officer = NOOR.model_copy(update={"name": full(80)})
    first = chance.filed(PLAIN.model_copy(update=every | told), reporter=reporter)
    steps: list[tuple[str, Actor, dict[str, str]]] = [("take_up", officer, {})]
    steps += [("add_facts", reporter, {"addition": f"{number}{full(990)}"}) for number in range(2)]
    for number in range(KEPT_EXCHANGES):
        steps.append(("ask_reporter", officer, {"question": f"{number}{full(990)}"}))
        steps.append(("answer", reporter, {"answer": full(ANSWER_LIMIT)}))
    steps.append(("late_reason", officer, {"reason": full(1000)}))
    steps.append(("ask_withdrawal", reporter, {"reason": full(1000)}))
    late, case, events = NOW + timedelta(hours=90), first.case, [first.event]
    for event, who, payload in steps:
        known = {"exchange": case.pending[0].id} if event == "answer" else {}
        done = change(case, event, who, late, ORG, payload | known)
        case, events = done.case, [*events, done.event]
        life = Lived(case, tuple(each for each in events if each), (), (), late)
        cards = [
            *office_cards(life, late),
            *notes(case, late),
            *reporter_cards(case, late, full(ANSWER_LIMIT + 500)),
        ]
        for name, card in [*cards, *forms(case, late, full(ANSWER_LIMIT + 500))]:
            assert size_of(card) <= MOST_BYTES, (event, name)
