"""The registers in Teams: what the offices type and press to see them. Nobody else learns what exists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.turns.case_presses import LOOK
from bot.turns.links import Links, viewer_of
from bot.turns.press import refusal
from bot.turns.viewings import Viewings
from cards.view import Button
from cards.words import words_beside
from cases.desks.case_desk import NoSuchCase
from cases.desks.desks import Desks, Registers
from cases.desks.lists import (
    list_summary,
    month_overview,
    month_summary,
    overviews,
    overviews_summary,
    register_list,
)
from cases.desks.queries import TODO, Query, read_query
from cases.desks.register_desk import RegisterDesk, Viewers, year_figures
from cases.desks.searching import Wanted, search, waiting
from cases.desks.year import year_card, year_summary
from cases.organisation import OFFICES, Organisation
from cases.people import Actor, Viewer
from cases.readable import Unreadable
from cases.register.case import KeptCase
from dialogs.answers import hidden_in
from dialogs.commands.register_wishes import read_wish, read_year_list
from dialogs.commands.registers import read_command, read_month, read_number_in, read_year
from dialogs.commands.search_words import read_search
from dialogs.commands.wants import ListCases, RegisterCommand, ShowCase, ShowMonth, ShowOverviews, ShowYear
from dialogs.talk.turn import OfficeWork

say = words_beside(__file__)

FIGURES_FOR = frozenset({"fg", "po"})
"""Who sees the figures of a year: the FG reports them, the Privacy Officer prepares that."""

FIELDS = {"which": "filter", "when": "period", "sought": "words"}
"""Fields of the filter, and the parts of a query that they are."""


class RegisterPresses:
    """Answers commands and presses about the registers. `registers` are those whose lists it shows."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        registers: Mapping[str, RegisterDesk[Any]],
        links: Links,
        viewings: Viewings,
    ) -> None:
        self._viewings = viewings
        self._org = org
        self._desks = desks
        self._registers = registers
        self._all = Registers(each.register for each in registers.values())
        self._links = links

    def wanted(self, event: Message, actor: Actor, now: datetime, *, in_flow: bool) -> RegisterCommand | None:
        """What this line asks of the registers, or None when it is for the conversation.

        In the middle of a flow the words of who is in no office are an answer, whatever they look like.
        """
        wanted = read_command(event.text, self._all, now)
        if wanted is None and not in_flow:
            return read_number_in(event.text, self._all)
        if actor.roles:
            return wanted
        if in_flow:
            return replace(wanted, beside=True) if isinstance(wanted, ShowCase) else None
        # What there is to do is asked by everybody; who is in no office hears how the bot helps.
        return None if wanted == ListCases(Query("", TODO)) else wanted

    async def opens(self, wanted: ShowCase, place: Place, actor: Actor) -> bool:
        """Whether this person may see that case here."""
        try:
            case = await self._desks.of(wanted.number).see(wanted.number, actor)
        except NoSuchCase:
            return False
        except Unreadable:
            return not wanted.beside
        if place.scope != "personal":
            return self._open_to(case, await self._viewers(place, actor))
        return self._open_to(case, (actor.roles,)) or actor.aad_id == case.reporter.aad_id

    def gives_all(self, number: str) -> bool:
        """Whether everybody may know something of the cases of the register of this number."""
        try:
            return self._all.of(number).tells_all.answer is not None
        except KeyError:
            return False

    def wish(self, text: str, actor: Actor, now: datetime) -> RegisterCommand:
        """What this sentence of an officer asks of the registers that this officer sees."""
        wanted = read_wish(text, self._all.seen_by(actor.roles), now)
        if isinstance(wanted, ShowYear) and FIGURES_FOR.isdisjoint(actor.roles):
            # Whoever does not report the figures counts in the own registers.
            return ListCases(replace(read_year_list(text, self._all.seen_by(actor.roles)), period="year"))
        return wanted

    def work_of(self, roles: frozenset[str]) -> OfficeWork | None:
        """What people with these roles may open; None for who speaks for no office."""
        seen = self._all.seen_by(roles) if roles else None
        if not seen:
            return None
        return OfficeWork(
            offices=tuple(each for each in OFFICES if each in roles),
            registers=tuple((each.typed.subject[0], each.typed.lists["open"][0]) for each in seen),
            figures=not FIGURES_FOR.isdisjoint(roles),
        )

    async def answer(self, wanted: RegisterCommand, place: Place, actor: Actor, now: datetime) -> Answer:
        """The answer to a command."""
        if isinstance(wanted, ShowCase) and place.scope == "personal":
            opened = await self._in_own_chat(wanted.number, place, actor, now)
            await self._viewings.note(wanted.number, opened, actor, now)
            return opened
        if not self._all.seen_by(actor.roles):
            return _refused(place)
        viewers = await self._viewers(place, actor)
        seen = self._seen(viewers)
        if not seen:
            return Say(say("other_channel"), refused="elsewhere")
        match wanted:
            case ListCases(query):
                if query.register and query.register not in seen:
                    return _refused(place)
                return await self._list(query, place, now, viewers)
            case ShowMonth(register, year, month):
                named = register or next(each.name for each in seen)
                if named not in seen:
                    return _refused(place)
                desk = self._registers[named]
                numbers = await desk.month(year, month, now, viewers)
                card = month_overview(numbers, desk.register, now, self._org)
                return ShowCard(card, month_summary(numbers, desk.register))
            case ShowOverviews():
                counts = [
                    (each, *await self._registers[each.name].open_and_late(now, viewers)) for each in seen
                ]
                figures_too = not any(FIGURES_FOR.isdisjoint(offices) for offices in viewers)
                return ShowCard(
                    overviews(counts, frozenset.intersection(*viewers), figures=figures_too),
                    overviews_summary(),
                )
            case ShowYear(year):
                if any(FIGURES_FOR.isdisjoint(offices) for offices in viewers):
                    return _refused(place)
                figures = await year_figures(self._registers.values(), year, now, self._org)
                return ShowCard(year_card(figures, now, self._org), year_summary(figures))
            case ShowCase(number):
                opened = await self._in_channel(number, place, actor, now, viewers)
                await self._viewings.note(number, opened, actor, now)
                return opened

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press on a card of a register; never raises for what a sender may make up."""
        wanted: RegisterCommand
        if event.verb == "overviews":
            wanted = ShowOverviews()
        elif event.verb == "figures":
            wanted = ShowYear(read_year(event.data.get("year", ""), now))
        elif event.verb == "month":
            register = event.data.get("register", "")
            register = register if register in self._all else ""
            wanted = read_month(event.data.get("month", "")[:7], now, register) or ShowMonth(
                register, now.year, now.month
            )
        else:
            typed = {
                **event.data,
                **{part: event.data[name] for name, part in FIELDS.items() if name in event.data},
            }
            if "which" in event.data:
                typed["words"] = event.data.get("sought", "")  # an emptied field is not sent
            wanted = ListCases(self._query(typed, actor, now, anew="which" in event.data))
        return await self.answer(wanted, event.place, actor, now)

    def _query(self, typed: Mapping[str, str], actor: Actor, now: datetime, *, anew: bool) -> Query:
        """What a card asks. Words that were typed in its filter (`anew`) say the same as typed after "zoek"."""
        seen = self._all.seen_by(actor.roles)
        query = read_query({**typed, "words": hidden_in(typed.get("words", "")).text}, seen)
        said = read_search(query.words, seen, now) if anew and query.words else None
        if said is None:
            return query
        return replace(
            query,
            register=said.register or query.register,
            words=said.words,
            month=said.month,
            first_day=said.first_day,
            last_day=said.last_day,
            period=said.period if said.period != "all" else query.period,
            filter=said.filter if said.filter != "all" else query.filter,
        )

    async def _list(self, query: Query, place: Place, now: datetime, viewers: Viewers) -> Answer:
        private, seen = place.scope == "personal", self._seen(viewers)
        wanted = [query.register] if query.register else [each.name for each in seen]
        desks = [self._registers[name] for name in wanted]
        if query.filter == TODO:
            page = await waiting(desks, query, now, frozenset.intersection(*viewers), viewers)
        elif query.words or not query.register:
            page = await search(Wanted(desks, query, now, self._org, viewers, private=private))
        else:
            page = await desks[0].page(query, now, viewers, private=private)
        card = register_list(page, seen, now, self._org, private=private)
        return ShowCard(card, list_summary(page, seen))

    async def _in_own_chat(self, number: str, place: Place, actor: Actor, now: datetime) -> Answer:
        """The case for an office that may see it; for who reported it the own card; for others there is none."""
        try:
            desk = self._desks.of(number)
            case = await desk.see(number, actor)
        except NoSuchCase:
            if not self._may_look(number, actor):
                return _refused(place)
            text = say("no_case.text", number=number)
            return refusal(place, say("no_case.title"), text, *_ways_on(), why="no_case")
        register = desk.register
        if self._open_to(case, (actor.roles,)):
            if case.confidential and LOOK in register.life.handlers:
                case = await desk.act(number, LOOK, actor, now)
            card = register.cards.living(case, now, self._org, Viewer(actor, private=True))
        elif actor.aad_id == case.reporter.aad_id:
            card = register.cards.own(case, now, self._org)
        else:
            return _refused(place)
        return ShowCard(card, register.cards.summary(case, now, self._org))

    async def _in_channel(
        self, number: str, place: Place, actor: Actor, now: datetime, viewers: Viewers
    ) -> Answer:
        try:
            desk = self._desks.of(number)
            case = await desk.see(number, actor)
        except NoSuchCase:
            return Say(say("no_case.text", number=number), refused="no_case")
        if not self._open_to(case, viewers):
            return Say(say("no_case.text", number=number), refused="no_case")
        card = desk.register.cards.living(case, now, self._org, await viewer_of(place, actor, self._links))
        return ShowCard(card, desk.register.cards.summary(case, now, self._org))

    def _open_to(self, case: KeptCase, viewers: Viewers) -> bool:
        """Whether all who look are of offices that see this case in its register; nobody looks in a strange place."""
        listing = self._all.of(case.number).listing
        entry = listing.entry(case, self._org)
        return bool(viewers) and all(
            not listing.readers.isdisjoint(each) and listing.sees(entry, each) for each in viewers
        )

    def _may_look(self, number: str, actor: Actor) -> bool:
        """Whether this person is of an office that looks at the register of this number."""
        try:
            return not self._all.of(number).listing.readers.isdisjoint(actor.roles)
        except KeyError:
            return False

    def _seen(self, viewers: Viewers) -> Registers:
        """The registers that all who look may look at."""
        seen = self._all if viewers else Registers(())
        for offices in viewers:
            seen = seen.seen_by(offices)
        return seen

    async def _viewers(self, place: Place, actor: Actor) -> Viewers:
        """Who looks: in an own chat this person, in the channel of an office that office too. Nobody elsewhere."""
        if place.scope == "personal":
            return (actor.roles,)
        offices = await self._links.offices_here(place)
        return (offices, actor.roles) if offices else ()


def _refused(place: Place) -> Answer:
    return refusal(place, say("refused.title"), say("refused.text"), *_ways_on(), why="no_role")


def _ways_on() -> tuple[Button, ...]:
    return (Button(say("own_cases"), "own_cases"), Button(say("menu"), "menu"))
