"""Teams, near enough: connector, login and key server over real HTTP, and persons who use a client.

A test starts `FakeTeams`, points the bot at `service_url` (it comes with every activity), `open_id_url` and
`login_url`, tells `bot_url`, and then acts as a person: `chat = teams.personal(SAM)`,
`await chat.say("datalek")`, `await chat.press("Volgende", fields={"Wat is er gebeurd?": "..."})`,
`chat.card`, `chat.text`.
"""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
import uuid
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import Any, Literal
from urllib.parse import unquote

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

Card = dict[str, Any]
Json = dict[str, Any]

TENANT = "11111111-2222-4333-8444-555555555555"
APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
SECRET = "not-a-secret"
BOT_NAME = "Privacyhulp"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
ISSUER = "https://api.botframework.com"
SIZE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class FakePerson:
    """Somebody in the organisation, as Teams knows them."""

    name: str
    teams_id: str
    aad_id: str


def person(name: str) -> FakePerson:
    """An invented person; the ids follow from the name."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return FakePerson(name, f"29:1{digest[:40]}", str(uuid.UUID(digest[:32])))


SAM = person("Sam Voorbeeld")
NOOR = person("Noor Voorbeeld")
FINN = person("Finn Voorbeeld")
JILL = person("Jill Voorbeeld")


@dataclass(frozen=True, slots=True)
class Failure:
    """What the next request meets. `arrives`: it is carried out, only the answer is bad or late."""

    status: int = 500
    retry_after: str | None = None
    body: str = '{"error":{"code":"ServiceError","message":"invented"}}'
    content_type: str = "application/json"
    delay: float = 0.0
    cut: bool = False
    arrives: bool = False


HTML = Failure(502, body="<html><body>Bad Gateway</body></html>", content_type="text/html")
BLOCKED = Failure(
    403,
    body=json.dumps(
        {
            "errorCode": 209,
            "message": json.dumps({"subCode": "MessageWritesBlocked", "details": "Thread is blocked"}),
        }
    ),
)


@dataclass(slots=True)
class Post:
    """A message of the bot as it stands now. `version` counts its updates."""

    id: str
    conversation: str
    thread: str | None
    activity: Json
    version: int = 0

    @property
    def card(self) -> Card | None:
        """Its card, or None for a text."""
        attachments = self.activity.get("attachments") or []
        return attachments[0]["content"] if attachments else None

    @property
    def text(self) -> str:
        """Everything that can be read in it."""
        return text_of(self.card) if self.card is not None else self.activity.get("text", "")

    @property
    def summary(self) -> str:
        """What the notification shows."""
        return str(self.activity.get("summary", ""))


@dataclass(frozen=True, slots=True)
class Call:
    """A request that reached the connector and how it was answered. `at` is in seconds of the loop."""

    method: str
    path: str
    body: Json
    status: int
    authorization: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Answered:
    """How the bot answered a person's act. `card`, `notice` and `error` come from the response of a press."""

    status: int
    body: Any
    card: Card | None = None
    notice: str | None = None
    error: str | None = None


class Blocked(AssertionError):
    """The client itself does not send this press: a required field is empty, or a value does not fit."""


