"""Who reports a breach with the name closed is read by no office until a Privacy Officer opens it, with a reason."""

import json
import tomllib
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.from_answers import NOTHING_KNOWN, report_of
from cases.breach.life import change
from cases.breach.report import NAMES, Report
from cases.desks.queries import Query
from cases.people import Viewer
from cases.register.export import exported
from cases.register.history import Event
from cases.register.life import NoRole, Refused
from cases.register.plans import SendCard
from cases.register.searched import texts_of
from state_machines.engine import NotAllowed
from storage.sqlite_rows import SqliteRows
from tests.cases.breach.by_chance import BO, FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM, Lived, filed
from tests.cases.breach.long_lives import long_lived
from tests.cases.desks.filed_cases import NOOR as NOOR_THERE
from tests.cases.desks.filed_cases import NOW as AT
from tests.cases.desks.filed_cases import House
from tests.cases.drawn import words_on
from tests.cases.viewers import IN_PO

CLOSED = PLAIN.model_copy(update={"nameless": True, "name_closed": True})
NAMED = PLAIN.model_copy(update={"nameless": True})
BREACH_WORDS = tomllib.loads(Path("dialogs/flows/breach.nl.toml").read_text("utf-8"))
REASON = {"reason": "De ontvanger moet nu gebeld worden."}
VIEWERS = (IN_PO, Viewer.in_channel("fg"), *(Viewer(each, private=True) for each in (NOOR, FEN)))


def all_told(case: BreachCase, events: list[Event], viewer: Viewer) -> str:
    """All that somebody of the offices can open of a case, files and what is searched included."""
    cards = [
        BREACH.cards.living(case, NOW, ORG, viewer),
        *(page(case, NOW, ORG, viewer) for page in BREACH.cards.pages.values()),
        *(
            BREACH.cards.history(case, events, NOW, ORG, viewer.private, until)
            for until in range(1, len(events) + 1)
        ),
        *([BREACH.cards.task(case, "jz", NOW, ORG)] if "jz" in case.cards else []),
    ]
    papers = [BREACH.papers.paper(case, name, NOW, ORG) for name, _ in BREACH.papers.of(case, "")]
    written = exported(BREACH.export, case, events, ORG)
    told = [words_on(each) for each in cards]
    told += [str(each) for each in papers]
    told += [*written.line.values(), *(cell for line in written.events for cell in line.values())]
    told += [words for _, words in texts_of(BREACH.export, case, events, ORG)]
    told.append(BREACH.listing.entry(case, ORG).model_dump_json())
    hashes = {each.hash for each in events}
    assert hashes.isdisjoint(told), "with the hash of an event one tries every colleague until one fits"
    return "\n".join(told)


@given(long_lived(most=40, least=6, report=CLOSED))
def test_no_office_reads_a_closed_name_wherever_a_case_went(lived: Lived) -> None:
    """Whatever happened to the case; once the name was opened an own chat reads it, a channel never does."""
    opened = lived.case.name_opened is not None
    for viewer in VIEWERS:
        told = all_told(lived.case, list(lived.events), viewer)
        assert SAM.name not in told or opened
    card = words_on(BREACH.cards.living(lived.case, NOW, ORG, IN_PO))
    assert SAM.name not in card
    if opened:
        assert SAM.name in all_told(lived.case, list(lived.events), Viewer(NOOR, private=True))


def test_the_one_choice_has_a_name_in_three_ways() -> None:
    base = {**NOTHING_KNOWN, "what_happened": "Een brief.", "data_kinds": "contact", "groups": "client"}
    base |= {"discovered_date": "2026-11-23", "discovered_time": "10:00"}
    made = [report_of({**base, "nameless": each}, NOW) for each in NAMES]
    assert [(each.nameless, each.name_closed) for each in made] == [
        (False, False),
        (True, False),
        (True, True),
    ]


