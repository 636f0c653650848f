"""Who may do what: every event of every life, tried by everybody in every place, pressed and forged.

Made of the lives and the registers: a new event is in it by itself. What is refused changes nothing, to the byte, is
counted, and says nothing of the case to who may not see it.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.commands import paper_files
from bot.registers import REGISTERS
from bot.teams.events import Say
from cases.organisation import OFFICES, Organisation
from cases.register.forms import FORM
from cases.register.register import Register
from tests.bot.turns.attempts import (
    PEOPLE,
    PLACES,
    Attempt,
    chat_of,
    events_of,
    may,
    may_read,
    may_read_task,
    read_in,
    secrets_of,
    sound_of,
    stands,
    states_of,
    stored,
    ways,
)
from tests.bot.turns.room import Room, bot_room
from tests.cases.breach.by_chance import PEOPLE as EVERYBODY
from tests.cases.register.walking import WITH_DEPUTY, Press

every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.name)


def in_every_register(seconds: int) -> Callable[[Any], Any]:
    """For each register, with so much time: it is tried by everybody everywhere."""
    return lambda test: pytest.mark.timeout(seconds)(every_register(test))


def attempts(event: str, press: Press) -> Iterator[Attempt]:
    """In every way in the own chat; elsewhere those who are tried take turns in the way, so that it takes no minute."""
    every, turns = ways(event, press.given, press.case), count(len(event))
    for who in PEOPLE:
        for where in PLACES:
            for way, verb, data in every if where == "own chat" else (every[next(turns) % len(every)],):
                yield Attempt(who, where, way, verb, data)


@pytest.fixture(autouse=True)
def written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Word file of the same letter is made once: everybody asks for it everywhere, and what counts is who gets it."""
    monkeypatch.setattr(paper_files, "docx_of", cache(paper_files.docx_of))


@asynccontextmanager
async def known_room(folder: Path, org: Organisation = WITH_DEPUTY) -> AsyncIterator[Room]:
    """A room where everybody met the bot and every office has its channel: nothing of that is written during a try."""
    async with bot_room(folder, org) as room:
        for office in OFFICES:
            await room.office(office, PEOPLE["the PO"])
        for who in (*PEOPLE.values(), *EVERYBODY):
            await room.chat(who).press("show", {"case": "DL-2026-0999"})
        yield room


@in_every_register(240)
async def test_what_is_refused_changes_nothing_is_counted_and_says_nothing(
    tmp_path: Path, register: Register[Any]
) -> None:
    async with known_room(tmp_path) as room:
        tried = 0
        for event, press in events_of(register):
            await stands(room, register, press)
            before, secrets = stored(tmp_path / "rows.db"), secrets_of(press.case)
            for each in attempts(event, press):
                if may(register, press.case, event, each.actor, each.where):
                    continue
                refused, written = room.refusals.total, len(room.store.commits)
                opened = len(room.client.opened), len(room.client.shown)
                answer = await chat_of(room, each.actor, each.where).press(each.verb, each.data)
                assert room.refusals.total == refused + 1, (event, each, read_in(answer)[:300])
                assert len(room.store.commits) == written, (event, each)
                assert (len(room.client.opened), len(room.client.shown)) == opened, (event, each)
                assert not room.woken, (event, each)
                told = read_in(answer)
                sent = " ".join(each.data.values())  # comes back to who sent it
                assert not [words for words in secrets if words in told and words not in sent], (event, each)
                assert press.case.reporter.name not in told or each.who == "the reporter", (event, each)
                tried += 1
            assert stored(tmp_path / "rows.db") == before, event
        assert tried or not register.life.events


@every_register
async def test_who_may_is_not_refused(tmp_path: Path, register: Register[Any]) -> None:
    """The control: else a bot that refuses everything would do."""
    async with known_room(tmp_path) as room:
        inner = register.presses.inner | {"give_paper"}
        for event, press in events_of(register):
            form = register.forms.get(event)
            named = form is not None and any(each.names and press.given.get(each.id) for each in form.fields)
            if press.event != event or named:  # what names another case asks for one that is there
                continue
            place = "own chat"
            assert may(register, press.case, event, press.who, place), event
            await stands(room, register, press)
            before = stored(tmp_path / "rows.db")
            chat = chat_of(room, press.who, place)
            answer = await chat.press(
                event, {**press.given, "case": press.case.number, "version": str(press.case.version)}
            )
            if event in inner:
                assert stored(tmp_path / "rows.db") == before, f"{event} is no button"
            else:
                assert stored(tmp_path / "rows.db") != before, (event, press.who.name, read_in(answer)[:300])


PAGES = ("show", "history", "paper", "receipt")


def spread(every: list[Press], most: int) -> list[Press]:
    """At most so many of these, from the first to the last."""
    step = (len(every) - 1) / max(min(most, len(every)) - 1, 1)
    return [every[round(at * step)] for at in range(min(most, len(every)))]


