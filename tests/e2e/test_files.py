"""Files in Teams: offered, taken, declined, too late, and refused by OneDrive; never given to who may not have them."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from bot.turns import files
from tests.e2e.fake_chat import Chat
from tests.e2e.fake_teams import JILL, NOOR, SAM, Failure
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_case import filed
from tests.e2e.test_strangers import forge

LIST = {"file": "list", "register": "breach", "filter": "open", "of": "file"}


@asynccontextmanager
async def officer(folder: Path, **told: bool) -> AsyncIterator[tuple[RunningBot, Chat, str]]:
    """A breach, and the Privacy Officer in the own chat."""
    async with running_bot(folder, tokens=True) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, _, number = await filed(bot, **told)
        await bot.settled()
        yield bot, noor, number


async def happened(bot: RunningBot, number: str) -> list[str]:
    """What happened to the case, by name."""
    return [each.event for each in await bot.events(number)]


async def test_a_list_comes_as_excel(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        await noor.say("open datalekken")
        answered = await noor.press("Excel")
        assert answered.notice == "Ik vraag hieronder of het bestand mag komen."
        assert not bot.teams.uploads, "nothing goes before the yes"
        offer = noor.offer()
        assert STORY not in str(offer.activity)
        await noor.consent()
        ((length, token, size),) = bot.teams.uploads
        assert (length, token) == (f"bytes 0-{size - 1}/{size}", None)
        ((name, content),) = bot.teams.uploaded.items()
        assert name.endswith(".xlsx")
        cells = {cell.value for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row}
        assert {number, STORY} <= cells
        info = next(post.file for post in noor.posts if post.file and "uniqueId" in post.file["content"])
        assert info["contentUrl"].startswith("https://")
        assert "Het bestand staat in je OneDrive" in offer.text
        (given,) = await bot.keys("given|")
        assert given
        kept = await asyncio.to_thread(lambda: {each.suffix for each in tmp_path.rglob("*")})
        assert kept.isdisjoint({".xlsx", ".docx"}), "no copy stays"


async def test_a_case_that_cannot_be_read_stands_in_the_file_by_its_number(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        other = await report(bot.personal(JILL))
        await bot.settled()
        await bot.damage("cases", bot.org.partition("breach"), f"case|{number}", lambda value: value[:40])
        await noor.say("open datalekken")
        await noor.press("Excel")
        await noor.consent()
        ((_, content),) = bot.teams.uploaded.items()
        rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
        by_number = {row[0]: row for row in rows}
        assert "Deze zaak kan ik niet lezen." in by_number[number]
        assert STORY not in by_number[number]
        assert STORY in by_number[other]


async def test_a_file_that_does_not_hold_all_says_so_on_its_card_and_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        other = await report(bot.personal(JILL))
        await bot.settled()
        whole = "Alleen de nieuwste"
        for most in (2, 1):
            monkeypatch.setattr(files, "MOST_READ", most)
            await noor.say("alle datalekken")
            await noor.press("Excel")
            assert (whole in str(noor.offer().activity)) is (most == 1)
            await noor.consent()
            content = list(bot.teams.uploaded.values())[-1]
            cells = {
                str(cell.value)
                for row in load_workbook(io.BytesIO(content)).active.iter_rows()
                for cell in row
            }
            assert len(cells & {number, other}) == most
            assert any(whole in cell for cell in cells) is (most == 1)


async def test_a_paper_comes_as_word_and_stands_in_the_history(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        await forge(noor, "paper", {"case": number, "paper": "letter"})
        await forge(noor, "give", {"case": number, "file": "paper", "paper": "letter", "of": "file"})
        assert "give_paper" not in await happened(bot, number)
        await noor.consent()
        ((name, content),) = bot.teams.uploaded.items()
        assert name == f"{number} Brief aan de mensen om wie het gaat.docx"
        assert docx.Document(io.BytesIO(content)).paragraphs
        (event,) = [each for each in await bot.events(number) if each.event == "give_paper"]
        assert (event.actor_name, event.changes["paper"][1]) == (
            NOOR.name,
            "Brief aan de mensen om wie het gaat",
        )


@pytest.mark.parametrize("sentence", ["datalekken deze maand", "jaarcijfers"])
async def test_months_and_years_come_as_excel(sentence: str, tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, _):
        await noor.say(sentence)
        await noor.press("Excel")
        await noor.consent()
        (content,) = bot.teams.uploaded.values()
        assert load_workbook(io.BytesIO(content)).worksheets


async def test_in_a_channel_one_line_says_that_it_comes_in_the_own_chat(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        office = bot.channel("po", NOOR)
        before = len(office.posts)
        wanted = {"case": number, "file": "paper", "paper": "letter", "of": "file"}
        answered = await forge(office, "give", wanted)
        assert answered.notice == "Het bestand komt in je eigen chat met mij."
        assert len(office.posts) == before
        await noor.consent()
        assert len(bot.teams.uploaded) == 1


async def test_a_no_gives_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        await forge(noor, "give", {"case": number, "file": "paper", "paper": "letter", "of": "file"})
        offer = noor.offer()
        await noor.consent(yes=False)
        assert "Niet verstuurd" in offer.text
        assert not bot.teams.uploads
        assert "give_paper" not in await happened(bot, number)
        await noor.press("Vraag het bestand opnieuw", on=offer)
        await noor.consent()
        assert len(bot.teams.uploaded) == 1


@pytest.mark.parametrize(
    ("failures", "tries", "said"),
    [
        ([Failure(404)], 1, "Te laat"),
        ([Failure(410)], 1, "Te laat"),
        ([Failure(403)], 1, "Het bestand kwam niet aan"),
        ([Failure(302)], 1, "Het bestand kwam niet aan"),
        ([Failure(503)] * 3, 3, "Het bestand kwam niet aan"),
        ([Failure(cut=True)] * 9, None, "Het bestand kwam niet aan"),
        ([Failure(503)], 2, "Het bestand staat in je OneDrive"),
        ([Failure(429)], 2, "Het bestand staat in je OneDrive"),
    ],
)
async def test_onedrive_refuses(
    failures: list[Failure], tries: int | None, said: str, tmp_path: Path
) -> None:
    async with officer(tmp_path) as (bot, noor, _):
        await forge(noor, "give", LIST)
        offer = noor.offer()
        bot.teams.upload_failures.extend(failures)
        await noor.consent()
        assert tries in (None, len(bot.teams.uploads))  # None: the client itself tries again after a cut
        assert said in offer.text
        assert len(bot.teams.uploaded) == (said == "Het bestand staat in je OneDrive")


async def test_no_file_goes_to_another_place_than_onedrive(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, _):
        for address in (
            "http://voorbeeld-my.sharepoint.com/x",
            "https://example.com/x",
            "https://voorbeeld-my.sharepoint.com.example.com/x",
            "https://user@voorbeeld-my.sharepoint.com/x",
            "https://-my.sharepoint.com/x",
            "https://169.254.169.254/x",
            "file:///etc/passwd",
            "x" * 5000,
        ):
            await forge(noor, "give", LIST)
            offer = noor.offer()
            await noor.consent(to=address)
            assert "Het bestand kwam niet aan" in offer.text
        for upload in (None, "x", {}, {"uploadUrl": 3}):
            await forge(noor, "give", LIST)
            await noor.consent(uploadInfo=upload)
        assert not bot.teams.uploads


async def test_who_may_not_see_it_gets_no_file(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        paper = {"case": number, "file": "paper", "paper": "letter", "of": "file"}
        year = {"file": "year", "year": "2026", "of": "file"}
        month = {"file": "month", "register": "breach", "month": "2026-11", "of": "file"}
        await forge(noor, "give", paper)
        offer = noor.offer()
        for who in (SAM, JILL):
            chat = bot.personal(who)
            await chat.say("hallo")
            for wanted in (paper, LIST, year, month, {"file": "x", "of": "file"}):
                answered = await forge(chat, "give", wanted)
                assert "Dit bestand is er niet voor jou" in str(answered.body)
            await chat.consent(on=offer)  # the offer of another, sent as one's own
        assert not bot.teams.uploads


async def test_a_confidential_case_that_goes_along_was_looked_at(tmp_path: Path) -> None:
    async with officer(tmp_path, confidential=True) as (bot, noor, number):
        looks = (await happened(bot, number)).count("look")
        await forge(noor, "give", LIST)
        await noor.consent()
        assert len(bot.teams.uploaded) == 1
        assert (await happened(bot, number)).count("look") == looks + 1


async def test_where_no_file_can_come_the_text_is_shown_whole(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, _, number = await filed(bot)
        answered = await forge(
            noor, "give", {"case": number, "file": "paper", "paper": "letter", "of": "file"}
        )
        assert answered.card is None, "the card that was pressed stays, with its way on"
        assert "Hier kan geen bestand komen" in noor.text
        assert "Brief aan de mensen om wie het gaat" in noor.text
        assert "give_paper" in await happened(bot, number)
        await forge(noor, "give", LIST)
        assert number in noor.text


async def test_nobody_writes_in_the_history_that_a_file_was_given(tmp_path: Path) -> None:
    async with officer(tmp_path) as (bot, noor, number):
        await forge(noor, "give_paper", {"case": number, "paper": "iets"})
        assert "give_paper" not in await happened(bot, number)
