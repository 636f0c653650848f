"""A case between the office and the reporter: taken up, seen, asked, answered, added to, withdrawn, handed over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat, Post
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import KIM, LOU, RunningBot, running_bot

QUESTION = "Kende de buurman de mensen over wie het gaat?"
ANSWER = "Nee, hij kende niemand van die lijst, zei hij."


def living(chat: Chat) -> Post:
    """The one card of the case in a channel."""
    return next(post for post in chat.posts if post.thread is None)


def under(chat: Chat) -> list[Post]:
    """What stands in its thread."""
    return [post for post in chat.posts if post.thread == living(chat).id]


async def filed(bot: RunningBot, **told: object) -> tuple[Chat, Chat, str]:
    """The reporter's chat, the channel of the Privacy Officer, and the number of a fresh case."""
    sam, office = bot.personal(SAM), bot.channel("po", NOOR)
    number = await report(sam, **told)  # type: ignore[arg-type]
    await bot.settled()
    return sam, office, number


@asynccontextmanager
async def filed_breach(store: Path, **told: object) -> AsyncIterator[tuple[RunningBot, Chat, Chat, str]]:
    """A running bot with a breach that was just reported: the reporter's chat, the channel, the number."""
    async with running_bot(store) as bot:
        yield bot, *await filed(bot, **told)


