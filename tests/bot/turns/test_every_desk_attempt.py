"""Who may press what is about no single case: lists, new entries, files, where the policy hurts, who saw what, offices.

The buttons are those that the bot itself shows to people of the offices, followed from card to card: a new one is tried
by itself.
"""

import tomllib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import dialogs.commands
from bot.registers import REGISTERS
from bot.teams.events import Answer, ShowCard
from cards.view import OWNERS, Owner
from cases.desks.friction import FRICTION_FOR
from cases.organisation import OFFICES, Administrators
from cases.people import Actor
from tests.bot.turns.attempts import (
    FORGED,
    PEOPLE,
    PLACES,
    chat_of,
    here,
    read_in,
    secrets_of,
    sound_of,
    stands,
    stored,
)
from tests.bot.turns.room import Room, inputs
from tests.bot.turns.test_every_attempt import known_room
from tests.cards.rules import all_actions
from tests.cases.register.walking import WITH_DEPUTY, Press

DESKS: tuple[Owner, ...] = tuple(each for each in OWNERS if each not in ("talk", "case"))
"""Whose buttons are tried here. Those of a case have a suite of their own; in a conversation everybody may all."""

EXPLORERS = ("the FG", "the PO", "JZ")
ADMINISTERED = WITH_DEPUTY.model_copy(
    update={"administrators": Administrators(people=(PEOPLE[EXPLORERS[0]].aad_id,))}
)
"""The FG looks first, who as an administrator may change the offices, whatever becomes of the members."""

KINDS_OF_ONE, MOST = 2, 400
"""So many buttons that carry the same names about the same register are tried, and so many at most."""


@dataclass(frozen=True)
class Found:
    """A button that was shown: whose it is, its verb, what it carries with the inputs of its card filled in."""

    owner: Owner
    verb: str
    data: Mapping[str, str]

    @property
    def kind(self) -> tuple[str, str, str, frozenset[str]]:
        return self.owner, self.verb, self.data.get("register", ""), frozenset(self.data)


def keepers_of(register: str) -> frozenset[str]:
    """Who may begin an entry there by hand; of what is no such register, whoever may begin any."""
    by_hand = {each.name: each.made.by_hand.keepers for each in REGISTERS if each.made.by_hand is not None}
    named = by_hand.get(register)
    return (
        frozenset(named)
        if named is not None
        else frozenset(each for those in by_hand.values() for each in those)
    )


def by_role(found: Found, who: Actor, where: str) -> bool:
    """Somebody of an office, where it is known who reads along."""
    return bool(who.roles) and (where == "own chat" or bool(here(where)))


MAY: Mapping[Owner, Callable[[Found, Actor, str], bool]] = {
    "register": by_role,
    "entry": lambda found, who, where: (
        by_role(found, who, where) and not who.roles.isdisjoint(keepers_of(found.data.get("register", "")))
    ),
    "friction": lambda found, who, where: (
        not FRICTION_FOR.isdisjoint(who.roles) and where in ("own chat", "fg")
    ),
    "viewings": lambda found, who, where: "fg" in who.roles and where == "own chat",
    "organisation": lambda found, who, where: ADMINISTERED.may_amend(who.aad_id) and where == "own chat",
    # It comes in the own chat, wherever it was asked for; everybody may have what is held of them.
    "file": lambda found, who, where: bool(who.roles) or found.data.get("file") == "own",
}
"""Outside this nobody gets anything: it is refused, whatever the button carries."""


def test_it_is_said_of_every_owner_who_may() -> None:
    assert MAY.keys() == set(DESKS)


