"""Offices and facts changed in Teams: by whom, what follows it everywhere and on every instance, and what cannot be."""

from datetime import datetime
from pathlib import Path

import pytest

from cases.organisation import Administrators, Oversight
from tests.e2e.fake_chat import Chat
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, FakePerson, person
from tests.e2e.filing import report
from tests.e2e.running_bot import AMSTERDAM, JIP, KIM, LOU, Clock, RunningBot, running_bot
from tests.e2e.test_strangers import forge

ADA = person("Ada Bedacht")
NOT_SO = "Het is niet veranderd"


async def changing(chat: Chat, what: str, **fields: str) -> None:
    """Choose on the page of a part what to change, fill it in and look at before and after."""
    await chat.press("Ga verder", {"what": what})
    await chat.press("Bekijk de verandering", fields)


async def part(chat: Chat, title: str) -> None:
    """Open a part from its start."""
    await chat.say("kantoren")
    button = next(each for each in chat.titles if each.startswith(title))
    await chat.press(button)


async def added(chat: Chat, office: str, who: FakePerson, act: str = "add:offices.po.members") -> None:
    await part(chat, office)
    await changing(chat, act, person=who.aad_id, name=who.name)
    await chat.press("Ja, verander dit")


async def reads(bot: RunningBot, who: FakePerson, number: str) -> bool:
    """Whether this person may open the case."""
    chat = bot.personal(who)
    await chat.say(f"toon {number}")
    return (
        "Noem geen" not in chat.text
        and number in chat.text
        and "Dit kan ik je niet laten zien" not in chat.text
    )


async def test_a_new_member_works_at_once_on_every_instance_and_after_a_restart(tmp_path: Path) -> None:
    async with running_bot(tmp_path, instances=2) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert not await reads(bot, ADA, number)
        finn = bot.personal(FINN)
        await added(finn, "Privacy Officer", ADA)
        assert "Het is veranderd" in finn.text
        assert ADA.name in finn.text
        assert "veranderd in Teams" in finn.text
        assert "Leden in het bestand" in finn.text
        assert await reads(bot, ADA, number)
        await bot.settled()
        second = bot.others[0]
        bot.teams.bot_url = second.url
        assert await reads(bot, ADA, number)
        await bot.restart()
        bot.teams.bot_url = bot.url
        assert await reads(bot, ADA, number)
        await finn.say("kantoren")
        await finn.press("Verloop van veranderingen")
        assert f"{FINN.name}: Privacy Officer, Leden: + {ADA.name}" in finn.text


