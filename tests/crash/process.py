"""One instance of the bot as a process of its own, through all its lives on one port."""

import asyncio
import multiprocessing
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

from cases.names import POLICY_NAMES
from cases.organisation import OFFICES
from tests.azurite import free_port
from tests.crash.bot import live
from tests.e2e.fake_teams import NOOR, TENANT, FakeTeams, channel_id
from tests.e2e.mail_relay import HOST, MailRelay

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.crash.storm"])
"""A start takes two seconds of a processor: a life is forked from a process that has read all, else a storm is made of
starts."""


class Process:
    """An instance that can be killed and started again. `ahead` is the file that moves its clock."""

    def __init__(
        self, folder: Path, name: str, store: str, ahead: Path, teams: FakeTeams, relay: MailRelay
    ) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self.lives = 0
        self._ahead = ahead
        self._process: ForkServerProcess | None = None
        organisation = folder / "organisation.toml"
        organisation.write_text(_organisation_file(teams), encoding="utf-8")
        self._environment = {
            "PRIVACYBOT_PORT": str(self.port),
            "PRIVACYBOT_STORE": store,
            "PRIVACYBOT_ORGANISATION": str(organisation),
            "PRIVACYBOT_SMTP": f"smtp://{HOST}:{relay.port}?starttls=1",
            "SSL_CERT_FILE": str(relay.certificate),
        }

    @property
    def url(self) -> str:
        """Where it listens while it lives."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """A new life; returns when it listens."""
        self.lives += 1
        self._process = FORKING.Process(target=live, args=(self._environment, self._ahead, self.log))
        await asyncio.to_thread(self._process.start)
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            while True:
                assert self._process.exitcode is None, self.log.read_text()[-2000:]
                with suppress(aiohttp.ClientError):
                    async with session.get(f"{self.url}/health/live") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.join)
            self._process.close()
            self._process = None


def _organisation_file(teams: FakeTeams) -> str:
    """An organisation as a file that a real start reads, with the names for which a process has all laid out."""

    def office(key: str) -> str:
        name, full, email = (POLICY_NAMES[f"{key}{part}"] for part in ("", "_full", "_mail"))
        return (
            f'[offices.{key}]\nname = "{name}"\nfull_name = "{full}"\nemail = "{email}"\n'
            f'members = [{{ id = "{NOOR.aad_id}", name = "{NOOR.name}" }}]\n'
            f'channel = "{channel_id(key)}"\nservice_url = "{teams.service_url}"\n'
        )

    head = f'name = "Werk en Inkomen Lekstroom"\nshort_name = "WIL"\ntenants = ["{TENANT}"]\n'
    return head + "".join(map(office, OFFICES))
