"""What a card shows may be pressed by whoever sees it, and what somebody may press is shown to them somewhere.

Over every register, every state that its life can be in, every office, in the own chat and in its channel.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from cards.view import Card
from cases.organisation import OFFICES
from cases.people import Actor, Viewer
from cases.register.case import KEPT_EXCHANGES, KeptCase
from cases.register.forms import FORM, STEP, heirs_of
from cases.register.life import FILER
from cases.register.register import Register
from tests.cards.rules import all_actions, nodes
from tests.cases.register.walking import WITH_DEPUTY, Press, sound_presses
from tests.cases.viewers import alone
from tests.registers import HAPPENED

ORG = WITH_DEPUTY

SEEN_BY_ITSELF = frozenset({"look", "give_paper", "fill_paper"})
"""Happens when somebody opens the case, or takes a paper along as a file."""

IN_A_CHANNEL = frozenset({"send_facts"})
"""Is offered in the channel of a confidential case, where the facts are not."""

ON_A_REMINDER = frozenset({"seen", "snooze"})
"""Stands on each reminder; "seen" on the card too, as long as there is something to see."""

MEANS = {"triage_answer": ("answer_triage", "assess")}
"""Presses that lead to an event by what the case says."""

every_register = pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)


def states(register: Register[Any]) -> list[Press]:
    """Cases in every state that its life can be in, and in which something was pressed that worked."""
    return [press for presses in sound_presses(register.name).values() for press in presses]


def events_on(register: Register[Any], card: Card) -> set[str]:
    """The events that a card offers, as buttons, forms or steps to choose."""
    verbs = [action.get("verb", "") for action in all_actions(card)]
    for node in nodes(card):
        if node.get("id") == STEP:
            verbs += [choice["value"].partition(".")[0] for choice in node["choices"]]
    found = {
        each for verb in verbs for each in MEANS.get(verb.removesuffix(FORM), (verb.removesuffix(FORM),))
    }
    return found & register.life.handlers.keys()


def pages_on(register: Register[Any], card: Card) -> set[str]:
    return {action.get("verb", "") for action in all_actions(card)} & register.cards.pages.keys()


def cards_for(register: Register[Any], press: Press, viewer: Viewer) -> Iterator[Card]:
    """The living card, and the pages that it leads to."""
    card = register.cards.living(press.case, press.at, ORG, viewer)
    yield card
    for page in pages_on(register, card):
        yield register.cards.pages[page](press.case, press.at, ORG, viewer)


def shown_to(register: Register[Any], press: Press, viewer: Viewer) -> set[str]:
    life, case = register.life, press.case
    task = life.only_task(case, viewer.actor)
    if task:
        return events_on(register, register.cards.task(case, task, press.at, ORG))
    cards = cards_for(register, press, viewer)
    return {event for card in cards for event in events_on(register, card)}


def refused_anyway(register: Register[Any], case: KeptCase) -> frozenset[str]:
    """What the chart allows and the handler would refuse now: too many questions are open, nobody
    else is there, nothing was answered that could be taken back."""
    full = {"ask_reporter"} if len(case.pending) >= KEPT_EXCHANGES else set[str]()
    heirs = heirs_of(case, ORG, register.life.heirs(case))
    triage = getattr(case, "triage", None)
    unanswered = {"back_triage"} if triage is not None and not triage.answers else set()
    return frozenset(full | unanswered | (set() if heirs else {"hand_over"}))


@every_register
@pytest.mark.parametrize("office", OFFICES)
def test_what_an_officer_sees_in_the_own_chat_is_what_that_officer_may(
    register: Register[Any], office: str
) -> None:
    viewer, life = alone(office), register.life
    for press in states(register):
        if not life.may_see(press.case, viewer.actor):
            continue
        shown = shown_to(register, press, viewer)
        may = {each for each in life.handlers if life.may(press.case, each, viewer.actor, press.at, ORG)}
        assert shown <= may, (press.case.status, "shown and not allowed")
        elsewhere = SEEN_BY_ITSELF | IN_A_CHANNEL | ON_A_REMINDER | register.presses.inner
        hidden = may - shown - elsewhere - refused_anyway(register, press.case)
        assert not hidden, (press.case.status, "allowed and nowhere to be pressed")


@every_register
@pytest.mark.parametrize("confidential", [False, True])
def test_a_channel_is_offered_what_its_office_may(register: Register[Any], confidential: bool) -> None:
    life = register.life
    for press in states(register):
        case = press.case.model_copy(update={"confidential": True}) if confidential else press.case
        for office in (each for each in case.cards if each in life.offices):
            viewer = Viewer.in_channel(office)
            shown = events_on(register, register.cards.living(case, press.at, ORG, viewer))
            may = life.open_to(case, viewer, press.at, ORG)
            assert shown <= may, (case.status, office)
            if confidential and "send_facts" in may:
                assert "send_facts" in shown, (case.status, office)


@every_register
def test_who_filed_a_case_sees_what_that_person_may(register: Register[Any]) -> None:
    if register.cards.own_row is None:
        return  # entries of an office: nobody's own
    life = register.life
    for press in states(register):
        case = press.case
        drawn = {register.cards.receipt or register.cards.own, register.cards.own}
        shown = {event for draw in drawn for event in events_on(register, draw(case, press.at, ORG))}
        may = life.open_to_reporter(case, press.at, ORG)
        assert shown <= may, case.status
        own = {each for each in may if life.roles[each] == FILER and each in life.handlers}
        waits = own - ({"answer"} if not case.pending else set())
        assert waits <= shown, case.status


@every_register
def test_nobody_of_ours_is_offered_nothing(register: Register[Any]) -> None:
    for press in states(register):
        card = register.cards.living(press.case, press.at, ORG, Viewer.in_channel())
        assert not events_on(register, card)
        assert not register.life.open_to(press.case, Viewer(Actor(aad_id="x"), private=True), press.at, ORG)
