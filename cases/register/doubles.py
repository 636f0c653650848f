"""A case that may be the same as another one: noticed by the bot once it is filed, joined or kept apart by an officer.

What is compared costs the rows of a few weeks and a handful of cases, whatever the register holds. A confidential case
is never named on the card of one that is not: then the confidential one hears of it instead, in the own chats. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from cards.words import words_beside
from cases.people import BOT
from cases.register import life as lives
from cases.register.case import T
from cases.register.life import CaseEvent, Change, Deed, Dues, Life, Refused
from cases.register.linking import tell_case
from cases.register.listing import Entry
from cases.register.messages import Due, Ref, within
from cases.register.news import Fired
from cases.register.numbers import read_number
from cases.register.plans import LookBeside
from cases.terms import later

say = words_beside(__file__)

MOST_ALIKE = 3
"""So many numbers are named: with more nobody looks them all up."""

KEPT_DOUBLES = 12
"""So many that were joined to a case stand in it; the history keeps all."""

JOINED, PARTED, ALIKE = "joined", "parted", "found_alike"
"""What a case hears: another one is joined to it, or no longer, or may be the same."""

Alike = Callable[[T, T], bool]


def compare_due(case: T, register: str, now: datetime) -> tuple[datetime, Due]:
    """It is looked whether this new case is like another one."""
    return now, lives.message(case, "compare", within(register), now, Ref(mark=str(case.seq)))


def beside(
    fired: Fired[T],
    life: Life[T],
    since: timedelta,
    near: Callable[[T, Entry, str], float],
    alike: Alike[T],
) -> LookBeside:
    """Which cases are read, and what follows here."""
    case, now, org = fired.case, fired.now, fired.org

    def noted(fresh: T, others: Sequence[T]) -> Change[T]:
        same = [each for each in others if alike(fresh, each) and each.number != fresh.number]
        hidden = [each for each in same if each.confidential and not fresh.confidential]
        lines: Dues = tuple(tell_case(fresh, each.number, ALIKE, now) for each in hidden)
        shown = tuple(each.number for each in same if each not in hidden)[:MOST_ALIKE]
        if not shown or not fresh.is_open:
            return Change(fresh, None, lines)
        done = _found(life, fresh, shown, Deed(BOT, now, org))
        return Change(done.case, done.event, (*done.dues, *lines))

    def likely(entry: Entry, words: str) -> float:
        return 0.0 if entry.number == case.number else near(case, entry, words)

    return LookBeside(later(now, hours=-(since // timedelta(hours=1))), likely, noted)


def heard_alike(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """A confidential case hears that a new one may be the same."""
    number = deed.given.get("number", "")
    if not case.confidential or not case.is_open or number in (*case.alike, *case.doubles):
        return Change(case, None)
    return _found(life, case, (*case.alike, number)[-MOST_ALIKE:], deed)


def heard_joined(
    life: Life[T],
    case: T,
    deed: Deed,
    more: Mapping[str, object] | None = None,
    changes: Mapping[str, tuple[str, str]] | None = None,
    dues: Dues = (),
) -> Change[T]:
    """Another case was joined to this one; who filed this one hears it while it is open.

    `more` changes with it, told as `changes`.
    """
    number = deed.given.get("number", "")
    if number in case.doubles:
        return Change(case, None)
    update = {
        "doubles": (*case.doubles, number)[-KEPT_DOUBLES:],
        "alike": tuple(each for each in case.alike if each != number),
        **(more or {}),
    }
    news: Dues = (lives.tell(case, deed.now, JOINED),) if case.is_open else ()
    said = {"double": ("", number), **(changes or {})}
    return life.moved(case, JOINED, deed, update=update, changes=said, dues=(*news, *dues))


def heard_parted(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """What was joined to this case goes on by itself."""
    number = deed.given.get("number", "")
    if number not in case.doubles:
        return Change(case, None)
    update = {"doubles": tuple(each for each in case.doubles if each != number)}
    return life.moved(case, PARTED, deed, update=update, changes={"double": (number, "")})


def same_as(case: T, deed: Deed, field: str, prefix: str) -> str:
    """The number of the case that this one is the same as. Raises Refused for none, for itself, and for one that was
    joined to it."""
    number = read_number(deed.given.get(field, ""))
    if number is None or not number.startswith(f"{prefix}-"):
        raise Refused(field, "geen_zaaknummer")
    if number == case.number or number in case.doubles:
        raise Refused(field, "zichzelf")
    return number


def parted_dues(case: T, now: datetime) -> Dues:
    """What the other one hears when a double goes on by itself."""
    return (tell_case(case, case.double_of, PARTED, now),) if case.double_of else ()


def double_notes(case: T) -> tuple[str, ...]:
    """Says which cases may be the same, are the same, or go on under another number."""
    lines = []
    if case.double_of:
        lines.append(say("double_of", number=case.double_of))
    if case.doubles:
        lines.append(say("doubles", numbers=", ".join(case.doubles)))
    if case.alike and case.is_open:
        lines.append(say("alike", numbers=", ".join(case.alike)))
    return tuple(lines)


def _found(life: Life[T], case: T, numbers: tuple[str, ...], deed: Deed) -> Change[T]:
    if numbers == case.alike:
        return Change(case, None)
    changes = {"alike": ("", ", ".join(numbers))}
    return life.moved(case, ALIKE, deed, update={"alike": numbers}, changes=changes)


def _keep_apart(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """An officer looked: it is another matter."""
    changes = {"alike": (", ".join(case.alike), "")}
    return life.moved(case, "keep_apart", deed, update={"alike": ()}, changes=changes)


EVENTS: tuple[CaseEvent[Any], ...] = (
    CaseEvent("keep_apart", _keep_apart),
    CaseEvent(ALIKE, line=lives.the_words),
    CaseEvent(JOINED, line=lives.became("double")),
    CaseEvent(PARTED),
)
