"""The front door: what is refused and how, and what a fault of ours looks like from outside."""

import asyncio
import http.client
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.events import Answer, Event, Say, ShowCard
from bot.teams.web import BODY_LIMIT, load_words
from tests.bot.small_bot import HELPER, Script, question, small_bot
from tests.bot.teams.any_json import ANY_JSON
from tests.e2e.fake_teams import SAM, Answered, Failure, FakeTeams, fake_teams

JSON_HEADERS = {"Content-Type": "application/json"}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


def echo() -> Script:
    return Script(lambda event: Say("ok"))


async def ask(
    teams: FakeTeams,
    body: bytes | None,
    *,
    method: str = "POST",
    path: str = "/api/messages",
    headers: dict[str, str] | None = None,
) -> Answered:
    """A request with exactly these bytes; every answer must be JSON."""
    async with teams.session.request(
        method,
        f"{teams.bot_url}{path}",
        data=body,
        headers=JSON_HEADERS if headers is None else headers,
        skip_auto_headers=["Content-Type"],
    ) as response:
        raw = await response.read()
        assert response.content_type == "application/json"
        return Answered(response.status, json.loads(raw) if method != "HEAD" else None)


def activity_bytes(teams: FakeTeams, **changes: Any) -> bytes:
    return json.dumps(teams.personal(SAM).activity("message") | {"text": "hoi"} | changes).encode()


BAD_BODIES = [
    b"",
    b"{",
    b"nothing",
    b"\xff\xfe",
    b'\xef\xbb\xbf{"type": "message"}',
    b"null",
    b"7",
    b'"text"',
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"type": "message", "type": "invoke"}',
    b'{"value": {"a": 1, "a": 2}}',
    b'{"a": NaN}',
    b'{"a": -Infinity}',
    b'{"a": 1e999}',
    b'{"a": ' + b"9" * 5_000 + b"}",
    b'{"a": 1} trailing',
    b"{'a': 1}",
]


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: repr(body[:30]))
async def test_what_is_not_an_activity_is_a_bad_request(teams: FakeTeams, body: bytes) -> None:
    handler = echo()
    async with small_bot(teams, handler):
        answered = await ask(teams, body)
    assert (answered.status, list(answered.body)) == (400, ["error"])
    assert handler.events == []


async def test_each_refusal_is_one_line_without_what_was_sent(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "aiohttp")
    async with small_bot(teams, echo()):
        caplog.clear()
        body = activity_bytes(teams, type=7, text="Sam Voorbeeld")
        assert (await ask(teams, body)).status == 400
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["refused with 400: type is not as it should be"]


async def test_the_right_status_for_each_refusal(teams: FakeTeams) -> None:
    good = activity_bytes(teams)
    async with small_bot(teams, echo()):
        assert (await ask(teams, good)).status == 200
        utf8 = {"Content-Type": "application/json; charset=utf-8"}
        assert (await ask(teams, good, headers=utf8)).status == 200
        for headers in (
            {},
            {"Content-Type": "text/plain"},
            {"Content-Type": "application/json; charset=utf-16"},
            JSON_HEADERS | {"Content-Encoding": "gzip"},
        ):
            assert (await ask(teams, good, headers=headers)).status == 415, headers
        for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS"):
            assert (await ask(teams, b"", method=method)).status == 405
        for path in ("/", "/api", "/api/messages/", "/api/messages/1", "/%2e%2e/etc/passwd", "/health"):
            assert (await ask(teams, good, path=path)).status == 404
        assert (await ask(teams, b" " * (BODY_LIMIT + 1))).status == 413
        assert (await ask(teams, activity_bytes(teams, serviceUrl="https://evil.example/"))).status == 403
        assert (await ask(teams, activity_bytes(teams, channelId="webchat"))).status == 403
        assert (await ask(teams, activity_bytes(teams, channelData={"tenant": {"id": "x"}}))).status == 403
        assert (await ask(teams, activity_bytes(teams, **{"from": {"id": "29:x"}}))).status == 403
        invoke = activity_bytes(teams, type="invoke", name="signin/verifyState")
        assert (await ask(teams, invoke)).status == 501
        assert (await ask(teams, activity_bytes(teams, type="typing"))).status == 200


