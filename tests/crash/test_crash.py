"""The bot as a real process, killed at random moments while people file: nothing is lost and nothing is there twice."""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from cases.ports import Row
from cases.register.history import Event, first_broken
from cases.register.messages import Due, due_at
from storage.open_store import open_rows
from tests.azurite import free_port
from tests.e2e.fake_teams import NOOR, TENANT, Answered, FakeTeams, channel_id, fake_teams, person
from tests.e2e.filing import SEND, number_on
from tests.e2e.mail_relay import HOST, MailRelay, mail_relay
from tests.e2e.running_bot import Mailbox, RunningBot, check_cards, organisation_of

ROOT = Path(__file__).parents[2]
FILINGS, PEOPLE, SEED = 200, 8, 20261123
SHORTEST, LONGEST = 0.3, 5.0
"""Seconds that a life of the bot may last once it listens."""


class Process:
    """The bot as `python app.py --local`, on one port and one store, through all its lives."""

    def __init__(self, folder: Path, teams: FakeTeams, relay: MailRelay) -> None:
        self.port = free_port()
        self.log = folder / "bot.log"
        self.lives = 0
        self._process: asyncio.subprocess.Process | None = None
        organisation = folder / "organisation.toml"
        organisation.write_text(_organisation_file(teams), encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PRIVACYBOT_")}
        self._environment = inherited | {
            "PRIVACYBOT_PORT": str(self.port),
            "PRIVACYBOT_STORE": f"sqlite:{folder / 'privacybot.db'}",
            "PRIVACYBOT_ORGANISATION": str(organisation),
            "PRIVACYBOT_SMTP": f"smtp://{HOST}:{relay.port}?starttls=1",
            "SSL_CERT_FILE": str(relay.certificate),
        }

    async def start(self) -> None:
        """A new life; returns when it listens."""
        self.lives += 1
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(ROOT / "app.py"),
                "--local",
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(30), aiohttp.ClientSession() as session:
            while True:
                assert self._process.returncode is None, self.log.read_text()[-2000:]
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/health/live") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()


class Reporter:
    """Somebody who reports one thing after another, and presses again when nothing comes back."""

    def __init__(self, teams: FakeTeams, name: str, chance: random.Random) -> None:
        self.name = name
        self.chat = teams.personal(person(f"{name} Voorbeeld"))
        self.filed: dict[str, str] = {}
        self.retries = 0
        self._chance = chance

    async def file(self, count: int) -> None:
        """Report so many things; `filed` has the number that the receipt of each story showed."""
        for turn in range(count):
            story = f"Verhaal {turn} van {self.name}: een brief lag bij de buren."
            await self._file(story)

    async def _file(self, story: str) -> None:
        known = set(self.filed.values())
        await self._try(None, {})
        for _ in range(60):
            await asyncio.sleep(self._chance.random() * 0.1)
            card = self.chat.card
            shown = json.dumps(card)
            if '"file"' in shown:
                if await self._try(SEND, {}) and (number := self._receipt()) and number not in known:
                    self.filed[story] = number
                    return
            elif '"id": "kind"' in shown:
                await self._try("Volgende", {"kind": "verkeerde_ontvanger"})
            elif '"id": "what_happened"' in shown:
                await self._try("Volgende", {"what_happened": story})
            elif '"id": "data_kinds"' in shown:
                await self._try("Volgende", {"data_kinds": ["contact"]})
            elif '"id": "groups"' in shown:
                await self._try("Volgende", {"groups": ["client"]})
            elif '"id": "cause"' in shown:
                await self._try("Volgende", {"cause": "vergissing"})
            elif '"resume"' in shown:
                await self._try("Ga verder", {})
            else:
                await self._try(None, {})
        raise AssertionError(f"{self.name} never got to an end; now sees:\n{self.chat.text}")

    def _receipt(self) -> str:
        told = self.chat.text
        return number_on(told) if "DL-" in told and '"file"' not in json.dumps(self.chat.card) else ""

    async def _try(self, title: str | None, fields: Mapping[str, Any]) -> bool:
        """Press (or, without a title, type "datalek"), again and again until an answer comes; False for a failure."""
        while True:
            if title is None:
                activity = self.chat.activity("message") | {"text": "datalek"}
            else:
                pressed = self.chat.pressing(title, fields)
                assert pressed is not None
                activity = pressed
            try:
                async with asyncio.timeout(25):
                    answered: Answered = await self.chat.send(activity)
            except (aiohttp.ClientError, TimeoutError, ConnectionError):
                self.retries += 1
                await asyncio.sleep(0.1)
                continue
            assert answered.status in (200, 503), f"{answered.status} {answered.body}"
            await self.chat.take_in(activity, answered)
            return answered.status == 200 and answered.error is None


@pytest.mark.crash
async def test_two_hundred_filings_survive_a_bot_that_is_killed_again_and_again(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with fake_teams() as teams, mail_relay(tmp_path) as relay:
        bot = Process(tmp_path, teams, relay)
        teams.bot_url = f"http://127.0.0.1:{bot.port}"
        reporters = [
            Reporter(teams, f"Ada{number}", random.Random(chance.random())) for number in range(PEOPLE)
        ]
        await bot.start()
        try:
            filing = asyncio.gather(*(each.file(FILINGS // PEOPLE) for each in reporters))
            while not filing.done():
                await asyncio.wait([filing], timeout=chance.uniform(SHORTEST, LONGEST))
                await bot.kill()
                if not filing.done():
                    await bot.start()
            await filing
        finally:
            await bot.kill()
        assert bot.lives > 5, "too few kills to mean anything"
        later = await _until_sent(teams, tmp_path)
        await _check(teams, relay, later, reporters, tmp_path)
        check_cards(teams)


async def _until_sent(teams: FakeTeams, folder: Path) -> Mailbox:
    """The last life: some minutes later on the bot's clock, when all leases of the dead have run out."""
    started, mailbox = time.monotonic(), Mailbox()

    class Later:
        """Real time, a little ahead."""

        def __call__(self) -> datetime:
            return datetime.now(UTC) + timedelta(minutes=5)

    store = f"sqlite:{folder / 'privacybot.db'}"
    bot = RunningBot(teams, store, organisation_of(teams), Later(), mailbox, tokens=False)  # type: ignore[arg-type]
    while True:
        await bot.start()  # every start may send sixty cards at once before the limits of Teams count
        try:
            await bot.settled(within=20)
        except AssertionError:
            assert time.monotonic() - started < 90
        else:
            return mailbox
        finally:
            await bot.stop()


async def _check(
    teams: FakeTeams, relay: MailRelay, later: Mailbox, reporters: list[Reporter], folder: Path
) -> None:
    rows = await _rows(folder)
    cases = {
        row.key.removeprefix("case|"): json.loads(row.value) for row in rows if row.key.startswith("case|")
    }
    receipts = {story: number for each in reporters for story, number in each.filed.items()}
    assert len(receipts) == FILINGS
    assert len(set(receipts.values())) == FILINGS, "two stories got the same number"
    told = Counter(case["report"]["what_happened"] for case in cases.values())
    for story, number in receipts.items():
        assert cases[number]["report"]["what_happened"] == story
        assert told[story] == 1, f"{story} is in the register {told[story]} times"
    drafts = [row.value for row in rows if row.key.startswith("draft|")]
    assert sorted(drafts) == sorted(cases), "each case came from one draft, and each draft made one case"

    years = Counter(number[3:7] for number in cases)
    for year, count in years.items():
        counted = sorted(int(number[8:]) for number in cases if number[3:7] == year)
        assert counted == list(range(1, count + 1)), "numbers go up without a gap"

    posted = Counter(
        number_on(post.text)
        for post in teams.posts_in(channel_id("po"))
        if post.thread is None and "DL-" in post.text
    )
    mailed = Counter(number_on(str(mail["Subject"])) for mail in relay.received)
    mailed += Counter(number_on(mail.subject) for mail in later.mails)
    for number in cases:
        assert posted[number] >= 1, f"{number} was never posted"
        assert mailed[number] >= 1, f"{number} was never mailed"
        history = [
            Event.model_validate_json(row.value) for row in rows if row.key.startswith(f"event|{number}|")
        ]
        assert history
        assert first_broken(history) is None
    assert all(relay.encrypted)

    now = datetime.now(UTC) + timedelta(minutes=5)
    for row in rows:
        if row.key.startswith("due|"):
            due = Due.model_validate_json(row.value)
            assert due.kind not in ("card", "mail"), f"{row.key} still waits"
            assert due_at(row.key) > now, f"{row.key} is stuck"


async def _rows(folder: Path) -> list[Row]:
    store = await open_rows(f"sqlite:{folder / 'privacybot.db'}")
    try:
        return list(await store.scan("cases", "wil:breach", "", "~", 1_000_000))
    finally:
        await store.close()


def _organisation_file(teams: FakeTeams) -> str:
    """The organisation of the other tests, as the file that a real start reads."""

    called = {"po": "Privacy Officer", "fg": "FG", "jz": "JZ"}

    def office(name: str, channel: str) -> str:
        return (
            f'[offices.{name}]\nname = "{called[name]}"\nemail = "{name}@wil.example"\n'
            f'members = [{{ id = "{NOOR.aad_id}", name = "{NOOR.name}" }}]\n'
            f'channel = "{channel_id(channel)}"\nservice_url = "{teams.service_url}"\n'
        )

    head = f'name = "Werk en Inkomen Lekstroom"\nshort_name = "WIL"\ntenants = ["{TENANT}"]\n'
    return head + "".join(office(name, name) for name in ("po", "fg", "jz"))
