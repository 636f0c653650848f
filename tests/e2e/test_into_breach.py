"""A question that tells of a breach becomes one over HTTP: pressed twice, by two, on two instances, after a kill."""

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.registers import BREACH, first_aid
from cases.consult.entries import breach_of
from cases.consult.register import CONSULT
from cases.desks.case_desk import CaseDesk
from cases.people import Actor
from cases.register.plans import FileElsewhere
from state_machines.consult_life import ASKED, BECAME_BREACH, TAKEN_UP
from storage.open_store import open_rows
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat, Post
from tests.e2e.running_bot import AMSTERDAM, JIP, LOU, Clock, RunningBot, running_bot
from tests.e2e.test_consult import ask_plainly, living
from tests.e2e.test_records import on_the_command_line
from tests.e2e.test_strangers import forge
from tests.house import organisation

PRESS, CHANNEL = "Maak er een datalek van", {"po": NOOR, "fg": FINN, "jz": JIP}
BUTTON = {"po": "Stuur naar de Privacy Officer", "fg": "Stuur naar de FG", "jz": "Stuur naar JZ"}
NUMBER = "DL-2026-0001"
EVENING = datetime(2026, 11, 26, 19, 0, tzinfo=AMSTERDAM)


async def make(office: Chat, on: Post, *, fallback: bool = False) -> None:
    """From the card of the question to the breach."""
    if "Meer stappen" in office.text_of(office.card_in(on)):
        await office.press("Ga verder", {"step": "make_breach"}, on=on, fallback=fallback)
    else:
        await office.press(PRESS, on=on, fallback=fallback)
    assert "72 uur" in office.text_of(office.card_in(on)), "what will happen is said first"
    await office.press(PRESS, on=on, fallback=fallback)


async def asked(bot: RunningBot, office: str) -> tuple[str, Chat, Post]:
    """A question of Sam to this office; its number, the channel and its card there."""
    number = await ask_plainly(bot, bot.personal(SAM), BUTTON[office])
    chat = bot.channel(office, CHANNEL[office])
    return number, chat, living(chat)


@pytest.mark.parametrize("fallback", [False, True])
@pytest.mark.parametrize("office", ["po", "fg", "jz"])
async def test_from_the_question_to_the_breach(tmp_path: Path, office: str, *, fallback: bool) -> None:
    async with running_bot(tmp_path) as bot:
        number, chat, card = await asked(bot, office)
        sam, at = bot.personal(SAM), bot.clock.now
        receipt, cards = sam.posts[-1], len(sam.posts)
        await bot.advance(hours=1)
        await make(chat, card, fallback=fallback)
        await bot.settled()
        question, breach = await bot.kept(number), await bot.case(NUMBER)
        assert (question.status, question.breach) == (BECAME_BREACH, NUMBER)
        assert (breach.reporter.aad_id, breach.from_consult) == (SAM.aad_id, number)
        assert breach.report.what_happened == question.question
        assert timedelta() <= at - breach.report.discovered_at < timedelta(minutes=2)
        assert [each.event for each in await bot.events(number)] == ["file", "make_breach", "made"]
        assert [each.event for each in await bot.events(NUMBER)] == ["file"]

        assert NUMBER in card.text
        assert NUMBER in receipt.text, "the receipt of the question says where it goes on"
        assert len(sam.posts) == cards + 2
        aid, own = sam.posts[-2:]
        assert NUMBER in aid.text
        assert all(line.split("**")[-1].strip() in aid.text for line in first_aid(organisation()))
        assert "✓ verstuurd" in own.text
        po = bot.channel("po", NOOR)
        assert any(NUMBER in post.text and "nieuw datalek" in post.text for post in po.posts)
        assert any(NUMBER in mail.subject for mail in bot.mails)

        await sam.press("Vul aan", on=own)
        await sam.press("Vul aan", {"addition": "Het was een verzonnen lijst.", "kind": "cc"}, on=own)
        await bot.settled()
        assert (await bot.case(NUMBER)).report.kind == "cc"
        await po.press("Ik pak dit op", on=next(post for post in po.posts if "nieuw datalek" in post.text))
        await bot.settled()
        assert "opgepakt" in sam.text
        for register in ("consult", "breach"):
            file = tmp_path / f"{register}.json"
            assert await on_the_command_line(bot, "export", register, "--format", "json", "--out", file) == 0
            told = json.loads(file.read_text("utf-8"))
            assert (told["breach"] if register == "consult" else told["from_consult"]) in (NUMBER, number)
            assert await on_the_command_line(bot, "verify", register) == 0


async def test_pressed_twice_and_by_two_it_is_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number, office, card = await asked(bot, "po")
        await office.press("Ga verder", {"step": "make_breach"}, on=card)
        form = office.card_in(card)
        lou = bot.channel("po", LOU)
        await asyncio.gather(
            office.press(PRESS, on=card, card=form),
            office.press(PRESS, on=card, card=form),
            lou.press(PRESS, on=card, card=form),
        )
        await bot.settled()
        await office.press(PRESS, on=card, card=form)
        await bot.settled()
        assert await bot.numbers() == [NUMBER]
        assert [each.event for each in await bot.events(number)].count("make_breach") == 1
        assert len(first_aids(bot)) == 1