class FakeTeams:
    """The server side. All that the bot sends is kept in `posts` and `calls`; nothing is forgotten.

    `received` are the activities that persons sent to the bot, `answers` how it answered them. In the
    conversations of `chats_gone` nothing can be said any more: the bot was blocked or thrown out.
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
        self.failures: deque[Failure] = deque()
        self.login_failures: deque[Failure] = deque()
        self.key_failures: deque[Failure] = deque()
        self.logins = 0
        self.key_fetches = 0
        self.token_seconds = 3600
        self.good_tokens: set[str] = set()
        self.keys: dict[str, rsa.RSAPrivateKey] = {"key-1": _rsa_key(1)}
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

    def personal(self, who: FakePerson) -> "Chat":
        """The personal chat of this person with the bot."""
        return Chat(self, who, self._chat_id(who.teams_id), "personal")

    def channel(self, name: str, who: FakePerson) -> "Chat":
        """A channel of the team, as this person sees it. The same name is the same channel."""
        return Chat(self, who, channel_id(name), "channel")

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
        self.keys = {self.signing_key_id: _rsa_key(number)}
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
        key = self.keys.get(header["kid"]) or _rsa_key(99)
        return jwt.encode(claims, key, algorithm="RS256", headers=header)

    def bad_authorizations(self) -> dict[str, str | None]:
        """Headers that prove nothing, by what is wrong with them."""
        now = int(time.time())
        public = self.keys[self.signing_key_id].public_key()
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        good = self.token()
        head, body, signature = good.split(".")
        claims = jwt.decode(good, options={"verify_signature": False})
        swapped = jwt.encode(claims, _rsa_key(98), algorithm="RS256", headers={"kid": self.signing_key_id})
        unkeyed = jwt.encode(claims, self.keys[self.signing_key_id], algorithm="RS256")
        other_body = _b64(json.dumps(claims | {"exp": now + 9_999}).encode())
        bad = {
            "expired": self.token(exp=now - 301),
            "not valid yet": self.token(nbf=now + 400),
            "for another bot": self.token(aud="another-bot"),
            "no audience": self.token(aud=None),
            "another issuer": self.token(iss="https://sts.windows.net/x/"),
            "no issuer": self.token(iss=None),
            "another service": self.token(serviceurl="https://elsewhere.example/"),
            "no service": self.token(serviceurl=None),
            "service is a number": self.token(serviceurl=7),
            "no end": self.token(exp=None),
            "end is no number": self.token(exp="tomorrow"),
            "end is true": self.token(exp=True),
            "end is endless": self.token(exp=10**400),
            "unknown key": self.token(key_id="key-nobody-knows"),
            "no key id": unkeyed,
            "signed by another": swapped,
            "changed after signing": f"{head}.{other_body}.{signature}",
            "no signature": f"{head}.{body}.",
            "algorithm none": f"{_header('none', self.signing_key_id)}.{body}.",
            "shared secret": jwt.encode(
                claims, "x" * 64, algorithm="HS256", headers={"kid": self.signing_key_id}
            ),
            "public key as secret": _hs256(claims, pem, self.signing_key_id),
            "another RSA algorithm": jwt.encode(
                claims,
                self.keys[self.signing_key_id],
                algorithm="RS512",
                headers={"kid": self.signing_key_id},
            ),
            "no token at all": "",
            "garbage": "garbage",
            "three dots of garbage": "a.b.c",
            "header is a list": f"{_b64(b'[]')}.{body}.{signature}",
            "very long": good + "a" * 20_000,
            "not ascii": good[:-1] + "é",
        }
        headers: dict[str, str | None] = {name: f"Bearer {token}" for name, token in bad.items()}
        return headers | {"no header": None, "empty": "", "another scheme": f"Basic {good}", "bare": good}

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
        body = await request.json()
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

    def _carry_out(self, request: web.Request, body: Json) -> web.Response:
        authorization = request.headers.get("Authorization") or ""
        if self.check_tokens and authorization.removeprefix("Bearer ") not in self.good_tokens:
            return web.json_response({"message": "Authorization has been denied"}, status=401)
        # Split before decoding: an id may hold a slash.
        raw_way = request.rel_url.raw_path.partition("/v3/")[2]
        match (request.method, *map(unquote, raw_way.split("/"))):
            case ("POST", "conversations"):
                return self._new_conversation(body)
            case ("POST", "conversations", conversation, "activities"):
                return self._new_message(conversation, body)
            case ("POST", "conversations", conversation, "activities", _):
                return self._new_message(conversation, body)
            case ("PUT", "conversations", conversation, "activities", message):
                return self._changed_message(conversation, message, body)
        return _error(404, "ServiceError")

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

    def _new_message(self, conversation: str, activity: Json) -> web.Response:
        if refused := _unfit(activity):
            return refused
        bare, _, root = conversation.partition(";messageid=")
        if bare in self.chats_gone:
            return _error(403, "MessageWritesBlocked")
        if bare not in self._chats.values() and "@thread" not in bare:
            return _error(404, "ConversationNotFound")
        post = Post(self.new_id(), bare, root or None, activity)
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


class Chat:
    """A personal chat or a channel, as one person sees and uses it in a client.

    `card` is the card at hand: the newest one that came, or the one that a press was answered with. What a
    press is answered with is seen by this person only, until the message itself is updated.
    """

    def __init__(
        self,
        teams: FakeTeams,
        who: FakePerson,
        conversation: str,
        scope: Literal["personal", "channel"],
    ) -> None:
        self.teams = teams
        self.who = who
        self.conversation = conversation
        self.scope = scope
        self.notices: list[str] = []
        self.last_activity: Json = {}
        self._seen = 0
        self._at_hand: Post | None = None
        self._answers: dict[str, tuple[int, Card]] = {}
        self._unfolded: dict[tuple[str, int], set[str]] = {}

    @property
    def posts(self) -> list[Post]:
        """The bot's messages here, oldest first."""
        return self.teams.posts_in(self.conversation)

    @property
    def post(self) -> Post:
        """The message that holds the card at hand."""
        newer = [post for post in self.posts[self._seen :] if post.card is not None]
        if newer:
            self._at_hand = newer[-1]
        self._seen = len(self.posts)
        assert self._at_hand is not None, "no card was shown here yet"
        return self._at_hand

    @property
    def card(self) -> Card:
        """The card at hand, as this person sees it."""
        return self.card_in(self.post)

    @property
    def text(self) -> str:
        """Everything that can be read on the card at hand."""
        return text_of(self.card)

    @property
    def titles(self) -> list[str]:
        """The titles of the buttons that can be pressed on the card at hand, folded ones left out."""
        return [button.title for button in self._buttons(self.post, self.card) if button.visible]

    def text_of(self, card: Card) -> str:
        """Everything that can be read on this card."""
        return text_of(card)

    def card_in(self, post: Post) -> Card:
        """The card of this message as this person sees it."""
        version, answered = self._answers.get(post.id, (-1, {}))
        if version == post.version:
            return answered
        assert post.card is not None, "this message has no card"
        return post.card

    async def say(self, text: str, *, thread: str | None = None) -> Answered:
        """Type a message. In a channel the bot is mentioned first, because it hears nothing otherwise."""
        activity = self.activity("message", thread=thread)
        if self.scope == "channel":
            mention = f"<at>{BOT_NAME}</at>"
            activity["text"] = f"{mention} {text}"
            activity["entities"].append(
                {
                    "type": "mention",
                    "text": mention,
                    "mentioned": {"id": self.teams.bot_id, "name": BOT_NAME},
                }
            )
        else:
            activity["text"] = text
        activity["textFormat"] = "plain"
        return await self._accepted(activity)

    async def press(
        self,
        title: str,
        fields: Mapping[str, Any] | None = None,
        *,
        fallback: bool = False,
        on: Post | None = None,
        card: Card | None = None,
    ) -> Answered:
        """Press the button with this title on the card at hand, with the fields filled in by id or by label.

        `on` is another message than the one at hand, `card` an older card than the one it shows now;
        `fallback` acts as a client that knows no Action.Execute. Raises Blocked when a real client would not
        send it.
        """
        post = on or self.post
        shown = card if card is not None else self.card_in(post)
        activity = self.pressing(title, fields, fallback=fallback, post=post, card=shown)
        if activity is None:
            return Answered(200, None)
        return await self._accepted(activity, post)

    def pressing(
        self,
        title: str,
        fields: Mapping[str, Any] | None = None,
        *,
        fallback: bool = False,
        post: Post | None = None,
        card: Card | None = None,
    ) -> Json | None:
        """The activity of that press, not yet sent; None when the client does it by itself (unfold, open)."""
        post = post or self.post
        card = card if card is not None else self.card_in(post)
        button = self._button(title, post, card)
        action = button.action
        match action["type"]:
            case "Action.ToggleVisibility":
                assert not fields, "this button sends nothing"
                self._toggle(post, card, action)
                return None
            case "Action.ShowCard" | "Action.OpenUrl":
                assert not fields, "this button sends nothing"
                return None
        if fallback and action["type"] == "Action.Execute":
            action = action["fallback"]
            assert action["type"] == "Action.Submit"
        inputs = _filled_in(button, action, fields or {})
        if action["type"] == "Action.Submit":
            activity = self.activity("message", thread=post.thread or post.id)
            activity["replyToId"] = post.id
            activity["value"] = (action.get("data") or {}) | inputs
            return activity
        activity = self.activity("invoke", thread=post.thread or post.id)
        activity["name"] = "adaptiveCard/action"
        activity["replyToId"] = post.id
        activity["channelData"]["source"] = {"name": "message"}
        activity["channelData"]["legacy"] = {"replyToId": post.id}
        activity["value"] = {
            "action": {
                "type": "Action.Execute",
                "title": action.get("title", ""),
                "verb": action["verb"],
                "data": (action.get("data") or {}) | inputs,
            },
            "trigger": "manual",
        }
        return activity

    async def install(self) -> Answered:
        """Add the bot here."""
        activity = self.activity("installationUpdate")
        activity["action"] = "add"
        return await self._accepted(activity)

    async def open(self) -> Answered:
        """Open the chat for the first time (personal), or see the bot join the team."""
        activity = self.activity("conversationUpdate")
        added = [{"id": self.teams.bot_id}]
        if self.scope == "personal":
            added.insert(0, {"id": self.who.teams_id, "aadObjectId": self.who.aad_id})
        activity["membersAdded"] = added
        return await self._accepted(activity)

    async def redeliver(self) -> Answered:
        """Teams sends the last activity once more, the same in every byte."""
        return await self.send(self.last_activity)

    async def wait_for(self, words: str, *, within: float = 10.0) -> Post:
        """The newest message here that has these words, when it has come; it is the one at hand then."""
        try:
            async with asyncio.timeout(within):
                while True:
                    for post in reversed(self.posts):
                        if words in post.text:
                            self._seen = len(self.posts)
                            if post.card is not None:
                                self._at_hand = post
                            return post
                    await self.teams.changed()
        except TimeoutError:
            seen = "\n---\n".join(post.text for post in self.posts)
            raise AssertionError(f"{words!r} did not come within {within} s; here is:\n{seen}") from None

    async def send(self, activity: Json) -> Answered:
        """Any activity, as it is, with a good token when the bot checks them."""
        headers = {"Authorization": f"Bearer {self.teams.token()}"} if self.teams.signs else {}
        self.teams.received.append(activity)
        async with self.teams.session.post(
            f"{self.teams.bot_url}/api/messages", json=activity, headers=headers
        ) as response:
            raw = await response.read()
        body = json.loads(raw) if raw else None
        card = notice = error = None
        if response.status == 200 and isinstance(body, dict) and activity["type"] == "invoke":
            match body.get("type"):
                case "application/vnd.microsoft.card.adaptive":
                    card = body["value"]
                case "application/vnd.microsoft.activity.message":
                    notice = body["value"]
                case "application/vnd.microsoft.error":
                    error = body["value"]["message"]
        answered = Answered(response.status, body, card, notice, error)
        self.teams.answers.append(answered)
        return answered

    async def take_in(self, activity: Json, answered: Answered) -> None:
        """Show what came back, as the client does."""
        if answered.notice:
            self.notices.append(answered.notice)
        if answered.card is not None:
            post = next(post for post in self.posts if post.id == activity["replyToId"])
            self._seen = len(self.posts)
            self._at_hand = post
            self._answers[post.id] = (post.version, answered.card)
            self._unfolded = {key: ids for key, ids in self._unfolded.items() if key[0] != post.id}

    def activity(self, kind: str, *, thread: str | None = None) -> Json:
        """An activity from this person here, with all that Teams puts around it."""
        now = datetime.now(UTC)
        identity = self.teams.new_id()
        channel_data: Json = {"tenant": {"id": self.teams.tenant}}
        conversation: Json = {
            "conversationType": self.scope,
            "tenantId": self.teams.tenant,
            "id": self.conversation,
        }
        if self.scope == "channel":
            root = thread or identity
            conversation |= {"isGroup": True, "id": f"{self.conversation};messageid={root}"}
            if kind in {"installationUpdate", "conversationUpdate"}:
                conversation["id"] = self.conversation
            team = channel_id("General")
            channel_data |= {
                "teamsChannelId": self.conversation,
                "teamsTeamId": team,
                "channel": {"id": self.conversation},
                "team": {"id": team},
            }
        return {
            "type": kind,
            "id": f"f:{uuid.uuid4()}" if kind != "message" else identity,
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": now.isoformat(timespec="milliseconds"),
            "localTimezone": "Europe/Amsterdam",
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": self.who.teams_id, "name": self.who.name, "aadObjectId": self.who.aad_id},
            "conversation": conversation,
            "recipient": {"id": self.teams.bot_id, "name": BOT_NAME},
            "entities": [{"type": "clientInfo", "locale": "nl-NL", "country": "NL", "platform": "Web"}],
            "channelData": channel_data,
            "locale": "nl-NL",
        }

    async def _accepted(self, activity: Json, post: Post | None = None) -> Answered:
        self.last_activity = activity
        if post is not None and post.conversation != self.conversation:
            raise AssertionError("that message is in another chat")
        answered = await self.send(activity)
        assert answered.status == 200, f"the bot refused: {answered.status} {answered.body}"
        assert answered.error is None, f"the bot failed: {answered.error}"
        await self.take_in(activity, answered)
        return answered

    def _button(self, title: str, post: Post, card: Card) -> "_Button":
        buttons = list(self._buttons(post, card))
        found = [button for button in buttons if button.title == title]
        titles = [button.title for button in buttons]
        assert found, f"no button {title!r}; there are {titles}"
        visible = [button for button in found if button.visible]
        assert visible, f"the button {title!r} is folded away"
        sending = [button for button in visible if button.action["type"] != "Action.ShowCard"] or visible
        assert len(sending) == 1, f"the button {title!r} stands there {len(sending)} times"
        return sending[0]

    def _buttons(self, post: Post, card: Card) -> Iterator["_Button"]:
        return _buttons(card, self._unfolded.get((post.id, post.version), set()))

    def _toggle(self, post: Post, card: Card, action: Json) -> None:
        toggled = self._unfolded.setdefault((post.id, post.version), set())
        for target in action["targetElements"]:
            if isinstance(target, str):
                toggled ^= {target}
                continue
            element = _element(card, target["elementId"])
            wanted = target.get("isVisible")
            if wanted is None:
                toggled ^= {element["id"]}
            elif wanted != element.get("isVisible", True):
                toggled |= {element["id"]}
            else:
                toggled -= {element["id"]}