def typed_roots() -> Iterator[str]:
    """The first way to say each thing that is asked by a whole line."""
    for path in sorted(Path(*dialogs.commands.__path__).glob("*.nl.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for name in ("asked", "files", "overviews"):
            if isinstance(told.get(name), str):
                yield told[name].split("|")[0]
    for register in REGISTERS:
        yield from register.typed.new[:1]


def buttons_on(answer: Answer) -> Iterator[Found]:
    """What can be pressed on this card, of the desks."""
    if not isinstance(answer, ShowCard):
        return
    fields = {each["id"]: _filled(each) for each in inputs(answer.card)}
    for each in all_actions(answer.card):
        data = {name: str(value) for name, value in each.get("data", {}).items()}
        if each["type"] != "Action.Execute" or data.get("of") not in DESKS:
            continue
        owner = next(one for one in DESKS if one == data["of"])
        asks = str(each.get("associatedInputs", "auto")).lower() != "none"
        yield Found(owner, str(each.get("verb", "")), {**data, **(fields if asks else {})})


def _filled(field: Mapping[str, Any]) -> str:
    if field.get("value"):
        return str(field["value"])
    choices = field.get("choices")
    return str(choices[0]["value"]) if choices else "Voorbeeld"


async def explored(room: Room) -> tuple[list[Found], int]:
    """Every kind of button that is found from a typed line or a first press on, by people of each office; and how many
    of the presses were refused."""
    refused = 0
    found, seen = list[Found](), Counter[tuple[str, str, str, frozenset[str]]]()
    for who in EXPLORERS:
        chat = room.chat(PEOPLE[who])
        waiting = deque([Found(each, "", {"of": each}) for each in DESKS])
        for line in typed_roots():
            waiting += buttons_on(await chat.say(line))
        while waiting and len(found) < MOST:
            each = waiting.popleft()
            if seen[each.kind] >= KINDS_OF_ONE or not MAY[each.owner](each, PEOPLE[who], "own chat"):
                continue
            seen[each.kind] += 1
            found.append(each)
            before = room.refusals.total
            waiting += buttons_on(await chat.press(each.verb, each.data))
            refused += room.refusals.total - before
    assert len(found) < MOST
    return found, refused


async def cases_stand(room: Room) -> list[str]:
    """A case in each register; gives what was typed in them."""
    secrets = list[str]()
    for register in REGISTERS:
        press = next((each for presses in sound_of(register.name).values() for each in presses), None)
        if press is not None:
            await stands(room, register, Press(press.case, press.event, press.who, press.given, press.at))
            secrets += [*secrets_of(press.case), press.case.number]
    return secrets


@pytest.mark.timeout(180)
async def test_who_may_not_gets_nothing_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "looked").mkdir()
    async with known_room(tmp_path / "looked", ADMINISTERED) as room:
        await cases_stand(room)
        every, _ = await explored(room)
    assert {each.owner for each in every} == set(DESKS)
    async with known_room(tmp_path, ADMINISTERED) as room:
        secrets = await cases_stand(room)
        before, turn = stored(tmp_path / "rows.db"), 0
        for each in every:
            for who, actor in PEOPLE.items():
                for where in PLACES:
                    if MAY[each.owner](each, actor, where):
                        continue
                    turn += 1
                    forged = {**each.data, **FORGED, "of": each.owner} if turn % 3 == 0 else each.data
                    refused, shown = room.refusals.total, len(room.client.shown)
                    answer = await chat_of(room, actor, where).press(each.verb, forged)
                    assert room.refusals.total == refused + 1, (each, who, where, read_in(answer)[:200])
                    assert len(room.client.shown) == shown, (each, who, where)
                    told = read_in(answer)
                    sent = " ".join(forged.values())
                    found = [words for words in secrets if words in told and words not in sent]
                    assert not found, (each, who, where, found[:2])
        assert stored(tmp_path / "rows.db") == before
        assert turn > len(every) * len(PEOPLE)


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_asks_what_is_held_reads_nothing_of_others_in_the_own_chat_alone(
    tmp_path: Path, who: str
) -> None:
    async with known_room(tmp_path, ADMINISTERED) as room:
        for register in REGISTERS:
            for presses in sound_of(register.name).values():
                await stands(room, register, presses[0])
                break
        actor = PEOPLE[who]
        own = {"of": "file", "file": "own"}
        for where in PLACES:
            shown = len(room.client.shown)
            answer = await chat_of(room, actor, where).press("give", own)
            told = room.client.shown[shown:]
            assert told, "it comes as a message of its own"
            assert {chat for chat, _, _ in told} == {f"chat-{actor.aad_id}"}
            text = "\n".join(str(card) for _, card, _ in told)
            for other in PEOPLE.values():
                if other.aad_id != actor.aad_id:
                    assert other.aad_id not in text
                    assert other.name not in text
            if where != "own chat":
                assert actor.name not in read_in(answer)
            for register in REGISTERS:
                for presses in sound_of(register.name).values():
                    case = presses[0].case
                    if case.reporter.aad_id != actor.aad_id:
                        assert not [words for words in secrets_of(case) if words in text], register.name
                    break


async def test_who_may_most_is_refused_nothing_of_what_is_shown(tmp_path: Path) -> None:
    """The control: else a bot that refuses everything would do."""
    async with known_room(tmp_path, ADMINISTERED) as room:
        await cases_stand(room)
        found, refused = await explored(room)
        # The first presses carry nothing; a file of nothing is none.
        assert refused <= sum(not each.verb for each in found)
        assert len({each.kind for each in found}) > 2 * len(DESKS)
        assert {each.data.get("register") for each in found} >= {
            each.name for each in REGISTERS if each.made.by_hand is not None
        }
        assert all(ADMINISTERED.office(each).members for each in OFFICES)
