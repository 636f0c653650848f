"""The office that tells the people has its task only when a card or a mail reached it: until then that is not said."""

from pathlib import Path

import pytest

from bot.registers import BREACH
from cases.people import Viewer
from cases.register.life import Change, Deed
from tests.bot.outbox.post_room import PostRoom, Sent, post_room
from tests.cases.breach.by_chance import NOOR, NOW, ORG, filed
from tests.cases.breach.handled import REPORTED, assessed
from tests.cases.drawn import words_on

LIES_WITH, WAITS = "Taak ligt bij", "heeft de taak nog niet gekregen"
GOES = "De taak gaat nu naar"


async def decided(room: PostRoom) -> str:
    """A breach of which the people have to be told, decided while Privacy Officer and FG have their channels."""
    await room.link("po", "fg")
    case = await room.room.filed(Change(assessed(filed(REPORTED).case), None))
    given = {"ap": "notify", "people": "inform", "reason": "Dat is zorgvuldig."}
    await room.room.acted(case.number, "deviate", NOOR, **given)
    return str(case.number)


async def told(room: PostRoom, number: str) -> str:
    """What the card of the Privacy Officer says."""
    case = await room.room.desks.of(number).get(number)
    return words_on(BREACH.cards.living(case, room.room.now, ORG, Viewer.in_channel("po")))


def notes(sent: list[Sent]) -> set[str]:
    return {each.where for each in sent if "weet nog niet van de taak" in words_on(each.card)}


@pytest.mark.parametrize("relays", [True, False])
async def test_a_task_lies_with_its_office_once_a_card_or_a_mail_reached_it(
    tmp_path: Path, *, relays: bool
) -> None:
    async with post_room(tmp_path) as room:
        room.mail.relays = relays
        number = await decided(room)
        assert GOES in await told(room, number), "nobody has to call while it is on its way"
        await room.settle()
        assert (LIES_WITH in await told(room, number)) is relays
        assert WAITS not in await told(room, number)
        said = notes(await room.settle(hours=1))
        assert (WAITS in await told(room, number)) is not relays
        assert said == (set() if relays else {"channel-po", "channel-fg"})
        await room.link("jz")
        await room.settle(hours=1)
        assert LIES_WITH in await told(room, number)
        assert WAITS not in await told(room, number)
        history = await room.room.desks.of(number).history(number)
        assert [each.event for each in history].count("task_given") == 1


async def test_a_task_that_is_done_is_not_missed(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        room.mail.relays = False
        number = await decided(room)
        when = {"on_date": f"{room.room.now:%Y-%m-%d}", "at_time": f"{room.room.now:%H:%M}"}
        await room.room.acted(number, "informed", NOOR, **when, how="brief", count_told="20")
        assert notes(await room.settle(hours=1)) == set()


def test_rows_of_before_say_what_they_said() -> None:
    case = assessed(filed(REPORTED).case)
    given = {"ap": "notify", "people": "inform", "reason": "Dat is zorgvuldig."}
    done = BREACH.life.change(case, "deviate", Deed(NOOR, NOW, ORG, given)).case.model_copy(
        update={"task_given": ""}
    )
    assert LIES_WITH in words_on(BREACH.cards.living(done, NOW, ORG, Viewer.in_channel("po")))
