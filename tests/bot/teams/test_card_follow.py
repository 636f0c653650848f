"""The stored message follows the card that was shown: late, seldom, and never backwards."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.teams.card_follow import CardFollower
from bot.teams.events import Card, PermanentFailure, Place, TransientFailure
from tests.bot.small_bot import question
from tests.steps import steps
from tests.virtual_time import in_virtual_time, now

PLACE = Place("https://smba.trafficmanager.net/emea/", "a:1", "personal", "t")


@dataclass
class Messages:
    """Takes updates, and can be slow or broken."""

    seconds: float = 0.0
    failure: Exception | None = None
    updates: list[tuple[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.at_once -= 1
        if self.failure is not None:
            raise self.failure
        self.updates.append((message_id, summary))


def follower(messages: Messages, **options: float | int) -> CardFollower:
    given = {"quiet": 0.05, "patience": 1.0} | options
    return CardFollower(messages, now=now, **given)  # type: ignore[arg-type]


async def until_done(following: CardFollower) -> None:
    async with asyncio.timeout(5):
        while following.pending:  # noqa: ASYNC110 - it tells nobody when it is done
            await asyncio.sleep(0.005)


def follow(following: CardFollower, count: int) -> None:
    """So many messages."""
    for number in range(count):
        following.follow(PLACE, str(number), {}, "")


@in_virtual_time
async def test_only_the_newest_card_of_a_message_is_sent() -> None:
    messages = Messages()
    following = follower(messages)
    for number in range(20):
        following.follow(PLACE, "1", question(str(number)), f"card {number}")
        following.follow(PLACE, "2", question(str(number)), f"other {number}")
    assert messages.updates == [], "nothing happens on the path of the press"
    await until_done(following)
    assert messages.updates == [("1", "card 19"), ("2", "other 19")]
    assert following.lost == 0


@in_virtual_time
async def test_a_message_is_left_alone_until_it_is_quiet() -> None:
    messages = Messages()
    following = follower(messages, quiet=0.4)
    for number in range(6):
        following.follow(PLACE, "1", {}, str(number))
        await asyncio.sleep(0.03)
    assert messages.updates == []
    await until_done(following)
    assert messages.updates == [("1", "5")]


@in_virtual_time
async def test_each_message_goes_when_it_was_quiet_long_enough_and_waits_for_no_other() -> None:
    messages = Messages()
    following = follower(messages, quiet=0.4)
    gone = []
    for each in "123":
        following.follow(PLACE, each, {}, each)
        await asyncio.sleep(0.1)
    async with asyncio.timeout(5):
        while following.pending:
            gone.append(len(messages.updates))
            await asyncio.sleep(0.05)
    assert messages.updates == [("1", "1"), ("2", "2"), ("3", "3")]
    assert {1, 2} <= set(gone), "one by one"


@in_virtual_time
async def test_one_that_never_gets_quiet_is_sent_all_the_same() -> None:
    messages = Messages()
    following = follower(messages, quiet=0.1, patience=0.2)
    for _ in range(25):  # half a second
        following.follow(PLACE, "1", {}, "busy")
        await asyncio.sleep(0.02)
    assert len(messages.updates) == 2, "after each 0.2 s, counted from the first press that waits"
    await following.close()


@in_virtual_time
async def test_a_slow_update_is_not_overtaken_by_a_newer_one() -> None:
    messages = Messages(seconds=0.15)
    following = follower(messages, quiet=0.02)
    following.follow(PLACE, "1", {}, "old")
    await asyncio.sleep(0.05)
    following.follow(PLACE, "1", {}, "new")
    following.follow(PLACE, "2", {}, "beside")
    await until_done(following)
    assert messages.most_at_once == 2, "another message does not wait for it"
    assert [update for update in messages.updates if update[0] == "1"] == [("1", "old"), ("1", "new")]


@pytest.mark.parametrize(
    "failure", [PermanentFailure("404"), TransientFailure("502"), RuntimeError("a fault of ours")]
)
@in_virtual_time
async def test_a_failure_is_counted_and_dropped(failure: Exception, caplog: pytest.LogCaptureFixture) -> None:
    messages = Messages(failure=failure)
    following = follower(messages)
    following.follow(PLACE, "1", question("Sam Voorbeeld"), "Sam Voorbeeld")
    await until_done(following)
    assert (messages.updates, following.lost) == ([], 1)
    assert "1 so far" in caplog.text
    assert "Sam" not in caplog.text
    messages.failure = None
    following.follow(PLACE, "1", {}, "later")
    await until_done(following)
    assert messages.updates == [("1", "later")]


@in_virtual_time
async def test_only_so_many_messages_wait_and_only_so_many_go_at_once() -> None:
    messages = Messages(seconds=0.01)
    following = follower(messages, most=10, at_once=3)
    follow(following, 25)
    assert (following.pending, following.lost) == (10, 15)
    await until_done(following)
    assert [message for message, _ in messages.updates] == [str(number) for number in range(15, 25)]
    assert messages.most_at_once == 3


@in_virtual_time
async def test_the_same_id_in_another_chat_is_another_message() -> None:
    messages = Messages()
    following = follower(messages)
    following.follow(PLACE, "1", {}, "here")
    following.follow(Place("s", "a:2", "personal", "t"), "1", {}, "there")
    await until_done(following)
    assert len(messages.updates) == 2


@in_virtual_time
async def test_closing_sends_what_waits() -> None:
    messages = Messages(seconds=0.02)
    following = follower(messages, quiet=60.0, patience=60.0, at_once=4)
    follow(following, 10)
    await following.close()
    assert len(messages.updates) == 10
    following.follow(PLACE, "11", {}, "too late")
    await asyncio.sleep(0.01)
    assert (following.pending, following.lost) == (0, 1)


@in_virtual_time
async def test_closing_takes_no_longer_than_it_may() -> None:
    messages = Messages(seconds=30.0)
    following = follower(messages, quiet=60.0, at_once=2)
    follow(following, 5)
    started = now()
    await following.close(within=0.1)
    assert now() - started == pytest.approx(0.1)
    assert (following.pending, following.lost) == (0, 5)


@in_virtual_time
async def test_a_press_costs_a_few_lines_and_no_task() -> None:
    following = follower(Messages(), quiet=60.0, most=100_000)
    tasks = len(asyncio.all_tasks())
    for number in range(10_000):
        following.follow(PLACE, str(number % 500), {}, "")
    assert steps(lambda: following.follow(PLACE, "7", {}, "again")) < 20
    assert steps(lambda: following.follow(PLACE, "new", {}, "")) < 40
    assert len(asyncio.all_tasks()) == tasks
    await following.close(within=5.0)


@in_virtual_time
async def test_a_message_that_is_being_sent_is_waited_for_without_looking_all_the_time() -> None:
    messages, looks = Messages(seconds=3.0), list[float]()

    def looking() -> float:
        looks.append(now())
        return now()

    following = CardFollower(messages, now=looking, quiet=0.05, patience=0.2)
    following.follow(PLACE, "1", {}, "first")
    await asyncio.sleep(0.1)
    following.follow(PLACE, "1", {}, "second")
    await asyncio.sleep(2.0)
    assert messages.updates == []
    assert len(looks) < 20
    await until_done(following)
    assert messages.updates == [("1", "first"), ("1", "second")]
