"""The front door: the HTTP routes, what is refused there, and the one place where our faults are caught."""

import asyncio
import hmac
import json
import logging
import math
import time
import tomllib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn, Protocol

from aiohttp import web
from botbuilder.schema import Activity
from pydantic_core import to_json

from bot.teams.activities import first_tenant, read_activity
from bot.teams.adapter import TeamsAdapter, failed_invoke
from bot.teams.events import PermanentFailure, TransientFailure
from bot.teams.faults import told_of
from bot.teams.file_consent import FILE_CONSENT
from bot.teams.inbound_token import InboundTokens, Unauthorized
from bot.teams.refusals import BadActivity, Forbidden, Refusals
from bot.watch.logs import begin_turn, lines_of
from cards.words import placeholders

log = logging.getLogger(__name__)

BODY_LIMIT = 256 * 1024
"""Bytes of a request; Teams itself sends at most about 100 KB."""


MESSAGES = "/api/messages"

FIGURES_TYPE = "text/plain; version=1.0.0; charset=utf-8; escaping=underscores"

PLACES = frozenset({"code", "office", "email"})
"""What the words about a fault of ours state."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the door itself says to people. `failed` has the places {code}, {office} and {email}.

    `office` and `email` are where somebody goes whom the bot cannot help.
    """

    failed: str
    received: str
    office: str
    email: str

    def fault(self, code: str) -> str:
        """What is said about a fault of ours."""
        return self.failed.format(code=code, office=self.office, email=self.email)


@dataclass(frozen=True, slots=True)
class Door:
    """What the routes need. Without `tokens` nobody is checked: for a local run on loopback only.

    `words` are those for the people of a tenant that we serve. `ready` tells part by part whether we can work, and
    counts what somebody should look at; `reference` makes the random code of a turn: its lines in the log and a fault
    in it have that. `alive`: what works beside the requests
    does not hang; else a new start helps. `refusals` counts what is refused here.
    """

    adapter: TeamsAdapter
    ready: Callable[[], Awaitable[Mapping[str, bool | int]]]
    words: Callable[[str], Words]
    reference: Callable[[], str]
    tokens: InboundTokens | None
    refusals: Refusals
    body_seconds: float = 10.0
    figures: "Figures | None" = None
    alive: Callable[[], bool] = lambda: True


class Figures(Protocol):
    """What is counted and timed, for whoever watches. `token` lets somebody read it; "" lets nobody."""

    token: str

    def turn(self, outcome: str, seconds: float) -> None:
        """A request of Teams was answered: "ok", "refused" or "fault"."""

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""


_DOOR = web.AppKey("door", Door)
_TURN = web.RequestKey("turn", Activity)
_CODE = web.RequestKey("code", str)
_FAULTY = web.RequestKey("faulty", bool)


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def load_words(office: str, email: str) -> Words:
    """The Dutch words beside this file, with the office that helps instead. Raises ValueError when one is missing or
    spare."""
    with Path(__file__).with_name("web.nl.toml").open("rb") as file:
        words = tomllib.load(file)
    if set(words) != {"fout", "ontvangen"} or set(placeholders(words["fout"])) != PLACES:
        raise ValueError(
            f"bot/teams/web.nl.toml needs fout (with {sorted(PLACES)}) and ontvangen, nothing else"
        )
    return Words(words["fout"], words["ontvangen"], office, email)


def web_app(door: Door) -> web.Application:
    """The routes: POST /api/messages, GET /health/live, GET /health/ready, GET /metrics."""
    application = web.Application(middlewares=[_timed, _answer_everything], client_max_size=BODY_LIMIT)
    application[_DOOR] = door
    application.router.add_post(MESSAGES, _messages)
    application.router.add_get("/health/live", _live)
    application.router.add_get("/health/ready", _ready)
    application.router.add_get("/metrics", _metrics)
    return application


def runner(
    application: web.Application, *, header_seconds: float = 10.0, idle_seconds: float = 240.0
) -> web.AppRunner:
    """Serves the application and does not wait for ever: a new connection has `header_seconds` for its first
    request, an idle one goes after `idle_seconds` (longer than most proxies keep theirs)."""
    return _Runner(application, header_seconds, keepalive_timeout=idle_seconds)


