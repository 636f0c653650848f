"""Every card and mail of a rights request, whatever happened to it and whatever was typed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cards.typed_text import tame
from cards.view import Card
from cards.words import sentences_in
from cases.register.forms import FORM, STEP, Filling, asked_by, form_card, office_people
from cases.register.history import Event
from cases.register.life import Deed
from cases.register.messages import read_ref, read_to
from cases.rights import reporter_cards as of_the_reporter
from cases.rights.case import RightsCase
from cases.rights.events import stage_words
from cases.rights.facts import place_of, steps
from cases.rights.life import LIFE
from cases.rights.mail import mail_text
from cases.rights.office_card import history_of, living, state_of, summary_of, thread_note
from cases.rights.reminder_cards import reminder, search_reminder, shrunk
from cases.rights.reporter_cards import REPORTER, own_row, receipt, search_task
from cases.rights.request import ASKERS, CLARITIES, IDENTIFICATIONS, PROOFS, RIGHTS, SUBJECTS
from cases.rights.rhythm import RHYTHM
from state_machines.engine import NotAllowed
from state_machines.rights_life import ROLES
from tests.cards.rules import MOST_BYTES, MOST_WORDS, all_actions, nodes, size_of, visible_words
from tests.cases.breach.by_chance import JIP, NOW, ORG, SAM, typed
from tests.cases.drawn import as_shown, keep_the_rules
from tests.cases.reminding import late_after, mailed
from tests.cases.rights.by_chance import ANSWER, PLAIN, TWO, Lived, after, confirmed, decided, filed, lived
from tests.cases.viewers import FG_ALONE, IN_JZ, JZ_ALONE

MOMENTS = (timedelta(), timedelta(days=24), timedelta(days=29), timedelta(days=200))
"""How much later a card is drawn: at once, when it is urgent, when it is late, in another year."""

AROUND = (
    ("Doorgegeven door ", ""),
    ("Gezien door ", ", nog niet opgepakt."),
    ("Door ", ". "),
    ("Beantwoord door ", "."),
    ("Gevraagd aan: ", "."),
)
"""How a name stands in a sentence of ours."""

ALWAYS = frozenset({"show", "receipt", "history", "paper", "give", "step"})
"""Buttons that change nothing by themselves."""

some = settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])


def typed_in(part: Any) -> Iterator[str]:
    """Everything that people may have typed in a case."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for name, each in part.items():
            if name not in ("ground", "outcome", "right"):
                yield from typed_in(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from typed_in(each)


def words_of(life: Lived) -> list[str]:
    told = [each for each in typed_in(life.case.model_dump(mode="json")) if " " in each or len(each) > 20]
    told += [event.actor_name for event in life.events]
    told += [event.why for event in life.events if " " in event.why]
    told += [after for event in life.events for _, after in event.changes.values() if " " in after]
    return [each for each in told if len(each.strip()) > 3]


def office_cards(life: Lived, now: datetime) -> Iterator[tuple[str, Card]]:
    case = life.case
    yield "living", living(case, now, ORG, IN_JZ)
    yield "living, private", living(case, now, ORG, JZ_ALONE)
    yield "history", history_of(case, life.events, now, ORG, False)
    yield "history, private", history_of(case, life.events, now, ORG, True)
    for name in ("jz", "fg"):
        for sent in case.reminders:
            yield f"shrunk {sent}", shrunk(case, sent, name, ORG)
    coming = (*RHYTHM.stages(case, ORG), late_after(RHYTHM, case, now, ORG))
    for stage in coming if case.term_runs else ():
        for to in ("jz", "fg", f"person:{JIP.aad_id}"):
            yield (
                f"reminder {stage.name} to {to}",
                reminder(case, stage, max(now, stage.at), ORG, read_to(to)),
            )
    ids = [*(each.id for each in case.exchanges), *(each.id for each in case.searches), "99"]
    for kind in ("question", "answer", "found", "handed", "narrowed", "ended", "nonsense"):
        for each in ids:
            if (card := thread_note(case, read_ref("thread", f"{kind}.{each}"), now, ORG)) is not None:
                yield f"note {kind}.{each}", card
    for task in case.searches:
        for late in (False, True):
            if (card := search_reminder(case, task.id, now, ORG, late=late)) is not None:
                yield "search reminder", card


def reporter_cards(case: RightsCase, now: datetime) -> Iterator[tuple[str, Card]]:
    yield "receipt", receipt(case, now, ORG)
    for kind in ("taken_up", "answered", "closed", "ended", "reopened", "nonsense", ""):
        if (card := REPORTER.tell(case, read_ref("tell", f"{kind}.1"), now, ORG)) is not None:
            yield f"tell {kind}", card
    for event in ("answer", "answer_search"):
        card = REPORTER.thanks(case, event, now, ORG)
        assert card is not None
        yield f"thanks {event}", card
    for task in case.searches:
        if (card := search_task(case, task.id, now, ORG)) is not None:
            yield "search task", card
    for each in case.pending if case.is_open else ():
        yield "question again", REPORTER.ask_again(case, each, now, ORG)


def forms(case: RightsCase, now: datetime, words: str) -> Iterator[tuple[str, Card]]:
    allowed = LIFE.allowed(case, now, ORG)
    for event, form in LIFE.forms.items():
        if event not in allowed:
            continue
        yield event, form_card(form, case, now, ORG)
        given = {
            each.id: words if "text" in each.kind else "verzonnen" for each in asked_by(form, case, ORG, {})
        }
        errors = dict.fromkeys(given, "Dit is te lang.")
        yield f"{event} again", form_card(form, case, now, ORG, Filling(values=given, errors=errors))


@some
@given(lived(), st.sampled_from(MOMENTS), typed(1000))
def test_every_card_of_every_case_keeps_the_rules(life: Lived, later: timedelta, words: str) -> None:
    now, case = life.now + later, life.case
    # A single short word may be one of ours by chance.
    known = as_shown([*words_of(life), *([words] if " " in words or len(words) > 20 else [])], AROUND)
    keep_the_rules((*office_cards(life, now), *reporter_cards(case, now)), known)
    # Whoever is of an office stands by name in the list of colleagues, also who reported something.
    told = [each for each in words_of(life) if each not in office_people(ORG).values()]
    keep_the_rules(forms(case, now, words), [words, *told])


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_only_what_the_case_allows_can_be_pressed(life: Lived, later: timedelta) -> None:
    now, case = life.now + later, life.case
    allowed = LIFE.allowed(case, now, ORG)
    for viewer in (IN_JZ, JZ_ALONE, FG_ALONE):
        card = living(case, now, ORG, viewer)
        pressed = [each["verb"] for each in all_actions(card) if each["type"] == "Action.Execute"]
        for verb in pressed:
            assert verb.removesuffix(FORM) in allowed | ALWAYS
        chosen = [
            choice["value"].partition(".")[0]
            for node in nodes(card)
            if node.get("id") == STEP
            for choice in node["choices"]
        ]
        assert set(chosen) <= allowed | ALWAYS
        assert len(set(chosen) & {verb.removesuffix(FORM) for verb in pressed}) == 0
        if viewer == JZ_ALONE or (viewer == IN_JZ and not case.confidential):
            offered = set(chosen) | {verb.removesuffix(FORM) for verb in pressed}
            by_office = {event for event in allowed if "jz" in ROLES[event]}
            elsewhere = {"ask_reporter", "send_facts", "hand_over", "give_paper"}
            assert by_office - offered <= elsewhere | {"fill_paper", "snooze"}
            behind = [each for each in all_actions(card) if each.get("mode") == "secondary"]
            assert [each["verb"] for each in behind] == ["history"], "steps stand in one place"


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_a_confidential_request_shows_its_number_and_term_only(life: Lived, later: timedelta) -> None:
    now = life.now + later
    case = life.case.model_copy(update={"confidential": True})
    card = living(case, now, ORG, IN_JZ)
    told = " ".join(
        str(node.get(name, "")) for node in nodes(card) for name in ("text", "title", "value", "label")
    )
    for words in (case.request.wish, case.request.reference, *(each.what for each in case.searches)):
        assert len(words) < 12 or tame(words)[:40] not in told
    assert not [node for node in nodes(card) if node["type"].startswith("Input.")]
    assert size_of(card) < MOST_BYTES


@some
@given(lived(), st.sampled_from(MOMENTS))
def test_mails_and_toasts_hold_nothing_of_the_request(life: Lived, later: timedelta) -> None:
    now = life.now + later
    mail = mailed(mail_text, life.case, "jz", "new", now, ORG)
    told = f"{mail.subject} {mail.text} {summary_of(life.case, now, ORG)}"
    assert life.case.number in mail.subject
    for words in words_of(life):
        if words not in (NOW.isoformat(),) and len(words) > 25:
            assert words not in told
    for word in ("client", "Cliënt", "Inzage", "TEST-0000", SAM.name, JIP.name):
        assert word not in told


def test_the_card_of_the_drawing_board() -> None:
    case = after(filed(TWO).case, "take_up")
    case = after(case, "confirm_receipt", told_on="2026-11-20")
    case = after(case, "ask_identity", way="feiten", reason="bewijs", asked_on="2026-11-23")
    card = living(case, NOW, ORG, IN_JZ)
    told = [str(node.get("text", "")) for node in nodes(card)]
    whole = "\n".join(told)
    assert "RV-2026-0001 · wacht op identiteit" in told
    assert "Antwoord uiterlijk za 19 dec" in whole
    assert "Plan het op vr 18 dec. De wet geeft tot ma 21 dec: za 19 dec is geen werkdag." in whole
    assert "de persoon" in whole
    assert [each for each in told if each in ("Inzage en kopie", "Verbeteren", "Wacht op identiteit")] == [
        "Inzage en kopie",
        "Wacht op identiteit",
        "Verbeteren",
        "Wacht op identiteit",
    ]
    bold = {node.get("text") for node in nodes(card) if node.get("weight") == "Bolder"}
    assert "Antwoord uiterlijk za 19 dec" in bold
    assert [each["title"] for each in card["actions"]][:3] == [
        "Identiteit is in orde",
        "Toon concepten",
        "Meer stappen",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Vraag geen kopie van een ID"),
        ({"asker": "vertegenwoordiger", "authority": "ouder", "proof": "nee"}, "Geef de ander niets"),
        ({"subject": "medewerker"}, "AFAS"),
        ({"identified": "kopie_open"}, "Vernietig die"),
        ({"told": ("gegevens",)}, "datalek"),
        ({"clear": "nee"}, "nooit een voorwaarde"),
        ({}, "za 19 dec"),
        ({}, "Meestal kost het niets"),
    ],
)
def test_the_receipt_says_what_to_do_and_what_to_tell(changes: Mapping[str, object], expected: str) -> None:
    card = receipt(filed(PLAIN.model_copy(update=changes)).case, NOW, ORG)
    told = " ".join(str(node.get("text", "")) for node in nodes(card))
    assert expected in told


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("identified", IDENTIFICATIONS)
@pytest.mark.parametrize("asker", ASKERS)
def test_no_receipt_says_more_than_can_be_read(subject: str, identified: str, asker: str) -> None:
    """All sentences of ours that answers can call up, together: chance rarely draws the longest."""
    proofs = PROOFS if asker == "vertegenwoordiger" else (None,)
    for told, clear, proof, reference in product(
        [("gegevens",), ("ontvangst",)], CLARITIES, proofs, ("", "TEST-0000")
    ):
        changes: dict[str, object] = {
            "subject": subject,
            "identified": identified,
            "told": told,
            "clear": clear,
            "reference": reference,
        }
        changes |= {"asker": asker, "proof": proof, "authority": "ouder" if proof else None}
        case = filed(PLAIN.model_copy(update={**changes, "rights": RIGHTS})).case
        assert visible_words(receipt(case, NOW, ORG)) <= MOST_WORDS, (told, clear, proof)


