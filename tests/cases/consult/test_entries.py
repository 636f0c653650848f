"""What a consult fills in of an entry or an agreement, and how it is made elsewhere, once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.agreement.from_answers import agreement_content
from cases.agreement.register import AGREEMENT
from cases.consult.entries import made_elsewhere, published_elsewhere
from cases.consult.life import LIFE, Asked, file_consult, lapsed
from cases.consult.office_card import living
from cases.consult.publishing import LONGEST
from cases.desks.desks import Registers
from cases.drafts.answers import Answers
from cases.processing.case import FAMILY, GROUPS, KINDS
from cases.processing.from_answers import GROUP_OF, entry_content
from cases.processing.register import PROCESSING
from cases.register.filing import Filing
from cases.register.life import Deed, NoRole, Refused
from cases.register.plans import Drop, FileElsewhere
from cases.register.register import Register
from cases.register.searched import texts_of
from cases.standing.register import STANDING
from cases.told import Told
from dialogs.flow import fields_of
from dialogs.flows import FLOWS
from dialogs.parts import told_data
from state_machines.consult_life import ANSWERED
from state_machines.engine import NotAllowed
from state_machines.record_life import DRAFT
from tests.cards.rules import violations
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, SAM
from tests.cases.consult.by_chance import judged
from tests.cases.viewers import at_home


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
    return file_consult(asked, Filing("AD-2026-0007", "d7.fg", SAM, NOW, ORG)).case


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
    assert [(due.kind, str(due.to)) for _, due in done.dues if due.kind == "file"] == [("file", register)]
    assert [due for _, due in done.dues if due.kind == "tell"] == [], "the asker hears it with its number"
    again = LIFE.change(done.case, event, Deed(who, NOW, ORG))
    assert again.event is None
    plan = made_elsewhere(done.case, register, NOW, ORG)
    assert isinstance(plan, FileElsewhere)
    twin = made_elsewhere(done.case, register, NOW, ORG)
    assert isinstance(twin, FileElsewhere)
    assert (twin.register, twin.filled.draft_id) == (register, plan.filled.draft_id)
    makes = REGISTERS.named(plan.register).made.from_answers
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


SECRET = "Verzonnengeheim"
TYPED = sorted(
    {
        (step.id, each.id)
        for flow in FLOWS.values()
        for step in flow.steps
        for each in fields_of(step)
        if each.kind in ("text", "long_text")
    }
)
"""Every place of every flow where somebody types own words."""


@pytest.mark.parametrize("asked_first", [True, False], ids=["confidential first", "confidential last"])
@pytest.mark.parametrize(
    ("asked", "event", "who", "register"),
    [(FOR_ENTRY, "accept_entry", FEN, PROCESSING), (SHARED, "record_agreement", JIP, AGREEMENT)],
    ids=["entry", "agreement"],
)
def test_no_word_of_a_confidential_question_goes_along(
    asked: Asked, event: str, who: Any, register: Register[Any], asked_first: bool
) -> None:
    words = tuple(told(field, f"{SECRET} over {field}", step) for step, field in TYPED)
    asked = replace(asked, question=f"{SECRET} gevraagd", told=words)
    steps = ["make_confidential", event] if asked_first else [event]
    case = consult(asked)
    for each in steps:
        case = LIFE.change(case, each, Deed(who, NOW, ORG)).case
    case = case.model_copy(update={"confidential": True})  # also when it became so before the entry was made
    plan = made_elsewhere(case, register.name, NOW, ORG)
    assert isinstance(plan, FileElsewhere)
    assert register.made.from_answers is not None
    done = register.made.from_answers(plan.filled, f"{register.prefix}-2026-0001", plan.filer, NOW, ORG)
    assert done.event is not None
    record, listing = done.case, register.listing
    cards = [
        register.cards.living(record, NOW, ORG, at_home(register.life, record)),
        register.cards.living(record, NOW, ORG, at_home(register.life, record, private=True)),
        register.cards.history(record, [done.event], NOW, ORG, False),
    ]
    everything = [
        record.model_dump_json(),
        done.event.model_dump_json(),
        listing.entry(record, ORG).model_dump_json(),
        *(text for _, text in texts_of(register.export, record, [done.event], ORG)),
        register.cards.summary(record, NOW, ORG),
        *map(str, cards),
        *map(str, done.dues),
        plan.noted(case, record.number).case.replies[-1].words,
    ]
    assert SECRET not in "".join(everything)
    assert record.status == DRAFT, "the office writes its own words first"
    assert record.content.settled("kind" if register is AGREEMENT else "groups"), "closed lists go along"
    for card in cards:
        assert violations(card, [ORG.name, FEN.name, JIP.name]) == []
    assert "vertrouwelijk" in str(cards[0])


def test_words_that_stand_in_a_register_already_are_named() -> None:
    case = accepted(FOR_ENTRY, "accept_entry", FEN).case
    plan = made_elsewhere(case, "processing", NOW, ORG)
    assert isinstance(plan, FileElsewhere)
    case = plan.noted(case, "VR-2026-0001").case
    case = LIFE.change(case, "reopen", Deed(FEN, NOW, ORG)).case
    assert "Kijk na" not in str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    case = LIFE.change(case, "make_confidential", Deed(FEN, NOW, ORG)).case
    assert "Kijk na" in str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    assert "VR-2026-0001" not in str(living(case, NOW, ORG, at_home(LIFE, case)))


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
    groups = set(told_data.GROUPS) - {told_data.NOBODY, "onbekend"}
    assert {GROUP_OF.get(each, each) for each in groups} == set(GROUPS) - {FAMILY}
    assert set(told_data.KINDS) - {"onbekend"} == set(KINDS)


# --- a standing answer ----------------------------------------------------------------------------------------------

WORDS = {"question": "Mag dit?", "answer": "Ja, dit mag.", "review_on": "2027-06-01"}


def published_by(who: Any, **given: str) -> Any:
    case = LIFE.change(consult(FOR_ENTRY), "reply", Deed(FEN, NOW, ORG, {"words": "Ja."})).case
    return LIFE.change(case, "publish", Deed(who, NOW, ORG, {**WORDS, **given}))


def test_a_standing_answer_is_made_once_and_noted_once() -> None:
    done = published_by(FEN)
    assert [(due.kind, str(due.to)) for _, due in done.dues if due.kind == "file"] == [("file", "standing")]
    assert LIFE.change(done.case, "publish", Deed(FEN, NOW, ORG, WORDS)).event is None
    with pytest.raises(NotAllowed):
        LIFE.change(done.case, "publish", Deed(FEN, NOW, ORG, {**WORDS, "answer": "Nee."}))
    plan = published_elsewhere(done.case, NOW, ORG)
    assert isinstance(plan, FileElsewhere)
    assert STANDING.made.from_answers is not None
    made = STANDING.made.from_answers(plan.filled, "VA-2026-0001", plan.filer, NOW, ORG).case
    assert (made.office, made.reporter, made.from_consult) == ("fg", FEN, "AD-2026-0007")
    assert {name: made.content.held(name) for name in WORDS} == WORDS
    assert "10" in made.points
    noted = plan.noted(done.case, "VA-2026-0001")
    assert noted.case.standing == "VA-2026-0001"
    assert plan.noted(noted.case, "VA-2026-0002").event is None
    assert isinstance(published_elsewhere(noted.case, NOW, ORG), Drop)


@pytest.mark.parametrize("who", [NOOR, JIP, SAM], ids=lambda who: who.name)
def test_only_the_office_that_answered_publishes(who: Any) -> None:
    with pytest.raises(NoRole):
        published_by(who)


def test_what_became_confidential_meanwhile_is_not_published() -> None:
    case = published_by(FEN).case.model_copy(update={"confidential": True})
    assert isinstance(published_elsewhere(case, NOW, ORG), Drop)


@given(st.dates())
def test_an_answer_is_published_for_two_years_at_most(on: date) -> None:
    today = NOW.astimezone(ORG.zone).date()
    if today < on <= today + LONGEST:
        assert published_by(FEN, review_on=on.isoformat()).event is not None
    else:
        with pytest.raises(Refused):
            published_by(FEN, review_on=on.isoformat())


# --- an entry is no answer to another question ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "event", "who"),
    [
        (replace(FOR_ENTRY, wants="dpia", codes={"novelty": "nieuw"}), "accept_entry", FEN),
        (replace(FOR_ENTRY, wants="question", codes={"novelty": "gewijzigd"}), "accept_entry", FEN),
        (replace(FOR_ENTRY, verdict=judged("nog_niet")), "accept_entry", FEN),
        (replace(SHARED, wants="question"), "record_agreement", JIP),
    ],
    ids=["dpia", "question", "not before the office said so", "agreement"],
)
def test_what_was_asked_is_answered_before_something_is_made_of_it(
    asked: Asked, event: str, who: Any
) -> None:
    case = consult(asked)
    with pytest.raises(NotAllowed):
        LIFE.change(case, event, Deed(who, NOW, ORG))
    assert "Geef eerst antwoord" in str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    case = LIFE.change(
        case, "reply", Deed(who, NOW, ORG, {"words": "Ja, dat mag.", "as_advised": "zoals"})
    ).case
    case = LIFE.change(case, event, Deed(who, NOW, ORG)).case
    assert case.accepted is not None
    assert "Geef eerst antwoord" not in str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    again = LIFE.change(
        consult(asked), "reply", Deed(who, NOW, ORG, {"words": "Ja, dat mag.", "as_advised": "zoals"})
    ).case
    again = LIFE.change(again, "follow_up", Deed(SAM, NOW, ORG, {"question": "En dit?"})).case
    with pytest.raises(NotAllowed):
        LIFE.change(again, event, Deed(who, NOW, ORG))


def test_who_closed_without_an_answer_has_none() -> None:
    case = consult(replace(FOR_ENTRY, wants="dpia", codes={"novelty": "nieuw"}))
    case = LIFE.change(case, "ask_reporter", Deed(FEN, NOW, ORG, {"words": "Wat bedoel je?"})).case
    case = lapsed(case, NOW, ORG).case
    with pytest.raises(NotAllowed):
        LIFE.change(case, "accept_entry", Deed(FEN, NOW, ORG))
