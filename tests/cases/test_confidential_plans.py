"""All that a confidential case sends to where others read along: nothing of what was told, in no card, toast or mail.

Made of the lives and the exports: what an event asks for and which columns hold what was told is declared there.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.registers import REGISTERS
from cases.desks.digest import digest
from cases.organisation import OFFICES
from cases.register.case import KeptCase
from cases.register.export import Recorded
from cases.register.life import Change
from cases.register.messages import Due
from cases.register.plans import Plan, Redraw, SendCard, SendMail, TakeAway
from cases.register.register import Register
from tests.bot.turns.attempts import secrets_of
from tests.cases.register.walking import WITH_DEPUTY as ORG
from tests.cases.register.walking import Press, is_walked, pressed, sound_presses

SHORT = 12
"""Cells of fewer signs ("ja", "antwoord") are words that stand in any card."""

HIDING = [each for each in REGISTERS if "make_confidential" in each.life.handlers and is_walked(each.name)]
every_hiding = pytest.mark.parametrize("register", HIDING, ids=lambda each: each.name)


def told_in(register: Register[Any], change: Change[Any]) -> frozenset[str]:
    """What was typed in this case, what who filed it told (by the columns of the export that say so), and who that
    was."""
    events = [change.event] if change.event is not None else []
    recorded = Recorded(change.case, events, ORG)
    cells = [each.read(recorded) for each in register.export.columns if each.given]
    lines = {part for cell in cells for part in cell.replace(" · ", "\n").replace(", ", "\n").splitlines()}
    facts = {each for each in lines if len(each) >= SHORT and not any(sign.isdigit() for sign in each)}
    return frozenset(secrets_of(change.case) | facts | {change.case.reporter.name})


def read_along(register: Register[Any], due: Due, case: KeptCase, at: datetime) -> Iterator[str]:
    """All that others can read of what becomes of this message: in channels, and in mails."""
    plan: Plan = register.plan(due, case, at, ORG)
    if isinstance(plan, Redraw):
        plan = register.redrawn(case, plan.to, at, ORG)
    match plan:
        case SendMail(mail):
            yield f"{mail.subject}\n{mail.text}\n{mail.message_id_seed}"
        case TakeAway():
            yield plan.summary
            for office in OFFICES:
                for post in ("note-question.1", "search-1", *case.reminders):
                    yield json.dumps(plan.instead(f"{office}.{post}"), ensure_ascii=False)
        case SendCard() if plan.place in ("living", "thread") or plan.name.partition(".")[0] in OFFICES:
            yield f"{plan.summary}\n{json.dumps(plan.card, ensure_ascii=False)}"


def lived(register: Register[Any]) -> Iterator[tuple[Press, Change[Any]]]:
    """Each event of this life, on a confidential case."""
    for presses in sound_presses(register.name).values():
        for each in presses:
            hidden = each.case.model_copy(update={"confidential": True})
            press = Press(hidden, each.event, each.who, each.given, each.at)
            done = pressed(register, press)
            if isinstance(done, Change) and done.event is not None and done.case.confidential:
                yield press, done


@every_hiding
def test_nothing_of_a_confidential_case_goes_where_others_read_along(register: Register[Any]) -> None:
    kinds, events = set[str](), set[str]()
    for press, done in lived(register):
        secrets = told_in(register, done)
        assert secrets
        for at, due in done.dues:
            for text in read_along(register, due, done.case, max(at, press.at)):
                found = [words for words in secrets if words in text]
                assert not found, (press.event, due.kind, str(due.to), str(due.ref), found[:3])
                kinds.add(due.kind)
        events.add(press.event)
    assert {"card", "mail"} & kinds, "the control: something is sent"
    assert len(events) > len(register.life.handlers) / 2, "the control: most events happen to such a case too"


@every_hiding
def test_a_digest_and_a_list_in_a_channel_hold_the_number_alone(register: Register[Any]) -> None:
    for press, done in lived(register):
        entry = register.listing.entry(done.case, ORG)
        card, toast = digest([entry], register, press.at, ORG)
        text = f"{toast}\n{json.dumps(card, ensure_ascii=False)}"
        assert done.case.number in text
        found = [words for words in told_in(register, done) if words in text]
        assert not found, (press.event, found[:3])


@every_hiding
def test_the_same_case_says_what_was_told_where_it_may(register: Register[Any]) -> None:
    """The control of both: the words are found where they may stand."""
    for press, done in lived(register):
        bare = done.case.model_copy(update={"confidential": False})
        secrets = told_in(register, Change(bare, done.event))
        for at, due in done.dues:
            texts = read_along(register, due, bare, max(at, press.at)) if due.kind == "card" else ()
            if any(words in text for text in texts for words in secrets):
                return
    pytest.fail("nothing that was told was found anywhere")
