"""One's own server: the unit is hardened and stops kindly, the proxy lets only messages through."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.settings import NAMES, PREFIX, read_settings
from bot.teams.web import BODY_LIMIT
from tests.deploy.dockerfile import ROOT
from tests.house import ORGANISATION_FILE

FOLDER = ROOT / "deploy" / "server"


def unit(text: str) -> dict[str, dict[str, list[str]]]:
    """The sections of a unit file; a name may stand more than once. Raises ValueError for what is no line of one."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(("#", ";")):
            continue
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = head.group(1)
            found[section] = defaultdict(list)
            continue
        name, equals, value = line.partition("=")
        if not equals or not section or not re.fullmatch(r"[A-Z]\w+", name):
            raise ValueError(f"no line of a unit: {line}")
        found[section][name].append(value)
    return found


UNIT = unit((FOLDER / "privacybot.service").read_text("utf-8"))
SERVICE = UNIT["Service"]

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectControlGroups": "yes",
    "ProtectClock": "yes",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}


@pytest.mark.parametrize(("name", "value"), HARDENED.items())
def test_the_unit_is_hardened(name: str, value: str) -> None:
    assert SERVICE[name] == [value]


def test_the_unit_runs_the_program_as_an_account_of_its_own() -> None:
    (command,) = SERVICE["ExecStart"]
    (folder,) = SERVICE["WorkingDirectory"]
    assert command == f"{folder}/.venv/bin/python app.py"
    assert SERVICE["User"] == SERVICE["Group"] == ["privacybot"]
    assert UNIT["Install"]["WantedBy"] == ["multi-user.target"]


def test_it_is_stopped_kindly_and_started_again_for_ever() -> None:
    """A store that is away ends the start with code 2 (docs/operations.md): the next try may find it."""
    assert SERVICE["KillSignal"] == ["SIGTERM"]
    assert int(SERVICE["TimeoutStopSec"][0]) > 60
    assert SERVICE["Restart"] == ["always"]
    assert UNIT["Unit"]["StartLimitIntervalSec"] == ["0"]


def settings_file() -> dict[str, str]:
    """The example of the environment, filled in."""
    lines = (FOLDER / "privacybot.env.example").read_text("utf-8").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    guid = "11111111-2222-4333-8444-555555555555"
    told = {
        "<app id>": guid,
        "<tenant id>": guid,
        "<host>": "mail.example",
        "<client secret>": "x",
        "<seal key>": "a1" * 32,
        "<token of the monitoring>": "a1" * 16,
        "<address that waits for a sign of life>": "ping.example/1",
        "<YYYY-MM-DD>": "2027-01-31",
    }
    return {
        name: re.sub(r"<[^>]+>", lambda match: told.get(match.group(), "x"), value)
        for name, value in pairs.items()
    }


def test_the_settings_file_names_every_setting_and_the_bot_takes_it() -> None:
    given = settings_file()
    assert {name.removeprefix(PREFIX) for name in given} == NAMES
    read = read_settings(given | {"PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}, local=False)
    assert read.registration is not None
    assert read.smtp is not None
    assert read.seals
    assert read.host == "127.0.0.1", "the proxy is on this machine, nobody else need reach it"


def test_the_register_lies_where_the_unit_may_write() -> None:
    (state,) = SERVICE["StateDirectory"]
    assert settings_file()["PRIVACYBOT_STORE"].startswith(f"sqlite:/var/lib/{state}/")
    (file,) = SERVICE["EnvironmentFile"]
    assert Path(settings_file()["PRIVACYBOT_ORGANISATION"]).parent == Path(file).parent


Block = dict[str, Any]


def blocks(text: str) -> Block:
    """A Caddyfile as blocks within blocks: what stands before a brace names its block, other lines are {line: {}}.

    Raises ValueError when the braces do not fit.
    """
    top: Block = {}
    open_blocks = [top]
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            continue
        if line == "}":
            if len(open_blocks) == 1:
                raise ValueError("a } too many")
            open_blocks.pop()
        elif line.endswith("{"):
            open_blocks.append(open_blocks[-1].setdefault(line.removesuffix("{").strip(), {}))
        else:
            open_blocks[-1][line] = {}
    if len(open_blocks) > 1:
        raise ValueError("a } is missing")
    return top


CADDY = blocks((FOLDER / "Caddyfile").read_text("utf-8"))


def test_the_proxy_lets_only_messages_through() -> None:
    (site,) = (each for name, each in CADDY.items() if name)
    assert set(site) == {"@messages", "handle @messages", "handle"}
    assert set(site["@messages"]) == {"method POST", "path /api/messages"}
    assert set(site["handle"]) == {"respond 404"}


def test_the_proxy_reaches_the_bot_and_refuses_what_it_would_refuse() -> None:
    given = settings_file()
    (site,) = (each for name, each in CADDY.items() if name)
    messages = site["handle @messages"]
    assert f"reverse_proxy {given['PRIVACYBOT_HOST']}:{given['PRIVACYBOT_PORT']}" in messages
    assert f"max_size {BODY_LIMIT // 1024}KB" in messages["request_body"]


@pytest.mark.parametrize("text", ["site {\n", "}\n", "a {\n}\n}\n"])
def test_braces_that_do_not_fit_are_seen(text: str) -> None:
    with pytest.raises(ValueError, match="}"):
        blocks(text)


@pytest.mark.parametrize("text", ["User=x\n", "[Service]\nno line\n", "[Service]\nlower=x\n"])
def test_what_is_no_unit_is_seen(text: str) -> None:
    with pytest.raises(ValueError, match="no line"):
        unit(text)
