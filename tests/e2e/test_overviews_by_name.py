"""Whatever overview an officer opens by a button opens by its plain name typed too, whoever may see it."""

from pathlib import Path

import pytest

from tests.e2e.fake_teams import FINN, NOOR, SAM, FakePerson
from tests.e2e.filing import report
from tests.e2e.running_bot import JIP, running_bot

OVERVIEWS, FRICTION = "overzichten", "waar knelt het beleid"
"""The cards whose buttons lead to overviews."""

ELSEWHERE = ("Menu",)


@pytest.mark.parametrize(
    ("who", "starts"),
    [(NOOR, (OVERVIEWS, FRICTION)), (FINN, (OVERVIEWS, FRICTION)), (JIP, (OVERVIEWS,))],
    ids=["po", "fg", "jz"],
)
async def test_every_overview_opens_by_the_name_on_its_button(
    tmp_path: Path, who: FakePerson, starts: tuple[str, ...]
) -> None:
    async with running_bot(tmp_path) as bot:
        await report(bot.personal(SAM))
        await bot.settled()
        chat, tried = bot.personal(who), 0
        for start in starts:
            await chat.say(start)
            for title in dict.fromkeys(each for each in chat.titles if each not in ELSEWHERE):
                await chat.say(start)
                await chat.press(title)
                pressed = chat.text
                name = title.partition(". ")[0].lower()  # a row tells how many there are behind its name
                for typed in (f"{name}?", f"Toon {name}"):
                    await chat.say(typed)
                    assert chat.text == pressed, f"{typed!r} opens something else than its button"
                tried += 1
        assert tried >= 8
