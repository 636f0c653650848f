"""Teams, near enough: connector, login and key server over real HTTP, and persons who use a client.

A test starts `FakeTeams`, points the bot at `service_url` (it comes with every activity), `open_id_url` and
`login_url`, tells `bot_url`, and then acts as a person: `chat = teams.personal(SAM)`,
`await chat.say("datalek")`, `await chat.press("Volgende", fields={"Wat is er gebeurd?": "..."})`,
`chat.card`, `chat.text`.
"""

import asyncio
import hashlib
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.e2e.fake_cards import Blocked, Card, Json, text_of
from tests.e2e.fake_chat import Chat
from tests.e2e.fake_tokens import bad_authorizations, rsa_key
from tests.e2e.fake_world import (
    APP_ID,
    BLOCKED,
    BOT_NAME,
    CARD_TYPE,
    FILE_TYPES,
    FINN,
    HTML,
    ISSUER,
    JILL,
    NOOR,
    SAM,
    SECRET,
    SIZE_LIMIT,
    TENANT,
    Answered,
    Call,
    Failure,
    FakePerson,
    Post,
    channel_id,
    person,
)

__all__ = [
    "APP_ID",
    "BLOCKED",
    "BOT_NAME",
    "CARD_TYPE",
    "FINN",
    "HTML",
    "JILL",
    "NOOR",
    "SAM",
    "SECRET",
    "TENANT",
    "Answered",
    "Blocked",
    "Call",
    "Card",
    "Chat",
    "Failure",
    "FakePerson",
    "FakeTeams",
    "Json",
    "Post",
    "channel_id",
    "fake_teams",
    "person",
    "text_of",
]
"""What a test needs is imported from here."""


