"""The registers in Teams: who sees which list where, and whatever is pressed on one."""

from pathlib import Path
from typing import Any

import pytest

from bot.registers import REGISTERS
from bot.teams.events import Answer, Say, ShowCard
from bot.turns.case_presses import LOOK
from cases.people import Actor
from tests.bot.turns.room import Room, bot_room, buttons
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM
from tests.cases.consult import by_chance as consults
from tests.cases.lasting import by_chance as entries
from tests.cases.rights import by_chance as requests
from tests.e2e.fake_teams import text_of
from tests.e2e.running_bot import BSN

REFUSED, OTHER_CHANNEL = "Dit kan ik je niet laten zien", "alleen in het kanaal van een kantoor"
OFFICES = {"po": NOOR, "fg": FEN, "jz": JIP}
COMMANDS = {
    "breach": "toon datalekken",
    "rights": "toon verzoeken",
    "consult": "toon vragen",
    "processing": "toon verwerkingen",
    "agreement": "toon overeenkomsten",
}
every_officer = pytest.mark.parametrize("who", [NOOR, FEN, JIP], ids=lambda who: who.name)


async def filled(room: Room) -> dict[str, Any]:
    """A case in each register, by its name; the consult is one for the Privacy Officer."""
    made = [
        breaches.filed(PLAIN),
        requests.filed(requests.PLAIN),
        consults.filed(consults.ASKED_PO),
        *(entries.filed(kept, entries.BY_HAND[kept.kind.register]) for kept in entries.KINDS),
    ]
    return {room.desks.of(each.case.number).register.name: await room.filed(each) for each in made}


def sees(register: str, case: Any, who: Actor) -> bool:
    """Whether this register shows this case to somebody of these offices."""
    (listing,) = (each.listing for each in REGISTERS if each.name == register)
    readers = not listing.readers.isdisjoint(who.roles)
    return readers and bool(listing.sees(listing.entry(case, ORG), who.roles))


def text(answer: Answer) -> str:
    return text_of(answer.card) if isinstance(answer, ShowCard) else str(answer)


@every_officer
@pytest.mark.parametrize("register", COMMANDS)
async def test_a_list_in_an_own_chat_shows_what_the_office_may_see(
    tmp_path: Path, register: str, who: Actor
) -> None:
    async with bot_room(tmp_path) as room:
        case = (await filled(room))[register]
        (listing,) = (each.listing for each in REGISTERS if each.name == register)
        told = text(await room.chat(who).say(COMMANDS[register]))
        if listing.readers.isdisjoint(who.roles):
            assert REFUSED in told
        assert (case.number in told) is sees(register, case, who)
        assert "Mijn zaken" in text(await room.chat(SAM).say(COMMANDS[register]))


@every_officer
@pytest.mark.parametrize("office", OFFICES)
async def test_a_channel_shows_what_its_office_and_who_asks_both_may_see(
    tmp_path: Path, office: str, who: Actor
) -> None:
    async with bot_room(tmp_path) as room:
        made = await filled(room)
        channel = await room.office(office, who)
        for register, command in COMMANDS.items():
            both = sees(register, made[register], who) and sees(register, made[register], OFFICES[office])
            number = made[register].number
            for asked in (command, f"zoek {number}"):
                told = text(await channel.say(asked))
                assert (number in told and "Ik vond geen" not in told) is both, (register, asked)
            one = await channel.say(f"toon {number}")
            assert isinstance(one, ShowCard) is both, register
            if not both and isinstance(one, Say) and REFUSED not in text(one):
                unknown = await channel.say(f"toon {number[:-4]}0999")
                assert text(unknown) == text(one).replace(number, f"{number[:-4]}0999")


