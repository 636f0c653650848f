"""A question that tells of a breach becomes one, by the first of an office who reads that. Pure."""

from cases.consult.case import ConsultCase
from cases.consult.turns import answered_only, shrinks
from cases.register import life as lives
from cases.register.case import Sighting
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life
from cases.register.messages import Ref, within

BREACH = "breach"
"""The register in which it goes on."""


def _make_breach(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The question ends at once; the breach lies elsewhere and comes after, and tells the asker itself."""
    filed = lives.message(case, "file", within(BREACH), deed.now, Ref(mark=str(case.seq + 1)))
    return life.moved(
        case,
        "make_breach",
        deed,
        update={
            "breach_by": Sighting(by=deed.actor, at=deed.now),
            "exchanges": answered_only(case),
            "closed_at": deed.now,
        },
        dues=((deed.now, filed), *shrinks(case, deed.now)),
    )


def _made_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    return case.breach_by is not None


EVENTS = (
    # Nothing is asked, but what will happen is said before it does: it cannot be taken back by a press.
    CaseEvent[ConsultCase]("make_breach", _make_breach, _made_before, CaseForm()),
)
