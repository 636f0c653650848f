"""What somebody filed: the list of it, and the question of an officer that a typed line may answer."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.teams.events import ShowCard
from bot.turns.own_cases import MOST_OWN
from cases.breach.case import BreachCase
from cases.breach.life import file_report
from cases.ports import Replace
from cases.register.case import case_key
from cases.register.filing import Filing
from cases.register.life import Change
from tests.bot.turns.room import bot_room, buttons, inputs
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import ALEX, NOOR, NOW, ORG, PLAIN, SAM
from tests.cases.consult import by_chance as consults
from tests.cases.rights import by_chance as requests
from tests.e2e.running_bot import BSN

BREACH, REQUEST, CONSULT = "DL-2026-0001", "RV-2026-0001", "AD-2026-0001"


async def test_the_list_has_what_somebody_filed_in_any_register_and_nothing_else(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await sam.press("own_cases")
        assert not [each for each in (BREACH, REQUEST, CONSULT) if each in sam.text]
        made: list[Change[Any]] = [
            breaches.filed(PLAIN),
            requests.filed(requests.PLAIN),
            consults.filed(consults.ASKED_PO),
        ]
        for change in made:
            await room.filed(change)
        await sam.press("own_cases", {"page": "nonsense"})
        assert [each for each in (BREACH, REQUEST, CONSULT) if each in sam.text] == [BREACH, REQUEST, CONSULT]
        listed = sam.card
        await sam.say("mijn zaken")
        assert sam.card == listed
        for who in (ALEX, NOOR):
            await room.chat(who).press("own_cases")
            other = room.chat(who)
            await other.say("mijn zaken")
            assert BREACH not in other.text


def reported(at: datetime, number: str) -> Change[BreachCase]:
    """A breach that Sam reported at that moment."""
    return file_report(PLAIN, Filing(number, "d", SAM, at, ORG))


async def test_of_each_register_the_newest_are_looked_at(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        desk = room.desks.named("breach")
        for number in range(1, MOST_OWN + 3):
            at = NOW + timedelta(minutes=number)
            await desk.file(partial(reported, at), draft_id=f"d{number}", reporter=SAM, now=at)
        sam = room.chat(SAM)
        await sam.press("own_cases", {"page": "1"})
        assert "DL-2026-0052" in sam.text
        await sam.press("own_cases", {"page": "99999"})
        assert "DL-2026-0003" in sam.text
        assert "DL-2026-0002" not in sam.text


async def test_a_line_that_means_nothing_else_is_offered_as_the_answer_to_the_oldest_question(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        sam = room.chat(SAM)
        line = f"Voor zover ik weet kende zij de buurman niet, {BSN}"
        await sam.say(line)
        assert "answer" not in [verb for verb, _ in buttons(sam.card).values()], "nobody asked anything"
        for question in ("Kende zij de buurman?", "En verder?"):
            await room.acted(BREACH, "ask_reporter", NOOR, question=question)
        await sam.say(line)
        assert isinstance(sam.answer, ShowCard)
        assert "Kende zij de buurman?" in sam.text
        (box,) = [each for each in inputs(sam.card) if each["id"] == "answer"]
        assert "kende zij de buurman niet" in box["value"]
        assert BSN not in str(sam.card)
        send = next(data for verb, data in buttons(sam.card).values() if verb == "answer")
        case = await room.desks.of(BREACH).get(BREACH)
        assert send["exchange"] == case.pending[0].id
        await room.chat(ALEX).say(line)
        other = room.chat(ALEX)
        await other.say(line)
        assert "Kende zij de buurman?" not in other.text
        await sam.press("own_cases")
        answers = [data["exchange"] for verb, data in buttons(sam.card).values() if verb == "answer_form"]
        assert answers == [case.pending[0].id]


async def test_a_question_of_a_case_that_is_over_is_not_answered_any_more(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await room.acted(BREACH, "ask_reporter", NOOR, question="Kende zij de buurman?")
        await room.acted(BREACH, "ask_withdrawal", SAM, reason="Vergissing.")
        await room.acted(BREACH, "accept_withdrawal", NOOR, reason="Klopt.")
        sam = room.chat(SAM)
        await sam.say("Zij kende de buurman helemaal niet, zei ze.")
        assert "Kende zij de buurman?" not in sam.text
        await sam.press("own_cases")
        assert BREACH in sam.text
        assert "answer_form" not in [verb for verb, _ in buttons(sam.card).values()]


async def test_a_case_that_cannot_be_read_stands_in_the_list_by_its_number(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        for change in (breaches.filed(PLAIN), requests.filed(requests.PLAIN)):
            await room.filed(change)
        where, key = room.org.partition("breach"), case_key(BREACH)
        row = await room.store.get("cases", where, key)
        assert row is not None
        await room.store.commit("cases", where, [Replace(key, row.value[:40], row.etag)])
        sam, alex = room.chat(SAM), room.chat(ALEX)
        for who in (sam, alex):
            await who.press("own_cases")
        assert f"kan ik niet lezen: {BREACH}" in sam.text
        assert REQUEST in sam.text
        assert BREACH not in alex.text
