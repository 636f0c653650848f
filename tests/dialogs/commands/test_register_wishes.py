"""What an officer asks in a whole sentence: never the opposite of what the sentence says."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.registers import REGISTERS
from cases.desks.desks import Registers
from cases.desks.queries import Query
from cases.register.typed_commands import phrases
from dialogs.commands.register_wishes import DENIED, MARKED, read_wish, say
from dialogs.commands.wants import ListCases

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ALL = Registers(REGISTERS)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("welke datalekken zijn gemeld bij de AP", Query("breach", "notified")),
        ("welke datalekken zijn niet gemeld bij de AP", Query("breach", "untold")),
        ("welke datalekken zijn dit jaar nog niet bij de AP gemeld", Query("breach", "untold", "year")),
        ("welke lekken van november zijn niet gemeld bij de AP", Query("breach", "untold", month="2026-11")),
        ("welke datalekken zijn dubbel", Query("breach", "double")),
        ("toon de bijna-datalekken", Query("breach", "near_miss")),
        ("welke datalekken zijn anders dan geadviseerd", Query("breach", "deviation")),
        ("welke datalekken zijn niet afgerond", Query("breach", "open")),
        ("welke verzoeken zijn nog niet afgerond", Query("rights", "open")),
        ("welke verzoeken zijn niet verlengd", Query("rights", "all")),
        ("over welke datalekken is nog niet besloten", Query("breach", "undecided")),
    ],
)
def test_what_a_sentence_asks(typed: str, wanted: Query) -> None:
    assert read_wish(typed, ALL, NOW) == ListCases(wanted)


@pytest.mark.parametrize("mark", MARKED)
def test_no_list_holds_what_the_sentence_says_is_not_so(mark: str) -> None:
    register = next(each for each in REGISTERS if mark in each.listing.marks)
    subject = register.typed.subject[0]
    for said in phrases(say(f"mark.{mark}")):
        told = read_wish(f"welke {subject} zijn {said}", ALL, NOW)
        assert isinstance(told, ListCases)
        assert told.query.filter == mark
        for no in phrases(say("denies")):
            denied = read_wish(f"welke {subject} zijn {no} {said}", ALL, NOW)
            assert isinstance(denied, ListCases)
            assert denied.query.filter == DENIED.get(mark, "all")
