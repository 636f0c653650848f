"""Mail over real SMTP: encrypted or not at all, tried again when that helps, recognisable when it comes twice."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox.mail import SmtpMail
from bot.settings import Smtp
from bot.teams.events import PermanentFailure, TransientFailure
from cases.register.plans import Mail
from tests.e2e.fake_teams import SAM
from tests.e2e.filing import STORY, report
from tests.e2e.mail_relay import HOST, MailRelay, mail_relay
from tests.e2e.running_bot import Clock, running_bot

MAIL = Mail(
    "privacy@wil.example", "DL-2026-0001: datalek", "Er is een datalek gemeld.\n", "dl-2026-0001.po.new"
)


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[MailRelay]:
    async with mail_relay(tmp_path) as running:
        yield running


def mailer(relay: MailRelay, trust: ssl.SSLContext | None = None) -> SmtpMail:
    where = Smtp(HOST, relay.port, user="", password="", implicit_tls=False)
    return SmtpMail(where, "bot@wil.example", Clock(), trust or relay.trust)


async def test_a_filing_arrives_as_an_encrypted_mail_without_facts(tmp_path: Path, relay: MailRelay) -> None:
    async with running_bot(tmp_path, mailer=mailer(relay)) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert relay.encrypted == [True]
        mail = relay.received[0]
        assert mail["To"] == bot.org.offices.po.email
        assert number in mail["Subject"]
        text = mail.get_content()
        assert "26 november" in text
        for secret in (STORY, "Sam", "Mail of brief"):
            assert secret not in text


async def test_the_same_mail_has_the_same_id(relay: MailRelay) -> None:
    await mailer(relay).send(MAIL)
    await mailer(relay).send(MAIL)
    ids = {str(mail["Message-ID"]) for mail in relay.received}
    assert ids == {"<dl-2026-0001.po.new@wil.example>"}


async def test_organisations_on_one_domain_have_other_ids_and_each_its_own_address(relay: MailRelay) -> None:
    where = Smtp(HOST, relay.port, user="", password="", implicit_tls=False)
    for key in ("wil", "peer"):
        await SmtpMail(where, f"{key}@voorbeeld.example", Clock(), relay.trust, mark=key).send(MAIL)
    assert [(str(mail["From"]), str(mail["Message-ID"])) for mail in relay.received] == [
        (f"{key}@voorbeeld.example", f"<dl-2026-0001.po.new.{key}@voorbeeld.example>")
        for key in ("wil", "peer")
    ]


async def test_a_relay_without_starttls_is_refused(tmp_path: Path) -> None:
    async with mail_relay(tmp_path, starttls=False) as plain:
        with pytest.raises(TransientFailure):
            await mailer(plain).send(MAIL)
        assert not plain.received


async def test_a_relay_that_nobody_vouches_for_is_refused(relay: MailRelay) -> None:
    with pytest.raises(TransientFailure):
        await mailer(relay, ssl.create_default_context()).send(MAIL)
    assert not relay.received


async def test_no_relay_at_all_is_a_failure_that_may_pass() -> None:
    where = Smtp(HOST, 9, user="", password="", implicit_tls=False)
    with pytest.raises(TransientFailure):
        await SmtpMail(where, "bot@wil.example", Clock()).send(MAIL)


@pytest.mark.parametrize(
    ("refusal", "kind"), [("451 later", TransientFailure), ("552 never", PermanentFailure)]
)
async def test_what_the_relay_answers_tells_whether_to_try_again(
    relay: MailRelay, refusal: str, kind: type[Exception]
) -> None:
    relay.refusals.append(refusal)
    with pytest.raises(kind):
        await mailer(relay).send(MAIL)
    await mailer(relay).send(MAIL)
    assert len(relay.received) == 1


async def test_a_mail_that_was_refused_for_now_comes_later_and_once(tmp_path: Path, relay: MailRelay) -> None:
    relay.refusals.extend(["451 later", "421 busy"])
    async with running_bot(tmp_path, mailer=mailer(relay)) as bot:
        await report(bot.personal(SAM))
        await bot.settled()
        assert not relay.received
        await bot.advance(seconds=6)
        await bot.advance(seconds=60)
        assert len(relay.received) == 1
        await bot.advance(hours=1)
        assert len(relay.received) == 1


async def test_a_mail_that_is_refused_for_good_does_not_stop_the_card(
    tmp_path: Path, relay: MailRelay
) -> None:
    relay.refusals.append("550 no such mailbox")
    async with running_bot(tmp_path, mailer=mailer(relay)) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert any(number in post.text for post in bot.teams.posts if "@thread" in post.conversation)
        await bot.advance(hours=1)
        assert not relay.received
