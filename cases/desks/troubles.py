"""What is wrong with the bot or around it, as its administrators hear it once a day, and only then. Pure.

What is looked at is a value that says nothing of any person (`Readings`); who reads it off stands in bot/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cards.notice import NoticeView, notice_card
from cards.view import Card
from cards.words import words_beside
from cases.organisation import OFFICES, Organisation
from cases.register.plans import Mail
from cases.terms import elapsed

say = words_beside(__file__)

SPOKEN = ("trouble",)
"""Words that are looked up by what is wrong."""

EXPIRES_AT = (30, 14, 3)
"""So many days before the password of the registration ends one hears of it; from the last of them on each day."""

LISTS_REVIEWED = date(2026, 11, 1)
"""When somebody last looked whether the public holidays and the countries with an adequacy decision are still right."""

LISTS_GOOD_FOR = timedelta(days=366)

MOST_SKEW = timedelta(minutes=2)
"""How far our clock may be from that of Teams."""

LATE_AFTER = timedelta(minutes=30)
"""A message that waited so long since it was due waits for something that does not come by itself."""

MANY_UNHEARD = 20
"""So many lines a day that nothing was understood of are worth a look."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What was found: offices whose channel cannot be reached (or is not known), whether rows can be written, mail be
    sent (None: no relay is set), histories be sealed.

    `server` is what time Teams says it is (None: it said nothing yet); `lag` how late the oldest message is that
    waits; `undelivered`, `set_aside` and `unheard` are counts since the day before.
    """

    channels_lost: tuple[str, ...] = ()
    writes: bool = True
    mail: bool | None = None
    sealed: bool = True
    server: datetime | None = None
    password_expires: date | None = None
    lag: timedelta = timedelta(0)
    undelivered: int = 0
    set_aside: int = 0
    unheard: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: its name, and what its sentence is filled in with. No names of people, no numbers of
    cases."""

    name: str
    told: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is wrong, and what to do."""
        return say(f"trouble.{self.name}", **self.told)


def troubles(found: Readings, now: datetime, org: Organisation) -> tuple[Trouble, ...]:
    """What is wrong, the most pressing first; nothing when all is well. `now` is aware."""
    return tuple(_troubles(found, now, org))


def _troubles(found: Readings, now: datetime, org: Organisation) -> Iterator[Trouble]:
    if not found.writes:
        yield Trouble("store")
    for each in OFFICES:
        office = org.office(each)
        if each in found.channels_lost:
            yield Trouble("channel", {"office": office.title})
        if not office.members:
            yield Trouble("empty", {"office": office.title})
        elif not office.deputies:
            yield Trouble("no_deputy", {"office": office.title})
    if found.mail is False:
        yield Trouble("mail")
    if (expires := found.password_expires) is not None:
        left = (expires - now.astimezone(org.zone).date()).days
        if left < 0:
            yield Trouble("expired")
        elif left in EXPIRES_AT or left <= min(EXPIRES_AT):
            yield Trouble("expires", {"days": left})
    if found.server is not None and abs(elapsed(found.server, now)) > MOST_SKEW:
        yield Trouble("clock", {"minutes": int(abs(elapsed(found.server, now)) / timedelta(minutes=1))})
    if found.lag > LATE_AFTER:
        yield Trouble("lag", {"minutes": int(found.lag / timedelta(minutes=1))})
    for name in ("undelivered", "set_aside"):
        if count := getattr(found, name):
            yield Trouble(name, {"count": count})
    if not found.sealed:
        yield Trouble("not_sealed")
    if now.astimezone(org.zone).date() - LISTS_REVIEWED > LISTS_GOOD_FOR:
        yield Trouble("lists", {"year": LISTS_REVIEWED.year})
    if found.unheard >= MANY_UNHEARD:
        yield Trouble("unheard", {"count": found.unheard})


def troubles_card(wrong: tuple[Trouble, ...]) -> Card:
    """The card for an administrator. Raises ValueError when nothing is wrong: then nobody is written to."""
    if not wrong:
        raise ValueError("nothing is wrong")
    lines = tuple(f"• {each.words}" for each in wrong[:MOST_LINES])
    more = (say("more", count=len(wrong) - MOST_LINES),) if len(wrong) > MOST_LINES else ()
    return notice_card(NoticeView(say("title"), (*lines, *more, say("why_you"))))


MOST_LINES = 6


def troubles_summary(wrong: tuple[Trouble, ...]) -> str:
    """The line of a toast."""
    return say("summary.one") if len(wrong) == 1 else say("summary.many", count=len(wrong))


def troubles_mail(wrong: tuple[Trouble, ...], to: str, now: datetime, org: Organisation) -> Mail:
    """The same as a mail, for when Teams itself is the trouble."""
    day = f"{now.astimezone(org.zone):%Y-%m-%d}"
    text = (say("title"), "\n".join(f"- {each.words}" for each in wrong), say("why_you"))
    return Mail(to, troubles_summary(wrong), "\n\n".join(text) + "\n", f"troubles.{day}")
