"""Every card of every case keeps its words when a line comes above it: it was old, it is of a drill, or both."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.registers import REGISTERS
from cards.notice import with_banner, with_old_card_banner
from cards.typed_text import Typed
from cards.view import Card
from cases.people import Viewer
from cases.register.case import KeptCase
from cases.register.register import Register
from tests.cards.rules import MOST_WORDS, nodes, visible_words
from tests.cases.breach.by_chance import FEN, JIP, NOOR, ORG
from tests.cases.drawn import IN_A_DRILL, MOST_ABOVE
from tests.cases.register.walking import sound_presses

VIEWERS = (
    *(Viewer.in_channel(each) for each in ("po", "fg", "jz")),
    *(Viewer(each, private=True) for each in (NOOR, FEN, JIP)),
)


def cards_of(register: Register[Any], case: KeptCase, at: datetime) -> Iterator[Card]:
    """What can stand there when an old card is pressed, and what a drill shows."""
    cards = register.cards
    for viewer in VIEWERS:
        yield cards.living(case, at, ORG, viewer)
        yield from (page(case, at, ORG, viewer) for page in cards.pages.values())
    yield cards.own(case, at, ORG)
    if cards.receipt is not None:
        yield cards.receipt(case, at, ORG)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.name)
def test_no_card_has_too_many_words_under_a_banner(register: Register[Any]) -> None:
    presses = [each for some in sound_presses(register.name).values() for each in some]
    tried = 0
    for press in presses:
        for confidential in {press.case.confidential, True}:
            case = press.case.model_copy(update={"confidential": confidential})
            for card in cards_of(register, case, press.at):
                typed = [each for node in nodes(card) if isinstance(each := node.get("text", ""), Typed)]
                if visible_words(card, typed) + MOST_ABOVE <= MOST_WORDS:
                    continue
                tried += 1
                for under in (
                    with_old_card_banner(card),
                    with_banner(card, IN_A_DRILL, "attention"),
                    with_old_card_banner(with_banner(card, IN_A_DRILL, "attention")),
                ):
                    assert visible_words(under, typed) <= MOST_WORDS, press.event
    assert tried or register.name != "breach"
