"""The register as lists read it: small rows beside each case, written in the same commit, read by range.

`all|<newest first>|<number>` and, while a case is open, `open|<deadline>|<number>` hold what a list shows. A list costs
what it shows, not what exists. What can be searched stands in rows of their own (cases/register/searched.py).

With every change three marks are written anew, of which the etag alone counts: of the whole register, of the days and
of the hours in which the case was reported. So whoever keeps a copy of all finds what changed without reading all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cases.organisation import Organisation
from cases.ports import ANY_ETAG, Delete, Insert, Overwrite, Replace, Write
from cases.register.case import LISTED, C, KeptCase

ALL, OPEN = "all|", "open|"

CHANGED, CHANGED_DAYS, CHANGED_HOURS = "changed|all", "changed|days|", "changed|hours|"
"""The marks: of all, and what those of some days and of some hours begin with."""

DAYS_SIGNS, HOURS_SIGNS = 5, 7
"""Cases of which the keys share so many signs were reported within the same million seconds (some twelve days), or the
same ten thousand (some three hours): of each stretch of days there are at most a hundred of hours."""

FILTERS = ("open", "overdue", "closed", "all")
"""What every register can be filtered by; its marks come beside these."""

_LAST_SECOND = 99_999_999_999
"""Beyond every moment that a case has: what is counted down from, so that the newest sorts first."""

_NO_TERM = "9999-12-31T23:59:59Z"
"""Where an open case without a running term stands among the open ones: last."""


class Entry(BaseModel):
    """What a list shows of one case. Moments are UTC.

    The term runs from `starts_at` to `due_at` (None: none runs). `holder` is who took it up, `office` whose turn it is.
    `kinds` are what it is counted by, `step` is what has to happen next, `marks` what it can be filtered and counted
    by beside its state; all three are names that the register's words are looked up by. `called` is its typed
    name, if it has one. `cause` is how it came about, `told_in_time` whether the authority heard of it within its
    term (None: it need not hear of it, or a row of before does not say). For cases/desks/friction.py: `talk` is what
    is filed of the same answers, `doubts` are the questions that were answered with doubt, `judged` tells that somebody
    decided about an answer of the bot, `overruled` which of these answers the decision went against.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    number: str
    status: str
    kinds: tuple[str, ...] = ()
    starts_at: AwareDatetime
    reported_at: AwareDatetime
    due_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    is_open: bool = True
    holder: str = ""
    office: str = ""
    step: str = ""
    seen: bool = False
    open_questions: int = 0
    missed: bool = False
    confidential: bool = False
    marks: tuple[str, ...] = ()
    called: str = ""
    cause: str = ""
    told_in_time: bool | None = None
    talk: str = ""
    doubts: tuple[str, ...] = ()
    judged: bool = False
    overruled: tuple[str, ...] = ()


def _no_cause(name: str) -> str:
    """A register that counts no causes. Raises LookupError."""
    raise LookupError(name)


@dataclass(frozen=True)
class ListWords:
    """What the lists of one register say, each by a name: of a filter, step, state, kind, mark, cause or month."""

    title: Callable[[str], str]
    empty: Callable[[str], str]
    step: Callable[[str], str]
    closed: Callable[[str], str]
    kind: Callable[[str], str]
    mark: Callable[[str], str]
    month: Callable[..., str]
    cause: Callable[[str], str] = _no_cause


def list_words(
    own: Callable[..., str],
    kind: Callable[[str], str] | None = None,
    cause: Callable[[str], str] | None = None,
) -> ListWords:
    """The words of a register that has a table for each of them beside its listing; `kind` says a kind otherwise,
    `cause` a cause, where the register has them."""

    def under(table: str) -> Callable[..., str]:
        return lambda name, **values: own(f"{table}.{name}", **values)

    return ListWords(
        title=under("title"),
        empty=under("empty"),
        step=under("step"),
        closed=under("closed"),
        kind=kind or under("kind"),
        mark=under("mark"),
        month=under("month"),
        cause=cause or _no_cause,
    )


