"""The bot's own token for sending to Teams: fetched without blocking, once for all who wait, and kept."""

import asyncio
import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

SCOPE = "https://api.botframework.com/.default"
LOGIN = "https://login.microsoftonline.com"
RESOURCE = "https://api.botframework.com"
METADATA = "http://169.254.169.254/metadata/identity/oauth2/token"

_REFUSALS = frozenset(
    {
        "invalid_client",
        "unauthorized_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "access_denied",
    }
)


class LoginRefused(Exception):
    """The login server says no: the registration or its secret is wrong. A person must repair it."""


class LoginUnavailable(Exception):
    """No token now; trying again later makes sense."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A token and the seconds that it is valid from now."""

    token: str
    seconds: float


class Bearer(Protocol):
    """Where the connector gets the token for its requests."""

    async def bearer(self) -> str | None:
        """The token, or None when requests go without one. Raises LoginRefused or LoginUnavailable."""

    def reject(self, token: str) -> None:
        """The service did not take this token: the next request gets another one."""


class NoToken:
    """For a local client on loopback: requests go without a token."""

    async def bearer(self) -> str | None:
        """Always None."""
        return None

    def reject(self, token: str) -> None:
        """There is nothing to replace."""


def token_url(app_type: str, tenant: str) -> str:
    """Where a bot of this registration type logs in. Raises ValueError for a type that we do not know."""
    match app_type:
        case "SingleTenant":
            return f"{LOGIN}/{tenant}/oauth2/v2.0/token"
        case "MultiTenant":
            return f"{LOGIN}/botframework.com/oauth2/v2.0/token"
        case _:
            raise ValueError(f"no login for app type {app_type!r}")


def client_credentials(
    session: aiohttp.ClientSession, url: str, app_id: str, secret: str, timeout: float = 10.0
) -> Callable[[], Awaitable[Grant]]:
    """The OAuth client-credentials login at `url`. Its use raises LoginRefused or LoginUnavailable."""

    form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": secret, "scope": SCOPE}

    async def fetch() -> Grant:
        try:
            async with session.post(
                url, data=form, timeout=aiohttp.ClientTimeout(total=timeout), allow_redirects=False
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise LoginUnavailable(type(error).__name__) from error
        answer = _json_object(body)
        if status == 200:
            return _grant(answer)
        reason = answer.get("error")
        if 400 <= status < 500 and isinstance(reason, str) and reason in _REFUSALS:
            raise LoginRefused(reason)
        raise LoginUnavailable(f"status {status}")

    return fetch


def managed_identity(
    session: aiohttp.ClientSession, client_id: str, endpoint: str, header: str, timeout: float = 10.0
) -> Callable[[], Awaitable[Grant]]:
    """The login without a secret, for a bot that runs in Azure. Its use raises LoginRefused or LoginUnavailable.

    `endpoint` and `header` are what App Service puts in IDENTITY_ENDPOINT and IDENTITY_HEADER; without them the
    instance metadata service of a virtual machine is asked.
    """
    query = {"resource": RESOURCE, "client_id": client_id}
    if endpoint:
        url, headers, query = endpoint, {"X-IDENTITY-HEADER": header}, query | {"api-version": "2019-08-01"}
    else:
        url, headers, query = METADATA, {"Metadata": "true"}, query | {"api-version": "2018-02-01"}

    async def fetch() -> Grant:
        try:
            async with session.get(
                url,
                params=query,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout),
                allow_redirects=False,
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise LoginUnavailable(type(error).__name__) from error
        if status == 200:
            return _grant(_identity_answer(_json_object(body)))
        if status in (400, 403):
            raise LoginRefused("no such managed identity here")
        raise LoginUnavailable(f"status {status}")

    return fetch


def _identity_answer(answer: dict[str, Any]) -> dict[str, Any]:
    """App Service names the end and not the length; such a token is asked for again within the hour."""
    return {"expires_in": 3600, **answer}


class OutboundToken:
    """Keeps the token of `fetch` and renews it `margin` seconds before its end.

    `now` counts seconds and never goes back. A refusal is remembered for `pause` seconds, so that a wrong
    secret does not hammer the login server. Another way to log in (managed identity) is another `fetch`.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Grant]],
        now: Callable[[], float],
        margin: float = 300.0,
        pause: float = 30.0,
    ) -> None:
        self._fetch = fetch
        self._now = now
        self._margin = margin
        self._pause = pause
        self._token: str | None = None
        self._until = -math.inf
        self._renew_at = -math.inf
        self._refused: tuple[float, LoginRefused] | None = None
        self._renewal: asyncio.Task[None] | None = None

    async def bearer(self) -> str | None:
        """A token that is still valid. Raises LoginRefused or LoginUnavailable when there is none."""
        now = self._now()
        if self._valid() and now < self._renew_at:
            return self._token
        if self._refused is not None and now < self._refused[0]:
            if self._valid():
                return self._token
            raise LoginRefused(str(self._refused[1]))
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew())
        try:
            await asyncio.shield(self._renewal)  # who waits may be cancelled, the login is for all
        except (LoginRefused, LoginUnavailable):
            if not self._valid():
                raise
        return self._token

    def reject(self, token: str) -> None:
        """The service did not take this token: fetch another one, unless that was done already."""
        if token == self._token:
            self._token = None

    async def close(self) -> None:
        """Stop a login that is under way."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)

    def _valid(self) -> bool:
        return self._token is not None and self._now() < self._until

    async def _renew(self) -> None:
        try:
            grant = await self._fetch()
        except LoginRefused as refusal:
            self._refused = self._now() + self._pause, refusal
            raise
        except LoginUnavailable:
            # An old token still serves; do not ask again at every request meanwhile.
            self._renew_at = self._now() + min(self._pause, self._margin / 4)
            raise
        else:
            now = self._now()
            self._token = grant.token
            self._until = now + grant.seconds
            self._renew_at = now + max(grant.seconds - self._margin, grant.seconds / 2)
            self._refused = None
        finally:
            self._renewal = None


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _grant(answer: dict[str, Any]) -> Grant:
    token, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(token, str) or not token or not (token.isascii() and token.isprintable()):
        raise LoginUnavailable("no token in the answer")
    if isinstance(seconds, str) and seconds.isdigit():
        seconds = int(seconds)  # older login endpoints send the number as text
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= 10 * 86_400:
        raise LoginUnavailable("no life span in the answer")
    return Grant(token, float(seconds))
