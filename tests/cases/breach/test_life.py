"""The breach case under random events by random people: it never breaks, and its history tells all."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.breach.case import BreachCase
from cases.breach.life import LIFE, change, term_missed
from cases.breach.report import CHOICES, KEPT_ADDITIONS
from cases.breach.rhythm import RHYTHM
from cases.breach.rows import case_row, read_case
from cases.people import Actor
from cases.plain_text import stored_size
from cases.ports import ROW_LIMIT
from cases.register.case import ANSWER_LIMIT, KEPT_CARDS, KEPT_EXCHANGES, NOTE_LIMIT, REASON_LIMIT
from cases.register.life import Change, NoRole, Refused
from cases.register.rhythm import reminded
from state_machines.breach_life import OFFICERS, ROLES, TAKEN_UP, WITHDRAWN
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import (
    ALEX,
    BO,
    FEN,
    JIP,
    KIM,
    NOOR,
    NOW,
    ORG,
    PEOPLE,
    PLAIN,
    SAM,
    Lived,
    after,
    filed,
    guid,
    lived,
)
from tests.cases.drawn import to_whom
from tests.cases.reminding import late_after

HOUR = timedelta(hours=1)

some = settings(max_examples=40)
"""A life of a case is long; so many of them are enough."""


def kinds(done: Change) -> Counter[str]:
    return Counter(due.kind for _, due in done.dues)


@some
@given(lived())
def test_the_history_tells_in_which_role(life: Lived) -> None:
    for event in life.events:
        if event.actor_id == "bot":
            assert ROLES[event.event] == {"bot"}
        elif event.role == "reporter":
            assert event.actor_id == life.case.reporter.aad_id
        else:
            assert event.role in OFFICERS | {"jz"}


@pytest.mark.parametrize("event", sorted(each for each in ROLES if ROLES[each] == {"bot"}))
@pytest.mark.parametrize("who", PEOPLE, ids=lambda each: each.name.split()[0])
def test_nobody_plays_the_bot(event: str, who: Actor) -> None:
    with pytest.raises(NoRole):
        change(filed(PLAIN).case, event, who, NOW, ORG)


@some
@given(lived())
def test_a_withdrawn_case_has_no_clock(life: Lived) -> None:
    for done in life.changes:
        if done.case.status == WITHDRAWN:
            assert done.case.ap_settled
            assert not done.case.overdue(life.now + timedelta(days=30), ORG)
            assert not {"reminder", "term", "question_reminder", "open_answers"} & set(kinds(done))


def test_a_name_that_is_cut_reads_back_the_same() -> None:
    long = Actor(aad_id=guid(8), name="a" * 79 + " b")
    assert Actor.model_validate_json(long.model_dump_json()) == long


@some
@given(lived(most=16))
def test_a_case_comes_back_from_its_row(life: Lived) -> None:
    back = read_case(case_row(life.case))
    assert back.model_copy(update={"exchanges": (), "additions": (), "seen": (), "reminders": {}}) == (
        life.case.model_copy(update={"exchanges": (), "additions": (), "seen": (), "reminders": {}})
    )
    assert len(life.case.additions) <= KEPT_ADDITIONS


@pytest.mark.parametrize("sign", ['"', "\\", "\n", "\U0001f600", "x"])
def test_the_fullest_case_fits_its_row(sign: str) -> None:
    def full(limit: int) -> str:
        return "a" + sign * (limit - 2) + "a"

    report = PLAIN.model_copy(update={"what_happened": full(4000), "done": full(1000), "n_exact": full(100)})
    report = report.model_copy(update={name: CHOICES[name] for name in ("data_kinds", "groups", "systems")})
    long_name = Actor(aad_id=guid(8), teams_id="29:" + "t" * 200, name=full(80))
    case = filed(report, reporter=long_name).case
    officer = long_name.model_copy(update={"aad_id": guid(1), "roles": ORG.roles_of(guid(1))})
    deputy = officer.model_copy(update={"aad_id": guid(4), "roles": ORG.roles_of(guid(4))})
    at = NOW
    for stage in RHYTHM.stages(case, ORG):
        at = max(at, stage.at)
        case = reminded(RHYTHM, LIFE, case, stage, at, ORG).case
    for _ in range(20):
        late = late_after(RHYTHM, case, at, ORG)
        at = late.at
        case = reminded(RHYTHM, LIFE, case, late, at, ORG).case
        for who in (officer, deputy):
            case = change(case, "seen", who, at, ORG).case
    for round_ in range(KEPT_EXCHANGES + 1):
        question = f"{round_}{full(998)}"
        case = change(case, "ask_reporter", officer, at, ORG, {"question": question}).case
        answer = {"exchange": case.pending[0].id, "answer": full(ANSWER_LIMIT)}
        case = change(case, "answer", long_name, at, ORG, answer).case
    for round_ in range(KEPT_ADDITIONS + 1):
        words = f"{round_}{full(NOTE_LIMIT - 2)}"
        case = change(case, "add_facts", long_name, at, ORG, {"addition": words}).case
    for who, event in (
        (officer, "late_reason"),
        (long_name, "ask_withdrawal"),
        (officer, "accept_withdrawal"),
    ):
        case = change(case, event, who, at, ORG, {"reason": full(REASON_LIMIT)}).case
    value = case_row(case)
    assert stored_size(value) <= ROW_LIMIT
    back = read_case(value)
    assert back.report == case.report
    assert back.closing_reason == case.closing_reason
    assert {BreachCase.term_stage, late_after(RHYTHM, case, at - HOUR, ORG).name} <= set(back.reminders)
    assert read_case(case_row(back)) == back


def test_filing_tells_the_privacy_officer_in_the_channel_and_by_mail() -> None:
    done = filed(PLAIN)
    assert to_whom(done, "card") == {"po"}
    assert to_whom(done, "mail") == {"mail:po"}
    assert kinds(done)["reminder"] == len(ORG.terms.reminder_hours_left) + 1
    assert kinds(done)["term"] == 1
    assert kinds(done)["open_answers"] == 0


@pytest.mark.parametrize(
    "update",
    [{"data_kinds": ("gezondheid",)}, {"n_people": "101-1000"}, {"cause": "opzet_buiten"}],
    ids=["special data", "over 100 people", "malice"],
)
def test_the_fg_hears_at_once_of_what_weighs_more(update: dict[str, object]) -> None:
    done = filed(PLAIN.model_copy(update=update))
    assert to_whom(done, "card") == {"po", "fg"}
    assert to_whom(done, "mail") == {"mail:po", "mail:fg"}


def test_the_fg_hears_later_of_what_turns_out_to_weigh_more() -> None:
    case = filed(PLAIN).case
    done = change(case, "add_facts", SAM, NOW, ORG, {"data_kinds": "contact,gezondheid"})
    assert "fg" in to_whom(done, "card")
    assert to_whom(done, "mail") == {"mail:fg"}
    again = change(done.case, "add_facts", SAM, NOW + HOUR, ORG, {"n_people": "1001+"})
    assert to_whom(again, "mail") == set()


def test_of_a_confidential_case_the_officers_get_the_facts_in_their_own_chat() -> None:
    done = filed(PLAIN, confidential=True)
    persons = {f"person:{guid(1)}", f"person:{guid(2)}"}
    assert to_whom(done, "card") == {"po", *persons}
    more = change(done.case, "add_facts", SAM, NOW, ORG, {"data_kinds": "gezondheid"})
    assert to_whom(more, "card") == {"po", "fg", "reporter", *persons, f"person:{guid(4)}"}


def test_who_asks_for_the_facts_gets_them_however_many_asked_before() -> None:
    case = filed(PLAIN, confidential=True).case
    full = tuple(f"person:{guid(100 + each)}" for each in range(KEPT_CARDS))
    case = case.model_copy(update={"cards": ("po", "reporter", *full)[:KEPT_CARDS]})
    done = change(case, "send_facts", KIM, NOW, ORG)
    assert f"person:{KIM.aad_id}" in to_whom(done, "card")
    assert {"po", "reporter"} <= to_whom(done, "card")
    assert len(done.case.cards) == KEPT_CARDS


def test_a_question_goes_to_the_reporter_and_its_answer_to_the_card() -> None:
    asked = change(filed(PLAIN).case, "ask_reporter", NOOR, NOW, ORG, {"question": "Is het gewist?"})
    assert kinds(asked) >= Counter({"tell": 1, "question_reminder": 1, "thread": 1})
    (exchange,) = asked.case.pending
    done = change(asked.case, "answer", SAM, NOW + HOUR, ORG, {"exchange": exchange.id, "answer": " Ja. "})
    assert done.case.exchange(exchange.id) is not None
    assert done.case.exchanges[0].answer == "Ja."
    assert not done.case.pending
    with pytest.raises(NoRole):
        change(asked.case, "answer", ALEX, NOW, ORG, {"exchange": exchange.id, "answer": "Nee."})


def test_an_open_question_is_never_pushed_out() -> None:
    case = filed(PLAIN).case
    for number in range(KEPT_EXCHANGES):
        case = after(case, "ask_reporter", NOOR, question=f"Vraag {number}?")
    with pytest.raises(Refused) as refusal:
        change(case, "ask_reporter", NOOR, NOW, ORG, {"question": "Nog een?"})
    assert (refusal.value.field, refusal.value.key) == ("question", "te_veel_vragen")
    first = case.pending[0]
    case = after(case, "answer", SAM, exchange=first.id, answer="Ja.")
    case = after(case, "ask_reporter", NOOR, question="Nog een?")
    assert case.exchange(first.id) is None
    assert len(case.pending) == KEPT_EXCHANGES


@pytest.mark.parametrize(
    ("event", "who", "payload", "field", "key"),
    [
        ("ask_reporter", NOOR, {}, "question", "verplicht"),
        ("ask_reporter", NOOR, {"question": " \x00\n "}, "question", "verplicht"),
        ("ask_reporter", NOOR, {"question": "x" * 1001}, "question", "te_lang"),
        ("ask_withdrawal", SAM, {"reason": ""}, "reason", "verplicht"),
        ("hand_over", NOOR, {"to": guid(8)}, "to", "geen_keuze"),
        ("add_facts", SAM, {}, "addition", "niets_nieuws"),
        ("add_facts", SAM, {"n_records": "onbekend"}, "addition", "niets_nieuws"),
        ("add_facts", SAM, {"kind": "verzonnen"}, "addition", "geen_keuze"),
        ("add_facts", SAM, {"groups": "client,verzonnen"}, "addition", "geen_keuze"),
        ("add_facts", SAM, {"addition": "x" * 1001}, "addition", "te_lang"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(
    event: str, who: Actor, payload: dict[str, str], field: str, key: str
) -> None:
    case = after(filed(PLAIN).case, "take_up", BO)
    with pytest.raises(Refused) as refusal:
        change(case, event, who, NOW, ORG, payload)
    assert (refusal.value.field, refusal.value.key) == (field, key)


def test_half_signs_and_control_signs_never_reach_the_row() -> None:
    case = filed(PLAIN).case
    case = after(case, "ask_reporter", NOOR, question="Weg\ud83d of\x00 niet?")
    case = after(case, "answer", SAM, exchange=case.pending[0].id, answer="Ja\udc00.")
    case = after(case, "add_facts", SAM, addition="Kapot \ud83d.")
    case = after(case, "ask_withdrawal", SAM, reason="Toch\x1b niet.")
    assert read_case(case_row(case)) == case
    assert (case.exchanges[0].question, case.exchanges[0].answer) == ("Weg of niet?", "Ja.")


def test_the_same_addition_twice_is_one_addition() -> None:
    case = filed(PLAIN.model_copy(update={"n_people": "onbekend", "open_fields": ("n_people",)})).case
    payload = {"n_people": "2-10", "addition": "Het waren er meer."}
    first = change(case, "add_facts", SAM, NOW, ORG, payload)
    assert first.case.report.open_fields == ()
    assert change(first.case, "add_facts", SAM, NOW, ORG, payload) == Change(first.case, None)
    only_choice = change(case, "add_facts", SAM, NOW, ORG, {"n_people": "2-10"})
    assert change(only_choice.case, "add_facts", SAM, NOW, ORG, {"n_people": "2-10"}).event is None


def test_another_order_of_the_same_choices_is_no_news() -> None:
    case = filed(PLAIN.model_copy(update={"data_kinds": ("contact", "bsn")})).case
    done = change(case, "add_facts", SAM, NOW, ORG, {"data_kinds": "bsn,contact"})
    assert done == Change(case, None)


def test_an_untouched_field_of_an_old_form_takes_nothing_away() -> None:
    case = filed(PLAIN).case
    done = change(case, "add_facts", SAM, NOW, ORG, {"n_people": "onbekend", "addition": "Nog iets."})
    assert done.case.report.n_people == "1"


def test_personal_data_after_all_is_no_longer_without_personal_data() -> None:
    none = PLAIN.model_copy(update={"data_kinds": ("geen",), "no_personal_data": True})
    case = after(filed(none).case, "add_facts", SAM, data_kinds="bsn")
    assert not case.report.no_personal_data
    back = after(case, "add_facts", SAM, data_kinds="geen")
    assert back.report.no_personal_data


def test_a_mistake_is_closed_by_an_officer_only_and_can_be_opened_again() -> None:
    case = after(filed(PLAIN).case, "ask_withdrawal", SAM, reason="Er zat niets in.")
    assert case.is_open
    with pytest.raises(NoRole):
        change(case, "accept_withdrawal", SAM, NOW, ORG, {"reason": "Klopt."})
    closed = after(case, "accept_withdrawal", NOOR, reason="Klopt.")
    assert (closed.status, closed.closing_reason) == (WITHDRAWN, "Klopt.")
    opened = change(closed, "reopen", BO, NOW + HOUR, ORG)
    assert (opened.case.status, opened.case.closing_reason, opened.case.closed_at) == (TAKEN_UP, "", None)
    assert opened.case.taken_up is not None
    assert kinds(opened)["reminder"] == kinds(filed(PLAIN))["reminder"]
    assert kinds(opened)["term"] == 1


def test_a_case_that_is_opened_again_after_its_term_goes_on_reminding() -> None:
    case = filed(PLAIN).case
    deadline = case.deadline(ORG).due
    late = deadline + timedelta(hours=2)
    case = reminded(RHYTHM, LIFE, case, RHYTHM.stages(case, ORG)[-1], deadline, ORG).case
    case = term_missed(case, deadline, ORG).case
    case = change(case, "ask_withdrawal", SAM, late, ORG, {"reason": "Toch niet."}).case
    case = change(case, "accept_withdrawal", NOOR, late, ORG, {"reason": "Klopt."}).case
    opened = change(case, "reopen", NOOR, deadline + timedelta(days=5, hours=1), ORG)
    (reminder,) = [(at, due) for at, due in opened.dues if due.kind == "reminder"]
    assert reminder[0] == deadline + timedelta(days=6)
    assert reminder[1].ref.about == "ap-late-6d"
    assert kinds(opened)["term"] == 0


def test_a_reminder_that_nobody_saw_calls_the_deputies() -> None:
    case = filed(PLAIN).case
    first, second, *_ = RHYTHM.stages(case, ORG)
    case = change(case, "take_up", NOOR, NOW, ORG).case
    once = reminded(RHYTHM, LIFE, case, first, first.at, ORG)
    assert to_whom(once, "reminder") == set()
    twice = reminded(RHYTHM, LIFE, once.case, second, second.at, ORG)
    assert to_whom(twice, "reminder") == {f"person:{KIM.aad_id}"}
    seen = change(once.case, "seen", BO, first.at, ORG, {"stage": first.name}).case
    assert to_whom(reminded(RHYTHM, LIFE, seen, second, second.at, ORG), "reminder") == set()
    by_fg = change(once.case, "seen", FEN, first.at, ORG, {"stage": first.name}).case
    assert to_whom(reminded(RHYTHM, LIFE, by_fg, second, second.at, ORG), "reminder") == {
        f"person:{KIM.aad_id}"
    }


def test_from_twelve_hours_on_the_fg_is_reminded_and_after_the_term_every_day() -> None:
    case = filed(PLAIN).case
    deadline, reminders = case.deadline(ORG).due, dict[str, datetime]()
    for stage in RHYTHM.stages(case, ORG):
        done = reminded(RHYTHM, LIFE, case, stage, stage.at, ORG)
        case = change(done.case, "seen", NOOR, stage.at, ORG).case
        reminders = {str(due.to): at for at, due in done.dues if due.kind == "reminder"}
        assert ("fg" in reminders) is (stage.count <= 12)
        assert ("po" in reminders) is (stage.name == BreachCase.term_stage)
    assert reminders["po"] == deadline + timedelta(days=1)


def test_a_case_goes_to_somebody_of_the_offices_only() -> None:
    case = after(filed(PLAIN).case, "take_up", NOOR)
    done = change(case, "hand_over", NOOR, NOW, ORG, {"to": FEN.aad_id.upper()})
    assert done.case.taken_up is not None
    assert (done.case.taken_up.by.name, done.case.taken_up.by.roles) == (FEN.name, frozenset({"fg"}))
    assert change(done.case, "hand_over", NOOR, NOW, ORG, {"to": FEN.aad_id}).event is None
    for nobody in (JIP, SAM):
        with pytest.raises(Refused):
            change(case, "hand_over", NOOR, NOW, ORG, {"to": nobody.aad_id})


@some
@given(lived(most=4), st.text(max_size=30), st.dictionaries(st.text(max_size=10), st.text(max_size=50)))
def test_made_up_events_are_refused(life: Lived, event: str, payload: dict[str, str]) -> None:
    assume(event not in ROLES)
    with pytest.raises(NotAllowed):
        change(life.case, event, NOOR, life.now, ORG, payload)
