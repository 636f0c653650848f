"""The mail relay is killed, refuses, says nothing or hangs up: cards come all the same, and each mail comes later."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.outbox.lanes import AT_ONCE
from tests.e2e.fake_teams import NOOR, SAM, person
from tests.e2e.filing import number_on, report
from tests.e2e.mail_relay import MailRelay, mail_relay
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_mail import mailer
from tests.faults.story import healthy, quiet_logs, sent_all


@asynccontextmanager
async def killed(relay: MailRelay) -> AsyncIterator[None]:
    """Nobody listens; then the relay is started again on the same port."""
    port = relay.port
    await relay.stop()
    yield
    await relay.start()
    assert relay.port == port


@asynccontextmanager
async def refusing(relay: MailRelay) -> AsyncIterator[None]:
    """It takes nothing for now."""
    relay.refusals.extend(["451 later", "421 busy", "450 greylisted"] * 40)
    yield
    relay.refusals.clear()


@asynccontextmanager
async def silent(relay: MailRelay) -> AsyncIterator[None]:
    """It takes the mail and says nothing."""
    relay.silent = True
    yield
    relay.silent = False


@asynccontextmanager
async def hanging_up(relay: MailRelay) -> AsyncIterator[None]:
    """It has taken the mail, and ends the connection before it says so."""
    relay.hangs_up = 1
    yield
    relay.hangs_up = 0


@dataclass(frozen=True)
class Trouble:
    """`again`: how often a mail may come more than once, recognisable by its id."""

    happens: Callable[[MailRelay], object]
    again: int = 0


TROUBLES = {
    "killed": Trouble(killed),
    "refusing": Trouble(refusing),
    "silent": Trouble(silent),
    "hanging up": Trouble(hanging_up, again=1),
}


async def cards_come(bot: RunningBot, numbers: list[str]) -> None:
    """The card of each stands in the channel, whatever becomes of its mail."""
    office = bot.channel("po", NOOR)
    for number in numbers:
        await office.wait_for(number)


@pytest.mark.parametrize("name", TROUBLES)
async def test_the_relay_fails(name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    trouble = TROUBLES[name]
    async with mail_relay(tmp_path) as relay, running_bot(tmp_path, mailer=mailer(relay)) as bot:
        numbers = [await report(bot.personal(SAM))]
        await bot.settled()
        async with trouble.happens(relay):  # type: ignore[attr-defined]
            numbers.append(await report(bot.personal(SAM)))
            await cards_come(bot, numbers)
            await healthy(bot, name)
        await sent_all(bot)
        assert set(Counter(number_on(str(mail["Subject"])) for mail in relay.received)) == set(numbers)
        ids = Counter(str(mail["Message-ID"]) for mail in relay.received)
        assert len(ids) == 2
        assert ids.total() <= 2 + trouble.again
        assert all(relay.encrypted)
        await quiet_logs(caplog, name)


async def test_a_silent_relay_holds_up_no_card(tmp_path: Path) -> None:
    """More mails than there are places for hang; the cards of all, and of who reports after them, come at once."""
    async with mail_relay(tmp_path) as relay, running_bot(tmp_path, mailer=mailer(relay)) as bot:
        relay.silent = True
        numbers = [
            await report(bot.personal(person(f"Ada{number} Voorbeeld"))) for number in range(AT_ONCE + 2)
        ]
        await cards_come(bot, numbers)
        late = await report(bot.personal(SAM))
        await cards_come(bot, [late])
        assert relay.received == [], "all hang still"
        relay.silent = False
        await sent_all(bot)
        mailed = Counter(number_on(str(mail["Subject"])) for mail in relay.received)
        assert mailed == Counter([*numbers, late])
