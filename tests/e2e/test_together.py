"""Cases that belong together over HTTP: a report that came twice, a processing that a breach belongs to, an advice that
was asked and followed, a question that becomes a request."""

import json
from pathlib import Path

from state_machines.breach_life import DOUBLE
from state_machines.consult_life import BECAME_REQUEST
from tests.e2e.fake_teams import FINN, NOOR, SAM, Chat, Post
from tests.e2e.fake_world import FakePerson
from tests.e2e.filing import report
from tests.e2e.running_bot import JIP, LOU, RunningBot, running_bot
from tests.e2e.test_breach_to_its_end import assessed
from tests.e2e.test_case import filed
from tests.e2e.test_consult import ask_plainly
from tests.e2e.test_records import WHAT, on_the_command_line
from tests.e2e.test_strangers import forge

STORY = "De uitdraai met de wachtlijst voor schuldhulp lag op de printer bij de ingang van het gemeentehuis."
MEASURE = "Een tweede paar ogen bij het printen."
QUESTION, ADVICE = "Is dit meldplichtig volgens jou?", "Nee, alleen registreren."


def card_of(chat: Chat, number: str) -> Post:
    """The living card of this case in a channel."""
    return next(post for post in chat.posts if post.thread is None and number in post.text)


async def twice(bot: RunningBot) -> tuple[Chat, Chat, str, str]:
    """The same incident, reported by two: both chats, and both numbers."""
    sam, _, first = await filed(bot, story=STORY)
    lou = bot.personal(LOU)
    second = await report(lou, story=f"{STORY} Ik nam hem mee.")
    await bot.settled()
    return sam, lou, first, second


async def test_a_second_report_is_noticed_joined_and_counted_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, lou, first, second = await twice(bot)
        office = bot.channel("po", NOOR)
        assert (await bot.case(second)).alike == (first,)
        assert (await bot.case(first)).alike == ()
        card = card_of(office, f"{second} ·")
        assert first in card.text
        await office.press("Voeg samen", on=card)
        await office.press("Voeg samen", {"double_of": "DL-2026-0999"}, on=card)
        assert "bestaat niet" in office.text_of(office.card_in(card))
        await office.press("Voeg samen", {"double_of": first}, on=card)
        await bot.settled()
        closed, goes_on = await bot.case(second), await bot.case(first)
        assert (closed.status, closed.double_of, goes_on.doubles) == (DOUBLE, first, (second,))
        assert "Dit was al gemeld" in lou.text
        assert "Een collega meldde dit ook" in sam.text
        assert second in card_of(office, f"{first} ·").text
        await office.press("Heropen", on=card)
        await bot.settled()
        assert (await bot.case(first)).doubles == ()
        assert "weer los van elkaar" in sam.text
        assert "weer open" in lou.text
        other = card_of(office, f"{first} ·")
        assert "Ook binnengekomen" not in other.text
        await office.press("Toon verloop", on=other)
        lines = office.text_of(office.card_in(other))
        assert "noteert dat de Privacy Officer samengevoegde nummers weer uit elkaar haalt" in lines
        assert await on_the_command_line(bot, "verify", "breach") == 0


