"""The events of a rights request, gathered: in this order the list of steps has what is not in sight."""

from collections.abc import Mapping

from cases.register import doubles, linking
from cases.register import events as shared
from cases.register.event_words import EventWords
from cases.register.filled_papers import paper_filling
from cases.register.life import CaseEvent
from cases.register.snooze import SNOOZE, snoozing
from cases.rights import additions, answer, decision, endings, identity, objecting, search, term
from cases.rights.case import RightsCase
from cases.rights.lists import label
from cases.rights.papers import paper_not_filled
from cases.rights.rhythm import back_before

LISTS: Mapping[tuple[str, str], str] = {
    ("ask_identity", "way"): "identified",
    ("ask_identity", "reason"): "ask_reason",
    ("confirm_identity", "way"): "identified",
    ("amend", "rights"): "right",
    ("pause", "reason"): "pause",
    ("extend", "reason"): "extension",
    ("ask_search", "to"): "search_to",
    ("charge_fee", "ground"): "fee",
    ("tell_recipients", "how"): "recipients",
    ("decide_objection", "outcome"): "objection",
    ("check_breach", "outcome"): "breach_check",
}
"""Which closed list a field chooses from, where it is not called the same."""


def _elsewhere(key: str, **names: object) -> str | None:
    """Closed lists are called the same everywhere."""
    event, _, rest = key.partition(".field.")
    name, _, option = rest.partition(".option.")
    if event == SNOOZE:
        return None
    return label(LISTS.get((event, name), name), option, **names) if option else None


WORDS = EventWords(__file__, _elsewhere)


def stage_words(name: str) -> str:
    """What a stage of reminding is about."""
    kind, _, amount = name.partition("-")
    if kind == "late":
        return WORDS.line("stage.late", days=amount)
    if kind in ("week", "left"):
        return WORDS.line(f"stage.{kind}", days=amount)
    return WORDS.line(f"stage.{kind}")


EVENTS: tuple[CaseEvent[RightsCase], ...] = (
    shared.TAKE_UP,
    *identity.EVENTS,
    *search.EVENTS,
    *decision.EVENTS,
    *additions.EVENTS,
    *term.EVENTS,
    *answer.EVENTS,
    *objecting.EVENTS,
    *doubles.EVENTS,
    linking.BELONGS_TO,
    shared.LATE_REASON,
    shared.MAKE_CONFIDENTIAL,
    *endings.EVENTS,
    shared.HAND_OVER,
    shared.SEEN,
    shared.SEND_FACTS,
    shared.PAPER_GIVEN,
    paper_filling(paper_not_filled),
    shared.reminding(stage_words),
    snoozing(back_before),
    shared.TERM_MISSED,
    shared.NO_ANSWER,
    *linking.HEARD,
    shared.NOT_DELIVERED,
)
