"""Filling in a paper in Teams: each gap is a field, what was typed stands in every paper of the case, and in no log."""

from pathlib import Path

import pytest

from tests.e2e.fake_teams import JILL
from tests.e2e.running_bot import BSN, running_bot
from tests.e2e.test_case import filed, filed_breach, opens_papers
from tests.e2e.test_strangers import forge

PROVISIONAL = "Voorlopige melding aan de AP, Autoriteit Persoonsgegevens (AP)"
FULL = "Volledige melding aan de AP, Autoriteit Persoonsgegevens (AP)"
SAID = "Een brief lag bij het verkeerde adres."


async def test_a_gap_is_filled_in_once_for_every_paper(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await opens_papers(bot, office)
        await office.press(PROVISIONAL)
        gaps = office.text.count("Vul in: ")
        assert gaps
        await office.press("Vul in")
        assert "Wat kun je al invullen?" in office.text
        fields = [each for each in office.card["body"] if each["type"] == "Input.Text"]
        asked = {each["id"]: each["label"] for each in fields}
        assert 1 <= len(asked) <= 5
        first = next(iter(asked))
        await office.press("Bewaar", {first: f"{SAID} BSN {BSN}"})
        await bot.settled()
        assert office.text.count("Vul in: ") == gaps - 1, "one sees the paper again, with a gap less"
        assert SAID in office.text
        case = await bot.case(number)
        assert SAID in case.filled[first.removeprefix("gap_")]
        assert BSN not in await bot.everything()
        assert [each.event for each in await bot.events(number)][-1] == "fill_paper"
        await office.press("Andere concepten")
        await office.press(FULL)
        assert SAID in office.text
        emptied = {"case": number, "paper": "ap_provisional", "from": "0", first: ""}
        await forge(office, "fill_paper", emptied)
        assert (await bot.case(number)).filled == {}


async def test_nobody_fills_in_what_is_not_theirs_or_not_there(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        before, sent = (await bot.case(number)).model_dump_json(), len(bot.teams.calls)
        for chat, data in (
            (sam, {"paper": "ap"}),
            (bot.personal(JILL), {"paper": "ap"}),
            (office, {"paper": "no_such"}),
            (office, {}),
        ):
            for verb in ("fill_paper_form", "fill_paper"):
                await forge(chat, verb, {"case": number, "gap_summary": SAID, **data})
        assert (await bot.case(number)).model_dump_json() == before
        await bot.settled()
        told = [call.path for call in bot.teams.calls[sent:] if SAID in str(call.body)]
        assert not [path for path in told if "thread.tacv2" in path], "it goes back to who typed it alone"


@pytest.mark.parametrize("words", ["x" * 401, "x" * 9000])
async def test_what_is_too_long_is_refused_kindly(tmp_path: Path, words: str) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Ik pak dit op")
        await bot.settled()
        await forge(office, "fill_paper", {"case": number, "paper": "ap", "gap_summary": words})
        assert not (await bot.case(number)).filled


async def test_in_a_channel_nothing_of_a_confidential_case_is_asked(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await filed(bot, confidential=True)
        answered = await forge(office, "fill_paper_form", {"case": number, "paper": "ap_provisional"})
        assert "gap_" not in str(answered.body)