@pytest.mark.parametrize("answer", NAMES)
def test_who_is_named_in_the_choice_is_who_reads_the_name(answer: str) -> None:
    """The words of each choice on the check card, against the card in the chats and channels of the offices."""
    said = BREACH_WORDS["stap"]["check"]["veld"]["nameless"]["optie"][answer]
    base = {**NOTHING_KNOWN, "what_happened": "Een brief.", "data_kinds": "contact", "groups": "client"}
    base |= {"discovered_date": "2026-11-23", "discovered_time": "10:00", "nameless": answer}
    case = filed(report_of(base, NOW)).case
    read_by = {
        (office, viewer.private)
        for viewer in VIEWERS
        for office in viewer.actor.roles & {"po", "fg"}
        if SAM.name in words_on(BREACH.cards.living(case, NOW, ORG, viewer))
    }
    chats, channels = (
        {office for office, private in read_by if private is wanted} for wanted in (True, False)
    )
    nobody = said.startswith("Niemand")
    assert chats == (set() if nobody else {office for office in ("po", "fg") if f"{{{office}}}" in said})
    assert channels == (chats if "en hun kanaal" in said else set())


def test_a_report_of_before_is_read_as_it_was() -> None:
    row = json.loads(NAMED.model_dump_json(exclude_defaults=True))
    assert "name_closed" not in row
    case = filed(Report.model_validate(row)).case
    assert (case.nameless, case.name_closed) == (True, False)
    assert SAM.name in words_on(BREACH.cards.living(case, NOW, ORG, Viewer(NOOR, private=True)))


def test_a_privacy_officer_alone_opens_a_name_and_says_why() -> None:
    case = filed(CLOSED).case
    for who in (FEN, JIP, SAM):
        with pytest.raises(NoRole):
            change(case, "open_name", who, NOW, ORG, REASON)
    for nothing in ("", "  ", "\u200b", "\u2060\u00ad", "\u3164", "\u2800\n"):
        with pytest.raises(Refused):
            change(case, "open_name", NOOR, NOW, ORG, {"reason": nothing})
    done = change(case, "open_name", NOOR, NOW, ORG, REASON)
    assert done.event is not None
    assert (done.event.actor_name, done.event.why) == (NOOR.name, REASON["reason"])
    assert done.case.name_opened is not None
    assert done.case.name_opened.at == NOW.astimezone(UTC)
    assert change(done.case, "open_name", NOOR, NOW, ORG, REASON).event is None
    with pytest.raises(NotAllowed):
        change(done.case, "open_name", BO, NOW, ORG, {"reason": "Ik wil het ook weten."})
    course = words_on(BREACH.cards.history(done.case, [done.event], NOW, ORG, True))
    assert REASON["reason"] in course


def test_what_is_not_closed_cannot_be_opened() -> None:
    with pytest.raises(NotAllowed):
        change(filed(NAMED).case, "open_name", NOOR, NOW, ORG, REASON)


def test_who_reported_hears_in_one_line_that_the_name_was_opened_and_why_that_may_be() -> None:
    done = change(filed(CLOSED).case, "open_name", NOOR, NOW, ORG, REASON)
    news = next(due for _, due in done.dues if due.kind == "tell")
    sent = BREACH.plan(news, done.case, NOW, ORG)
    assert isinstance(sent, SendCard)
    assert sent.aad_id == SAM.aad_id
    words = words_on(sent.card)
    assert "Je naam is geopend" in words
    assert REASON["reason"] not in words, "the reason is for the history: it may be about somebody else"


def test_an_officer_who_reports_with_the_name_closed_is_read_as_a_colleague_too() -> None:
    done = filed(CLOSED, reporter=JIP)
    added = change(done.case, "add_facts", JIP, NOW, ORG, {"addition": "Er lag nog een brief."})
    assert done.event is not None
    assert added.event is not None
    events = [done.event, added.event]
    for viewer in VIEWERS:
        assert JIP.name not in all_told(added.case, events, viewer)
    roles = [line["role"] for line in exported(BREACH.export, added.case, events, ORG).events]
    assert ORG.office("jz").name not in roles


async def test_a_name_is_found_once_it_is_opened_and_not_before(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    house = House(rows)
    number = await house.file(nameless=True, name_closed=True)
    await house.desk.act(number, "take_up", NOOR_THERE, AT)
    page = await house.page(Query("breach", "all", words="Sam Voorbeeld"))
    assert number not in [each.number for each in page.entries]
    await house.desk.act(number, "open_name", NOOR_THERE, AT, REASON)
    page = await house.page(Query("breach", "all", words="Sam Voorbeeld"))
    assert number in [each.number for each in page.entries]
    await rows.close()
