"""The life of a request of a data subject after it was passed on, and who may do what: policy points 15 and 16.

What can be true beside each other is a fact and no state: a receipt that was confirmed, an identity, a pause, an
extension. The state tells whom the request waits for.
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts, Guard

RECEIVED, CONFIRMED, CLARIFYING, IDENTIFYING = "received", "confirmed", "clarifying", "identifying"
IN_PROGRESS, DECIDED, ANSWERED = "in_progress", "decided", "answered"
OBJECTED, CLOSED, WITHDRAWN = "objected", "closed", "withdrawn"

BEFORE_ANSWER = (RECEIVED, CONFIRMED, CLARIFYING, IDENTIFYING, IN_PROGRESS, DECIDED)
"""States in which the term of AVG article 12(3) runs."""

OPEN = (*BEFORE_ANSWER, ANSWERED, OBJECTED)
"""States in which the organisation still has something to do; in the last one it decides on an objection (Awb)."""

TERM_RUNS = (*BEFORE_ANSWER, OBJECTED)
"""States in which a term of law runs: for the answer, or for the decision on an objection."""

DONE = (CLOSED, WITHDRAWN)

WAITING_FOR_PERSON = (CLARIFYING, IDENTIFYING)
"""States in which the person has to do something: the only ones in which a pause makes sense."""

LEGAL = frozenset({"jz"})
READERS = frozenset({"jz", "po", "fg"})
"""Offices that may see every request: legal affairs handle them, PO and FG read along."""

REMINDED = frozenset({"jz", "fg"})
"""Who is reminded of the term: legal affairs, and the FG as it gets tight."""

FINDER = "finder"
"""Who got a search task by name, as a role towards that request alone: it shows nothing of the request."""

FINDERS = frozenset({"jz", "po", "reporter", FINDER})
"""Who may answer a search task: whom it was given to, or legal affairs in their stead."""

WRITERS = frozenset({"jz", "reporter"})
"""Who may add something to the case in words: who passed it on, and legal affairs."""

REPORTER = frozenset({"reporter"})
BOT = frozenset({"bot"})

HEARD = ("linked", "unlinked", "found_alike", "found_unlike", "kept_apart", "joined", "parted")
"""What a request hears of another case."""


def is_yes(name: str) -> Guard:
    """Whether this fact holds."""
    return lambda facts: facts[name] == "yes"


def is_no(name: str) -> Guard:
    """Whether this fact does not hold."""
    return lambda facts: facts[name] != "yes"


def identity_not_asked(facts: Facts) -> bool:
    return facts["identity"] != "asked"


def identity_confirmed(facts: Facts) -> bool:
    return facts["identity"] == "confirmed"


def identity_not_confirmed(facts: Facts) -> bool:
    return facts["identity"] != "confirmed"


def clarification_asked(facts: Facts) -> bool:
    return facts["clarification"] == "asked"


def clarification_not_asked(facts: Facts) -> bool:
    return facts["clarification"] != "asked"


def may_answer(facts: Facts) -> bool:
    """Nothing is given to somebody whose identity is not sure (policy point 16 step 2), nor while somebody still
    searches for it: the answer would not be whole."""
    return (facts["grants"] != "yes" or identity_confirmed(facts)) and facts["searching"] != "yes"


def may_stop(facts: Facts) -> bool:
    """Whether every recipient of what was granted was told, and a possible breach looked at: a request that stops
    undoes neither."""
    return "yes" not in (facts["recipients_due"], facts["breach_due"])


def may_close(facts: Facts) -> bool:
    """The same, and an answer that was late is explained."""
    return may_stop(facts) and facts["unexplained"] != "yes"


def may_extend(facts: Facts) -> bool:
    """Once, and only within the first month as the law counts it (AVG article 12(3), policy point 16 step 3)."""
    return facts["extended"] != "yes" and facts["first_month"] == "yes"


ROLES: Mapping[str, frozenset[str]] = {
    "take_up": LEGAL,
    "hand_over": LEGAL,
    "seen": REMINDED,
    "snooze": REMINDED,
    "confirm_receipt": LEGAL,
    "ask_clarification": LEGAL,
    "clarified": LEGAL,
    "ask_identity": LEGAL,
    "confirm_identity": LEGAL,
    "amend": LEGAL,
    "pause": LEGAL,
    "resume": LEGAL,
    "extend": LEGAL,
    "ask_search": LEGAL,
    "answer_search": FINDERS,
    "decide": LEGAL,
    "charge_fee": LEGAL,
    "record_answer": LEGAL,
    "tell_recipients": LEGAL,
    "close": LEGAL,
    "withdraw": LEGAL,
    "reopen": LEGAL,
    "late_reason": LEGAL,
    "check_breach": LEGAL,
    "record_objection": LEGAL,
    "decide_objection": LEGAL,
    "make_confidential": LEGAL,
    "ask_reporter": LEGAL,
    "send_facts": READERS,
    "give_paper": READERS,
    "fill_paper": READERS,
    "add_note": WRITERS,
    "add_reference": WRITERS,
    "belongs_to": LEGAL,
    "keep_apart": LEGAL,
    **dict.fromkeys(HEARD, BOT),
    "answer": REPORTER,
    "dispute": REPORTER,
    "keep_closed": LEGAL,
    "remind": BOT,
    "term_missed": BOT,
    "not_reached": BOT,
    "no_answer": BOT,
    "not_delivered": BOT,
}
"""Who may cause an event. "reporter" is the employee who passed on this very request; "bot" is nobody."""


def _stays(states: tuple[str, ...], event: str, when: Guard | None = None) -> tuple[Arrow, ...]:
    return tuple(Arrow(state, event, state, when) for state in states)


def _back(state: str, event: str) -> tuple[Arrow, ...]:
    """Where the work goes on: as far as the facts say that it had come."""
    return (
        Arrow(state, event, DECIDED, is_yes("all_decided")),
        Arrow(state, event, IN_PROGRESS, identity_confirmed),
        Arrow(state, event, CONFIRMED, is_yes("receipt")),
        Arrow(state, event, RECEIVED),
    )


RIGHTS_LIFE = Chart(
    name="rights_life",
    start=RECEIVED,
    states=(*OPEN, *DONE),
    arrows=(
        *_stays(OPEN, "take_up", is_no("taken")),
        *_stays(OPEN, "hand_over", is_yes("taken")),
        Arrow(RECEIVED, "confirm_receipt", CONFIRMED, is_no("receipt")),
        *_stays(BEFORE_ANSWER[2:], "confirm_receipt", is_no("receipt")),
        *(
            Arrow(state, "ask_clarification", CLARIFYING, clarification_not_asked)
            for state in (RECEIVED, CONFIRMED, CLARIFYING, IN_PROGRESS)
        ),
        *_stays((IDENTIFYING,), "ask_clarification", clarification_not_asked),
        *_back(CLARIFYING, "clarified"),
        *_stays((IDENTIFYING,), "clarified", clarification_asked),
        *(
            Arrow(state, "ask_identity", IDENTIFYING, identity_not_asked)
            for state in (RECEIVED, CONFIRMED, CLARIFYING, IN_PROGRESS, DECIDED)
        ),
        *(
            Arrow(state, "confirm_identity", IN_PROGRESS, identity_not_confirmed)
            for state in (RECEIVED, CONFIRMED)
        ),
        *_stays((CLARIFYING, DECIDED), "confirm_identity", identity_not_confirmed),
        Arrow(IDENTIFYING, "confirm_identity", CLARIFYING, clarification_asked),
        Arrow(IDENTIFYING, "confirm_identity", DECIDED, is_yes("all_decided")),
        Arrow(IDENTIFYING, "confirm_identity", IN_PROGRESS),
        *_stays((RECEIVED, CONFIRMED, CLARIFYING, IDENTIFYING, IN_PROGRESS), "amend"),
        Arrow(DECIDED, "amend", DECIDED, is_yes("all_decided")),
        Arrow(DECIDED, "amend", IN_PROGRESS),
        *_stays(WAITING_FOR_PERSON, "pause", is_no("paused")),
        *_stays(BEFORE_ANSWER, "resume", is_yes("paused")),
        *_stays(BEFORE_ANSWER, "extend", may_extend),
        *_stays(BEFORE_ANSWER, "ask_search"),
        *_stays(OPEN, "answer_search", is_yes("searching")),
        *(
            Arrow(state, "decide", DECIDED, is_yes("all_decided"))
            for state in (CONFIRMED, CLARIFYING, IDENTIFYING, IN_PROGRESS, DECIDED)
        ),
        *_stays((CONFIRMED, CLARIFYING, IDENTIFYING, IN_PROGRESS), "decide", is_yes("known")),
        *_stays(BEFORE_ANSWER, "charge_fee"),
        Arrow(DECIDED, "record_answer", ANSWERED, may_answer),
        *_stays(OPEN, "tell_recipients", is_yes("recipients_due")),
        Arrow(ANSWERED, "close", CLOSED, may_close),
        *(Arrow(state, "withdraw", WITHDRAWN, may_stop) for state in BEFORE_ANSWER),
        *(
            Arrow(state, "record_objection", OBJECTED, is_yes("objectionable"))
            for state in (ANSWERED, CLOSED)
        ),
        Arrow(OBJECTED, "decide_objection", ANSWERED),
        *_stays(OPEN, "check_breach", is_yes("breach_due")),
        *(arrow for state in (ANSWERED, *DONE) for arrow in _back(state, "reopen")),
        *_stays(DONE, "dispute", is_no("disputed")),
        *_stays(DONE, "keep_closed", is_yes("disputed")),
        *_stays(OPEN, "late_reason", is_yes("late")),
        *_stays(OPEN, "seen"),
        *_stays(TERM_RUNS, "snooze", is_yes("reminded")),
        *_stays(OPEN, "make_confidential", is_no("confidential")),
        *_stays(OPEN, "keep_apart", is_yes("alike")),
        *_stays(OPEN, "ask_reporter"),
        *_stays(OPEN, "answer"),
        *_stays(OPEN, "add_note"),
        *_stays(BEFORE_ANSWER, "add_reference", is_no("referenced")),
        *_stays(TERM_RUNS, "remind"),
        *_stays(TERM_RUNS, "term_missed", is_yes("overdue")),
        *_stays(OPEN, "no_answer"),
        *_stays(OPEN, "not_reached", is_yes("searching")),
        *_stays((*OPEN, *DONE), "send_facts", is_yes("confidential")),
        *_stays((*OPEN, *DONE), "give_paper"),
        *_stays((*OPEN, CLOSED), "belongs_to"),
        *(arrow for event in HEARD for arrow in _stays((*OPEN, *DONE), event)),
        *_stays((*OPEN, *DONE), "fill_paper"),
        *_stays((*OPEN, *DONE), "not_delivered"),
    ),
)
