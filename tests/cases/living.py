"""A case to which things happen by chance: what was tried on it, what it refused, and what came of it; and what it
still owed when it ended."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from hypothesis import strategies as st

from cases.people import Actor
from cases.register.case import C
from cases.register.history import Event
from cases.register.life import Change, Deed, Life, NoRole, Refused
from state_machines.engine import NotAllowed

T = TypeVar("T")


def picked(draw: st.DrawFn, values: Sequence[T]) -> T:
    """One of these. `sampled_from` looks a list through first whenever it is asked anew, which takes longer than to
    draw from it."""
    return values[draw(st.integers(0, len(values) - 1))]


@dataclass(frozen=True)
class Try(Generic[C]):
    """Something that somebody did. `refusal` is set when the case did not take it; then nothing changed."""

    event: str
    actor: Actor | None
    payload: dict[str, str]
    at: datetime
    before: C
    outcome: Change[C] | None
    refusal: Exception | None


@dataclass(frozen=True)
class Lived(Generic[C]):
    """A case with everything that was tried on it. `now` is the moment of the last try."""

    case: C
    events: tuple[Event, ...]
    changes: tuple[Change[C], ...]
    tries: tuple[Try[C], ...]
    now: datetime

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # In whole it is too long for the report of a failing test.
        printer.text(f"<{self.case.status} at {self.now}: {', '.join(each.event for each in self.events)}>")


def tried(life: Life[C], case: C, event: str, deed: Deed) -> Try[C]:
    """Let somebody do something, and keep what came of it."""
    given = dict(deed.given)
    try:
        done = life.change(case, event, deed)
        return Try(event, deed.actor, given, deed.now, case, done, None)
    except (NoRole, NotAllowed, Refused) as reason:
        return Try(event, deed.actor, given, deed.now, case, None, reason)


def by_the_bot(case: C, event: str, at: datetime, does: Callable[[], Change[C]]) -> Try[C]:
    """Something that the bot does by itself."""
    return Try(event, None, {}, at, case, does(), None)


def walked(
    draw: st.DrawFn,
    first: Change[C],
    step: Callable[[C, datetime], Try[C]],
    *,
    most: int,
    now: datetime,
    apart: timedelta,
    least: int = 0,
) -> Lived[C]:
    """A case from its filing at `now` on, to which up to `most` things happen; `step` does the next.

    With `least` so many events really happen, what is refused not counted: then `most` is what may be tried for that.
    """
    # Rows that were written before lack the last mark.
    case, at = first.case.model_copy(update={"followed": draw(st.booleans())}), now
    assert first.event is not None
    events, changes, tries = [first.event], [first], list[Try[C]]()
    for _ in range(most if least else draw(st.integers(0, most))):
        if least and len(events) > least:
            break
        at += draw(st.timedeltas(timedelta(), apart))
        done = step(case, at)
        tries.append(done)
        if done.outcome is not None and done.outcome.event is not None:
            case = done.outcome.case
            events.append(done.outcome.event)
            changes.append(done.outcome)
    return Lived(case, tuple(events), tuple(changes), tuple(tries), at)


@dataclass(frozen=True)
class Owed(Generic[C]):
    """A duty, as the history alone tells of it: which event brings it about, and which one does it or says in writing
    why it need not be done.

    Both are asked of every change, beside the case as it was before. They look at what was recorded, not at what the
    guards of the life look at: else a guard that forgets would be believed.
    """

    name: str
    arises: Callable[[C, Change[C]], bool]
    settled: Callable[[C, Change[C]], bool]


def happened(*events: str) -> Callable[[C, Change[C]], bool]:
    """Whether a change is one of these events."""
    return lambda before, done: done.event is not None and done.event.event in events


def owed_at_ends(
    changes: Sequence[Change[C]], duties: Iterable[Owed[C]], ended: Collection[str]
) -> list[tuple[str, str]]:
    """The duties that were open when a case came to one of these states, each with the state: there should be none.

    An event that settles a duty and brings it about leaves it open. A case may end, be opened again, and end once more.
    """
    known, waiting, found = tuple(duties), set[str](), list[tuple[str, str]]()
    before = changes[0].case
    for done in changes:
        waiting -= {each.name for each in known if each.settled(before, done)}
        waiting |= {each.name for each in known if each.arises(before, done)}
        if done.case.status in ended and (before is done.case or before.status not in ended):
            found += [(done.case.status, name) for name in sorted(waiting)]
        before = done.case
    return found
