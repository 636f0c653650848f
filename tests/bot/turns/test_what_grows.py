"""What a bot remembers has its end: no container grows with the people who talk to it, turn after turn.

All that the house holds is looked at, and every cache and module of ours; what is remembered on purpose has a bound,
which is lowered here so that it is met.
"""

import functools
import gc
import itertools
import json
import sys
import types
from collections import Counter, deque
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bench.activities import activity
from bench.walk import look_at
from bot.teams.once import Once
from bot.turns import links, viewings
from tests.bot.fuzz.door import Stranger, one_ear, stranger
from tests.bot.fuzz.inputs import SERVICE, TENANT, Input

ROUNDS, PEOPLE = 4, 80
"""In each round so many people come who never came before."""

BOUND = 30
"""To which what is remembered on purpose is bounded here."""

A_WHILE = 3600.0
"""Seconds between the rounds: what counts by the minute begins anew."""

OURS = ("bot", "cards", "cases", "dialogs", "state_machines", "storage")
CONTAINERS = (dict, list, set, deque)


@pytest.mark.timeout(180)
async def test_nothing_grows_with_the_people_who_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.unfreeze()  # the caches that were there before, too
    monkeypatch.setattr(Once.__init__, "__defaults__", (BOUND,))
    monkeypatch.setattr(links, "KEPT", BOUND)
    monkeypatch.setattr(viewings, "REMEMBERED", BOUND)
    with one_ear():
        async with stranger(tmp_path, 7) as trying:
            numbers, sizes = itertools.count(), list[Counter[str]]()
            for _ in range(ROUNDS):
                for who in itertools.islice(numbers, PEOPLE):
                    await comes_by(trying, who)
                trying.room.store.commits.clear()
                trying.room.seconds += A_WHILE
                gc.collect()
                found = Counter[str]()
                for name, count in sizes_in(trying):
                    found[name] += count
                sizes.append(found)
    assert len(sizes[-1]) > 100, "the control: much is looked at"
    assert links_of(sizes[-1]) <= BOUND, "the control: the bounds are met"
    grown = {
        name: [each[name] for each in sizes]
        for name in sizes[-1]
        if all(after[name] - before[name] >= PEOPLE // 2 for before, after in pairwise(sizes))
    }
    assert grown == {}


async def comes_by(trying: Stranger, who: int) -> None:
    """Somebody new begins a report, answers a question, goes back, leaves it, asks for the own cases."""
    await said(trying, who, "hallo")
    action: dict[str, Any] | None = {
        "type": "Action.Execute",
        "title": "",
        "verb": "start",
        "data": {"flow": "breach"},
    }
    for _ in range(3):
        assert action is not None
        value = {"action": action, "trigger": "manual"}
        told = await sent(trying, who, type="invoke", name="adaptiveCard/action", replyToId="c1", value=value)
        shown = look_at(told["value"])
        action = shown.back or shown.answer
    await said(trying, who, "mijn zaken")
    trying.connector.cards.clear()


async def said(trying: Stranger, who: int, text: str) -> None:
    await sent(trying, who, type="message", text=text)


async def sent(trying: Stranger, who: int, **rest: Any) -> Any:
    body = json.dumps(activity(who, SERVICE, TENANT, **rest)).encode()
    status, told = await trying.send(Input("sound", body, {}))
    assert status == 200, told
    return told


def sizes_in(trying: Stranger) -> Iterator[tuple[str, int]]:
    """How many stand in each container, by where it hangs; in each cache, and each module of ours."""
    seen = set[int]()
    yield from _within("app", trying.app, seen)
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in OURS and isinstance(module, types.ModuleType):
            for label, held in vars(module).items():
                if isinstance(held, CONTAINERS) and not label.startswith("__"):
                    yield f"{name}.{label}", len(held)
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            name = getattr(each, "__qualname__", "something")
            yield f"cache of {getattr(each, '__module__', '')}.{name}", each.cache_info().currsize


def _within(path: str, held: Any, seen: set[int]) -> Iterator[tuple[str, int]]:
    """Our own things and what they hold, each once; of a container itself its size, not what is in it."""
    waiting = deque([(path, held)])
    while waiting:
        here, one = waiting.popleft()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, CONTAINERS):
            yield here, len(one)
        inner = (
            one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list | tuple) else ()
        )
        for _, each in itertools.islice(inner, 200):
            waiting.append((f"{here}[]", each))
        kind = type(one).__module__.partition(".")[0]
        if kind not in (*OURS, "functools", "aiohttp"):
            if isinstance(one, types.MethodType):
                waiting.append((f"{here}()", one.__self__))
            continue
        names = list(getattr(one, "__dict__", ()))
        for kin in type(one).__mro__:
            names += [each for each in getattr(kin, "__slots__", ()) if isinstance(each, str)]
        for name in names:
            waiting.append((f"{here}.{name}", getattr(one, name, None)))


def links_of(sizes: Counter[str]) -> int:
    """How many chats are remembered."""
    return next(count for name, count in sizes.items() if name.endswith("_links._known"))
