"""Conversations that were under way when the old version was stopped: in every flow, at many steps."""

from collections.abc import Sequence

from tests.e2e.fake_teams import Chat, FakePerson
from tests.e2e.running_bot import RunningBot
from tests.upgrade.old_store import WALKERS
from tests.upgrade.seen_from_outside import press, presses_on, walk_on

FLOWS = (
    "ik denk dat ik een datalek heb",
    "een cliënt wil zijn dossier inzien",
    "mag ik deze gegevens verwerken?",
    "mag ik dit delen?",
    "mag ik dit mailen?",
    "mag ik dit bewaren?",
    "is een dpia nodig?",
)
"""What begins each of the flows that are open to everybody."""

STEPS = (0, 1, 2, 3, 4, 6)
"""After how many answers these conversations were left."""

EARLY, TOUCHED, LATE = WALKERS[:2], WALKERS[2:4], WALKERS[4:]


async def begun_long_before(bot: RunningBot, people: Sequence[FakePerson]) -> None:
    """A report that was begun: the draft runs out unless somebody touches it."""
    for turn, who in enumerate(people):
        chat = bot.personal(who)
        await chat.say(FLOWS[0])
        await walk_on(chat, turn, 1)


async def touched_again(bot: RunningBot, people: Sequence[FakePerson]) -> None:
    """Another answer to a report that was begun before."""
    for turn, who in enumerate(people):
        chat = bot.personal(who)
        await walk_on(chat, turn, 1)


async def under_way(bot: RunningBot) -> list[FakePerson]:
    """A conversation in each flow after so many answers, and those that wait in another way; gives their people."""
    people = iter(LATE)
    used = list[FakePerson]()

    def next_chat() -> Chat:
        used.append(next(people))
        return bot.personal(used[-1])

    for turn, line in enumerate(FLOWS):
        for count in STEPS:
            chat = next_chat()
            await chat.say(line)
            await walk_on(chat, turn + count if count > 2 else 0, count)
    await _in_other_ways(
        next_chat(), next_chat(), next_chat(), next_chat(), next_chat(), next_chat(), next_chat()
    )
    return used


async def _in_other_ways(
    stopped: Chat, parked: Chat, offered: Chat, asked: Chat, asking: Chat, judged: Chat, tidy: Chat
) -> None:
    await stopped.say(FLOWS[0])
    await walk_on(stopped, 0, 2)
    await _press(stopped, "stop")
    await parked.say(FLOWS[2])
    await walk_on(parked, 0, 2)
    await parked.say("help ik heb een datalek veroorzaakt")
    await parked.press("Ja, doe dat")
    await walk_on(parked, 0, 1)
    await offered.say(FLOWS[2])
    await walk_on(offered, 0, 1)
    await offered.say("hoe staat het met mijn melding")
    await asked.say("mijn collega zegt dat de kast op slot moet, klopt dat eigenlijk")
    await asking.say(FLOWS[4])
    for answer in ("Ja", "Ik twijfel", "Vraag de Privacy Officer"):
        await asking.press(answer)
    await judged.say(FLOWS[4])
    for answer in ("Ja", "Ik twijfel"):
        await judged.press(answer)
    await tidy.say(FLOWS[5])
    for answer in ("Ja", "Ja", "Ja, die loopt nog", "Herinner elk kwartaal"):
        await tidy.press(answer)


async def _press(chat: Chat, verb: str) -> None:
    found = next(each for each in presses_on(chat.card) if each["verb"] == verb)
    await press(chat, found, chat.post.id)