async def raw_exchange(teams: FakeTeams, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Bytes on the line, and all that comes back until the other side hangs up."""
    host, port = teams.bot_url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        async with asyncio.timeout(8):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


HEAD = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"


async def test_a_body_needs_a_length_and_a_limit_holds_without_one(teams: FakeTeams) -> None:
    async with small_bot(teams, echo()):
        assert b" 411 " in await raw_exchange(teams, HEAD + b"\r\n")
        body = activity_bytes(teams)
        chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        assert b" 200 " in await raw_exchange(teams, chunked + chunk)
        big = b"".join(b"10000\r\n" + b" " * 0x10000 + b"\r\n" for _ in range(6))
        assert b" 413 " in await raw_exchange(teams, chunked + big)
        assert b" 400 " in await raw_exchange(teams, chunked + b"nonsense\r\n")


@pytest.mark.parametrize(
    "request_line",
    [
        b"\x16\x03\x01 not http\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
    ],
    ids=lambda line: repr(line[:24]),
)
async def test_what_is_not_http_gets_json_and_one_line_too(
    teams: FakeTeams, request_line: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with small_bot(teams, echo()):
        caplog.clear()
        answer = await raw_exchange(teams, request_line)
    assert b" 400 " in answer.split(b"\r\n")[0]
    assert json.loads(answer.split(b"\r\n\r\n")[1]) == {"error": "not HTTP that can be read"}
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info is None


async def test_slow_clients_are_let_go(teams: FakeTeams) -> None:
    async with small_bot(teams, echo(), body_seconds=0.2, header_seconds=0.3):
        assert b" 408 " in await raw_exchange(teams, HEAD + b"Content-Length: 50\r\n\r\n{")
        assert await raw_exchange(teams, b"POST /api/mess") == b""
        assert await raw_exchange(teams) == b""  # it waits for eight seconds at most
        assert (await teams.personal(SAM).say("x")).status == 200


async def test_a_client_that_hangs_up_does_no_harm(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    async with small_bot(teams, echo()):
        host, port = teams.bot_url.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(HEAD + b"Content-Length: 5000\r\n\r\n{")
        await writer.drain()
        writer.transport.abort()
        await asyncio.sleep(0.1)
        assert (await teams.personal(SAM).say("x")).status == 200
    assert all(record.exc_info is None for record in caplog.records)


async def test_every_bad_token_is_401_before_the_body_is_looked_at(teams: FakeTeams) -> None:
    handler = echo()
    async with small_bot(teams, handler, check_tokens=True):
        assert (await teams.personal(SAM).say("goed")).status == 200
        for wrong, authorization in teams.bad_authorizations().items():
            if authorization is not None and not authorization.isascii():
                continue  # no HTTP client sends that; test_inbound_token does
            headers = (
                JSON_HEADERS if authorization is None else JSON_HEADERS | {"Authorization": authorization}
            )
            status = (await ask(teams, activity_bytes(teams), headers=headers)).status
            # aiohttp itself refuses a header that is too long.
            assert status == (400 if wrong == "very long" else 401), wrong
        assert (await ask(teams, b"{")).status == 401
        assert (await ask(teams, b"x", headers={})).status == 401
        bearer = JSON_HEADERS | {"Authorization": f"Bearer {teams.token()}"}
        other = activity_bytes(teams, serviceUrl="http://127.0.0.1:1/")
        assert (await ask(teams, other, headers=bearer)).status == 401
        assert (await ask(teams, activity_bytes(teams, channelId="webchat"), headers=bearer)).status == 401
        assert (await ask(teams, b"{", headers=bearer)).status == 400
        assert (await ask(teams, b"", method="GET", path="/health/live")).status == 200
    assert len(handler.events) == 1


async def test_a_rotated_key_is_never_a_500(teams: FakeTeams) -> None:
    async with small_bot(teams, echo(), check_tokens=True):
        chat = teams.personal(SAM)
        await chat.say("x")
        teams.rotate_key()
        assert (await chat.send(chat.activity("typing"))).status == 401, "asked for a minute ago"


def breaks(event: Event) -> Answer:
    raise KeyError("Sam Voorbeeld, BSN 111222333")


async def test_a_fault_at_typed_text_is_told_kindly_and_logged_without_values(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    async with small_bot(teams, Script(breaks)):
        caplog.clear()
        chat = teams.personal(SAM)
        answered = await chat.send(chat.activity("message") | {"text": "datalek"})
    assert answered.status == 200
    (post,) = chat.posts
    assert post.text == load_words(HELPER.title, HELPER.email).fault("code-1")
    assert post.activity["from"] == {"id": teams.bot_id}
    (record,) = caplog.records
    assert record.getMessage().startswith("fault code-1: KeyError at test_web.py:")
    assert record.exc_info is None
    assert "Sam" not in caplog.text


def test_a_fault_never_keeps_a_breach_waiting() -> None:
    """Policy point 14: tell it at once. The policy has no telephone number, but a mail address."""
    told = load_words(HELPER.title, HELPER.email).fault("code-1")
    assert HELPER.email in told
    assert "datalek niet later" in told
    assert "code-1" in told
    assert "bel" not in told.casefold().split()


async def test_a_fault_at_a_press_keeps_the_card_and_says_so(teams: FakeTeams) -> None:
    broken = False

    def answer(event: Event) -> Answer:
        return breaks(event) if broken else ShowCard(question("Eerste", "Ja"), "s")

    async with small_bot(teams, Script(answer)):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        broken = True
        activity = chat.pressing("Ja")
        assert activity is not None
        answered = await chat.send(activity)
    assert answered.status == 200
    assert answered.body["type"] == "application/vnd.microsoft.error"
    assert answered.error == load_words(HELPER.title, HELPER.email).fault("code-2")
    assert len(chat.posts) == 1


async def test_when_even_the_apology_cannot_be_sent_it_is_logged(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    async with small_bot(teams, Script(breaks)):
        teams.fail(Failure(403))
        chat = teams.personal(SAM)
        assert (await chat.say("datalek")).status == 200
    assert "the apology was not sent (403 ServiceError)" in caplog.text


async def test_an_answer_that_cannot_be_sent_is_a_fault_too(teams: FakeTeams) -> None:
    async with small_bot(teams, Script(lambda event: Say("ok"))):
        teams.fail(Failure(403))
        chat = teams.personal(SAM)
        assert (await chat.say("datalek")).status == 200
    assert "code-1" in chat.posts[-1].text


async def test_health(teams: FakeTeams) -> None:
    async with small_bot(teams, echo(), ready={"store": True, "keys": False}):
        live = await ask(teams, None, method="GET", path="/health/live", headers={})
        ready = await ask(teams, None, method="GET", path="/health/ready", headers={})
    assert (live.status, live.body) == (200, {"live": True})
    assert (ready.status, ready.body) == (503, {"store": True, "keys": False})
    async with small_bot(teams, echo(), ready={"store": True, "set_aside": 3}):
        counted = await ask(teams, None, method="GET", path="/health/ready", headers={})
    assert (counted.status, counted.body) == (200, {"store": True, "set_aside": 3}), "a count is no fault"
    async with small_bot(teams, echo(), ready={"store": False, "set_aside": 0}):
        assert (await ask(teams, None, method="GET", path="/health/ready", headers={})).status == 503
    async with small_bot(teams, echo(), ready={"store": True}):
        assert (await ask(teams, None, method="GET", path="/health/ready", headers={})).status == 200


ALMOST_JSON = st.one_of(
    st.binary(max_size=200),
    ANY_JSON.map(lambda document: json.dumps(document).encode()),
    st.text(alphabet='{}[]":,0123456789eE+-.truefalsnu\\ud8', max_size=60).map(str.encode),
)
FIELDS = [
    "type",
    "id",
    "from",
    "conversation",
    "recipient",
    "channelData",
    "value",
    "text",
    "entities",
    "name",
]


@pytest.mark.hypothesis  # the properties stand inside it
async def test_no_body_whatever_makes_a_500_or_a_trace(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    handler = echo()
    async with small_bot(teams, handler):
        address = teams.bot_url.removeprefix("http://")
        chat = teams.personal(SAM)

        def status_of(connection: http.client.HTTPConnection, body: bytes) -> int:
            connection.request("POST", "/api/messages", body, JSON_HEADERS)
            response = connection.getresponse()
            json.loads(response.read())
            return response.status

        def fuzz() -> None:
            connection = http.client.HTTPConnection(address, timeout=10)

            @settings(max_examples=150, database=None)
            @given(ALMOST_JSON)
            def any_body(body: bytes) -> None:
                assert status_of(connection, body) == 400

            @settings(max_examples=150, database=None)
            @given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, min_size=1, max_size=3))
            def any_field(changes: dict[str, Any]) -> None:
                raw = chat.activity("message") | {"text": "x"} | changes
                assert status_of(connection, json.dumps(raw).encode()) in {200, 400, 403}

            any_body()
            any_field()
            connection.close()

        await asyncio.to_thread(fuzz)
    assert all(record.exc_info is None for record in caplog.records)