def test_a_receipt_with_little_room_tells_first_what_may_have_gone_wrong() -> None:
    changes = {"subject": "medewerker", "identified": "kopie_open", "told": ("gegevens",)}
    told = str(receipt(filed(PLAIN.model_copy(update=changes)).case, NOW, ORG))
    assert "datalek" in told
    assert "Vernietig die" in told


def test_the_colleague_reads_how_it_stands_and_nothing_of_what_was_decided() -> None:
    case = decided(PLAIN, "geweigerd")
    told = " ".join(str(node.get("text", "")) for node in nodes(receipt(case, NOW, ORG)))
    assert "besloten" in told
    assert "Na overleg" not in told
    assert own_row(case, NOW, ORG).detail == "Het staat op: besloten."
    asked = after(case, "ask_search", to="reporter", what="De brief.", until="2026-11-30")
    assert own_row(asked, NOW, ORG).detail_bold
    done = after(after(confirmed(), "decide", right="inzage", outcome="toegekend"), "record_answer", **ANSWER)
    closed = after(done, "close")
    assert own_row(closed, NOW, ORG).closed


def test_a_pause_is_told_and_the_plain_date_stays() -> None:
    case = after(filed(PLAIN).case, "ask_identity", way="feiten", reason="bewijs", asked_on="2026-11-23")
    case = after(case, "pause", reason="identiteit")
    told = " ".join(str(node.get("text", "")) for node in nodes(living(case, NOW, ORG, IN_JZ)))
    assert "Gepauzeerd" in told
    assert "Antwoord uiterlijk za 19 dec" in told


