"""What of a case can be searched: every word that its columns and its history hold, in rows beside the case.

`words|<newest first>|<number>|000000` holds the words of the case as it is and follows every change;
`words|<newest first>|<number>|<event>` holds what an event told that the case itself does not say (any more). So what
the offices may read of a case, they can also find it by: a new column is searched without a line here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cases.organisation import Organisation
from cases.ports import ROW_LIMIT, Insert, Write
from cases.register.case import LISTED, C, KeptCase
from cases.register.export import NAME_READERS, Export, Recorded
from cases.register.history import Event
from cases.register.listing import key_of, put_along
from cases.register.register import Register

WORDS = "words|"

SHORTEST = 2
"""A single sign finds everything, and so nothing."""

NOT_SOUGHT = frozenset({"status", NAME_READERS})
"""Columns that no case is found by: how it stands is asked by a filter, and every case says who reads a name."""

_WORD = re.compile(r"\w+")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?")


def folded(words: str) -> str:
    """Words for comparing: small letters, no accents, single spaces."""
    if words.isascii():  # nearly always: nothing to take off, sign by sign
        return " ".join(words.casefold().split())
    bare = unicodedata.normalize("NFD", words.casefold())
    return " ".join("".join(sign for sign in bare if unicodedata.category(sign) != "Mn").split())


def words_in(text: str) -> list[str]:
    """The words of a text as they are compared, in their order; moments and single signs are none."""
    found = _WORD.findall(_MOMENT.sub(" ", folded(text)))
    return [each for each in found if len(each) >= SHORTEST]


def texts_of(export: Export[C], case: C, events: Sequence[Event], org: Organisation) -> list[tuple[str, str]]:
    """What a case tells, by the name of the column, how it stands and when apart: what files show of it."""
    recorded = Recorded(case, events, org)
    told = ((each.name, each.read(recorded)) for each in export.columns if each.name not in NOT_SOUGHT)
    return [(name, value) for name, value in told if value]


def texts_in(event: Event) -> list[str]:
    """What somebody said when this happened."""
    return [each for each in (event.why, *(after for _, after in event.changes.values())) if each]


def word_writes(
    register: Register[C], before: C | None, after: C, event: Event | None, org: Organisation
) -> list[Write]:
    """What goes along in the words with a change of a case; the etag of the case row guards it all."""
    known = before is not None and before.listed >= LISTED
    now = _words_of(register, after, org)
    writes: list[Write] = [put_along(_key(after, 0), _row(now), known)]
    if event is None:
        return writes
    gone = _every(texts_in(event))
    if before is not None and known:
        gone |= _words_of(register, before, org)
    if left := gone - now:
        writes.append(Insert(_key(after, event.seq), _row(left)))
    return writes


def words_of_history(
    register: Register[C], case: C, events: Iterable[Event], org: Organisation
) -> list[Write]:
    """What the history of a case from before there were these rows adds to them."""
    left = _every(text for each in events for text in texts_in(each)) - _words_of(register, case, org)
    return [Insert(f"{words_of_case(case)}history", _row(left))] if left else []


def words_told(register: Register[C], case: C, events: Sequence[Event], org: Organisation) -> set[str]:
    """Every word that a case is found by, read from the case and its history themselves."""
    told = _every(text for _, text in texts_of(register.export, case, events, org))
    return _words_of(register, case, org) | told | _every(text for each in events for text in texts_in(each))


def words_of_case(case: KeptCase) -> str:
    """What the keys of the words of a case begin with."""
    return f"{key_of(WORDS, case)}|"


def _key(case: KeptCase, seq: int) -> str:
    return f"{words_of_case(case)}{seq:06d}"


def _words_of(register: Register[C], case: C, org: Organisation) -> set[str]:
    """What its columns say without its history, and its kinds as lists call them."""
    listing = register.listing
    kinds = [listing.words.kind(each) for each in listing.entry(case, org).kinds if each in listing.kinds]
    return _every((*kinds, *(text for _, text in texts_of(register.export, case, (), org))))


def _every(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words_in(text)}


def _row(words: set[str]) -> str:
    """Never empty: no store keeps nothing. What does not fit in a row is left out, the longest words first: those are
    no words."""
    kept, size = list[str](), 0
    for each in sorted(words, key=lambda word: (len(word), word)):
        size += len(each.encode("utf-16-le")) // 2 + 1
        if size > ROW_LIMIT:
            break
        kept.append(each)
    return f" {' '.join(sorted(kept))} "