async def _messages(request: web.Request) -> web.Response:
    door = request.app[_DOOR]
    claims = None
    if door.tokens is not None:
        claims = await door.tokens.verify(request.headers.get("Authorization"))
    raw = _parse(await _body(request, door.body_seconds))
    if door.tokens is not None and claims is not None:
        door.tokens.match(claims, raw)
    activity = read_activity(raw)
    event = door.adapter.admit(activity)
    request[_TURN] = activity  # from here on it is known whose words are said when something fails
    if event is None:
        if activity.type == "invoke":
            raise _Refused(HTTPStatus.NOT_IMPLEMENTED, "this invoke is not served")
        return _json(HTTPStatus.OK, {})
    response = await door.adapter.take(activity, event, claims)
    if response is None:
        return _json(HTTPStatus.OK, {})
    return _json(response.status, response.body)


async def _live(request: web.Request) -> web.Response:
    lives = request.app[_DOOR].alive()
    return _json(HTTPStatus.OK if lives else HTTPStatus.SERVICE_UNAVAILABLE, {"live": lives})


async def _ready(request: web.Request) -> web.Response:
    parts = await request.app[_DOOR].ready()
    works = all(part for part in parts.values() if isinstance(part, bool))  # a count is for people to look at
    status = HTTPStatus.OK if works else HTTPStatus.SERVICE_UNAVAILABLE
    return _json(status, parts)


async def _metrics(request: web.Request) -> web.Response:
    """The figures, for who shows the token; without a token set there is no such address."""
    figures = request.app[_DOOR].figures
    if figures is None or not figures.token:
        raise web.HTTPNotFound
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {figures.token}".encode()):
        raise Unauthorized("no token of the figures")
    return web.Response(body=figures.text(), headers={"Content-Type": FIGURES_TYPE})


@web.middleware
async def _timed(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Gives each request its code in the log, and counts and times those of Teams."""
    door = request.app[_DOOR]
    request[_CODE] = door.reference()
    begin_turn(request[_CODE])
    lines_of("")
    if request.path != MESSAGES or door.figures is None:
        return await handler(request)
    began = time.perf_counter()
    response = await handler(request)
    outcome = (
        "fault" if request.get(_FAULTY) else "ok" if response.status < HTTPStatus.BAD_REQUEST else "refused"
    )
    door.figures.turn(outcome, time.perf_counter() - began)
    return response


@web.middleware
async def _answer_everything(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turns a refusal into its status, and a fault of ours into a kind answer and one line in the log."""
    refusals = request.app[_DOOR].refusals
    try:
        return await handler(request)
    except Unauthorized as refusal:
        refusals.note("token")
        return _refusal(HTTPStatus.UNAUTHORIZED, str(refusal), {"WWW-Authenticate": "Bearer"})
    except BadActivity as refusal:
        refusals.note("unreadable")
        return _refusal(HTTPStatus.BAD_REQUEST, str(refusal))
    except Forbidden as refusal:
        refusals.note("outsider")
        return _refusal(HTTPStatus.FORBIDDEN, str(refusal))
    except _Refused as refusal:
        refusals.note("unreadable")
        return _refusal(refusal.status, str(refusal))
    except web.HTTPException as refusal:  # aiohttp's own: 404, 405, 413
        allow = {"Allow": refusal.headers["Allow"]} if "Allow" in refusal.headers else None
        return _refusal(refusal.status, HTTPStatus(refusal.status).phrase.lower(), allow)
    except Exception as error:
        return await _fault(request, error)


async def _fault(request: web.Request, error: Exception) -> web.Response:
    """A fault of ours, or of what we stand on. The values in it may be personal data: they are not logged."""
    door = request.app[_DOOR]
    request[_FAULTY] = True
    code = request[_CODE]
    log.error("fault %s: %s", code, told_of(error))
    activity: Activity | None = request.get(_TURN)
    if activity is None:
        return _json(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "not available now"})
    text = door.words(first_tenant(activity)).fault(code)
    by_invoke = activity.type == "invoke"
    if by_invoke and activity.name != FILE_CONSENT:
        return _json(HTTPStatus.OK, failed_invoke(text, activity.name))
    if by_invoke or activity.type == "message":
        try:
            await door.adapter.say(activity, text)
        except (PermanentFailure, TransientFailure) as failure:
            log.warning("fault %s: the apology was not sent (%s)", code, failure)
    return _json(HTTPStatus.OK, {})


