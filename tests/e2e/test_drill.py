"""A drill from its start to its report: on a fast clock, marked everywhere, in no register, list, search or figure."""

from pathlib import Path

import pytest

from bot.register_places import PLACES, PRACTISED, register_named
from bot.registers import REGISTERS
from cases.register.numbers import read_number
from tests.e2e.assessing import LETTER_TO_A_STRANGER, answer_all
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat
from tests.e2e.filing import report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_strangers import forge

NUMBER = "OE-2026-0001"
MARK = "OEFENING"


async def started(bot: RunningBot, scenario: str = "mail") -> tuple[Chat, Chat]:
    """A drill that the Privacy Officer started in the own chat: that chat, and the channel of the office."""
    noor = bot.personal(NOOR)
    await noor.say("oefening")
    await noor.press("Start de oefening", {"scenario": scenario})
    await bot.settled()
    return noor, bot.channel("po", NOOR)


def all_marked(bot: RunningBot) -> None:
    """Every card, toast and mail that names the drill says what it is."""
    told = [post for post in bot.teams.posts if post.card is not None and NUMBER in post.text]
    assert told
    for post in told:
        assert MARK in post.text, post.text
        assert not post.summary or MARK in post.summary, post.summary
    for mail in bot.mails:
        if NUMBER in mail.subject + mail.text:
            assert mail.subject.startswith(MARK)
            assert mail.text.startswith(MARK)


