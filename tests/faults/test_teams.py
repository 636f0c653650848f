"""Teams is busy, broken, silent, or says so of what it did: what somebody did is kept, and everybody hears of it."""

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.outbox.lanes import AT_ONCE
from cases.register.plans import SECONDS_BETWEEN
from tests.e2e import running_bot as running
from tests.e2e.fake_teams import BLOCKED, HTML, NOOR, Chat, Failure, Post, person
from tests.e2e.filing import SEND, number_on, report, to_review
from tests.e2e.running_bot import UNHURRIED, RunningBot, running_bot
from tests.e2e.test_case import filed_breach
from tests.faults.story import healthy, quiet_logs

TRIES = 3
"""So many requests in a row meet the fault."""

FAILURES: dict[str, Failure] = {
    "429 with Retry-After": Failure(429, retry_after="0"),
    "429 with a Retry-After of nonsense": Failure(429, retry_after="²"),
    "412": Failure(412),
    "500": Failure(500),
    "502 with HTML": HTML,
    "503 without anything": Failure(503, body="", content_type="text/plain"),
    "403": BLOCKED,
    "the connection breaks": Failure(cut=True),
    "200 with HTML": Failure(200, body="<html>not JSON</html>", content_type="text/html", arrives=True),
    "201 with an id that is none": Failure(
        201, body='{"activityId": "\\ud800", "id": "\\ud800"}', arrives=True
    ),
    "504 after it was taken": Failure(504, arrives=True),
    "no answer in time after it was taken": Failure(delay=1.0, arrives=True),
    "no answer in time": Failure(delay=1.0),
}

TAKEN = {
    "200 with HTML",
    "201 with an id that is none",
    "504 after it was taken",
    "no answer in time after it was taken",
}
"""Teams had it: it may stand there more than once."""


async def come_through(bot: RunningBot) -> None:
    """Time for the next tries."""
    for seconds in SECONDS_BETWEEN:
        await bot.advance(seconds=seconds * 1.2)


async def test_teams_fails_for_a_while_and_recovers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All faults in turn, each while somebody files a report; then all that had to be told is told."""
    monkeypatch.setattr(running, "UNHURRIED", replace(running.UNHURRIED, request=0.3))
    filed = dict[str, str]()
    async with running_bot(tmp_path) as bot:
        office = bot.channel("po", NOOR)
        for name, failure in FAILURES.items():
            ada = bot.personal(person(f"Ada {name} Voorbeeld"))
            await to_review(ada)
            bot.teams.fail(*[failure] * TRIES)
            await ada.press(SEND)
            filed[name] = number_on(
                ada.text
            )  # the receipt is the answer to the press: nothing is sent for it
            await bot.settled(within=40)
            await healthy(bot, name)
            await quiet_logs(caplog, name)
        await come_through(bot)
        assert await bot.numbers() == list(filed.values())
        cards = Counter(number_on(post.text) for post in _cards(office))
        for name, number in filed.items():
            assert 1 <= cards[number] <= (1 + TRIES if name in TAKEN else 1), name
        assert len(bot.mails) == len(filed), "a mail waits for no channel"
        first = next(post for post in _cards(office) if number_on(post.text) == filed["403"])
        await office.press("Ik pak dit op", on=first)
        await come_through(bot)
        told = bot.personal(person("Ada 403 Voorbeeld")).posts
        assert len([post for post in told if "Je melding is opgepakt" in post.text]) == 1


async def test_who_gets_no_answer_types_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Teams does not take is no loss: the conversation stands where it stood. All faults in turn, one bot."""
    monkeypatch.setattr(running, "UNHURRIED", replace(running.UNHURRIED, request=0.2, total=0.5))
    async with running_bot(tmp_path) as bot:
        for name, failure in FAILURES.items():
            ada = bot.personal(person(f"Ada {name} Voorbeeld"))
            bot.teams.fail(*[failure] * TRIES)
            answered = await ada.send(ada.activity("message") | {"text": "ik denk dat ik een datalek heb"})
            assert answered.status == 200, f"{name}: {answered.body}"
            bot.teams.failures.clear()
            await to_review(ada)
            await healthy(bot, name)
            await quiet_logs(caplog, name)


async def test_a_silent_channel_holds_up_nothing_else_of_its_own_cases(tmp_path: Path) -> None:
    """The reporter hears what becomes of the case, time and again; what goes to that channel waits, in its order."""
    async with filed_breach(tmp_path) as (bot, ada, office, number):
        bot.teams.silent.add(office.conversation)
        questions = [f"Op welke verdieping was dat, vraag {each}?" for each in range(3)]
        for question in questions:
            await office.press("Stuur de vraag", {"question": question})
            # Less than one try at a channel that says nothing takes.
            async with asyncio.timeout(UNHURRIED.request * 0.7):
                while not any(question in post.text for post in ada.posts):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        bot.teams.silent.clear()
        await bot.settled(within=40)
        await come_through(bot)
        assert [number_on(post.text) for post in _cards(office)] == [number], "one living card"
        assert all(question in _cards(office)[0].text for question in questions)


async def test_a_silent_channel_holds_up_no_other(tmp_path: Path) -> None:
    """More cards than there are places wait for a channel that says nothing; whoever else is to hear, hears."""
    async with filed_breach(tmp_path) as (bot, _, office, first):
        bot.teams.silent.add(office.conversation)
        numbers = [
            await report(bot.personal(person(f"Ada{number} Voorbeeld"))) for number in range(AT_ONCE + 2)
        ]
        async with asyncio.timeout(30):
            while len(bot.mails) <= len(numbers):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert len(_cards(office)) == 1, "the channel is silent still"
        bot.teams.silent.clear()
        await bot.settled(within=40)
        await come_through(bot)
        assert Counter(number_on(post.text) for post in _cards(office)) == Counter([first, *numbers])


def _cards(office: Chat) -> list[Post]:
    """The living cards in this channel."""
    return [post for post in office.posts if post.thread is None and "DL-" in post.text]
