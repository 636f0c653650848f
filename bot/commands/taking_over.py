"""A table becomes cases of a register: which column is which field, and what becomes of each row, in one write each."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from bot.commands.table_files import NoTable, Table, TableRow
from cards.words import words_beside
from cases.desks.case_desk import CaseDesk
from cases.desks.destruction import kept_until, years_of
from cases.organisation import Organisation
from cases.plain_text import one_line, shortened, stored_size
from cases.ports import ROW_LIMIT
from cases.register.case import C
from cases.register.export import Span
from cases.register.life import Change, Deed
from cases.register.numbers import make_number
from cases.register.register import Register
from cases.register.taken_over import FileRow, FromFile, WrongCell, wrong_told
from dialogs.answers import hidden_in

say = words_beside(__file__)

NUMBER = "number"
"""The column of the number that a case had where it was kept."""

MOST_OF_A_NAME = 80


@dataclass(frozen=True)
class Columns:
    """What the columns of a file are. `read` are names of fields by place; `derived` are columns of ours that follow
    from the rest; `unknown` are no columns of ours; `absent` are those that the file does not have. `nameless` are
    places with something in them and no head, `last` is the last place that has one."""

    read: Mapping[int, str]
    derived: tuple[str, ...]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    nameless: tuple[int, ...] = ()
    last: int = 0


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row: `lines` say so, `wrong` that it stays out, `new` that it is a case now, `twice` that it
    stands higher in the file too."""

    row: int
    lines: tuple[str, ...]
    wrong: bool = False
    new: bool = False
    twice: bool = False


