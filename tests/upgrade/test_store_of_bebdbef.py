"""Nothing is lost: the present program reads the store of bebdbef and goes on with all that was under way in it.

What that version wrote, and what it made of it, stands in JSON lines beside this file; `write_store.py` wrote them.
A reminder goes out at the same moment to the same people about the same case, or a test here says which one does not.
"""

import asyncio
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.azurite import connection_string, running_azurite
from tests.e2e.fake_teams import FINN, NOOR, Json
from tests.e2e.running_bot import JIP, KIM
from tests.upgrade.old_store import (
    BO,
    EXPECTED,
    MIA,
    POSTS,
    ROWS,
    WALKERS,
    bot_on_the_old_store,
    lines_of,
    settle,
)
from tests.upgrade.seen_from_outside import (
    Watch,
    as_time_goes_on,
    drafts_go_on,
    gathered,
    lists,
    number_in,
    old_buttons,
    said_by,
)
from tests.upgrade.waiting_forms import FORMS, KINDS, TO

ROWS_THEN, POSTS_THEN = lines_of(ROWS), lines_of(POSTS)

pytestmark = pytest.mark.timeout(120)
"""Time goes on once for all of them (`future`), in the test that comes first."""

ASKS_OTHERWISE = frozenset({"processing", "sharing", "dpia", "email", "retention"})
"""Flows that ask otherwise since. A conversation in one goes on at the first question that it was not asked, what was
filled in stands there, and it comes to an end of the present flow: it need not be the end of then."""


def expected(what: str) -> list[Json]:
    """What the old version made of it, of one kind."""
    told = [each for each in lines_of(EXPECTED) if each["what"] == what]
    return [{name: value for name, value in each.items() if name != "what"} for each in told]


def waiting() -> Iterator[tuple[str, Json]]:
    """Each message that waited then, with its register ("talks": it is about a conversation)."""
    for row in ROWS_THEN:
        if row["key"].startswith("due|"):
            value = row["value"]
            yield row["partition"].partition(":")[2], value if isinstance(value, dict) else json.loads(value)


def asked_otherwise() -> frozenset[str]:
    """The chats in which such a conversation stood, at hand or put aside."""
    talks = [row["value"] for row in ROWS_THEN if row["key"].startswith("talk|")]
    told = [each if isinstance(each, dict) else json.loads(each) for each in talks]
    cards = {
        each["card_id"]
        for each in told
        for draft in (each.get("draft") or {}, *each.get("parked", {}).values())
        if draft.get("flow") in ASKS_OTHERWISE
    }
    return frozenset(post["conversation"] for post in POSTS_THEN if post["id"] in cards)


def form_of(ref: str) -> str:
    """A reference with its numbers and ids taken out."""
    return re.sub(r"\d+", "#", re.sub(r"\b[0-9a-f]{32}\b", "<id>", ref))


def numbers_then() -> list[str]:
    """Every case that stood in a register."""
    return [row["key"].partition("|")[2] for row in ROWS_THEN if row["key"].startswith("case|")]


# --- the rows themselves --------------------------------------------------------------------------------------------


def test_the_rows_hold_every_kind_of_waiting_message_in_every_form() -> None:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for register, due in waiting():
        found[register][due["kind"]].add(form_of(due.get("ref", "")))
    missing = [
        f"{register} {kind} {form!r}"
        for register, kinds in FORMS.items()
        for kind, forms in kinds.items()
        for form in forms
        if form not in found[register][kind]
    ]
    assert missing == []
    assert {due["kind"] for _, due in waiting()} == KINDS


def test_the_rows_hold_messages_for_every_kind_of_recipient() -> None:
    assert {re.sub(r"^person:.*", "person:", due["to"]) for _, due in waiting()} == TO


def test_the_rows_hold_every_kind_of_row() -> None:
    kinds = Counter(f"{row['table']} {row['key'].partition('|')[0]}" for row in ROWS_THEN)
    assert set(kinds) == {
        *(
            f"cases {each}"
            for each in ("case", "event", "words", "open", "all", "own", "draft", "due", "post")
        ),
        *(f"cases {each}" for each in ("counter", "chore", "register", "destroyed", "destruction")),
        *("conversations talk", "conversations due", "links office", "links person"),
    }