async def test_two_instances_make_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path, instances=2) as bot:
        number, office, card = await asked(bot, "fg")
        await make_on_both(bot, office, card)
        await bot.settled()
        assert await bot.numbers() == [NUMBER]
        assert (await bot.kept(number)).breach == NUMBER
        assert len(first_aids(bot)) == 1


async def make_on_both(bot: RunningBot, office: Chat, card: Post) -> None:
    """The same press reaches both instances at once."""
    await office.press("Ga verder", {"step": "make_breach"}, on=card)
    activity = office.pressing(PRESS, post=card)
    assert activity is not None
    first = asyncio.create_task(office.send(activity))
    bot.teams.bot_url = bot.others[0].url
    await asyncio.gather(first, office.send(activity))


@pytest.mark.parametrize("filed", [False, True], ids=["before it was filed", "before its number was noted"])
async def test_killed_in_between_nothing_is_lost_and_nothing_is_there_twice(
    tmp_path: Path, *, filed: bool
) -> None:
    async with running_bot(tmp_path) as bot:
        number, _, card = await asked(bot, "jz")
        await bot.stop()
        rows, now = await open_rows(bot.store), bot.clock().astimezone(AMSTERDAM)
        jip = Actor(aad_id=JIP.aad_id, name=JIP.name, roles=bot.org.roles_of(JIP.aad_id))
        questions = CaseDesk(rows, bot.org, CONSULT, no_pause)
        case = await questions.act(number, "make_breach", jip, now)
        if filed:
            plan, makes = breach_of(case, now, bot.org), BREACH.made.from_answers
            assert isinstance(plan, FileElsewhere)
            assert makes is not None
            done = makes(plan.filled, NUMBER, plan.filer, now, bot.org)
            breaches = CaseDesk(rows, bot.org, BREACH, no_pause)
            await breaches.file(lambda _: done, draft_id=plan.filled.draft_id, reporter=plan.filer, now=now)
        await rows.close()
        assert await bot.numbers() == [NUMBER] * filed
        await bot.start()
        await bot.settled()
        assert await bot.numbers() == [NUMBER]
        assert (await bot.kept(number)).breach == NUMBER
        assert NUMBER in card.text
        assert len(first_aids(bot)) == 1


async def no_pause(attempt: int) -> None:
    """Nobody else is there."""


def first_aids(bot: RunningBot) -> list[Post]:
    """What Sam was told to do first."""
    return [
        post
        for post in bot.personal(SAM).posts
        if "Doe dit eerst" in post.text and "Je vraag is nu" in post.text
    ]


async def test_in_the_evening_the_office_hears_it_and_the_asker_in_the_morning(tmp_path: Path) -> None:
    async with running_bot(tmp_path, clock=Clock(EVENING)) as bot:
        number, office, card = await asked(bot, "fg")
        cards = len(bot.personal(SAM).posts)
        await make(office, card)
        await bot.settled()
        assert any("nieuw datalek" in post.text for post in bot.channel("po", NOOR).posts)
        assert len(bot.personal(SAM).posts) == cards, "nobody is woken; the officer was told to phone"
        await bot.advance(hours=13, minutes=31)
        assert ["Je vraag is nu" in post.text for post in bot.personal(SAM).posts[cards:]] == [True, False]
        assert (await bot.kept(number)).breach == NUMBER


async def test_confidential_stays_confidential(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        number, office, card = await asked(bot, "po")
        await office.press("Ga verder", {"step": "make_confidential"}, on=card)
        await bot.settled()
        facts = noor.posts[-1]
        await make(noor, facts)
        await bot.settled()
        assert (await bot.case(NUMBER)).confidential
        words = (await bot.kept(number)).question
        assert not [post for post in office.posts if words in post.text]
        assert any(NUMBER in post.text and words in post.text for post in noor.posts)


async def test_whoever_may_not_cannot_make_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number, _, card = await asked(bot, "po")
        for who in (SAM, JILL, JIP):
            for verb in ("make_breach", "make_breach_form"):
                for chat in (bot.personal(who), bot.channel("po", who)):
                    await forge(chat, verb, {"case": number, "version": 1})
        await bot.settled()
        assert (await bot.kept(number)).status == ASKED
        assert await bot.numbers() == []
        assert "nieuwe vraag" in card.text


async def test_opened_again_it_makes_no_second_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number, office, card = await asked(bot, "po")
        await make(office, card)
        await bot.settled()
        await office.press("Heropen", on=card)
        await bot.settled()
        assert (await bot.kept(number)).status == TAKEN_UP
        await forge(office, "make_breach", {"case": number, "version": 1})
        await bot.settled()
        assert await bot.numbers() == [NUMBER]
        await office.press("Stuur antwoord", {"words": ""}, on=card)
        assert "leeg" in office.text, "an empty box is told so by the bot"
        await office.press("Stuur antwoord", {"words": "Het was geen datalek."}, on=card)
        await bot.settled()
        assert "Het was geen datalek." in bot.personal(SAM).text