def channel_id(name: str) -> str:
    """The conversation id of the channel with this name."""
    return f"19:{hashlib.sha256(name.encode()).hexdigest()[:32]}@thread.tacv2"


def text_of(card: Card) -> str:
    """Everything that can be read on a card, folded parts too, a line for each element, in reading order."""
    return "\n".join(line for line in _lines(card) if line)


@dataclass(frozen=True, slots=True)
class _Button:
    title: str
    action: Json
    inputs: tuple[Json, ...]
    visible: bool


_PARTS = ("body", "items", "columns", "rows", "cells", "inlines", "actions")
_SINGLE = ("selectAction", "inlineAction", "card")


def _parts(element: Json) -> Iterator[Json]:
    for name in _PARTS:
        for part in element.get(name) or []:
            if isinstance(part, dict):
                yield part
    for name in _SINGLE:
        if isinstance(element.get(name), dict):
            yield element[name]


def _element(card: Card, element_id: str) -> Json:
    queue = [card]
    for element in queue:
        if element.get("id") == element_id:
            return element
        queue.extend(_parts(element))
    raise AssertionError(f"no element {element_id!r} on this card")


def _lines(element: Json) -> Iterator[str]:
    kind = element.get("type", "")
    if kind == "RichTextBlock":
        yield "".join(run if isinstance(run, str) else run.get("text", "") for run in element["inlines"])
    elif kind == "FactSet":
        for fact in element["facts"]:
            yield f"{fact['title']} {fact['value']}"
    elif kind.startswith("Input."):
        yield element.get("label", "")
        yield element.get("title", "")
        yield str(element.get("value", ""))
        for choice in element.get("choices", []):
            yield choice["title"]
    elif kind.startswith("Action."):
        yield element.get("title", "")
    else:
        yield element.get("text", "")
    if kind != "RichTextBlock":
        for part in _parts(element):
            yield from _lines(part)


