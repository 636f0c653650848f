"""A question to an office over HTTP: from an answer card or a typed line to the answer, the silence and the end."""

import re
from pathlib import Path
from typing import Any

import pytest

from state_machines.consult_life import ANSWERED, ASKED, CLOSED, QUESTION_BACK, TAKEN_UP
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat, Post
from tests.e2e.running_bot import BSN, JIP, KIM, LOU, RunningBot, running_bot
from tests.e2e.test_reminders import reminders
from tests.e2e.test_strangers import forge

ADDED = "Het gaat om een lijst met namen voor de arts."
BACK = "Is die arts door ons ingehuurd?"
TOLD = "Ja, hij werkt in onze opdracht."
AS_ADVISED = {"as_advised": "zoals"}
"""What an office says with its first answer, where the bot answered before."""
ANSWER = "Dan mag het, maar alleen via ZIVVER."
MORE = "Mag het ook elke maand?"
PLAIN = "mijn collega zegt dat de kast op slot moet, klopt dat eigenlijk"

_NUMBER = re.compile(r"AD-\d{4}-\d{4}")


def number_on(text: str) -> str:
    found = _NUMBER.search(text)
    assert found, text
    return found[0]


def living(chat: Chat) -> Post:
    """The one card of the consult in a channel."""
    return next(post for post in chat.posts if post.thread is None)


def asking(chat: Chat) -> list[Post]:
    """Reminders that still ask for "Gezien"."""
    return reminders(chat)


async def ask_from_flow(chat: Chat, question: str = ADDED, **options: Any) -> str:
    """From the flow about mailing, where the ways part in doubt, to the receipt of the question."""
    await chat.say("mag ik dit mailen?")
    await chat.press("Ja", **options)
    await chat.press("Ik twijfel", **options)
    await chat.press("Vraag de Privacy Officer", **options)
    await chat.press("Verstuur naar de Privacy Officer", {"question": question}, **options)
    return number_on(chat.text)


async def ask_plainly(bot: RunningBot, chat: Chat, office: str = "Stuur naar de Privacy Officer") -> str:
    await chat.say(PLAIN)
    await chat.press(office)
    await bot.settled()
    return number_on(chat.text)


def assert_still_judged(text: str) -> None:
    """What the bot said, why, and on what it rests, is on the card of who asked."""
    for each in ("Nog niet: eerst overleggen", "Je twijfelt of de ontvanger", "Beleid, punt 7"):
        assert each in text


@pytest.mark.parametrize("fallback", [False, True])
async def test_from_an_answer_card_to_done_thanks(tmp_path: Path, fallback: bool) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await ask_from_flow(sam, fallback=fallback)
        await bot.settled()
        assert "✓ verstuurd" in sam.text
        assert_still_judged(sam.text)
        assert "nieuwe vraag" in living(office).text
        assert ADDED in living(office).text
        assert "Waarom bij jou:" in living(office).text
        assert [mail.to for mail in bot.mails] == [bot.org.offices.po.email]
        assert ADDED not in bot.mails[0].text + bot.mails[0].subject
        assert SAM.name not in bot.mails[0].text

        await office.press("Ik pak dit op", fallback=fallback)
        await bot.settled()
        assert "Je vraag is opgepakt" in sam.text
        await office.press("Stuur als vraag terug", {"words": BACK}, on=living(office), fallback=fallback)
        await bot.settled()
        assert BACK in sam.text
        assert (await bot.kept(number)).status == QUESTION_BACK
        await sam.press("Stuur mijn antwoord", {"answer": TOLD}, fallback=fallback)
        await bot.settled()
        assert TOLD in living(office).text
        assert (await bot.kept(number)).status == TAKEN_UP
        await office.press(
            "Stuur antwoord", {"words": ANSWER, **AS_ADVISED}, on=living(office), fallback=fallback
        )
        await bot.settled()
        assert ANSWER in sam.text
        assert_still_judged(sam.text)
        assert "beantwoord" in living(office).text

        await sam.press("Ik heb nog een vraag", fallback=fallback)
        await sam.press("Stuur mijn vraag", {"question": MORE}, fallback=fallback)
        await bot.settled()
        assert MORE in living(office).text
        await office.press("Stuur antwoord", {"words": "Ja, ook dan."}, on=living(office), fallback=fallback)
        await bot.settled()
        await sam.press("Klaar, bedankt", fallback=fallback)
        await bot.settled()
        assert "afgerond" in living(office).text
        case = await bot.kept(number)
        assert case.status == CLOSED
        assert [each.event for each in await bot.events(number)] == [
            "file",
            "take_up",
            "ask_reporter",
            "answer",
            "reply",
            "follow_up",
            "reply",
            "close",
        ]
        await bot.advance(days=60)
        assert not asking(office)


