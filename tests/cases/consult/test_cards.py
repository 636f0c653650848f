"""Every card and mail of a consult, whatever happened to it and whatever was typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cards.view import Card
from cases.consult.case import ConsultCase
from cases.consult.facts import main_facts
from cases.consult.life import LIFE, Asked, change
from cases.consult.mail import mail_text
from cases.consult.office_card import history_of, living, summary_of, thread_note
from cases.consult.papers import consult_paper, papers_of
from cases.consult.reminder_cards import reminder, shrunk
from cases.consult.reporter_cards import REPORTER, own_card, own_row, receipt
from cases.consult.rhythm import RHYTHM
from cases.desks.own_cases import OwnCase, own_cases
from cases.papers.cards import paper_card
from cases.people import Actor, Viewer
from cases.register.case import ANSWER_LIMIT, KEPT_EXCHANGES
from cases.register.forms import form_card
from cases.register.messages import read_ref, read_to
from cases.register.rhythm import reminded
from cases.told import Told
from state_machines.consult_life import ASKED, BECAME_BREACH, OFFICE_TURN
from tests.cards.rules import MOST_BYTES, nodes, size_of
from tests.cases.breach.by_chance import BO, FEN, NOOR, NOW, ORG, SAM, guid, typed
from tests.cases.consult.by_chance import ASKED_FG, ASKED_PO, Lived, after, filed, judged, lived
from tests.cases.drawn import (
    as_shown,
    keep_the_rules,
    only_allowed,
    recognisable,
    titles,
    words_on,
    wrong_form,
)
from tests.cases.reminding import mailed
from tests.cases.viewers import IN_FG, IN_PO, alone, at_home

MOMENTS = (timedelta(), timedelta(days=3), timedelta(days=9), timedelta(days=200))
"""How much later a card is drawn: at once, after a reminder, when it is long, in another year."""

AROUND = (
    ("Van ", ""),
    ("Door ", ". "),
    ("Door ", "."),
    ("Gezien door ", ", nog niet opgepakt."),
    ("Vraag van ", ""),
)
"""How a name stands in a sentence of ours."""

some = settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
TYPED = frozenset({"question", "answer", "addition", "reply"})
ALWAYS = frozenset({"show", "receipt", "step", "history", "menu", "own_cases", "paper", "give", "snooze"})
"""Buttons that change nothing, and that of a reminder, which is drawn here before it went out."""


def typed_in(case: ConsultCase) -> list[str]:
    """Everything that people typed and that a card of this case may show."""
    told = [case.question, case.about, case.reporter.name, case.closing_reason]
    told += [each.answer for each in case.told if each.typed]
    told += [text for each in case.replies for text in (each.words, each.by.name)]
    told += [each.words for each in case.additions]
    told += [text for each in case.passings for text in (each.reason, each.by.name)]
    told += [text for each in case.exchanges for text in (each.question, each.answer, each.asked_by.name)]
    return [each for each in told if each]


def form(case: ConsultCase, event: str, now: datetime, **values: str) -> Card:
    """A form that comes back."""
    return wrong_form(LIFE, case, event, now, **values)


def office_cards(life: Lived, now: datetime) -> Iterator[tuple[str, Card]]:
    case = life.case
    yield "living", living(case, now, ORG, at_home(LIFE, case))
    yield "living, private", living(case, now, ORG, at_home(LIFE, case, private=True))
    for offices in ({"fg"}, {"po"}, {"jz"}):
        yield (
            "watched",
            living(case, now, ORG, Viewer.in_channel(*offices)),
        )
        yield "watched, private", living(case, now, ORG, alone(*offices))
    yield "history", history_of(case, life.events, now, ORG, False)
    yield "history, private", history_of(case, life.events, now, ORG, True)
    for sent in (*case.reminders, "nonsense", "turn-1-99999d"):
        for office in ("po", "fg", "jz"):
            yield f"shrunk {sent}", shrunk(case, sent, office, ORG)
    for paper, _ in papers_of(case):
        yield f"paper {paper}, private", paper_card(consult_paper(case, paper, now, ORG))
    for stage in RHYTHM.stages(case, ORG) if case.status in OFFICE_TURN else ():
        for to in (case.office, "fg", f"person:{guid(3)}"):
            yield f"reminder {stage.name} to {to}", reminder(case, stage, stage.at, ORG, read_to(to))


def notes(case: ConsultCase, now: datetime) -> Iterator[tuple[str, Card]]:
    ids = [each.id for each in case.exchanges]
    refs = [f"{kind}.{each}" for kind in ("question", "answer") for each in (*ids, "99")]
    for ref in (*refs, "added.1", "again.1", "passed.1", "handed.1", "nonsense", ""):
        if (card := thread_note(case, read_ref("thread", ref), now, ORG)) is not None:
            yield f"note {ref}", card


def asker_cards(case: ConsultCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    yield "receipt", receipt(case, now, ORG)
    yield "own card", own_card(case, now, ORG)
    for kind in (
        "taken_up",
        "passed",
        "reopened",
        "reply",
        "lapsed",
        "unanswered",
        "question.99",
        "nonsense",
        "",
    ):
        if (card := REPORTER.tell(case, read_ref("tell", f"{kind}.1"), now, ORG)) is not None:
            yield f"tell {kind}", card
    for event in ("answer", "add_words", "follow_up", "withdraw"):
        card = REPORTER.thanks(case, event, now, ORG)
        assert card is not None
        yield f"thanks {event}", card
        yield event, form(case, event, now, question=words, addition=words, reason=words, answer=words)
    for each in case.pending:
        yield "question again", REPORTER.ask_again(case, each, now, ORG)
        told = REPORTER.tell(case, read_ref("tell", f"question.{each.id}.7"), now, ORG)
        assert told is not None
        yield "question told", told
    yield "own", own_cases([OwnCase(case, own_row(case, now, ORG), None)], 1)


def forms(case: ConsultCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    for event, each in LIFE.forms.items():
        if not each.reporter:
            yield event, form(case, event, now, words=words, reason=words, to=words, office=words)


@some
@given(lived(), st.sampled_from(MOMENTS), typed(ANSWER_LIMIT))
def test_every_card_of_every_case_keeps_the_rules(life: Lived, later: timedelta, words: str) -> None:
    now, case = life.now + later, life.case
    known = [*typed_in(case), *(event.actor_name for event in life.events), words]
    known += [event.changes[name][1] for event in life.events for name in TYPED & event.changes.keys()]
    known += [event.why for event in life.events]
    known = as_shown(known, AROUND)
    keep_the_rules([*office_cards(life, now), *notes(case, now), *asker_cards(case, now, words)], known)
    keep_the_rules(forms(case, now, words), [words])


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_what_the_bot_said_stays_on_the_card_of_the_asker(life: Lived, later: timedelta) -> None:
    """Asked, answered or closed: the verdict, each of its reasons, duties and lines of law, and what was asked."""
    case, now = life.case, life.now + later
    if case.verdict is None or case.status == BECAME_BREACH:
        return
    said = case.verdict
    lines = [*said.lines, *(each.text for each in (*said.reasons, *said.duties)), *said.law]
    lines = [each.removesuffix(".") for each in lines]
    for card in (own_card(case, now, ORG), receipt(case, now, ORG)):
        told = words_on(card)
        assert all(told.count(each) >= 1 for each in (said.title, *lines))
        assert not case.about or case.question or "Je vraag" in told
    if not case.is_open and case.replies:
        assert "Dan telt dat." in words_on(own_card(case, now, ORG))


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_only_what_the_case_allows_can_be_pressed(life: Lived, later: timedelta) -> None:
    now, case = life.now + later, life.case
    allowed = LIFE.allowed(case, now, ORG)
    shown = [*office_cards(life, now), *notes(case, now), *asker_cards(case, now, "x")]
    for name, card in shown:
        if name in LIFE.forms:
            continue  # drawn whatever the case is like; another test has that
        only_allowed(name, card, case, allowed | ALWAYS)


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_a_confidential_case_shows_its_number_only(life: Lived, later: timedelta) -> None:
    now = life.now + later
    case = life.case.model_copy(update={"confidential": True})
    life = replace(life, case=case)
    told = [*typed_in(case), *(text for event in life.events for _, text in event.changes.values())]
    told += [event.why for event in life.events if event.event != "remind"]
    secrets = recognisable(told, case)
    in_the_channel = [each for each in office_cards(life, now) if "private" not in each[0]]
    for name, card in [*in_the_channel, *notes(case, now)]:
        shown = " ".join(words_on(card).split())
        assert not {each for each in secrets if each in shown}, name


@some
@given(lived(), st.sampled_from(["po", "fg", "jz"]))
def test_a_mail_and_a_toast_hold_no_fact_and_no_name(life: Lived, office: str) -> None:
    case = life.case
    standing = {"confidential": case.confidential, "status": ASKED if case.confidential else case.status}
    bare = filed(Asked(office=case.office, question="x")).case.model_copy(update=standing)
    assert mailed(mail_text, case, office, "new", NOW, ORG) == mailed(
        mail_text, bare, office, "new", NOW, ORG
    )
    assert summary_of(case, life.now, ORG) == summary_of(bare, life.now, ORG)


def test_the_mail_says_number_and_office() -> None:
    mail = mailed(mail_text, filed(ASKED_FG).case, "fg", "new", NOW, ORG)
    assert mail.to == ORG.offices.fg.email
    assert "AD-2026-0001" in mail.subject
    assert ORG.offices.fg.title in mail.text
    seeds = {
        mailed(mail_text, filed().case, office, ref, NOW, ORG).message_id_seed
        for office in ("po", "fg")
        for ref in ("new", "passed.3", "x|<y>@z")
    }
    assert len(seeds) == 6
    assert all(set(seed) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for seed in seeds)


def test_a_new_question_has_one_box_and_two_ways_to_send() -> None:
    card = living(filed(ASKED_FG).case, NOW, ORG, at_home(LIFE, filed(ASKED_FG).case))
    assert titles(card) == [
        "Stuur antwoord",
        "Stuur als vraag terug",
        "Meer stappen",
        "Ik pak dit op",
        "Toon verloop",
    ]
    becomes = ["Maak er een datalek van", "Maak er een verzoek van"]
    assert steps_on(card) == ["Geef aan ander kantoor", *becomes, "Maak vertrouwelijk"]
    fields = [node for node in nodes(card) if node["type"].startswith("Input.")]
    assert [each["id"] for each in fields] == ["words", "step"]
    assert "isRequired" not in fields[0], "an empty box must not hold up the list of steps"
    told = words_on(card)
    assert "Mag het in het dossier?" in told
    assert "Gezondheid (**bijzonder**)" in told
    assert "Waarom bij jou:" in told
    assert "graag vóór ma 30 nov" in told
    free = [
        each
        for each in card["actions"]
        if each["type"] == "Action.Execute" and each.get("associatedInputs") != "None"
    ]
    assert [each["title"] for each in free] == ["Stuur antwoord", "Stuur als vraag terug"]


def steps_on(card: Card) -> list[str]:
    """What the list of steps on a card offers."""
    return [choice["title"] for node in nodes(card) if node.get("id") == "step" for choice in node["choices"]]


def test_who_only_reads_has_no_box_and_the_fg_can_take_it_over() -> None:
    case = after(filed(ASKED_PO).case, "pass_on", NOOR, office="jz")
    before = living(case, NOW, ORG, IN_PO)
    assert titles(before) == ["Maak er een datalek van", "Maak er een verzoek van", "Toon verloop"]
    assert not [node for node in nodes(before) if node["type"].startswith("Input.")]
    becomes = ["Maak er een datalek van", "Maak er een verzoek van"]
    takes_over = ["Geef aan ander kantoor", *becomes, "Maak vertrouwelijk", "Toon verloop"]
    assert titles(living(case, NOW, ORG, IN_FG)) == takes_over
    assert case.question in words_on(before)


def test_a_taken_question_can_be_given_to_a_colleague_of_the_same_office() -> None:
    case = after(filed(ASKED_PO).case, "take_up", NOOR)
    card = living(case, NOW, ORG, at_home(LIFE, case))
    assert "Geef aan een collega" in steps_on(card)
    assert "Ik pak dit op" not in titles(card)
    offered = [
        choice["value"]
        for node in nodes(form_card(LIFE.forms["hand_over"], case, NOW, ORG))
        for choice in node.get("choices", ())
    ]
    assert BO.aad_id in offered
    assert not {FEN.aad_id, NOOR.aad_id} & set(offered)
    others = [
        choice["value"]
        for node in nodes(form_card(LIFE.forms["pass_on"], case, NOW, ORG))
        for choice in node.get("choices", ())
    ]
    assert others == ["fg", "jz"]


def test_the_answer_reaches_the_asker_with_two_ways_on() -> None:
    case = after(filed().case, "reply", NOOR, words="Ja, via *ZIVVER*.")
    card = REPORTER.tell(case, read_ref("tell", "reply.1"), NOW, ORG)
    assert card is not None
    assert titles(card) == ["Ik heb nog een vraag", "Klaar, bedankt"]
    assert "Ja, via *ZIVVER*." in words_on(card)
    assert "Mag ik een lijst delen?" in words_on(card)
    again = after(case, "follow_up", SAM, question="En per post?")
    assert "En per post?" in words_on(living(again, NOW, ORG, at_home(LIFE, again)))
    second = after(again, "reply", NOOR, words="Ook.")
    shown = REPORTER.tell(second, read_ref("tell", "reply.9"), NOW, ORG)
    assert shown is not None
    assert "En per post?" in words_on(shown)
    assert REPORTER.tell(again, read_ref("tell", "reply.1"), NOW, ORG) is None, (
        "an answer that was asked about is no news"
    )


def test_the_own_row_says_what_waits() -> None:
    case = filed().case
    assert own_row(case, NOW, ORG).detail_bold == ""
    asked = after(case, "ask_reporter", NOOR, words="Hoeveel?")
    assert own_row(asked, NOW, ORG).detail_bold
    answered = after(asked, "reply", NOOR, words="Ja.")
    assert own_row(answered, NOW, ORG).detail_bold
    assert not own_row(answered, NOW, ORG).closed
    closed = after(answered, "close", SAM)
    assert own_row(closed, NOW, ORG).closed


def test_a_reminder_calls_who_must_act() -> None:
    case = filed(ASKED_PO).case
    first, last = RHYTHM.stages(case, ORG)

    def called(case: ConsultCase, to: str) -> set[str]:
        card = reminder(case, first, first.at, ORG, read_to(to))
        return {each["mentioned"]["id"] for each in card.get("msteams", {}).get("entities", [])}

    assert {NOOR.aad_id, BO.aad_id, guid(3)} == called(case, "po")
    assert called(after(case, "seen", BO), "po") == {NOOR.aad_id, BO.aad_id}
    assert called(after(case, "take_up", BO), "po") == {BO.aad_id}
    assert called(case, "fg") == {FEN.aad_id}
    assert "De FG hoort het dan ook." in words_on(reminder(case, first, first.at, ORG, read_to("po")))
    sent = reminded(RHYTHM, LIFE, case, last, last.at, ORG).case
    seen = after(sent, "seen", FEN, last.at, stage=last.name)
    assert "Gezien door Fen Voorbeeld" in words_on(shrunk(seen, last.name, "fg", ORG))
    assert "Gezien" not in words_on(shrunk(seen, last.name, "po", ORG))


@pytest.mark.parametrize("sign", ["x", "\U0001f600", '"', "\\", "{", "a "])
def test_the_fullest_case_can_still_be_sent(sign: str) -> None:
    def full(limit: int) -> str:
        return ("a" + sign * limit)[: limit - 2] + "a"

    told = tuple(
        each.model_copy(update={"answer": full(500), "typed": True}) if place % 3 == 0 else each
        for place, each in enumerate(ASKED_FG.told * 11)
    )
    asker = SAM.model_copy(update={"name": full(80)})
    officer = FEN.model_copy(update={"name": full(80)})
    first = filed(replace(ASKED_FG, question=full(1000), told=told), reporter=asker)
    steps: list[tuple[str, Actor, dict[str, Any]]] = []
    for number in range(KEPT_EXCHANGES):
        steps.append(("ask_reporter", officer, {"words": f"{number}{full(990)}"}))
        steps.append(("answer", asker, {"answer": full(ANSWER_LIMIT)}))
        steps.append(("add_words", asker, {"addition": f"{number}{full(990)}"}))
        steps.append(("reply", officer, {"words": f"{number}{full(1990)}"}))
        steps.append(("follow_up", asker, {"question": f"{number}{full(990)}"}))
    steps.append(("pass_on", officer, {"office": "jz", "reason": full(1000)}))
    case, events = first.case, [first.event]
    for event, who, payload in steps:
        known = {"exchange": case.pending[0].id} if event == "answer" else {}
        done = change(case, event, who, NOW, ORG, payload | known)
        case, events = done.case, [*events, done.event]
        if len(events) % 5 and event != "pass_on":
            continue
        life = Lived(case, tuple(each for each in events if each), (), (), NOW)
        cards = [
            *office_cards(life, NOW),
            *notes(case, NOW),
            *asker_cards(case, NOW, full(ANSWER_LIMIT + 500)),
            *forms(case, NOW, full(ANSWER_LIMIT + 500)),
        ]
        for name, card in cards:
            assert size_of(card) <= MOST_BYTES, (event, name, size_of(card))


# --- what an office sees first ----------------------------------------------------------------------------------------

FOUND = replace(
    ASKED_FG,
    told=(
        *ASKED_FG.told,
        Told(
            step="basis",
            field="basis",
            question="Welke?",
            answer="Weet ik niet, help mij kiezen",
            points=("5",),
        ),
        Told(step="task_check", field="task_clear", question="Duidelijk?", answer="Ja", points=("5.taak",)),
    ),
    codes={**ASKED_FG.codes, "basis": "help", "task_clear": "ja"},
    verdict=judged("mag_onder_voorwaarden"),
)


def facts_of(asked: Asked) -> list[tuple[str, str]]:
    return [(each.label, each.value) for each in main_facts(filed(asked).case)]


def test_an_office_sees_the_answer_of_the_bot_the_plan_and_the_basis_that_was_found_first() -> None:
    assert facts_of(FOUND)[:3] == [
        ("Antwoord van de bot", "Verzonnen antwoord"),
        ("Plan", "Tillen"),
        ("Grondslag", "Taak van algemeen belang of openbaar gezag"),
    ]
    none = replace(FOUND, told=FOUND.told[:-1], codes={**ASKED_FG.codes, "basis": "help"})
    assert ("Grondslag", "Nog niet gevonden") in facts_of(none)
    assert facts_of(ASKED_FG) == [("Gegevens", "Gezondheid"), ("Van wie", "Cliënten")], "nobody judged it"


def test_what_the_bot_answered_stays_on_the_card_after_the_office_did() -> None:
    case = after(filed(FOUND).case, "reply", FEN, words="Dat mag.", as_advised="zoals")
    card = str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    assert "Verzonnen antwoord" in card
    hidden = after(case, "reopen", FEN)
    hidden = after(hidden, "make_confidential", FEN)
    assert "Verzonnen antwoord" not in str(living(hidden, NOW, ORG, at_home(LIFE, hidden)))