def _buttons(
    element: Json, toggled: set[str], visible: bool = True, inputs: tuple[Json, ...] = ()
) -> Iterator[_Button]:
    """All buttons with the inputs that go along: those of their own card and of the cards around it."""
    if element.get("type") == "AdaptiveCard":
        inputs = (*inputs, *_inputs(element))
    visible = visible and (element.get("isVisible", True) != (element.get("id") in toggled))
    for part in _parts(element):
        if part.get("type", "").startswith("Action."):
            yield _Button(part.get("title", ""), part, inputs, visible and part.get("isEnabled", True))
        yield from _buttons(part, toggled, visible, inputs)


def _inputs(element: Json) -> Iterator[Json]:
    for part in _parts(element):
        kind = part.get("type", "")
        if kind.startswith("Input."):
            yield part
        elif kind != "AdaptiveCard":
            yield from _inputs(part)


def _filled_in(button: _Button, action: Json, fields: Mapping[str, Any]) -> dict[str, str]:
    """What the inputs give: defaults and what was filled in, checked as a client does; empty ones stay."""
    if str(action.get("associatedInputs", "auto")).lower() == "none":
        assert not fields, f"{button.title!r} sends no fields"
        return {}
    given = {_input_named(name, button.inputs)["id"]: value for name, value in fields.items()}
    filled: dict[str, str] = {}
    for one in button.inputs:
        value = _value(one, given[one["id"]] if one["id"] in given else one.get("value"))
        if one.get("isRequired") and (not value or (one["type"] == "Input.Toggle" and value == "false")):
            raise Blocked(f"{one.get('label') or one['id']}: {one.get('errorMessage', 'required')}")
        if value:
            filled[one["id"]] = value
    return filled


