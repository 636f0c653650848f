"""Cases that belong together: one names the other, both say so, and a confidential one is named by nobody."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cases.breach.case import BreachCase
from cases.breach.life import LIFE
from cases.people import BOT
from cases.register.export import exported
from cases.register.life import Change, Deed, Refused
from cases.register.linking import KEPT_LINKS, LINKED, MOST_NAMED, UNLINKED, heard, together
from cases.register.plans import TellCase
from cases.register.register import Register
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, after, filed
from tests.cases.lasting import by_chance as lasting
from tests.cases.register.walking import sound_presses

OTHER = "VR-2026-0042"
NAMED = [each for each in REGISTERS if LINKED in each.life.entries and not each.practised]
hears = pytest.mark.parametrize("register", NAMED, ids=lambda each: each.name)


def some_case(register: Register[Any]) -> Any:
    return next(press.case for presses in sound_presses(register.name).values() for press in presses)


def taken(*, confidential: bool = False) -> BreachCase:
    return after(filed(PLAIN, confidential=confidential).case, "take_up", NOOR)


def told(register: Register[Any], case: Any, about: str, number: str = OTHER) -> Change[Any]:
    return heard(register.life, case, about, Deed(BOT, NOW, ORG, {"number": number}))


@hears
def test_who_is_named_says_so_once_until_it_is_named_no_longer(register: Register[Any]) -> None:
    case = some_case(register)
    named = told(register, case, LINKED)
    assert named.event is not None
    assert OTHER in together(named.case)
    assert OTHER in exported(register.export, named.case, [], ORG).line["together"]
    assert told(register, named.case, LINKED).event is None
    gone = told(register, named.case, UNLINKED)
    assert OTHER not in together(gone.case)
    assert told(register, gone.case, UNLINKED).event is None
    assert register.stored.read(register.stored.row(named.case)) == named.case


@hears
@given(st.lists(st.integers(1, 99), max_size=60))
def test_however_many_name_it_the_case_fits_its_row(register: Register[Any], numbers: list[int]) -> None:
    case = some_case(register)
    for each in numbers:
        case = told(register, case, LINKED, f"DL-2026-{each:04d}").case
    assert len(case.linked) <= KEPT_LINKS
    assert register.stored.read(register.stored.row(case)).linked == case.linked


def test_as_many_numbers_as_a_case_holds_are_taken() -> None:
    named = tuple(f"VR-2026-{each:04d}" for each in range(1, MOST_NAMED + 1))
    done = LIFE.change(taken(), "belongs_to", Deed(NOOR, NOW, ORG, {"entries": ", ".join(named)}))
    assert set(named) <= set(done.case.belongs)


@pytest.mark.parametrize(
    ("given_", "key"),
    [
        ({"entries": "OV-2026-0001"}, "geen_regels"),
        ({"agreements": "iets"}, "geen_contracten"),
        (
            {"entries": ", ".join(f"VR-2026-{each:04d}" for each in range(1, MOST_NAMED + 2))},
            "te_veel_genoemd",
        ),
    ],
)
def test_only_numbers_of_the_right_register_are_taken(given_: dict[str, str], key: str) -> None:
    with pytest.raises(Refused) as refused:
        LIFE.change(taken(), "belongs_to", Deed(NOOR, NOW, ORG, given_))
    assert refused.value.key == key


def names_told(done: Change[Any]) -> list[tuple[str, str]]:
    return [(due.to.name, due.ref.about) for _, due in done.dues if due.kind == "link"]


def test_a_breach_tells_what_it_belongs_to_and_what_it_no_longer_belongs_to() -> None:
    first = LIFE.change(
        taken(),
        "belongs_to",
        Deed(NOOR, NOW, ORG, {"entries": "vr-2026-0001 VR-2026-0002", "agreements": "OV-2026-0001"}),
    )
    assert first.case.belongs == ("VR-2026-0001", "VR-2026-0002", "OV-2026-0001")
    assert names_told(first) == [(each, LINKED) for each in first.case.belongs]
    second = LIFE.change(first.case, "belongs_to", Deed(NOOR, NOW, ORG, {"entries": "VR-2026-0002"}))
    assert names_told(second) == [("VR-2026-0001", UNLINKED), ("OV-2026-0001", UNLINKED)]


def test_a_confidential_case_is_named_by_nobody() -> None:
    given = {"entries": "VR-2026-0001"}
    hidden = taken(confidential=True)
    done = LIFE.change(hidden, "belongs_to", Deed(NOOR, NOW, ORG, given))
    assert done.case.belongs == ("VR-2026-0001",)
    assert names_told(done) == []
    shown = after(taken(), "belongs_to", NOOR, NOW, **given)
    closed_off = LIFE.change(shown, "make_confidential", Deed(NOOR, NOW, ORG))
    assert names_told(closed_off) == [("VR-2026-0001", UNLINKED)]


def test_an_entry_tells_what_it_names_as_well() -> None:
    kept = next(each for each in lasting.KINDS if each.kind.register == "agreement")
    entry = lasting.filed(kept, {**lasting.COMPLETE["agreement"], "entries": "VR-2026-0003"})
    assert names_told(entry) == [("VR-2026-0003", LINKED)]
    due = next(due for _, due in entry.dues if due.kind == "link")
    plan = kept.register.plan(due, entry.case, NOW, ORG)
    assert plan == TellCase("VR-2026-0003", LINKED, {"number": entry.case.number})
    changed = kept.life.change(
        entry.case, "change_agreement", Deed(kept.keeper, NOW, ORG, {"entries": "VR-2026-0004"})
    )
    assert names_told(changed) == [("VR-2026-0004", LINKED), ("VR-2026-0003", UNLINKED)]