async def test_a_drill_runs_fast_and_ends_with_its_report(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor, office = await started(bot)
        assert NUMBER in noor.text
        (living,) = [post for post in office.posts if NUMBER in post.text]
        await bot.advance(minutes=3)
        await office.press("Ik pak dit op", on=living)
        await bot.settled()
        await bot.advance(minutes=19)
        assert any("48 uur" in post.text for post in office.posts), "22 minutes on, 48 of 70 hours are left"
        await office.press("Beoordelen", on=living)
        await answer_all(office, LETTER_TO_A_STRANGER, living)
        await office.press("Neem advies over", on=living)
        await bot.settled()
        await bot.advance(minutes=50)
        case = await bot.kept(NUMBER)
        assert case.missed, "72 hours passed in 70 minutes and two"
        await office.press("Meer bij deze zaak", on=living)
        await office.press("Stop de oefening")
        await bot.settled()
        told = office.posts[-1].text
        assert "Zo ging de oefening" in told
        assert "Opgepakt: na 3 minuten." in told
        assert "Besloten over de AP: na 22 minuten." in told
        assert "De 72 uur gingen voorbij" in told
        assert "De AP is niet ingelicht." in told
        assert (await bot.kept(NUMBER)).status == "closed"
        all_marked(bot)
        await bot.advance(hours=24)
        assert (await bot.kept(NUMBER)).seq == case.seq + 1, "nothing happens any more"


async def test_a_drill_that_nobody_ends_ends_by_itself(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office = await started(bot, "laptop")
        await bot.advance(minutes=21)
        assert not (await bot.kept(NUMBER)).missed
        await bot.advance(minutes=2)
        assert (await bot.kept(NUMBER)).missed
        await bot.advance(minutes=156)
        assert (await bot.kept(NUMBER)).is_open
        await bot.advance(minutes=2)
        assert not (await bot.kept(NUMBER)).is_open
        assert "Niemand pakte de melding op." in office.posts[-1].text
        all_marked(bot)


async def test_a_drill_that_is_over_asks_for_nothing(tmp_path: Path) -> None:
    """It does not open again, so nobody is asked to; what was planned in it is nobody's work."""
    async with running_bot(tmp_path) as bot:
        noor, office = await started(bot)
        (living,) = [post for post in office.posts if NUMBER in post.text]
        await office.press("Ik pak dit op", on=living)
        await office.press("Beoordelen", on=living)
        await answer_all(office, LETTER_TO_A_STRANGER, living)
        planned = {"measure": "Twee paar ogen.", "owner": "Teamleider", "until": "2026-12-01"}
        await forge(office, "plan_measure", {"case": NUMBER, **planned})
        assert len((await bot.kept(NUMBER)).open_measures) == 1
        await forge(office, "end_drill", {"case": NUMBER})
        await bot.settled()
        before = (await bot.kept(NUMBER)).seq
        await noor.say(NUMBER)
        assert "Dit klopt niet" not in noor.titles
        await forge(noor, "dispute", {"case": NUMBER, "reason": "Er klopt iets niet."})
        await forge(office, "plan_measure", {"case": NUMBER, **planned, "measure": "Nog een."})
        posts = len(bot.teams.posts)
        for _ in range(6):
            await bot.advance(hours=1)
        await bot.advance(days=12)
        assert (await bot.kept(NUMBER)).seq == before
        assert not [post for post in bot.teams.posts[posts:] if NUMBER in post.text]


async def test_a_drill_is_in_no_list_search_overview_or_figure(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        real = await report(bot.personal(SAM))
        noor, _ = await started(bot)
        finn = bot.personal(FINN)
        for chat, line in (
            (noor, "open datalekken"),
            (noor, "zoek verkeerde cliënt"),
            (noor, "zoek OE-2026"),
            (noor, "maandoverzicht datalekken"),
            (finn, "jaarcijfers"),
            (finn, "overzichten"),
            (noor, "mijn zaken"),
        ):
            await chat.say(line)
            assert NUMBER not in chat.text, line
            assert "oefening" not in chat.text.casefold() or line == "overzichten", chat.text
        await noor.say("open datalekken")
        assert real in noor.text
        assert await bot.numbers() == [real]


async def test_who_starts_one_or_looks_for_it_reads_which_run(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor, finn = bot.personal(NOOR), bot.personal(FINN)
        await finn.say("oefening")
        assert "loopt al" not in finn.text
        await started(bot)
        for line in ("oefening", "stop de oefening", "open oefeningen"):
            await finn.say(line)
            assert f"Er loopt al een oefening: {NUMBER}." in finn.text, line
            assert "Start de oefening" in finn.titles
        await finn.press(f"Toon {NUMBER}")
        await finn.press("Meer bij deze zaak")
        await finn.press("Stop de oefening")
        await bot.settled()
        assert not (await bot.kept(NUMBER)).is_open
        await noor.say("oefening")
        assert "loopt al" not in noor.text


async def test_its_papers_can_be_used_for_nothing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor, _ = await started(bot)
        await noor.say(NUMBER)
        await noor.press("Ik pak dit op")
        await noor.press("Toon concepten")
        await noor.press("OEFENING: Voorlopige melding aan de AP, niemand: dit is een oefening")
        assert noor.text.count("Niet invullen, niet indienen, niet versturen.") > 3
        case = await bot.kept(NUMBER)
        register = next(each for each in REGISTERS if each.practised)
        for each, title in register.papers.of(case, ""):
            paper = register.papers.paper(case, each, bot.clock(), bot.org)
            assert paper.title == f"{MARK}: {title}"
            assert all(
                "OEFENING" in paper.blocks[place].lines[0][0].text for place in range(0, len(paper.blocks), 2)
            )


@pytest.mark.parametrize("who", [SAM, JILL])
async def test_nobody_else_starts_or_sees_one(tmp_path: Path, who: object) -> None:
    async with running_bot(tmp_path) as bot:
        await started(bot)
        chat = bot.personal(who)  # type: ignore[arg-type]
        await chat.say(NUMBER)
        assert "verkeerde cliënt" not in chat.text
        await forge(chat, "new_record_form", {"register": "drill", "of": "entry"})
        await forge(
            chat, "new_record", {"register": "drill", "of": "entry", "draft": "b" * 32, "scenario": "mail"}
        )
        await forge(chat, "end_drill", {"case": NUMBER})
        await bot.settled()
        assert (await bot.kept(NUMBER)).is_open
        assert not await bot.keys("case|OE-2026-0002", "drill")


async def test_a_real_breach_is_never_ended_as_a_drill(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        before = (await bot.case(number)).model_dump_json()
        for chat in (bot.personal(NOOR), bot.channel("po", NOOR)):
            answered = await forge(chat, "end_drill", {"case": number})
            assert "Stop de oefening" not in str(answered.body)
        assert (await bot.case(number)).model_dump_json() == before


def test_what_is_practised_goes_into_no_file() -> None:
    assert {each.name for each in REGISTERS if each.practised} == set(PRACTISED)
    assert all(register_named(each).practised for each in PRACTISED)
    assert all(read_number(f"{PLACES[each].prefix}-2026-0001") for each in PRACTISED)
