"""Sends mail through a relay, encrypted or not at all; without a relay it counts what would have been sent."""

import logging
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

import aiosmtplib

from bot.settings import Smtp
from bot.teams.events import PermanentFailure, TransientFailure
from cases.register.plans import Mail

log = logging.getLogger(__name__)

SECONDS = 20.0
"""How long one conversation with the relay may take."""


class Mailer(Protocol):
    """Takes a mail to its relay. `relays` says whether there is one."""

    relays: bool

    async def send(self, mail: Mail) -> None:
        """Raises PermanentFailure or TransientFailure."""


class CountedMail:
    """No relay is configured: the mail is counted in the log, its text is not shown."""

    relays = False

    def __init__(self) -> None:
        self.count = 0

    async def send(self, mail: Mail) -> None:
        self.count += 1
        log.info("no mail relay is configured: mail number %d was not sent", self.count)


class SmtpMail:
    """A relay that speaks TLS. `sender` is the address that the mails come from; `mark` keeps mails of organisations
    that send from one domain apart, "" where there is only one."""

    relays = True

    def __init__(
        self,
        relay: Smtp,
        sender: str,
        clock: Callable[[], datetime],
        tls: ssl.SSLContext | None = None,
        mark: str = "",
    ) -> None:
        self._mark = f".{mark}" if mark else ""
        self._relay = relay
        self._sender = sender
        self._clock = clock
        self._tls = tls or ssl.create_default_context()

    def _client(self) -> aiosmtplib.SMTP:
        relay = self._relay
        return aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user or None,
            password=relay.password or None,
            use_tls=relay.implicit_tls,
            start_tls=not relay.implicit_tls,
            tls_context=self._tls,
            timeout=SECONDS,
        )

    async def works(self) -> bool:
        """Whether the relay takes us in; no mail is sent. Never raises for what is wrong with it."""
        try:
            async with self._client() as client:
                await client.noop()
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as reason:
            log.warning("the mail relay does not take us in: %s", type(reason).__name__)
            return False
        return True

    async def send(self, mail: Mail) -> None:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self._clock())
        # The same mail sent again has the same id, so that a mailbox can recognise it.
        message["Message-ID"] = f"<{mail.message_id_seed}{self._mark}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        try:
            async with self._client() as client:
                refused, _ = await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as reason:
            raise _failure(max(each.code for each in reason.recipients)) from reason
        except aiosmtplib.SMTPAuthenticationError as reason:
            raise TransientFailure("the mail relay refuses the login") from reason
        except aiosmtplib.SMTPResponseException as reason:
            raise _failure(reason.code) from reason
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as reason:
            raise TransientFailure(f"the mail relay was not reached: {type(reason).__name__}") from reason
        if refused:
            raise _failure(max(each.code for each in refused.values()))


def _failure(code: int) -> PermanentFailure | TransientFailure:
    if 500 <= code < 600:
        return PermanentFailure(f"the mail relay answered {code}")
    return TransientFailure(f"the mail relay answered {code}")
