"""The register as lists read it: small rows beside each case, written in the same commit, read by range.

`all|<newest first>|<number>` and, while a case is open, `open|<deadline>|<number>` hold what a list shows;
`words|<newest first>|<number>|<event>` hold what can be searched. A list costs what it shows, not what exists.
"""

import unicodedata
from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cases.breach import BreachCase
from cases.history import Event
from cases.organisation import Organisation
from cases.ports import ANY_ETAG, Delete, Insert, Replace, Write

LISTED = 1
"""The form of these rows; a case that says 0 was written before there were any, and gets them at its next change."""

ALL, OPEN, WORDS = "all|", "open|", "words|"

_LAST_SECOND = 99_999_999_999
"""Beyond every moment that a case has: what is counted down from, so that the newest sorts first."""


class Entry(BaseModel):
    """What a list shows of one breach. `holder` is who took it up; moments are UTC."""

    model_config = ConfigDict(frozen=True)

    number: str
    status: str
    kind: str
    discovered_at: AwareDatetime
    reported_at: AwareDatetime
    closed_at: AwareDatetime | None = None
    holder: str = ""
    seen: bool = False
    open_questions: int = 0
    withdrawal_asked: bool = False
    fg_involved: bool = False
    missed: bool = False
    confidential: bool = False


def entry_of(case: BreachCase) -> Entry:
    """The entry of a case as it is now."""
    return Entry(
        number=case.number,
        status=case.status,
        kind=case.report.kind,
        discovered_at=case.report.discovered_at,
        reported_at=case.reported_at,
        closed_at=case.closed_at,
        holder=case.taken_up.by.name if case.taken_up else "",
        seen=bool(case.seen),
        open_questions=len(case.pending),
        withdrawal_asked=case.withdrawal is not None,
        fg_involved=case.fg_involved,
        missed=case.missed,
        confidential=case.confidential,
    )


def open_row(case: BreachCase, org: Organisation) -> str:
    """The key of a case among the open ones, tightest term first; "" when it is not open."""
    if not case.is_open:
        return ""
    return f"{OPEN}{case.deadline(org).due.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}|{case.number}"


def index_writes(before: BreachCase | None, after: BreachCase, event: Event | None) -> list[Write]:
    """What goes along with a change of a case; the etag of the case row guards it all."""
    known = before is not None and before.listed == LISTED
    value = entry_of(after).model_dump_json(exclude_defaults=True)
    writes: list[Write] = [put_along(_key(ALL, after), value, known)]
    held = before.open_row if before is not None and known else ""
    if held and held != after.open_row:
        writes.append(Delete(held, ANY_ETAG))
    if after.open_row:
        writes.append(put_along(after.open_row, value, held == after.open_row))
    if not known:
        told = [after.report.what_happened, *(each.text for each in after.additions)]
        writes.append(Insert(_words_key(after, 1), folded("\n".join(told))))
    elif event is not None and event.seq > 1 and "addition" in event.changes:
        writes.append(Insert(_words_key(after, event.seq), folded(event.changes["addition"][1])))
    return writes


def put_along(key: str, value: str, known: bool) -> Write:
    """Replace a row that another row of this commit guards, or insert it when it was never written."""
    return Replace(key, value, ANY_ETAG) if known else Insert(key, value)


def reported_range(since: datetime | None, until: datetime | None, kind: str = ALL) -> tuple[str, str]:
    """The key range of breaches reported from `since` on and before `until`, newest first; None is no limit."""
    first = f"{kind}{_down(until)}}}" if until is not None else kind
    return first, (f"{kind}{_down(since)}}}" if since is not None else f"{kind}~")


def words_range(newest: Entry, oldest: Entry) -> tuple[str, str]:
    """The key range of the words of all breaches from the newest to the oldest."""
    return f"{WORDS}{_down(newest.reported_at)}|", f"{WORDS}{_down(oldest.reported_at)}}}"


def number_in(key: str) -> str:
    """The case number in the key of one of these rows."""
    return key.split("|")[2]


def folded(words: str) -> str:
    """Words for comparing: small letters, no accents, single spaces. Never empty: no store keeps nothing."""
    bare = unicodedata.normalize("NFD", words.casefold())
    return " ".join("".join(sign for sign in bare if unicodedata.category(sign) != "Mn").split()) or " "


def _key(kind: str, case: BreachCase) -> str:
    return f"{kind}{_down(case.reported_at)}|{case.number}"


def _words_key(case: BreachCase, seq: int) -> str:
    return f"{_key(WORDS, case)}|{seq:06d}"


def _down(at: datetime) -> str:
    return f"{_LAST_SECOND - int(at.timestamp()):011d}"