# --- what the present program makes of them -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Future:
    """How time went on: the messages by moment, what the registers say before and after it, until when requests had
    to be answered that nobody answered, which cases somebody took up, and who stood in a conversation that asks
    otherwise since."""

    news: dict[str, list[Json]]
    at_first: list[Json]
    at_last: list[Json]
    late: dict[str, datetime]
    taken_up: frozenset[str]
    asked_otherwise: frozenset[str]


@pytest.fixture(scope="module")
def future(tmp_path_factory: pytest.TempPathFactory) -> Future:
    """The present program runs from the store of then for as long as the old one did."""
    folder = tmp_path_factory.mktemp("future")

    async def run() -> Future:
        moments = [each["at"] for each in expected("moment")]
        async with bot_on_the_old_store(folder, ROWS_THEN, POSTS_THEN) as bot:
            at_first = await asyncio.to_thread(lambda: list(said_by(bot, folder)))
            steps = as_time_goes_on(bot, [datetime.fromisoformat(each) for each in moments[1:]])
            news = [each async for each in steps]
            at_last = await asyncio.to_thread(lambda: list(said_by(bot, folder)))
            requests = [await bot.kept(each) for each in numbers_then() if each.startswith("RV-")]
            late = {each.number: each.deadline(bot.org).due for each in requests if each.answer_due}
            cases = [await bot.kept(each) for each in numbers_then()]
            taken_up = frozenset(each.number for each in cases if each.taken_up is not None)
            chats = asked_otherwise()
            people = frozenset(each.name for each in WALKERS if bot.personal(each).conversation in chats)
        return Future(dict(zip(moments, news, strict=True)), at_first, at_last, late, taken_up, people)

    return asyncio.run(run())


def _as_then(news: Sequence[Json]) -> list[Json]:
    """With the titles of cards as they were: the head of a request that somebody took up said "nieuw verzoek" still,
    and what is looked up now was "in behandeling"."""
    now_and_then = {"opgepakt": "nieuw verzoek", "wordt uitgezocht": "in behandeling"}

    def as_then(title: str) -> str:
        for now, then in now_and_then.items():
            title = re.sub(rf"^(RV-\d{{4}}-\d{{4}}) · {now}", rf"\1 · {then}", title)
        return title

    return [{**each, "title": as_then(each["title"])} for each in news if each["title"] not in CLOSED]


CLOSED = ("Deze vraag is beantwoord", "Deze vraag hoeft niet meer")
"""What the card of a question says since once nobody waits for its answer: it stood open then."""


def reminded_again(future: Future, at: str, number: str) -> bool:
    """Whether this is news because a request is reminded of that was silent then.

    The first reminder behind the strict date was dropped when the day of the second had come as well, though only a
    reminder that goes out plans the next: after two days without the program none ever came again.
    """
    return number in future.late and future.late[number] < datetime.fromisoformat(at)


def unnumbered(draft: Json) -> Json:
    """What came of a conversation, without the last digits of its number: others filed fewer before it."""
    return {
        name: re.sub(r"\b([A-Z]{2}-\d{4})-\d{4}\b", r"\1", value) if isinstance(value, str) else value
        for name, value in draft.items()
    }


def begun_again(future: Future, to: str, number: str) -> bool:
    """Whether this may be news because a verdict of then asks on now: it is told when it is wiped unfinished."""
    return not number and to in future.asked_otherwise


def left_alone(future: Future, to: str, number: str) -> bool:
    """Whether this may stay away because somebody took the case up: that counts as reacting, so nobody who stands in is
    told, and a question that was taken up has its last reminder only."""
    return number in future.taken_up and (number.startswith("AD-") or to in STAND_IN)


def tells_who_stands_in(to: str, number: str) -> bool:
    """Whether this is new because who stands in for the FG hears of a breach to which the FG does not react."""
    return to == BO.name and number.startswith("DL-")


STAND_IN = frozenset(each.name for each in (KIM, MIA, BO))
"""Those who stand in for an office."""


