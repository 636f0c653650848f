"""The bot and the Playgrounds of some people on this machine, started and stopped together."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from playground.part import Part
from playground.ports import NOT_RUN, PORT_SETTINGS, WITH_EVERYBODY, CannotRun, Ports, is_free

HERE = Path(__file__).resolve().parent


ROOT = HERE.parent


PLAYGROUND_CLI = HERE / "node_modules/@microsoft/m365agentsplayground/cli.js"


IN_FILE = WITH_EVERYBODY
"""The ports that organisation.toml names; the copy for a run gets the real ones."""


PEOPLE = {
    "employee": "employee.yml",
    "officer": "privacy_officer.yml",
    "fg": "fg.yml",
    "jz": "jz.yml",
}
"""The Playgrounds, one a person, with their configuration."""


OLDEST_NODE = 20
"""Azurite and the Playground are supported from this Node.js version on."""


OUR_BOT = (sys.executable, str(ROOT / "app.py"), "--local")
"""How the bot is started."""


JZ_HAS_NO_CHANNEL = "# channel of JZ"
JZ_CHANNEL = 'channel = "19:juridische-zaken@thread.tacv2"\nservice_url = "{url}/_connector"'
"""Legal affairs have a channel in their own Playground only; without it somebody links it from another."""


START_SECONDS = 60.0
"""How long one part may take to get ready. A busy machine may need seconds, a stuck part never comes."""


def find_node() -> str:
    """The path of Node.js. Raises CannotRun when it or the Playground is missing or Node.js is too old."""
    node = shutil.which("node")
    wanted = f"Node.js {OLDEST_NODE} or newer"
    advice = "install it (on Debian and Ubuntu: apt-get install nodejs npm)"
    if node is None:
        raise CannotRun(f"{wanted} is missing: {advice}.")
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    version = re.match(r"v(\d+)\.", told)
    if version is None or int(version[1]) < OLDEST_NODE:
        raise CannotRun(f"{wanted} is missing, here is {told or 'one that does not start'}: {advice}.")
    if not PLAYGROUND_CLI.exists():
        raise CannotRun("The Playground is not installed: run `make run`, or `npm ci --prefix playground`.")
    return node


class LocalHouse:
    """The bot and a Playground for each person, started and stopped together. `make run` and the tests use the same.

    `folder` takes the database, the logs and the generated organisation file. `settings` are extra
    environment variables for the bot; `bot_command` starts another bot than app.py, with the same settings.
    Use it as `async with LocalHouse(folder, free_ports()) as house:`.
    """

    def __init__(
        self,
        folder: Path,
        ports: Ports,
        settings: Mapping[str, str] | None = None,
        bot_command: Sequence[str] = OUR_BOT,
    ) -> None:
        self.folder = folder.resolve()
        self.ports = ports
        self._bot_command = tuple(bot_command)
        self._settings = dict(settings or {})
        self._bot = Part("The bot", self.folder / "bot.log")
        self._playgrounds = {
            who: Part(PORT_SETTINGS[who][1].replace("the ", "The ", 1), self.folder / f"{who}.log")
            for who in PEOPLE
            if who in ports.taken
        }

    @property
    def bot_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.bot}"

    @property
    def employee_url(self) -> str:
        return self.url_of("employee")

    @property
    def officer_url(self) -> str:
        return self.url_of("officer")

    def url_of(self, who: str) -> str:
        """The page of this person. Raises KeyError for one whose Playground is not started."""
        return f"http://localhost:{self.ports.taken[who]}"

    @property
    def bot_pid(self) -> int | None:
        """The process (and process group) of the bot."""
        return self._bot.pid

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start all of them and wait until each is ready. Raises CannotRun, and then nothing is left."""
        node = find_node()
        self._refuse_taken_ports()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_organisation()
        for part in self._parts:
            part.output.unlink(missing_ok=True)
        ready = False
        try:
            await self._start_bot()
            for who, part in self._playgrounds.items():
                await self._start_playground(part, node, HERE / PEOPLE[who], self.ports.taken[who])
            await asyncio.gather(
                self._ready(self._bot, self._bot_is_alive),
                *(
                    self._ready(part, partial(self._listens, part, self.ports.taken[who]))
                    for who, part in self._playgrounds.items()
                ),
            )
            ready = True
        finally:
            if not ready:  # also when cancelled: nothing may stay behind
                await self.stop()

    async def stop(self) -> None:
        """End all that was started. Harmless when nothing runs."""
        await asyncio.gather(*(part.stop() for part in self._parts))

    async def stop_bot(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End only the bot (SIGKILL: at once); the Playgrounds and their pages go on."""
        self._bot.signal(number)
        await self._bot.stop()

    async def start_bot(self) -> None:
        """Start the bot again after `stop_bot`, on the same port and database. Raises CannotRun."""
        await self._start_bot()
        await self._ready(self._bot, self._bot_is_alive)

    async def move_bot(
        self, folder: Path, settings: Mapping[str, str] | None = None, bot_command: Sequence[str] = OUR_BOT
    ) -> None:
        """Another bot in the same Playgrounds, with nothing in its store: `folder` takes what belongs to it.

        A Playground takes seconds to start, and a page that is opened later shows nothing of what was before.
        Raises CannotRun.
        """
        await self._bot.stop()
        self._moves_to(folder)
        self._settings, self._bot_command = dict(settings or {}), tuple(bot_command)
        self._write_organisation()
        await self.start_bot()

    def _moves_to(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._bot = Part("The bot", self.folder / "bot.log")

    async def until_a_part_ends(self) -> str:
        """Wait until one of them ends by itself; gives one line that says which, and its last words."""
        waits = {asyncio.create_task(part.wait()): part for part in self._parts}
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return _ended(waits[done.pop()])

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self._bot, *self._playgrounds.values()

    def _refuse_taken_ports(self) -> None:
        for part, port in self.ports.taken.items():
            setting, owner = PORT_SETTINGS[part]
            if not is_free(port):
                raise CannotRun(
                    f"Port {port} for {owner} is taken: stop the program that uses it, or set {setting} "
                    "to another port."
                )

    def _write_organisation(self) -> None:
        text = (HERE / "organisation.toml").read_text(encoding="utf-8")
        fg = self.url_of("fg") if self.ports.fg != NOT_RUN else self.officer_url  # it has the channel too
        of_a_run = {
            f"http://localhost:{IN_FILE.officer}/": f"{self.officer_url}/",
            f"http://localhost:{IN_FILE.fg}/": f"{fg}/",
            # Whoever tries it in the evening sees the messages to colleagues too.
            "employees_rest = true": "employees_rest = false",
        }
        if self.ports.jz != NOT_RUN:
            of_a_run[JZ_HAS_NO_CHANNEL] = JZ_CHANNEL.format(url=self.url_of("jz"))
        for there, here in of_a_run.items():
            if there not in text:
                raise CannotRun(
                    f"playground/organisation.toml must hold {there!r}; a run puts {here!r} there."
                )
            text = text.replace(there, here)
        (self.folder / "organisation.toml").write_text(text, encoding="utf-8")

    async def _start_bot(self) -> None:
        # Settings for the real bot in this shell (its identity, its store) must not leak into a local run.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PRIVACYBOT_")}
        environment |= {
            "PRIVACYBOT_HOST": "127.0.0.1",
            "PRIVACYBOT_PORT": str(self.ports.bot),
            "PRIVACYBOT_STORE": f"sqlite:{self.folder / 'playground.db'}",
            "PRIVACYBOT_ORGANISATION": str(self.folder / "organisation.toml"),
            "PYTHONUNBUFFERED": "1",
        }
        await self._bot.start(self._bot_command, ROOT, _without_proxy(environment | self._settings))

    async def _start_playground(self, part: Part, node: str, configuration: Path, port: int) -> None:
        environment = dict(os.environ) | {
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(configuration),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(part.output.with_suffix(".playground.log")),
        }
        # Loopback only: see the file.
        command = [node, "--require", str(HERE / "loopback.cjs"), str(PLAYGROUND_CLI), "start"]
        command += ["-e", f"{self.bot_url}/api/messages", "-c", "msteams", "-p", str(port), "--dt"]
        await part.start(command, self.folder, _without_proxy(environment))

    async def _ready(self, part: Part, is_ready: Callable[[], Awaitable[bool]]) -> None:
        try:
            async with asyncio.timeout(START_SECONDS):
                while not await is_ready():
                    if part.exit_code is not None:
                        raise CannotRun(_ended(part))
                    await asyncio.sleep(0.05)
        except TimeoutError as late:
            raise CannotRun(
                f"{part.name} is not ready after {START_SECONDS:.0f} seconds: see {part.output}."
            ) from late

    async def _bot_is_alive(self) -> bool:
        return await _answers(self.ports.bot, "/health/live")

    async def _listens(self, part: Part, port: int) -> bool:
        line = re.search(r"^Listening on (\d+)$", part.said(), re.MULTILINE)
        if line is None:
            return False
        if int(line[1]) != port:  # it takes a random port when its own is taken in the meantime
            raise CannotRun(
                f"{part.name} got port {line[1]}, since {port} is taken: stop the program that uses it."
            )
        # It listens before it reads its configuration, and ends by itself when something is wrong with that.
        return await _answers(port, "/") and part.exit_code is None


async def _answers(port: int, path: str) -> bool:
    """Whether what listens there gives this page."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()


def _ended(part: Part) -> str:
    return f"{part.name} ended (exit {part.exit_code}): {part.last_words()} (see {part.output})"


def _without_proxy(environment: Mapping[str, str]) -> dict[str, str]:
    """A proxy of the organisation must not get what the parts say to each other on this machine."""
    kept = {
        k: v for k, v in environment.items() if k.lower() not in ("http_proxy", "https_proxy", "all_proxy")
    }
    return kept | {"NO_PROXY": "localhost,127.0.0.1,::1", "no_proxy": "localhost,127.0.0.1,::1"}
