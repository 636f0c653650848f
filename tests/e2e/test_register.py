"""The register in Teams: officers list, page, filter, open, search and count; strangers learn nothing."""

from pathlib import Path

import pytest

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat
from tests.e2e.filing import STORY, report, to_review
from tests.e2e.running_bot import BSN, KIM, RunningBot, running_bot

REFUSED = "Dit kan ik je niet laten zien"
COMMANDS = (
    "toon open datalekken",
    "alle datalekken",
    "toon DL-2026-0001",
    "zoek buurman",
    "maandoverzicht",
    "maandoverzicht oktober 2026",
)


async def filed(bot: RunningBot, count: int, **told: object) -> list[str]:
    """So many cases of Sam, an hour after each other."""
    numbers = []
    for _ in range(count):
        numbers.append(await report(bot.personal(SAM), **told))  # type: ignore[arg-type]
        await bot.settled()
        await bot.advance(minutes=30)
    return numbers


async def listed(bot: RunningBot, count: int, line: str) -> tuple[list[str], Chat]:
    """So many cases, and the chat of an officer who asks for a list of them."""
    numbers = await filed(bot, count)
    noor = bot.personal(NOOR)
    await noor.say(line)
    return numbers, noor


def shown(chat: Chat, numbers: list[str]) -> list[str]:
    """Those of the numbers that stand on the card at hand."""
    return [each for each in numbers if each in chat.text]