async def test_kept_apart_the_hint_goes(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        *_, first, second = await twice(bot)
        office = bot.channel("po", NOOR)
        card = card_of(office, f"{second} ·")
        await office.press("Houd apart", on=card)
        await bot.settled()
        assert (await bot.case(second)).alike == ()
        assert first not in card.text
        assert (await bot.case(first)).is_open


async def test_a_confidential_case_is_not_named_on_another(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        hidden = await report(sam, confidential=True, story=STORY)
        await bot.settled()
        second = await report(bot.personal(LOU), story=STORY)
        await bot.settled()
        assert (await bot.case(second)).alike == ()
        assert (await bot.case(hidden)).alike == (second,)
        office = bot.channel("po", NOOR)
        assert hidden not in card_of(office, f"{second} ·").text
        assert second not in card_of(office, f"{hidden} ·").text


async def test_a_breach_belongs_to_a_processing_both_ways(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await filed(bot)
        finn = bot.personal(FINN)
        await finn.say("nieuwe verwerking")
        await finn.press("Zet in het register", WHAT)
        await bot.settled()
        card = card_of(office, number)
        await office.press("Ik pak dit op", on=card)
        await office.press("Meer bij deze zaak", on=card)
        await step(office, card, "belongs_to", "Hoort bij verwerking")
        await office.press("Leg vast", {"entries": "VR-2026-0009"}, on=card)
        assert "bestaat niet" in office.text_of(office.card_in(card))
        await office.press("Leg vast", {"entries": "vr-2026-0001"}, on=card)
        await bot.settled()
        assert (await bot.case(number)).belongs == ("VR-2026-0001",)
        assert (await bot.kept("VR-2026-0001")).linked == (number,)
        assert "Hoort bij: VR-2026-0001." in card.text
        assert f"Hoort bij: {number}." in card_of(bot.channel("fg", FINN), "VR-2026-0001").text
        for register, other in (("breach", "VR-2026-0001"), ("processing", number)):
            file = tmp_path / f"{register}.json"
            assert await on_the_command_line(bot, "export", register, "--format", "json", "--out", file) == 0
            assert json.loads(file.read_text("utf-8"))["together"] == other
            assert await on_the_command_line(bot, "verify", register) == 0


async def asked_advice(
    bot: RunningBot, of: str, who: FakePerson
) -> tuple[str, tuple[Chat, Post], tuple[Chat, Post]]:
    """A breach about which the privacy officer asked this office: the number, and the channel and the card of both."""
    _, office, number = await filed(bot)
    card = card_of(office, number)
    await office.press("Ik pak dit op", on=card)
    await office.press("Meer bij deze zaak", on=card)
    await step(office, card, "ask_opinion", "Vraag advies")
    await office.press("Stuur de vraag", {"office": of, "question": QUESTION}, on=card)
    await bot.settled()
    theirs = bot.channel(of, who)
    task = card_of(theirs, number)
    assert QUESTION in task.text
    return number, (office, card), (theirs, task)


async def test_an_advice_is_asked_given_and_followed(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number, (office, card), (fg, theirs) = await asked_advice(bot, "fg", FINN)
        assert any(mail.to == bot.org.offices.fg.email and "advies" in mail.subject for mail in bot.mails)
        await bot.advance(hours=25)
        assert any("advies" in post.text for post in fg.posts if post.thread == theirs.id)
        await fg.press("Geef advies", on=theirs)
        await fg.press("Stuur het advies", {"advice": ADVICE}, on=theirs)
        await bot.settled()
        assert ADVICE in card.text
        await office.press("Volg je het advies?", on=card)
        await office.press("Leg vast", {"office": "fg", "followed": "ja"}, on=card)
        await bot.settled()
        opinion = (await bot.case(number)).opinions["fg"]
        assert (opinion.followed, opinion.advised_by and opinion.advised_by.name) == ("ja", FINN.name)
        did = [each.event for each in await bot.events(number) if each.event != "remind"]
        assert did[-3:] == ["ask_opinion", "fg_advises", "weigh_opinion"]


async def test_legal_affairs_are_asked_too(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, (_, card), (jz, task) = await asked_advice(bot, "jz", JIP)
        assert SAM.name not in task.text
        await jz.press("Geef advies", on=task)
        await jz.press("Stuur het advies", {"advice": ADVICE}, on=task)
        await bot.settled()
        assert ADVICE in card.text
        assert "advies gegeven" in task.text


async def test_a_question_becomes_a_request(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        number = await ask_plainly(bot, sam)
        office = bot.channel("po", NOOR)
        card = card_of(office, number)
        await office.press("Ga verder", {"step": "make_request"}, on=card)
        await office.press("Maak er een verzoek van", on=card)
        await bot.settled()
        question, request = await bot.kept(number), await bot.kept("RV-2026-0001")
        assert (question.status, question.request) == (BECAME_REQUEST, "RV-2026-0001")
        assert (request.from_consult, request.reporter.aad_id) == (number, SAM.aad_id)
        assert request.request.wish == question.question
        assert "RV-2026-0001" in card.text
        jz = card_of(bot.channel("jz", JIP), "RV-2026-0001")
        assert number in jz.text
        assert any("RV-2026-0001" in post.text for post in sam.posts)
        for register, told in (("consult", "RV-2026-0001"), ("rights", number)):
            file = tmp_path / f"{register}.json"
            assert await on_the_command_line(bot, "export", register, "--format", "json", "--out", file) == 0
            row = json.loads(file.read_text("utf-8"))
            assert told in (row.get("request"), row.get("from_consult"))


async def test_a_measure_is_planned_reminded_of_done_and_told_in_the_quarter(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await assessed(bot)
        card = card_of(office, number)
        await office.press("Meer bij deze zaak", on=card)
        await step(office, card, "plan_measure", "Plan een maatregel")
        planned = {"measure": MEASURE, "owner": "Teamleider post", "until": "2026-12-01"}
        await office.press("Plan de maatregel", planned, on=card)
        await bot.settled()
        assert (await bot.case(number)).open_measures == ("1",)
        await bot.advance(days=8)
        assert any(MEASURE in post.text for post in office.posts if post.thread == card.id)
        await office.press("Meer bij deze zaak", on=card)
        await step(office, card, "measure_done", "Maatregel gedaan")
        await office.press(
            "Leg vast", {"number": "1", "outcome": "gedaan", "how_done": "Staat in de werkwijze."}, on=card
        )
        await bot.settled()
        assert (await bot.case(number)).open_measures == ()
        told = [post for post in bot.channel("fg", FINN).posts if "Maatregelen" in post.text]
        assert not told
        await bot.advance(days=35)
        await bot.settled()
        for chat in (bot.channel("fg", FINN), office):
            (overview,) = [post for post in chat.posts if "kwartaal van 2026" in post.text]
            assert "Gedaan: 1. Nog open: 0." in overview.text
            assert MEASURE in overview.text


async def step(office: Chat, card: Post, event: str, title: str) -> None:
    """From the card of what else can be done to the form of this event."""
    if title in office.titles:
        await office.press(title, on=card)
    else:
        await office.press("Ga verder", {"step": event}, on=card)


async def test_nothing_is_joined_to_a_case_that_has_ended(tmp_path: Path) -> None:
    """Else what is left to do for the second report would be nobody's any more."""
    async with running_bot(tmp_path) as bot:
        sam, _, first, second = await twice(bot)
        office = bot.channel("po", NOOR)
        await forge(sam, "ask_withdrawal", {"case": first, "reason": "Vergissing, denk ik."})
        await forge(office, "accept_withdrawal", {"case": first, "reason": "Akkoord."})
        assert not (await bot.case(first)).is_open
        card = card_of(office, f"{second} ·")
        await forge(office, "join", {"case": second, "double_of": first})
        await bot.settled()
        assert (await bot.case(second)).is_open
        await office.press("Voeg samen", on=card)
        await office.press("Voeg samen", {"double_of": first}, on=card)
        assert "Heropen die eerst" in office.text_of(office.card_in(card))


async def test_a_moment_that_is_put_right_is_compared_again(tmp_path: Path) -> None:
    day = {"happened_date": "2026-11-23"}
    async with running_bot(tmp_path) as bot:
        sam, lou, office = bot.personal(SAM), bot.personal(LOU), bot.channel("po", NOOR)
        first = await report(sam, story="De balie gaf post mee.", more={**day, "happened_time": "07:00"})
        second = await report(lou, story="Een envelop is weg.", more={**day, "happened_time": "10:00"})
        await bot.settled()
        assert (await bot.case(second)).alike == ()
        card = card_of(office, f"{second} ·")
        await office.press("Ik pak dit op", on=card)
        for clock, same in (("07:20", True), ("10:00", False)):
            await office.press("Meer bij deze zaak", on=card)
            await office.press("Verbeter begin en einde", on=card)
            given = {**day, "happened_time": clock, "reason": "Zij keek op de bon."}
            await office.press("Verbeter begin en einde", given, on=card)
            await bot.settled()
            assert (await bot.case(second)).alike == ((first,) if same else ())
            assert (first in card_of(office, f"{second} ·").text) is same
