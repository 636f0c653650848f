"""What the house stands in: the clock, Microsoft's doors and the mail relay, made from the settings."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from bot.outbox.mail import CountedMail, Mailer, SmtpMail
from bot.settings import Registration, Settings
from bot.teams.connector import ConnectorClient, Limits, ServiceUrls
from bot.teams.inbound_token import OPEN_ID_URL
from bot.teams.outbound_token import (
    Bearer,
    NoToken,
    OutboundToken,
    client_credentials,
    managed_identity,
    token_url,
)
from bot.turns.budget import Allowance
from cases.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the house stands in: the clock, and where Microsoft's doors are. Tests bring their own."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    open_id_url: str = OPEN_ID_URL
    login_url: str = ""
    more_hosts: frozenset[str] = frozenset()
    outbox_seconds: float = 2.0
    follow_seconds: float = 0.3
    """A message that follows is drawn anew and loses what was filled in since: sooner than anybody fills in."""
    mailer: Mailer | None = None
    limits: Limits | None = None
    allowance: Allowance | None = None
    """How much one person may ask. None: the usual, and in a local run as much as they like."""


PUBLIC = Surroundings()


def teams_of(
    settings: Settings, around: Surroundings, session: aiohttp.ClientSession, stack: AsyncExitStack
) -> ConnectorClient:
    """The way to Teams under the bot's registration; what is under way there ends with `stack`."""
    return ConnectorClient(
        session,
        _outbound(settings.registration, around, session, stack),
        ServiceUrls(local=settings.local, more_hosts=around.more_hosts),
        f"28:{settings.registration.app_id}" if settings.registration else "28:privacybot-local",
        now=time.monotonic,
        wall=around.clock,
        sleep=asyncio.sleep,
        jitter=random.random,
        limits=around.limits,
    )


def mail_works_of(mailer: Mailer) -> Callable[[], Awaitable[bool]] | None:
    """Asks whether the relay takes us in; None when there is none to ask."""
    return mailer.works if isinstance(mailer, SmtpMail) else None


def _outbound(
    registration: Registration | None,
    around: Surroundings,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
) -> Bearer:
    if registration is None:
        return NoToken()
    if registration.app_type == "UserAssignedMSI":
        login = managed_identity(
            session, registration.app_id, registration.identity_endpoint, registration.identity_header
        )
        identity = OutboundToken(login, now=time.monotonic)
        stack.push_async_callback(identity.close)
        return identity
    url = around.login_url or token_url(registration.app_type, registration.tenant_id)
    token = OutboundToken(
        client_credentials(session, url, registration.app_id, registration.password), now=time.monotonic
    )
    stack.push_async_callback(token.close)
    return token


def mailer_of(settings: Settings, around: Surroundings, org: Organisation) -> Mailer:
    """What sends the mail of one organisation, from the address of its own Privacy Officer; else what counts it."""
    if around.mailer is not None:
        return around.mailer
    if settings.smtp is None:
        return CountedMail()
    mark = org.key if settings.of_folder else ""
    return SmtpMail(settings.smtp, org.offices.po.email, around.clock, mark=mark)
