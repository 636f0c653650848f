"""Starts the bot and two Playgrounds (employee and Privacy Officer) here, and ends them together."""

import asyncio
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RUN_FOLDER = HERE / ".run"
PLAYGROUND_CLI = HERE / "node_modules/@microsoft/m365agentsplayground/cli.js"

OFFICER_PORT_IN_FILE = 56151
"""The port that organisation.toml names; the copy for a run gets the real one."""

OLDEST_NODE = 20
"""Azurite and the Playground are supported from this Node.js version on."""

START_SECONDS = 60.0
"""How long one part may take to get ready. A busy machine may need seconds, a stuck part never comes."""

STOP_SECONDS = 10.0
"""How long a part may take to end by itself before it is killed."""


class CannotRun(Exception):
    """The house cannot start or go on. The text says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the three parts listen on 127.0.0.1."""

    bot: int = 3978
    employee: int = 56150
    officer: int = 56151


PORT_SETTINGS = {
    "bot": ("PRIVACYBOT_PORT", "the bot"),
    "employee": ("PLAYGROUND_EMPLOYEE_PORT", "the Playground of the employee"),
    "officer": ("PLAYGROUND_PO_PORT", "the Playground of the Privacy Officer"),
}


def ports_from(environment: Mapping[str, str]) -> Ports:
    """The ports that the environment names, or the usual ones. Raises CannotRun on nonsense."""
    chosen: dict[str, int] = {}
    for part, (setting, _) in PORT_SETTINGS.items():
        text = environment.get(setting, "")
        if not text:
            continue
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
            raise CannotRun(f"{setting} must be a port number from 1 to 65535, not {text!r}.")
        chosen[part] = int(text)
    ports = Ports(**chosen)
    if len({ports.bot, ports.employee, ports.officer}) < 3:
        settings = ", ".join(setting for setting, _ in PORT_SETTINGS.values())
        raise CannotRun(f"The bot and the two Playgrounds each need a port of their own: see {settings}.")
    return ports


def free_ports() -> Ports:
    """Three ports that nobody uses right now, for a test."""
    with socket.socket() as a, socket.socket() as b, socket.socket() as c:
        for one in (a, b, c):
            one.bind(("127.0.0.1", 0))
        return Ports(a.getsockname()[1], b.getsockname()[1], c.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens on this port, on either loopback address ("localhost" may mean both)."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family)
        except OSError:
            continue  # no IPv6 on this machine
        with probe:
            # Else a port whose last connections are just closing looks taken for a minute.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError as refused:
                raise CannotRun(
                    f"Port {port} needs administrator rights: choose one above 1023."
                ) from refused
            except OSError as failed:
                # Any other failure on ::1 just means that this machine has no IPv6.
                if family is socket.AF_INET or failed.errno == errno.EADDRINUSE:
                    return False
    return True


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


class _Part:
    """One child process, in a process group of its own, with its output in a file."""

    def __init__(self, name: str, output: Path) -> None:
        self.name = name
        self.output = output
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        with self.output.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches only us, and we end the whole group
            )

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode if self._process else None

    async def wait(self) -> None:
        if self._process:
            await self._process.wait()

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def last_words(self) -> str:
        """The last line that it wrote, for a message of one line."""
        lines = [line.strip() for line in self.said().splitlines() if line.strip()]
        return lines[-1] if lines else "it said nothing"

    def signal(self, number: signal.Signals) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    async def stop(self) -> None:
        if not self._process:
            return
        self.signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            pass
        # Also when it ended itself: what it started may still be there.
        self.signal(signal.SIGKILL)
        await self._process.wait()
        self._process = None  # its number may be given to a stranger from now on


