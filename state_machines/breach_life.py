"""The life of a breach report after it was filed, and who may do what: policy point 14, steps 2 and 3.

Steps 4 to 9 (assessing, notifying, informing, closing) hang their arrows on "taken_up".
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts

REPORTED, TAKEN_UP, WITHDRAWN = "reported", "taken_up", "withdrawn"

OPEN = (REPORTED, TAKEN_UP)
"""States in which the case waits for the organisation."""

OFFICERS = frozenset({"po", "fg"})
REPORTER = frozenset({"reporter"})
BOT = frozenset({"bot"})


def withdrawal_asked(facts: Facts) -> bool:
    return facts["withdrawal_asked"] == "yes"


def withdrawal_not_asked(facts: Facts) -> bool:
    return facts["withdrawal_asked"] != "yes"


def confidential(facts: Facts) -> bool:
    return facts["confidential"] == "yes"


def not_confidential(facts: Facts) -> bool:
    return facts["confidential"] != "yes"


def overdue(facts: Facts) -> bool:
    return facts["overdue"] == "yes"


ROLES: Mapping[str, frozenset[str]] = {
    "take_up": OFFICERS,
    "seen": OFFICERS,
    "ask_reporter": OFFICERS,
    "make_confidential": OFFICERS,
    "send_facts": OFFICERS,
    "hand_over": OFFICERS,
    "late_reason": OFFICERS,
    "accept_withdrawal": OFFICERS,
    "keep_open": OFFICERS,
    "reopen": OFFICERS,
    "answer": REPORTER,
    "add_facts": REPORTER,
    "ask_withdrawal": REPORTER,
    "remind": BOT,
    "term_missed": BOT,
    "not_delivered": BOT,
}
"""Who may cause an event. "reporter" is the person who reported this very case; "bot" is nobody."""


def _while_open(event: str, when: object = None) -> tuple[Arrow, ...]:
    return tuple(Arrow(state, event, state, when) for state in OPEN)  # type: ignore[arg-type]


BREACH_LIFE = Chart(
    name="breach_life",
    start=REPORTED,
    states=(REPORTED, TAKEN_UP, WITHDRAWN),
    arrows=(
        Arrow(REPORTED, "take_up", TAKEN_UP),
        Arrow(TAKEN_UP, "hand_over", TAKEN_UP),
        *(Arrow(state, "accept_withdrawal", WITHDRAWN, withdrawal_asked) for state in OPEN),
        *_while_open("keep_open", withdrawal_asked),
        *_while_open("ask_withdrawal", withdrawal_not_asked),
        *_while_open("ask_reporter"),
        *_while_open("answer"),
        *_while_open("add_facts"),
        *_while_open("seen"),
        *_while_open("make_confidential", not_confidential),
        *_while_open("late_reason", overdue),
        *_while_open("remind"),
        *_while_open("term_missed", overdue),
        *(Arrow(state, "send_facts", state, confidential) for state in (*OPEN, WITHDRAWN)),
        *(Arrow(state, "not_delivered", state) for state in (*OPEN, WITHDRAWN)),
        Arrow(WITHDRAWN, "reopen", TAKEN_UP),
    ),
)
