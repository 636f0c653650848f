"""Who handles a request of somebody asks the bot about it: that is answered, and begins no second request."""

from pathlib import Path

import pytest

from tests.e2e.fake_teams import SAM
from tests.e2e.running_bot import running_bot, talking

ASKED = [
    ("mag ik een scan van het paspoort vragen aan wie zijn dossier opvraagt?", "afgeschermde kopie"),
    ("we komen handen tekort, mogen we een inzageverzoek later beantwoorden?", "geen geldige reden"),
    ("mag ik geld rekenen voor kopietjes van het dossier?", "In de regel niets"),
    ("mag ik de gegevens van anderen weglaten uit het dossier dat de cliënt opvraagt?", "onleesbaar"),
]


@pytest.mark.parametrize(("line", "answer"), ASKED)
async def test_it_is_answered_in_the_chat(tmp_path: Path, line: str, answer: str) -> None:
    async with talking(tmp_path, SAM, line) as sam:
        assert answer in sam.text
        assert "Wat vraagt de persoon?" not in sam.text


@pytest.mark.parametrize(("line", "answer"), ASKED)
async def test_it_is_answered_in_the_middle_of_passing_a_request_on(
    tmp_path: Path, line: str, answer: str
) -> None:
    async with talking(tmp_path, SAM, "een cliënt wil zijn dossier inzien") as sam:
        assert "Verzoek doorgeven" in sam.text
        await sam.say(line)
        assert answer in sam.text
        await sam.press("Ga verder")
        assert "Wat vraagt de persoon?" in sam.text


async def test_a_colleague_with_a_new_address_hears_of_afas_before_anything_is_passed_on(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("ik ben verhuisd, hoe verander ik mijn eigen adres als medewerker?")
        assert "AFAS" in sam.text
        assert await bot.numbers() == []
