"""Two requests that are one: noticed by the reference or the words, closed as a double, counted once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people import BOT
from cases.register.life import Change, Deed, Refused
from cases.register.linking import heard
from cases.register.plans import LookBeside, TellCase
from cases.rights.alike import alike, near
from cases.rights.case import RightsCase
from cases.rights.figures import rights_figures
from cases.rights.life import LIFE
from cases.rights.listing import entry_of
from cases.rights.office_card import thread_note
from cases.rights.register import RIGHTS
from cases.rights.reporter_cards import REPORTER
from cases.rights.request import RightsRequest
from tests.cases.breach.by_chance import JIP, NOW, ORG
from tests.cases.rights.by_chance import PLAIN, filed, refusal
from tests.e2e.fake_cards import text_of

FIRST, SECOND = "RV-2026-0001", "RV-2026-0002"
ENDED = {"ending": "dubbel", "reason": "Dezelfde brief.", "told_on": f"{NOW:%Y-%m-%d}"}
WISH = "Mevrouw wil weten welke stukken over haar schuldhulp sinds januari zijn bewaard door het team."

requests = st.builds(
    lambda wish, reference, rights, subject: PLAIN.model_copy(
        update={"wish": wish, "reference": reference, "rights": rights, "subject": subject}
    ),
    st.sampled_from(["", WISH, "Graag een kopie.", f"{WISH} Graag met spoed."]),
    st.sampled_from(["", "K-12", "k 12", "TEST-0000", "7"]),
    st.sampled_from([(), ("inzage",), ("wissing",)]),
    st.sampled_from(["client", "medewerker", "onbekend"]),
)


def case_of(request: RightsRequest, number: str = FIRST, *, confidential: bool = False) -> RightsCase:
    return filed(request, confidential=confidential).case.model_copy(update={"number": number})


@given(requests, requests)
def test_alike_is_the_same_both_ways_and_is_read(one: RightsRequest, other: RightsRequest) -> None:
    first, second = case_of(one), case_of(other, SECOND)
    assert alike(first, second) == alike(second, first)
    if alike(first, second):
        words = " ".join((second.request.wish, second.request.reference, second.request.told_words))
        assert near(first, entry_of(second, ORG), words) > 0


def test_another_person_is_another_request() -> None:
    other = PLAIN.model_copy(update={"reference": "TEST-0001"})
    assert not alike(case_of(PLAIN), case_of(other, SECOND))
    assert alike(case_of(PLAIN), case_of(PLAIN.model_copy(update={"reference": "test 0000"}), SECOND))


def joined(second: RightsCase, first: RightsCase) -> tuple[Change[RightsCase], Change[RightsCase]]:
    done = LIFE.change(second, "withdraw", Deed(JIP, NOW, ORG, {**ENDED, "double_of": first.number}))
    due = next(each for _, each in done.dues if each.kind == "link")
    plan = RIGHTS.plan(due, done.case, NOW, ORG)
    assert isinstance(plan, TellCase)
    return done, heard(LIFE, first, plan.about, Deed(BOT, NOW, ORG, plan.given))


def test_of_a_double_nobody_is_told_that_no_decision_comes() -> None:
    """The request goes on: what its person, who passed it on and the FG read says so, and no day is invented."""
    without = {name: words for name, words in ENDED.items() if name != "told_on"}
    for filled in (ENDED, without):
        done = LIFE.change(
            case_of(PLAIN, SECOND), "withdraw", Deed(JIP, NOW, ORG, {**filled, "double_of": FIRST})
        )
        assert (done.case.ending_told_on is not None) is ("told_on" in filled)
        assert done.event is not None
        assert ("told_on" in done.event.changes) is ("told_on" in filled)
        (note,) = [each for _, each in done.dues if each.kind == "thread"]
        fg = text_of(thread_note(done.case, note.ref, NOW, ORG) or {})
        assert FIRST in fg
        assert "Er komt geen besluit" not in fg
        assert ("De persoon heeft het gehoord" in fg) is ("told_on" in filled)
        (told,) = [each for _, each in done.dues if each.kind == "tell"]
        assert "gaat het daar verder" in text_of(REPORTER.tell(done.case, told.ref, NOW, ORG) or {})
    with pytest.raises(Refused):
        LIFE.change(case_of(PLAIN), "withdraw", Deed(JIP, NOW, ORG, without | {"ending": "geen_verzoek"}))


def test_it_is_noticed_joined_and_counted_once() -> None:
    first, second = case_of(PLAIN), case_of(PLAIN, SECOND)
    due = next(each for _, each in filed(PLAIN).dues if each.kind == "compare")
    plan = RIGHTS.plan(due, second, NOW, ORG)
    assert isinstance(plan, LookBeside)
    assert plan.noted(second, [first, second]).case.alike == (FIRST,)
    closed, goes_on = joined(second, first)
    assert (closed.case.double_of, goes_on.case.doubles) == (FIRST, (SECOND,))
    assert any(each.kind == "tell" for _, each in goes_on.dues)
    figures = {
        each.label: each.number for each in rights_figures([closed.case, goes_on.case], NOW, ORG).figures
    }
    assert (figures["doorgegeven"], figures["dubbel, niet meegeteld"]) == (1, 1)
    opened = LIFE.change(closed.case, "reopen", Deed(JIP, NOW, ORG, {"reason": "Toch iets anders."}))
    assert opened.case.double_of == ""
    (due,) = [each for _, each in opened.dues if each.kind == "link"]
    plan = RIGHTS.plan(due, opened.case, NOW, ORG)
    assert isinstance(plan, TellCase)
    apart = heard(LIFE, goes_on.case, plan.about, Deed(BOT, NOW, ORG, plan.given))
    assert apart.case.doubles == ()
    (told,) = [each for _, each in apart.dues if each.kind == "tell"]
    assert "weer los van elkaar" in text_of(REPORTER.tell(apart.case, told.ref, NOW, ORG) or {})


@given(st.integers(-20, 20))
def test_the_month_counts_from_the_first_of_the_two(days: int) -> None:
    came = date(2026, 11, 19) + timedelta(days=min(days, 3))
    early = PLAIN.model_copy(update={"received_on": came})
    _, goes_on = joined(case_of(early, SECOND), case_of(PLAIN))
    assert goes_on.case.request.received_on == min(came, PLAIN.received_on)


@pytest.mark.parametrize("number", ["", FIRST, "DL-2026-0002", "iets"])
def test_a_double_names_the_other_request(number: str) -> None:
    case = case_of(PLAIN)
    assert refusal(case, "withdraw", **ENDED, double_of=number) in ("geen_zaaknummer", "zichzelf")


# --- put right, and compared again ----------------------------------------------------------------------------------


def put_right(case: RightsCase, event: str, **given: str) -> tuple[RightsCase, LookBeside]:
    """The request once legal affairs put it right, and what the bot does with what was planned then."""
    done = LIFE.change(case, event, Deed(JIP, NOW, ORG, given))
    (due,) = (each for _, each in done.dues if each.kind == "compare")
    plan = RIGHTS.plan(due, done.case, NOW, ORG)
    assert isinstance(plan, LookBeside)
    return done.case, plan


def test_a_reference_that_comes_later_shows_the_double() -> None:
    first, second = case_of(PLAIN), case_of(PLAIN.model_copy(update={"reference": "", "wish": ""}), SECOND)
    assert not alike(first, second)
    known, plan = put_right(second, "add_reference", reference=PLAIN.reference.lower())
    assert plan.noted(known, [first, known]).case.alike == (FIRST,)


def test_one_that_is_no_double_any_more_goes_here_and_there() -> None:
    """The other one is read although nothing that is told of it is likely any longer: it names this one."""
    first = case_of(PLAIN)
    second = case_of(PLAIN, SECOND).model_copy(update={"alike": (FIRST,)})
    found = {"rights": ",".join(PLAIN.rights), "received_on": PLAIN.received_on.isoformat()}
    right, plan = put_right(first, "amend", **found, subject="medewerker")
    assert plan.near(entry_of(second, ORG), "") > 0
    done = plan.noted(right, [second, right])
    (due,) = (each for _, each in done.dues if each.kind == "link")
    told = RIGHTS.plan(due, done.case, NOW, ORG)
    assert isinstance(told, TellCase)
    assert heard(LIFE, second, told.about, Deed(BOT, NOW, ORG, told.given)).case.alike == ()