def test_every_stage_and_place_has_its_words() -> None:
    case = after(confirmed(), "ask_search", to="anders", place="Archief", what="Alles.", until="2026-11-30")
    assert place_of(case.searches[0], ORG) == "Archief"
    extended = after(
        case, "extend", reason="complex", why="Veel.", months="2", told_on=date(2026, 11, 20).isoformat()
    )
    for each in (case, extended):
        for stage in RHYTHM.stages(each, ORG):
            assert stage_words(stage.name)


def test_who_reads_along_sees_the_same_card() -> None:
    case = confirmed()
    assert living(case, NOW, ORG, JZ_ALONE) == living(case, NOW, ORG, IN_JZ)


def test_the_course_tells_what_each_step_brought() -> None:
    case, events = filed(TWO).case, list[Event]()
    steps: list[tuple[str, dict[str, str]]] = [
        ("confirm_receipt", {"told_on": "2026-11-20"}),
        (
            "amend",
            {
                "rights": "inzage,wissing",
                "received_on": "2026-11-18",
                "subject": "medewerker",
                "why": "De persoon bedoelde wissen.",
                "told_on": "2026-11-20",
            },
        ),
        ("ask_identity", {"way": "balie", "reason": "twijfel", "asked_on": "2026-11-20"}),
        ("confirm_identity", {"way": "balie"}),
        ("extend", {"reason": "complex", "why": "Veel dozen.", "months": "2", "told_on": "2026-11-20"}),
        (
            "decide",
            {"right": "inzage", "outcome": "geweigerd", "ground": "anderen", "reason": "Te veel anderen."},
        ),
    ]
    for event, given_fields in steps:
        done = LIFE.change(case, event, Deed(JIP, NOW, ORG, given_fields))
        assert done.event is not None
        case, events = done.case, [*events, done.event]
    told = "\n".join(str(node.get("text", "")) for node in nodes(history_of(case, events, NOW, ORG, False)))
    for words in (
        "Rechten: Inzage en kopie · Wissen",
        "Ontvangen: wo 18 nov",
        "De persoon hoorde het op: vr 20 nov. De persoon bedoelde wissen.",
        "Geldig ID op kantoor",
        "Tot do 18 feb. Het verzoek is ingewikkeld. Veel dozen.",
        "Inzage en kopie: Geweigerd. Rechten van anderen (AVG 15.4, 20.4). Te veel anderen.",
    ):
        assert words in told


