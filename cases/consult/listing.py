"""How consults stand in the lists of the register: each office sees its own, the FG all of them."""

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.rhythm import wished_by
from cases.organisation import OFFICES, Organisation
from cases.register.listing import Entry, Listing, held_by_any, list_words, talk_of
from cases.register.marks import UNDECIDED
from cases.told import DOUBT, WANTS
from state_machines.consult_life import ASKED, OFFICE_TURN, QUESTION_BACK

say = words_beside(__file__)

SPOKEN = ("title", "empty", "step", "closed", "kind", "mark", "month")
"""Words that are looked up by what was asked or what a case holds."""


def entry_of(case: ConsultCase, org: Organisation) -> Entry:
    """The entry of a consult as it is now. Its clock is the day before which an answer is hoped for."""
    return Entry(
        **held_by_any(case),
        kinds=(case.wants,),
        starts_at=case.waits_since,
        due_at=wished_by(case, org) if case.status in OFFICE_TURN else None,
        closed_at=None if case.is_open else case.closed_at or case.waits_since,
        office=case.office,
        step=_step(case),
        marks=_marks(case),
        talk=talk_of(case.draft_id) if case.verdict is not None else "",
        doubts=tuple(f"{case.flow}.{name}" for name, value in case.codes.items() if value == DOUBT),
        judged=case.verdict is not None and bool(case.replies),
        overruled=(f"{case.flow}.{case.outcome}",) if case.differs else (),
    )


def _step(case: ConsultCase) -> str:
    """What has to happen next."""
    if not case.is_open:
        return ""
    if case.status == QUESTION_BACK:
        return "asker"
    return "take_up" if case.status == ASKED else "reply"


def _marks(case: ConsultCase) -> tuple[str, ...]:
    holds = {UNDECIDED: case.status in OFFICE_TURN, "lapsed": case.lapsed}
    return tuple(mark for mark, there in holds.items() if there)


def _sees(entry: Entry, offices: frozenset[str]) -> bool:
    return "fg" in offices or entry.office in offices


LISTING = Listing[ConsultCase](
    entry=entry_of,
    words=list_words(say),
    readers=frozenset(OFFICES),
    kinds=WANTS,
    marks=(UNDECIDED, "lapsed"),
    digests=OFFICES,
    sees=_sees,
)