@dataclass(frozen=True)
class Listing(Generic[C]):
    """How the cases of one register stand in its lists.

    `readers` are the offices that may look at the register; of a case only those for which `sees` (the entry, their
    offices) holds. `kinds` and `causes` are the orders of those that are as many; `marks` are those of an entry that
    one can filter by, and `uncounted` those of them that no overview counts, because they are what another one leaves.
    `digests` are the offices that get an overview of what is open every working day; `late` is what
    it says about what is too late. `explains` says that whoever is late must say why: an entry that did has the mark
    EXPLAINED. `waits` says that the time from start to report tells something.
    """

    entry: Callable[[C, Organisation], Entry]
    words: ListWords
    readers: frozenset[str]
    kinds: tuple[str, ...]
    causes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    late: str = ""
    explains: bool = False
    sees: Callable[[Entry, frozenset[str]], bool] = lambda entry, offices: True
    waits: bool = False


def held_by_any(case: KeptCase) -> dict[str, Any]:
    """What the entry of any case that is reported and taken up shows, whatever its register."""
    return {
        "number": case.number,
        "status": case.status,
        "reported_at": case.reported_at,
        "is_open": case.is_open,
        "holder": case.taken_up.by.name if case.taken_up else "",
        "seen": bool(case.seen),
        "open_questions": len(case.pending),
        "confidential": case.confidential,
    }


def open_row(entry: Entry) -> str:
    """The key of a case among the open ones, tightest term first; "" when it is not open."""
    if not entry.is_open:
        return ""
    due = f"{entry.due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if entry.due_at is not None else _NO_TERM
    return f"{OPEN}{due}|{entry.number}"


def in_lists(listing: Listing[C], case: C, org: Organisation) -> C:
    """The case with the rows of the lists that stand beside it."""
    return case.model_copy(update={"listed": LISTED, "open_row": open_row(listing.entry(case, org))})


def list_writes(listing: Listing[C], before: C | None, after: C, org: Organisation) -> list[Write]:
    """What goes along in the lists with a change of a case; the etag of the case row guards it all."""
    known = before is not None and before.listed > 0
    value = listing.entry(after, org).model_dump_json(exclude_defaults=True)
    writes: list[Write] = [put_along(all_key(after), value, known)]
    held = before.open_row if before is not None and known else ""
    if held and held != after.open_row:
        writes.append(Delete(held, ANY_ETAG))
    if after.open_row:
        writes.append(put_along(after.open_row, value, held == after.open_row))
    return writes + change_marks(after)


def change_marks(case: KeptCase) -> list[Write]:
    """The marks that something of this case changed in the lists; they tell no more than when it was reported."""
    down = _down(case.reported_at)
    keys = (CHANGED, f"{CHANGED_DAYS}{down[:DAYS_SIGNS]}", f"{CHANGED_HOURS}{down[:HOURS_SIGNS]}")
    return [Overwrite(key, "{}") for key in keys]


def put_along(key: str, value: str, known: bool) -> Write:
    """Replace a row that another row of this commit guards, or insert it when it was never written."""
    return Replace(key, value, ANY_ETAG) if known else Insert(key, value)


def reported_range(since: datetime | None, until: datetime | None, kind: str = ALL) -> tuple[str, str]:
    """The key range of cases reported from `since` on and before `until`, newest first; None is no limit."""
    first = f"{kind}{_down(until)}}}" if until is not None else kind
    return first, (f"{kind}{_down(since)}}}" if since is not None else f"{kind}~")


def place_in(key: str) -> str:
    """Where a case stands among all, newest first: what the keys of all these rows of it have in common."""
    return "|".join(key.split("|", 3)[1:3])


def number_in(key: str) -> str:
    """The case number in the key of one of these rows."""
    return key.split("|")[2]


def all_key(case: KeptCase) -> str:
    """The row of a case among all, newest first."""
    return key_of(ALL, case)


def key_of(kind: str, case: KeptCase) -> str:
    """The row of this kind of a case, newest first."""
    return f"{kind}{_down(case.reported_at)}|{case.number}"


def _down(at: datetime) -> str:
    return f"{_LAST_SECOND - int(at.timestamp()):011d}"


def talk_of(draft_id: str) -> str:
    """What was filed of the same answers has this in common; it says nothing about who gave them."""
    return draft_id.partition(".")[0]