class FakeTeams:
    """The server side. All that the bot sends is kept in `posts` and `calls`; nothing is forgotten.

    `shows_alone` is whether it takes messages that one person alone is to see.
    `received` are the activities that persons sent to the bot, `answers` how it answered them. In the
    conversations of `chats_gone` nothing can be said any more: the bot was blocked or thrown out. In those of `silent`
    nothing is answered as long as they are in it.
    """

    def __init__(self, *, tenant: str = TENANT, app_id: str = APP_ID, check_tokens: bool = False) -> None:
        self.tenant = tenant
        self.app_id = app_id
        self.check_tokens = check_tokens
        self.bot_url = ""
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.signs = check_tokens
        self.posts: list[Post] = []
        self.calls: list[Call] = []
        self.received: list[Json] = []
        self.answers: list[Answered] = []
        self.chats_gone: set[str] = set()
        self.shows_alone = True
        self.silent: set[str] = set()
        self.failures: deque[Failure] = deque()
        self.lost: set[str] = set()
        self.rosters: dict[str, tuple[FakePerson, ...]] = {}
        self.uploaded: dict[str, bytes] = {}
        self.uploads: list[tuple[Any, ...]] = []
        self.upload_failures: deque[Failure] = deque()
        self.login_failures: deque[Failure] = deque()
        self.key_failures: deque[Failure] = deque()
        self.logins = 0
        self.key_fetches = 0
        self.token_seconds = 3600
        self.good_tokens: set[str] = set()
        self.keys: dict[str, rsa.RSAPrivateKey] = {"key-1": rsa_key(1)}
        self.endorsements: list[str] = ["msteams", "skypeforbusiness"]
        self.signing_key_id = "key-1"
        self._ids = itertools.count(1_764_000_000_000)
        self._chats: dict[str, str] = {}
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self._base = ""

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        application = web.Application(client_max_size=4_000_000)
        application.on_response_prepare.append(self._dated)
        routes = application.router
        routes.add_get("/openid", self._openid)
        routes.add_get("/keys", self._jwks)
        routes.add_post("/login", self._login)
        routes.add_route("*", "/teams/v3/{way:.*}", self._connector)
        routes.add_put("/upload/{name}", self._upload)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._base = f"http://{host}:{port}"
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Close the server and the persons' client."""
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def origin(self) -> str:
        """Scheme, host and port, for a bot that must be told where it may send."""
        return self._base

    @property
    def service_url(self) -> str:
        """Where the bot must send; ends in a slash, as Teams' own does."""
        return f"{self._base}/teams/"

    @property
    def open_id_url(self) -> str:
        """Where the signing keys are announced."""
        return f"{self._base}/openid"

    @property
    def login_url(self) -> str:
        """Where the bot gets its own token."""
        return f"{self._base}/login"

    @property
    def bot_id(self) -> str:
        """The bot's id in Teams."""
        return f"28:{self.app_id}"

    @property
    def session(self) -> aiohttp.ClientSession:
        """The persons' HTTP client."""
        assert self._session is not None, "start() first"
        return self._session

    def personal(self, who: FakePerson) -> Chat:
        """The personal chat of this person with the bot."""
        return Chat(self, who, self._chat_id(who.teams_id), "personal")

    def channel(self, name: str, who: FakePerson) -> Chat:
        """A channel of the team, as this person sees it. The same name is the same channel."""
        return Chat(self, who, channel_id(name), "channel")

    def group(self, name: str, who: FakePerson) -> Chat:
        """A chat of several people with the bot in it, as this person sees it."""
        return Chat(self, who, channel_id(name).replace("tacv2", "v2"), "group")

    def posts_in(self, conversation: str) -> list[Post]:
        """The bot's messages in this chat or channel, threads included, oldest first."""
        return [post for post in self.posts if post.conversation == conversation]

    def fail(self, *failures: Failure) -> None:
        """The next requests to the connector meet these, one each."""
        self.failures.extend(failures)

    def rotate_key(self) -> str:
        """From now on a new key signs, and the old one is gone from the key document. Gives its id."""
        number = int(self.signing_key_id.partition("-")[2]) + 1
        self.signing_key_id = f"key-{number}"
        self.keys = {self.signing_key_id: rsa_key(number)}
        return self.signing_key_id

    def token(self, *, key_id: str | None = None, headers: Json | None = None, **changes: Any) -> str:
        """A token as Teams signs them; `changes` replace claims, None takes one out."""
        now = int(time.time())
        claims: Json = {
            "serviceurl": self.service_url,
            "nbf": now - 10,
            "exp": now + 3600,
            "iss": ISSUER,
            "aud": self.app_id,
        }
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        header = {"kid": key_id or self.signing_key_id} | (headers or {})
        key = self.keys.get(header["kid"]) or rsa_key(99)
        return jwt.encode(claims, key, algorithm="RS256", headers=header)

    def bad_authorizations(self) -> dict[str, str | None]:
        """Headers that prove nothing, by what is wrong with them."""
        return bad_authorizations(self.token, self.keys[self.signing_key_id], self.signing_key_id)

    async def changed(self) -> None:
        """Wait until the bot posts or updates something."""
        async with self._news:
            await self._news.wait()

    def new_id(self) -> str:
        """An id like those of Teams: milliseconds, rising."""
        return str(next(self._ids))

    def ids_after(self, newest: int) -> None:
        """Messages up to this id stood here before; new ones come after them."""
        self._ids = itertools.count(newest + 1)

    def _chat_id(self, teams_id: str) -> str:
        return self._chats.setdefault(teams_id, f"a:1{hashlib.sha256(teams_id.encode()).hexdigest()}")

    async def _openid(self, request: web.Request) -> web.Response:
        self.key_fetches += 1
        if failed := await _failed(self.key_failures, request):
            return failed
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self._base}/keys"})

    async def _jwks(self, request: web.Request) -> web.Response:
        if failed := await _failed(self.key_failures, request):
            return failed
        keys = [
            json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            | {"kid": key_id, "use": "sig", "x5t": key_id, "endorsements": self.endorsements}
            for key_id, key in self.keys.items()
        ]
        return web.json_response({"keys": keys})

    async def _dated(self, request: web.Request, response: web.StreamResponse) -> None:
        """Every answer says what time it is, by `clock`."""
        response.headers["Date"] = format_datetime(self.clock().astimezone(UTC), usegmt=True)

    async def _login(self, request: web.Request) -> web.Response:
        self.logins += 1
        form = await request.post()
        if failed := await _failed(self.login_failures, request):
            return failed
        if form.get("client_id") != self.app_id or form.get("client_secret") != SECRET:
            return web.json_response({"error": "invalid_client", "error_description": "invented"}, status=401)
        if form.get("scope") != f"{ISSUER}/.default" or form.get("grant_type") != "client_credentials":
            return web.json_response({"error": "invalid_scope"}, status=400)
        token = f"bot-token-{self.logins}"
        self.good_tokens.add(token)
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.token_seconds, "access_token": token}
        )

    async def _connector(self, request: web.Request) -> web.Response:
        if request.method == "GET" and request.path.endswith("/v3/conversations"):
            return _error(405, "MethodNotAllowed")  # asked is what time it is, which every answer says
        body = await request.json() if request.can_read_body else {}
        asked = unquote(request.rel_url.raw_path) + json.dumps(body)
        while any(each in asked for each in self.silent):  # noqa: ASYNC110 (until a test takes it out)
            await asyncio.sleep(0.02)
        failure = self.failures.popleft() if self.failures else None
        if failure is None:
            response = self._carry_out(request, body)
        else:
            if failure.arrives:
                self._carry_out(request, body)
            response = await _answer(failure, request)
        call = Call(
            request.method,
            request.rel_url.raw_path,
            body,
            response.status,
            request.headers.get("Authorization"),
            asyncio.get_running_loop().time(),
        )
        self.calls.append(call)
        async with self._news:
            self._news.notify_all()
        return response

    async def _upload(self, request: web.Request) -> web.Response:
        """OneDrive: takes a file in one piece, for who knows the address; a token would be refused."""
        content, length = await request.read(), request.headers.get("Content-Range")
        self.uploads.append((length, request.headers.get("Authorization"), len(content)))
        if failed := await _failed(self.upload_failures, request):
            return failed
        whole = f"bytes 0-{len(content) - 1}/{len(content)}"
        if length != whole or "Authorization" in request.headers:
            return web.json_response({"error": {"code": "invalidRequest"}}, status=400)
        self.uploaded[request.match_info["name"]] = content
        return web.json_response({"id": "invented"}, status=201)

    def _carry_out(self, request: web.Request, body: Json) -> web.Response:
        authorization = request.headers.get("Authorization") or ""
        if self.check_tokens and authorization.removeprefix("Bearer ") not in self.good_tokens:
            return web.json_response({"message": "Authorization has been denied"}, status=401)
        # Split before decoding: an id may hold a slash.
        raw_way = request.rel_url.raw_path.partition("/v3/")[2]
        match (request.method, *map(unquote, raw_way.split("/"))):
            case ("POST", "conversations"):
                return self._new_conversation(body)
            case ("GET", "conversations", conversation, "pagedmembers"):
                if conversation in self.lost:
                    return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
                return self._members(conversation, request.query)
            case ("POST", "conversations", conversation, "activities"):
                alone = request.query.get("isTargetedActivity") == "true"
                return self._new_message(conversation, body, alone=alone)
            case ("POST", "conversations", conversation, "activities", _):
                return self._new_message(conversation, body)
            case ("PUT", "conversations", conversation, "activities", message):
                return self._changed_message(conversation, message, body)
        return _error(404, "ServiceError")

    def _members(self, conversation: str, asked: Mapping[str, str]) -> web.Response:
        """A page of who is in a conversation, as the connector writes it (`objectId`, not `aadObjectId`)."""
        people, first = self.rosters.get(conversation, ()), int(asked.get("continuationToken", "0"))
        before = first + int(asked["pageSize"])
        page: Json = {
            "members": [
                {"id": each.teams_id, "name": each.name, "objectId": each.aad_id}
                for each in people[first:before]
            ]
        }
        return web.json_response(page | ({"continuationToken": str(before)} if before < len(people) else {}))

    def _new_conversation(self, body: Json) -> web.Response:
        if body.get("isGroup"):
            channel = body["channelData"]["channel"]["id"]
            if channel in self.chats_gone:
                return _error(403, "BotNotInConversationRoster")
            if refused := _unfit(body["activity"]):
                return refused
            post = Post(self.new_id(), channel, None, body["activity"])
            self.posts.append(post)
            return web.json_response(
                {"id": f"{channel};messageid={post.id}", "activityId": post.id}, status=201
            )
        teams_id = body["members"][0]["id"]
        if body["channelData"]["tenant"]["id"] != self.tenant or teams_id not in self._chats:
            return _error(403, "BotNotInConversationRoster")
        return web.json_response({"id": self._chats[teams_id]}, status=201)

    def _new_message(self, conversation: str, activity: Json, *, alone: bool = False) -> web.Response:
        if refused := _unfit(activity):
            return refused
        only_for = str(activity.get("recipient", {}).get("id", "")) if alone else ""
        if alone and (not only_for or not self.shows_alone):
            return _error(400, "BadArgument")
        bare, _, root = conversation.partition(";messageid=")
        if bare in self.chats_gone:
            return _error(403, "MessageWritesBlocked")
        if bare not in self._chats.values() and "@thread" not in bare:
            return _error(404, "ConversationNotFound")
        post = Post(self.new_id(), bare, root or None, activity, only_for=only_for)
        self.posts.append(post)
        if activity.get("text") and activity.get("attachments"):
            return web.json_response({}, status=202)  # two messages are made of it, and no id is told
        return web.json_response({"id": post.id}, status=201)

    def _changed_message(self, conversation: str, message: str, activity: Json) -> web.Response:
        if refused := _unfit(activity):
            return refused
        bare = conversation.partition(";messageid=")[0]
        for post in self.posts_in(bare):
            if post.id == message:
                post.activity = activity
                post.version += 1
                return web.json_response({"id": message})
        return _error(404, "ActivityNotFoundInConversation")


