"""The image: slim, unable to write or to be root, checked for its health, and holding all that the bot opens."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bench.servers import free_port
from bot.settings import DEFAULTS, NAMES, PREFIX
from tests.deploy.dockerfile import (
    ROOT,
    Ignored,
    copied,
    environment_of,
    files_here,
    health_command,
    stages,
    the_dockerfile,
    what_is_ignored,
)
from tests.house import ORGANISATION_FILE

PACKAGES, IMAGE = the_dockerfile()
SENTENCES = "dialogs/dutch/sentences/"
"""Learned from, and never read by the program."""


def in_the_image() -> dict[str, str]:
    """Every file of this folder that the image holds, and where."""
    return {name: target.as_posix() for name, target in copied(IMAGE, files_here(), what_is_ignored())}


def test_it_is_slim_and_names_no_registry() -> None:
    for stage in (PACKAGES, IMAGE):
        base = stage[0].rest.split()[0]
        assert re.fullmatch(r"python:3\.\d+-slim-\w+", base), base
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert set(re.findall(r"https?://([^/'\" ]+)", text)) <= {"127.0.0.1:"}
    assert "index-url" not in text


def test_the_packages_are_those_of_the_locked_list() -> None:
    (install,) = (each.rest for each in PACKAGES if each.word == "RUN" and "pip install" in each.rest)
    assert "--require-hashes -r /build/requirements.txt" in install
    assert not [each for each in IMAGE if each.word == "RUN" and "pip" in each.rest]
    pinned = re.findall(
        r"^\S+==\S+ \\\n    --hash=sha256:", (ROOT / "requirements.txt").read_text("utf-8"), re.M
    )
    assert len(pinned) > 20


def test_the_python_is_the_one_that_the_lock_was_made_with() -> None:
    (locked,) = re.findall(r"with Python (3\.\d+)", (ROOT / "requirements.txt").read_text("utf-8"))
    assert all(stage[0].rest.startswith(f"python:{locked}-") for stage in (PACKAGES, IMAGE))


def test_nobody_in_it_is_root_and_only_its_register_can_be_written() -> None:
    (user,) = (each.rest for each in IMAGE if each.word == "USER")
    assert user.split(":") == [user.split(":")[0]] * 2
    assert int(user.split(":")[0]) > 999
    owned = [each.rest for each in IMAGE if each.word == "RUN" and re.search(r"chown| -o | -g ", each.rest)]
    assert owned == [each for each in owned if each.endswith(" /data")]
    assert not [each for each in IMAGE if any("chown" in option for option in each.options)]
    assert [each.rest for each in IMAGE if each.word == "VOLUME"] == ["/data"]
    assert IMAGE.index(next(each for each in IMAGE if each.word == "USER")) > max(
        IMAGE.index(each) for each in IMAGE if each.word in ("COPY", "RUN")
    )


def test_what_it_sets_are_settings_of_the_bot() -> None:
    given = environment_of(IMAGE)
    ours = {name.removeprefix(PREFIX) for name in given if name.startswith(PREFIX)}
    assert ours <= NAMES
    assert not ours & {"APP_ID", "APP_PASSWORD", "APP_TENANT_ID", "SMTP"}, "these are of who runs it"
    assert given["PRIVACYBOT_HOST"] == "0.0.0.0", "else nothing outside reaches it"
    assert given["PRIVACYBOT_PORT"] == DEFAULTS["PORT"]
    assert [each.rest for each in IMAGE if each.word == "EXPOSE"] == [given["PRIVACYBOT_PORT"]]
    assert given["PRIVACYBOT_STORE"].startswith("sqlite:/data/")
    assert given["PYTHONDONTWRITEBYTECODE"] == "1"


def test_every_folder_of_the_program_is_copied_whole() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60)
    folders = ("bot/", "cards/", "cases/", "dialogs/", "state_machines/", "storage/")
    ours = {
        name
        for name in filter(None, listed.stdout.decode().split("\0"))
        if name.startswith(folders) and not name.startswith(SENTENCES) and (ROOT / name).is_file()
    }
    held = in_the_image()
    assert sorted(ours - set(held)) == []
    assert {"app.py"} <= set(held)
    assert all(target == f"/app/{name}" for name, target in held.items())


def test_nothing_else_comes_along() -> None:
    wanted = re.compile(
        r"app\.py|(bot|cards|cases|dialogs|state_machines|storage)/.*\.(py|toml|tsv|model|index)"
    )
    assert [name for name in in_the_image() if not wanted.fullmatch(name)] == []
    assert not [name for name in in_the_image() if name.startswith(SENTENCES)]
    ignored = what_is_ignored()
    for secret in (
        "organisation.toml",
        "privacybot.db",
        ".git/config",
        ".venv/bin/python",
        "tests/house.py",
        "deploy/azure/main.bicepparam",
        "bot/__pycache__/settings.cpython-311.pyc",
    ):
        assert secret in ignored, secret


LOOK = """
import json, logging, os, signal, sys
opened = []
def hook(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, os.PathLike)):
        opened.append([os.path.abspath(os.fsdecode(given[0])), given[2]])
