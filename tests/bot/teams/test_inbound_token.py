"""Who may speak to the bot: tokens, keys, and what happens when keys change or cannot be had."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.teams.inbound_token import InboundTokens, KeyTimes, Unauthorized
from tests.e2e.fake_teams import APP_ID, Failure, FakeTeams, fake_teams

TIMES = KeyTimes(request=0.3)


@dataclass
class Clock:
    """Seconds since 1970 that a test moves."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Checked:
    teams: FakeTeams
    tokens: InboundTokens
    clock: Clock

    @property
    def activity(self) -> dict[str, Any]:
        return {"serviceUrl": self.teams.service_url, "channelId": "msteams"}

    async def accepts(self, token: str) -> bool:
        try:
            await self.tokens.check(f"Bearer {token}", self.activity)
        except Unauthorized:
            return False
        return True


@pytest.fixture
async def door() -> AsyncIterator[Checked]:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        clock = Clock()
        tokens = InboundTokens(APP_ID, teams.open_id_url, session, clock, TIMES)
        yield Checked(teams, tokens, clock)
        await tokens.close()


async def test_a_good_token_is_accepted_and_says_what_it_is_for(door: Checked) -> None:
    claims = await door.tokens.check(f"Bearer {door.teams.token()}", door.activity)
    assert claims.app_id == APP_ID
    assert claims.service_url == door.teams.service_url
    assert door.tokens.keys_known


async def test_clocks_may_differ_five_minutes(door: Checked) -> None:
    now = door.clock()
    assert await door.accepts(door.teams.token(exp=int(now) - 290, nbf=int(now) - 3600))
    assert await door.accepts(door.teams.token(nbf=int(now) + 290))


async def test_every_bad_header_is_unauthorized_and_nothing_else(door: Checked) -> None:
    accepted = []
    for wrong, authorization in door.teams.bad_authorizations().items():
        try:
            await door.tokens.check(authorization, door.activity)
        except Unauthorized:
            continue
        accepted.append(wrong)
    assert accepted == []


async def test_a_token_for_one_service_does_not_serve_another(door: Checked) -> None:
    token = door.teams.token()
    assert await door.accepts(token)
    for change in ({"serviceUrl": "https://smba.trafficmanager.net/nl/"}, {"serviceUrl": None}):
        with pytest.raises(Unauthorized):
            await door.tokens.check(f"Bearer {token}", door.activity | change)


async def test_a_key_speaks_only_for_its_channels(door: Checked) -> None:
    token = door.teams.token()
    for channel in ("webchat", "directline", "", None, 7, ["msteams"]):
        with pytest.raises(Unauthorized):
            await door.tokens.check(f"Bearer {token}", door.activity | {"channelId": channel})


@pytest.mark.parametrize("endorsements", [[], ["webchat"]])
async def test_a_key_that_does_not_speak_for_teams_is_refused(door: Checked, endorsements: list[str]) -> None:
    door.teams.endorsements = endorsements
    assert not await door.accepts(door.teams.token())


async def test_a_repeated_token_costs_no_second_check_but_ends_in_time(door: Checked) -> None:
    token = door.teams.token()
    assert await door.accepts(token)
    door.teams.failures.clear()
    fetches = door.teams.key_fetches
    for _ in range(50):
        assert await door.accepts(token)
    assert door.teams.key_fetches == fetches
    door.clock.ahead = 3600 + 301
    assert not await door.accepts(token)


async def test_only_so_many_tokens_are_remembered() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        tokens = InboundTokens(APP_ID, teams.open_id_url, session, Clock(), TIMES, remembered=5)
        for number in range(12):
            await tokens.verify(f"Bearer {teams.token(jti=str(number))}")
        assert len(tokens._good) == 5
        await tokens.close()


async def test_a_rotated_key_is_fetched_and_the_old_one_no_longer_counts(door: Checked) -> None:
    old = door.teams.token()
    assert await door.accepts(old)
    door.teams.rotate_key()
    door.clock.ahead = 61
    assert await door.accepts(door.teams.token())
    assert not await door.accepts(old), "the key was withdrawn, and its remembered tokens with it"


async def test_an_unchanged_key_keeps_its_tokens(door: Checked) -> None:
    token = door.teams.token()
    assert await door.accepts(token)
    remembered = door.tokens._good.copy()
    door.clock.ahead = 61
    assert not await door.accepts(door.teams.token(key_id="key-nobody-knows"))
    assert door.teams.key_fetches == 2
    assert await door.accepts(token)
    assert set(door.tokens._good) == set(remembered)


