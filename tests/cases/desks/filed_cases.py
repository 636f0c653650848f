"""Breaches in a store of their own, filed and changed as the desks do it, and what then stands in the lists."""

import asyncio
from datetime import datetime, timedelta

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.life import file_report
from cases.breach.listing import entry_of
from cases.breach.report import Report
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Registers
from cases.desks.queries import Page, Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search
from cases.people import Actor
from cases.ports import Row
from cases.register.filing import Filing
from cases.register.listing import Entry
from storage.sqlite_rows import SqliteRows
from tests.house import organisation

ORG = organisation()
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ORG.zone)
SAM = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
NOOR = Actor(aad_id=ORG.offices.po.members[0].id, name="Noor Voorbeeld", roles=frozenset({"po"}))


REGISTERS = Registers([BREACH])


async def pause(attempt: int) -> None:
    await asyncio.sleep(0)


class House:
    """The two desks on one store, and what stands in it."""

    def __init__(self, rows: SqliteRows) -> None:
        self.rows = rows
        self.desk = CaseDesk(rows, ORG, BREACH, pause)
        self.register = RegisterDesk(rows, ORG, BREACH)
        self._filed = 0

    async def file(
        self, *, at: datetime = NOW, story: str = "Een brief lag op straat.", **told: object
    ) -> str:
        """A fresh case, discovered an hour before it was reported unless told otherwise."""
        self._filed += 1
        confidential = bool(told.pop("confidential", False))
        facts = {"kind": "kwijt", "discovered_at": at - timedelta(hours=1), "what_happened": story} | told
        draft = f"d{self._filed}"
        report = Report.model_validate(facts)
        case = await self.desk.file(
            lambda number: file_report(report, Filing(number, draft, SAM, at, ORG, confidential)),
            draft_id=draft,
            reporter=SAM,
            now=at,
        )
        return case.number

    async def close_as_mistake(self, number: str, at: datetime) -> None:
        """From open to withdrawn."""
        await self.desk.act(number, "ask_withdrawal", SAM, at, {"reason": "Het was mijn eigen brief."})
        await self.desk.act(number, "accept_withdrawal", NOOR, at, {"reason": "Klopt, nagekeken."})

    async def keys(self, prefix: str) -> list[str]:
        """Keys in the register that begin so."""
        return [row.key for row in await self.scan(prefix)]

    async def scan(self, prefix: str) -> list[Row]:
        """Rows in the register whose key begins so."""
        return await self.rows.scan("cases", ORG.partition("breach"), prefix, f"{prefix}~", 10_000)

    async def case(self, number: str) -> BreachCase:
        """The case as it is kept."""
        return await self.desk.get(number)

    async def numbers(self, wanted: str = "open", *, now: datetime = NOW, **query: object) -> list[str]:
        """The numbers on the asked page."""
        asked = Query("breach", wanted, **query)  # type: ignore[arg-type]
        return [each.number for each in (await self.page(asked, now)).entries]

    async def page(self, query: Query, now: datetime = NOW, *, private: bool = True) -> Page:
        """The asked page of a list, or of what was found."""
        if query.words:
            return await search(Wanted((self.register,), query, now, ORG, (), private=private))
        return await self.register.page(query, now)

    async def check_lists(self) -> None:
        """Every case stands in the lists as it is, and nothing else does."""
        cases = {case.number: case async for case in self.register.cases()}
        listed = {row.key.split("|")[2]: row for row in await self.scan("all|")}
        assert listed.keys() == cases.keys()
        still_open = {row.key.split("|")[2]: row for row in await self.scan("open|")}
        assert still_open.keys() == {number for number, case in cases.items() if case.is_open}
        for number, case in cases.items():
            for row in (listed[number], *([still_open[number]] if number in still_open else [])):
                assert Entry.model_validate_json(row.value) == entry_of(case, ORG)
            assert case.open_row == (still_open[number].key if case.is_open else "")
