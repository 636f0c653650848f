"""A real mail relay on loopback (aiosmtpd) with STARTTLS and a certificate made for the occasion."""

import asyncio
import ipaddress
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


class MailRelay:
    """What it takes in is in `received`; `refusals` (lines like "451 later") are the answers to the next mails.

    `silent`: it takes a mail and says nothing until that is False again. `hangs_up`: it takes so many mails and ends
    the connection instead of saying so. `stop` and `start` end it and start it again on the same port.
    """

    def __init__(self, certificate: Path, key: Path, *, starttls: bool = True) -> None:
        self.certificate = certificate
        self._speaks = asyncio.Event()
        self._speaks.set()
        self.hangs_up = 0
        self._key = key
        self._starttls = starttls
        self._server: asyncio.Server | None = None
        self._open: set[SMTP] = set()
        self.port = 0
        self.received: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.refusals: deque[str] = deque()

    @property
    def silent(self) -> bool:
        """Whether it takes mails and says nothing."""
        return not self._speaks.is_set()

    @silent.setter
    def silent(self, is_so: bool) -> None:
        if is_so:
            self._speaks.clear()
        else:
            self._speaks.set()

    @property
    def trust(self) -> ssl.SSLContext:
        """A client's context that trusts this relay and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd calls this for each mail."""
        await self._speaks.wait()
        if self.refusals:
            return self.refusals.popleft()
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.append(mail)
        self.encrypted.append(session.ssl is not None)
        if self.hangs_up:
            self.hangs_up -= 1
            _cut(server)
        return "250 OK"

    async def start(self) -> None:
        """Listen, on the port of before when there was one."""
        context: ssl.SSLContext | None = None
        if self._starttls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate, self._key)
        loop = asyncio.get_running_loop()

        def connected() -> SMTP:
            session = SMTP(
                self,
                hostname="relay.example",
                tls_context=context,
                require_starttls=self._starttls,
                loop=loop,
            )
            self._open.add(session)
            return session

        self._server = await loop.create_server(connected, HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """End at once, as a process that is killed: whoever is connected is cut off."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for session in self._open:
            _cut(session)
        self._open.clear()
        await server.wait_closed()


def _cut(session: SMTP) -> None:
    """End the connection without a word."""
    if isinstance(session.transport, asyncio.WriteTransport):
        session.transport.abort()


@asynccontextmanager
async def mail_relay(folder: Path, *, starttls: bool = True) -> AsyncIterator[MailRelay]:
    """A relay on a free loopback port; its certificate and key are written into the folder."""
    relay = MailRelay(*_certificate(folder), starttls=starttls)
    await relay.start()
    try:
        yield relay
    finally:
        relay.silent = False
        await relay.stop()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a relay in a test")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "relay.pem", folder / "relay.key"
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private
