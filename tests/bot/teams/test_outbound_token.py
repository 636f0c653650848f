"""The bot's own token: one login for all, in time, and failures told apart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.teams import outbound_token
from bot.teams.outbound_token import (
    Grant,
    LoginRefused,
    LoginUnavailable,
    NoToken,
    OutboundToken,
    client_credentials,
    managed_identity,
    token_url,
)
from tests.e2e.fake_teams import APP_ID, SECRET, Failure, FakeTeams, fake_teams


@dataclass
class Login:
    teams: FakeTeams
    token: OutboundToken
    seconds: list[float]

    def later(self, seconds: float) -> None:
        self.seconds[0] += seconds


@pytest.fixture
async def login() -> AsyncIterator[Login]:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        seconds = [0.0]
        fetch = client_credentials(session, teams.login_url, APP_ID, SECRET, timeout=0.3)
        token = OutboundToken(fetch, lambda: seconds[0])
        yield Login(teams, token, seconds)
        await token.close()


async def test_a_crowd_makes_one_login(login: Login) -> None:
    tokens = await asyncio.gather(*(login.token.bearer() for _ in range(40)))
    assert set(tokens) == {"bot-token-1"}
    assert login.teams.logins == 1


async def test_it_is_renewed_before_its_end(login: Login) -> None:
    await login.token.bearer()
    login.later(3600 - 301)
    assert await login.token.bearer() == "bot-token-1"
    login.later(2)
    assert await login.token.bearer() == "bot-token-2"


async def test_an_unreachable_login_does_not_take_a_token_that_still_serves(login: Login) -> None:
    await login.token.bearer()
    login.later(3600 - 299)
    login.teams.login_failures.append(Failure(503))
    assert await login.token.bearer() == "bot-token-1"
    assert await login.token.bearer() == "bot-token-1"
    assert login.teams.logins == 2, "one failed try, then a pause"
    login.later(298)
    assert await login.token.bearer() == "bot-token-3"


async def test_an_expired_token_is_never_given(login: Login) -> None:
    await login.token.bearer()
    login.later(3601)
    login.teams.login_failures.append(Failure(503))
    with pytest.raises(LoginUnavailable):
        await login.token.bearer()


async def test_a_rejected_token_is_replaced_once(login: Login) -> None:
    first = await login.token.bearer()
    assert first is not None
    login.token.reject(first)
    assert await login.token.bearer() == "bot-token-2"
    login.token.reject(first)
    assert await login.token.bearer() == "bot-token-2"


async def test_a_wrong_secret_is_refused_and_not_hammered() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        seconds = [0.0]
        token = OutboundToken(
            client_credentials(session, teams.login_url, APP_ID, "wrong"), lambda: seconds[0]
        )
        for _ in range(5):
            with pytest.raises(LoginRefused, match="invalid_client"):
                await token.bearer()
        assert teams.logins == 1
        for after, logins in ((29.9, 1), (30.0, 2)):
            seconds[0] = after
            with pytest.raises(LoginRefused):
                await token.bearer()
            assert teams.logins == logins


@pytest.mark.parametrize(
    "failure",
    [
        Failure(500),
        Failure(429, body='{"error": "temporarily_unavailable"}'),
        Failure(400, body="<html>", content_type="text/html"),
        Failure(200, body="{}"),
        Failure(200, body='{"access_token": "a", "expires_in": -1}'),
        Failure(200, body='{"access_token": "a", "expires_in": true}'),
        Failure(200, body='{"access_token": "a\\nb", "expires_in": 3600}'),
        Failure(200, body='{"access_token": 5, "expires_in": 3600}'),
        Failure(200, body="[" * 50_000),
        Failure(302, body=""),
        Failure(cut=True),
        Failure(delay=1.0),
    ],
    ids=str,
)
async def test_other_trouble_is_unavailable_and_heals(login: Login, failure: Failure) -> None:
    login.teams.login_failures.append(failure)
    with pytest.raises(LoginUnavailable):
        await login.token.bearer()
    assert await login.token.bearer() == "bot-token-2"


async def test_the_number_of_seconds_may_be_text(login: Login) -> None:
    login.teams.login_failures.append(Failure(200, body='{"access_token": "a", "expires_in": "3600"}'))
    assert await login.token.bearer() == "a"


async def test_who_stops_waiting_does_not_stop_the_login_of_the_others(login: Login) -> None:
    first, second = (asyncio.create_task(login.token.bearer()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "bot-token-1"


async def test_another_way_to_log_in_is_another_function() -> None:
    async def managed_identity() -> Grant:
        return Grant("from-the-platform", 60)

    token = OutboundToken(managed_identity, lambda: 0.0)
    assert await token.bearer() == "from-the-platform"


async def test_a_local_run_has_no_token() -> None:
    token = NoToken()
    token.reject("anything")
    assert await token.bearer() is None


def test_where_the_bot_logs_in_follows_from_its_registration() -> None:
    assert token_url("SingleTenant", "t").endswith("/t/oauth2/v2.0/token")
    assert token_url("MultiTenant", "t").endswith("/botframework.com/oauth2/v2.0/token")
    with pytest.raises(ValueError, match="singletenant"):
        token_url("singletenant", "t")


@pytest.mark.parametrize("on_app_service", [True, False])
async def test_a_managed_identity_logs_in_without_a_secret(
    on_app_service: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[tuple[dict[str, str], dict[str, str]]]()

    async def answer(request: web.Request) -> web.Response:
        seen.append((dict(request.query), dict(request.headers)))
        if request.query["client_id"] != "app":
            return web.json_response({"error": "invalid_request"}, status=400)
        told = {"access_token": "token"} | ({} if on_app_service else {"expires_in": "86399"})
        return web.json_response(told)

    application = web.Application()
    application.router.add_get("/msi", answer)
    async with TestServer(application) as server, aiohttp.ClientSession() as session:
        url = str(server.make_url("/msi"))
        monkeypatch.setattr(outbound_token, "METADATA", url)
        endpoint = url if on_app_service else ""
        grant = await managed_identity(session, "app", endpoint, "header")()
        assert grant.token == "token"
        assert grant.seconds == (3600 if on_app_service else 86399)
        query, headers = seen[0]
        assert query["resource"] == "https://api.botframework.com"
        assert headers.get("X-IDENTITY-HEADER" if on_app_service else "Metadata") in ("header", "true")
        with pytest.raises(LoginRefused):
            await managed_identity(session, "other", endpoint, "header")()
