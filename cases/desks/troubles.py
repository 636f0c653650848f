"""What is wrong with the bot or around it, as its administrators hear it once a day, and only then. Pure.

What is looked at is a value that says nothing of any person (`Readings`); who reads it off stands in bot/.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args

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


Source = Literal["settings", "around", "running"]
"""Where a reading comes from: what is set and known of the organisation; what is around the bot and answers or not (the
store, Teams, the mail relay); what a bot that runs has counted."""

TeamsAnswer = Literal["", "refused", "silent"]
"""Whether Teams lets the bot in: it does (or was not asked), its login is refused, nothing answers."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What was found: offices whose channel cannot be reached (or is not known), or is reached while nobody of the
    office is in it; whether rows can be written and read, mail be sent (None: no relay is set), histories be sealed.

    `server` is what time Teams says it is (None: it said nothing yet); `lag` how late the oldest message is that
    waits; `undelivered`, `set_aside` and `unheard` are counts since the day before.
    """

    channels_lost: tuple[str, ...] = ()
    channels_of_others: tuple[str, ...] = ()
    teams: TeamsAnswer = ""
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


Told = Iterable[Mapping[str, object]]
"""What the sentence of a check is filled in with, once for each thing that is wrong; none when all is well."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: its name, where what it looks at comes from, and what is wrong with it."""

    name: str
    source: Source
    look: Callable[[Readings, datetime, Organisation], Told]


def troubles(
    found: Readings, now: datetime, org: Organisation, sources: Collection[Source] = get_args(Source)
) -> tuple[Trouble, ...]:
    """What is wrong, the most pressing first; nothing when all is well. `now` is aware.

    `sources`: what was read off; checks of anything else are left out.
    """
    return tuple(
        Trouble(check.name, told)
        for check in CHECKS
        if check.source in sources
        for told in check.look(found, now, org)
    )


def _offices(org: Organisation, wrong: Callable[[str], bool]) -> Told:
    return [{"office": org.office(each).title} for each in OFFICES if wrong(each)]


def _once(wrong: bool, **told: object) -> Told:
    return [told] if wrong else []


def _days_left(found: Readings, now: datetime, org: Organisation) -> int | None:
    expires = found.password_expires
    return None if expires is None else (expires - now.astimezone(org.zone).date()).days


def _expired(found: Readings, now: datetime, org: Organisation) -> Told:
    left = _days_left(found, now, org)
    return _once(left is not None and left < 0)


def _expires(found: Readings, now: datetime, org: Organisation) -> Told:
    left = _days_left(found, now, org)
    soon = left is not None and left >= 0 and (left in EXPIRES_AT or left <= min(EXPIRES_AT))
    return _once(soon, days=left)


def _clock(found: Readings, now: datetime, org: Organisation) -> Told:
    skew = abs(elapsed(found.server, now)) if found.server is not None else timedelta(0)
    return _once(skew > MOST_SKEW, minutes=_minutes(skew))


def _minutes(span: timedelta) -> int:
    return int(span / timedelta(minutes=1))


def _lists(found: Readings, now: datetime, org: Organisation) -> Told:
    old = now.astimezone(org.zone).date() - LISTS_REVIEWED > LISTS_GOOD_FOR
    return _once(old, year=LISTS_REVIEWED.year)


CHECKS = (
    Check("store", "around", lambda found, now, org: _once(not found.writes)),
    Check("login", "around", lambda found, now, org: _once(found.teams == "refused")),
    Check("teams", "around", lambda found, now, org: _once(found.teams == "silent")),
    Check(
        "channel",
        "around",
        lambda found, now, org: _offices(org, lambda each: each in found.channels_lost),
    ),
    Check(
        "channel_of_others",
        "around",
        lambda found, now, org: _offices(org, lambda each: each in found.channels_of_others),
    ),
    Check(
        "empty", "settings", lambda found, now, org: _offices(org, lambda each: not org.office(each).members)
    ),
    Check(
        "no_deputy",
        "settings",
        lambda found, now, org: _offices(
            org, lambda each: bool(org.office(each).members) and not org.office(each).deputies
        ),
    ),
    Check("mail", "around", lambda found, now, org: _once(found.mail is False)),
    Check("expired", "settings", _expired),
    Check("expires", "settings", _expires),
    Check("clock", "around", _clock),
    Check(
        "lag", "running", lambda found, now, org: _once(found.lag > LATE_AFTER, minutes=_minutes(found.lag))
    ),
    Check(
        "undelivered",
        "running",
        lambda found, now, org: _once(bool(found.undelivered), count=found.undelivered),
    ),
    Check(
        "set_aside", "running", lambda found, now, org: _once(bool(found.set_aside), count=found.set_aside)
    ),
    Check("not_sealed", "settings", lambda found, now, org: _once(not found.sealed)),
    Check("lists", "settings", _lists),
    Check(
        "unheard",
        "running",
        lambda found, now, org: _once(found.unheard >= MANY_UNHEARD, count=found.unheard),
    ),
)
"""Everything that is looked at, the most pressing first: daily and after the start (bot/watch/self_check.py), and by
`python app.py check`."""


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
