"""A drill that somebody stops ends with things undone: no card of it says that somebody still has to do them."""

import re

from hypothesis import given

from bot.registers import DRILL
from cases.breach.case import BreachCase
from cases.drill.life import DRILL_LIFE
from cases.people import Viewer
from cases.register.life import Deed
from tests.cases.breach.by_chance import FEN, NOOR, NOW, ORG, Lived, after, filed
from tests.cases.breach.handled import REPORTED, assessed
from tests.cases.breach.long_lives import long_lived
from tests.cases.drawn import words_on

STILL = re.compile(
    r"Taak ligt bij|De taak gaat nu|heeft de taak nog|Nog (?:beslissen|melden|inlichten|aanvullen|vastleggen)"
    r"|nog vastleggen|beslis opnieuw|wie moet het nog horen|vul de melding aan|Op .* herinner ik je"
)


def read_of(case: BreachCase) -> str:
    """All that an office reads of it on its cards."""
    cards = DRILL.cards
    told = [cards.living(case, NOW, ORG, Viewer.in_channel(office)) for office in ("po", "fg")]
    told += [page(case, NOW, ORG, Viewer(FEN, private=True)) for page in cards.pages.values()]
    return "\n".join(words_on(each) for each in (*told, cards.task(case, "jz", NOW, ORG)))


@given(long_lived(most=14, least=4))
def test_what_waited_waits_no_more(lived: Lived) -> None:
    case = lived.case
    if not case.is_open:
        return
    drill = case.model_copy(update={"drill": True})
    ended = DRILL_LIFE.change(drill, "end_drill", Deed(NOOR, NOW, ORG)).case
    assert not ended.is_open
    assert STILL.search(read_of(ended)) is None


def test_a_task_of_legal_affairs_that_nobody_did_was_not_done() -> None:
    case = after(assessed(filed(REPORTED).case), "decide", NOOR, choice="follow")
    assert case.people_wait
    drill = case.model_copy(update={"drill": True})
    assert STILL.search(read_of(drill)) is not None, "while it runs it waits"
    ended = DRILL_LIFE.change(drill, "end_drill", Deed(NOOR, NOW, ORG)).case
    assert "niet als gedaan vastgelegd" in read_of(ended)
    assert STILL.search(read_of(ended)) is None
