"""A request of a data subject over HTTP: from the sentence of an employee to the closed case, and who sees what."""

import re
from pathlib import Path
from typing import Any

import pytest

from cases.rights.parts import CHECKLIST
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat, Post
from tests.e2e.running_bot import JIP, RunningBot, running_bot
from tests.e2e.test_strangers import forge

WISH = "Wil een kopie van alle brieven uit het dossier van vorig jaar."
FOUND = "Er staan twaalf brieven in het archief, kast vier."
_NUMBER = re.compile(r"RV-\d{4}-\d{4}")


async def pass_on(chat: Chat, *, confidential: bool = False, rights: str = "inzage", **given: str) -> str:
    """A whole request as an employee passes it on; gives its number as the receipt shows it."""
    await chat.say("een cliënt wil zijn dossier inzien")
    await chat.press("Volgende", {"rights": [rights], "received_date": "2026-11-19", "channel": "brief"})
    person = {"subject": "client", "wish": WISH, "reference": "TEST-0000", "clear": "ja"}
    await chat.press("Volgende", person | given)
    if given.get("subject") == "medewerker":
        await chat.press("Nee, of niet alles")
    await chat.press("Volgende", {"identified": "nog_niet", "told": ["niets"]})
    await chat.press("Verstuur naar Juridische Zaken", {"confidential": "true"} if confidential else None)
    found = _NUMBER.search(chat.text)
    assert found, chat.text
    return found[0]


def living(chat: Chat) -> Post:
    return next(post for post in chat.posts if post.thread is None)


async def step(bot: RunningBot, office: Chat, chosen: str, send: str, **fields: Any) -> None:
    """Choose a step from the list on the living card, fill in its form and send it."""
    await office.press("Ga verder", {"step": chosen}, on=living(office))
    await office.press(send, fields)
    await bot.settled()