async def test_a_question_of_its_own_is_sent_once_and_masked_before_it_goes(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("fg", FINN)
        await sam.say(f"{PLAIN} voor {BSN} dan")
        assert BSN not in sam.text
        assert "lezen je vraag en je naam" in sam.text
        card = sam.card
        await sam.press("Stuur naar de FG", {"question": f"Mag {BSN} op de lijst?"})
        assert "Dat heb ik weggehaald" in sam.text
        await sam.press("Stuur naar de FG")
        await bot.settled()
        number = number_on(sam.text)
        assert "[verwijderd]" in living(office).text
        await sam.press("Stuur naar de FG", {"question": PLAIN}, card=card)
        await bot.settled()
        assert number in sam.text
        assert len(await bot.keys("case|", "consult")) == 1
        assert BSN not in await bot.everything()


async def test_an_empty_or_too_long_question_comes_back_whole(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("ik wil iemand spreken")
        await sam.press("Stel je vraag")
        long = "Mag dit wel zo? " * 80
        await sam.press("Stuur naar JZ", {"question": long})
        assert "tekens" in sam.text
        await sam.press("Stuur naar JZ", {"question": "Mag dit wel zo?"})
        await bot.settled()
        assert "Mag dit wel zo?" in living(bot.channel("jz", JIP)).text


async def test_reminders_after_two_and_five_working_days_and_the_fg_on_the_last(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, fg = bot.personal(SAM), bot.channel("po", NOOR), bot.channel("fg", FINN)
        kim = bot.personal(KIM)
        await kim.say("hallo")
        before = len(kim.posts)
        number = await ask_plainly(bot, sam)
        await bot.advance(hours=42, minutes=29)
        assert not asking(office), "Wednesday, 08:29"
        await bot.advance(minutes=1)
        assert len(asking(office)) == 1
        assert len(kim.posts) == before + 1, "nobody ever looked, so the deputy hears"
        assert not asking(fg)
        await office.press("Gezien", on=asking(office)[0])
        await bot.settled()
        assert not asking(office)
        await bot.advance(days=4)
        assert not asking(office), "the weekend does not count"
        await bot.advance(days=1)
        assert len(asking(office)) == len(asking(fg)) == 1
        assert len(kim.posts) == before + 1
        await fg.press("Gezien")
        await bot.settled()
        assert not asking(fg)
        assert len(asking(office)) == 1
        told = [each.why for each in await bot.events(number) if each.event == "remind"]
        assert told == ["turn-1-2d", "turn-1-5d"]
        await bot.advance(days=30)
        assert len(asking(office)) == 1


async def test_silence_closes_the_question_and_a_further_one_opens_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await ask_plainly(bot, sam)
        await office.press("Stuur antwoord", {"words": ANSWER})
        await bot.settled()
        await bot.advance(days=13)
        assert (await bot.kept(number)).status == ANSWERED
        await bot.advance(days=1)
        assert (await bot.kept(number)).status == CLOSED
        assert "Je vraag is afgerond" in sam.text
        await sam.press("Ik heb nog een vraag")
        await sam.press("Stuur mijn vraag", {"question": MORE})
        await bot.settled()
        assert (await bot.kept(number)).status == TAKEN_UP


async def test_another_office_goes_on_and_the_first_one_only_reads(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, po, jz = bot.personal(SAM), bot.channel("po", NOOR), bot.channel("jz", JIP)
        number = await ask_plainly(bot, sam)
        assert not jz.posts
        await forge(jz, "show", {"case": number, "version": 1})
        assert PLAIN not in str(bot.teams.answers[-1].body)
        await po.press("Ga verder", {"step": "pass_on"})
        await po.press("Geef de vraag door", {"office": "jz", "reason": "Dit gaat over een contract."})
        await bot.settled()
        assert PLAIN in living(jz).text
        assert "Dit gaat over een contract." in living(jz).text
        assert "Stuur antwoord" not in living(po).text
        assert "ligt nu ergens anders" in sam.text
        assert bot.mails[-1].to == bot.org.offices.jz.email
        before = await bot.kept(number)
        await forge(po, "reply", {"case": number, "version": before.version, "words": ANSWER})
        await bot.settled()
        assert await bot.kept(number) == before, "who passed it on does not answer any more"
        await jz.press("Stuur antwoord", {"words": ANSWER}, on=living(jz))
        await bot.settled()
        assert ANSWER in sam.text


OFFICE_VERBS = (
    "take_up",
    "reply",
    "ask_reporter",
    "hand_over",
    "pass_on",
    "pass_on_form",
    "reopen",
    "seen",
    "make_confidential",
    "send_facts",
    "history",
    "paper",
    "show",
)
ASKER_VERBS = ("answer", "add_words", "follow_up", "close", "withdraw", "show", "withdraw_form")
FORGED = {"words": "Dit verzin ik zelf", "office": "fg", "to": JILL.aad_id, "question": "En dit ook nog"}


@pytest.mark.parametrize("scope", ["personal", "channel"])
async def test_a_stranger_learns_nothing_and_an_officer_is_no_asker(tmp_path: Path, scope: str) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        number = await ask_plainly(bot, sam)
        before = await bot.kept(number)
        jill = bot.personal(JILL) if scope == "personal" else bot.channel("po", JILL)
        said = len(bot.teams.answers)
        for verb in {*OFFICE_VERBS, *ASKER_VERBS}:
            await forge(jill, verb, {"case": number, "version": 1, "exchange": "2", **FORGED})
        answers = "".join(str(each.body) for each in bot.teams.answers[said:])
        assert PLAIN not in answers
        assert SAM.name not in answers
        lou = bot.channel("po", LOU)
        for verb in ("answer", "add_words", "follow_up", "close", "withdraw"):
            await forge(lou, verb, {"case": number, "version": 1, "exchange": "2", **FORGED})
        for verb in ("take_up", "reply", "ask_reporter", "pass_on", "reopen"):
            await forge(sam, verb, {"case": number, "version": 1, **FORGED})
        await bot.settled()
        assert await bot.kept(number) == before


async def test_the_same_press_twice_is_one_answer(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await ask_plainly(bot, sam)
        card = living(office).card
        await office.press("Stuur antwoord", {"words": ANSWER}, card=card)
        await office.press("Stuur antwoord", {"words": ANSWER}, card=card)
        await bot.settled()
        assert len((await bot.kept(number)).replies) == 1
        assert len([post for post in sam.posts if ANSWER in post.text]) == 1
        second = "Iets heel anders dan daarnet"
        answered = await office.press("Stuur antwoord", {"words": second}, card=card)
        assert second in str(answered.body), "what was typed is not lost"
        assert second not in "".join(post.text for post in office.posts)
        assert len((await bot.kept(number)).replies) == 1


async def test_a_confidential_question_is_answered_in_the_own_chat(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, noor = bot.personal(SAM), bot.channel("po", NOOR), bot.personal(NOOR)
        await noor.say("hallo")
        number = await ask_plainly(bot, sam)
        await office.press("Ga verder", {"step": "make_confidential"})
        await bot.settled()
        assert PLAIN not in living(office).text
        assert PLAIN in noor.text
        await noor.press("Stuur antwoord", {"words": ANSWER})
        await bot.settled()
        assert ANSWER in sam.text
        assert ANSWER not in living(office).text
        assert (await bot.kept(number)).status == ANSWERED
        finn = bot.personal(FINN)
        await finn.say(number)
        assert ANSWER in finn.text
        await bot.settled()
        last = (await bot.events(number))[-1]
        assert (last.event, last.actor_name) == ("look", FINN.name), "who reads it stands in the history"


async def test_the_list_shows_an_office_its_own_questions_and_the_fg_all(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        first = await ask_plainly(bot, sam)
        second = await ask_plainly(bot, sam, "Stuur naar JZ")
        for who, seen, unseen in ((NOOR, first, second), (JIP, second, first)):
            chat = bot.personal(who)
            await chat.say("toon open vragen")
            assert seen in chat.text
            assert unseen not in chat.text
        finn = bot.personal(FINN)
        await finn.say("toon open vragen")
        assert first in finn.text
        assert second in finn.text
        await finn.say(first)
        assert PLAIN in finn.text
        assert "Stuur antwoord" not in finn.titles
        await finn.press("Geef aan ander kantoor")
        await finn.press("Geef de vraag door", {"office": "fg"})
        await bot.settled()
        assert (await bot.kept(first)).office == "fg"
        await bot.channel("fg", FINN).press("Stuur antwoord", {"words": ANSWER})
        await bot.settled()
        assert ANSWER in sam.text
        await sam.say("hoe staat het met mijn vraag")
        assert first in sam.text
        assert (await bot.kept(first)).status == ANSWERED
        assert (await bot.kept(second)).status == ASKED


async def test_a_new_use_of_health_data_brings_a_draft_entry_to_the_fg(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("fg", FINN)
        await sam.say("mag ik deze gegevens verwerken?")
        plan = {"matter": "Bijhouden wat iemand kan tillen", "novelty": "nieuw", "regular": "structureel"}
        await sam.press("Volgende", {**plan, "groups": ["client"]})
        await sam.press("Volgende", {"kinds": ["gezondheid"]})
        await sam.press("Volgende", {"risks": ["geen"], "term": "onbekend", "outside": "nee"})
        assert "Nog niet: de FG kijkt eerst" in sam.text, "that is certain: nothing more is asked"
        await sam.press("Vraag de FG")
        await sam.press("Verstuur naar de FG", {"question": "Mag het in het dossier?"})
        await bot.settled()
        card = living(office)
        assert "bijzonder" in card.text
        assert "Concept voor het register" in card.text
        row = next(each for each in office.titles if each.startswith("Concept voor het register"))
        await office.press(row, on=card)
        assert "Bijhouden wat iemand kan tillen" in office.text
        assert "grondslag" in office.text
        assert "bewaartermijn" in office.text
