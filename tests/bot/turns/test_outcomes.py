"""Before who reported a case hears how it ended, the officer reads those words; and who reported it can disagree."""

from pathlib import Path
from typing import Any

import pytest

from cards.view import Card
from cases.register.life import Change
from cases.register.messages import Ref
from tests.bot.turns.room import Room, bot_room, buttons
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import JIP, NOOR, SAM
from tests.cases.breach.test_closing import handled
from tests.cases.register.walking import sound_presses
from tests.cases.rights import by_chance as requests
from tests.cases.rights.by_chance import PLAIN
from tests.e2e.fake_teams import text_of

WHY = "Het ging om drie brieven, niet om één."


def told_of(room: Room, number: str, case: Any, news: str) -> tuple[str, ...]:
    return room.desks.of(number).register.cards.reads(case, news, room.org)


def told_card(room: Room, case: Any, news: str) -> Card:
    """What who reported it gets of this news."""
    reporter = room.desks.of(case.number).register.news.reporter
    card = reporter.tell(case, Ref(news, mark="9"), room.now, room.org) if reporter is not None else None
    assert card is not None
    return card


@pytest.mark.parametrize("register", ["breach", "rights"])
async def test_the_officer_reads_what_is_told_before_the_case_is_closed(
    tmp_path: Path, register: str
) -> None:
    async with bot_room(tmp_path) as room:
        press = sound_presses(register)["close"][0]
        case = await room.filed(Change(press.case.model_copy(update={"version": 1}), None))
        office = room.chat(press.who)
        await office.press("show", {"case": case.number})
        assert {"close_form", "step"} & {verb for verb, _ in buttons(office.card).values()}
        await office.press("close_form", {"case": case.number})
        kept = await room.desks.of(case.number).get(case.number)
        assert kept.is_open, "nothing is told yet"
        for words in told_of(room, case.number, kept, "closed"):
            assert words in office.text
        await office.press("close", {"case": case.number})
        closed = await room.desks.of(case.number).get(case.number)
        assert not closed.is_open
        card = told_card(room, closed, "closed")
        for words in told_of(room, case.number, kept, "closed"):
            assert words in text_of(card), "those very words"


@pytest.mark.parametrize("answer", ["reopen", "keep_closed"])
async def test_who_reported_it_disagrees_and_hears_what_comes_of_it(tmp_path: Path, answer: str) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(Change(handled().model_copy(update={"version": 1}), None))
        await room.acted(case.number, "close", NOOR)
        sam, office = room.chat(SAM), room.chat(NOOR)
        await sam.press("receipt", {"case": case.number})
        assert "dispute_form" in [verb for verb, _ in buttons(sam.card).values()]
        await sam.press("dispute", {"case": case.number, "reason": WHY})
        kept = await room.desks.of(case.number).get(case.number)
        assert kept.dispute_waits
        assert not kept.is_open
        await office.press("show", {"case": case.number})
        assert "dit klopt niet" in office.text
        assert {"reopen", "keep_closed_form"} <= {verb for verb, _ in buttons(office.card).values()}
        await sam.press("dispute", {"case": case.number, "reason": WHY})
        assert (await room.desks.of(case.number).get(case.number)).seq == kept.seq, "once"
        await office.press(answer, {"case": case.number, "reason": "Er waren echt drie brieven."})
        after = await room.desks.of(case.number).get(case.number)
        assert not after.dispute_waits
        assert after.is_open is (answer == "reopen")
        news = "reopened" if after.is_open else "kept_closed"
        card = told_card(room, after, news)
        if not after.is_open:
            assert "Er waren echt drie brieven." in text_of(card)


async def test_who_closed_it_cannot_disagree_in_the_place_of_who_reported_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(requests.filed(PLAIN))
        jip = room.chat(JIP)
        await jip.press("dispute", {"case": case.number, "reason": WHY})
        kept = await room.desks.of(case.number).get(case.number)
        assert kept.disputed is None
        assert room.now == breaches.NOW
