"""What every fault goes through: somebody presses while it lasts, sees a clear answer, and presses again after it.

What is filed is there once, the office hears of it, and no log holds a typed word or a trace.
"""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager

import pytest

from bot.teams.web import load_words
from bot.turns import turn
from cards.words import words_beside
from tests.e2e.fake_teams import NOOR, Answered, Chat, person
from tests.e2e.filing import SEND, STORY, number_on, to_review
from tests.e2e.running_bot import RunningBot

OTHER_STORY = "De lijst met uitnodigingen hing nog aan het prikbord in de hal."

SAID = words_beside(turn.__file__)


def clear(bot: RunningBot, told: str) -> bool:
    """Whether somebody is told in plain Dutch what to do now, and no more than that."""
    words = load_words(bot.org.offices.po.title, bot.org.offices.po.email)
    failed = re.escape(words.fault("CODE")).replace("CODE", "[0-9a-f]{8}")
    return re.fullmatch(failed, told) is not None or told == SAID("busy")


def told_by(answered: Answered, chat: Chat) -> str:
    """What the presser reads: a number when it was filed, or the sentence that came instead."""
    assert answered.status == 200, answered.body
    if answered.card is not None:
        return number_on(chat.text_of(answered.card))
    return answered.error or answered.notice or ""


async def pressed(bot: RunningBot, chat: Chat, served: bool | None, name: str) -> bool:
    """Press SEND. `served`: whether that must work, None when it may; gives whether it did."""
    activity = chat.pressing(SEND)
    assert activity is not None
    answered = await chat.send(activity)
    await chat.take_in(activity, answered)
    told = told_by(answered, chat)
    worked = told.startswith("DL-")
    assert worked or clear(bot, told), f"{name}: {told}"
    assert served in (None, worked), f"{name}: served {worked}, {told}"
    return worked


async def typed(bot: RunningBot, chat: Chat, name: str) -> None:
    """Type something new; what comes back is a card, or that same clear sentence."""
    before = len(chat.posts)
    answered = await chat.send(chat.activity("message") | {"text": "mag ik deze mail doorsturen"})
    assert answered.status == 200, answered.body
    come = [post for post in chat.posts[before:] if post.card is None]
    assert len(chat.posts) > before, name
    assert all(clear(bot, post.text) for post in come), f"{name}: {come}"


async def healthy(bot: RunningBot, name: str) -> None:
    """All parts are ready, at the first time that somebody asks."""
    status, parts = await bot.get("/health/ready")
    assert (status, parts["store"], parts["outbox"]) == (200, True, True), f"{name}: {parts}"


async def sent_all(bot: RunningBot) -> None:
    """Time for leases to end and for the next tries; then nothing is due any more."""
    for seconds in (100, 20, 310):
        await bot.advance(seconds=seconds)


async def lived_through(
    bot: RunningBot,
    fault: AbstractAsyncContextManager[object],
    caplog: pytest.LogCaptureFixture,
    name: str,
    *,
    served: bool | None,
    ready: bool | None,
) -> str:
    """A report stands ready to be sent when the fault begins, and is sent when it is over; gives its number.

    `served`: whether the bot does its work all the same (None: perhaps). `ready`: what /health/ready says of the store
    meanwhile (None: either).
    """
    caplog.set_level(logging.DEBUG)
    ada, bo = (bot.personal(person(f"{each} {name} Voorbeeld")) for each in ("Ada", "Bo"))
    before = await bot.numbers()
    await to_review(ada, story=OTHER_STORY, kind="kwijt", data_kinds=("login",))
    async with fault:
        worked = await pressed(bot, ada, served, name)
        await typed(bot, bo, name)
        assert await bot.get("/health/live") == (200, {"live": True})
        status, parts = await bot.get("/health/ready")
        assert ready in (None, parts["store"]), name
        assert (status == 200) == (parts["store"] and parts["outbox"]), name
        await asyncio.sleep(0.05)  # the loops beside it meet it too
    await healthy(bot, name)
    if not worked:
        await pressed(bot, ada, True, name)
    await bo.say("hallo")
    assert bo.posts[-1].card is not None
    number = number_on(ada.text)
    assert await bot.numbers() == [*before, number], name
    await quiet_logs(caplog, name)
    return number


async def all_heard(bot: RunningBot, filed: Mapping[str, str], again: int = 0) -> None:
    """The office has a card and a mail of each report that was filed, `again` more at most in all; histories are whole.

    `filed`: the number of the report of each fault.
    """
    await sent_all(bot)
    office = bot.channel("po", NOOR).posts
    cards = Counter(number_on(post.text) for post in office if post.thread is None and post.card is not None)
    mails = Counter(number_on(mail.subject) for mail in bot.mails)
    for name, number in filed.items():
        assert cards[number] >= 1, f"{name}: {number}"
        assert mails[number] >= 1, f"{name}: {number}"
        assert next(event.event for event in await bot.events(number)) == "file"
    assert cards.total() + mails.total() <= 2 * len(filed) + again, (cards, mails)


async def quiet_logs(caplog: pytest.LogCaptureFixture, name: str) -> None:
    """No trace, no typed word, no name."""
    assert not any(record.exc_info for record in caplog.records), name
    for word in (STORY, OTHER_STORY, "Voorbeeld", "Traceback"):
        assert word not in caplog.text, name