def test_each_message_goes_to_the_same_people_at_the_same_moment(future: Future) -> None:
    then: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for each in expected("message"):
        then[each["at"]].update((each["how"], each["to"], number) for number in each["numbers"])
    again = set[tuple[str, str]]()
    for at, news in future.news.items():
        now = Counter(
            (each["how"], each["to"], each["number"]) for each in news if each["title"] not in CLOSED
        )
        gone = sorted((then[at] - now).elements())
        missed = [each for each in gone if not left_alone(future, each[1], each[2])]
        assert (at, missed) == (at, []), "did not come"
        new = sorted((now - then[at]).elements())
        odd = [
            each
            for each in new
            if not reminded_again(future, at, each[2])
            and not begun_again(future, each[1], each[2])
            and not tells_who_stands_in(each[1], each[2])
        ]
        assert (at, odd) == (at, []), "came and did not then"
        again |= {(to, number) for how, to, number in new if how in ("reply", "post")}
    assert len({number for to, number in again if to == "jz"}) > 10, "a request that is late is reminded of"
    assert {number for to, number in again if to == "jz"} == {number for to, number in again if to == "fg"}


def test_each_card_says_the_same_in_its_title(future: Future) -> None:
    then = {
        (each["at"], each["how"], each["to"], each["title"], number)
        for each in expected("message")
        for number in each["numbers"]
    }
    told = [
        (at, each["how"], each["to"], each["title"], number)
        for at, news in future.news.items()
        for each in gathered(_as_then(news))
        for number in each["numbers"]
        if not reminded_again(future, at, number)
        and not begun_again(future, each["to"], number)
        and not tells_who_stands_in(each["to"], number)
    ]
    assert [each for each in told if each not in then] == []


@pytest.mark.parametrize("when", ["at first", "at last"])
def test_every_history_verifies_and_every_case_is_exported(future: Future, when: str) -> None:
    then = [each for each in expected("register") if each["when"] == when]
    now = future.at_first if when == "at first" else future.at_last
    for each, before in zip(now, then, strict=True):
        if when == "at last" and each["register"] == "rights":  # each reminder stands in a history
            assert each["verify"]["events"] > before["verify"]["events"]
            each["verify"]["events"] = before["verify"]["events"]
        if when == "at last" and each["register"] == "consult":  # who took a question up is reminded once
            assert each["verify"]["events"] < before["verify"]["events"]
            each["verify"]["events"] = before["verify"]["events"]
        assert {"when": when, **each} == before
    assert all(each["code"] == 0 and each["verify"]["broken"] == 0 for each in now)


async def test_every_conversation_goes_on_at_its_step_and_comes_to_its_end(tmp_path: Path) -> None:
    async with bot_on_the_old_store(tmp_path, ROWS_THEN, POSTS_THEN) as bot:
        people = [each for each in WALKERS if bot.personal(each).posts]
        chats = asked_otherwise()
        otherwise = {each.name for each in people if bot.personal(each).conversation in chats}
        now = [each async for each in drafts_go_on(bot, people, POSTS_THEN)]
        same = [_comparable(each) for each in now if each["person"] not in otherwise]
        then = [each for each in expected("draft") if each["person"] not in otherwise]
        assert same == [_comparable(each) for each in then]
        assert len(otherwise) > 10
        for each in now:
            assert all(later > earlier for earlier, later in pairwise(_versions(each))), each
            if each["person"] in otherwise:
                assert "answer" not in each["verbs"], "it came to its end"
                assert each["ends"]
        new = sorted({each["number"] for each in now if each["number"]} - set(numbers_then()))
        _no_gap([*numbers_then(), *new])
        said = await asyncio.to_thread(lambda: list(said_by(bot, tmp_path)))
        assert [each["code"] for each in said] == [0] * len(said), (
            "a number that is missing would be told here"
        )


_COUNT = re.compile(r" · (?:stap|vraag) \d+.*| · laatste stap|vraag \d+, nog ongeveer \d+")

NEW_WAYS = ("add_reference_form", "amend_what_form", "amend_when_form")
"""Verbs that a receipt has since: who passed on a request without a reference is asked for it, who reported a breach
can change the answers."""


