"""A case that may be the same as another one: noticed by the bot once it is filed, joined or kept apart by an officer.

It is looked at once a case is filed, and again whenever a fact changes that it is compared by (`Life.compares`). What
is compared costs the rows of a few weeks and a handful of cases, whatever the register holds. A confidential case
is never named on the card of one that is not: then the confidential one hears of it instead, in the own chats. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from cards.words import words_beside
from cases.organisation import OFFICES
from cases.people import BOT
from cases.register import life as lives
from cases.register.case import T
from cases.register.life import CaseEvent, Change, Deed, Dues, Handler, Happening, Life, Line, Refused
from cases.register.linking import tell_case
from cases.register.listing import Entry
from cases.register.marks import MAY_BE_DOUBLE
from cases.register.news import Fired
from cases.register.numbers import read_number
from cases.register.plans import LookBeside
from cases.terms import later

say = words_beside(__file__)

MOST_ALIKE = 3
"""So many numbers are named: with more nobody looks them all up."""

KEPT_DOUBLES = 12
"""So many that were joined to a case stand in it; the history keeps all."""

KEPT_APART_MOST = 20
"""So many that were kept apart from a case stand in it."""

JOINED, PARTED, ALIKE, UNLIKE = "joined", "parted", "found_alike", "found_unlike"
"""What a case hears: another one is joined to it, or no longer, or may be the same, or no longer."""

APART = "apart"
"""What a case hears: an officer kept another one apart from it. In its history that is KEPT_APART."""

KEPT_APART = "kept_apart"

HARDLY = 0.01
"""How likely a case is that hangs together with another one already: read as well, after the likely ones."""

Alike = Callable[[T, T], bool]


def beside(
    fired: Fired[T],
    life: Life[T],
    since: timedelta,
    near: Callable[[T, Entry, str], float],
    alike: Alike[T],
) -> LookBeside:
    """Which cases are read, and what follows here.

    What no longer is likely goes, here and there; what an officer kept apart does not come back.
    """
    case, now, org = fired.case, fired.now, fired.org

    def noted(fresh: T, others: Sequence[T]) -> Change[T]:
        others = [each for each in others if each.number != fresh.number]
        same = [each for each in others if alike(fresh, each) and each.number not in fresh.apart]
        hidden = [each for each in same if each.confidential and not fresh.confidential]
        gone = [each for each in others if each not in same and fresh.number in each.alike]
        lines: Dues = (
            *(tell_case(fresh, each.number, ALIKE, now) for each in hidden),
            *(tell_case(fresh, each.number, UNLIKE, now) for each in gone),
        )
        settled = (*fresh.doubles, fresh.double_of)
        shown = [each.number for each in same if each not in hidden and each.number not in settled]
        if not fresh.is_open:
            return Change(fresh, None, lines)
        done = _found(life, fresh, tuple(shown[:MOST_ALIKE]), Deed(BOT, now, org))
        return Change(done.case, done.event, (*done.dues, *lines))

    def likely(entry: Entry, words: str) -> float:
        if entry.number == case.number:
            return 0.0
        return near(case, entry, words) or (HARDLY if MAY_BE_DOUBLE in entry.marks else 0.0)

    return LookBeside(later(case.reported_at, hours=-(since // timedelta(hours=1))), likely, noted)


def heard_alike(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """A confidential case hears that a new one may be the same."""
    number = deed.given.get("number", "")
    if not case.confidential or not case.is_open or number in (*case.alike, *case.doubles, *case.apart):
        return Change(case, None)
    return _found(life, case, (*case.alike, number)[-MOST_ALIKE:], deed)


def heard_unlike(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """What the other one tells was put right: it is not like this one any more."""
    return _found(life, case, _without(case.alike, deed.given.get("number", "")), deed)


def heard_apart(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """An officer looked from the other one: that is another matter than this one."""
    number = deed.given.get("number", "")
    if number in case.apart:
        return Change(case, None)
    update = {"alike": _without(case.alike, number), "apart": (*case.apart, number)[-KEPT_APART_MOST:]}
    return life.moved(case, KEPT_APART, deed, update=update, changes={"alike": (number, ""), **_by(deed)})


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
        "alike": _without(case.alike, number),
        **(more or {}),
    }
    news: Dues = (lives.tell(case, deed.now, JOINED),) if case.is_open else ()
    said = {"double": ("", number), **_by(deed), **(changes or {})}
    return life.moved(case, JOINED, deed, update=update, changes=said, dues=(*news, *dues))


def heard_parted(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """What was joined to this case goes on by itself; who filed this one hears it while it is open."""
    number = deed.given.get("number", "")
    if number not in case.doubles:
        return Change(case, None)
    update = {"doubles": tuple(each for each in case.doubles if each != number)}
    news: Dues = (lives.tell(case, deed.now, PARTED),) if case.is_open else ()
    changes = {"double": (number, ""), **_by(deed)}
    return life.moved(case, PARTED, deed, update=update, changes=changes, dues=news)


def same_as(case: T, deed: Deed, field: str, prefix: str) -> str:
    """The number of the case that this one is the same as. Raises Refused for none, for itself, and for one that was
    joined to it."""
    number = read_number(deed.given.get(field, ""))
    if number is None or not number.startswith(f"{prefix}-"):
        raise Refused(field, "geen_zaaknummer")
    if number == case.number or number in case.doubles:
        raise Refused(field, "zichzelf")
    return number


def parted_dues(case: T, deed: Deed) -> Dues:
    """What the other one hears when a double goes on by itself."""
    return (tell_case(case, case.double_of, PARTED, deed.now, deed.actor),) if case.double_of else ()


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
    new = ", ".join(each for each in numbers if each not in case.alike)
    gone = ", ".join(each for each in case.alike if each not in numbers)
    event = ALIKE if new else UNLIKE
    return life.moved(case, event, deed, update={"alike": numbers}, changes={"alike": (gone, new)})


def _without(numbers: tuple[str, ...], number: str) -> tuple[str, ...]:
    return tuple(each for each in numbers if each != number)


def _keep_apart(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """An officer looked: it is another matter. The others hear it, of one that is not confidential."""
    changes = {"alike": (", ".join(case.alike), "")}
    apart = tuple(dict.fromkeys((*case.apart, *case.alike)))[-KEPT_APART_MOST:]
    lines: Dues = (
        ()
        if case.confidential
        else tuple(tell_case(case, each, APART, deed.now, deed.actor) for each in case.alike)
    )
    update = {"alike": (), "apart": apart}
    return life.moved(case, "keep_apart", deed, update=update, changes=changes, dues=lines)


def _by(deed: Deed) -> Mapping[str, tuple[str, str]]:
    """For which office somebody did it from the other case: here the bot only writes it down."""
    office = deed.given.get("office", "")
    return {"office": ("", office)} if office else {}


def _no_longer(name: str) -> Line:
    """Which one it is not like any more, or not the same as."""
    return lambda happening: happening.event.changes.get(name, ("", ""))[0]


def _whoever(happening: Happening) -> Mapping[str, str]:
    """Who did it from the other case; histories of before do not tell."""
    office = happening.event.changes.get("office", ("", ""))[1]
    return {"whoever": happening.org.office(office).short if office in OFFICES else say("whoever")}


EVENTS: tuple[CaseEvent[Any], ...] = (
    CaseEvent("keep_apart", _keep_apart),
    CaseEvent(ALIKE, line=lives.the_words),
    CaseEvent(UNLIKE, line=_no_longer("alike")),
    CaseEvent(KEPT_APART, line=_no_longer("alike"), names=_whoever),
    CaseEvent(JOINED, line=lives.became("double"), names=_whoever),
    CaseEvent(PARTED, line=_no_longer("double"), names=_whoever),
)
HEARS: Mapping[str, Handler[Any]] = {
    ALIKE: heard_alike,
    UNLIKE: heard_unlike,
    APART: heard_apart,
    PARTED: heard_parted,
}
"""What a case does that hears of another one. What follows when one is joined to it, its register says."""