async def test_taking_up_updates_the_living_card_in_place_and_tells_the_reporter(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        receipt = sam.post
        await office.press("Ik pak dit op")
        assert NOOR.name in office.text
        await bot.settled()
        assert len(office.posts) == 1
        assert living(office).version >= 1
        assert NOOR.name in living(office).text
        assert "Je melding is opgepakt" in sam.text
        assert NOOR.name in receipt.text, "the receipt follows the case"
        assert "opgepakt" in receipt.text
        assert "Ik pak dit op" not in bot.channel("po", LOU).text
        assert (await bot.case(number)).taken_up


async def test_seen_is_kept_and_shown(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Gezien")
        await bot.settled()
        assert "Gezien door Noor Voorbeeld" in living(office).text
        assert [each.by.name for each in (await bot.case(number)).seen] == [NOOR.name]


async def test_a_question_goes_to_the_reporter_and_the_answer_lands_on_the_card_and_in_the_thread(
    tmp_path: Path,
) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        await office.press("Vraag aan de melder")
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        assert QUESTION in sam.text
        assert QUESTION in living(office).text
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await bot.settled()
        assert ANSWER in living(office).text
        assert any(ANSWER in post.text for post in under(office))
        exchange = (await bot.case(number)).exchanges[0]
        assert (exchange.question, exchange.answer) == (QUESTION, ANSWER)


async def opens_papers(bot: RunningBot, office: Chat) -> None:
    """The privacy officer takes up the breach and opens its papers."""
    await office.press("Ik pak dit op")
    await bot.settled()
    await office.press("Toon concepten", on=living(office))


async def with_a_question(bot: RunningBot, typed: str = "") -> tuple[Chat, str]:
    """A breach of which the reporter was asked something, and perhaps typed this: then the question stands there still.
    Gives the reporter's chat, and the number."""
    sam, office, number = await filed(bot)
    await office.press("Stuur de vraag", {"question": QUESTION})
    await bot.settled()
    if typed:
        await sam.say(typed)
        assert QUESTION in sam.text
    return sam, number


async def test_a_question_may_be_answered_by_typing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, number = await with_a_question(bot, "Zijn naam was niet bekend bij mij, hoor")
        await sam.press("Stuur mijn antwoord")
        await bot.settled()
        assert (await bot.case(number)).exchanges[0].answer == "Zijn naam was niet bekend bij mij, hoor"


async def test_an_answer_that_tells_of_another_breach_can_become_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, number = await with_a_question(bot, "ik heb net weer een brief aan de verkeerde cliënt gestuurd")
        await sam.press("Nee, er ging iets nieuws mis")
        assert "Doe dit eerst" in sam.text
        await bot.settled()
        assert not (await bot.case(number)).exchanges[0].answer


async def test_an_empty_or_too_long_question_comes_back_with_what_was_typed(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        long = "Waarom ging dit zo en niet anders? " * 40
        await office.press("Stuur de vraag", {"question": long})
        assert long.strip() in office.text
        assert not (await bot.case(number)).exchanges
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        assert QUESTION in sam.text


async def test_an_unanswered_question_is_asked_once_more(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, _):
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.advance(hours=3.9)
        asked = [post for post in sam.posts if QUESTION in post.text]
        assert len(asked) == 1
        await bot.advance(hours=0.2)
        assert len([post for post in sam.posts if QUESTION in post.text]) == 1, "past six in the evening"
        await bot.advance(hours=14.4)
        assert len([post for post in sam.posts if QUESTION in post.text]) == 2
        await bot.advance(hours=12)
        assert len([post for post in sam.posts if QUESTION in post.text]) == 2


async def test_an_answered_question_is_not_asked_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, _ = await with_a_question(bot)
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await bot.settled()
        asked = len([post for post in sam.posts if QUESTION in post.text])
        await bot.advance(hours=6)
        assert len([post for post in sam.posts if QUESTION in post.text]) == asked


async def test_a_withdrawal_is_asked_and_accepted_and_the_clock_stops(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        await sam.press("Dit was een vergissing")
        await sam.press("Vraag om te sluiten", {"reason": "De brief lag toch nog op mijn eigen bureau."})
        await bot.settled()
        assert (await bot.case(number)).is_open, "the Privacy Officer decides"
        assert "vergissing" in living(office).text
        await office.press("Sluit als vergissing", on=living(office))
        await office.press("Sluit de zaak", {"reason": "Er was geen lek, gezien."}, on=living(office))
        await bot.settled()
        assert "Je melding is gesloten" in sam.text
        assert (await bot.case(number)).status == "withdrawn"
        posts = len(bot.teams.posts)
        await bot.advance(hours=200)
        assert len(bot.teams.posts) == posts, "no reminder after a withdrawal"


async def test_a_withdrawal_is_refused_and_a_closed_case_is_opened_again(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        await sam.press("Dit was een vergissing")
        await sam.press("Vraag om te sluiten", {"reason": "Het was toch niets, denk ik nu."})
        await bot.settled()
        await office.press("Houd open", on=living(office))
        await bot.settled()
        assert "Je melding blijft open" in sam.text
        await sam.press("Dit was een vergissing", on=sam.posts[0])
        await sam.press("Vraag om te sluiten", {"reason": "Het was echt niets, denk ik nu."})
        await bot.settled()
        await office.press("Sluit de zaak", {"reason": "Nu is het duidelijk."}, on=living(office))
        await bot.settled()
        await office.press("Heropen", on=living(office))
        await bot.settled()
        assert "Je melding is weer open" in sam.text
        assert (await bot.case(number)).status == "taken_up"
        await bot.advance(hours=49)
        assert any("DL-2026-0001" in post.text and "Gezien" in post.text for post in under(office))


async def test_facts_that_were_unknown_are_added_later(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, number = await filed(bot, n_people="onbekend", cause="onbekend")
        await sam.press("Vul aan")
        await sam.press(
            "Vul aan", {"n_people": "101-1000", "addition": "Het waren er toch meer dan honderd."}
        )
        await bot.settled()
        case = await bot.case(number)
        assert case.report.n_people == "101-1000"
        assert "n_people" not in case.report.open_fields
        assert "cause" in case.report.open_fields
        assert "Het waren er toch meer dan honderd." in living(office).text
        assert under(office)
        assert bot.channel("fg", FINN).posts, "over 100 people: the FG hears of it now"
        assert [mail.to for mail in bot.mails].count(bot.org.offices.fg.email) == 1


async def test_open_answers_are_asked_for_once_after_two_hours(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, _, _ = await filed(bot, n_people="onbekend")
        assert len(sam.posts) == 1
        await bot.advance(hours=1.9)
        assert len(sam.posts) == 1
        await bot.advance(hours=0.2)
        assert len(sam.posts) == 2
        assert "Van hoeveel mensen?" in sam.text
        await sam.press("Vul aan")
        await bot.advance(hours=30)
        assert len(sam.posts) == 2


async def test_who_knew_everything_is_not_asked_for_more(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, _, number = await filed(
            bot, more={"happened_date": "2026-11-23", "n_records": "1", "discoverer": "ikzelf"}
        )
        assert not (await bot.case(number)).report.open_fields
        await bot.advance(hours=5)
        assert len(sam.posts) == 1


async def test_a_case_is_handed_over_to_a_deputy(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Ik pak dit op")
        await office.press("Draag over")
        await office.press("Draag over", {"to": KIM.name})
        await bot.settled()
        taken = (await bot.case(number)).taken_up
        assert taken is not None
        assert taken.by.aad_id == KIM.aad_id
        assert KIM.name in living(office).text
        assert any(KIM.name in post.text for post in under(office))


async def test_the_history_tells_who_did_what(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        await office.press("Ik pak dit op")
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await bot.settled()
        await office.press("Toon verloop", on=living(office))
        assert QUESTION in office.text
        assert NOOR.name in office.text
        assert [event.event for event in await bot.events(number)] == [
            "file",
            "take_up",
            "ask_reporter",
            "answer",
        ]
        await office.press("Toon de zaak")
        assert STORY in office.text


async def test_the_status_card_says_how_it_stands(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        await office.press("Ik pak dit op")
        await bot.settled()
        await sam.say("hoe staat het met mijn melding?")
        assert number in sam.text
        row = next(each for each in sam.titles if number in each)
        await sam.press(row)
        assert "opgepakt" in sam.text
        jill = bot.personal(JILL)
        await jill.say("hoe staat het met mijn melding?")
        assert number not in jill.text


async def test_a_question_waits_on_top_of_the_own_cases(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, number = await with_a_question(bot)
        await sam.say("mijn meldingen")
        await sam.press("Beantwoord de vraag")
        assert QUESTION in sam.text
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        assert (await bot.case(number)).exchanges[0].answer == ANSWER


async def test_after_the_term_the_office_tells_why_it_is_late(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await bot.advance(hours=73)
        await office.press("Waarom te laat", on=living(office))
        await office.press("Leg vast", {"reason": "De melding lag in een andere bak."}, on=living(office))
        await bot.settled()
        assert (await bot.case(number)).late_reason == "De melding lag in een andere bak."
        assert "De melding lag in een andere bak." in living(office).text


async def test_many_own_cases_have_pages(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        for _ in range(7):
            await report(sam)
        await sam.say("mijn meldingen")
        assert "DL-2026-0007" in sam.text
        assert "DL-2026-0001" not in sam.text
        await sam.press("Volgende")
        assert "DL-2026-0001" in sam.text
        await sam.press("Vorige")
        assert "DL-2026-0007" in sam.text


async def test_a_form_in_the_receipt_is_not_redrawn_while_it_is_filled_in(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await filed(bot)
        await sam.press("Vul aan")
        await bot.settled()
        form, message = sam.card, sam.post.id
        await office.press("Ik pak dit op", on=living(office))
        await bot.settled()
        standing = next(post for post in sam.posts if post.id == message)
        assert standing.card == form
