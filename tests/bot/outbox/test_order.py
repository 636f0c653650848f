"""What passes a message that takes long, and what waits for it: here, and in another instance that sends it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.lanes import PATIENCE_SECONDS
from bot.outbox.order import held_by, waits_for
from cases.register.messages import LEASE, REPORTER, Due, DueKind, Ref, To, channel, mailbox, person, within
from tests.bot.outbox.post_room import post_room
from tests.cases.breach.by_chance import NOW, PLAIN, filed

PLACES = (channel("po"), channel("fg"), REPORTER, person("somebody"), mailbox("po"), within("processing"))


def due(to: To, kind: DueKind = "tell", ref: str = "") -> Due:
    return Due(kind=kind, number="DL-2026-0001", to=to, ref=Ref(ref), created_at=NOW)


@pytest.mark.parametrize("earlier", PLACES)
@pytest.mark.parametrize("to", PLACES)
def test_only_what_stays_within_and_what_goes_to_the_same_place_is_waited_for(to: To, earlier: To) -> None:
    assert waits_for(due(to), [due(earlier)]) == (to == earlier or earlier.way == "within")
    assert not waits_for(due(to), [])


@pytest.mark.parametrize("earlier", PLACES)
def test_what_takes_messages_away_knows_all_that_stand_in_channels(earlier: To) -> None:
    waits = waits_for(due(channel("po"), "take_away"), [due(earlier)])
    assert waits == (earlier.way in ("channel", "within"))


def test_what_is_slow_here_is_known_before_its_lease_tells_it() -> None:
    slow, answer = due(channel("po"), "card", "7"), due(REPORTER)
    leased = slow.model_copy(update={"lease_until": NOW + LEASE, "attempts": 1})
    assert held_by(answer, leased, [], NOW)
    assert not held_by(answer, leased, [slow], NOW)
    assert held_by(answer, leased, [due(channel("po"), "card", "8")], NOW)
    assert held_by(due(channel("po")), leased, [slow], NOW)


@pytest.mark.parametrize(
    ("ago", "goes"), [(0.0, False), (PATIENCE_SECONDS / 2, False), (PATIENCE_SECONDS * 2, True)]
)
async def test_what_another_instance_sends_holds_up_its_place_alone_after_a_while(
    tmp_path: Path, ago: float, goes: bool
) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po", "fg")
        case = await room.room.filed(filed(PLAIN))
        leased = NOW - timedelta(seconds=ago) + LEASE
        for row, card in await room.named("card"):
            await room.waits_otherwise(row, card.model_copy(update={"lease_until": leased}))
        to_reporter = due(REPORTER, ref="nothing").model_copy(update={"number": case.number})
        note = due(channel("po"), "thread", "nothing").model_copy(update={"number": case.number})
        for each in (to_reporter, note):
            await room.wait(NOW - timedelta(seconds=1), each)
        sent = await room.settle()
        assert not any(each.where == "channel-po" for each in sent)
        assert bool(await room.named("tell")) != goes
        assert await room.named("thread"), "it goes to the same channel"
