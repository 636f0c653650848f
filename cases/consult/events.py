"""The events of a consult, gathered: in this order cards list what has no place of its own."""

from cases.consult import asker, into_breach, passing, publishing, replies
from cases.consult.case import ConsultCase
from cases.consult.papers import paper_not_filled
from cases.consult.rhythm import back_before
from cases.register import events as shared
from cases.register import linking
from cases.register.event_words import EventWords
from cases.register.filled_papers import paper_filling
from cases.register.life import CaseEvent, Happening, the_words
from cases.register.snooze import snoozing

WORDS = EventWords(__file__)


def _days(happening: Happening) -> dict[str, str]:
    return {"days": happening.event.why.rpartition("-")[2].removesuffix("d")}


EVENTS: tuple[CaseEvent[ConsultCase], ...] = (
    shared.TAKE_UP,
    *replies.EVENTS,
    *asker.EVENTS,
    shared.HAND_OVER,
    *passing.EVENTS,
    *into_breach.EVENTS,
    *publishing.EVENTS,
    shared.SEEN,
    shared.MAKE_CONFIDENTIAL,
    shared.SEND_FACTS,
    shared.PAPER_GIVEN,
    paper_filling(paper_not_filled),
    shared.LOOK,
    CaseEvent("remind", names=_days, line=shared.passed_over),
    snoozing(back_before),
    CaseEvent("lapse"),
    CaseEvent("made", line=the_words),
    *linking.HEARD,
    shared.NOT_DELIVERED,
)
