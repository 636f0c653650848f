"""What the forms of a register say to every kind of value: what is wrong with it, or that it was taken."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.turns.case_presses import say as general
from cases.people import Actor
from cases.register.fields import FormField
from cases.register.forms import EMPTY, Filling, asked_by
from cases.register.life import Change, Deed, NoRole, Refused
from cases.register.register import ByHand, Register
from dialogs.answers import read_fields
from dialogs.flow import Problem
from state_machines.engine import NotAllowed
from tests.cards.outlines import outline
from tests.cases.as_told.lives import Told
from tests.cases.breach.by_chance import NOW
from tests.cases.lasting.by_chance import COMPLETE, KINDS
from tests.cases.register.walking import FORGED, Press, broken, pressed
from tests.cases.register.walking import WITH_DEPUTY as ORG

MOST = 3
"""So many presses of an event in the same state are tried with other values."""

DAYS = (-4000, -400, -40, -7, -1, 0, 1, 14, 45, 100, 4000)
"""Days from the moment of the press."""

NUMBERS = ("0", "1", "2000", "10000000", "10000001", "999999999")


def refusals(register: Register[Any], lives: Iterable[Told]) -> Iterator[str]:
    """For each event, field and value what came of it, with the states in which it did."""
    found = defaultdict[str, set[str]](set)
    times = defaultdict[tuple[str, str], int](int)
    for told in lives:
        for each in told.happened:
            form = register.forms.get(each.event)
            if form is None or each.given is None or each.who is None:
                continue
            state = (each.event, each.before.status)
            times[state] += 1
            if times[state] > MOST:
                continue
            press = Press(each.before, each.event, each.who, dict(each.given), each.at)
            for field in asked_by(form, each.before, ORG, press.given):
                for label, value in _values(field, press.at):
                    said = _said(register, replace(press, given={**press.given, field.id: value}))
                    found[f"{each.event}.{field.id} {label}: {said}"].add(each.before.status)
            found[f"{each.event}: {_again(register, press)}"].add(each.before.status)
    yield from (f"{line} ({', '.join(sorted(states))})" for line, states in sorted(found.items()))


def refused_by_hand(register: Register[Any]) -> Iterator[str]:
    """What the form of a new entry says to each value of each field, and the form itself, empty and filled in."""
    kept = next((each for each in KINDS if each.kind.register == register.name), None)
    by_hand = register.made.by_hand
    if kept is None or by_hand is None:
        return
    for filling in (
        EMPTY,
        Filling(values=COMPLETE[register.name], errors={by_hand.fields[0].id: "Zo kan het niet."}),
    ):
        yield from (line.strip() for line in outline(by_hand.card("d1", NOW, ORG, filling)))
    sound = COMPLETE[register.name]
    for field in by_hand.fields:
        for label, value in _values(field, NOW):
            reading = read_fields(by_hand.fields, {**sound, field.id: value})
            said = "; ".join(f"{each.field}: {_sentence(register, each)}" for each in reading.problems)
            yield f"new.{field.id} {label}: {said or _made(register, by_hand, dict(reading.values), kept.keeper)}"


def _made(register: Register[Any], by_hand: ByHand[Any], given: dict[str, str], keeper: Actor) -> str:
    try:
        made = by_hand.make(given, f"{register.prefix}-2026-0001", "d1", Deed(keeper, NOW, ORG))
    except Refused as reason:
        return f"{reason.field}: {_sentence(register, Problem(reason.field, reason.key))}"
    return f"taken ({made.case.status})"


def _values(field: FormField, at: datetime) -> Iterator[tuple[str, str]]:
    yield "empty", ""
    for value in broken(field):
        if len(value) > 40:
            yield f"{len(value)} signs", value
        elif value:
            yield repr(value), value
    match field.kind:
        case "choice":
            yield from ((f"{each!r}", each) for each in field.options if len(each) < 30)
        case "choices":
            yield from ((f"only {each!r}", each) for each in field.options)
            yield "all", ",".join(field.options)
            yield "half of it forged", f"{field.options[0]},{FORGED}"
        case "date":
            today = at.date()
            yield from ((f"{count:+} days", _day(today, count)) for count in DAYS)
        case "time":
            yield from ((each, each) for each in ("00:00", "23:59", "24:00"))
        case "number":
            yield from ((each, each) for each in NUMBERS)
        case "toggle":
            yield from ((each, each) for each in ("true", "false"))
        case "text" | "long_text":
            yield "as long as can be", "ja " * (field.limit // 3)
            yield "a number of a person", "Het is 111222333."


def _day(today: date, count: int) -> str:
    return (today + timedelta(days=count)).isoformat()


def _said(register: Register[Any], press: Press) -> str:
    """As the bot answers: first each field by itself, then the case."""
    asked = asked_by(register.forms[press.event], press.case, ORG, press.given)
    reading = read_fields(asked, press.given)
    if reading.problems:
        told = "; ".join(f"{each.field}: {_sentence(register, each)}" for each in reading.problems)
        return f"{told} | by itself the case says: {_outcome(register, pressed(register, press))}"
    return _outcome(register, pressed(register, replace(press, given=press.given | dict(reading.values))))


def _outcome(register: Register[Any], done: Change[Any] | Exception) -> str:
    match done:
        case Refused():
            return f"{done.field}: {_sentence(register, Problem(done.field, done.key))}"
        case NotAllowed() | NoRole():
            return f"not now ({done})"
        case Change():
            return "taken" if done.event is not None else "nothing new"
    raise done


def _again(register: Register[Any], press: Press) -> str:
    """What the same press comes to a minute later."""
    first = pressed(register, press)
    if not isinstance(first, Change):
        return "not taken"
    again = pressed(register, replace(press, case=first.case, at=press.at + timedelta(minutes=1)))
    if isinstance(again, Change):
        return "again something new" if again.event is not None else "again nothing new"
    return f"again: {again}"


def _sentence(register: Register[Any], problem: Problem) -> str:
    try:
        return register.refusals(problem.key)
    except LookupError:
        return general(f"refused.{problem.key}", **problem.values)
