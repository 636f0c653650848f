"""Two instances of the bot on one store: both serve, each message goes out once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.azurite import fresh_store
from tests.e2e.fake_teams import NOOR, SAM, person
from tests.e2e.filing import SEND, STORY, number_on, report, to_review
from tests.e2e.running_bot import running_bot
from tests.e2e.test_case import ANSWER, QUESTION, living, under
from tests.e2e.test_reminders import reminders

UNLIKE: list[dict[str, Any]] = [
    {"story": "Een brief lag bij de buren.", "data_kinds": ("contact",)},
    {"story": "Laptop gestolen uit de trein.", "kind": "kwijt", "data_kinds": ("bsn",)},
    {"story": "Iedereen stond zichtbaar in de nieuwsbrief.", "kind": "cc", "data_kinds": ("login",)},
    {"story": "Map met loonstroken in de papierbak.", "kind": "afgedankt", "data_kinds": ("financieel",)},
    {"story": "Onbekende las een postvak.", "kind": "openbaar", "data_kinds": ("anders",)},
    {"story": "Dossier geopend uit nieuwsgierigheid.", "kind": "onbevoegd", "data_kinds": ("id_kopie",)},
]
"""Six incidents that nobody takes for one: what is alike is said under the card."""


@pytest.fixture(params=["sqlite", "azure"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'privacybot.db'}"
    port: int = request.getfixturevalue("azurite_port")
    return fresh_store(port)


async def test_two_instances_never_both_send(store: str) -> None:
    async with running_bot(store, instances=2) as bot:
        second = bot.others[0]
        people = [person(f"Ada{n} Voorbeeld") for n in range(6)]
        numbers = []
        for at, who in enumerate(people):
            bot.teams.bot_url = bot.url if at % 2 else second.url
            numbers.append(await report(bot.personal(who), **UNLIKE[at]))
        assert sorted(numbers) == [f"DL-2026-{n:04d}" for n in range(1, 7)]
        await bot.settled(within=40)
        office = bot.channel("po", NOOR)
        assert sorted(number_on(post.text) for post in office.posts) == sorted(numbers)
        assert len(bot.mails) == 6
        bot.clock.advance(hours=24)
        await bot.settled(within=40)
        asked = [number_on(post.text) for post in reminders(office)]
        assert sorted(asked) == sorted(numbers), "each reminder once"


async def test_a_conversation_moves_from_one_instance_to_the_other(store: str) -> None:
    async with running_bot(store, instances=2) as bot:
        urls = [bot.url, bot.others[0].url]
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await sam.say("datalek")
        steps: list[dict[str, Any]] = [
            {"kind": "kwijt"},
            {"what_happened": STORY},
            {"data_kinds": ["contact"]},
            {"groups": ["client"]},
            {"cause": "vergissing"},
        ]
        for at, fields in enumerate(steps):
            bot.teams.bot_url = urls[at % 2]
            await sam.press("Volgende", fields)
        await sam.press(SEND)
        number = number_on(sam.text)
        await bot.settled()
        bot.teams.bot_url = urls[0]
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        bot.teams.bot_url = urls[1]
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await bot.settled()
        assert ANSWER in living(office).text
        assert len(under(office)) == 2
        assert len(await bot.events(number)) == 3


async def test_a_storm_of_clicks_over_two_instances_files_once(store: str) -> None:
    async with running_bot(store, instances=2) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        pressed = sam.pressing(SEND)
        assert pressed is not None

        async def press(at: int) -> str:
            bot.teams.bot_url = bot.url if at % 2 else bot.others[0].url
            answered = await sam.send(pressed | {"id": f"f:{at}"})
            assert answered.error is None
            return number_on(str(answered.card)) if answered.card else "busy"

        told = await asyncio.gather(*(press(at) for at in range(6)))
        assert set(told) <= {"DL-2026-0001", "busy"}
        assert "DL-2026-0001" in told
        await bot.settled()
        assert await bot.numbers() == ["DL-2026-0001"]
        assert len(bot.channel("po", NOOR).posts) == 1
        assert len(bot.mails) == 1
