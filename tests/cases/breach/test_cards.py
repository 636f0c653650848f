"""Every card and mail of a breach case, whatever happened to it and whatever was typed."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cards.view import Card
from cases.breach import report
from cases.breach.case import BreachCase
from cases.breach.life import LIFE, change
from cases.breach.lists import field_name, label
from cases.breach.mail import mail_text
from cases.breach.office_card import duties, history_of, incident, summary_of
from cases.breach.reminder_cards import chore_reminder, reminder, shrunk
from cases.breach.report import CHOICES
from cases.breach.reporter_cards import REPORTER, open_answers, receipt
from cases.breach.rhythm import CHORES, RHYTHM
from cases.breach.task_card import task
from cases.breach.thread_notes import thread_note
from cases.people import Actor
from cases.register.case import ANSWER_LIMIT, KEPT_EXCHANGES
from cases.register.forms import form_card
from cases.register.messages import channel, read_ref, read_to
from dialogs.assessing.card import ANSWER, draw
from dialogs.flows import TEXTS
from dialogs.flows import breach as flow
from tests.cards.rules import MOST_BYTES, size_of
from tests.cases.breach import by_chance as chance
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM, Lived
from tests.cases.drawn import (
    as_shown,
    keep_the_rules,
    only_allowed,
    recognisable,
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

some = settings(max_examples=110, phases=[Phase.explicit, Phase.generate])

ALWAYS = frozenset({"show", "receipt", "history", "paper", "duties", "menu", "own_cases", "snooze", "step"})
"""Buttons that change nothing, and that of a reminder, which is drawn here before it went out."""

SHORT = 12
"""Up to so many letters a word that somebody typed may stand in a sentence of ours."""

MEANS = {ANSWER: "answer_triage"}
"""Presses that lead to an event of another name."""


def typed_in(case: BreachCase) -> list[str]:
    """Everything that people typed and that a card of this case may show."""
    told = [case.report.what_happened, case.report.done, case.report.n_exact, case.reporter.name]
    told += [case.late_reason, case.closing_reason, *(each.text for each in case.additions)]
    for each in case.exchanges:
        told += [each.question, each.answer, each.asked_by.name]
    for part in (case.withdrawal, case.decision, case.people, *case.duties.values()):
        told.append(part.reason if part is not None else "")
    told += [*(each.number for each in case.notifications), case.new_facts, case.no_number, case.corrected]
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
        for whom in (channel(chore.office), channel("fg"), read_to(f"person:{chance.guid(3)}")):
            yield f"chore {chore.name} to {whom}", chore_reminder(case, f"{chore.name}-2", now, ORG, whom)
    yield "history", history_of(case, life.events, now, ORG, False)
    yield "history, private", history_of(case, life.events, now, ORG, True)
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
    kinds = [f"{kind}.{case.seq}" for kind in ("added", "amended", "withdrawal", "handed", "deviation")]
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
        yield "question", wrong_form(LIFE, case, "answer", now, exchange=each.id, answer=words)
        yield "question again", REPORTER.ask_again(case, each, now, ORG)
        told = REPORTER.tell(case, read_ref("tell", f"question.{each.id}.7"), now, ORG)
        assert told is not None
        yield "question told", told
    yield "open answers", open_answers(case, now, ORG)
    yield "add", form_card(LIFE.forms["add_facts"], case, now, ORG)
    values = {"addition": words, "kind": words, "groups": "client,verzonnen", "data_kinds": "bsn,contact"}
    yield "add again", wrong_form(LIFE, case, "add_facts", now, **values)
    if "ask_withdrawal" in LIFE.allowed(case, now, ORG):
        yield "withdraw", wrong_form(LIFE, case, "ask_withdrawal", now, reason=words)


def forms(case: BreachCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    for event, each in LIFE.forms.items():
        if not each.reporter:
            yield event, wrong_form(LIFE, case, event, now, question=words, reason=words, to=words)


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
    asked = [each.question for each in case.opinions.values()]
    asked += [each.question for each in case.exchanges if not each.topic]
    asked = [each for each in asked if " " in each or len(each) > SHORT]
    keep_the_rules(forms(case, now, words), [words, *as_shown(asked, AROUND)])


def test_what_leads_stands_first_also_beside_a_wish_to_take_the_report_back() -> None:
    """Found once: who keeps the case open stood before what had to be done next."""
    case = chance.after(chance.filed(PLAIN).case, "take_up", NOOR)
    case = chance.after(
        case, "ap_provisional", NOOR, on_date="2026-11-23", at_time="14:05", channel="webformulier"
    )
    case = chance.after(case, "ask_withdrawal", SAM, reason="Het was toch niets.")
    assert {"keep_open", "begin_triage"} <= LIFE.allowed(case, NOW, ORG)
    keep_the_rules(
        [("incident", incident(case, NOW, ORG, IN_PO))], [PLAIN.what_happened, SAM.name, NOOR.name]
    )


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
    counting = {name: getattr(case.report, name) for name in ("discovered_at", "no_personal_data")}
    bare = chance.filed(PLAIN.model_copy(update=counting)).case
    names = ("status", "told", "decision", "confidential", "data_found")
    standing = {name: getattr(case, name) for name in names}
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
    for name in ("KINDS", "DATA_KINDS", "REPORTED_GROUPS", "COUNTS", "DISCOVERERS", "CAUSES", "SYSTEMS"):
        assert getattr(flow, name) == getattr(report, name), name
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
