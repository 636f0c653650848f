"""Two reports of one incident: noticed, joined or kept apart, counted once; and nothing leaks of a confidential one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.breach.alike import alike, near
from cases.breach.case import BreachCase
from cases.breach.export import EXPORT
from cases.breach.figures import breach_figures
from cases.breach.joining import facts_for
from cases.breach.life import LIFE
from cases.breach.listing import entry_of
from cases.breach.office_card import incident
from cases.breach.register import breach_register
from cases.breach.report import Report
from cases.breach.reporter_cards import REPORTER, own_row
from cases.people import BOT, Actor, Viewer
from cases.register.export import exported
from cases.register.life import Change, Deed, Happening, Refused
from cases.register.linking import heard
from cases.register.messages import Due, read_ref
from cases.register.plans import LookBeside, TellCase
from state_machines.breach_life import DOUBLE, TAKEN_UP
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import FEN, NOOR, NOW, ORG, PLAIN, SAM, after, filed, reports

LATER = NOW + timedelta(hours=1)
FIRST, SECOND = "DL-2026-0001", "DL-2026-0002"
REGISTER = breach_register()

TWO = PLAIN.model_copy(
    update={"happened_from": "2026-11-23T11:00", "discovered_at": NOW - timedelta(hours=2)}
)


def case_of(report: Report, number: str = FIRST, *, confidential: bool = False) -> BreachCase:
    done = filed(report, confidential=confidential)
    return done.case.model_copy(update={"number": number})


# --- how alike ------------------------------------------------------------------------------------------------------


@given(reports(), reports())
def test_alike_is_the_same_both_ways(one: Report, other: Report) -> None:
    assert alike(case_of(one), case_of(other)) == alike(case_of(other), case_of(one))


@given(reports(), reports())
def test_what_differs_in_kind_and_shares_no_word_raises_no_alarm(one: Report, other: Report) -> None:
    first = case_of(one.model_copy(update={"kind": "hack", "what_happened": "Vreemde inlog gezien."}))
    second = case_of(
        other.model_copy(update={"kind": "kwijt", "what_happened": "Tas in de trein blijven staan."})
    )
    assert not alike(first, second)
    assert near(first, entry_of(second, ORG), second.report.what_happened) == 0


@given(reports())
def test_what_is_alike_is_read(report: Report) -> None:
    """Whatever the comparison would call alike is not passed over by the look at the lists."""
    one = case_of(report)
    if alike(one, one):
        assert near(one, entry_of(one, ORG), one.report.what_happened) > 0


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"happened_from": "2026-11-23T11:50"}, True),
        ({"happened_from": "2026-11-23T13:10"}, False),
        ({"happened_from": "2026-11-23"}, True),
        ({"happened_from": "2026-11-22"}, False),
        ({"happened_from": "", "discovered_at": NOW - timedelta(hours=3)}, True),
        ({"happened_from": "", "discovered_at": NOW - timedelta(hours=5)}, False),
        ({"happened_from": "", "what_happened": "Envelop opengemaakt."}, False),
        ({"kind": "retour"}, False),
        ({"data_kinds": ("contact", "bsn")}, False),
        ({"data_kinds": ("onbekend",)}, False),
    ],
)
def test_the_same_kind_data_and_moment(changed: dict[str, object], same: bool) -> None:
    assert alike(case_of(TWO), case_of(TWO.model_copy(update=changed))) == same


# --- noticed --------------------------------------------------------------------------------------------------------


def looked(case: BreachCase) -> LookBeside:
    """What the bot does with the message that was planned when this was filed."""
    due = next(each for _, each in filed(case.report).dues if each.kind == "compare")
    plan = REGISTER.plan(due, case, NOW, ORG)
    assert isinstance(plan, LookBeside)
    return plan


def test_a_second_report_is_noticed_and_shown() -> None:
    first, second = case_of(TWO), case_of(TWO, SECOND)
    done = looked(second).noted(second, [first, second])
    assert done.case.alike == (FIRST,)
    assert done.event is not None
    channel = Viewer.in_channel("po")
    assert FIRST in str(incident(done.case, NOW, ORG, channel))
    assert "Voeg samen" in str(incident(done.case, NOW, ORG, channel))
    apart = after(done.case, "keep_apart", NOOR)
    assert apart.alike == ()
    assert FIRST not in str(incident(apart, NOW, ORG, channel))


def test_a_confidential_case_is_named_nowhere_but_in_the_own_chats() -> None:
    hidden, second = case_of(TWO, confidential=True), case_of(TWO, SECOND)
    done = looked(second).noted(second, [hidden])
    assert done.event is None
    assert done.case.alike == ()
    told = [due for _, due in done.dues]
    assert [(each.kind, each.to.name, each.ref.about) for each in told] == [("link", FIRST, "found_alike")]
    plan = REGISTER.plan(told[0], second, NOW, ORG)
    assert isinstance(plan, TellCase)
    heard_it = heard(LIFE, hidden, plan.about, Deed(BOT, NOW, ORG, plan.given)).case
    assert heard_it.alike == (SECOND,)
    assert SECOND not in str(incident(heard_it, NOW, ORG, Viewer.in_channel("po")))
    assert SECOND in str(incident(heard_it, NOW, ORG, Viewer(NOOR, private=True)))


# --- put right, and compared again ----------------------------------------------------------------------------------


AGAIN = {"kind": "verkeerde_ontvanger", "reason": "De melder keek op de envelop."}
MOMENTS = {"the same": "11:00", "another": "08:00"}


def told_right(case: BreachCase, clock: str) -> tuple[BreachCase, LookBeside]:
    """The case once an officer corrected when it began, and what the bot does with what was planned then."""
    given = {**AGAIN, "happened_date": "2026-11-23", "happened_time": clock}
    done = LIFE.change(case, "correct_report", Deed(NOOR, LATER, ORG, given))
    (due,) = (each for _, each in done.dues if each.kind == "compare")
    plan = REGISTER.plan(due, done.case, LATER, ORG)
    assert isinstance(plan, LookBeside)
    return done.case, plan


def at(report: Report, clock: str, number: str) -> BreachCase:
    begun = report.model_copy(update={"happened_from": f"2026-11-23T{clock}"})
    return after(case_of(begun, number), "take_up", NOOR)


def heard_of(done: Change[BreachCase], other: BreachCase) -> BreachCase:
    """The other case once it heard what this change tells it."""
    for _, due in done.dues:
        if due.kind == "link" and due.to.name == other.number:
            plan = REGISTER.plan(due, done.case, LATER, ORG)
            assert isinstance(plan, TellCase)
            other = heard(LIFE, other, plan.about, Deed(BOT, LATER, ORG, plan.given)).case
    return other


@pytest.mark.parametrize("event", ["correct_discovery", "correct_report", "correct_details"])
def test_what_is_compared_is_compared_again_once_it_is_put_right_and_else_not(event: str) -> None:
    case = after(case_of(TWO, SECOND), "take_up", NOOR)
    found = TWO.discovered_at.astimezone(ORG.zone)
    where = {"discovered_date": f"{found:%Y-%m-%d}", "discovered_time": f"{found:%H:%M}"}
    begun = {"happened_date": "2026-11-23", "happened_time": "11:00"}
    given: dict[str, tuple[dict[str, str], dict[str, str]]] = {
        "correct_discovery": (
            {**where, "discoverer": "collega"},
            {**where, "discovered_time": "11:05", "discoverer": "collega"},
        ),
        "correct_report": ({**begun, "kind": TWO.kind}, {**begun, "kind": "retour"}),
        "correct_details": ({"data_kinds": "contact", "n_people": "2-10"}, {"data_kinds": "bsn"}),
    }
    for same, one in zip((True, False), given[event], strict=True):
        done = LIFE.change(case, event, Deed(NOOR, LATER, ORG, {**one, "reason": "Zo is het."}))
        assert done.event is not None
        assert [each.kind for _, each in done.dues].count("compare") == (not same)


def test_a_new_double_is_shown_and_one_that_is_none_any_more_goes() -> None:
    first, second = at(TWO, "11:00", FIRST), at(TWO, "08:00", SECOND)
    assert not alike(first, second)
    right, plan = told_right(second, "11:00")
    shown = plan.noted(right, [first, right])
    assert shown.case.alike == (FIRST,)
    assert shown.event is not None
    assert shown.event.event == "found_alike"
    wrong, plan = told_right(shown.case, "08:00")
    gone = plan.noted(wrong, [first, wrong])
    assert gone.case.alike == ()
    assert gone.event is not None
    assert gone.event.event == "found_unlike"
    assert FIRST not in str(incident(gone.case, NOW, ORG, Viewer.in_channel("po")))
    again = plan.noted(gone.case, [first, gone.case])
    assert again.event is None, "looked at once more nothing changes"


def test_what_an_officer_kept_apart_does_not_come_back_on_either_side() -> None:
    first, second = at(TWO, "11:00", FIRST), at(TWO, "11:00", SECOND)
    shown = looked(second).noted(second, [first]).case
    apart = LIFE.change(shown, "keep_apart", Deed(NOOR, LATER, ORG))
    other = heard_of(apart, first.model_copy(update={"alike": (SECOND,)}))
    assert (apart.case.alike, other.alike) == ((), ())
    right, plan = told_right(apart.case, "11:20")
    assert plan.noted(right, [other, right]).case.alike == ()
    right, plan = told_right(other, "11:20")
    assert plan.noted(right, [apart.case, right]).case.alike == ()


def test_the_other_one_hears_that_it_is_not_the_same_any_more() -> None:
    """It was found from there: the one that is put right never named it."""
    first = at(TWO, "11:00", FIRST)
    second = at(TWO, "11:00", SECOND).model_copy(update={"alike": (FIRST,)})
    right, plan = told_right(first, "08:00")
    assert plan.near(entry_of(second, ORG), "") > 0, "whatever hangs together is read"
    done = plan.noted(right, [second, right])
    assert heard_of(done, second).alike == ()
    still, plan = told_right(first, "11:20")
    done = plan.noted(still, [second, still])
    assert heard_of(done, second).alike == (FIRST,)


def test_a_confidential_case_tells_nobody_that_it_was_kept_apart() -> None:
    hidden = after(case_of(TWO, confidential=True), "take_up", NOOR)
    hidden = hidden.model_copy(update={"alike": (SECOND,)})
    done = LIFE.change(hidden, "keep_apart", Deed(NOOR, LATER, ORG))
    assert not [due for _, due in done.dues if due.kind == "link"]


# --- joined ---------------------------------------------------------------------------------------------------------


def joined(second: BreachCase, first: BreachCase) -> tuple[Change[BreachCase], Change[BreachCase]]:
    """The second report closes as a double of the first, and the first hears of it."""
    hinted = second.model_copy(update={"alike": (first.number,)})
    done = LIFE.change(hinted, "join", Deed(NOOR, LATER, ORG, {"double_of": first.number.lower()}))
    due: Due = next(each for _, each in done.dues if each.kind == "link")
    plan = REGISTER.plan(due, done.case, LATER, ORG)
    assert isinstance(plan, TellCase)
    assert plan.number == first.number
    return done, heard(LIFE, first, plan.about, Deed(BOT, LATER, ORG, plan.given))


def told_about(done: Change[BreachCase]) -> set[str]:
    return {due.ref.about for _, due in done.dues if due.kind == "tell"}


def test_joined_it_closes_as_a_double_and_both_reporters_hear_it() -> None:
    closed, goes_on = joined(case_of(TWO, SECOND), case_of(TWO))
    assert (closed.case.status, closed.case.double_of) == (DOUBLE, FIRST)
    assert goes_on.case.doubles == (SECOND,)
    assert "double" in told_about(closed)
    assert "joined" in told_about(goes_on)
    for done, about in ((closed, "double"), (goes_on, "joined")):
        due = next(each for _, each in done.dues if each.kind == "tell" and each.ref.about == about)
        assert REPORTER.tell(done.case, due.ref, LATER, ORG) is not None
    assert own_row(closed.case, LATER, ORG).closed
    assert FIRST in str(incident(closed.case, LATER, ORG, Viewer.in_channel("po")))
    assert SECOND in str(incident(goes_on.case, LATER, ORG, Viewer.in_channel("po")))
    row = exported(EXPORT, closed.case, [], ORG).line
    assert row["double_of"] == FIRST
    assert exported(EXPORT, goes_on.case, [], ORG).line["doubles"] == SECOND


@given(st.timedeltas(timedelta(0), timedelta(hours=20)))
def test_the_clock_counts_from_the_earliest_discovery(apart: timedelta) -> None:
    early = TWO.model_copy(update={"discovered_at": TWO.discovered_at - apart})
    _, goes_on = joined(case_of(early, SECOND), case_of(TWO))
    assert goes_on.case.report.discovered_at == early.discovered_at
    _, stays = joined(case_of(TWO, SECOND), case_of(early))
    assert stays.case.report.discovered_at == early.discovered_at
    assert goes_on.case.deadline(ORG).due == early.discovered_at.astimezone(ORG.zone) + timedelta(hours=72)
    if apart:
        assert goes_on.event is not None
        assert "discovered_at" in goes_on.event.changes
        assert any(due.kind == "reminder" for _, due in goes_on.dues), "its reminders follow"


def test_told_twice_it_is_joined_once_and_reopened_it_goes_on_by_itself() -> None:
    closed, goes_on = joined(case_of(TWO, SECOND), case_of(TWO))
    again = heard(
        LIFE, goes_on.case, "joined", Deed(BOT, LATER, ORG, {"number": SECOND, **facts_for(closed.case)})
    )
    assert again.event is None
    opened = LIFE.change(closed.case, "reopen", Deed(NOOR, LATER, ORG))
    assert (opened.case.status, opened.case.double_of) == (TAKEN_UP, "")
    due = next(each for _, each in opened.dues if each.kind == "link")
    parted = heard(LIFE, goes_on.case, due.ref.about, Deed(BOT, LATER, ORG, {"number": SECOND}))
    assert parted.case.doubles == ()


def test_it_counts_once() -> None:
    closed, goes_on = joined(case_of(TWO, SECOND), case_of(TWO))
    figures = {
        each.label: each.number for each in breach_figures([closed.case, goes_on.case], LATER, ORG).figures
    }
    assert figures["gemeld"] == 1
    assert figures["dubbel gemeld, niet meegeteld"] == 1


@pytest.mark.parametrize("number", ["", "DL-1", "RV-2026-0001", SECOND, "DL-2026-0003, DL-2026-0004"])
def test_only_another_breach_can_be_the_same(number: str) -> None:
    case = after(case_of(TWO, SECOND), "take_up", NOOR)
    with pytest.raises(Refused):
        LIFE.change(case, "join", Deed(NOOR, NOW, ORG, {"double_of": number}))
    _, goes_on = joined(case, after(case_of(TWO), "take_up", NOOR))
    with pytest.raises(Refused):  # else both would count nowhere
        LIFE.change(goes_on.case, "join", Deed(NOOR, NOW, ORG, {"double_of": SECOND}))


def test_what_the_ap_knows_of_is_no_double() -> None:
    case = case_of(TWO, SECOND)
    case = after(case, "take_up", NOOR)
    told = {"on_date": f"{NOW:%Y-%m-%d}", "at_time": f"{NOW:%H:%M}", "channel": "webformulier"}
    case = LIFE.change(case, "ap_provisional", Deed(NOOR, NOW, ORG, told)).case
    with pytest.raises(NotAllowed):
        LIFE.change(case, "join", Deed(NOOR, NOW, ORG, {"double_of": FIRST}))
    assert case.reporter.aad_id == SAM.aad_id


def by_the_office(done: Change[BreachCase], other: BreachCase, who: Actor) -> tuple[BreachCase, str]:
    """The other case once it heard this, and what its history then says."""
    told = [due for _, due in done.dues if due.kind == "link" and due.to.name == other.number]
    plan = REGISTER.plan(told[0], done.case, LATER, ORG)
    assert isinstance(plan, TellCase)
    assert read_ref("link", str(told[0].ref)) == told[0].ref, "the row says the same again"
    heard_it = heard(LIFE, other, plan.about, Deed(BOT, LATER, ORG, plan.given))
    assert heard_it.event is not None
    told_there = Happening(heard_it.event, LATER, ORG, LIFE.words)
    entry = LIFE.entries[heard_it.event.event]
    line = LIFE.words.happened(entry.name, **entry.names(told_there))
    assert ORG.office(next(iter(who.roles))).short in line
    assert entry.line(told_there) == done.case.number
    return heard_it.case, line


@pytest.mark.parametrize("who", [NOOR, FEN])
def test_the_other_history_says_that_an_officer_did_it_and_not_the_bot(who: Actor) -> None:
    first, second = at(TWO, "11:00", FIRST), at(TWO, "11:00", SECOND)
    shown = looked(second).noted(second, [first]).case
    apart = LIFE.change(shown, "keep_apart", Deed(who, LATER, ORG))
    _, line = by_the_office(apart, first.model_copy(update={"alike": (SECOND,)}), who)
    assert "ziet" not in line, "the bot saw nothing"
    joined = LIFE.change(shown, "join", Deed(who, LATER, ORG, {"double_of": FIRST}))
    other, _ = by_the_office(joined, first, who)
    again = LIFE.change(joined.case, "reopen", Deed(who, LATER, ORG))
    by_the_office(again, other, who)