@in_every_register(120)
@pytest.mark.parametrize("confidential", [False, True], ids=["open", "confidential"])
async def test_a_case_is_read_by_who_may_where_they_may(
    tmp_path: Path, register: Register[Any], confidential: bool
) -> None:
    """Its card, its pages, its course, its papers, its file: the person and the place count."""
    if confidential and "make_confidential" not in register.life.handlers:
        pytest.skip("nothing is confidential there")
    async with known_room(tmp_path) as room:
        read = set[tuple[str, str]]()
        # A drill is read as the breach that it practises is.
        for press in spread(states_of(register), 1 if register.practised else 3):
            case = press.case.model_copy(update={"confidential": confidential})
            await stands(room, register, Press(case, press.event, press.who, press.given, press.at))
            secrets, number = secrets_of(case), case.number
            papers = [name for name, _ in register.papers.of(case, "")]
            asked: list[tuple[str, dict[str, str]]] = [
                *(
                    (event + FORM, {"exchange": "1", "paper": papers[0] if papers else ""})
                    for event in register.forms
                ),
                *((page, {}) for page in (*PAGES, *register.cards.pages)),
                *(("paper", {"paper": name}) for name in papers[:1]),
                *(("give", {"of": "file", "file": "paper", "paper": name}) for name in papers[:1]),
                *(("show", {"for": office}) for office in register.life.tasks(case)),
            ]
            for who, actor in PEOPLE.items():
                for where in PLACES:
                    for verb, data in asked:
                        shown = len(room.client.shown)
                        answer = await chat_of(room, actor, where).press(
                            verb, {"of": "case", **data, "case": number}
                        )
                        told = read_in(answer)
                        found = [words for words in secrets if words in told]
                        allowed = may_read(register, case, actor, where) or (
                            verb in ("show", "paper") and may_read_task(register, case, actor, where)
                        )
                        if found and not allowed and may_read_task(register, case, actor, where):
                            # An old button of a task is answered with its card, and that holds no more than it does.
                            chat = chat_of(room, actor, where)
                            for office in register.life.tasks(case):
                                task = {"of": "case", "case": number, "for": office}
                                stands_there = read_in(await chat.press("show", task))
                                found = [words for words in found if words not in stands_there]
                        assert allowed or not found, (case.status, who, where, verb, data, found[:2])
                        if found:
                            read.add((who, where))
                        chats = {chat for chat, _, _ in room.client.shown[shown:]}
                        assert chats <= {f"chat-{actor.aad_id}", f"opened-29:{actor.aad_id[-4:]}"}
        assert read, "the control: somebody reads it"
        if confidential:
            assert {where for _, where in read} <= {"own chat"}
        assert not {who for who, _ in read} & {"an employee"}


@in_every_register(120)
async def test_lists_searches_and_files_hold_what_one_may_see_there(
    tmp_path: Path, register: Register[Any]
) -> None:
    """Every filter and period, a search for each word, month, figures, the file of a list."""
    async with known_room(tmp_path) as room:
        listing = register.listing
        for press in spread(states_of(register), 4):
            await stands(room, register, press)
            entry = listing.entry(press.case, WITH_DEPUTY)
            before = _but_for_pages(stored(tmp_path / "rows.db"))
            for who, actor in PEOPLE.items():
                for where in PLACES:
                    readers = [actor.roles] + ([] if where == "own chat" else [_here(where)])
                    # What is practised stands in no list.
                    allowed = not register.practised and all(
                        not listing.readers.isdisjoint(each) and listing.sees(entry, each) for each in readers
                    )
                    chat = chat_of(room, actor, where)
                    for data in _queries(register, press):
                        answer = await chat.press("register", data)
                        if not allowed:
                            rows = read_in(answer).replace(data.get("words", "-"), "")
                            assert press.case.number not in rows, (who, where, data)
                            assert not [each for each in secrets_of(press.case) if each in rows]
                    for verb, data in (
                        ("month", {"register": register.name}),
                        ("figures", {}),
                        ("overviews", {}),
                    ):
                        answer = await chat.press(verb, data)
                        assert press.case.number not in read_in(answer)
                        if not any(readers) or not all(readers):
                            assert isinstance(answer, Say) or where == "own chat"
            assert _but_for_pages(stored(tmp_path / "rows.db")) == before, "looking writes nothing"


def _but_for_pages(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without where cards stand in channels: they are found again when their case becomes confidential."""
    return [each for each in rows if "|page." not in each[2]]


def _here(where: str) -> frozenset[str]:
    return frozenset({where}) & frozenset(OFFICES)


def _queries(register: Register[Any], press: Press) -> Iterator[dict[str, str]]:
    listing, named = register.listing, {"of": "register", "register": register.name}
    for wanted in ("open", "overdue", "closed", "all", *listing.marks):
        yield {**named, "filter": wanted}
    yield {**named, "filter": "all", "words": press.case.number}
    for words in sorted(secrets_of(press.case))[:2]:
        yield {"of": "register", "filter": "all", "words": " ".join(words.split()[:3])[:60]}


@every_register
async def test_in_a_channel_no_filter_tells_more_of_a_confidential_case_than_its_number(
    tmp_path: Path, register: Register[Any]
) -> None:
    if "make_confidential" not in register.life.handlers:
        pytest.skip("nothing is confidential there")
    async with known_room(tmp_path) as room:
        seen = 0
        for presses in sound_of(register.name).values():
            for press in presses:
                case = press.case.model_copy(update={"confidential": True})
                listed = register.listing.entry(case, WITH_DEPUTY).marks
                marks = [each for each in listed if each in register.listing.marks]
                if not marks:
                    continue
                seen += 1
                await stands(room, register, Press(case, press.event, press.who, press.given, press.at))
                for who in PEOPLE.values():
                    for where in OFFICES:
                        for mark in marks:
                            data = {"of": "register", "register": register.name, "filter": mark}
                            answer = await chat_of(room, who, where).press("register", data)
                            assert case.number not in read_in(answer), (who.name, where, mark)
                own = [
                    await chat_of(room, who, "own chat").press(
                        "register", {"of": "register", "register": register.name, "filter": marks[0]}
                    )
                    for who in PEOPLE.values()
                ]
                found = any(case.number in read_in(each) for each in own)
                assert found is not register.practised, (
                    "who may see it finds it; no list has what is practised"
                )
                break
        if not seen:
            pytest.skip("no mark of this register comes about by presses alone")
