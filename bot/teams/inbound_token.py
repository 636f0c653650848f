"""Checks that a request really comes from Teams: the token, its key, and what the key may speak for."""

import asyncio
import hashlib
import json
import logging
import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt

log = logging.getLogger(__name__)

ISSUER = "https://api.botframework.com"
OPEN_ID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"

LEEWAY = 300.0
"""Seconds that clocks may differ (the Bot Connector documentation allows five minutes)."""

_TOKEN_LIMIT = 8_000
_DOCUMENT_LIMIT = 1_000_000


class Unauthorized(Exception):
    """The request is not proven to come from Teams. The text names the reason, never what was sent."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says. `endorsements` are the channels that its signing key may speak for."""

    app_id: str
    service_url: str
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeyTimes:
    """Seconds: how long keys count as fresh, how long they may be used at most, and how often we ask."""

    fresh: float = 86_400.0
    usable: float = 2 * 86_400.0
    between_fetches: float = 60.0
    between_first_fetches: float = 5.0
    request: float = 10.0


@dataclass(frozen=True, slots=True)
class _SigningKey:
    key: jwt.PyJWK
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Claims
    expires: float
    key_id: str
    signing_key: _SigningKey


class _BadKeys(Exception):
    """The key document is not what it should be."""


class InboundTokens:
    """Verifies bearer tokens of the Bot Framework with keys that are fetched when needed and kept.

    `now` gives seconds since 1970. Keys older than a day are refreshed beside the work; an unknown key id
    makes us ask again, at most once a minute and once for all who wait.
    """

    def __init__(
        self,
        app_id: str,
        open_id_url: str,
        session: aiohttp.ClientSession,
        now: Callable[[], float],
        times: KeyTimes | None = None,
        remembered: int = 500,
    ) -> None:
        self._app_id = app_id
        self._open_id_url = open_id_url
        self._session = session
        self._now = now
        self._times = times or KeyTimes()
        self._remembered = remembered
        self._keys: dict[str, _SigningKey] = {}
        self._keys_at = -math.inf
        self._asked_at = -math.inf
        self._fetch: asyncio.Task[None] | None = None
        self._good: OrderedDict[bytes, _Verified] = OrderedDict()

    @property
    def keys_known(self) -> bool:
        """Whether tokens can be checked now: there are keys, and they are not too old."""
        return bool(self._keys) and self._now() - self._keys_at < self._times.usable

    async def warm(self) -> None:
        """Fetch the keys before the first request. A failure is logged and the next request tries again."""
        await self._refresh(self._times.between_first_fetches)

    async def close(self) -> None:
        """Stop a fetch that is under way."""
        if self._fetch is not None:
            self._fetch.cancel()
            await asyncio.gather(self._fetch, return_exceptions=True)

    async def check(self, authorization: str | None, activity: Mapping[str, Any]) -> Claims:
        """The claims of this header, when they hold for this activity. Raises Unauthorized."""
        claims = await self.verify(authorization)
        self.match(claims, activity)
        return claims

    async def verify(self, authorization: str | None) -> Claims:
        """The claims of this header, whatever it came with. Raises Unauthorized."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized("no bearer token")
        if len(token) > _TOKEN_LIMIT or not token.isascii():
            raise Unauthorized("not a token")
        digest = hashlib.sha256(token.encode("ascii")).digest()
        known = self._good.get(digest)
        if known is not None and self._still_good(known):
            self._good.move_to_end(digest)
            return known.claims
        verified = await self._verify(token)
        self._good[digest] = verified
        self._good.move_to_end(digest)
        while len(self._good) > self._remembered:
            self._good.popitem(last=False)
        return verified.claims

    def match(self, claims: Claims, activity: Mapping[str, Any]) -> None:
        """A token speaks for one service address and for the channels of its key. Raises Unauthorized."""
        if activity.get("serviceUrl") != claims.service_url:
            raise Unauthorized("token is for another service")
        channel = activity.get("channelId")
        if not isinstance(channel, str) or channel not in claims.endorsements:
            raise Unauthorized("key does not speak for this channel")

    def _still_good(self, known: _Verified) -> bool:
        self._refresh_beside()
        return (
            self.keys_known
            and self._now() < known.expires + LEEWAY
            and self._keys.get(known.key_id) is known.signing_key  # a withdrawn key takes its tokens with it
        )

    async def _verify(self, token: str) -> _Verified:
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise Unauthorized("not a token") from error
        key_id = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(key_id, str):
            raise Unauthorized("not signed as it should be")
        signing_key = await self._signing_key(key_id)
        try:
            claims = jwt.decode(
                token,
                key=signing_key.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                # The moments are checked below, with our clock.
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unauthorized(type(error).__name__) from error
        expires, now = _moment(claims["exp"]), self._now()
        if now >= expires + LEEWAY:
            raise Unauthorized("expired")
        if "nbf" in claims and now < _moment(claims["nbf"]) - LEEWAY:
            raise Unauthorized("not valid yet")
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise Unauthorized("token names no service")
        claims_kept = Claims(self._app_id, service_url, signing_key.endorsements)
        return _Verified(claims_kept, expires, key_id, signing_key)

    async def _signing_key(self, key_id: str) -> _SigningKey:
        if not self.keys_known:
            await self._refresh(self._times.between_first_fetches)
        elif key_id not in self._keys:
            await self._refresh(self._times.between_fetches)
        else:
            self._refresh_beside()
        if not self.keys_known:
            raise Unauthorized("keys cannot be fetched")
        found = self._keys.get(key_id)
        if found is None:
            raise Unauthorized("unknown key")
        return found

    def _refresh_beside(self) -> None:
        if self._now() - self._keys_at >= self._times.fresh:
            self._start_fetch(self._times.between_fetches)

    async def _refresh(self, between: float) -> None:
        self._start_fetch(between)
        if self._fetch is not None:
            await asyncio.shield(self._fetch)  # who waits may be cancelled, the fetch is for all

    def _start_fetch(self, between: float) -> None:
        if self._fetch is None and self._now() - self._asked_at >= between:
            self._asked_at = self._now()
            self._fetch = asyncio.create_task(self._fetch_keys())

    async def _fetch_keys(self) -> None:
        try:
            description = await self._document(self._open_id_url)
            keys_url = description.get("jwks_uri")
            if not isinstance(keys_url, str) or not self._may_fetch(keys_url):
                raise _BadKeys("no usable jwks_uri")
            keys = _signing_keys(await self._document(keys_url))
        except (aiohttp.ClientError, TimeoutError, ValueError, _BadKeys) as error:
            log.warning("signing keys not fetched: %s", type(error).__name__)
        else:
            # An unchanged key keeps its object: tokens that were checked with it stay known.
            self._keys = {
                key_id: old if (old := self._keys.get(key_id)) and _same(old, new) else new
                for key_id, new in keys.items()
            }
            self._keys_at = self._now()
        finally:
            self._fetch = None

    def _may_fetch(self, url: str) -> bool:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.scheme in {"https", urlsplit(self._open_id_url).scheme}

    async def _document(self, url: str) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=self._times.request)
        async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
            if response.status != 200:
                raise _BadKeys(f"status {response.status}")
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > _DOCUMENT_LIMIT:
                    raise _BadKeys("too large")
        try:
            document = json.loads(bytes(body))
        except RecursionError as error:
            raise _BadKeys("nested too deeply") from error
        if not isinstance(document, dict):
            raise _BadKeys("not an object")
        return document


def _signing_keys(document: Mapping[str, Any]) -> dict[str, _SigningKey]:
    """The usable keys of a JWKS document. A strange key is left out; none at all is an error."""
    keys: dict[str, _SigningKey] = {}
    entries = document.get("keys")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
            continue
        endorsements = entry.get("endorsements")
        channels = endorsements if isinstance(endorsements, list) else []
        public = {name: entry.get(name) for name in ("kty", "n", "e")}
        try:
            key = jwt.PyJWK(public, algorithm="RS256")
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
            continue
        keys[entry["kid"]] = _SigningKey(
            key, frozenset(channel for channel in channels if isinstance(channel, str))
        )
    if not keys:
        raise _BadKeys("no usable keys")
    return keys


def _same(one: _SigningKey, other: _SigningKey) -> bool:
    numbers = one.key.key.public_numbers(), other.key.key.public_numbers()
    return numbers[0] == numbers[1] and one.endorsements == other.endorsements


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unauthorized("a moment in the token is not a number")
    try:
        moment = float(value)
    except OverflowError as error:
        raise Unauthorized("a moment in the token is not a number") from error
    if not math.isfinite(moment):
        raise Unauthorized("a moment in the token is not a number")
    return moment