class LocalHouse:
    """The bot and two Playgrounds, started and stopped together. `make run` and the tests use the same.

    `folder` takes the database, the logs and the generated organisation file. `settings` are extra
    environment variables for the bot; `bot_command` starts another bot than app.py, with the same settings.
    Use it as `async with LocalHouse(folder, free_ports()) as house:`.
    """

    def __init__(
        self,
        folder: Path,
        ports: Ports,
        settings: Mapping[str, str] | None = None,
        bot_command: Sequence[str] = (sys.executable, str(ROOT / "app.py"), "--local"),
    ) -> None:
        self.folder = folder.resolve()
        self.ports = ports
        self._bot_command = tuple(bot_command)
        self._settings = dict(settings or {})
        self._bot = _Part("The bot", self.folder / "bot.log")
        self._employee = _Part("The Playground of the employee", self.folder / "employee.log")
        self._officer = _Part("The Playground of the Privacy Officer", self.folder / "officer.log")

    @property
    def bot_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.bot}"

    @property
    def employee_url(self) -> str:
        return f"http://localhost:{self.ports.employee}"

    @property
    def officer_url(self) -> str:
        return f"http://localhost:{self.ports.officer}"

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
        """Start all three and wait until each is ready. Raises CannotRun, and then nothing is left."""
        node = find_node()
        self._refuse_taken_ports()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_organisation()
        for part in self._parts:
            part.output.unlink(missing_ok=True)
        ready = False
        try:
            await self._start_bot()
            await self._start_playground(self._employee, node, HERE / "employee.yml", self.ports.employee)
            await self._start_playground(
                self._officer, node, HERE / "privacy_officer.yml", self.ports.officer
            )
            await asyncio.gather(
                self._ready(self._bot, self._bot_is_alive),
                self._ready(self._employee, lambda: self._listens(self._employee, self.ports.employee)),
                self._ready(self._officer, lambda: self._listens(self._officer, self.ports.officer)),
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

    async def until_a_part_ends(self) -> str:
        """Wait until one of the three ends by itself; gives one line that says which, and its last words."""
        waits = {asyncio.create_task(part.wait()): part for part in self._parts}
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return _ended(waits[done.pop()])

    @property
    def _parts(self) -> tuple[_Part, _Part, _Part]:
        return self._bot, self._employee, self._officer

    def _refuse_taken_ports(self) -> None:
        for part, (setting, owner) in PORT_SETTINGS.items():
            port = getattr(self.ports, part)
            if not is_free(port):
                raise CannotRun(
                    f"Port {port} for {owner} is taken: stop the program that uses it, or set {setting} "
                    "to another port."
                )

    def _write_organisation(self) -> None:
        text = (HERE / "organisation.toml").read_text(encoding="utf-8")
        place = f"http://localhost:{OFFICER_PORT_IN_FILE}/"
        if place not in text:
            raise CannotRun(f"playground/organisation.toml must name {place}_connector as service_url.")
        text = text.replace(place, f"{self.officer_url}/")
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

    async def _start_playground(self, part: _Part, node: str, configuration: Path, port: int) -> None:
        environment = dict(os.environ) | {
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(configuration),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(part.output.with_suffix(".playground.log")),
        }
        # Loopback only: see the file.
        command = [node, "--require", str(HERE / "loopback.cjs"), str(PLAYGROUND_CLI), "start"]
        command += ["-e", f"{self.bot_url}/api/messages", "-c", "msteams", "-p", str(port), "--dt"]
        await part.start(command, self.folder, _without_proxy(environment))

    async def _ready(self, part: _Part, is_ready: Callable[[], Awaitable[bool]]) -> None:
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
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.ports.bot)
        except OSError:
            return False
        try:
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return b" 200 " in await reader.readline()
        except OSError:
            return False
        finally:
            writer.close()

    async def _listens(self, part: _Part, port: int) -> bool:
        line = re.search(r"^Listening on (\d+)$", part.said(), re.MULTILINE)
        if line is None:
            return False
        if int(line[1]) != port:  # it takes a random port when its own is taken in the meantime
            raise CannotRun(
                f"{part.name} got port {line[1]}, since {port} is taken: stop the program that uses it."
            )
        return True


def _ended(part: _Part) -> str:
    return f"{part.name} ended (exit {part.exit_code}): {part.last_words()} (see {part.output})"


def _without_proxy(environment: Mapping[str, str]) -> dict[str, str]:
    """A proxy of the organisation must not get what the parts say to each other on this machine."""
    kept = {
        k: v for k, v in environment.items() if k.lower() not in ("http_proxy", "https_proxy", "all_proxy")
    }
    return kept | {"NO_PROXY": "localhost,127.0.0.1,::1", "no_proxy": "localhost,127.0.0.1,::1"}


def _welcome(house: LocalHouse) -> str:
    words = tomllib.loads((HERE / "run.nl.toml").read_text(encoding="utf-8"))
    return f"""
The bot and two Playgrounds run on this machine. Open both pages:

  {house.employee_url}   You are Sam Voorbeeld, an employee, in the chat with the bot.
  {house.officer_url}   You are Noor Voorbeeld, the Privacy Officer. Open the channel
                           General of the team Privacy Officers (and FG for the FG).

A page shows only what comes in while it is open, so open both first. Then type as Sam:
"{words["say"]}", and follow the cards; the incident appears with Noor.

Register and logs: {house.folder}. Ctrl-C ends everything.
"""


async def run(house: LocalHouse) -> int:
    """Keep the house going until somebody asks to stop (0) or a part ends by itself (1)."""
    work = asyncio.current_task()
    assert work is not None
    asked = False

    def ask() -> None:
        # Once: a second Ctrl-C must not interrupt the stopping.
        nonlocal asked
        if not asked:
            asked = True
            work.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, ask)
    try:
        print("Starting the bot and two Playgrounds ...", flush=True)
        await house.start()
        print(_welcome(house), flush=True)
        print(await house.until_a_part_ends(), file=sys.stderr, flush=True)
        return 1
    except asyncio.CancelledError:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        await house.stop()


def main() -> int:
    """`make run`: the exit code, with one line on stderr when the house cannot run."""
    try:
        return asyncio.run(run(LocalHouse(RUN_FOLDER, ports_from(os.environ))))
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