NEW_STEPS = ("people",)
"""Questions that stood on the card of another step then: whose data, and of how many people."""


def _comparable(seen: Json) -> Json:
    """Where a conversation stands, without how many questions are left, told otherwise now, and without new ways and
    new steps. New steps move the versions of those behind them: what stays is the version at which it goes on."""
    seen = unnumbered(seen)
    stands, verbs = _COUNT.sub("", seen["stands"]), [each for each in seen["verbs"] if each not in NEW_WAYS]
    names = [each.partition(" ")[0] for each in seen["steps"]]
    steps = [each for each in names if each not in NEW_STEPS]
    return {**seen, "stands": stands, "verbs": verbs, "steps": steps, "goes_on_at": _versions(seen)[:1]}


def _versions(seen: Json) -> list[int]:
    """The versions that the conversation went through on its way to the end."""
    return [int(each.rpartition(" v")[2]) for each in seen["steps"]]


def _no_gap(numbers: Sequence[str]) -> None:
    """Of each register and year every number from the first to the last is there."""
    by_year: dict[str, list[int]] = defaultdict(list)
    for each in numbers:
        by_year[each[:7]].append(int(each[8:]))
    for year, found in by_year.items():
        assert all(after - before == 1 for before, after in pairwise(sorted(found))), year


async def test_every_case_stands_in_the_lists_where_it_stood(tmp_path: Path) -> None:
    async with bot_on_the_old_store(tmp_path, ROWS_THEN, POSTS_THEN) as bot:
        now, then = [each async for each in lists(bot)], expected("list")
    for each, before in zip(now, then, strict=True):
        if before.get("said") == "figures":  # a year counts causes as well since
            told = iter(each["numbers"])
            assert all(number in told for number in before["numbers"]), "in the order in which they stood"
            each["numbers"] = before["numbers"]
        assert each == before


async def test_every_case_can_be_opened_by_its_number(tmp_path: Path) -> None:
    async with bot_on_the_old_store(tmp_path, ROWS_THEN, POSTS_THEN) as bot:
        readers = {"DL": NOOR, "RV": JIP}
        for number in numbers_then():
            chat = bot.personal(readers.get(number[:2], FINN))
            await chat.say(f"toon {number}")
            assert number_in(chat.text) == number, chat.text
            assert "Dit nummer ken ik niet" not in chat.text


async def test_buttons_on_old_cards_are_understood_as_they_were(tmp_path: Path) -> None:
    async with bot_on_the_old_store(tmp_path, ROWS_THEN, POSTS_THEN) as bot:
        now = [each async for each in old_buttons(bot, POSTS_THEN)]
        await settle(bot)
        # In a channel no form of a confidential case opens any more: what stands in it was read there by everybody.
        cases = [await bot.kept(each) for each in numbers_then()]
        hidden = {each.number for each in cases if each.confidential}
    chats = asked_otherwise()
    there = {each["id"] for each in POSTS_THEN if each["conversation"] in chats}
    differs = [
        (then, each)
        for then, each in zip(expected("press"), now, strict=True)
        if then != each and then["post"] not in there and then["number"] not in hidden
    ]
    # Changed by hand since: another text after the same button ("geen datalek") is given back, no longer passed over;
    # an entry of which nobody said whether there is a DPIA is not established ("Stel vast" shows it as it is).
    assert differs == []
    assert any(each["events"] for each in now)


async def test_azure_tables_hold_the_same_store(tmp_path: Path) -> None:
    moment = expected("moment")[0]["at"]
    then = [each for each in expected("message") if each["at"] == moment]
    with running_azurite() as port:
        async with bot_on_the_old_store(connection_string(port), ROWS_THEN, POSTS_THEN) as bot:
            news: list[dict[str, Any]] = gathered(_as_then(Watch(bot).news()))
            assert [{"at": moment, **each} for each in news] == then
            said = await asyncio.to_thread(lambda: list(said_by(bot, tmp_path)))
    at_first = [each for each in expected("register") if each["when"] == "at first"]
    assert [{"when": "at first", **each} for each in said] == at_first
