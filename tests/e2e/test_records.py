"""The processing register and the agreements in Teams: added, filled in, changed with history, listed, reminded."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.commands.command_line import run
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat
from tests.e2e.running_bot import BSN, JIP, RunningBot, running_bot
from tests.e2e.test_consult import number_on
from tests.e2e.test_strangers import forge
from tests.house import ORGANISATION_FILE

REFUSED = "Dit kan ik je niet laten zien"
PURPOSE = "Nieuwe collega’s kiezen voor een functie."
MATTER = "Brieven van sollicitanten lezen"
WHAT = {"name": "Sollicitaties", "purposes": PURPOSE, "team": "P&O", "role": "verantwoordelijke"}


async def new_processing(bot: RunningBot) -> Chat:
    """The FG's chat with a new entry at hand, VR-2026-0001."""
    finn = bot.personal(FINN)
    await finn.say("overzichten")
    await finn.press("Nieuwe verwerking")
    await finn.press("Zet in het register", {**WHAT, "groups": ["sollicitant"]})
    await bot.settled()
    return finn


AGREED = {"party": "Voorbeeld BV", "kind": "verwerker", "signed_on": "2026-11-02"}
"""An everyday agreement, apart from the day to look at it again."""


async def test_an_entry_is_added_filled_in_established_changed_and_ended(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = await new_processing(bot)
        assert "VR-2026-0001 · concept" in finn.text
        assert "staat nog niet vast" in finn.text
        assert "Stel vast" not in finn.titles
        (living,) = bot.channel("fg", FINN).posts
        assert "VR-2026-0001" in living.text
        assert PURPOSE not in living.summary
        await finn.press("Welke gegevens")
        await finn.press(
            "Leg vast",
            {"kinds": ["gewoon"], "bases": ["overeenkomst"], "retention": f"4 weken. BSN {BSN}"},
        )
        await finn.press("Waarheen")
        await finn.press("Leg vast", {"recipients": "Het team P&O.", "transfers": "geen", "dpia": "nee"})
        await finn.press("Stel vast")
        assert "vastgesteld" in finn.text
        await finn.press("Wat en waarvoor")
        await finn.press("Leg vast", {"team": "Mens en werk"})
        await bot.settled()
        assert "Mens en werk" in bot.channel("fg", FINN).posts[0].text, "the card in the channel follows"
        events = await bot.events("VR-2026-0001")
        assert [each.event for each in events] == [
            "file",
            "change_which",
            "change_whereto",
            "establish",
            "change_what",
        ]
        assert events[-1].changes == {"team": ("P&O", "Mens en werk")}
        assert events[0].changes["purposes"] == ("", PURPOSE)
        await finn.press("Toon verloop")
        assert "‘P&O’ werd ‘Mens en werk’" in finn.text
        await finn.press("Toon de kaart")
        await finn.press("Beëindig")
        await finn.press("Beëindig", {"reason": "WIL neemt niemand meer aan."})
        assert "beëindigd" in finn.text
        assert "WIL neemt niemand meer aan." in finn.text
        assert (await bot.kept("VR-2026-0001")).status == "ended"


async def test_what_is_wrong_comes_back_with_what_was_typed(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        jip = bot.personal(JIP)
        await jip.say("nieuwe overeenkomst")
        await jip.press("Leg vast", AGREED | {"review_on": "2027-11-02", "entries": "het register"})
        assert "noem alleen nummers als VR-2026-0001" in jip.text
        assert await bot.keys("case|", "agreement") == []
        await jip.press("Leg vast", {"entries": "vr-2026-0001"})
        assert "bestaat niet" in jip.text
        assert await bot.keys("case|", "agreement") == []
        finn = bot.personal(FINN)
        await finn.say("nieuwe verwerking")
        await finn.press("Zet in het register", WHAT)
        await jip.press("Leg vast", {"entries": "vr-2026-0001"})
        assert "OV-2026-0001 · vastgesteld" in jip.text
        assert (await bot.kept("OV-2026-0001")).content.entries == "VR-2026-0001"


async def test_a_double_press_adds_one_entry(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = bot.personal(FINN)
        await finn.say("nieuwe verwerking")
        form, post = finn.card, finn.post
        await finn.press("Zet in het register", WHAT)
        await finn.press("Zet in het register", WHAT, on=post, card=form)
        assert await bot.keys("case|", "processing") == ["case|VR-2026-0001"]


async def test_an_agreement_is_reminded_of_and_seen(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        jip = bot.personal(JIP)
        await jip.say("nieuwe overeenkomst")
        await jip.press("Leg vast", AGREED | {"review_on": "2027-02-01"})
        await bot.settled()
        office = bot.channel("jz", JIP)
        for days, count in ((9, 0), (2, 1), (46, 2), (14, 3), (7, 4)):
            await bot.advance(days=days)
            sent = [each.why for each in await bot.events("OV-2026-0001") if each.event == "remind"]
            assert len(sent) == count
        asking = [post for post in office.posts if "Klopt het nog?" in post.text]
        assert len(asking) == 1, "only the last one still asks"
        assert asking[0].thread == office.posts[0].id
        assert "Voorbeeld BV" not in asking[0].text
        await office.press("Gezien", on=asking[0])
        await bot.settled()
        assert [post for post in office.posts if "Klopt het nog?" in post.text] == []
        await bot.advance(days=30)
        sent = [each.why for each in await bot.events("OV-2026-0001") if each.event == "remind"]
        assert sent == ["review-60d", "review-14d", "review-0d", "review-late-1w"]


@pytest.mark.parametrize("who", [FINN, NOOR, JIP], ids=lambda who: who.name)
async def test_the_offices_read_and_find(tmp_path: Path, who: object) -> None:
    async with running_bot(tmp_path) as bot:
        await new_processing(bot)
        chat = bot.personal(who)  # type: ignore[arg-type]
        await chat.say("toon verwerkingen")
        assert "Sollicitaties" in chat.text
        row = next(title for title in chat.titles if title.startswith("Toon VR-2026-0001"))
        await chat.press(row)
        assert PURPOSE in chat.text
        assert ("Wat en waarvoor" in chat.titles) == (who is FINN), "who only reads gets no forms"
        await chat.say("zoek kattenbak")
        assert "Ik vond geen" in chat.text
        await chat.say("toon verwerkingen")
        await chat.press("Filter")
        await chat.press("Pas toe", {"which": "draft", "sought": "collega"})
        assert "Sollicitaties" in chat.text
        await chat.say("toon VR-2026-0099")
        assert "Dit nummer ken ik niet" in chat.text


@pytest.mark.parametrize(
    "command", ["toon verwerkingen", "toon VR-2026-0001", "zoek collega", "toon overeenkomsten"]
)
async def test_who_has_no_office_learns_nothing(tmp_path: Path, command: str) -> None:
    async with running_bot(tmp_path) as bot:
        await new_processing(bot)
        jill = bot.personal(JILL)
        await jill.say(command)
        assert REFUSED in jill.text
        assert "Sollicitaties" not in jill.text
        answered = await bot.channel("fg", JILL).say(command)
        assert "Sollicitaties" not in str(answered.body)


async def test_only_the_office_that_keeps_it_adds_or_changes(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = await new_processing(bot)
        noor = bot.personal(NOOR)
        await noor.say("nieuwe verwerking")
        assert "Dit kun jij niet doen" in noor.text
        card = finn.card
        await noor.say("toon verwerkingen")
        for title in ("Welke gegevens", "Beëindig"):
            await noor.press(title, on=noor.post, card=card)
        await finn.say("nieuwe overeenkomst")
        assert "Dit kun jij niet doen" in finn.text
        assert [each.event for each in await bot.events("VR-2026-0001")] == ["file"]


@pytest.mark.parametrize("draft", ["", "é" * 70, "x|y", "d" * 500, "AD20260001.processing"])
async def test_made_up_forms_do_no_harm(tmp_path: Path, draft: str) -> None:
    async with running_bot(tmp_path) as bot:
        finn, jill = bot.personal(FINN), bot.personal(JILL)
        await finn.say("menu")
        await jill.say("menu")
        forged = {"register": "processing", "draft": draft, "name": "Verzonnen", "role": "koning"}
        await forge(jill, "new_record", forged)
        await forge(finn, "new_record", forged | {"register": "breach"})
        assert await bot.keys("case|", "processing") == []
        await forge(finn, "new_record", forged | {"role": "verwerker", "purposes": "x" * 5000})
        assert await bot.keys("case|", "processing") == [], "too long to be kept"
        await forge(finn, "new_record", forged | {"role": "verwerker"}, fallback=True)
        assert await bot.keys("case|", "processing") == ["case|VR-2026-0001"]


async def test_a_colleague_who_types_new_processing_is_not_refused(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        jill = bot.personal(JILL)
        await jill.say("nieuwe verwerking")
        assert REFUSED not in jill.text
        assert await bot.keys("case|", "processing") == []


async def ask_for_an_entry(bot: RunningBot) -> str:
    """Sam's way through the flow about new, ordinary data, up to the question for the FG; gives its number."""
    sam = bot.personal(SAM)
    await sam.say("mag ik deze gegevens gebruiken?")
    plan = {"matter": MATTER, "groups": ["sollicitant"], "novelty": "nieuw", "regular": "structureel"}
    await sam.press("Volgende", plan)
    await sam.press("Volgende", {"kinds": ["gewoon"]})
    await sam.press("Volgende", {"risks": ["geen"], "term": "onbekend", "outside": "nee"})
    await sam.press("Volgende", {"value": "overeenkomst"})
    await sam.press("Volgende", {"contract_with": "ja"})
    good = {"purpose_good": "ja", "purpose_same": "ja", "necessary": "ja"}
    await sam.press("Volgende", {"purpose_text": PURPOSE, **good})
    await sam.press("Meld het bij de FG")
    await sam.press("Verstuur naar de FG", {"question": ""})
    await bot.settled()
    return number_on(sam.text)


async def test_a_consult_becomes_an_entry_and_the_asker_hears_its_number(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await ask_for_an_entry(bot)
        office = bot.channel("fg", FINN)
        card, consult = office.card, office.post
        await office.press("Zet in het register", on=consult)
        await bot.settled()
        await office.press("Zet in het register", on=consult, card=card)  # a second press on the old card
        await bot.settled()
        assert await bot.keys("case|", "processing") == ["case|VR-2026-0001"]
        entry = await bot.kept("VR-2026-0001")
        assert (entry.content.name, entry.content.purposes) == (MATTER, PURPOSE)
        assert (entry.content.bases, entry.content.groups) == (("overeenkomst",), ("sollicitant",))
        assert entry.content.retention == "", "a term that nobody named stays open"
        assert entry.from_consult == number
        assert "5.overeenkomst" in entry.points
        case = await bot.kept(number)
        assert (case.status, case.made) == ("answered", "VR-2026-0001")
        assert "VR-2026-0001" in bot.personal(SAM).text
        told = [post.text for post in office.posts]
        assert any("VR-2026-0001 · concept" in each for each in told), "the FG goes on with the entry"
        assert [each.event for each in await bot.events(number)][-2:] == ["accept_entry", "made"]
        for register, count in (("processing", 1), ("agreement", 0)):
            files = {each: tmp_path / f"{register}.{each}" for each in ("json", "xlsx", "csv")}
            for kind, path in files.items():
                assert (
                    await on_the_command_line(bot, "export", register, "--format", kind, "--out", path) == 0
                )
                assert path.stat().st_size
            assert ("VR-2026-0001" in files["json"].read_text("utf-8")) == bool(count)
            assert await on_the_command_line(bot, "verify", register) == 0
        told = json.loads((tmp_path / "processing.json").read_text("utf-8"))
        assert (told["name"], told["retention"]) == (MATTER, "staat nog niet vast")
        assert told["from_consult"] == number


async def on_the_command_line(bot: RunningBot, *arguments: object) -> int:
    """A sub-command on the store of the running bot; gives its exit code."""
    environment = {"PRIVACYBOT_STORE": bot.store, "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
    return await asyncio.to_thread(run, [str(each) for each in arguments], environment)