async def test_unknown_keys_are_asked_for_once_a_minute(door: Checked) -> None:
    assert await door.accepts(door.teams.token())
    for _ in range(20):
        assert not await door.accepts(door.teams.token(key_id="key-nobody-knows"))
    assert door.teams.key_fetches == 1
    door.clock.ahead = 61
    for _ in range(20):
        assert not await door.accepts(door.teams.token(key_id="key-nobody-knows"))
    assert door.teams.key_fetches == 2


async def test_a_crowd_at_the_start_makes_one_fetch(door: Checked) -> None:
    door.teams.key_failures.append(Failure(delay=0.1, status=500))
    token = door.teams.token()
    assert not any(await asyncio.gather(*(door.accepts(token) for _ in range(30))))
    assert door.teams.key_fetches == 1
    door.clock.ahead = 6
    assert all(await asyncio.gather(*(door.accepts(token) for _ in range(30))))
    assert door.teams.key_fetches == 2


async def test_who_stops_waiting_does_not_stop_the_fetch_of_the_others(door: Checked) -> None:
    token = door.teams.token()
    first = asyncio.create_task(door.accepts(token))
    second = asyncio.create_task(door.accepts(token))
    await asyncio.sleep(0)
    first.cancel()
    assert await second
    assert door.teams.key_fetches == 1


@pytest.mark.parametrize(
    "failure",
    [
        Failure(500),
        Failure(200, body="<html>maintenance</html>", content_type="text/html"),
        Failure(200, body="[]"),
        Failure(200, body='{"jwks_uri": 7}'),
        Failure(200, body='{"jwks_uri": "file:///etc/passwd"}'),
        Failure(200, body='{"jwks_uri": "http://[broken"}'),
        Failure(200, body="[" * 100_000),
        Failure(200, body=" " * 1_100_000 + "{}"),
        Failure(302, body=""),
        Failure(cut=True),
        Failure(delay=1.0),
    ],
    ids=str,
)
async def test_keys_that_cannot_be_had_mean_unauthorized_and_a_later_try(
    door: Checked, failure: Failure
) -> None:
    # The HTTP client itself asks once more when a connection breaks.
    door.teams.key_failures.extend([failure] * (2 if failure.cut else 1))
    token = door.teams.token()
    assert not await door.accepts(token)
    assert not door.tokens.keys_known
    door.clock.ahead = 6
    assert await door.accepts(token)


@pytest.mark.parametrize(
    "keys",
    [
        "[]",
        '{"keys": 7}',
        '{"keys": []}',
        '{"keys": [7, {"kty": "RSA"}, {"kty": "EC", "kid": "a"}]}',
        '{"keys": [{"kty": "RSA", "kid": "a", "n": "!", "e": 3}]}',
        '{"keys": [{"kty": "RSA", "kid": "a", "n": "", "e": ""}]}',
        '{"keys": [{"kty": "RSA", "kid": "a", "n": "AQAB", "e": "AQAB"}]}',
    ],
)
async def test_strange_key_documents_are_refused(door: Checked, keys: str) -> None:
    good = Failure(200, body=f'{{"jwks_uri": "{door.teams.open_id_url.replace("openid", "keys")}"}}')
    door.teams.key_failures.extend([good, Failure(200, body=keys)])
    assert not await door.accepts(door.teams.token())
    assert not door.tokens.keys_known


async def test_old_keys_are_renewed_beside_the_work(door: Checked) -> None:
    assert await door.accepts(door.teams.token())
    door.clock.ahead = 86_400 + 1
    fresh = door.teams.token(exp=int(door.clock()) + 600)
    door.teams.key_failures.append(Failure(delay=0.2))
    assert await door.accepts(fresh)
    assert door.tokens._fetch is not None, "nobody waited for the renewal"
    await door.tokens._fetch
    assert door.tokens.keys_known
    assert await door.accepts(fresh), "the renewal failed, the old keys still serve"


async def test_keys_that_could_not_be_renewed_for_two_days_are_not_trusted(door: Checked) -> None:
    assert await door.accepts(door.teams.token())
    door.clock.ahead = 2 * 86_400 + 1
    door.teams.key_failures.extend([Failure(500)] * 2)
    assert not door.tokens.keys_known
    assert not await door.accepts(door.teams.token(exp=int(door.clock()) + 600))


async def test_warm_fetches_the_keys_before_the_first_request(door: Checked) -> None:
    await door.tokens.warm()
    assert door.tokens.keys_known
    assert await door.accepts(door.teams.token())
    assert door.teams.key_fetches == 1