@dataclass
class Taking(Generic[C]):
    """Takes over rows into one register. `deed` is who does it and when, `file` the name of the file."""

    register: Register[C]
    desk: CaseDesk[C]
    deed: Deed
    file: str
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def how(self) -> FromFile[C]:
        """How rows become cases. Raises LookupError for a register that takes nothing over."""
        if self.register.made.from_file is None:
            raise LookupError(self.register.name)
        return self.register.made.from_file

    def columns(self, table: Table) -> Columns:
        """Which column of the file is which of ours, by its title or its English name. Raises NoTable."""
        *titles, last_title = self.register.export.titles(self.deed.org)
        ours = {each.name: title for each, title in zip(self.register.export.columns, titles, strict=True)}
        by_title = {_plain(title): name for name, title in ours.items()} | {
            _plain(name): name for name in ours
        }
        read, derived, unknown = dict[int, str](), list[str](), list[str]()
        summing = _plain(last_title)
        for place, head in table.heads.items():
            name = by_title.get(_plain(head), "")
            if name in read.values():
                raise NoTable(say("twice", column=shortened(one_line(head), MOST_OF_A_NAME)))
            if name in self.how.columns:
                read[place] = name
            elif name or _plain(head) == summing:
                derived.append(head)
            else:
                unknown.append(shortened(one_line(head), MOST_OF_A_NAME))
        absent = tuple(ours[each] for each in self.how.columns if each not in read.values())
        if missing := [ours[each] for each in self.how.needed if each not in read.values()]:
            raise NoTable(say("missing", columns=", ".join(missing)))
        last = max(table.heads, default=0)
        filled = {place for row in table.rows for place, words in row.cells.items() if words}
        nameless = sorted(place for place in filled if place < last and place not in table.heads)
        return Columns(read, tuple(derived), tuple(unknown), absent, tuple(nameless), last)

    def rows(self, table: Table) -> Sequence[TableRow]:
        """The rows that tell of a case: what our own file says when there is none is not one."""
        empty = {self.register.export.nothing_reported(Span())}
        return [each for each in table.rows if not set(each.cells.values()) - {""} <= empty or each.wrong]

    async def look(self, row: TableRow, columns: Columns) -> Outcome:
        """What would become of this row."""
        return await self._outcome(row, columns, write=False)

    async def take(self, row: TableRow, columns: Columns) -> Outcome:
        """Take this row over. Raises Busy or StoreUnavailable; then a later run goes on where this one stopped."""
        return await self._outcome(row, columns, write=True)

    async def _outcome(self, row: TableRow, columns: Columns, *, write: bool) -> Outcome:
        wrong = [
            self._wrong(columns.read[place], key) for place, key in row.wrong.items() if place in columns.read
        ]
        cells, notes = self._cells(row, columns)
        wrong += [self._wrong(each, "verplicht") for each in self.how.needed if not cells.get(each)]
        if any(words for place, words in row.cells.items() if place > columns.last):
            wrong.append(say("more_cells"))  # part of a text that was cut in two, most likely
        if wrong:
            return Outcome(row.number, tuple(wrong), wrong=True)
        draft_id = _draft_id(self.register.name, cells)
        if (before := self.seen.get(draft_id)) is not None:
            return Outcome(row.number, (say("same_row", row=before),), twice=True)
        known = await self.desk.filed_as(draft_id)
        if known is not None:
            self.seen[draft_id] = row.number
            return Outcome(row.number, (say("known", number=known.number),))

        def made(number: str) -> Change[C]:
            there = say("there", number=cells[NUMBER]) if cells.get(NUMBER) else ""
            origin = " ".join(each for each in (say("origin", file=self.file, row=row.number), there) if each)
            return self.how.make(FileRow(cells, number, draft_id, self.deed, shortened(origin, 300)))

        try:
            preview = made(make_number(self.register.prefix, self.deed.now.year, 1)).case
            self._fits(made(preview.number))
        except WrongCell as reason:
            return Outcome(row.number, (self._wrong(reason.column, reason.key),), wrong=True)
        self.seen[draft_id] = row.number
        told = say("new", called=self._called(preview))
        if write:
            case = await self.desk.file(made, draft_id=draft_id, reporter=preview.reporter, now=self.deed.now)
            told = say("taken", number=case.number, called=self._called(case))
        runs = (say("runs"),) if preview.is_open and _tells_an_end(cells) else ()
        return Outcome(row.number, (told, *notes, *runs), new=True)

    def _cells(self, row: TableRow, columns: Columns) -> tuple[dict[str, str], list[str]]:
        """What the row says by column as it may be kept, and a line for each cell that lost a number of somebody."""
        cells, notes = dict[str, str](), list[str]()
        for place, name in columns.read.items():
            kept = hidden_in(row.cells.get(place, ""))
            cells[name] = kept.text.strip()
            if kept.bsn or kept.iban:
                notes.append(say("masked", column=self.register.export.title(name, self.deed.org)))
        return cells, notes

    def _fits(self, done: Change[C]) -> None:
        """Raises WrongCell for a case that no row holds, or that may not be kept any more."""
        event = done.event.model_dump_json() if done.event is not None else ""
        if max(stored_size(event), stored_size(self.register.stored.row(done.case))) > ROW_LIMIT:
            raise WrongCell(self.how.needed[-1], "rij_te_lang")
        years, closed_at = years_of(self.register.name, self.deed.org), done.case.closed_at
        if years is None or closed_at is None:
            return
        if kept_until(closed_at, years, self.deed.org) < self.deed.now:
            raise WrongCell("closed_at", "bewaartermijn")

    def _called(self, case: C) -> str:
        entry = self.register.listing.entry(case, self.deed.org)
        kinds = ", ".join(self.register.listing.words.kind(each) for each in entry.kinds)
        return shortened(one_line(entry.called or kinds), MOST_OF_A_NAME)

    def _wrong(self, column: str, key: str) -> str:
        return say("wrong", column=self.register.export.title(column, self.deed.org), why=wrong_told(key))


def told_columns(columns: Columns, table: Table, register: Register[Any], org: Organisation) -> Iterator[str]:
    """The mapping of the columns, a line each."""
    for place, name in columns.read.items():
        if name == NUMBER:
            yield say("column.number", head=one_line(table.heads[place]))
            continue
        yield say("column.read", head=one_line(table.heads[place]), field=register.export.title(name, org))
    for each in columns.derived:
        yield say("column.derived", head=one_line(each))
    for each in columns.unknown:
        yield say("column.unknown", head=each)
    for place in columns.nameless:
        yield say("column.nameless", place=place + 1)
    if columns.absent:
        yield say("column.absent", fields=", ".join(columns.absent))


def _draft_id(register: str, cells: Mapping[str, str]) -> str:
    """The same row always gives the same id, so that a second run takes nothing over twice."""
    told = json.dumps([register, sorted((name, value) for name, value in cells.items() if value)])
    return f"row{hashlib.sha256(told.encode()).hexdigest()[:48]}"


def _tells_an_end(cells: Mapping[str, str]) -> bool:
    """Whether something was decided where the case was kept, which is decided anew here."""
    return bool(cells.get("ap_decided_at") or cells.get("people_decided_at"))


def _plain(title: str) -> str:
    return one_line(title).casefold()