@asynccontextmanager
async def fake_teams(**options: Any) -> AsyncIterator[FakeTeams]:
    """A running FakeTeams for the length of a test."""
    teams = FakeTeams(**options)
    await teams.start()
    try:
        yield teams
    finally:
        await teams.stop()


def _unfit(activity: Json) -> web.Response | None:
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > SIZE_LIMIT:
        return _error(413, "MessageSizeTooBig")
    attachments = activity.get("attachments") or []
    files = [one for one in attachments if one.get("contentType") in FILE_TYPES]
    if any(not one.get("name") or not isinstance(one.get("content"), dict) for one in files):
        return _error(400, "BadSyntax")
    cards = [one for one in attachments if one.get("contentType") == CARD_TYPE]
    for one in cards:
        if one["content"].get("type") != "AdaptiveCard":
            return _error(400, "BadSyntax")
    if activity.get("type") != "message" or not (activity.get("text") or cards or files):
        return _error(400, "BadSyntax")
    return None


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "invented"}}, status=status)


async def _failed(failures: deque[Failure], request: web.Request) -> web.Response | None:
    return await _answer(failures.popleft(), request) if failures else None


async def _answer(failure: Failure, request: web.Request) -> web.Response:
    if failure.delay:
        await asyncio.sleep(failure.delay)
    if failure.cut and request.transport is not None:
        request.transport.abort()
    headers = {"Retry-After": failure.retry_after} if failure.retry_after is not None else None
    return web.Response(
        status=failure.status, text=failure.body, content_type=failure.content_type, headers=headers
    )
