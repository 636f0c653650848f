"""What somebody types is nowhere but where it belongs: in no log, at no level, and in no file once its time is over."""

import asyncio
import logging
from pathlib import Path

import pytest

from storage import sqlite_rows
from tests.e2e.fake_teams import NOOR, Chat, Failure, person
from tests.e2e.filing import SEND, to_review
from tests.e2e.running_bot import JIP, RunningBot, running_bot
from tests.e2e.test_case import living

MARK = "zwartepetersilie"
ASKER = person("Zwartepeter Voorbeeld")
STORY = f"De {MARK} brief over een uitkering is bij de buurman bezorgd."


def said_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every line of the log with all that it was made of."""
    return [
        f"{each.getMessage()} {each.args} {each.exc_text or ''} {each.exc_info or ''}"
        for each in caplog.records
    ]


async def a_day_with_everything(bot: RunningBot, asker: Chat) -> str:
    """A report, a question and its answer, a channel, a mail that fails, a fault, a row that is damaged."""
    await to_review(asker, story=STORY)
    await asker.press(SEND)
    await bot.settled()
    (number,) = await bot.numbers()
    office = bot.channel("po", NOOR)
    bot.teams.fail(Failure(503), Failure(502, body=f"<html>{MARK}</html>", content_type="text/html"))
    await office.press("Stuur de vraag", {"question": f"Waar is de {MARK} brief nu?"}, on=living(office))
    await bot.settled()
    await asker.press("Stuur mijn antwoord", {"answer": f"Bij {MARK} in de kast."})
    await bot.settled()
    await bot.channel("overleg", ASKER).say(f"mag ik {MARK} delen met de gemeente?")
    for body in (f'{{"text": "{MARK}"', f'{{"type": "{MARK}", "type": "x"}}'):
        await bot.post(body.encode())
    odd = asker.activity("message") | {"text": MARK, "value": [MARK], "entities": [{"type": MARK, "text": 7}]}
    await asker.send(odd)
    await bot.personal(NOOR).say(f"zoek {MARK}")
    await bot.personal(JIP).say(f"toon {number}")
    await bot.advance(hours=80)
    return number


async def test_no_line_of_the_log_holds_what_was_typed_or_who_did_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running_bot(tmp_path, tokens=True) as bot:
        asker = bot.personal(ASKER)
        number = await a_day_with_everything(bot, asker)
        assert MARK in await bot.everything(), "the control: it is kept where it belongs"
        secrets = [MARK, "buurman"]
        for who in (ASKER, NOOR, JIP):
            secrets += [who.name, who.aad_id, who.teams_id]
        secrets += [bot.personal(ASKER).conversation, bot.channel("po", NOOR).conversation]
        lines = said_in(caplog)
        assert len(lines) > 20
        ours = [line for line in lines if number in line or "refused" in line]
        assert ours, "the control: our own lines are among them"
        for secret in secrets:
            assert [line for line in lines if secret in line] == [], secret


async def test_a_draft_that_ran_out_is_gone_from_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the file of the store, from its free pages and from its log, while the bot runs (A16)."""
    monkeypatch.setattr(sqlite_rows, "_TIDY_SECONDS", 0.05)

    def left() -> list[str]:
        return [each.name for each in tmp_path.iterdir() if MARK.encode() in each.read_bytes()]

    async with running_bot(tmp_path) as bot:
        asker = bot.personal(ASKER)
        for flow in ("datalek", STORY):
            await asker.say(flow)
        await to_review(asker, story=STORY)
        other = bot.personal(person("Ada Voorbeeld"))
        await other.say(f"mag ik {MARK} bewaren?")
        assert left(), "the control: it is there as long as the draft is"
        await bot.advance(days=bot.org.terms.draft_days, hours=12)
        await asker.say("menu")
        await other.say("menu")
        await bot.settled()
        assert MARK not in await bot.everything()
        async with asyncio.timeout(20):
            while await asyncio.to_thread(left):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert left() == []
