"""Everything that anybody may try with a case: who, where, how; and whether the lives of the registers let them.

Nothing here names a register or an event: a new one is tried by itself.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.registers import REGISTERS
from bot.teams.events import Answer, Say, ShowCard
from cards.every_part import every_part
from cases.drill.clock import outside
from cases.people import Actor, Viewer
from cases.ports import Delete
from cases.register.case import KeptCase
from cases.register.forms import FORM, STEP
from cases.register.life import Change
from cases.register.register import Register
from tests.bot.turns.room import Chat, Room
from tests.cases.as_told.beginnings import beginnings
from tests.cases.breach.by_chance import ALEX, FEN, JIP, KIM, NOOR, NOW, SAM
from tests.cases.register.walking import WITH_DEPUTY, Press, pressed, sound_presses

PEOPLE = {
    name: who.model_copy(update={"roles": WITH_DEPUTY.roles_of(who.aad_id)})
    for name, who in {
        "an employee": ALEX,
        "the reporter": SAM,
        "the PO": NOOR,
        "a deputy of two": KIM,
        "the FG": FEN,
        "JZ": JIP,
    }.items()
}

PLACES = ("own chat", "po", "fg", "jz", "a channel of nobody", "a group")

FORGED = {
    "of": "case",
    "role": "po",
    "roles": "po,fg,jz",
    "actor_id": NOOR.aad_id,
    "by": NOOR.aad_id,
    "reporter": NOOR.aad_id,
    "private": "true",
    "confidential": "false",
}
"""What somebody adds to a press who hopes that it is believed."""


@dataclass(frozen=True)
class Attempt:
    """One try: `way` is how it is sent."""

    who: str
    where: str
    way: str
    verb: str
    data: Mapping[str, str]

    @property
    def actor(self) -> Actor:
        return PEOPLE[self.who]


def ways(event: str, given: Mapping[str, str], case: KeptCase) -> tuple[tuple[str, str, dict[str, str]], ...]:
    """How an event can be asked for: with more said than its button says, out of a list of steps, and its form."""
    sound = {**given, "case": case.number, "version": str(case.version)}
    return (
        ("forged", event, {**sound, **FORGED}),
        ("its form", event + FORM, {"case": case.number}),
        ("stepped", STEP, {**sound, STEP: event, "of": "case"}),
    )


@cache
def sound_of(name: str) -> dict[str, list[Press]]:
    """What somebody may really do in each event of this register; of a register whose cases are practised with, what is
    done in the one that lives alike."""
    register = next(each for each in REGISTERS if each.name == name)
    sound = sound_presses(name)
    if sound or not register.practised:
        return sound
    alike = next(
        each for each in REGISTERS if each.life.events is register.life.events and each is not register
    )
    found = {
        event: [done for each in presses if (done := _practised(register, each)) is not None]
        for event, presses in sound_presses(alike.name).items()
    }
    return {event: presses for event, presses in found.items() if presses}


def _practised(register: Register[Any], press: Press) -> Press | None:
    """The same in a drill, when its own clock shows that moment; None where that is no part of a drill."""
    number = f"{register.prefix}{press.case.number[press.case.number.index('-') :]}"
    case = press.case.model_copy(update={"number": number, "drill": True})
    drilled = replace(press, case=case, at=outside(case.reported_at, press.at))
    done = pressed(register, drilled)
    return drilled if isinstance(done, Change) and done.event is not None else None


def states_of(register: Register[Any]) -> list[Press]:
    """A case in each state that the life of this register has, with something that could be done then."""
    found = {each.case.status: each for presses in sound_of(register.name).values() for each in presses}
    return list(found.values()) or list(_as_filed(register))


def events_of(register: Register[Any]) -> Iterator[tuple[str, Press]]:
    """Every event with a case in which somebody could cause it; those of the bot with any case."""
    sound = sound_of(register.name)
    for entry in register.life.events:
        for press in (*sound.get(entry.name, ()), *states_of(register))[:1]:
            yield entry.name, press


def _as_filed(register: Register[Any]) -> Iterator[Press]:
    """Its first beginning."""
    for beginning in beginnings(register.name)[:1]:
        case = beginning.make(f"{register.prefix}-2026-0001").case
        yield Press(case, "", case.reporter, {}, NOW)


def here(where: str) -> frozenset[str]:
    """The offices that read along there."""
    return frozenset({where}) if where in ("po", "fg", "jz") else frozenset()


def chat_of(room: Room, who: Actor, where: str) -> Chat:
    """Where this person tries it."""
    match where:
        case "own chat":
            return room.chat(who)
        case "a group":
            return room.chat(who, "group", "some group")
        case "a channel of nobody":
            return room.chat(who, "channel", "somewhere")
    return room.chat(who, "channel", f"channel-{where}")


def relations(register: Register[Any], case: KeptCase, roles: frozenset[str], aad_id: str) -> frozenset[str]:
    """What somebody is towards a case by the declarations of its register alone."""
    own = {"reporter"} if aad_id == case.reporter.aad_id else set[str]()
    more = register.life.more_roles(case, Actor(aad_id=aad_id, roles=roles))
    return frozenset(roles | own | more)


def sees(register: Register[Any], case: KeptCase, roles: frozenset[str], *, tasks: bool = True) -> bool:
    """Whether people of these offices see the case, or (with `tasks`) have something to do in it."""
    life = register.life
    readers = life.offices if life.sees is None else life.sees(case)
    return not (readers | (life.tasks(case) if tasks else frozenset())).isdisjoint(roles)


def may(register: Register[Any], case: KeptCase, event: str, who: Actor, where: str) -> bool:
    """Whether this person may cause this event in this place, by what is declared: the person and the place count."""
    roles = register.life.roles.get(event, frozenset())
    able = not roles.isdisjoint(relations(register, case, who.roles, who.aad_id))
    if where == "own chat":
        return able
    there = not roles.isdisjoint(relations(register, case, here(where), ""))
    both = sees(register, case, who.roles) and sees(register, case, here(where))
    return able and there and both


def may_read(register: Register[Any], case: KeptCase, who: Actor, where: str) -> bool:
    """Whether the typed words of a case may stand in an answer to this person in this place."""
    if where != "own chat":
        offices = (who.roles, here(where))
        return not case.confidential and all(sees(register, case, each, tasks=False) for each in offices)
    # A task shows a part of the case: which part is asserted where tasks are.
    return who.aad_id == case.reporter.aad_id or sees(register, case, who.roles)


def may_read_task(register: Register[Any], case: KeptCase, who: Actor, where: str) -> bool:
    """Whether a card of a task may be shown there, which says some of the facts."""
    offices = (who.roles, here(where)) if where != "own chat" else (who.roles,)
    return all(sees(register, case, each) for each in offices)


def secrets_of(case: KeptCase) -> frozenset[str]:
    """What was typed in a case, and who filed it."""

    typed = json.loads(case.model_dump_json(exclude={"taken_up", "seen", "looks", "cards", "reporter"}))
    lines = (line for each in every_part(typed) if isinstance(each, str) for line in each.splitlines())
    return frozenset(each for each in lines if len(each.split()) > 2 and len(each) > 12 and "\\" not in each)


def read_in(answer: Answer) -> str:
    """All that can be read in an answer, its toast included."""
    match answer:
        case ShowCard():
            shown = (answer.card, *((answer.alone,) if answer.alone else ()))
            return "\n".join((answer.summary, *(str(each) for each in shown)))
        case Say():
            return answer.text
    return ""


def stored(file: Path) -> list[tuple[Any, ...]]:
    """Every row of the store, to the byte."""
    with closing(sqlite3.connect(file)) as rows:
        return rows.execute("SELECT tbl, partition, key, value, etag FROM rows ORDER BY 1, 2, 3").fetchall()


async def stands(room: Room, register: Register[Any], press: Press) -> None:
    """This case alone stands in its register, as it was before that press."""
    desk, room.now = room.desks.named(register.name), press.at
    rows = await room.store.scan("cases", desk.partition, "+", "~~", 10_000)
    if rows:
        for begin in range(0, len(rows), 90):
            gone = [Delete(each.key, each.etag) for each in rows[begin : begin + 90]]
            await room.store.commit("cases", desk.partition, gone)
    await room.store.commit("cases", desk.partition, desk.writes_of(Change(press.case, None)))


def audience(where: str) -> Viewer:
    """Who reads along in a channel."""
    return Viewer.in_channel(*here(where))
