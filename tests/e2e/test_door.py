"""What knocks at the door: tokens good and bad, activities that are no activities, and whether the bot is ready."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.fake_teams import JILL, NOOR, SAM, Failure
from tests.e2e.filing import report
from tests.e2e.running_bot import running_bot
from tests.e2e.test_case import living
from tests.e2e.test_strangers import forge


async def test_with_a_good_token_everything_works(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        office = bot.channel("po", NOOR)
        await office.press("Ik pak dit op", on=living(office))
        await bot.settled()
        assert (await bot.case(number)).taken_up
        assert bot.teams.logins == 1
        assert await bot.get("/health/ready") == (
            200,
            {"store": True, "keys": True, "outbox": True, "set_aside": 0, "refused": 0},
        )


async def test_every_bad_token_is_refused_and_nothing_happens(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        sam = bot.personal(SAM)
        body = json.dumps(sam.activity("message") | {"text": "datalek"}).encode()
        for name, header in bot.teams.bad_authorizations().items():
            headers = {} if header is None else {"Authorization": header}
            status, told = await bot.post(body, headers)
            # What does not even fit in a header ends before anybody looks at it.
            assert status == (400 if name == "very long" else 401), name
            assert set(told) == {"error"}, name
        assert not bot.teams.posts
        bad = len(bot.teams.bad_authorizations())
        assert (await bot.get("/health/ready"))[1]["refused"] == bad - 1, "counted, but for what is no HTTP"
        await sam.say("datalek")
        assert sam.posts


async def test_a_token_for_another_service_address_is_refused(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        sam = bot.personal(SAM)
        moved = sam.activity("message") | {"text": "datalek", "serviceUrl": "http://127.0.0.1:1/teams/"}
        assert (await sam.send(moved)).status in (401, 403)


async def test_not_ready_while_the_keys_are_unknown(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        await bot.stop()
        bot.teams.key_failures.extend([Failure(500)] * 50)
        await bot.start()
        status, parts = await bot.get("/health/ready")
        assert (status, parts["keys"]) == (503, False)
        sam = bot.personal(SAM)
        refused = await sam.send(sam.activity("message") | {"text": "datalek"})
        assert refused.status in (401, 503)


HOSTILE: list[tuple[str, bytes, dict[str, str], int]] = [
    ("nothing", b"", {}, 400),
    ("no JSON", b"{", {}, 400),
    ("not UTF-8", b'{"type": "\xff"}', {}, 400),
    ("a list", b"[]", {}, 400),
    ("a number", b"7", {}, 400),
    ("NaN", b'{"type": NaN}', {}, 400),
    ("deep", b'{"a":' * 5000 + b"1" + b"}" * 5000, {}, 400),
    ("twice the same key", b'{"type":"message","type":"invoke"}', {}, 400),
    ("empty object", b"{}", {}, 400),
    ("huge", b'{"text":"' + b"x" * 3_000_000 + b'"}', {}, 413),
    ("a form", b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ("packed", b"{}", {"Content-Encoding": "gzip"}, 415),
]


async def test_hostile_bodies_get_their_4xx_and_a_json_error(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        for name, body, headers, wanted in HOSTILE:
            status, told = await bot.post(body, headers)
            assert status == wanted, name
            assert set(told) == {"error"}, name
        assert (await bot.post(b"", method="GET"))[0] == 405
        assert (await bot.get("/nowhere"))[0] == 404
        assert (await bot.get("/health/live"))[0] == 200


ODD: list[tuple[str, Any]] = [
    ("type", 7),
    ("id", None),
    ("id", "x" * 5000),
    ("from", "Sam"),
    ("from", None),
    ("conversation", []),
    ("conversation", {"id": "", "conversationType": "personal"}),
    ("conversation", {"id": "a", "conversationType": "elsewhere"}),
    ("channelData", "text"),
    ("entities", {"a": 1}),
    ("entities", [7]),
    ("text", {"a": 1}),
    ("serviceUrl", 7),
    ("value", {"action": "x"}),
    ("value", {"verb": {"a": 1}}),
    ("value", [1]),
]


async def test_odd_activities_never_break_anything(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        for kind in ("message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "x"):
            for name, value in ODD:
                status = (await sam.send(sam.activity(kind) | {name: value})).status
                assert status in (200, 400, 403, 501), f"{kind} {name} {value!r}: {status}"


VALUES = (
    "",
    "0",
    "-1",
    "9" * 400,
    "1e400",
    "null",
    "DL-2026-0001' OR 1=1",
    "DL-2026-٠٠٠١",
    "../../etc",
    "case|DL-2026-0001",
    "<b>x</b>",
    "\u202eomgekeerd",
    "emoji \U0001f600",
    "[x](https://elsewhere.example)",
    "a" * 19_000,
)
VERBS = (
    "answer",
    "back",
    "stop",
    "resume",
    "discard",
    "edit",
    "file",
    "start",
    "restart",
    "menu",
    "contact",
    "switch",
    "own_cases",
    "take_up",
    "seen",
    "hand_over",
    "ask_reporter",
    "history",
    "show",
    "add_facts",
    "save_facts",
    "send_answer",
    "confirm_withdrawal",
    "__class__",
    "constructor",
    "",
)


@pytest.mark.parametrize("person", [SAM, NOOR, JILL], ids=["reporter", "officer", "stranger"])
async def test_forged_presses_get_an_answer_and_break_nothing(tmp_path: Path, person: Any) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        chat = bot.personal(person)
        names = (
            "draft",
            "exchange",
            "flow",
            "kind",
            "office",
            "page",
            "stage",
            "step",
            "to",
            "value",
            "version",
        )
        for verb in VERBS[:-1]:
            for at, value in enumerate(VALUES):
                data = dict.fromkeys(names, value) | {"case": number if at % 2 else value}
                answered = await forge(chat, verb, data)
                assert answered.card is not None or answered.notice
        assert (await bot.get("/health/ready"))[0] == 200
        assert await bot.numbers() == [number]
        await bot.events(number)
