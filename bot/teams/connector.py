"""Sends to Teams: the Bot Connector's REST calls on one shared session, with our own limits and retries."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn
from urllib.parse import quote

import aiohttp
from pydantic_core import to_json
from yarl import URL

from bot.teams.addresses import plain_address
from bot.teams.events import Card, NotLetIn, PermanentFailure, Place, TransientFailure
from bot.teams.header_times import moment_of, retry_after
from bot.teams.outbound_token import Bearer, LoginRefused, LoginUnavailable
from bot.teams.pace import Pace
from bot.teams.rest import Rest

CARD_TYPE = "application/vnd.microsoft.card.adaptive"

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TEAMS_HOSTS = frozenset({"smba.trafficmanager.net"})
_TEAMS_DOMAINS = (".botframework.com",)

_RETRIED = frozenset({412, 429, 502, 504})
_TRANSIENT = frozenset({401, 408, 409, 412, 425, 429})
_BODY_LIMIT = 65_536
_PAGE, _MOST_PAGES = 50, 40
"""People of a conversation that are read at once (a page stays below the limit above), and how often."""
_ID_LIMIT = 1_000
"""Characters of an id of Teams; the longest that it is known to give has some 200."""
_CODE = re.compile(r'"(?:code|errorCode)"\s*:\s*"?([A-Za-z0-9_]{1,60})')


@dataclass(frozen=True, slots=True)
class ServiceUrls:
    """Where we may send: in local mode this machine and nothing else, otherwise Teams and nothing else.

    `more_hosts` are further ones as they stand in an address: `https://host`, in a test `http://127.0.0.1:4000`.
    """

    local: bool = False
    more_hosts: frozenset[str] = frozenset()

    def allows(self, url: str) -> bool:
        """Whether a request, and our token with it, may go to this address."""
        parts = plain_address(url, 500)
        if parts is None or parts.query:
            return False
        host, port = parts.hostname or "", parts.port
        if self.local:
            return parts.scheme == "http" and host in _LOOPBACK
        if f"{parts.scheme}://{parts.netloc}" in self.more_hosts:
            return True
        known = host in _TEAMS_HOSTS or host.endswith(_TEAMS_DOMAINS)
        return parts.scheme == "https" and port in {None, 443} and known


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts. `windows` are (seconds, most sends in them) for one conversation: those of Teams,
    the first one a send lower because splitting on the service's side counts extra."""

    windows: tuple[tuple[float, int], ...] = ((1.0, 6), (2.0, 8), (30.0, 60), (3600.0, 1800))
    attempts: int = 4
    total: float = 20.0
    request: float = 10.0
    first_pause: float = 0.5
    conversations: int = 10_000


