"""When an office is reminded of a case, and what follows once a reminder went out: one way for every register. Pure.

A register declares a `Rhythm`: its stages as rows of a table, how they go on behind the end, and when nothing is left
to remind of. Who is told is the same everywhere: the office in its channel, its deputies in their own chats when nobody
reacted to the reminder before, the FG from the stage that says so, and the FG's deputies when the FG did not react. A
rung of this ladder on which nobody stands is passed: the next one hears at once, and the history says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic

from cases.organisation import Organisation
from cases.people import BOT
from cases.register.case import KEPT_REMINDERS, C, KeptCase, ReminderState, newest_reminders
from cases.register.life import Change, Deed, Dues, Life, message, remind, shrink
from cases.register.messages import Ref, To, channel, person

NOBODY = "nobody"
"""Under this name the event of a reminder tells the offices of which there was nobody to tell."""

MOST_DIGITS = 5
"""A number in the name of a late stage has no more: that many days are lifetimes."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name in keys and its moment, aware.

    `count` is what the register counts in: hours or days that are left (below 0: since the end), or working days that
    somebody waited. `late`: the end has come by then; once it went out the next one behind the end follows.
    `takes_up`: it asks that somebody takes the case up, and nothing of who did.
    """

    name: str
    at: datetime
    count: int = 0
    tells_fg: bool = False
    late: bool = False
    takes_up: bool = False


@dataclass(frozen=True)
class Late(Generic[C]):
    """The stages behind the end: their name with `{}` for a number from 1 on, the row of one, and how far apart they
    are at most."""

    name: str
    row: Callable[[C, int, Organisation], Stage]
    every: timedelta

    def number(self, name: str) -> int | None:
        """The number in the name of such a stage; None in another name."""
        first, _, last = self.name.partition("{}")
        digits = name.removeprefix(first).removesuffix(last) if name.startswith(first) else ""
        if name != f"{first}{digits}{last}" or not (digits.isascii() and digits.isdigit()):
            return None
        return int(digits) if len(digits) <= MOST_DIGITS and int(digits) > 0 else None

    def after(self, case: C, now: datetime, org: Organisation) -> Stage:
        """The first one that is still to come."""
        passed = now.astimezone(UTC) - self.row(case, 1, org).at.astimezone(UTC)
        number = max(1, passed // self.every)
        while (stage := self.row(case, number, org)).at <= now:
            number += 1  # by the clock on the wall they are not equally far apart
        return stage


@dataclass(frozen=True)
class Rhythm(Generic[C]):
    """How a register reminds the office whose turn it is.

    `stages` are those that are planned ahead, the earliest first; a case without any is never reminded of. `always`
    names one that is planned even when its moment has passed. `waits`: whether something is left to remind of;
    `counts`: whether a reminder that went out is still noted. `untouched`: whether nobody looked at the case, before
    its first reminder. `others` are offices that a stage may tell as well, `deputies` whether those of the office are
    told when nobody reacted; `kept` is how many reminders stay in the
    case beside the newest.
    """

    stages: Callable[[C, Organisation], tuple[Stage, ...]]
    waits: Callable[[C], bool]
    counts: Callable[[C], bool]
    untouched: Callable[[C], bool] = lambda case: False
    late: Late[C] | None = None
    always: str = ""
    others: tuple[str, ...] = ("fg",)
    deputies: bool = True
    kept: int = KEPT_REMINDERS - 2

    def named(self, case: C, name: str, org: Organisation) -> Stage | None:
        """The stage of this name as the case stands now; None for a name that is none."""
        stages = self.stages(case, org)
        number = self.late.number(name) if self.late is not None else None
        if stages and self.late is not None and number is not None:
            return self.late.row(case, number, org)
        return next((each for each in stages if each.name == name), None)

    def overtaken(self, case: C, stage: Stage, now: datetime, org: Organisation) -> bool:
        """Whether a later stage is due as well, as after an outage: then only that one is sent.

        Behind the end each is planned when the one before went out, so there is never another one.
        """
        return any(stage.at < each.at <= now for each in self.stages(case, org))

    def before(self, case: C, stage: Stage, org: Organisation) -> Stage | None:
        """The newest stage before this one that went out."""
        known = (self.named(case, name, org) for name in case.reminders)
        found = [each for each in known if each is not None and each.at < stage.at]
        return max(found, key=lambda each: each.at, default=None)

    def unseen(self, case: C, stage: Stage, org: Organisation) -> bool:
        """Whether nobody of the office reacted before this stage: then its deputies are told too.

        Who took the case up after the reminder reacted to it, like who pressed "Gezien".
        """
        before = self.before(case, stage, org)
        if before is None:
            return self.untouched(case)
        state = case.reminders[before.name]
        return state.seen is None and (case.taken_up is None or case.taken_up.at < state.sent_at)

    def unseen_by_fg(self, case: C, stage: Stage, org: Organisation) -> bool:
        """Whether the FG was told of the stage before this one as well, and did not react."""
        before = self.before(case, stage, org)
        return before is not None and before.tells_fg and case.reminders[before.name].seen_fg is None

    def rungs(self, case: C, stage: Stage, home: str, now: datetime, org: Organisation) -> tuple[str, ...]:
        """The offices whose deputies have to hear of this stage too: nobody reacted, or who should is away."""
        holder = case.taken_up.by.aad_id if case.taken_up is not None else ""
        away = org.is_away(holder, now) if holder else org.nobody_there(home, now)
        rungs = [home] if self.deputies and (away or self.unseen(case, stage, org)) else []
        if stage.tells_fg and "fg" in self.others and home != "fg" and self.unseen_by_fg(case, stage, org):
            rungs.append("fg")
        return tuple(rungs)

    def coming(self, case: C, after: datetime, org: Organisation) -> Stage | None:
        """The first stage after a moment; None when none ever comes."""
        stages = self.stages(case, org)
        planned = next((each for each in stages if each.at > after), None)
        if planned is None and stages and self.late is not None:
            return self.late.after(case, after, org)
        return planned

    def ahead(self, case: C, now: datetime, org: Organisation) -> tuple[Stage, ...]:
        """What has to be planned: stages to come that did not go out yet, and when the end was told of the next one
        behind it."""
        stages = self.stages(case, org)
        to_come = [each for each in stages if each.at > now or each.name == self.always]
        planned = tuple(each for each in to_come if each.name not in case.reminders)
        over = self.always in case.reminders if self.always else not to_come
        if over and stages and self.late is not None:
            return (*planned, self.late.after(case, now, org))
        return planned

    def planned(self, case: C, office: str, now: datetime, org: Organisation) -> Dues:
        """The reminders that wait from now on; what is due already goes at once."""
        return tuple(
            remind(case, channel(office), max(each.at, now), now, each.name)
            for each in self.ahead(case, now, org)
        )


def reminded(
    rhythm: Rhythm[C], life: Life[C], case: C, stage: Stage, now: datetime, org: Organisation
) -> Change[C]:
    """A reminder went out: kept in the history, the card redrawn, the one before put away, others told, and behind
    the end the next one planned."""
    home = life.home(case)
    before = rhythm.before(case, stage, org)
    rungs = rhythm.rungs(case, stage, home, now, org)
    nobody = tuple(each for each in rungs if not org.deputies_there(each, now))
    lines = [channel(each) for each in rhythm.others if each != home and (stage.tells_fg or home in nobody)]
    lines += [person(each.id) for office in rungs for each in org.deputies_there(office, now)]
    following: Dues = ()
    if stage.late and rhythm.late is not None:
        coming = rhythm.late.after(case, now, org)
        following = (remind(case, channel(home), coming.at, now, coming.name),)
    put_away = shrink(case, now, before.name, home, *rhythm.others) if before is not None else ()
    return went_out(
        life,
        case,
        stage.name,
        now,
        org,
        put_away=put_away,
        told=lines,
        following=following,
        kept=rhythm.kept,
        nobody=nobody,
    )


def went_out(
    life: Life[C],
    case: C,
    name: str,
    now: datetime,
    org: Organisation,
    *,
    put_away: Dues,
    told: Iterable[To],
    following: Dues,
    kept: int = KEPT_REMINDERS - 2,
    nobody: tuple[str, ...] = (),
) -> Change[C]:
    """What is kept of a reminder, and what follows: `told` get the same one, `nobody` are offices without deputies."""
    states = newest_reminders(case, kept) | {name: ReminderState(sent_at=now, nobody=nobody)}
    passed = {NOBODY: ("", ",".join(nobody))} if nobody else {}
    done = life.moved(
        case, "remind", Deed(BOT, now, org), update={"reminders": states}, why=name, changes=passed
    )
    others = tuple(remind(case, each, now, now, name) for each in told)
    empty = empty_offices(case, nobody, now, org)
    return Change(done.case, done.event, (*done.dues, *put_away, *others, *following, *empty))


def empty_offices(case: KeptCase, nobody: tuple[str, ...], now: datetime, org: Organisation) -> Dues:
    """The administrators hear of an office on which nobody stands in, once for each case."""
    known = {office for state in case.reminders.values() for office in state.nobody}
    return tuple(
        (now, message(case, "empty_office", person(each), now, Ref(office, mark=str(case.seq))))
        for office in nobody
        if office not in known
        for each in org.administrators.people
    )


def newest_put_away(case: KeptCase, now: datetime, *offices: str) -> Dues:
    """The newest reminder asks for nothing any more: what it asks for has happened, or the case has ended."""
    newest = max(case.reminders, key=lambda name: case.reminders[name].sent_at, default="")
    return shrink(case, now, newest, *offices) if newest else ()
