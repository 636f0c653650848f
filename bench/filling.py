"""A register with so many cases in an SQLite file, for the measures: the rows that the desks write, written faster.

An open case is made as the desks make it. A closed one is cast: each kind of case is made so once, and in the rows of
that one the number, the moments and the story are put into place. `tests/bench/test_filling.py` compares the two.
"""

import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.life import change, file_report
from cases.breach.report import CHOICES, Report
from cases.breach.rows import case_row
from cases.organisation import Organisation
from cases.people import Actor, person_key
from cases.ports import Delete, Insert, Write
from cases.register.case import case_key
from cases.register.filing import Filing
from cases.register.history import Event, event_key
from cases.register.listing import all_key, change_marks, in_lists, list_writes, number_in
from cases.register.numbers import make_number
from cases.register.searched import word_writes, words_in, words_of_case
from storage.sqlite_rows import SqliteRows

RARE = tuple(
    f"{head}{tail}" for head in ("loon", "fiets", "paraplu", "dossier") for tail in ("map", "kast", "strook")
)
WORDS = ("brief", "mail", "laptop", "dossier", "buurman", "adres", "loket", "formulier", "besluit", "lijst")
SMALL = ("de", "het", "naar", "bij", "van")
NUMBERED = tuple(f"{word}{number}" for word in WORDS for number in range(1, 3001))
YEARS = 3
COLLEAGUES = 500

