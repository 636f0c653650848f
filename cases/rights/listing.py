"""How rights requests stand in the lists of the register: what comes next, what they are counted by, what is found."""

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.listing import Entry, Listing, held_by_any, list_words
from cases.register.marks import COUNTED_ELSEWHERE, EXPLAINED, LATE, MAY_BE_DOUBLE, UNDECIDED
from cases.rights.case import RightsCase
from cases.rights.lists import label
from cases.rights.outcomes import REFUSED
from cases.rights.request import RIGHTS, UNKNOWN
from state_machines.rights_life import ANSWERED, READERS, WITHDRAWN

say = words_beside(__file__)

SPOKEN = ("title", "empty", "step", "closed", "mark", "month")
"""Words that are looked up by what was asked or what a case holds."""

MARKS = (UNDECIDED, "extended", "refused", "in_time", "ended", "objection", COUNTED_ELSEWHERE)
"""What a request can be filtered and counted by beside its state."""


def entry_of(case: RightsCase, org: Organisation) -> Entry:
    """The entry of a request as it is now."""
    deadline = case.deadline(org)
    return Entry(
        **held_by_any(case),
        kinds=case.request.rights or (UNKNOWN,),
        starts_at=deadline.start,
        due_at=deadline.due if case.term_runs else None,
        closed_at=case.closed_at,
        step=_step(case, org),
        missed=case.missed,
        marks=_marks(case, org),
    )


def _step(case: RightsCase, org: Organisation) -> str:
    """What has to happen next."""
    if not case.is_open:
        return ""
    if case.objected:
        return "objection"
    if case.status == ANSWERED:
        if case.answered_in_time(org) is False and not case.late_reason:
            return LATE
        return "recipients" if case.recipients_due else "breach" if case.breach_due else "close"
    if case.identity_state == "asked":
        return "identity"
    if case.clarification_state == "asked":
        return "clarification"
    if case.all_decided:
        return "answer"
    if case.taken_up is None:
        return "take_up"
    if case.receipt_on is None:
        return "receipt"
    if case.identity_state != "confirmed":
        return "know_who"
    return "search" if case.open_searches else "decide"


def _marks(case: RightsCase, org: Organisation) -> tuple[str, ...]:
    holds = {
        UNDECIDED: case.answer_due and not case.all_decided,
        "extended": case.extension is not None,
        "refused": any(each.outcome in REFUSED for each in case.decisions),
        "in_time": case.answered_in_time(org) is True,
        "ended": case.status == WITHDRAWN,
        "objection": case.objection is not None,
        COUNTED_ELSEWHERE: case.ending == "dubbel",
        EXPLAINED: bool(case.late_reason),
        MAY_BE_DOUBLE: bool(case.alike) and case.is_open,
    }
    return tuple(name for name, is_so in holds.items() if is_so)


def _kind(name: str) -> str:
    return say("kind_unknown") if name == UNKNOWN else label("right", name)


LISTING = Listing[RightsCase](
    entry=entry_of,
    words=list_words(say, kind=_kind),
    readers=READERS,
    kinds=(*RIGHTS, UNKNOWN),
    marks=MARKS,
    digests=("jz",),
    late=say("late"),
    explains=True,
)
