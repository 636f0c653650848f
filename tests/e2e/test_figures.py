"""The figures of a running bot: for who shows the token, with what happened in them and nothing of anybody."""

from pathlib import Path

import aiohttp

from tests.e2e.fake_teams import NOOR, SAM
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import RunningBot, running_bot

TOKEN = "0123456789abcdef0123456789abcdef"


async def figures(bot: RunningBot, token: str = TOKEN) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{bot.url}/metrics", headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_who_shows_the_token_reads_what_happened(tmp_path: Path) -> None:
    async with running_bot(tmp_path, metrics_token=TOKEN) as bot:
        number = await report(bot.personal(SAM))
        await bot.personal(NOOR).say("asdf qwer zxcv")
        await bot.settled()
        status, told = await figures(bot)
        assert status == 200
        assert 'privacybot_turn_seconds_count{outcome="ok"}' in told
        assert 'privacybot_lines_total{heard="at_once"} 1.0' in told
        sent = next(line for line in told.splitlines() if 'messages_total{became="done"}' in line)
        assert float(sent.split()[-1]) >= 2
        assert "privacybot_outbox_alive 1.0" in told
        for secret in (number, SAM.name, NOOR.name, STORY, "DL-"):
            assert secret not in told
        for wrong in ("", TOKEN[:-1], f"{TOKEN}0", "é"):
            status, told = await figures(bot, wrong)
            assert status == 401
            assert "privacybot" not in told


async def test_without_a_token_there_are_no_figures_to_read(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        assert (await figures(bot))[0] == 404
        assert (await figures(bot, ""))[0] == 404