_A_COMMIT = 4000
_STORY, _NUMBER = "xstoryx", "DL-1999-0000"
_INSERT = (
    "INSERT INTO rows (tbl, partition, key, value, etag) VALUES ('cases', ?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET etag = excluded.etag"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one case of a store: whether it is open, its number, when it was reported and discovered, which
    kind it is, and its story."""

    is_open: bool
    number: str
    at: datetime
    discovered: datetime
    kind: str
    story: str


async def fill(path: Path, org: Organisation, drawn: "Drawn") -> list[str]:
    """So many cases over some years, the newest last, in a new store. Gives their numbers."""
    rows = await SqliteRows.open(path)
    await rows.close()
    numbers, partition = list[str](), org.partition(BREACH.name)
    still_open, closed = templates(org, drawn.now)
    moulds = {kind: Mould.of(closed, kind, drawn.now, org) for kind in CHOICES["kind"]}
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = OFF")  # nobody reads it before it is whole
        file.execute("PRAGMA cache_size = -200000")
        batch = list[tuple[str, str, str, str]]()
        for place, told in enumerate(drawn):
            numbers.append(told.number)
            made = _rows(still_open, told, org) if told.is_open else moulds[told.kind].cast(told)
            who = person_key(f"00000000-0000-4000-8000-2{place % COLLEAGUES:011d}")
            made += [(f"own|{who}|{told.number}", "{}"), (f"draft|d{place}", told.number)]
            batch += [(partition, key, value, f"filled-{place}") for key, value in made]
            if (place + 1) % _A_COMMIT == 0:
                _write(file, batch)
        _write(file, batch)
    return numbers


def filled_before(path: Path, org: Organisation) -> list[str]:
    """The numbers of the cases in a store that was filled, the oldest first. What was done in it since left messages
    that are due: these go."""
    asked = (
        "SELECT key FROM rows WHERE tbl = 'cases' AND partition = ? AND key >= 'all|' AND key < 'all|~'"
        " ORDER BY key DESC"
    )
    gone = "DELETE FROM rows WHERE tbl = 'cases' AND partition = ? AND key >= 'due|' AND key < 'due|~'"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(gone, (org.partition(BREACH.name),))
        return [number_in(key) for (key,) in file.execute(asked, (org.partition(BREACH.name),))]


def _write(file: sqlite3.Connection, batch: list[tuple[str, str, str, str]]) -> None:
    """These rows in one commit, in the order in which they lie on the disk."""
    file.execute("BEGIN")
    file.executemany(_INSERT, sorted(batch))
    file.execute("COMMIT")
    batch.clear()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cases of a store, drawn. One in `open_one_in` is open (0: none); `rare` is by the place of a case which rare
    word stands in it."""

    count: int
    now: datetime
    open_one_in: int
    rare: Mapping[int, str]
    seed: int = 1

    def __iter__(self) -> Iterator[Told]:
        chance = random.Random(self.seed)
        kinds = tuple(CHOICES["kind"])
        for place in range(self.count):
            past = timedelta(days=YEARS * 365) * (1 - (place + 1) / self.count)
            at = self.now - past - timedelta(minutes=1)
            words = chance.choices((*WORDS, *SMALL), k=60) + chance.choices(NUMBERED, k=40)
            words += [self.rare[place]] if place in self.rare else []
            yield Told(
                bool(self.open_one_in) and place % self.open_one_in == 0,
                make_number(BREACH.prefix, at.year, place + 1),
                at,
                at - timedelta(hours=chance.randint(1, 60)),
                chance.choice(kinds),
                " ".join(words),
            )


def rarely(count: int, among: int, each: int) -> dict[int, str]:
    """Each rare word in so many cases, spread over the newest of them."""
    among = min(count, among)
    step = max(among // (len(RARE) * each), 1)
    places = range(count - 1, count - 1 - among, -step)
    return {place: RARE[number % len(RARE)] for number, place in enumerate(places)}


@dataclass(frozen=True, slots=True)
class Mould:
    """A closed case with its rows, and what its words are beside those of the number and the story."""

    case: BreachCase
    discovered: datetime
    rows: tuple[tuple[str, str], ...]
    words: frozenset[str]

    @classmethod
    def of(cls, closed: "Template", kind: str, now: datetime, org: Organisation) -> "Mould":
        """That of a case of this kind."""
        told = Told(False, _NUMBER, now - timedelta(hours=5), now - timedelta(hours=9), kind, _STORY)
        rows = tuple(each for each in _rows(closed, told, org) if not each[0].startswith("changed|"))
        (words,) = (value for key, value in rows if key.startswith("words|"))
        own = frozenset(words.split()) - {_STORY, *words_in(_NUMBER)}
        case = closed[0].model_copy(update={"number": told.number, "reported_at": told.at})
        return cls(case, told.discovered, rows, own)

    def cast(self, told: Told) -> list[tuple[str, str]]:
        """The rows of another case of this kind."""
        mine = self.case
        case = mine.model_copy(update={"number": told.number, "reported_at": told.at})
        words = {*self.words, *words_in(told.number), *words_in(told.story)}
        swaps = (
            (mine.number, told.number),
            (mine.reported_at.isoformat(), told.at.isoformat()),
            (self.discovered.isoformat(), told.discovered.isoformat()),
            (_STORY, told.story),
        )
        made = [(each.key, each.value) for each in change_marks(case) if not isinstance(each, Delete)]
        for key, value in self.rows:
            kind = key.partition("|")[0]
            if kind == "words":
                made.append((f"{words_of_case(case)}000000", f" {' '.join(sorted(words))} "))
                continue
            for old, new in swaps:
                value = value.replace(old, new)
            made.append((all_key(case) if kind == "all" else key.replace(mine.number, told.number), value))
        return made


Template = tuple[BreachCase, tuple[Event, ...]]
"""A case with its events."""


def one(template: Template, told: Told, org: Organisation) -> tuple[BreachCase, list[Write]]:
    """A case like this one, as the desks write it."""
    case, events = template
    report = case.report.model_copy(
        update={"what_happened": told.story, "kind": told.kind, "discovered_at": told.discovered}
    )
    made = case.model_copy(update={"number": told.number, "reported_at": told.at, "report": report})
    made = in_lists(BREACH.listing, made, org)
    writes: list[Write] = [Insert(case_key(told.number), case_row(made))]
    history = (each.model_copy(update={"number": told.number}) for each in events)
    writes += [Insert(event_key(told.number, each.seq), each.model_dump_json()) for each in history]
    writes += list_writes(BREACH.listing, None, made, org)
    return made, writes + word_writes(BREACH, None, made, None, org)


def templates(org: Organisation, now: datetime) -> tuple[Template, Template]:
    """An open case that was taken up, and one that was closed."""
    sam = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
    noor = Actor(aad_id=org.offices.po.members[0].id, name="Noor Voorbeeld", roles=frozenset({"po"}))
    report = Report(kind="kwijt", what_happened="x", discovered_at=now)
    filed = file_report(report, Filing(make_number("DL", now.year, 1), "d", sam, now, org))
    taken = change(filed.case, "take_up", noor, now, org)
    asked = change(taken.case, "ask_withdrawal", sam, now, org, {"reason": "Het was mijn eigen brief."})
    ended = change(asked.case, "accept_withdrawal", noor, now, org, {"reason": "Klopt, nagekeken."})

    def events() -> Iterator[Event]:
        for each in (filed, taken, asked, ended):
            assert each.event is not None
            yield each.event

    told = tuple(events())
    return (taken.case, told[:2]), (ended.case, told)


def _rows(template: Template, told: Told, org: Organisation) -> list[tuple[str, str]]:
    """The rows of such a case: nothing goes for one that is new."""
    _, writes = one(template, told, org)
    return [(each.key, each.value) for each in writes if not isinstance(each, Delete)]