# --- what may have gone wrong, and what is missing ----------------------------------------------------------------

GAVE = PLAIN.model_copy(update={"told": ("ontvangst", "gegevens")})


def _titles(card: Card) -> list[str]:
    return [str(each.get("title", "")) for each in all_actions(card)]


@pytest.mark.parametrize(
    "more",
    [
        {"identified": "nog_niet"},
        {"identified": "kopie_open", "subject": "medewerker"},
        {"identified": "email", "asker": "vertegenwoordiger", "authority": "anders", "proof": "nee"},
        {"identified": "herkend", "doubt": True},
    ],
)
def test_data_that_went_to_somebody_unsure_lead_to_the_report_of_a_breach(more: dict[str, object]) -> None:
    case = filed(GAVE.model_copy(update=more)).case
    mine = receipt(case, NOW, ORG)
    assert "breach" in str([each.get("data") for each in all_actions(mine)])
    assert "Meld een datalek" in _titles(mine)
    office = " ".join(str(node.get("text", "")) for node in nodes(living(case, NOW, ORG, IN_JZ)))
    assert "meld dit bij de Privacy Officer" in office
    sure = after(case, "confirm_identity", way="balie", authority="true")
    assert "Meld een datalek" not in _titles(receipt(sure, NOW, ORG))
    looked = after(case, "check_breach", outcome="geen", why="De persoon staat hier naast me.")
    assert "Meld een datalek" not in _titles(receipt(looked, NOW, ORG))