async def test_from_the_sentence_of_an_employee_to_the_closed_case(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, po = bot.personal(SAM), bot.channel("jz", JIP), bot.channel("po", NOOR)
        number = await pass_on(sam)
        receipt = sam.post
        await bot.settled()
        assert "za 19 dec" in receipt.text
        assert "Geef zelf nog geen gegevens" in receipt.text
        assert [mail.to for mail in bot.mails] == [bot.org.offices.jz.email]
        assert WISH not in bot.mails[0].text + bot.mails[0].subject
        assert "Antwoord uiterlijk za 19 dec" in living(office).text
        assert WISH in living(office).text
        assert "TEST-0000" in living(office).text

        await office.press("Ik pak dit op")
        await bot.settled()
        assert "opgepakt" in sam.text
        await office.press("Ontvangst is bevestigd", on=living(office))
        await office.press("Leg vast", {"told_on": "2026-11-23"})
        await bot.settled()
        await step(
            bot, office, "ask_clarification", "Leg vast", what="Welke brieven precies?", asked_on="2026-11-23"
        )
        assert "wacht op uitleg" in living(office).text
        await office.press("Het is nu duidelijk", on=living(office))
        await office.press("Leg vast", {"answer": "Alle brieven uit dat jaar, zei de persoon."})
        await bot.settled()

        # Nothing can be granted before the identity is sure.
        await step(bot, office, "decide", "Leg het besluit vast", right="inzage", outcome="toegekend")
        assert "niets voordat vaststaat wie het is" in office.text
        assert not (await bot.kept(number)).decisions
        await office.press("Toon de zaak")
        await office.press("Identiteit is in orde", on=living(office))
        await office.press("Identiteit is in orde", {"way": "feiten"})
        await bot.settled()
        assert "wordt uitgezocht" in living(office).text

        await office.press("Ga verder", {"step": "ask_search"}, on=living(office))
        what = "Alle brieven uit het dossier, zonder namen van anderen."
        await office.press("Geef de opdracht", {"to": "po", "what": what, "until": "2026-11-30"})
        await bot.settled()
        task = next(post for post in po.posts if number in post.text)
        await po.press("Stuur mijn antwoord", {"answer": FOUND}, on=task)
        await bot.settled()
        assert any(FOUND in post.text for post in office.posts if post.thread)
        assert "Zoekopdracht beantwoord door Noor Voorbeeld" in po.text_of(task.card or {})
        assert "gevonden" in living(office).text

        await office.press("Besluit", on=living(office))
        await office.press("Leg het besluit vast", {"right": "inzage", "outcome": "toegekend"})
        await bot.settled()
        await office.press("Antwoord is verstuurd", on=living(office))
        answer = {"sent_on": "2026-11-23", "way": "zivver_sms", "others": "onleesbaar", "remedy": "true"}
        await office.press("Leg het antwoord vast", answer | {"checklist": list(CHECKLIST[:3])})
        assert "vink alles aan" in office.text
        await office.press("Leg het antwoord vast", answer | {"checklist": list(CHECKLIST)})
        await bot.settled()
        assert "De persoon heeft antwoord" in sam.text
        await office.press("Rond af", on=living(office))
        await office.press("Ja, rond af", on=living(office))
        await bot.settled()
        case = await bot.kept(number)
        assert case.status == "closed"
        assert "✓ afgerond" in living(office).text
        assert len([post for post in office.posts if post.thread is None]) == 1
        await bot.advance(days=60)
        assert not [post for post in office.posts if post.thread and "Gezien" in post.text]
        told = [each.event for each in await bot.events(number)]
        assert told[0] == "file"
        assert told[-1] == "close"


async def test_the_month_is_reminded_of_and_the_fg_hears_when_it_gets_late(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, fg = bot.personal(SAM), bot.channel("jz", JIP), bot.channel("fg", FINN)
        number = await pass_on(sam)
        await bot.settled()

        def reminders(chat: Chat) -> list[str]:
            told = (post for post in chat.posts if number in post.text and post != living(office))
            return [post.text for post in told if not post.text.startswith("Open verzoeken")]

        await bot.advance(days=2, hours=19)  # Thursday morning: a week after receipt
        assert "zijn de ontvangst en de identiteit geregeld" in reminders(office)[-1]
        await office.press("Gezien", on=[post for post in office.posts if post.thread][-1])
        await bot.settled()
        assert "Gezien door Jip Voorbeeld" in office.text
        await bot.advance(days=7)
        await bot.advance(days=11)
        assert "verlengen kan nu nog" in reminders(office)[-1]
        assert "verlengen kan nu nog" in reminders(fg)[-1], (
            "nobody reacted, and nobody stands in for legal affairs"
        )
        await bot.advance(days=2)
        assert "het antwoord moet er bijna zijn" in reminders(fg)[-1]
        await bot.advance(days=4)
        assert "te laat" in reminders(fg)[-1]
        assert "✕ te laat" in living(office).text
        assert (await bot.kept(number)).missed


async def test_extending_by_the_book(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("jz", JIP)
        number = await pass_on(sam)
        receipt = sam.post
        await bot.settled()
        await office.press("Ga verder", {"step": "extend"}, on=living(office))
        form = {"why": "Het dossier loopt over tien jaar.", "months": "2", "told_on": "2026-11-23"}
        await office.press("Verleng", form | {"reason": "mensen"})
        assert "punt 16 stap 3" in office.text
        assert (await bot.kept(number)).extension is None
        await office.press("Verleng", form | {"reason": "complex"})
        await bot.settled()
        assert "Antwoord uiterlijk vr 19 feb" in living(office).text
        assert "vr 19 feb" in receipt.text


async def test_a_question_to_the_colleague_and_a_search_by_the_colleague(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("jz", JIP)
        number = await pass_on(sam)
        await bot.settled()
        await step(
            bot, office, "ask_reporter", "Stuur de vraag", question="Bij welk team ligt het dossier nu?"
        )
        assert "Bij welk team ligt het dossier nu?" in sam.text
        await sam.press("Stuur mijn antwoord", {"answer": "Bij het team inkomen, denk ik."})
        await bot.settled()
        assert "Bij het team inkomen, denk ik." in living(office).text
        await step(
            bot, office, "ask_search", "Geef de opdracht", to="reporter", what="De brief.", until="2026-11-25"
        )
        assert "Zoek je mee?" in sam.text
        await sam.say("mijn zaken")
        assert "er is een zoekopdracht" in sam.text
        await bot.advance(days=2)
        assert "Deze zoekopdracht wacht nog" in sam.text
        await sam.press("Stuur mijn antwoord", {"answer": FOUND})
        await bot.settled()
        assert (await bot.kept(number)).searches[0].answered_by == SAM.name


async def test_what_is_added_later_reaches_the_card_and_every_list_finds_the_request(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, jip = bot.personal(SAM), bot.channel("jz", JIP), bot.personal(JIP)
        number = await pass_on(sam)
        await bot.settled()
        await sam.press("Vul aan")
        await sam.press("Voeg toe", {"note": "De persoon belde weer: het gaat om het jaar ervoor."})
        await bot.settled()
        assert "het jaar ervoor" in living(office).text
        assert "De collega vulde het verzoek aan" in office.posts[-1].text
        await jip.say("toon open verzoeken")
        assert number in jip.text
        assert "oppakken" in jip.text
        await jip.say(f"toon {number}")
        assert WISH in jip.text
        await jip.say("zoek jaar ervoor")
        assert number in jip.text
        await bot.personal(FINN).say("toon open verzoeken")
        assert number in bot.personal(FINN).text


VERBS = (
    "take_up",
    "seen",
    "history",
    "show",
    "step",
    "decide",
    "decide_form",
    "confirm_identity",
    "confirm_identity_form",
    "amend",
    "extend",
    "ask_search",
    "answer_search",
    "answer_search_form",
    "record_answer",
    "withdraw",
    "send_facts",
    "answer",
    "answer_form",
    "add_note",
    "add_note_form",
)
FIELDS = {
    "step": "decide",
    "right": "inzage",
    "outcome": "toegekend",
    "way": "balie",
    "reason": "complex",
    "why": "Zomaar.",
    "ending": "ingetrokken",
    "answer": "Zomaar een antwoord.",
    "rights": "wissing",
    "received_on": "2026-11-01",
    "subject": "client",
    "to": "po",
    "what": "Alles.",
    "until": "2026-11-30",
}


async def passed_on(bot: RunningBot) -> tuple[str, str]:
    """A request that Sam passed on: its number, and the case as it is kept."""
    number = await pass_on(bot.personal(SAM))
    await bot.settled()
    return number, (await bot.kept(number)).model_dump_json()


@pytest.mark.parametrize("scope", ["personal", "channel"])
async def test_without_the_role_nobody_gets_anything_by_any_message_or_forged_card(
    tmp_path: Path, scope: str
) -> None:
    async with running_bot(tmp_path) as bot:
        number, before = await passed_on(bot)
        jill = bot.personal(JILL) if scope == "personal" else bot.channel("jz", JILL)
        said = len(bot.teams.posts)
        for text in (f"toon {number}", number, "toon open verzoeken", "zoek brieven", "mijn zaken"):
            await jill.say(text)
        for verb in VERBS:
            there = await forge(jill, verb, FIELDS | {"case": number, "version": 1})
            nowhere = await forge(jill, verb, FIELDS | {"case": "RV-2026-0999", "version": 1})
            assert there.body == nowhere.body, f"{verb}: an answer must not tell which numbers exist"
            assert WISH not in str(there.body)
        told = "".join(post.text for post in bot.teams.posts[said:])
        for secret in (WISH, "TEST-0000", SAM.name):
            assert secret not in told
        await bot.settled()
        assert (await bot.kept(number)).model_dump_json() == before


async def test_readers_read_and_change_nothing_and_the_colleague_sees_the_own_receipt_only(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as bot:
        number, before = await passed_on(bot)
        for who in (NOOR, FINN, SAM):
            chat = bot.personal(who)
            await chat.say("hallo")
            for verb in ("decide", "confirm_identity", "amend", "extend", "withdraw", "record_answer"):
                await forge(chat, verb, FIELDS | {"case": number, "version": 1})
            shown = await forge(chat, "show", {"case": number, "version": 1})
            assert (WISH in str(shown.body)) is (who is not SAM)
        assert (await bot.kept(number)).model_dump_json() == before


async def test_a_confidential_request_stays_out_of_the_channel(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, jip = bot.personal(SAM), bot.channel("jz", JIP), bot.personal(JIP)
        await jip.say("hallo")
        number = await pass_on(sam, confidential=True, subject="medewerker")
        await bot.settled()
        assert number in living(office).text
        assert "za 19 dec" in living(office).text
        for secret in (WISH, "TEST-0000", SAM.name, "Inzage"):
            assert all(secret not in post.text for post in office.posts)
        assert WISH in jip.text


async def test_an_ordinary_question_ends_kindly_and_files_nothing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("een cliënt wil zijn dossier inzien")
        await sam.press("Volgende", {"rights": ["geen"], "received_date": "2026-11-19"})
        await sam.press("Nee, een gewone vraag")
        assert "Dit is een gewone vraag" in sam.text
        await bot.settled()
        assert not bot.mails
