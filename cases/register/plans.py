"""What becomes of a waiting message when its moment has come: pure decisions; sending happens in bot/."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from cards.view import Card
from cases.drafts.answers import FilledIn
from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.life import Change
from cases.register.listing import Entry
from cases.register.messages import Due, To
from cases.terms import later

SECONDS_BETWEEN = (5, 15, 60, 300)
"""How long a message that could not be sent waits, try by try; the last one goes for all further tries."""

UNHEARD_TRIES = 6
"""After so many tries (about eleven minutes) a reminder that does not arrive goes another way."""

TRIES_A_DAY = 288
"""How many tries at the longest pause make a day."""

GIVE_UP_AFTER = timedelta(days=3)
"""A personal message that nobody can receive for so long is given up, and the officers are told."""


@dataclass(frozen=True, slots=True)
class Drop:
    """There is nothing to send any more; the reason is for the log."""

    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Nothing is sent, but something has become true and is written down."""

    change: Change[Any]


@dataclass(frozen=True, slots=True)
class Redraw:
    """The living card of the case for these has to show how it stands now; the register draws it."""

    to: To


@dataclass(frozen=True, slots=True)
class SendCard:
    """A card to send. `name` is the post that it becomes or changes ("" when it is never changed again).

    living: the one card in the office's channel; thread: under the office's living card; person: a new card in a
    personal chat (or the living one there, when it has a name), whom the bot never met by way of the channel of
    `office`; own: a new card there that changes later; update: change the post, if it is there.
    """

    place: Literal["living", "thread", "person", "own", "update"]
    card: Card
    summary: str
    office: str = ""
    aad_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, without personal data. `message_id_seed` is the same for the same news to the same office."""

    to: str
    subject: str
    text: str
    message_id_seed: str


@dataclass(frozen=True, slots=True)
class SendMail:
    """A mail to send."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Every message about the case in a channel shows something else from now on, its living cards apart.

    `instead` gives the card for the post of a name; None lets it stand.
    """

    instead: Callable[[str], Card | None]
    summary: str


@dataclass(frozen=True, slots=True)
class FileElsewhere:
    """A case that another register gets because of this one. It lies in a partition of its own, so it cannot be
    written along: it is filed under a draft id that never changes, so that filing twice gives the same case.

    That register makes its own case of what is `filled`. `noted` is what follows here once its number is known.
    """

    register: str
    filer: Actor
    filled: FilledIn
    noted: Callable[[Any, str], Change[Any]]


@dataclass(frozen=True, slots=True)
class TellCase:
    """Another case, perhaps of another register, hears `about` this one: it lies in a row of its own, so it is written
    by itself, and hearing the same twice changes nothing. `given` goes along."""

    number: str
    about: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookBeside:
    """It is looked whether cases of the same register are like this one, of those that were filed `since`.

    `near` picks the likely ones by what stands of them in the lists (their entry, their words), `noted` is what follows
    here once these were read.
    """

    since: datetime
    near: Callable[[Entry, str], float]
    noted: Callable[[Any, Sequence[Any]], Change[Any]]


Plan = TellCase | LookBeside | Drop | Record | Redraw | SendCard | SendMail | TakeAway | FileElsewhere


def next_try(due: Due, now: datetime) -> datetime:
    """When a message that could not be sent is tried again."""
    seconds = (
        SECONDS_BETWEEN[min(due.attempts, len(SECONDS_BETWEEN)) - 1] if due.attempts else SECONDS_BETWEEN[0]
    )
    return later(now, seconds=seconds)


def to_reporter(card: Card | None, case: KeptCase, summary: str, name: str = "") -> Plan:
    """A new card in the chat of who filed the case; without one there is nothing to tell any more. With a `name` it
    changes later."""
    if card is None:
        return Drop("the case moved on")
    return SendCard("own" if name else "person", card, summary, aad_id=case.reporter.aad_id, name=name)
