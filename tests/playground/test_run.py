"""The local house: chosen ports, clear refusals, and nothing left behind."""

import asyncio
import os
import re
import signal
import socket
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from cases.organisation import Organisation
from playground.house import HERE, PEOPLE, LocalHouse, find_node
from playground.ports import NOT_RUN, CannotRun, Ports, free_ports, is_free, ports_from

ROOT = Path(__file__).resolve().parents[2]

# The runner knows of a bot only that it is alive; this one is alive.
ALIVE = """
import http.server, os
class Alive(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    do_POST = do_GET
env = os.environ
print(env["PRIVACYBOT_STORE"], env["PRIVACYBOT_ORGANISATION"], env.get("PRIVACYBOT_APP_ID"))
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PRIVACYBOT_PORT"])), Alive).serve_forever()
"""
RUN = """
import asyncio, sys
from pathlib import Path
from cases.organisation import Organisation
from playground.house import LocalHouse
from playground.ports import Ports
from playground.run import run
folder, bot, *ports = sys.argv[1:]
house = LocalHouse(Path(folder), Ports(*map(int, ports)), bot_command=[sys.executable, "-c", bot])
sys.exit(asyncio.run(run(house)))
"""


def alive(code: str = ALIVE) -> Sequence[str]:
    return [sys.executable, "-u", "-c", code]


def listeners(ports: Ports) -> list[int]:
    return [port for port in ports.taken.values() if not is_free(port)]


def _organisation(folder: Path) -> Organisation:
    return Organisation.model_validate(tomllib.loads((folder / "organisation.toml").read_text()))


def test_the_usual_ports() -> None:
    assert ports_from({}) == Ports(3978, 56150, 56151, 56152, 56153)


def test_ports_from_the_environment() -> None:
    environment = {
        "PRIVACYBOT_PORT": "4000",
        "PLAYGROUND_EMPLOYEE_PORT": "4001",
        "PLAYGROUND_PO_PORT": "4002",
    }
    assert ports_from(environment) == Ports(4000, 4001, 4002, 56152, 56153)


def test_the_fg_and_legal_affairs_can_be_left_out() -> None:
    ports = ports_from({"PLAYGROUND_FG_PORT": "none", "PLAYGROUND_JZ_PORT": "none"})
    assert set(ports.taken) == {"bot", "employee", "officer"}
    with pytest.raises(CannotRun, match="PLAYGROUND_PO_PORT"):
        ports_from({"PLAYGROUND_PO_PORT": "none"})


@pytest.mark.parametrize("text", ["0", "65536", "-1", "abc", "3978.0", "٣٩٧٨"])
def test_a_senseless_port_is_refused_by_name(text: str) -> None:
    with pytest.raises(CannotRun, match="PLAYGROUND_PO_PORT"):
        ports_from({"PLAYGROUND_PO_PORT": text})


def test_one_port_for_two_is_refused() -> None:
    with pytest.raises(CannotRun):
        ports_from({"PRIVACYBOT_PORT": "56150"})


def test_a_taken_port_is_seen_on_every_address() -> None:
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0")):
        with socket.socket(family) as other:
            other.bind((address, 0))
            other.listen()
            assert not is_free(other.getsockname()[1])


def test_free_ports_are_free_ports() -> None:
    for ports, parts in ((free_ports(), 3), (free_ports(everybody=True), 5)):
        assert len(set(ports.taken.values())) == len(ports.taken) == parts
        assert listeners(ports) == []


async def test_a_taken_port_is_reported_and_nothing_starts(tmp_path: Path) -> None:
    ports = free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports.officer))
        other.listen()
        house = LocalHouse(tmp_path / "run", ports, bot_command=alive())
        with pytest.raises(CannotRun, match=rf"{ports.officer}.*PLAYGROUND_PO_PORT"):
            await house.start()
        assert listeners(ports) == [ports.officer]
    assert not (tmp_path / "run").exists()


def test_without_node_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRun, match=r"^Node\.js 20 or newer is missing.*$"):
        find_node()


def test_an_old_node_is_refused_with_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v16.20.2\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRun, match=r"v16\.20\.2"):
        find_node()


async def test_a_bot_that_cannot_start_ends_the_rest(tmp_path: Path) -> None:
    ports = free_ports()
    house = LocalHouse(tmp_path, ports, bot_command=alive("raise SystemExit('no store here')"))
    with pytest.raises(CannotRun, match=r"bot ended.*no store here"):
        await house.start()
    assert listeners(ports) == []