@every_officer
@pytest.mark.parametrize("scope", ["channel", "group"])
async def test_nothing_is_shown_where_nobody_knows_who_reads(tmp_path: Path, scope: Any, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        there = room.chat(who, scope, "somewhere")
        for command in (
            *COMMANDS.values(),
            "toon DL-2026-0001",
            "overzicht",
            "maandoverzicht",
            "jaarcijfers",
        ):
            answer = await there.say(command)
            assert isinstance(answer, Say)
            assert OTHER_CHANNEL in answer.text, command


@pytest.mark.parametrize(("who", "shown"), [(NOOR, True), (FEN, True), (JIP, False), (SAM, False)])
async def test_the_figures_of_a_year_are_for_who_reports_them(
    tmp_path: Path, who: Actor, shown: bool
) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        own = room.chat(who)
        for answer in (await own.say("jaarcijfers 2026"), await own.press("figures", {"year": "2026"})):
            assert (REFUSED not in text(answer)) is shown
        if shown:
            assert isinstance(await (await room.office("po", who)).say("jaarcijfers 2026"), ShowCard)
            assert isinstance(await (await room.office("jz", who)).say("jaarcijfers 2026"), Say)
            overview = text(await own.say("overzicht"))
            assert "2026" in text(await own.press("figures", {"year": "nonsense"}))
            assert overview


@every_officer
async def test_the_overviews_count_what_is_open_in_each_register(tmp_path: Path, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(who)
        empty = text(await own.say("overzicht"))
        await filled(room)
        full = text(await own.say("overzicht"))
        assert empty != full
        assert ("figures" in [verb for verb, _ in buttons(own.card).values()]) is (who is not JIP)


@pytest.mark.parametrize(("office", "shown"), [("po", True), ("fg", True), ("jz", False)])
async def test_in_a_channel_the_figures_are_offered_where_all_who_read_may_see_them(
    tmp_path: Path, office: str, shown: bool
) -> None:
    async with bot_room(tmp_path) as room:
        channel = await room.office(office, NOOR)
        await channel.say("overzicht")
        assert ("figures" in [verb for verb, _ in buttons(channel.card).values()]) is shown
        assert isinstance(await channel.press("figures", {"year": "2026"}), ShowCard) is shown


async def test_the_filter_of_a_list_is_read_as_it_was_filled_in(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        own = room.chat(NOOR)
        listed = {"register": "breach", "filter": "open", "period": "all"}
        assert "DL-2026-0001" in text(await own.press("register", listed))
        assert "DL-2026-0001" not in text(await own.press("register", listed | {"which": "closed"}))
        assert "DL-2026-0001" in text(await own.press("register", listed | {"which": "all", "when": "year"}))
        found = listed | {"which": "all", "sought": "verkeerde"}
        assert "DL-2026-0001" in text(await own.press("register", found))
        assert "DL-2026-0001" not in text(await own.press("register", found | {"sought": "kattenbak"}))
        emptied = {**listed, "which": "all", "words": "kattenbak"}
        assert "DL-2026-0001" in text(await own.press("register", emptied)), "an emptied field is not sent"
        kept = {**listed, "words": "kattenbak"}
        assert "DL-2026-0001" not in text(await own.press("register", kept)), "paging keeps what is sought"
        room.now = NOW.replace(year=2027)
        assert "DL-2026-0001" not in text(
            await own.press("register", listed | {"which": "all", "when": "year"})
        )
        assert "DL-2026-0001" in text(await own.press("register", listed | {"which": "all", "when": "all"}))
        room.now = NOW
        hidden = await own.press("register", listed | {"which": "all", "sought": BSN})
        assert BSN not in str(hidden)


@every_officer
async def test_whatever_a_list_sends_back_is_answered(tmp_path: Path, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        made = await filled(room)
        for chat in (room.chat(who), await room.office("po", who), room.chat(who, "group", "g")):
            for verb in ("register", "month", "figures", "nonsense"):
                for data in (
                    {},
                    {"register": "nonsense", "filter": "x", "period": "y", "page": "-1"},
                    {"register": "breach", "page": "99999999", "which": "zzz", "when": "zzz"},
                    {"month": "2026-13", "year": "0", "register": "agreement"},
                    {"month": "x" * 99, "words": "\x00|", "sought": "😀" * 99, "which": "all"},
                    *({"register": each.name} for each in REGISTERS),
                ):
                    answer = await chat.press(verb, {**data, "of": "register"})
                    assert isinstance(answer, ShowCard | Say)
                    for register, case in made.items():
                        if not sees(register, case, who):
                            assert case.number not in text(answer), (verb, data)


async def test_a_month_is_that_of_the_register_that_is_named(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        own = room.chat(NOOR)
        november = text(await own.press("month", {"month": "2026-11", "register": "rights"}))
        assert "november 2026" in november
        assert "november 2026" in text(await own.press("month", {"month": "2026-99", "register": "rights"}))
        assert "oktober 2026" in text(await own.press("month", {"month": "2026-10", "register": "rights"}))
        assert november != text(await own.press("month", {"month": "2026-11", "register": "breach"}))
        nearest = text(await own.press("month", {"month": "2026-11", "register": "nonsense"}))
        assert nearest == text(await own.say("maandoverzicht november 2026"))


async def test_a_number_in_an_own_chat_is_for_who_may_see_it_and_for_who_filed_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        made = await filled(room)
        for register, case in made.items():
            for who in (NOOR, FEN, JIP, SAM, breaches.ALEX):
                answer = text(await room.chat(who).say(f"toon {case.number}"))
                may = sees(register, case, who) or who.aad_id == case.reporter.aad_id
                assert (REFUSED not in answer and "ken ik niet" not in answer) is may, (register, who.name)
                assert may is (case.number in answer.replace(f"geen zaak met nummer {case.number}", ""))
            (listing,) = (each.listing for each in REGISTERS if each.name == register)
            unknown = f"{case.number[:-4]}0999"
            for who in (NOOR, FEN, JIP, SAM):
                answer = text(await room.chat(who).say(f"toon {unknown}"))
                assert ("ken ik niet" in answer) is (not listing.readers.isdisjoint(who.roles)), who.name


async def test_a_number_of_a_confidential_case_is_a_look_at_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        made = await filled(room)
        for register, officer in (("breach", NOOR), ("consult", NOOR), ("rights", JIP)):
            number = made[register].number
            desk = room.desks.of(number)

            async def looks(desk: Any = desk, number: str = number) -> list[str]:
                return [each.actor_id for each in await desk.history(number) if each.event == LOOK]

            await room.chat(officer).say(f"toon {number}")
            assert await looks() == []
            await room.acted(number, "make_confidential", officer)
            await room.chat(SAM).say(f"toon {number}")
            await (await room.office(desk.register.life.home(made[register]), officer)).say(f"toon {number}")
            assert await looks() == []
            await room.chat(officer).say(f"toon {number}")
            kept = [officer.aad_id] if LOOK in desk.register.life.handlers else []
            assert await looks() == kept, register


async def test_words_of_a_flow_are_no_command_of_who_has_no_office(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam, noor = room.chat(SAM), room.chat(NOOR)
        assert REFUSED in text(await sam.say("toon datalekken"))
        for chat in (sam, noor):
            await chat.say("datalek")
            told = text(await chat.say("toon datalekken"))
            assert REFUSED not in told
            assert ("Datalekken" in told or "geen" in told.lower()) or chat is sam
        assert (await room.talk(SAM)).draft is not None


@every_officer
async def test_the_welcome_of_an_officer_leads_to_the_registers(tmp_path: Path, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        own = room.chat(who)
        await own.install()
        assert f"Hoi {who.name.split()[0]}." in own.text
        title, (verb, data) = next(
            (title, sent) for title, sent in buttons(own.card).items() if title.startswith("Je registers")
        )
        assert ("atalekken" in title) is (who is not JIP)
        await own.press(verb, data)
        assert "Dit zijn de registers die jij mag zien" in own.text
        await own.say("help")
        assert "overzichten" in own.text
        assert ("jaarcijfers" in own.text) is (who is not JIP)


async def test_who_has_no_office_reads_nothing_of_registers_and_cannot_press_them(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(SAM)
        await own.install()
        for line in ("menu", "help", "hoi"):
            await own.say(line)
            assert "egisters" not in own.text
            assert "koppel" not in own.text
        await own.press("overviews", {"of": "register"})
        assert REFUSED in own.text


async def test_a_number_opens_the_case_wherever_it_is_typed(tmp_path: Path) -> None:
    """In a sentence, and while a card of the conversation waits for an answer; for others it is part of that."""
    async with bot_room(tmp_path) as room:
        number = (await filled(room))["breach"].number
        for line in (number, f"toon {number}", f"hoe staat het met {number.lower()}?"):
            for who in (NOOR, SAM):
                chat = room.chat(who)
                assert number in text(await chat.say(line)), line
                await chat.say("ik wil een datalek melden")
                assert number in text(await chat.say(line)), line
                assert "Mijn zaken" not in text(await chat.say("terug"))
        alex = room.chat(breaches.ALEX)
        asked = text(await alex.say("ik wil een datalek melden"))
        assert REFUSED not in text(await alex.say(number)), "a number that is not for you is an answer"
        assert asked
        told = text(await room.chat(breaches.ALEX).say(f"wat is er met {number} gebeurd"))
        assert "gezien" not in told
        for line in (f"kijk even naar {number}", f"en {number} dan"):
            assert number in text(await room.chat(FEN).say(line)), line
            assert number in text(await (await room.office("fg", FEN)).say(line)), line


async def test_an_answer_for_everybody_is_opened_by_its_number(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        kept = next(each for each in entries.KINDS if each.kind.register == "standing")
        draft, given = (entries.filed(kept, told["standing"]) for told in (entries.BY_HAND, entries.COMPLETE))
        await room.filed(draft)
        number, answer = given.case.number, given.case.content.answer
        assert REFUSED in text(await room.chat(SAM).say(number)), "it is not given to anybody yet"
        await room.acted(number, "change_words", FEN, **entries.COMPLETE["standing"])
        await room.acted(number, "establish", FEN)
        for line in (number, f"toon {number}"):
            assert answer in text(await room.chat(SAM).say(line))
        begun = room.chat(SAM)
        await begun.say("ik wil een datalek melden")
        assert answer in text(await begun.say(number))


@pytest.mark.parametrize(
    ("asked", "office", "shown"),
    [
        ("wat moet ik vandaag doen", "po", ("breach", "consult")),
        ("wat moet ik vandaag doen", "jz", ("rights",)),
        ("welke datalekken zijn deze maand gemeld bij de AP", "po", ()),
        ("datalekken zonder besluit", "po", ("breach",)),
        ("toon datalekken van november", "po", ("breach",)),
        ("zoek alles zonder besluit van november", "fg", ("breach", "consult", "rights")),
        ("zoek over tijd", "po", ()),
        ("hoeveel verzoeken waren er dit jaar", "jz", ("rights",)),
    ],
)
async def test_a_question_about_the_registers_is_answered_with_the_cases(
    tmp_path: Path, asked: str, office: str, shown: tuple[str, ...]
) -> None:
    async with bot_room(tmp_path) as room:
        made = await filled(room)
        told = text(await room.chat(OFFICES[office]).say(asked))
        for register, case in made.items():
            assert (case.number in told) is (register in shown), (asked, register, told)


async def test_who_is_in_no_office_hears_how_the_bot_helps(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await filled(room)
        told = text(await room.chat(SAM).say("wat moet ik vandaag doen"))
        assert REFUSED not in told


async def test_words_in_the_filter_say_the_same_as_typed_after_search(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        number = (await filled(room))["breach"].number
        own = room.chat(NOOR)
        await own.say("toon datalekken")
        given = {"register": "breach", "which": "all", "when": "all"}
        for sought, found in (("brief zonder besluit", True), ("zonder besluit van oktober", False)):
            told = text(await own.press("register", {**given, "sought": sought}))
            assert (number in told) is found, sought