async def test_every_officer_pages_through_the_list_and_opens_a_case(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers = await filed(bot, 6)
        for who in (NOOR, FINN, KIM):
            chat = bot.personal(who)
            await chat.say("Toon open datalekken")
            assert shown(chat, numbers) == numbers[:5], "the tightest term comes first"
            assert "1 tot en met 5 van 6" in chat.text
            assert "Vorige" not in chat.titles
            await chat.press("Volgende")
            assert shown(chat, numbers) == numbers[5:]
            assert "Volgende" not in chat.titles
            row = next(title for title in chat.titles if title.startswith(f"Toon {numbers[5]}"))
            await chat.press(row)
            assert STORY in chat.text
            assert numbers[5] in chat.text
            assert "Ik pak dit op" in chat.titles


async def test_a_single_number_opens_the_case_and_a_press_on_it_works(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        noor = bot.personal(NOOR)
        await noor.say(number.lower())
        assert STORY in noor.text
        await noor.press("Ik pak dit op")
        await bot.settled()
        assert (await bot.case(number)).taken_up
        await noor.say("toon DL-2026-0999")
        assert "Dit nummer ken ik niet" in noor.text


async def test_the_filter_narrows_the_list_and_paging_keeps_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers, noor = await listed(bot, 7, "open datalekken")
        await noor.press("Filter")
        await noor.press("Pas toe", {"which": "overdue"})
        assert shown(noor, numbers) == []
        assert "Geen datalek is te laat" in noor.text
        await noor.press("Filter")
        await noor.press("Pas toe", {"which": "all", "when": "month", "sought": ""})
        assert shown(noor, numbers) == numbers[2:]
        await noor.press("Volgende", fallback=True)
        assert shown(noor, numbers) == numbers[:2]
        assert "Alle datalekken" in noor.text


async def test_a_search_finds_what_the_reporter_wrote(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        first = await report(bot.personal(SAM), story="Een brief met schulden ligt bij de verkeerde kapper.")
        await report(bot.personal(SAM))
        noor = bot.personal(NOOR)
        await noor.say("zoek KAPPER schulden")
        assert "KAPPER schulden" in noor.text
        assert "Gevonden zaken" in noor.text
        assert shown(noor, [first, "DL-2026-0002"]) == [first]
        await noor.say(f"zoek {BSN}")
        assert BSN not in noor.text
        await noor.say("zoek kattenbak")
        assert "Ik vond geen zaak" in noor.text


async def test_a_search_is_paged_with_its_words(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers, noor = await listed(bot, 6, "zoek buurman")
        assert shown(noor, numbers) == numbers[1:]
        await noor.press("Volgende")
        assert shown(noor, numbers) == numbers[:1]
        assert "buurman" in noor.text


async def test_the_overview_of_a_month_counts_and_names_nobody(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        await filed(bot, 3)
        noor = bot.personal(NOOR)
        await noor.say("maandoverzicht")
        assert "Datalekken in november 2026" in noor.text
        assert "▰▰▰" in noor.text
        assert SAM.name not in noor.text
        assert "DL-2026" not in noor.text
        await noor.press("Vorige maand")
        assert "Datalekken in oktober 2026" in noor.text
        assert {"Vorige maand", "Volgende maand"} <= set(noor.titles)
        await noor.press("Volgende maand")
        assert "Datalekken in november 2026" in noor.text
        assert "Volgende maand" not in noor.titles
        await noor.press("Toon open datalekken")
        assert "1 tot en met 3 van 3" in noor.text


@pytest.mark.parametrize("command", COMMANDS)
async def test_who_is_no_officer_learns_nothing(tmp_path: Path, command: str) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        jill = bot.personal(JILL)
        await jill.say(command)
        told = jill.text
        assert REFUSED in told
        assert number not in told
        assert STORY not in told
        answered = await bot.channel("po", JILL).say(command)
        assert number not in str(answered.body)
        assert all(STORY not in post.text for post in jill.posts)


async def test_a_number_that_exists_and_one_that_does_not_look_the_same_to_a_stranger(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        jill = bot.personal(JILL)
        told = []
        for each in (number, "DL-2026-0999", f"toon {number}", "toon DL-2026-0999"):
            await jill.say(each)
            told.append(jill.card)
        assert all(each == told[0] for each in told)


async def test_a_stranger_who_presses_a_card_of_the_register_learns_nothing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers = await filed(bot, 6)
        office = bot.channel("po", NOOR)
        await office.say("toon open datalekken")
        await bot.settled()
        assert shown(office, numbers) == numbers[:5]
        stranger, post = bot.channel("po", JILL), office.post
        for title in ("Volgende", next(each for each in office.titles if each.startswith("Toon DL"))):
            answered = await stranger.press(title, on=post)
            assert answered.card is None
            assert answered.notice
            assert not [each for each in numbers if each in str(answered.body)]


async def test_the_reporter_may_ask_for_the_own_case_by_number(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        sam = bot.personal(SAM)
        await sam.say(f"toon {number}")
        assert number in sam.text
        assert "Ik pak dit op" not in sam.titles


async def test_the_channel_of_an_office_lists_what_is_open(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers = await filed(bot, 6)
        for office, who in (("po", NOOR), ("fg", FINN)):
            channel = bot.channel(office, who)
            await channel.say("toon open datalekken")
            assert shown(channel, numbers) == numbers[:5]
            await channel.press("Volgende")
            assert shown(channel, numbers) == numbers[5:]
        elsewhere = bot.channel("elsewhere", NOOR)
        answered = await elsewhere.say("toon open datalekken")
        assert not [post for post in elsewhere.posts if post.card is not None]
        assert not [each for each in numbers if each in str(answered.body)]


async def test_what_is_confidential_stays_out_of_a_channel(tmp_path: Path) -> None:
    secret = "De teamleider las het dossier van een bekende."
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM), confidential=True, story=secret)
        await bot.settled()
        office, noor = bot.channel("po", NOOR), bot.personal(NOOR)
        for command in ("open datalekken", f"toon {number}", "zoek teamleider", f"zoek {number}"):
            await office.say(command)
            assert "teamleider las" not in office.text
            assert SAM.name not in office.text
        await office.say("zoek teamleider")
        assert number not in office.text
        await noor.say("zoek teamleider")
        assert number in noor.text
        row = next(title for title in noor.titles if title.startswith(f"Toon {number}"))
        await noor.press(row)
        assert secret in noor.text
        await noor.say(f"toon {number}")
        assert secret in noor.text
        looks = [each.actor_name for each in await bot.events(number) if each.event == "look"]
        assert looks == [NOOR.name], "who opens it stands in its history, once for one look"
        await office.say("open datalekken")
        row = next(title for title in office.titles if title.startswith(f"Toon {number}"))
        await office.press(row)
        assert secret not in office.text
        for channel in ("po", "fg"):
            assert all(secret not in post.text for post in bot.channel(channel, FINN).posts)


async def test_a_look_at_the_register_leaves_a_report_under_way_alone(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        noor = bot.personal(NOOR)
        await noor.say("ik denk dat ik een datalek heb")
        flow = noor.post
        await noor.say("open datalekken")
        assert number in noor.text
        await noor.say("maandoverzicht")
        await noor.press("Volgende", {"kind": "kwijt"}, on=flow)
        await noor.press("Volgende", {"what_happened": STORY}, on=flow)
        assert "Welke gegevens zijn het?" in noor.text_of(noor.card_in(flow))
        await noor.say("zoek buurman")
        assert number in noor.text
        await noor.say("stop")
        assert "bewaar" in noor.text.lower()
        listed = next(post for post in noor.posts if "Open datalekken" in post.text)
        assert number in listed.text, "the list is no card of the report: it stays as it was"


async def test_words_of_a_report_are_no_command(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("ik denk dat ik een datalek heb")
        await sam.press("Volgende", {"kind": "kwijt"})
        await sam.say("zoek geraakt is een map met brieven van het loket")
        assert REFUSED not in sam.text
        await to_review(bot.personal(JILL))


async def test_a_case_is_found_after_a_restart(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        (number,) = await filed(bot, 1)
        await bot.restart()
        noor = bot.personal(NOOR)
        await noor.say("zoek buurman")
        assert number in noor.text


async def test_a_time_that_is_asked_is_kept_to_or_said_not_to_be_understood(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        noor = bot.personal(NOOR)
        for typed, there, said in (
            ("datalekken van week 45", False, "2 november 2026 tot en met 8 november 2026"),
            ("toon datalekken sinds november", True, "Vanaf 1 november 2026"),
            ("zoek datalekken tot november", False, "Tot en met 31 oktober 2026"),
            ("maandoverzicht sinds oktober", True, "Vanaf 1 oktober 2026"),
            ("datalekken van week 88", True, "begrijp ik niet"),
        ):
            await noor.say(typed)
            assert (number in noor.text) is there, typed
            assert said in noor.text, typed
