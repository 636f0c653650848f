"""Sending to Teams: where to, how often, and what a failure means."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import aiohttp
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.teams.connector import ConnectorClient, Limits, ServiceUrls, _written
from bot.teams.events import PermanentFailure, Place, Teams, TransientFailure
from bot.teams.header_times import moment_of, retry_after
from bot.teams.outbound_token import Bearer, OutboundToken, client_credentials
from bot.teams.pace import Pace
from tests.bot.small_bot import QUICK, connector_to, question
from tests.e2e.fake_teams import (
    APP_ID,
    BLOCKED,
    HTML,
    NOOR,
    SAM,
    SECRET,
    TENANT,
    Failure,
    FakeTeams,
    channel_id,
    fake_teams,
    person,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


CARD = question("Wie pakt dit op?", "Ik")


@dataclass
class Sending:
    teams: FakeTeams
    connector: ConnectorClient
    slept: list[float] = field(default_factory=list)

    @property
    def channel(self) -> Place:
        return Place(self.teams.service_url, channel_id("po"), "channel", TENANT)

    @property
    def chat(self) -> Place:
        return Place(self.teams.service_url, self.teams.personal(SAM).conversation, "personal", TENANT)


@pytest.fixture
async def sending() -> AsyncIterator[Sending]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        connector = connector_to(teams, session, sleep=sleep, wall=lambda: NOW)
        yield Sending(teams, connector, slept)


def as_protocol(connector: ConnectorClient) -> Teams:
    return connector


async def test_a_post_in_a_channel_is_updated_and_answered_in_its_thread(sending: Sending) -> None:
    teams = as_protocol(sending.connector)
    root = await teams.post_to_channel(sending.channel, CARD, "DL-2026-0001: nieuw")
    reply = await teams.reply_in_thread(sending.channel, root, question("Antwoord"), "antwoord")
    await teams.update(sending.channel, root, question("Opgepakt"), "opgepakt")
    first, second = sending.teams.posts
    assert (first.id, first.thread, first.version, first.summary) == (root, None, 1, "opgepakt")
    assert "Opgepakt" in first.text
    assert (second.id, second.thread) == (reply, root)
    in_thread = Place(sending.channel.service_url, sending.channel.conversation, "channel", TENANT, root)
    await teams.update(in_thread, reply, question("Beantwoord"), "beantwoord")
    assert "Beantwoord" in second.text


async def test_a_personal_chat_is_opened_once_and_written_to(sending: Sending) -> None:
    teams = as_protocol(sending.connector)
    sending.teams.personal(NOOR)
    place = await teams.open_chat(sending.teams.service_url, TENANT, NOOR.teams_id)
    assert place == await teams.open_chat(sending.teams.service_url, TENANT, NOOR.teams_id)
    assert place.scope == "personal"
    assert await teams.send_to_person(place, CARD, "vraag") == sending.teams.posts[0].id
    assert sending.teams.personal(NOOR).text.startswith("Wie pakt dit op?")


async def test_a_card_goes_without_text_and_with_summary_and_tenant(sending: Sending) -> None:
    await sending.connector.send_to_person(sending.chat, CARD, "nieuw datalek")
    body = sending.teams.calls[0].body
    assert "text" not in body
    assert body["summary"] == "nieuw datalek"
    assert body["channelData"] == {"tenant": {"id": TENANT}}
    await sending.connector.post_to_channel(sending.channel, CARD, "nieuw")
    body = sending.teams.calls[1].body
    assert body["tenantId"] == body["channelData"]["tenant"]["id"] == TENANT
    assert body["bot"] == {"id": sending.teams.bot_id}


def test_half_an_emoji_is_written_as_any_other_sign() -> None:
    told = {"summary": "\ud83d één \U0001f600", "parts": [1, None, True]}
    assert json.loads(_written(told)) == told


async def test_ids_travel_as_one_part_of_the_address(sending: Sending) -> None:
    chat = sending.teams.personal(SAM).conversation
    odd = "a/b?c#d%e;f@g"
    with pytest.raises(PermanentFailure, match="404 ActivityNotFoundInConversation"):
        await sending.connector.replace(
            sending.teams.service_url, chat, odd, {"type": "message", "text": "x"}
        )
    assert sending.teams.calls[0].path.endswith("/activities/a%2Fb%3Fc%23d%25e%3Bf%40g")


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_passing_trouble_is_tried_again(sending: Sending, status: int) -> None:
    sending.teams.fail(Failure(status), Failure(status), Failure(status))
    assert await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert [call.status for call in sending.teams.calls] == [status] * 3 + [201]
    assert len(sending.teams.posts) == 1
    assert sending.slept == pytest.approx([0.001, 0.002, 0.004])


async def test_a_broken_connection_is_tried_again(sending: Sending) -> None:
    sending.teams.fail(Failure(cut=True))
    assert await sending.connector.send_to_person(sending.chat, CARD, "s")


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_lasting_trouble_is_transient_after_so_many_tries(sending: Sending, status: int) -> None:
    sending.teams.fail(*[Failure(status)] * 9)
    with pytest.raises(TransientFailure, match=f"{status} ServiceError"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert len(sending.teams.calls) == QUICK.attempts


@pytest.mark.parametrize("status", [408, 409, 425, 500, 503, 501, 301, 307, 304])
async def test_other_trouble_is_transient_at_once(sending: Sending, status: int) -> None:
    sending.teams.fail(Failure(status, body=""))
    with pytest.raises(TransientFailure, match=str(status)):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert len(sending.teams.calls) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 422])
async def test_a_refusal_is_permanent_and_names_the_code_only(sending: Sending, status: int) -> None:
    body = '{"error": {"code": "BadSyntax", "message": "Sam Voorbeeld is onbekend"}}'
    sending.teams.fail(Failure(status, body=body))
    with pytest.raises(PermanentFailure) as caught:
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert str(caught.value) == f"{status} BadSyntax"
    assert len(sending.teams.calls) == 1


async def test_a_blocked_bot_is_recognised_in_the_encoded_message(sending: Sending) -> None:
    sending.teams.fail(BLOCKED)
    with pytest.raises(PermanentFailure, match="MessageWritesBlocked"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")


async def test_html_bodies_do_no_harm(sending: Sending) -> None:
    sending.teams.fail(HTML)
    assert await sending.connector.send_to_person(sending.chat, CARD, "s")
    sending.teams.fail(Failure(403, body="<html>", content_type="text/html"))
    with pytest.raises(PermanentFailure, match=r"^403$"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"id": 7}', "<p>", "[" * 5000])
async def test_success_without_an_id_is_success(sending: Sending, body: str) -> None:
    sending.teams.fail(Failure(201, body=body))
    assert await sending.connector.send_to_person(sending.chat, CARD, "s") == ""


async def test_the_id_of_a_post_can_hide_in_the_conversation(sending: Sending) -> None:
    sending.teams.fail(Failure(201, body='{"id": "19:x@thread.tacv2;messageid=17"}'))
    assert await sending.connector.post_to_channel(sending.channel, CARD, "s") == "17"


async def test_an_opened_chat_without_id_is_transient(sending: Sending) -> None:
    sending.teams.fail(Failure(201, body="{}"))
    with pytest.raises(TransientFailure):
        await sending.connector.open_chat(sending.teams.service_url, TENANT, SAM.teams_id)


@pytest.mark.parametrize(
    ("value", "least"),
    [("2", 2.0), ("0", 0.0), (format_datetime(NOW + timedelta(seconds=3), usegmt=True), 3.0)],
)
async def test_retry_after_is_honoured(sending: Sending, value: str, least: float) -> None:
    sending.teams.fail(Failure(429, retry_after=value))
    await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert least <= sending.slept[0] < least + 0.1


@pytest.mark.parametrize(
    "value", ["soon", "-5", "", "1e9", "9" * 40, "²", "٣", "Mon, 32 Foo 0000 99:99:99 +9999"]
)
async def test_a_strange_retry_after_is_as_none(sending: Sending, value: str) -> None:
    sending.teams.fail(Failure(429, retry_after=value))
    await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert sending.slept == pytest.approx([0.001])


@given(st.one_of(st.text(max_size=60), st.from_regex(r"\w{3}, \d\d \w{3} \d{1,5} [\d:]{1,8} \S{0,6}")))
@example("0\x1f")
def test_no_header_about_time_is_a_fault(value: str) -> None:
    waits, moment = retry_after(value, NOW), moment_of(value)
    assert waits is None or waits >= 0
    assert moment is None or moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "told", ["\ud800", "a" * 5_000, "a\x00b", 7, None, ["a"], {}], ids=lambda told: ascii(told)[:12]
)
async def test_an_id_that_cannot_be_kept_is_none(sending: Sending, told: object) -> None:
    odd = Failure(201, body=json.dumps({"activityId": told, "id": told}), arrives=True)
    sending.teams.fail(odd, odd)
    assert await sending.connector.post_to_channel(sending.channel, CARD, "s") == ""
    assert await sending.connector.send_to_person(sending.chat, CARD, "s") == ""
    sending.teams.fail(odd)
    with pytest.raises(TransientFailure):
        await sending.connector.open_chat(sending.teams.service_url, TENANT, SAM.teams_id)


async def test_every_answer_tells_what_time_it_is(sending: Sending) -> None:
    connector, seconds = sending.connector, 0.0
    connector._now = lambda: seconds
    assert connector.server_time() is None
    sending.teams.clock = lambda: NOW
    sending.teams.fail(Failure(403))
    with pytest.raises(PermanentFailure):
        await connector.send_to_person(sending.chat, CARD, "s")
    assert connector.server_time() == NOW
    seconds = 90.0
    assert connector.server_time() == NOW + timedelta(seconds=90)
    sending.teams.clock = lambda: NOW + timedelta(days=1)
    await connector.send_to_person(sending.chat, CARD, "s")
    assert connector.server_time() == NOW + timedelta(days=1), "the newest answer counts"


async def test_a_long_retry_after_is_left_to_the_sender(sending: Sending) -> None:
    sending.teams.fail(Failure(429, retry_after="600"))
    with pytest.raises(TransientFailure, match="429"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert sending.slept == []
    with pytest.raises(TransientFailure, match="too many"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    await sending.connector.post_to_channel(sending.channel, CARD, "s")  # elsewhere it goes on


async def test_an_answer_that_does_not_come_is_transient_and_not_sent_twice(sending: Sending) -> None:
    sending.connector._limits = Limits(request=0.1, total=5.0)
    sending.teams.fail(Failure(delay=0.4, arrives=True))
    with pytest.raises(TransientFailure, match="in time"):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    await asyncio.sleep(0.4)
    assert len(sending.teams.posts) == 1


async def test_when_the_bot_stops_nobody_waits_for_the_pace_or_the_next_try() -> None:
    """What was not sent waits in the store; who is being sent to gets it still."""
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        connector = connector_to(teams, session, sleep=asyncio.sleep)
        connector._limits = Limits(first_pause=3600.0, total=10_000.0)
        connector._pace = Pace(((3600.0, 1),), 10)
        chats = [
            Place(teams.service_url, teams.personal(each).conversation, "personal", TENANT)
            for each in (SAM, NOOR, person("Lou Voorbeeld"))
        ]
        await connector.send_to_person(chats[0], CARD, "s")
        teams.fail(Failure(502))
        refused = asyncio.create_task(connector.send_to_person(chats[1], CARD, "s"))
        paced = asyncio.create_task(connector.send_to_person(chats[0], CARD, "s"))
        await asyncio.sleep(0.2)
        assert not refused.done()
        assert not paced.done()
        connector.stops()
        async with asyncio.timeout(10):
            with pytest.raises(TransientFailure, match="502"):
                await refused
            with pytest.raises(TransientFailure, match="stops"):
                await paced
        assert await connector.send_to_person(chats[2], CARD, "s")
        assert len(teams.posts) == 2


async def test_nobody_listening_is_transient(sending: Sending) -> None:
    place = Place("http://127.0.0.1:9/", "a:1", "personal", TENANT)
    with pytest.raises(TransientFailure):
        await sending.connector.send_to_person(place, CARD, "s")
    assert len(sending.slept) == QUICK.attempts - 1


async def test_a_redirect_is_not_followed(sending: Sending) -> None:
    sending.teams.fail(Failure(307, body=""))
    with pytest.raises(TransientFailure):
        await sending.connector.send_to_person(sending.chat, CARD, "s")
    assert len(sending.teams.calls) == 1


def token_of(teams: FakeTeams, session: aiohttp.ClientSession, secret: str = SECRET) -> Bearer:
    return OutboundToken(
        client_credentials(session, teams.login_url, APP_ID, secret), time.monotonic, pause=0.01
    )


async def test_the_token_goes_along_and_a_401_renews_it_once() -> None:
    async with fake_teams(check_tokens=True) as teams, aiohttp.ClientSession() as session:
        connector = connector_to(teams, session, token_of(teams, session))
        place = Place(teams.service_url, teams.personal(SAM).conversation, "personal", TENANT)
        await connector.send_to_person(place, CARD, "s")
        assert teams.calls[0].authorization == "Bearer bot-token-1"
        teams.good_tokens.clear()
        await connector.send_to_person(place, CARD, "s")
        assert [call.status for call in teams.calls] == [201, 401, 201]
        teams.fail(Failure(401), Failure(401))
        with pytest.raises(TransientFailure, match="401"):
            await connector.send_to_person(place, CARD, "s")
        assert teams.logins == 3


async def test_a_refused_login_is_no_fault_of_the_message() -> None:
    async with fake_teams(check_tokens=True) as teams, aiohttp.ClientSession() as session:
        connector = connector_to(teams, session, token_of(teams, session, "wrong"))
        place = Place(teams.service_url, teams.personal(SAM).conversation, "personal", TENANT)
        with pytest.raises(TransientFailure, match="invalid_client"):
            await connector.send_to_person(place, CARD, "s")
        assert teams.calls == []


async def test_an_address_that_is_not_allowed_gets_neither_message_nor_token() -> None:
    async with fake_teams(check_tokens=True) as teams, aiohttp.ClientSession() as session:
        connector = ConnectorClient(
            session,
            token_of(teams, session),
            ServiceUrls(),
            teams.bot_id,
            now=time.monotonic,
            wall=lambda: NOW,
            sleep=asyncio.sleep,
            jitter=lambda: 0.5,
        )
        here = teams.service_url
        place = Place(here, "a:1", "personal", TENANT)
        tries: list[Callable[[], Awaitable[Any]]] = [
            lambda: connector.post_to_channel(place, CARD, "s"),
            lambda: connector.send_to_person(place, CARD, "s"),
            lambda: connector.update(place, "1", CARD, "s"),
            lambda: connector.reply_in_thread(place, "1", CARD, "s"),
            lambda: connector.open_chat(here, TENANT, SAM.teams_id),
        ]
        for attempt in tries:
            with pytest.raises(PermanentFailure, match="not allowed"):
                await attempt()
        assert (teams.calls, teams.logins) == ([], 0)


async def test_one_conversation_gets_fewer_than_seven_messages_a_second() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        connector = connector_to(teams, session, limits=Limits())
        place = Place(teams.service_url, teams.personal(SAM).conversation, "personal", TENANT)
        other = Place(teams.service_url, teams.personal(NOOR).conversation, "personal", TENANT)
        await asyncio.gather(*(connector.send_to_person(place, CARD, str(n)) for n in range(8)))
        at = [call.at for call in teams.calls]
        assert at[6] - at[0] > 0.95
        assert [post.summary for post in teams.posts] == [str(n) for n in range(8)], "in order"
        started = asyncio.get_running_loop().time()
        await connector.send_to_person(other, CARD, "s")
        assert asyncio.get_running_loop().time() - started < 0.5, "others do not wait for it"
