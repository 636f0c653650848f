"""Who is not of the organisation does nothing at all, whatever is sent: every event and every kind of activity.

Made of the lives of the registers: a new event is in it by itself. What is refused changes no row, says nothing, and
is counted.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.registers import REGISTERS
from cases.register.forms import FORM
from tests.e2e.fake_cards import Json
from tests.e2e.fake_teams import NOOR, SAM, Chat
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import RunningBot, running_bot

ELSEWHERE = "99999999-2222-4333-8444-555555555555"


def _conversation(activity: Json) -> None:
    activity["conversation"] = activity["conversation"] | {"tenantId": ELSEWHERE}


def _sender(activity: Json) -> None:
    activity["from"] = activity["from"] | {"tenantId": ELSEWHERE}


def _channel(activity: Json) -> None:
    activity["channelData"] = activity["channelData"] | {"tenant": {"id": ELSEWHERE}}


def _all(activity: Json) -> None:
    for each in (_conversation, _sender, _channel):
        each(activity)


def _no_tenant(activity: Json) -> None:
    activity["channelData"] = {}
    activity["conversation"] = {
        name: each for name, each in activity["conversation"].items() if name != "tenantId"
    }


def _guest(activity: Json) -> None:
    activity["from"] = {name: each for name, each in activity["from"].items() if name != "aadObjectId"}


def _guest_without_a_word(activity: Json) -> None:
    activity["from"] = activity["from"] | {"aadObjectId": ""}


def _web_chat(activity: Json) -> None:
    activity["channelId"] = "webchat"


def _emulator(activity: Json) -> None:
    activity["channelId"] = "emulator"


OUTSIDERS: dict[str, Callable[[Json], None]] = {
    "another tenant": _all,
    "a conversation of another tenant": _conversation,
    "a sender of another tenant, as in a shared channel": _sender,
    "a channel of another tenant": _channel,
    "no tenant": _no_tenant,
    "a guest without an id": _guest,
    "a guest with an empty id": _guest_without_a_word,
    "web chat": _web_chat,
    "the emulator": _emulator,
}


def activities(chat: Chat, number: str) -> Iterator[Json]:
    """What somebody of an office could send: every event as a press and as an older client sends it, and the rest."""
    verbs = {each.name for register in REGISTERS for each in register.life.events}
    verbs |= {form + FORM for register in REGISTERS for form in register.forms}
    for verb in sorted({*verbs, "show", "history", "paper", "menu", "register", "overviews", "give", "file"}):
        data = {"case": number, "version": "1", "reason": "Verzonnen reden.", "register": "breach"}
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        yield chat.activity("invoke") | {"name": "adaptiveCard/action", "value": {"action": action}}
        yield chat.activity("message") | {"value": data | {"verb": verb}}
    for text in ("datalek", "koppel po", "toon datalekken", "controleer het register", f"toon {number}"):
        yield chat.activity("message") | {"text": text}
    for name in ("composeExtension/fetchTask", "composeExtension/submitAction", "fileConsent/invoke"):
        yield chat.activity("invoke") | {"name": name, "value": {"commandId": "report", "type": "fileUpload"}}
    yield chat.activity("installationUpdate") | {"action": "add"}


def rows(folder: Path) -> list[tuple[Any, ...]]:
    """Every row of the store, to the byte."""
    with closing(sqlite3.connect(folder / "privacybot.db")) as file:
        return file.execute("SELECT * FROM rows WHERE key NOT LIKE 'heart%' ORDER BY 1, 2, 3").fetchall()


async def counted(bot: RunningBot) -> int:
    """How much was refused by now."""
    return int((await bot.get("/health/ready"))[1]["refused"])


@pytest.mark.parametrize("scope", ["personal", "channel"])
async def test_an_outsider_does_nothing_at_all(tmp_path: Path, scope: str) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        chat = bot.personal(NOOR) if scope == "personal" else bot.channel("po", NOOR)
        await bot.get("/health/ready")
        before, calls, refused, sent = rows(tmp_path), len(bot.teams.calls), await counted(bot), 0
        for outsider in OUTSIDERS.values():
            for activity in activities(chat, number):
                outsider(activity)
                status, told = await bot.post(json.dumps(activity).encode())
                sent += 1
                assert status == 403, activity
                assert set(told) == {"error"}
                assert STORY not in str(told)
                assert number not in str(told)
        assert sent > 1000
        assert rows(tmp_path) == before
        assert len(bot.teams.calls) == calls
        assert await counted(bot) == refused + sent


async def test_a_token_of_another_channel_or_place_moves_no_case(tmp_path: Path) -> None:
    """Each part of an activity that a token does not vouch for, for every event of a breach."""
    async with running_bot(tmp_path, tokens=True) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        chat, (breach, *_) = bot.personal(NOOR), REGISTERS
        good = f"Bearer {bot.teams.token()}"
        await bot.get("/health/ready")
        before, sent = rows(tmp_path), 0
        changes: list[Json] = [
            {"channelId": "emulator"},
            {"channelId": "webchat"},
            {"channelId": "msteams "},
            {"channelId": None},
            {"serviceUrl": "https://smba.trafficmanager.net/nl/"},
            {"serviceUrl": None},
        ]
        for entry in breach.life.events:
            data = {"case": number, "version": "1"}
            action = {"type": "Action.Execute", "verb": entry.name, "data": data}
            for change in changes:
                activity = chat.activity("invoke") | {
                    "name": "adaptiveCard/action",
                    "value": {"action": action},
                }
                body = json.dumps(activity | change).encode()
                assert (await bot.post(body, {"Authorization": good}))[0] == 401, (entry.name, change)
                sent += 1
        assert rows(tmp_path) == before
        assert await counted(bot) == sent
