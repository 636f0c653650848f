"""What a consult fills in of an entry or an agreement, and how it is made elsewhere, once."""

from dataclasses import replace
from typing import Any

import pytest

from cases.agreement.from_answers import agreement_content
from cases.agreement.register import AGREEMENT
from cases.consult.entries import made_elsewhere
from cases.consult.life import LIFE, Asked, file_consult
from cases.desks.desks import Registers
from cases.drafts.answers import Answers
from cases.processing.case import GROUPS, KINDS
from cases.processing.from_answers import entry_content
from cases.processing.register import PROCESSING
from cases.register.life import Deed, NoRole
from cases.register.plans import Drop, FileElsewhere
from cases.told import Told
from dialogs.parts import which_data
from state_machines.consult_life import ANSWERED
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, SAM


def told(field: str, answer: str, step: str = "s") -> Told:
    return Told(step=step, field=field, question="?", answer=answer, points=("6",), typed=True)


REGISTERS = Registers((PROCESSING, AGREEMENT))

SHARED = Asked(
    office="jz",
    wants="agreement",
    flow="sharing",
    outcome="share_if",
    points=("10",),
    told=(told("matter", "Brieven laten drukken"), told("purpose_text", "Post versturen")),
    codes={"situation": "verwerker", "groups": "client,anders", "kinds": "gewoon,onbekend", "place": "eer"},
)
FOR_ENTRY = replace(SHARED, office="fg", wants="register_entry")


def consult(asked: Asked) -> Any:
    return file_consult(asked, number="AD-2026-0007", draft_id="d7.fg", reporter=SAM, now=NOW, org=ORG).case


def accepted(asked: Asked, event: str, who: Any) -> Any:
    return LIFE.change(consult(asked), event, Deed(who, NOW, ORG))


@pytest.mark.parametrize(
    ("asked", "event", "who", "register"),
    [(FOR_ENTRY, "accept_entry", FEN, "processing"), (SHARED, "record_agreement", JIP, "agreement")],
    ids=["entry", "agreement"],
)
def test_it_is_made_once_and_noted_once(asked: Asked, event: str, who: Any, register: str) -> None:
    done = accepted(asked, event, who)
    assert done.case.status == ANSWERED
    assert [(due.kind, due.to) for _, due in done.dues if due.kind == "file"] == [("file", register)]
    assert [due for _, due in done.dues if due.kind == "tell"] == [], "the asker hears it with its number"
    again = LIFE.change(done.case, event, Deed(who, NOW, ORG))
    assert again.event is None
    plan = made_elsewhere(done.case, register, NOW, ORG)
    assert isinstance(plan, FileElsewhere)
    twin = made_elsewhere(done.case, register, NOW, ORG)
    assert isinstance(twin, FileElsewhere)
    assert (twin.register, twin.filled.draft_id) == (register, plan.filled.draft_id)
    makes = REGISTERS.named(plan.register).from_answers
    assert makes is not None
    record = makes(plan.filled, "XX-2026-0001", plan.filer, NOW, ORG).case
    assert record.from_consult == "AD-2026-0007"
    assert record.reporter == who
    assert "10" in record.points
    noted = plan.noted(done.case, "XX-2026-0001")
    assert noted.case.made == "XX-2026-0001"
    assert "XX-2026-0001" in noted.case.replies[-1].words
    assert [due.kind for _, due in noted.dues].count("tell") == 1
    assert plan.noted(noted.case, "XX-2026-0002").event is None
    assert isinstance(made_elsewhere(noted.case, register, NOW, ORG), Drop)


@pytest.mark.parametrize("who", [NOOR, JIP, SAM], ids=lambda who: who.name)
def test_only_the_fg_accepts_an_entry(who: Any) -> None:
    with pytest.raises(NoRole):
        accepted(FOR_ENTRY, "accept_entry", who)


def test_what_nobody_wants_is_not_made() -> None:
    with pytest.raises(NotAllowed):
        accepted(replace(FOR_ENTRY, wants="question", codes={}), "accept_entry", FEN)
    assert isinstance(made_elsewhere(consult(FOR_ENTRY), "processing", NOW, ORG), Drop)


def test_what_the_asker_did_not_know_stays_open() -> None:
    entry = entry_content(Answers(SHARED.codes, SHARED.told), ORG)
    assert (entry.name, entry.purposes) == ("Brieven laten drukken", "Post versturen")
    assert (entry.groups, entry.kinds) == (("client", "anders"), ("gewoon",))
    assert (entry.role, entry.transfers) == ("verantwoordelijke", "geen")
    assert (entry.retention, entry.security, entry.team, entry.bases) == ("", "", "", ())
    assert entry_content(Answers({}, ()), ORG) == type(entry)()
    agreement = agreement_content(Answers(SHARED.codes, SHARED.told), ORG)
    assert (agreement.kind, agreement.party, agreement.signed_on) == ("verwerker", "", "")


def test_the_register_knows_the_lists_of_the_flows() -> None:
    assert set(which_data.GROUPS) == set(GROUPS)
    assert set(which_data.KINDS) - {"onbekend"} == set(KINDS)
