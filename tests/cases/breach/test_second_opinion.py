"""A second opinion on a breach: asked with the facts, given, followed or not and why; reminded of until then."""

from datetime import timedelta

import pytest
from hypothesis import given

from cases.breach.advice_card import OPINIONS
from cases.breach.case import BreachCase
from cases.breach.export import EXPORT
from cases.breach.life import LIFE
from cases.breach.office_card import incident
from cases.breach.register import breach_register
from cases.breach.rhythm import CHORES
from cases.breach.task_card import task
from cases.breach.thread_notes import thread_note
from cases.people import Viewer
from cases.register.export import exported
from cases.register.history import Event
from cases.register.life import Change, Deed, NoRole, Refused
from cases.register.messages import channel
from cases.register.office import in_sight
from cases.register.plans import SendCard, SendMail
from dialogs.assessing.card import draw
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import BO, FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM, Lived, after, filed, lived
from tests.cases.breach.handled import REPORTED, assessed
from tests.cases.drawn import action, leads, verbs

QUESTION, ADVICE, WHY = "Is dit meldplichtig?", "Ja: meld het.", "De ontvanger is een vaste partner."
REGISTER = breach_register()


def taken(*, confidential: bool = False) -> BreachCase:
    return after(filed(PLAIN, confidential=confidential).case, "take_up", NOOR)


def asked(office: str = "fg", *, confidential: bool = False) -> Change[BreachCase]:
    case = taken(confidential=confidential)
    given = {"office": office, "question": QUESTION}
    return LIFE.change(case, "ask_opinion", Deed(NOOR, NOW, ORG, given))


def test_the_facts_go_along_to_the_channel_of_who_is_asked() -> None:
    done = asked()
    assert "fg" in done.case.cards
    assert QUESTION in str(incident(done.case, NOW, ORG, Viewer.in_channel("fg")))
    assert PLAIN.what_happened in str(incident(done.case, NOW, ORG, Viewer.in_channel("fg")))
    assert "Geef advies" in str(incident(done.case, NOW, ORG, Viewer.in_channel("fg")))
    assert "Geef advies" not in str(incident(done.case, NOW, ORG, Viewer.in_channel("po")))


@pytest.mark.parametrize("assess", [False, True], ids=["step 4", "step 5"])
def test_who_doubts_asks_the_fg_in_one_press_from_the_card(assess: bool) -> None:
    """While it is judged whether it is a breach, and while it is decided whether the AP hears of it."""
    case = assessed(filed(REPORTED).case) if assess else after(taken(), "begin_triage", NOOR)
    living = breach_register(draw).cards.living
    for viewer in (Viewer.in_channel("po"), Viewer(NOOR, private=True)):
        asks = [each for each in verbs(living(case, NOW, ORG, viewer)) if each == "ask_opinion_form"]
        assert asks == ["ask_opinion_form"]
    assert "ask_opinion_form" not in verbs(living(case, NOW, ORG, Viewer.in_channel("fg")))
    given = {"office": "fg", "question": QUESTION}
    later = LIFE.change(case, "ask_opinion", Deed(NOOR, NOW, ORG, given)).case
    assert "ask_opinion_form" not in verbs(living(later, NOW, ORG, Viewer.in_channel("po")))


def test_what_somebody_waits_for_is_the_button_of_who_is_asked() -> None:
    case = asked().case
    for office, title in (("fg", "Geef advies"), ("po", "Beoordelen")):
        card = incident(case, NOW, ORG, Viewer.in_channel(office))
        assert leads(card) == action(card, title)["verb"]


def test_the_question_is_mailed_and_noted() -> None:
    done = asked()
    plans = [
        REGISTER.plan(due, done.case, NOW, ORG) for _, due in done.dues if due.kind in ("mail", "thread")
    ]
    mails = [each.mail for each in plans if isinstance(each, SendMail)]
    assert [each.to for each in mails] == [ORG.offices.fg.email]
    assert all(QUESTION not in each.text and PLAIN.what_happened not in each.text for each in mails)
    notes = [each for each in plans if isinstance(each, SendCard)]
    assert [each.office for each in notes] == ["fg"]
    assert QUESTION in str(notes[0].card)


def test_legal_affairs_read_the_facts_and_not_who_reported_them() -> None:
    done = asked("jz")
    card = str(task(done.case, "jz", NOW, ORG))
    assert all(each in card for each in (QUESTION, PLAIN.what_happened, "Geef advies"))
    assert SAM.name not in card
    assert leads(task(done.case, "jz", NOW, ORG)) == "jz_advises_form"
    advised = after(done.case, "jz_advises", JIP, advice=ADVICE)
    card = str(task(advised, "jz", NOW, ORG))
    assert ADVICE in card
    assert "Geef advies" not in card
    assert PLAIN.what_happened not in card, "what was asked is answered"


def test_it_is_given_weighed_and_stands_in_card_history_and_export() -> None:
    first = asked()
    events: list[Event] = [each for each in (first.event,) if each is not None]
    given = LIFE.change(first.case, "fg_advises", Deed(FEN, NOW, ORG, {"advice": ADVICE}))
    assert given.case.unweighed_opinions == ("fg",)
    note = next(due for _, due in given.dues if due.kind == "thread")
    assert note.to == channel("po")
    assert ADVICE in str(thread_note(given.case, note.ref, NOW, ORG))
    po = Viewer.in_channel("po")
    assert ADVICE in str(incident(given.case, NOW, ORG, po))
    assert "Volg je het advies?" in str(incident(given.case, NOW, ORG, po))
    with pytest.raises(Refused):  # not followed has a reason
        LIFE.change(given.case, "weigh_opinion", Deed(NOOR, NOW, ORG, {"office": "fg", "followed": "nee"}))
    told = {"office": "fg", "followed": "nee", "reason": WHY}
    weighed = LIFE.change(given.case, "weigh_opinion", Deed(BO, NOW, ORG, told))
    assert weighed.case.unweighed_opinions == ()
    assert WHY in str(incident(weighed.case, NOW, ORG, po))
    events += [each.event for each in (given, weighed) if each.event is not None]
    cell = exported(EXPORT, weighed.case, events, ORG).line["opinions"]
    assert all(each in cell for each in (QUESTION, ADVICE, WHY, "volgt het advies niet"))


