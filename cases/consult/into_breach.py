"""A question that tells of a breach, or that is a request of a data subject, becomes one: by the first of an office who
reads that. Pure."""

from cases.consult.case import ConsultCase
from cases.consult.turns import answered_only, shrinks
from cases.register import life as lives
from cases.register.case import Sighting
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Handler, Life
from cases.register.messages import Ref, within

BREACH, REQUEST = "breach", "rights"
"""The registers in which it goes on."""


def _becomes(event: str, register: str, made_by: str) -> Handler[ConsultCase]:
    def becomes(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
        """The question ends at once; what it became lies elsewhere and comes after, and tells the asker itself."""
        filed = lives.message(case, "file", within(register), deed.now, Ref(mark=str(case.seq + 1)))
        return life.moved(
            case,
            event,
            deed,
            update={
                made_by: Sighting(by=deed.actor, at=deed.now),
                "exchanges": answered_only(case),
                "closed_at": deed.now,
            },
            dues=((deed.now, filed), *shrinks(case, deed.now)),
        )

    return becomes


EVENTS = (
    # Nothing is asked, but what will happen is said before it does: it cannot be taken back by a press.
    CaseEvent[ConsultCase](
        "make_breach",
        _becomes("make_breach", BREACH, "breach_by"),
        lambda life, case, deed: case.breach_by is not None,
        CaseForm(),
    ),
    CaseEvent[ConsultCase](
        "make_request",
        _becomes("make_request", REQUEST, "request_by"),
        lambda life, case, deed: case.request_by is not None,
        CaseForm(),
    ),
)