def _input_named(name: str, inputs: Sequence[Json]) -> Json:
    for one in inputs:
        if one["id"] == name:
            return one
    labelled = [one for one in inputs if (one.get("label") or one.get("title", "")).startswith(name)]
    known = [f"{one['id']} ({one.get('label') or one.get('title', '')})" for one in inputs]
    assert len(labelled) == 1, f"{len(labelled)} fields are called {name!r}; there are {known}"
    return labelled[0]


def _value(one: Json, value: Any) -> str:
    kind = one["type"]
    if kind == "Input.Toggle":
        on, off = one.get("valueOn", "true"), one.get("valueOff", "false")
        if value is None:
            return str(off)
        return str(on if value in (True, on) else off)
    if value is None:
        return ""
    if kind == "Input.ChoiceSet":
        chosen = list(value) if isinstance(value, list | tuple | set) else [value]
        by_title = {choice["title"]: choice["value"] for choice in one["choices"]}
        values = set(by_title.values())
        if one.get("isMultiSelect") and isinstance(value, str) and value not in values | set(by_title):
            chosen = [part for part in value.split(",") if part]
        picked = [by_title.get(choice, choice) for choice in chosen]
        unknown = [choice for choice in picked if choice not in values]
        if unknown and one.get("style") != "filtered":
            raise Blocked(f"{one['id']} has no choice {unknown}; there are {by_title}")
        if len(picked) > 1 and not one.get("isMultiSelect"):
            raise Blocked(f"{one['id']} takes one choice")
        return ",".join(picked)
    text = str(value)
    if kind == "Input.Text" and "maxLength" in one:
        text = text[: one["maxLength"]]  # clients cut off without a word
    if kind == "Input.Date" and text:
        datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    if kind == "Input.Time" and text:
        datetime.strptime(text, "%H:%M").replace(tzinfo=UTC)
    return text


def _unfit(activity: Json) -> web.Response | None:
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > SIZE_LIMIT:
        return _error(413, "MessageSizeTooBig")
    attachments = activity.get("attachments") or []
    cards = [one for one in attachments if one.get("contentType") == CARD_TYPE]
    for one in cards:
        if one["content"].get("type") != "AdaptiveCard":
            return _error(400, "BadSyntax")
    if activity.get("type") != "message" or not (activity.get("text") or cards):
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


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _header(algorithm: str, key_id: str) -> str:
    return _b64(json.dumps({"alg": algorithm, "typ": "JWT", "kid": key_id}).encode())


def _hs256(claims: Json, secret: bytes, key_id: str) -> str:
    """A token signed with the public key as if it were a shared secret: the classic confusion."""
    signed = f"{_header('HS256', key_id)}.{_b64(json.dumps(claims).encode())}"
    return f"{signed}.{_b64(hmac.digest(secret, signed.encode(), 'sha256'))}"


@cache
def _rsa_key(number: int) -> rsa.RSAPrivateKey:
    """Making one takes a tenth of a second: the same number is the same key for the whole run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