def test_who_is_asked_is_reminded_and_then_who_asked() -> None:
    first = asked()
    names = {due.ref.about for _, due in first.dues if due.kind == "reminder"}
    assert names == {"opinion_fg-1"}
    at, due = next(each for each in first.dues if each[1].kind == "reminder")
    assert due.to == channel("fg")
    assert isinstance(REGISTER.plan(due, first.case, at, ORG), SendCard)
    went = REGISTER.after_sent(due, first.case, at, ORG)
    assert [each.ref.about for _, each in went.dues if each.kind == "reminder"] == ["opinion_fg-2"]
    given = after(went.case, "fg_advises", FEN, at, advice=ADVICE)
    assert not isinstance(REGISTER.plan(due, given, at + timedelta(days=1), ORG), SendCard)
    assert CHORES["heed"].asks(given)
    assert not CHORES["opinion_fg"].asks(given)


def test_the_third_reminder_reaches_the_fg_once() -> None:
    case, dues = asked().case, asked().dues
    for number in (1, 2, 3):
        at, due = next(each for each in dues if each[1].ref.about == f"opinion_fg-{number}")
        went = REGISTER.after_sent(due, case, at, ORG)
        case, dues = went.case, went.dues
        assert [each for moment, each in dues if each.kind == "reminder" and moment <= at] == []


@pytest.mark.parametrize("who", [NOOR, JIP, SAM])
def test_only_who_is_asked_advises(who: object) -> None:
    with pytest.raises((NoRole, NotAllowed)):
        LIFE.change(asked().case, "fg_advises", Deed(who, NOW, ORG, {"advice": ADVICE}))  # type: ignore[arg-type]


def test_the_fg_asks_nobody_and_nobody_is_asked_twice() -> None:
    with pytest.raises(NoRole):
        LIFE.change(taken(), "ask_opinion", Deed(FEN, NOW, ORG, {"office": "fg", "question": QUESTION}))
    given = {"office": "fg", "question": "Nog iets?"}
    with pytest.raises(Refused):
        LIFE.change(asked().case, "ask_opinion", Deed(NOOR, NOW, ORG, given))


def test_a_confidential_case_goes_to_own_chats_and_not_to_legal_affairs() -> None:
    done = asked(confidential=True)
    assert f"person:{FEN.aad_id}" in done.case.cards
    assert QUESTION not in str(incident(done.case, NOW, ORG, Viewer.in_channel("fg")))
    assert QUESTION in str(incident(done.case, NOW, ORG, Viewer(FEN, private=True)))
    given = {"office": "jz", "question": QUESTION}
    with pytest.raises(Refused):
        LIFE.change(taken(confidential=True), "ask_opinion", Deed(NOOR, NOW, ORG, given))


@given(lived())
def test_an_advice_is_weighed_once_it_is_given_and_never_before(life: Lived) -> None:
    for office, each in life.case.opinions.items():
        assert office in ("fg", "jz")
        assert bool(each.advice) == (each.advised_by is not None)
        assert not each.followed or each.advice
        assert each.followed != "nee" or each.reason


STATES = {
    "taken up": lambda: taken(),
    "first question": lambda: after(taken(), "begin_triage", NOOR),
    "advice of the bot": lambda: assessed(filed(REPORTED).case),
    "decided": lambda: after(assessed(filed(REPORTED).case), "decide", NOOR, choice="follow"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "viewer", [Viewer.in_channel("fg"), Viewer(FEN, private=True)], ids=["channel", "own"]
)
def test_the_note_that_names_the_button_is_true_whenever_advice_is_asked(state: str, viewer: Viewer) -> None:
    living = breach_register(draw).cards.living
    given = {"office": "fg", "question": QUESTION}
    case = LIFE.change(STATES[state](), "ask_opinion", Deed(NOOR, NOW, ORG, given)).case
    card = living(case, NOW, ORG, viewer)
    assert "fg_advises_form" in verbs(card)
    assert action(card, "Geef advies").get("mode") != "secondary"
    advised = after(case, "fg_advises", FEN, advice=ADVICE)
    assert "fg_advises_form" not in verbs(living(advised, NOW, ORG, viewer))
    assert "weigh_opinion_form" in verbs(living(advised, NOW, ORG, Viewer.in_channel("po")))


@given(lived())
def test_who_owes_an_answer_has_the_button_on_the_card_at_any_time(life: Lived) -> None:
    living = breach_register(draw).cards.living
    for viewer in (Viewer.in_channel("fg"), Viewer(FEN, private=True), Viewer(NOOR, private=True)):
        _, allowed, _ = in_sight(LIFE, life.case, viewer, NOW, ORG)
        owed = [each for each in OPINIONS if each in allowed]
        card = living(life.case, NOW, ORG, viewer)
        assert not owed or f"{owed[0]}_form" in verbs(card), card
