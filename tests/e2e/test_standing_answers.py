"""An answer of an office for everybody who asks the same: published, given, changed, looked at again, withdrawn."""

from pathlib import Path

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat
from tests.e2e.running_bot import BSN, RunningBot, running_bot
from tests.e2e.test_consult import ANSWER, PLAIN, ask_plainly, living
from tests.e2e.test_strangers import forge

QUESTION = "Moet de kast met dossiers op slot als ik even wegloop?"
SAID = "Ja, de kast gaat op slot zodra niemand erbij staat."
NEARLY = "moet de kast met dossiers op slot als ik wegloop"
PUBLISH = "Maak er een vast antwoord van"
GIVEN = "Antwoord van de FG van 23 november 2026"


async def answered(bot: RunningBot) -> str:
    """Sam's question to the FG, with the answer of the FG; gives its number."""
    number = await ask_plainly(bot, bot.personal(SAM), "Stuur naar de FG")
    office = bot.channel("fg", FINN)
    await office.press("Stuur antwoord", {"words": ANSWER}, on=living(office))
    await bot.settled()
    return number


async def published(bot: RunningBot) -> Chat:
    """The FG's chat with VA-2026-0001 at hand."""
    number = await answered(bot)
    finn = bot.personal(FINN)
    await finn.say(number)
    await finn.press(PUBLISH)
    assert ANSWER in finn.text, "what was answered stands in the form"
    assert PLAIN in finn.text
    await finn.press("Maak het vast", {"question": QUESTION, "answer": SAID})
    assert PUBLISH not in finn.titles
    await bot.settled()
    await finn.say("VA-2026-0001")
    return finn


async def asked(bot: RunningBot, line: str = NEARLY) -> str:
    """What another colleague is answered to this question."""
    jill = bot.personal(JILL)
    await jill.say(line)
    return jill.text


async def test_a_published_answer_is_given_until_it_is_withdrawn(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        before = await asked(bot)
        assert SAID not in before
        finn = await published(bot)
        assert "VA-2026-0001 · vastgesteld" in finn.text
        entry, case = await bot.kept("VA-2026-0001"), await bot.kept("AD-2026-0001")
        assert (entry.office, entry.from_consult, entry.content.review_on) == (
            "fg",
            case.number,
            "2027-11-23",
        )
        assert case.standing == "VA-2026-0001"
        assert "VA-2026-0001" in living(bot.channel("fg", FINN)).text, (
            "the question names what was made of it"
        )
        given = await asked(bot)
        assert GIVEN in given
        assert SAID in given
        assert "23 november 2027" in given
        assert PLAIN not in given
        assert SAM.name not in given
        assert "VA-2026-0001" not in given, "the number is for the offices"
        jill = bot.personal(JILL)
        assert not any(title.startswith("Stuur") for title in jill.titles), "nobody needs to be asked"

        await finn.press("Pas aan")
        await finn.press("Leg vast", {"answer": "Ja, altijd op slot."})
        await bot.settled()
        assert "Ja, altijd op slot." in await asked(bot)

        await finn.press("Beëindig")
        await finn.press("Beëindig", {"reason": "Er zijn geen kasten meer."})
        await bot.settled()
        assert "op slot." not in await asked(bot)
        assert await asked(bot) == before, "withdrawn, it is as if it had never been there"


async def test_it_is_not_given_after_its_day_and_the_office_is_asked_to_look(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = await published(bot)
        await finn.press("Pas aan")
        await finn.press("Leg vast", {"review_on": "2026-12-04"})
        await bot.settled()
        await bot.advance(days=11)
        assert SAID in await asked(bot), "the last day"
        office = bot.channel("fg", FINN)
        asking = [post for post in office.posts if "Klopt dit vaste antwoord nog?" in post.text]
        assert len(asking) == 1
        assert QUESTION not in asking[0].text
        await bot.advance(days=1)
        assert SAID not in await asked(bot)
        await finn.say("VA-2026-0001")
        await finn.press("Pas aan")
        await finn.press("Leg vast", {"review_on": "2027-06-01"})
        await bot.settled()
        given = await asked(bot)
        assert "van 5 december 2026" in given, "the office stood for it that day"
        assert SAID in given


async def test_what_is_wrong_in_the_form_comes_back_and_nothing_is_published(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await answered(bot)
        finn = bot.personal(FINN)
        await finn.say(number)
        await finn.press(PUBLISH)
        long = "Dit is veel te lang. " * 40
        for wrong, said in (
            ({"answer": long}, "te lang"),
            ({"review_on": "2026-11-23"}, "een dag in de toekomst"),
            ({"review_on": "2031-01-01"}, "hoogstens twee jaar"),
            ({"question": " "}, "leeg"),
        ):
            await finn.press("Maak het vast", {"question": QUESTION, "answer": SAID, **wrong})
            assert said in finn.text, said
        assert await bot.keys("case|", "standing") == []
        whole = {"question": QUESTION, "answer": f"{SAID} {BSN}", "review_on": "2027-01-01"}
        await finn.press("Maak het vast", whole)
        await bot.settled()
        assert await bot.keys("case|", "standing") == ["case|VA-2026-0001"]
        assert "[verwijderd]" in (await bot.kept("VA-2026-0001")).content.answer


async def test_a_double_press_publishes_once_and_only_by_the_office_that_answered(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await answered(bot)
        finn, noor, jill = bot.personal(FINN), bot.personal(NOOR), bot.personal(JILL)
        told = {"case": number, "version": 1, "question": QUESTION, "answer": SAID, "review_on": "2027-01-01"}
        for chat in (noor, jill, bot.personal(SAM)):
            await chat.say("menu")
            await forge(chat, "publish", told)
        await bot.settled()
        assert await bot.keys("case|", "standing") == []
        await finn.say(number)
        await finn.press(PUBLISH)
        form, post = finn.card, finn.post
        for _ in range(2):
            await finn.press("Maak het vast", {"question": QUESTION, "answer": SAID}, on=post, card=form)
            await bot.settled()
        assert await bot.keys("case|", "standing") == ["case|VA-2026-0001"]
        await noor.say("VA-2026-0001")
        assert SAID in noor.text, "the other offices read it"
        assert "Pas aan" not in noor.titles
        await jill.say("VA-2026-0001")
        assert SAID in jill.text, "it is an answer for everybody"
        assert "Pas aan" not in jill.titles


async def test_a_confidential_question_is_never_published(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await ask_plainly(bot, bot.personal(SAM), "Stuur naar de FG")
        finn, office = bot.personal(FINN), bot.channel("fg", FINN)
        await finn.say("hallo")
        await office.press("Ga verder", {"step": "make_confidential"})
        await bot.settled()
        await finn.press("Stuur antwoord", {"words": ANSWER})
        await bot.settled()
        assert PUBLISH not in finn.titles
        told = {"case": number, "version": 1, "question": QUESTION, "answer": SAID, "review_on": "2027-01-01"}
        await forge(finn, "publish", told)
        await bot.settled()
        assert await bot.keys("case|", "standing") == []


async def test_every_office_makes_one_of_its_own_by_hand(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("nieuw vast antwoord")
        whole = {"question": QUESTION, "answer": SAID, "review_on": "2027-01-01"}
        await noor.press("Maak het vast", whole)
        await bot.settled()
        assert "VA-2026-0001" in living(bot.channel("po", NOOR)).text
        assert "Antwoord van de Privacy Officer van 23 november 2026" in await asked(bot)
        finn = bot.personal(FINN)
        await finn.say("vaste antwoorden")
        assert "VA-2026-0001" in finn.text