async def _body(request: web.Request, seconds: float) -> bytes:
    charset = (request.charset or "utf-8").lower()
    if request.content_type != "application/json" or charset not in {"utf-8", "utf8"}:
        raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body is not JSON in UTF-8")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body is packed")
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if request.content_length is None and not chunked:
        raise _Refused(HTTPStatus.LENGTH_REQUIRED, "no content length")
    if (request.content_length or 0) > BODY_LIMIT:
        raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    try:
        if request.content.is_eof():  # nearly always it came with the head: there is nothing to wait for
            return await request.read()
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError as error:
        raise _Refused(HTTPStatus.REQUEST_TIMEOUT, "the body does not come") from error
    except (web.RequestPayloadError, ConnectionError) as error:
        raise _Refused(HTTPStatus.BAD_REQUEST, "the body is broken") from error


def _parse(body: bytes) -> dict[str, Any]:
    try:
        document = _READER.decode(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # also bad UTF-8, and numbers with thousands of digits
        raise _Refused(HTTPStatus.BAD_REQUEST, "the body is not JSON") from error
    if not isinstance(document, dict):
        raise _Refused(HTTPStatus.BAD_REQUEST, "the activity is not an object")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a key stands there twice")  # two readers could each see another value
    return document


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


_READER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_no_number)


def _refusal(status: int, reason: str, headers: dict[str, str] | None = None) -> web.Response:
    log.info("refused with %d: %s", status, reason)
    return _json(status, {"error": reason}, headers)


def _json(status: int, body: object, headers: dict[str, str] | None = None) -> web.Response:
    # Cards are some thousands of small parts: pydantic's writer takes a tenth of the time of the standard one.
    return web.Response(status=status, body=to_json(body), content_type="application/json", headers=headers)


class _Protocol(web.RequestHandler):
    """aiohttp's connection, with a time limit for the first request and JSON for what is not HTTP at all."""

    def __init__(self, manager: web.Server, header_seconds: float, **options: Any) -> None:
        super().__init__(manager, **options)
        self._header_seconds = header_seconds
        self._first_request: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._first_request = self._loop.call_later(self._header_seconds, self._give_up)

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._first_request is not None:
            self._first_request.cancel()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        # Only reached for what the HTTP parser refused: faults of the routes end in the middleware.
        if request.writer.output_size > 0:
            raise ConnectionError("the response is under way already")
        if status < 500:
            response = _refusal(status, "not HTTP that can be read")
        else:
            log.error("fault in the door itself: %s", type(exc).__name__)
            response = _json(status, {"error": "not available now"})
        response.force_close()
        return response

    def _give_up(self) -> None:
        if self._request_count == 0:
            log.info("a connection without a request was closed")
            self.force_close()


class _Server(web.Server):
    def __init__(self, header_seconds: float, handler: Any, **options: Any) -> None:
        super().__init__(handler, **options)
        self._header_seconds = header_seconds

    def __call__(self) -> web.RequestHandler:
        return _Protocol(self, self._header_seconds, loop=self._loop, **self._kwargs)


class _Runner(web.AppRunner):
    __slots__ = ("_header_seconds",)

    def __init__(self, application: web.Application, header_seconds: float, **options: Any) -> None:
        super().__init__(application, access_log=None, lingering_time=2.0, **options)
        self._header_seconds = header_seconds

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(
            self._header_seconds,
            made.request_handler,
            request_factory=made.request_factory,
            handler_cancellation=made.handler_cancellation,
            **made._kwargs,
        )