sys.addaudithook(hook)
make = logging.getLogRecordFactory()
def told(*given, **named):
    record = make(*given, **named)
    if str(record.msg).startswith("listening on"):
        os.kill(os.getpid(), signal.SIGTERM)
    return record
logging.setLogRecordFactory(told)
from bot.commands.command_line import run
code = run(["--local"], os.environ)
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
print(json.dumps({
    "code": code,
    "read": sorted({path for path, flags in opened if not flags & writing}),
    "written": sorted({path for path, flags in opened if flags & writing}),
}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a start of the program opened, from a folder that holds only what the image does."""
    app, data = tmp_path_factory.mktemp("app"), tmp_path_factory.mktemp("data")
    for name, target in in_the_image().items():
        path = app / target.removeprefix("/app/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=app,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "PRIVACYBOT_PORT": str(free_port()),
            "PRIVACYBOT_STORE": f"sqlite:{data}/privacybot.db",
            "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
        },
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    seen = json.loads(done.stdout)
    assert seen["code"] == 0, done.stderr.decode()
    return {
        "read": [name.removeprefix(f"{app}/") for name in seen["read"] if name.startswith(f"{app}/")],
        "written": [name for name in seen["written"] if not name.startswith((f"{data}/", "/dev/"))],
    }


def test_with_what_it_holds_the_bot_starts_and_stops(started: dict[str, list[str]]) -> None:
    kinds = {Path(name).suffix for name in started["read"]}
    assert {".toml", ".model", ".index", ".tsv"} <= kinds, "it did read what it is made of"


def test_a_start_writes_nowhere_but_in_its_register(started: dict[str, list[str]]) -> None:
    assert started["written"] == []


class _Health(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/health/live" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def health() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Health)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_health_check_asks_whether_it_lives(
    health: HTTPServer, status: int, healthy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Health, "status", status)
    _, *words = health_command(IMAGE)
    done = subprocess.run(
        [sys.executable, *words],
        env={"PRIVACYBOT_PORT": str(health.server_port)},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode == 0) is healthy


def test_the_last_line_that_matches_decides_what_is_ignored() -> None:
    ignored = Ignored("*\n!bot\n# a remark\n**/*.py[cod]\nbot/old")
    assert "README.md" in ignored
    assert "bot/a.py" not in ignored
    assert "bot/deep/a.pyc" in ignored
    assert "bot/old/a.py" in ignored


def test_a_copy_that_finds_nothing_is_seen() -> None:
    (stage,) = stages("FROM python:3\nWORKDIR /app\nCOPY nowhere nowhere\nCOPY app.py \\\n  ./\n")
    with pytest.raises(ValueError, match="nowhere"):
        list(copied(stage, ["app.py"], Ignored("")))
    with pytest.raises(ValueError, match="no instruction"):
        stages("FROM python:3\nwhat is this")
