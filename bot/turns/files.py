"""Files that somebody asks for on a card: offered in the own chat, made when they may come, kept nowhere.

What a button and an answer carry says only what is wanted. Whether this person may have it is looked up anew each time.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.commands.figure_files import figures_xlsx_of
from bot.commands.register_files import csv_of, lists_xlsx_of
from bot.teams.chat_files import UploadGone
from bot.teams.events import (
    Answer,
    CardAction,
    FileConsent,
    FileOffer,
    PermanentFailure,
    Say,
    ShowCard,
    TransientFailure,
)
from bot.turns.case_papers import papers_for
from bot.turns.case_presses import LOOK
from bot.turns.held import Held
from bot.turns.own_chats import OwnChats
from bot.turns.press import refusal
from bot.turns.register_presses import FIGURES_FOR
from bot.turns.workplace import Workplace
from cards.files import file_text_card, text_parts
from cards.notice import NoticeView, notice_card
from cards.view import Button
from cards.words import words_beside
from cases.desks.access import Given, note_given
from cases.desks.case_desk import NoSuchCase
from cases.desks.desks import Registers
from cases.desks.lists import list_title, month_title
from cases.desks.queries import DAYS, MOST_READ, read_query
from cases.desks.register_desk import year_figures
from cases.desks.searching import all_of
from cases.desks.year import year_summary
from cases.papers.paper import NoSuchPaper, as_text
from cases.people import Actor
from cases.readable import Unreadable
from cases.register.case import KeptCase
from cases.register.events import GIVE_PAPER
from cases.register.export import Export, Exported, Span, exported, unread
from cases.register.life import NoRole
from cases.register.listing import Entry
from dialogs.answers import hidden_in
from dialogs.commands.registers import read_month, read_year

log = logging.getLogger(__name__)

say = words_beside(__file__)

SPOKEN = ("told",)
"""Words that are looked up by what became of a file."""

GIVE = "give"

NOT_IN_A_NAME = re.compile(r'["*:<>?/\\|#%~&{}\x00-\x1f]+')
"""What a file in OneDrive cannot be called."""

BYTES_A_CASE, BYTES_AT_LEAST = 700, 8_000
"""About how large a list is: it is made when it may come, not when it is asked for."""

Context = Mapping[str, str]


@dataclass(frozen=True)
class Planned:
    """A file that this person may have: `make` makes it, `text` tells it in words, `note` keeps that it was given.

    `whole`: where no file can go, all of the text is shown, on as many cards as it takes.
    """

    name: str
    about: str
    size: int
    make: Callable[[], Awaitable[bytes]]
    text: Callable[[], Awaitable[str]]
    note: Callable[[], Awaitable[None]]
    whole: bool = False


class FileGiving:
    """Offers and gives files. Without `files` the client can take none: then the text is shown."""

    def __init__(self, workplace: Workplace, own_chats: OwnChats, held: Held) -> None:
        self._held = held
        self._own_chats = own_chats
        self._org = workplace.org
        self._desks = workplace.desks
        self._registers = workplace.registers
        self._all = Registers(each.register for each in workplace.registers.values())
        self._teams = workplace.teams
        self._files = workplace.files
        self._new_id = workplace.new_id
        self._wake = workplace.wake

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """Offer the file in the own chat; in a channel one line says so. Never raises for what a sender may make up."""
        wanted = _context(event.data)
        planned = await self._planned(wanted, actor, now) if event.verb == GIVE else None
        if planned is None:
            return refusal(event.place, say("told.refused.title"), say("told.refused.text"), why="no_file")
        private = event.place.scope == "personal"
        chat = event.place if private else await self._own_chats.of(event.person, event.place)
        if chat is None:
            return Say(say("no_chat"))
        if self._files is not None:
            try:
                await self._files.offer(chat, FileOffer(planned.name, planned.about, planned.size, wanted))
            except TransientFailure as failure:
                log.warning("a file could not be offered: %s", failure)
                return Say(say("later"))
            except PermanentFailure as failure:
                log.warning("a file could not be offered, its text is shown: %s", failure)
            else:
                return Say(say("offered" if private else "offered_there"))
        await planned.note()
        self._wake()
        text = await planned.text()
        *before, last = text_parts(text) if planned.whole else [text]
        for part in before:
            await self._own_chats.show(chat, ShowCard(file_text_card(planned.name, part), planned.name))
        answer = ShowCard(file_text_card(planned.name, last), planned.name)
        # A message of its own: the card that was pressed stays, with its way on.
        shown = await self._own_chats.show(chat, answer)
        if shown is None:
            return Say(say("no_chat"))
        return Say(say("below" if private else "offered_there"))

    async def consented(self, event: FileConsent, actor: Actor, now: datetime) -> None:
        """Give the file that may come, or say that it did not; the offer becomes that line."""
        if event.place.scope != "personal" or self._files is None:
            return
        again = Button(say("again"), GIVE, dict(event.context), of="file")
        if not event.accepted:
            await self._told(event, "declined", again)
            return
        planned = await self._planned(_context(event.context), actor, now)
        if planned is None:
            await self._told(event, "refused")
            return
        if event.upload is None:
            await self._told(event, "failed", again)
            return
        content = await planned.make()
        await (
            planned.note()
        )  # before: what may be outside stands in the history, also when the last answer is lost
        self._wake()
        try:
            await self._files.give(event.place, event.upload, content)
        except UploadGone:
            await self._told(event, "expired", again)
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("a file could not be given: %s", failure)
            await self._told(event, "failed", again)
        else:
            await self._told(event, "given")

    async def _told(self, event: FileConsent, key: str, *buttons: Button) -> None:
        title, text = say(f"told.{key}.title"), say(f"told.{key}.text")
        card = notice_card(NoticeView(title, (text,), buttons))
        if event.card_id:
            try:
                await self._teams.update(event.place, event.card_id, card, title)
            except (TransientFailure, PermanentFailure) as failure:
                log.info("an offer could not be changed: %s", failure)
            else:
                return
        if key != "given":
            await self._own_chats.show(event.place, ShowCard(card, title))

    # --- what is wanted -----------------------------------------------------------------------------------------

    async def _planned(self, wanted: Context, actor: Actor, now: datetime) -> Planned | None:
        """The file, None for who may not have it and for what is none."""
        match wanted.get("file"):
            case "paper":
                return await self._paper(wanted, actor, now)
            case "list":
                return await self._list(wanted, actor, now)
            case "month":
                return await self._month(wanted, actor, now)
            case "year":
                return await self._year(wanted, actor, now)
            case "own":
                return self._own(actor, now)
        return None

    async def _paper(self, wanted: Context, actor: Actor, now: datetime) -> Planned | None:
        try:
            desk = self._desks.of(wanted.get("case", ""))
            case = await desk.see(wanted["case"], actor)
            _, offered = papers_for(desk.register, case, actor, wanted.get("for", ""))
            if wanted.get("paper") not in offered:
                return None
            paper = desk.register.papers.paper(case, wanted["paper"], now, self._org)
        except (NoSuchCase, NoRole, NoSuchPaper):
            return None

        async def make() -> bytes:
            # Here and not above: nobody waits for it at the start.
            from bot.commands.paper_files import docx_of

            return docx_of(paper, self._org.name, now)

        async def text() -> str:
            return as_text(paper)

        name = _file_name(f"{case.number} {paper.title}", "docx")

        async def note() -> None:
            await desk.act(case.number, GIVE_PAPER, actor, now, {"paper": paper.title})
            given = Given(by=actor.aad_id, name=actor.name, file=name, cases=1, case=case.number)
            await self._note(desk.register.name, given, now)

        return Planned(name, say("about.paper"), len(await make()), make, text, note)

    async def _list(self, wanted: Context, actor: Actor, now: datetime) -> Planned | None:
        seen = self._all.seen_by(actor.roles)
        query = read_query({**wanted, "words": hidden_in(wanted.get("words", "")).text}, seen)
        if not seen:
            return None
        desks = [self._registers[each.name] for each in seen if query.register in ("", each.name)]
        found, more = await all_of(desks, query, now, self._org, actor.roles)
        return self._cases(list_title(query, seen), found, actor, now, more=more)

    async def _month(self, wanted: Context, actor: Actor, now: datetime) -> Planned | None:
        register = wanted.get("register", "")
        if register not in self._all.seen_by(actor.roles):
            return None
        month = read_month(wanted.get("month", "")[:7], now, register)
        if month is None:
            return None
        desk = self._registers[register]
        found = await desk.listed_in_month(month.year, month.month, (actor.roles,))
        return self._cases(month_title(desk.register, month.year, month.month), {register: found}, actor, now)

    async def _year(self, wanted: Context, actor: Actor, now: datetime) -> Planned | None:
        if FIGURES_FOR.isdisjoint(actor.roles):
            return None
        figures = await year_figures(
            self._registers.values(), read_year(wanted.get("year", ""), now), now, self._org
        )
        name = _file_name(year_summary(figures), "xlsx")

        async def make() -> bytes:
            return figures_xlsx_of(figures)

        async def text() -> str:
            lines = [
                f"{part.title}\n" + "\n".join(f"{each.label}: {each.told()}" for each in part.figures)
                for part in figures.parts
            ]
            return "\n\n".join(lines)

        async def note() -> None:
            given = Given(by=actor.aad_id, name=actor.name, file=name, cases=0)
            await self._note(next(iter(self._registers)), given, now)

        return Planned(name, say("about.figures"), len(await make()), make, text, note)

    def _cases(
        self,
        title: str,
        found: Mapping[str, Sequence[Entry]],
        actor: Actor,
        now: datetime,
        *,
        more: bool = False,
    ) -> Planned | None:
        """The cases of a list with all their columns, the newest so many of each register. `more`: there are others,
        that were not even looked at. What is left out is said on the card and in the file."""
        more = more or any(len(entries) > MOST_READ for entries in found.values())
        left_out = say("left_out", most=f"{MOST_READ:,}".replace(",", ".")) if more else ""
        held = {name: entries[:MOST_READ] for name, entries in found.items() if entries}
        count = sum(len(each) for each in held.values())
        if not held:
            return None
        name = _file_name(f"{title} {now.astimezone(self._org.zone):%Y-%m-%d}", "xlsx")

        async def parts() -> list[tuple[Export[Any], list[Exported]]]:
            return [
                (self._registers[each].register.export, await self._exported(each, entries))
                for each, entries in held.items()
            ]

        async def make() -> bytes:
            return lists_xlsx_of(await parts(), self._org, left_out)

        async def text() -> str:
            tables = [
                csv_of(export, cases, Span(), self._org).decode("utf-8-sig")
                for export, cases in await parts()
            ]
            return "\n\n".join((*((left_out,) if left_out else ()), *tables))

        async def note() -> None:
            whole = count  # told with the first part alone: the FG hears once
            for each, entries in held.items():
                given = Given(by=actor.aad_id, name=actor.name, file=name, cases=len(entries), total=whole)
                await self._note(each, given, now)
                whole = 0
                await self._looked_at(each, entries, actor, now)

        about = f"{say('about.list', count=count)} {left_out}".strip()
        return Planned(name, about, BYTES_AT_LEAST + BYTES_A_CASE * count, make, text, note)

    async def _exported(self, register: str, entries: Sequence[Entry]) -> list[Exported]:
        desk, export = self._registers[register], self._registers[register].register.export
        found = [(each.number, await self._read(register, each)) for each in entries]
        return [
            unread(export, number)
            if case is None
            else exported(export, case, await desk.events(number), self._org)
            for number, case in found
        ]

    async def _read(self, register: str, entry: Entry) -> KeptCase | None:
        """The case, None for one that cannot be read: the others of the list go on."""
        try:
            case: KeptCase = await self._desks.named(register).get(entry.number)
        except Unreadable as broken:
            log.error("a row cannot be read and stands in a file by its number: %s", broken)
            return None
        return case

    def _own(self, actor: Actor, now: datetime) -> Planned:
        """All that is held of this person: for nobody else, and so kept nowhere that it was given."""

        async def text() -> str:
            return await self._held.told(actor, now)

        async def make() -> bytes:
            return ("\ufeff" + await text()).encode()

        async def note() -> None:
            return None

        day = f"{now.astimezone(self._org.zone):%Y-%m-%d}"
        name = _file_name(f"{say('own_file')} {day}", "txt")
        return Planned(name, say("about.own"), BYTES_AT_LEAST, make, text, note, whole=True)

    async def _note(self, register: str, given: Given, now: datetime) -> None:
        await note_given(self._registers[register], given, now, self._new_id(), self._org)

    async def _looked_at(self, register: str, entries: Sequence[Entry], actor: Actor, now: datetime) -> None:
        """Who takes a confidential case along has looked at it."""
        desk = self._desks.named(register)
        for each in entries:
            case = await self._read(register, each) if LOOK in desk.register.life.handlers else None
            if (
                case is not None
                and case.confidential
                and desk.register.life.may(case, LOOK, actor, now, self._org)
            ):
                await desk.act(each.number, LOOK, actor, now)


def _context(given: Context) -> dict[str, str]:
    """What is wanted, without what else came along."""
    names = ("file", "case", "for", "paper", "register", "filter", "period", "words", "month", *DAYS, "year")
    return {name: given[name][:200] for name in names if name in given}


def _file_name(title: str, ending: str) -> str:
    return f"{' '.join(NOT_IN_A_NAME.sub(' ', title).split())[:120]}.{ending}"