async def test_back_to_the_file_takes_the_change_away(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        finn = bot.personal(FINN)
        await added(finn, "Privacy Officer", ADA)
        await finn.press("Ga verder", {"what": "back:offices.po.members"})
        assert ADA.name in finn.text
        await finn.press("Ja, verander dit")
        assert ADA.name not in finn.text
        assert not await reads(bot, ADA, number)


async def test_an_administrator_may_and_reads_no_case_by_that(tmp_path: Path) -> None:
    async with running_bot(tmp_path, administrators=Administrators(people=(JILL.aad_id,))) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        jill = bot.personal(JILL)
        await added(jill, "Juridische Zaken", ADA, "add:offices.jz.deputies")
        assert "Het is veranderd" in jill.text
        assert not await reads(bot, JILL, number)
        await jill.say("iemand is weg")
        await jill.press("Wie is weg")
        await jill.press("Bekijk wat er gebeurt", {"ident": JILL.aad_id, "name": "Jill"})
        assert "Haal die ook uit het organisatiebestand" in jill.text


@pytest.mark.parametrize("who", [SAM, NOOR, JIP], ids=lambda who: who.name)
async def test_nobody_else_may(tmp_path: Path, who: FakePerson) -> None:
    async with running_bot(tmp_path) as bot:
        chat = bot.personal(who)
        await chat.say("kantoren")
        assert "Kantoren en gegevens" not in chat.text
        data = {
            "item": "offices.po.members",
            "act": "add",
            "person": who.aad_id,
            "name": who.name,
            "seq": "0",
        }
        for verb in (
            "organisation",
            "organisation_part",
            "organisation_form",
            "amend_office",
            "amend_office_sure",
        ):
            answered = await forge(
                chat, verb, {**data, "of": "organisation", "part": "po", "what": "add:offices.po.members"}
            )
            assert answered.notice is not None
            assert "Dit mag alleen" in answered.notice
        finn = bot.personal(FINN)
        await finn.say("kantoren")
        assert "In Teams is niets veranderd" in finn.text
        office = bot.channel("fg", FINN)
        answered = await forge(office, "organisation", {"of": "organisation"})
        assert answered.notice is not None
        assert "eigen chat" in answered.notice


async def test_nobody_takes_away_the_last_member(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = bot.personal(FINN)
        await part(finn, "functionaris")
        await changing(finn, "take:offices.fg.members", person=FINN.aad_id)
        assert "een kantoor heeft minstens één lid" in finn.text
        data = {
            "item": "offices.fg.members",
            "act": "take",
            "person": FINN.aad_id,
            "seq": "0",
            "of": "organisation",
        }
        await forge(finn, "amend_office_sure", data)
        await part(finn, "Privacy Officer")
        await changing(finn, "take:offices.po.members", person=NOOR.aad_id)
        await finn.press("Ja, verander dit")
        assert "Het is veranderd" in finn.text
        await changing(finn, "take:offices.po.members", person=LOU.aad_id)
        assert "een kantoor heeft minstens één lid" in finn.text
        await finn.say("kantoren")
        await finn.press("Wie is weg")
        await finn.press("Bekijk wat er gebeurt", {"ident": LOU.aad_id, "name": "Lou"})
        assert "een kantoor heeft minstens één lid" in finn.text


async def test_two_who_take_away_different_members_do_not_empty_an_office(tmp_path: Path) -> None:
    async with running_bot(
        tmp_path, instances=2, administrators=Administrators(people=(JILL.aad_id,))
    ) as bot:
        finn, jill = bot.personal(FINN), bot.personal(JILL)
        for chat, gone in ((finn, NOOR), (jill, LOU)):
            await part(chat, "Privacy Officer")
            await changing(chat, "take:offices.po.members", person=gone.aad_id)
        await finn.press("Ja, verander dit")
        bot.teams.bot_url = bot.others[0].url
        await jill.press("Ja, verander dit")
        assert "een kantoor heeft minstens één lid" in jill.text
        await part(jill, "Privacy Officer")
        assert LOU.name in jill.text


async def test_facts_and_telephone_numbers_follow_in_papers_and_cards(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = bot.personal(FINN)
        await part(finn, "De organisatie")
        await changing(finn, "set:facts.kvk", text="geen getal")
        assert "dit past hier niet" in finn.text
        await finn.press("Bekijk de verandering", {"text": "12345678"})
        assert "12345678" in finn.text
        await finn.press("Ja, verander dit")
        await part(finn, "Privacy Officer")
        await changing(finn, "set:offices.po.phone", text="030-7654321")
        await finn.press("Ja, verander dit")
        sam = bot.personal(SAM)
        await sam.say("telefoonnummer van de privacy officer")
        assert "030-7654321" in sam.text
        await finn.say("kantoren")
        await finn.press("Verloop van veranderingen")
        assert "‘030-7654321’" in finn.text


async def test_who_left_is_out_at_once_and_forgotten_when_the_days_are_over(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True, oversight=Oversight(left_days=1)) as bot:
        kim, finn = bot.personal(KIM), bot.personal(FINN)
        await kim.say("laptop kwijt")
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert await reads(bot, KIM, number)
        await finn.say("iemand is weg")
        await finn.press("Wie is weg")
        await finn.press("Bekijk wat er gebeurt", {"person": KIM.aad_id})
        assert "vul een naam in" in finn.text
        await finn.press("Bekijk wat er gebeurt", {"ident": KIM.aad_id, "name": "Kim"})
        assert "Privacy Officer (Vervangers)" in finn.text
        await finn.press("Ja, deze collega is weg")
        assert "Ik heb het vastgelegd" in finn.text
        everything = await bot.everything()
        assert "kwijt" in everything
        links = await bot._scan("links", bot.org.key, "person|", "person|~")
        await bot.advance(hours=23)
        for _ in range(17):
            await finn.say("menu")  # so that Teams says what time it is
            await bot.advance(hours=1)
        assert len(await bot._scan("links", bot.org.key, "person|", "person|~")) == len(links) - 1
        await finn.say("kantoren")
        await finn.press("Wie is weg")
        assert "Kim" not in finn.text
        assert not await reads(bot, KIM, number)


async def test_somebody_who_did_not_leave_after_all_is_not_forgotten(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = bot.personal(FINN)
        await bot.personal(JILL).say("hallo")
        await finn.say("kantoren")
        await finn.press("Wie is weg")
        await finn.press("Bekijk wat er gebeurt", {"ident": JILL.aad_id, "name": "Jill"})
        await finn.press("Ja, deze collega is weg")
        await finn.press("Bekijk wat er gebeurt", {"stays": JILL.aad_id})
        assert "ik wis niets" in finn.text
        assert "Jill" not in finn.text


async def test_a_deputy_who_was_added_in_teams_stands_in_the_ladder(tmp_path: Path) -> None:
    async with running_bot(tmp_path, clock=Clock(datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM))) as bot:
        ada, finn = bot.personal(ADA), bot.personal(FINN)
        await ada.say("hallo")
        await added(finn, "Privacy Officer", ADA, "add:offices.po.deputies")
        number = await report(bot.personal(SAM))
        await bot.settled()
        for _ in range(60):
            await bot.advance(hours=1)
        assert any(number in post.text for post in ada.posts), "nobody pressed that a reminder was seen"


async def test_a_fact_that_was_changed_in_teams_stands_in_a_letter(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn, noor = bot.personal(FINN), bot.personal(NOOR)
        await part(finn, "functionaris")
        await changing(finn, "set:offices.fg.phone", text="0881234500")
        await finn.press("Ja, verander dit")
        number = await report(bot.personal(SAM))
        await noor.say("hallo")
        await forge(noor, "give", {"case": number, "file": "paper", "paper": "letter", "of": "file"})
        assert any("0881234500" in post.text for post in noor.posts)