class ConnectorClient:
    """What we tell Teams outside the direct answer: the protocol `bot.teams.events.Teams`, on one aiohttp session.

    `now` counts seconds and never goes back, `wall` is the time of day (for a Retry-After that names a date),
    `jitter` gives numbers from 0 up to 1.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: Bearer,
        urls: ServiceUrls,
        bot_id: str,
        *,
        now: Callable[[], float],
        wall: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
        limits: Limits | None = None,
    ) -> None:
        self._session = session
        self._token = token
        self._urls = urls
        self._bot_id = bot_id
        self._now = now
        self._wall = wall
        self._rest = Rest(sleep)
        self._jitter = jitter
        self._limits = limits or Limits()
        self._pace = Pace(self._limits.windows, self._limits.conversations)
        self._told: tuple[datetime, float] | None = None
        self._near = ""

    def stops(self) -> None:
        """The bot stops: what would have to wait for its pace, or for its next try, is not sent any more."""
        self._rest.end()

    def server_time(self) -> datetime | None:
        """What time it is by the newest answer of Teams that said so; None as long as none did."""
        if self._told is None:
            return None
        moment, heard = self._told
        return moment + timedelta(seconds=self._now() - heard)

    def allows(self, service_url: str) -> bool:
        """Whether we would send to this address."""
        return self._urls.allows(service_url)

    async def post_to_channel(self, place: Place, card: Card, summary: str) -> str:
        """A new post at the top level of a channel: Teams makes a conversation (a thread) with it."""
        answer = await self._request(
            "POST",
            place.service_url,
            ("conversations",),
            {
                "isGroup": True,
                "bot": {"id": self._bot_id},
                "tenantId": place.tenant,
                "activity": card_activity(card, summary, place.tenant),
                "channelData": {"channel": {"id": place.conversation}, "tenant": {"id": place.tenant}},
            },
            place.conversation,
        )
        # Some answers carry only the conversation, named <channel>;messageid=<the post>.
        return _text(answer, "activityId") or _text(answer, "id").partition(";messageid=")[2]

    async def send_to_person(self, place: Place, card: Card, summary: str) -> str:
        """A new message in an existing personal chat."""
        return await self.send(
            place.service_url, conversation_id(place), card_activity(card, summary, place.tenant)
        )

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        """Replace the card of a message that the bot sent."""
        await self.replace(
            place.service_url, conversation_id(place), message_id, card_activity(card, summary, place.tenant)
        )

    async def reply_in_thread(self, place: Place, thread: str, card: Card, summary: str) -> str:
        """A reply under a post of a channel."""
        conversation = f"{place.conversation};messageid={thread}"
        return await self.send(place.service_url, conversation, card_activity(card, summary, place.tenant))

    async def open_chat(self, service_url: str, tenant: str, teams_id: str) -> Place:
        """The personal chat with this person. Teams gives the same one every time."""
        answer = await self._request(
            "POST",
            service_url,
            ("conversations",),
            {
                "isGroup": False,
                "bot": {"id": self._bot_id},
                "members": [{"id": teams_id}],
                "tenantId": tenant,
                "channelData": {"tenant": {"id": tenant}},
            },
            teams_id,
        )
        conversation = _text(answer, "id")
        if not conversation:
            raise TransientFailure("no conversation in the answer")
        return Place(service_url, conversation, "personal", tenant)

    async def ask_time(self, service_url: str) -> None:
        """Let Teams say what time it is, which any answer does; without an address where we sent to last.

        Raises TransientFailure or PermanentFailure.
        """
        near = service_url or self._near
        if not self._urls.allows(near):
            raise PermanentFailure("service address not allowed")
        url = URL(f"{near.rstrip('/')}/v3/conversations", encoded=True)
        try:
            await self._once("GET", url, b"", await self._bearer())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TransientFailure(type(error).__name__) from error

    async def log_in(self) -> None:
        """Get a token of our own, unless there is one. Raises NotLetIn or TransientFailure."""
        await self._bearer()

    async def who_is_in(self, place: Place) -> frozenset[str] | None:
        """The Entra object ids of who is in this conversation, None when it does not let us in. Empty when Teams does
        not say, or they are too many to be read. Raises TransientFailure.

        Source: Bot Connector REST, "Get conversation paged members".
        """
        way, found, token = ("conversations", place.conversation, "pagedmembers"), set[str](), ""
        for _ in range(_MOST_PAGES):
            query = {"pageSize": str(_PAGE)} | ({"continuationToken": token} if token else {})
            try:
                page = await self._request("GET", place.service_url, way, None, place.conversation, query)
            except PermanentFailure:
                return None
            members = page.get("members")
            for each in members if isinstance(members, list) else []:
                if isinstance(each, dict):
                    found.add((_text(each, "aadObjectId") or _text(each, "objectId")).lower())
            token = _text(page, "continuationToken")
            if not token:
                return frozenset(found - {""})
        return frozenset()

    async def send(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Any activity into a conversation; gives its id ("" when Teams tells none)."""
        way = ("conversations", conversation, "activities")
        return _text(await self._request("POST", service_url, way, activity, conversation), "id")

    async def send_alone(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Any activity into a conversation where others read along, for its recipient alone; gives its id. Teams
        takes it away after a day. Source: Teams, "Send and receive targeted messages"."""
        way = ("conversations", conversation, "activities")
        answer = await self._request(
            "POST", service_url, way, activity, conversation, {"isTargetedActivity": "true"}
        )
        return _text(answer, "id")

    async def reply(self, service_url: str, conversation: str, to: str, activity: Mapping[str, Any]) -> str:
        """Any activity as an answer to another one; gives its id ("" when Teams tells none)."""
        way = ("conversations", conversation, "activities", to)
        return _text(await self._request("POST", service_url, way, activity, conversation), "id")

    async def replace(
        self, service_url: str, conversation: str, message: str, activity: Mapping[str, Any]
    ) -> None:
        """Put another activity in the place of one that the bot sent."""
        way = ("conversations", conversation, "activities", message)
        await self._request("PUT", service_url, way, {**activity, "id": message}, conversation)

    async def _request(
        self,
        method: str,
        service_url: str,
        way: tuple[str, ...],
        body: Mapping[str, Any] | None,
        conversation: str,
        query: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        if not self._urls.allows(service_url):
            raise PermanentFailure("service address not allowed")
        self._near = service_url
        if not all(way):
            raise PermanentFailure("an id is empty")
        path = "/".join(quote(part, safe="") for part in way)
        url = URL(f"{service_url.rstrip('/')}/v3/{path}", encoded=True).with_query(query)
        payload = _written(body) if body is not None else None
        pace = conversation.partition(";")[0]
        end = self._now() + self._limits.total
        renewed = False
        attempt = 1
        while True:
            wait = self._pace.reserve(pace, self._now(), end)
            if wait is None:
                raise TransientFailure("too many messages in this conversation")
            if wait > 0:
                await self._rest.of(wait, TransientFailure("the bot stops"))
            token = await self._bearer()
            pause = self._limits.first_pause * 2 ** (attempt - 1) * (0.5 + self._jitter())
            try:
                status, headers, raw = await self._once(method, url, payload, token)
            except aiohttp.ClientConnectionError as error:
                if isinstance(error, TimeoutError):  # it may have arrived: the sender decides, not we
                    raise TransientFailure("no answer in time") from error
                failure = TransientFailure(type(error).__name__)
            except TimeoutError as error:
                raise TransientFailure("no answer in time") from error
            except aiohttp.ClientError as error:
                raise TransientFailure(type(error).__name__) from error
            else:
                if 200 <= status < 300:
                    return _json_object(raw)
                if status == 401 and token is not None and not renewed:
                    renewed = True
                    self._token.reject(token)
                    continue
                if status not in _RETRIED:
                    _refuse(status, raw)
                failure = TransientFailure(_reason(status, raw))
                asked = retry_after(headers.get("Retry-After"), self._wall())
                if asked is not None:
                    pause = asked + pause / 4
                    if status == 429:
                        self._pace.hold(pace, self._now() + min(asked, 3600.0))
            if attempt >= self._limits.attempts or self._now() + pause >= end:
                raise failure
            attempt += 1
            await self._rest.of(pause, failure)

    async def _bearer(self) -> str | None:
        try:
            return await self._token.bearer()
        except LoginRefused as error:
            # No fault of the message: it can go once the registration is repaired.
            raise NotLetIn(f"{type(error).__name__}: {error}") from error
        except LoginUnavailable as error:
            raise TransientFailure(f"{type(error).__name__}: {error}") from error

    async def _once(
        self, method: str, url: URL, payload: bytes | None, token: str | None
    ) -> tuple[int, Mapping[str, str], bytes]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        async with self._session.request(
            method,
            url,
            data=payload,
            headers=headers,
            allow_redirects=False,  # a redirect would carry the token to another host
            timeout=aiohttp.ClientTimeout(total=self._limits.request),
        ) as response:
            raw = await response.content.read(_BODY_LIMIT)
            while raw and len(raw) < _BODY_LIMIT and (more := await response.content.read(_BODY_LIMIT)):
                raw += more
            moment = moment_of(response.headers.get("Date", ""))
            if moment is not None:
                self._told = moment, self._now()
            return response.status, response.headers, raw


def _written(body: Mapping[str, Any]) -> bytes:
    """As JSON. pydantic's writer takes a tenth of the time of the standard one, but refuses half an emoji."""
    try:
        return to_json(body)
    except ValueError:
        return json.dumps(body).encode("ascii")


def card_activity(card: Card, summary: str, tenant: str) -> dict[str, Any]:
    """A message that is one card. Without text (with text the client makes two of it, and the id is lost);
    the summary is what the notification shows. The tenant stands in channelData, where Teams looks for it."""
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD_TYPE, "content": card}],
        "channelData": {"tenant": {"id": tenant}},
    }


def conversation_id(place: Place) -> str:
    """The id that Teams uses for this place: a thread of a channel has one of its own."""
    return f"{place.conversation};messageid={place.thread}" if place.thread else place.conversation


def _refuse(status: int, raw: bytes) -> NoReturn:
    if 400 <= status < 500 and status not in _TRANSIENT:
        raise PermanentFailure(_reason(status, raw))
    raise TransientFailure(_reason(status, raw))


def _reason(status: int, raw: bytes) -> str:
    """Status and error code; never the message, which may quote what was sent."""
    text = raw.decode("utf-8", "replace")
    if "MessageWritesBlocked" in text:  # sits inside an encoded message, at another place each time
        return f"{status} MessageWritesBlocked"
    code = _CODE.search(text)
    return f"{status} {code[1]}" if code else str(status)


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _text(answer: Mapping[str, Any], key: str) -> str:
    """An id in an answer; "" when there is none that could be written down and sent back."""
    value = answer.get(key)
    if not isinstance(value, str) or len(value) > _ID_LIMIT or not value.isprintable():
        return (
            ""  # half an emoji is a str too, and no store takes it; isprintable() sees those and all controls
        )
    return value
