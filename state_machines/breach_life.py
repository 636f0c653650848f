"""The life of a breach report after it was filed, and who may do what: policy point 14, steps 2 to 9.

reported → taken up → assessing → assessed, and then either no breach, or decided: the AP is told (at first perhaps
provisionally, then in full, with supplements) or not; the people are told or not; whoever else must know is told; the
case is registered and closed. New facts lead back to the questions, and open again what they touch: a supplement to
the AP, people and others who may have to hear of it. The state follows what the AP must be told and was told; what
runs beside that (people, other duties, the number at the AP, the register) are facts that guard the end.
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts, Guard

REPORTED, TAKEN_UP, ASSESSING, ASSESSED = "reported", "taken_up", "assessing", "assessed"
TO_NOTIFY, PROVISIONAL, NOTIFIED = "to_notify", "provisional", "notified"
NOT_NOTIFIED, TO_WITHDRAW = "not_notified", "to_withdraw"
CLOSED, NO_BREACH, WITHDRAWN, DOUBLE = "closed", "no_breach", "withdrawn", "double"

UNDECIDED = (REPORTED, TAKEN_UP, ASSESSING, ASSESSED)
"""States before the decision on the AP and the people."""

DECIDED = (TO_NOTIFY, PROVISIONAL, NOTIFIED, NOT_NOTIFIED, TO_WITHDRAW)
"""States after it: what was decided is being carried out."""

OPEN = (*UNDECIDED, *DECIDED)
"""States in which the case waits for the organisation."""

ENDED = (CLOSED, NO_BREACH, WITHDRAWN, DOUBLE)

OFFICERS = frozenset({"po", "fg"})
INFORMERS = OFFICERS | {"jz"}
"""Who may say that the people were told: policy point 14 step 8 gives that to JZ."""
REPORTER = frozenset({"reporter"})
BOT = frozenset({"bot"})

HEARD = ("linked", "unlinked", "found_alike", "found_unlike", "kept_apart", "joined", "parted")
"""What a case hears of another one."""


def withdrawal_asked(facts: Facts) -> bool:
    return facts["withdrawal_asked"] == "yes"


def withdrawal_not_asked(facts: Facts) -> bool:
    return facts["withdrawal_asked"] != "yes"


def a_mistake(facts: Facts) -> bool:
    """The reporter says so, and the AP knows nothing that would have to be taken back."""
    return withdrawal_asked(facts) and ap_knows_nothing(facts)


def reminder_waits(facts: Facts) -> bool:
    """A reminder went out, and nobody said "Gezien" to it."""
    return facts["reminded"] == "yes"


def disputed(facts: Facts) -> bool:
    """Who reported it says that the outcome is not right, and nobody said anything to that."""
    return facts["disputed"] == "yes"


def undisputed(facts: Facts) -> bool:
    return facts["disputed"] != "yes"


def confidential(facts: Facts) -> bool:
    return facts["confidential"] == "yes"


def can_be_hidden(facts: Facts) -> bool:
    """In a drill there is nothing to hide."""
    return facts["confidential"] != "yes" and no_drill(facts)


def overdue(facts: Facts) -> bool:
    return facts["overdue"] == "yes"


def late_unexplained(facts: Facts) -> bool:
    """The term passed, and nobody said yet why (AVG article 33(1))."""
    return facts["overdue"] == "yes" or facts["explained"] == "no"


def alike(facts: Facts) -> bool:
    """Another report may tell of the same incident, and nobody looked yet."""
    return facts["alike"] == "yes"


def measures_open(facts: Facts) -> bool:
    """Measures go on when the case is closed."""
    return facts["measures"] == "yes"


def fg_asked(facts: Facts) -> bool:
    return facts["fg_asked"] == "yes"


def jz_asked(facts: Facts) -> bool:
    return facts["jz_asked"] == "yes"


def somebody_to_ask(facts: Facts) -> bool:
    """Nobody is asked twice at a time, and about a confidential case only who may read it."""
    return not fg_asked(facts) or (not jz_asked(facts) and not confidential(facts))


def advised(facts: Facts) -> bool:
    """An advice was given, and nobody said yet whether it is followed."""
    return facts["advised"] == "yes"


def may_be_a_double(facts: Facts) -> bool:
    """The AP knows nothing of it, and it happened."""
    return ap_knows_nothing(facts) and no_drill(facts)


def a_breach(facts: Facts) -> bool:
    return facts["breach"] == "yes"


def no_breach(facts: Facts) -> bool:
    return facts["breach"] == "no"


def undecided(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "open"


def to_tell(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "notify" and ap_knows_nothing(facts)


def told_provisionally(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "notify" and facts["told"] == "provisional"


def told_in_full(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "notify" and facts["told"] == "full"


def told_too_much(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "not" and not ap_knows_nothing(facts)


def need_not_tell(facts: Facts) -> bool:
    return a_breach(facts) and facts["ap"] == "not" and ap_knows_nothing(facts)


def ap_knows_nothing(facts: Facts) -> bool:
    return facts["told"] == "no"


def no_breach_and_nothing_told(facts: Facts) -> bool:
    return no_breach(facts) and ap_knows_nothing(facts)


def no_breach_but_told(facts: Facts) -> bool:
    return no_breach(facts) and not ap_knows_nothing(facts)


def ap_knows(facts: Facts) -> bool:
    return not ap_knows_nothing(facts)


def ap_behind(facts: Facts) -> bool:
    """New facts came after the AP was last told (AVG article 33(4))."""
    return facts["ap_behind"] == "yes"


def unweighed(facts: Facts) -> bool:
    """The reporter told something after the decision, and nobody said yet whether it changes anything."""
    return facts["unweighed"] == "yes"


def something_open(facts: Facts) -> bool:
    """The AP asked something, or something was promised, and that is not done yet."""
    return facts["followed_up"] == "no"


def people_not_told(facts: Facts) -> bool:
    """Nothing was decided on the people, or what was decided is not carried out: then it can be decided otherwise."""
    return facts["people"] == "open" or (facts["people"] == "inform" and facts["informed"] != "yes")


def people_behind(facts: Facts) -> bool:
    """People were told, and then new facts came: more may have to be told."""
    return facts["people"] == "inform" and facts["informed"] == "behind"


def people_to_inform(facts: Facts) -> bool:
    """Also when some were told already: more may have to be told later."""
    return facts["people"] == "inform"


def duties_wait(facts: Facts) -> bool:
    return facts["duties"] == "open"


def a_drill(facts: Facts) -> bool:
    """Nothing of it happened: an office practises."""
    return facts["drill"] == "yes"


def undisputed_for_real(facts: Facts) -> bool:
    """How a drill ended is what its report tells: it does not open again."""
    return undisputed(facts) and no_drill(facts)


def no_drill(facts: Facts) -> bool:
    return facts["drill"] == "no"


def name_closed(facts: Facts) -> bool:
    """Who reported it chose that no officer reads the name, and nobody opened it."""
    return facts["name_closed"] == "yes"


def complete(facts: Facts) -> bool:
    """Decided on the AP and on the people, they and all others told of all that is known, lateness explained, its
    number at the AP noted, an advice that was given weighed, what the AP asked and was promised done, registered."""
    return (
        facts["ap"] != "open"
        and (facts["people"] == "not" or (facts["people"] == "inform" and facts["informed"] == "yes"))
        and facts["duties"] == "done"
        and facts["explained"] == "yes"
        and facts["numbered"] == "yes"
        and facts["ap_behind"] == "no"
        and facts["unweighed"] == "no"
        and facts["advised"] == "no"
        and facts["followed_up"] == "yes"
        and facts["registered"] == "yes"
    )


def complete_and_told(facts: Facts) -> bool:
    return complete(facts) and told_in_full(facts)


def complete_without_telling(facts: Facts) -> bool:
    return complete(facts) and need_not_tell(facts)


ROLES: Mapping[str, frozenset[str]] = {
    "take_up": OFFICERS,
    "seen": OFFICERS,
    "snooze": OFFICERS,
    "ask_reporter": OFFICERS,
    "make_confidential": OFFICERS,
    "send_facts": OFFICERS,
    "look": OFFICERS,
    "open_name": frozenset({"po"}),
    "note_down": OFFICERS,
    "give_paper": INFORMERS,
    "fill_paper": INFORMERS,
    "hand_over": OFFICERS,
    "late_reason": OFFICERS,
    "correct_discovery": OFFICERS,
    "correct_report": OFFICERS,
    "correct_details": OFFICERS,
    "too_little": OFFICERS,
    "assign_facts": OFFICERS,
    "ap_asks": OFFICERS,
    "promise": OFFICERS,
    "follow_up_done": OFFICERS,
    "people_asked": OFFICERS,
    "accept_withdrawal": OFFICERS,
    "keep_open": OFFICERS,
    "reopen": OFFICERS,
    "begin_triage": OFFICERS,
    "answer_triage": OFFICERS,
    "back_triage": OFFICERS,
    "pause_triage": OFFICERS,
    "assess": OFFICERS,
    "conclude_no_breach": OFFICERS,
    "decide": OFFICERS,
    "deviate": OFFICERS,
    "decide_people": OFFICERS,
    "decide_duties": OFFICERS,
    "duty_done": OFFICERS,
    "ap_provisional": OFFICERS,
    "ap_full": OFFICERS,
    "ap_supplement": OFFICERS,
    "ap_withdraw": OFFICERS,
    "ap_numbered": OFFICERS,
    "no_supplement": OFFICERS,
    "nobody_more": OFFICERS,
    "nothing_changes": OFFICERS,
    "fill_register": OFFICERS,
    "close": OFFICERS,
    "new_facts": OFFICERS,
    "informed": INFORMERS,
    "belongs_to": OFFICERS,
    "plan_measure": OFFICERS,
    "measure_done": OFFICERS,
    "ask_opinion": frozenset({"po"}),
    "fg_advises": frozenset({"fg"}),
    "jz_advises": frozenset({"jz"}),
    "weigh_opinion": frozenset({"po"}),
    "join": OFFICERS,
    "keep_apart": OFFICERS,
    **dict.fromkeys(HEARD, BOT),
    "end_drill": OFFICERS | BOT,
    "answer": REPORTER,
    "dispute": REPORTER,
    "keep_closed": OFFICERS,
    "add_facts": REPORTER,
    "amend_what": REPORTER,
    "amend_when": REPORTER,
    "ask_withdrawal": REPORTER,
    "remind": BOT,
    "task_given": BOT,
    "term_missed": BOT,
    "no_answer": BOT,
    "not_delivered": BOT,
}
"""Who may cause an event. "reporter" is the person who reported this very case; "bot" is nobody."""


def _while_in(states: tuple[str, ...], event: str, when: Guard | None = None) -> tuple[Arrow, ...]:
    return tuple(Arrow(state, event, state, when) for state in states)


BREACH_LIFE = Chart(
    name="breach_life",
    start=REPORTED,
    states=(*OPEN, *ENDED),
    arrows=(
        Arrow(REPORTED, "take_up", TAKEN_UP),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "hand_over"),
        # The questions of steps 4 to 7.
        Arrow(REPORTED, "begin_triage", ASSESSING),
        Arrow(TAKEN_UP, "begin_triage", ASSESSING),
        *_while_in((ASSESSING,), "answer_triage"),
        Arrow(ASSESSING, "back_triage", ASSESSING),
        Arrow(ASSESSED, "back_triage", ASSESSING),
        Arrow(ASSESSING, "pause_triage", TAKEN_UP),
        Arrow(ASSESSING, "assess", ASSESSED),
        # Too little is known to say: a verdict as well, that leads back once it is found out (policy point 14 step 4).
        Arrow(TAKEN_UP, "too_little", TAKEN_UP),
        Arrow(ASSESSING, "too_little", TAKEN_UP),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "assign_facts"),
        # The decisions.
        Arrow(ASSESSED, "conclude_no_breach", NO_BREACH, no_breach_and_nothing_told),
        Arrow(ASSESSED, "conclude_no_breach", TO_WITHDRAW, no_breach_but_told),
        *(
            Arrow(ASSESSED, event, target, when)
            for event in ("decide", "deviate")
            for target, when in (
                (ASSESSED, undecided),
                (TO_NOTIFY, to_tell),
                (PROVISIONAL, told_provisionally),
                (NOTIFIED, told_in_full),
                (TO_WITHDRAW, told_too_much),
                (NOT_NOTIFIED, need_not_tell),
            )
        ),
        *_while_in(DECIDED, "decide_people", people_not_told),
        *_while_in(DECIDED, "decide_duties"),
        *(Arrow(state, "new_facts", ASSESSING) for state in DECIDED),
        # What the AP was told.
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED), "ap_provisional", ap_knows_nothing),
        Arrow(TO_NOTIFY, "ap_provisional", PROVISIONAL),
        Arrow(TO_NOTIFY, "ap_full", NOTIFIED),
        Arrow(PROVISIONAL, "ap_full", NOTIFIED),
        *_while_in((PROVISIONAL, NOTIFIED), "ap_supplement"),
        Arrow(TO_WITHDRAW, "ap_withdraw", NO_BREACH, no_breach),
        Arrow(TO_WITHDRAW, "ap_withdraw", NOT_NOTIFIED),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "ap_numbered", ap_knows),
        *_while_in((PROVISIONAL, NOTIFIED), "no_supplement", ap_behind),
        *_while_in(DECIDED, "nothing_changes", unweighed),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "ap_asks", ap_knows),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "promise"),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "follow_up_done", something_open),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "people_asked"),
        # What others were told.
        *_while_in(DECIDED, "informed", people_to_inform),
        *_while_in(DECIDED, "nobody_more", people_behind),
        *_while_in(DECIDED, "duty_done", duties_wait),
        # The register.
        *_while_in((ASSESSED, *DECIDED), "fill_register"),
        *_while_in((ASSESSED, *DECIDED), "plan_measure"),
        *_while_in((CLOSED,), "plan_measure", no_drill),
        *_while_in((*OPEN, *ENDED), "measure_done", measures_open),
        Arrow(CLOSED, "remind", CLOSED, measures_open),
        Arrow(CLOSED, "seen", CLOSED, measures_open),
        Arrow(NOTIFIED, "close", CLOSED, complete_and_told),
        Arrow(NOT_NOTIFIED, "close", CLOSED, complete_without_telling),
        *(Arrow(state, "reopen", TAKEN_UP, no_drill) for state in ENDED),
        *_while_in(ENDED, "dispute", undisputed_for_real),
        *_while_in(ENDED, "keep_closed", disputed),
        *(Arrow(state, "end_drill", CLOSED, a_drill) for state in OPEN),
        # The reporter, and what does not move the case.
        *(Arrow(state, "accept_withdrawal", WITHDRAWN, a_mistake) for state in UNDECIDED),
        *_while_in(UNDECIDED, "keep_open", withdrawal_asked),
        *_while_in(UNDECIDED, "ask_withdrawal", withdrawal_not_asked),
        Arrow(REPORTED, "join", DOUBLE, alike),
        *(Arrow(state, "join", DOUBLE, may_be_a_double) for state in UNDECIDED if state != REPORTED),
        *_while_in(OPEN, "keep_apart", alike),
        # A second opinion (steps 4 and 5).
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "ask_opinion", somebody_to_ask),
        *_while_in(OPEN, "fg_advises", fg_asked),
        *_while_in(OPEN, "jz_advises", jz_asked),
        *_while_in((*OPEN, *ENDED), "weigh_opinion", advised),
        *_while_in(OPEN, "ask_reporter"),
        *_while_in(OPEN, "answer"),
        *_while_in(OPEN, "add_facts"),
        *_while_in(OPEN, "seen"),
        *_while_in(OPEN, "snooze", reminder_waits),
        *_while_in(OPEN, "make_confidential", can_be_hidden),
        *_while_in(OPEN, "late_reason", late_unexplained),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "correct_discovery"),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "correct_report"),
        *_while_in((TAKEN_UP, ASSESSING, *DECIDED), "correct_details"),
        *_while_in((REPORTED,), "amend_what"),
        *_while_in((REPORTED,), "amend_when"),
        *_while_in(OPEN, "remind"),
        *_while_in(OPEN, "task_given"),
        *_while_in(OPEN, "term_missed", overdue),
        *_while_in(OPEN, "no_answer"),
        *_while_in((*OPEN, *ENDED), "send_facts", confidential),
        *_while_in((*OPEN, *ENDED), "look", confidential),
        *_while_in((*OPEN, *ENDED), "open_name", name_closed),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED), "note_down"),
        *_while_in((*OPEN, *ENDED), "give_paper"),
        *_while_in((TAKEN_UP, ASSESSING, ASSESSED, *DECIDED, CLOSED), "belongs_to", no_drill),
        *(arrow for event in HEARD for arrow in _while_in((*OPEN, *ENDED), event)),
        *_while_in((*OPEN, *ENDED), "fill_paper"),
        *_while_in((*OPEN, *ENDED), "not_delivered"),
    ),
)
