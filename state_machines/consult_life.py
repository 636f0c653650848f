"""The life of a consult: a question to the office that the policy names (introduction and points 5 to 11).

The office that was asked acts; the FG sees every consult and can take one over. No term in it is law: it is our rhythm.
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts

ASKED, TAKEN_UP, QUESTION_BACK = "asked", "taken_up", "question_back"
ANSWERED, CLOSED, WITHDRAWN = "answered", "closed", "withdrawn"
BECAME_BREACH, BECAME_REQUEST = "became_breach", "became_request"

OPEN = (ASKED, TAKEN_UP, QUESTION_BACK)
"""States in which the office still has to answer."""

OFFICE_TURN = (ASKED, TAKEN_UP)
"""States in which it waits for the office and not for the asker."""

BECAME = (BECAME_BREACH, BECAME_REQUEST)
"""States of a question that goes on as something else."""

OVER = (ANSWERED, CLOSED, WITHDRAWN, *BECAME)

HOME = frozenset({"home"})
"""Members and deputies of the office that was asked."""

WATCH = frozenset({"home", "fg"})
ONCE = frozenset({"home", "fg", "before"})
"""Those who see the case: "before" is an office that had it and passed it on."""

ASKER = frozenset({"reporter"})
BOT = frozenset({"bot"})


def confidential(facts: Facts) -> bool:
    return facts["confidential"] == "yes"


def not_confidential(facts: Facts) -> bool:
    return facts["confidential"] != "yes"


def reminder_waits(facts: Facts) -> bool:
    return facts["reminded"] == "yes"


def more_waiting(facts: Facts) -> bool:
    return facts["more_waiting"] == "yes"


def last_waiting(facts: Facts) -> bool:
    return facts["more_waiting"] != "yes"


def judged(facts: Facts) -> bool:
    return facts["judged"] == "yes"


def entry_wanted(facts: Facts) -> bool:
    return facts["entry_wanted"] == "yes"


def agreement_wanted(facts: Facts) -> bool:
    return facts["agreement_wanted"] == "yes"


def no_breach_made(facts: Facts) -> bool:
    """A question becomes one breach at most, also when it was opened again."""
    return facts["breach_made"] != "yes"


def no_request_made(facts: Facts) -> bool:
    """Nor more than one request."""
    return facts["request_made"] != "yes"


def publishable(facts: Facts) -> bool:
    return facts["publishable"] == "yes"


ROLES: Mapping[str, frozenset[str]] = {
    "take_up": HOME,
    "reply": HOME,
    "ask_reporter": HOME,
    "hand_over": HOME,
    "pass_on": WATCH,
    "reopen": HOME,
    "differ": HOME,
    "accept_entry": HOME,
    "record_agreement": HOME,
    "make_breach": ONCE,
    "make_request": ONCE,
    "publish": HOME,
    "seen": WATCH,
    "snooze": WATCH,
    "make_confidential": WATCH,
    "send_facts": ONCE,
    "look": ONCE,
    "give_paper": ONCE,
    "fill_paper": ONCE,
    "answer": ASKER,
    "add_words": ASKER,
    "follow_up": ASKER,
    "close": ASKER,
    "withdraw": ASKER,
    "linked": BOT,
    "unlinked": BOT,
    "remind": BOT,
    "lapse": BOT,
    "made": BOT,
    "published": BOT,
    "not_delivered": BOT,
}
"""Who may cause an event. "reporter" is the person who asked; "bot" is nobody.

A breach waits for no office's turn: whoever of the offices may read the question may make one of it (policy point 14).
"""


CONSULT_LIFE = Chart(
    name="consult_life",
    start=ASKED,
    states=(*OPEN, *OVER),
    arrows=(
        Arrow(ASKED, "take_up", TAKEN_UP),
        *(Arrow(state, "reply", ANSWERED) for state in OPEN),
        *(Arrow(state, "ask_reporter", QUESTION_BACK) for state in OPEN),
        Arrow(QUESTION_BACK, "answer", QUESTION_BACK, more_waiting),
        Arrow(QUESTION_BACK, "answer", TAKEN_UP, last_waiting),
        *(Arrow(state, "hand_over", state) for state in (TAKEN_UP, QUESTION_BACK)),
        *(Arrow(state, "pass_on", ASKED) for state in OPEN),
        *(Arrow(state, "add_words", state) for state in OPEN),
        *(Arrow(state, "withdraw", WITHDRAWN) for state in OPEN),
        *(Arrow(state, "follow_up", TAKEN_UP) for state in (ANSWERED, CLOSED)),
        Arrow(ANSWERED, "close", CLOSED),
        *(Arrow(state, "lapse", CLOSED) for state in (ANSWERED, QUESTION_BACK)),
        *(Arrow(state, "reopen", TAKEN_UP) for state in OVER),
        *(Arrow(state, "seen", state) for state in OPEN),
        *(Arrow(state, "snooze", state, reminder_waits) for state in OFFICE_TURN),
        *(Arrow(state, "make_confidential", state, not_confidential) for state in OPEN),
        *(Arrow(state, "send_facts", state, confidential) for state in (*OPEN, *OVER)),
        *(Arrow(state, "look", state, confidential) for state in (*OPEN, *OVER)),
        *(Arrow(state, "give_paper", state) for state in (*OPEN, *OVER)),
        *(Arrow(state, "fill_paper", state) for state in (*OPEN, *OVER)),
        *(Arrow(state, "remind", state) for state in OFFICE_TURN),
        *(Arrow(state, "differ", state, judged) for state in (ANSWERED, CLOSED)),
        *(Arrow(state, "accept_entry", ANSWERED, entry_wanted) for state in (*OPEN, ANSWERED, CLOSED)),
        *(
            Arrow(state, "record_agreement", ANSWERED, agreement_wanted)
            for state in (*OPEN, ANSWERED, CLOSED)
        ),
        *(Arrow(state, "make_breach", BECAME_BREACH, no_breach_made) for state in OPEN),
        *(Arrow(state, "make_request", BECAME_REQUEST, no_request_made) for state in OPEN),
        *(Arrow(state, "made", state) for state in (*OPEN, *OVER)),
        *(Arrow(state, "publish", state, publishable) for state in (ANSWERED, CLOSED)),
        *(Arrow(state, "published", state) for state in (*OPEN, *OVER)),
        *(
            Arrow(state, event, state)
            for state in (*OPEN, *OVER)
            for event in ("linked", "unlinked", "not_delivered")
        ),
    ),
)