@pytest.mark.playground
async def test_the_house_stands_on_this_machine_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRIVACYBOT_APP_ID", "of-the-real-bot")
    ports = free_ports()
    async with LocalHouse(tmp_path, ports, bot_command=alive()) as house:
        assert listeners(ports) == [ports.bot, ports.employee, ports.officer]
        for port in (ports.employee, ports.officer):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await writer.wait_closed()
            with socket.socket() as second:  # free on every other address of this machine
                second.bind(("127.0.0.2", port))
        organisation = (tmp_path / "organisation.toml").read_text()
        assert organisation.count(f"{house.officer_url}/_connector") == 2
        assert not re.search("5615[0-9]/", organisation)
        told = (tmp_path / "bot.log").read_text().split("\n")[0]
        assert told == f"sqlite:{tmp_path / 'playground.db'} {tmp_path / 'organisation.toml'} None"
    assert listeners(ports) == []


def _page_of(url: str) -> int:
    with urlopen(url, timeout=10) as page:
        return int(page.status)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_has_a_team_with_its_list_of_channels(who: str) -> None:
    """The program of the page listens first and ends when the list is missing: then nobody is told."""
    team = (HERE / PEOPLE[who]).read_text("utf-8").partition("\nteam:\n")[2]
    assert re.search(r"^  channels:( \[\])?$", team, re.MULTILINE)


@pytest.mark.playground
async def test_everybody_has_a_page_and_each_office_its_channel_there(tmp_path: Path) -> None:
    ports = free_ports(everybody=True)
    async with LocalHouse(tmp_path, ports, bot_command=alive()) as house:
        assert listeners(ports) == list(ports.taken.values())
        offices = _organisation(tmp_path).offices
        for office, who in ((offices.po, "officer"), (offices.fg, "fg"), (offices.jz, "jz")):
            assert office.service_url == f"{house.url_of(who)}/_connector"
            assert office.channel
        for who in set(ports.taken) - {"bot"}:
            assert await asyncio.to_thread(_page_of, house.url_of(who)) == 200
    assert listeners(ports) == []


@pytest.mark.playground
async def test_a_playground_that_cannot_read_its_configuration_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text((ROOT / "playground" / "fg.yml").read_text().replace("  channels: []", ""))
    monkeypatch.setitem(PEOPLE, "fg", str(wrong))
    ports = replace(free_ports(everybody=True), jz=NOT_RUN)
    house = LocalHouse(tmp_path / "run", ports, bot_command=alive())
    with pytest.raises(CannotRun, match="of the FG ended"):
        await house.start()
    assert listeners(ports) == []


@pytest.mark.playground
async def test_the_bot_can_be_killed_and_started_again(tmp_path: Path) -> None:
    ports = free_ports()
    async with LocalHouse(tmp_path, ports, bot_command=alive()) as house:
        first = house.bot_pid
        await house.stop_bot(signal.SIGKILL)
        assert listeners(ports) == [ports.employee, ports.officer]
        await house.start_bot()
        assert house.bot_pid not in (None, first)
        assert listeners(ports) == [ports.bot, ports.employee, ports.officer]


async def started(folder: Path, ports: Ports, bot: str) -> asyncio.subprocess.Process:
    """The whole program in a process of its own, up to its welcome."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", RUN, str(folder), bot),
        *(str(port) for port in (ports.bot, ports.employee, ports.officer)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"Ctrl-C" not in (line := await process.stdout.readline()):
            assert line, "it ended before its welcome"
    return process


@pytest.mark.playground
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_all_that_was_started(tmp_path: Path, number: signal.Signals) -> None:
    ports = free_ports()
    process = await started(tmp_path, ports, ALIVE)
    assert listeners(ports) == [ports.bot, ports.employee, ports.officer]
    process.send_signal(number)
    process.send_signal(number)  # impatience changes nothing
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, errors) == (0, b"")
    assert listeners(ports) == []


@pytest.mark.playground
async def test_a_part_that_dies_ends_the_rest(tmp_path: Path) -> None:
    ports = free_ports()
    bot = ALIVE.replace("print(", "print(os.getpid(), ", 1)
    process = await started(tmp_path, ports, bot)
    os.kill(int((tmp_path / "bot.log").read_text().split()[0]), signal.SIGKILL)
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    assert errors.startswith(b"The bot ended (exit -9)")
    assert errors.count(b"\n") == 1
    assert listeners(ports) == []