def test_the_report_of_a_breach_comes_before_every_other_note() -> None:
    """An employee, an open copy, no reference: there is room for two, and this is the first."""
    more = {"identified": "kopie_open", "subject": "medewerker", "reference": ""}
    case = filed(GAVE.model_copy(update=more)).case
    told = [str(node.get("text", "")) for node in nodes(receipt(case, NOW, ORG))]
    notes = [
        each for each in told if "gegevens gegeven" in each or "alles te lezen" in each or "AFAS" in each
    ]
    assert "gegevens gegeven" in notes[0]


def test_a_request_ends_only_once_that_was_looked_at() -> None:
    case = filed(GAVE).case
    with pytest.raises(NotAllowed):
        after(case, "withdraw", ending="ingetrokken", reason="Gebeld.", told_on="2026-11-23")
    case = after(case, "check_breach", outcome="gemeld", why="DL-2026-0001")
    after(case, "withdraw", ending="ingetrokken", reason="Gebeld.", told_on="2026-11-23")


def test_a_request_about_nobody_known_says_so_to_both_and_asks_the_reference() -> None:
    case = filed(PLAIN.model_copy(update={"reference": ""})).case
    mine = str(receipt(case, NOW, ORG))
    assert "Geef het kenmerk" in mine
    assert "niet zoeken" in mine
    assert "Nog niet bekend over wie dit gaat" in str(living(case, NOW, ORG, IN_JZ))
    done = LIFE.change(case, "add_reference", Deed(SAM, NOW, ORG, {"reference": "TEST-0001"}))
    assert {due.kind for _, due in done.dues} >= {"thread"}
    assert "TEST-0001" in str(living(done.case, NOW, ORG, IN_JZ))
    assert "Geef het kenmerk" not in _titles(receipt(done.case, NOW, ORG))
    assert "add_reference" not in LIFE.allowed(done.case, NOW, ORG)


def test_what_the_colleague_says_to_the_person_says_u() -> None:
    spoken = sentences_in(Path(of_the_reporter.__file__).with_suffix(".nl.toml"))
    told = {key: words for key, words in spoken.items() if key.startswith("tell.")}
    assert len(told) >= 3
    for words in told.values():
        assert not re.search(r"\b(je|jij|jou|jouw)\b", words, re.IGNORECASE), words


def test_a_step_that_was_never_taken_is_not_said_to_be_done() -> None:
    never = steps(decided(), short=False)
    assert "gezocht" not in never
    assert "zoeken" not in never
    asked = after(confirmed(), "ask_search", to="po", what="Alles.", until="2026-11-30")
    assert "gezocht" not in steps(asked, short=False)
    found = after(asked, "answer_search", search=asked.searches[0].id, answer="Niets gevonden.")
    assert "gezocht" in steps(found, short=False)


def test_the_head_follows_who_took_it_up() -> None:
    case = filed(PLAIN).case
    assert state_of(case, NOW, ORG) == "nieuw verzoek"
    assert state_of(after(case, "take_up"), NOW, ORG) == "opgepakt"


def test_what_must_be_filled_in_is_marked() -> None:
    card = str(form_card(LIFE.forms["record_answer"], decided(), NOW, ORG))
    assert "Staat erin wat de persoon kan doen? (verplicht)" in card


def test_an_open_copy_goes_and_the_request_stays() -> None:
    told = str(receipt(filed(PLAIN.model_copy(update={"identified": "kopie_open"})).case, NOW, ORG))
    assert "Vernietig die" in told
    assert "Gooi niets weg" not in told
    assert "Gooi niets weg" in str(receipt(filed(PLAIN).case, NOW, ORG))
