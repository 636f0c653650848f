"""The registers that there are, each with its desk: the one place where they are gathered."""

from typing import Any

from cases.advice.register import ADVICE
from cases.agreement.register import AGREEMENT
from cases.breach.register import breach_register
from cases.consult.register import CONSULT
from cases.drill.register import drill_register
from cases.organisation import Organisation
from cases.processing.register import PROCESSING
from cases.register.register import Register
from cases.rights.register import RIGHTS
from cases.standing.register import STANDING
from dialogs.assessing.card import ANSWER, draw
from dialogs.assessing.walk import answer
from dialogs.flows import texts_in
from dialogs.talk.presenting import FIRST_AID_FOR_ALL


def first_aid(org: Organisation, kind: str = "") -> tuple[str, ...]:
    """What to do first, by the kind of breach; without one for whoever does not know yet what happened."""
    aids = texts_in(org)["breach"].stap["incident"].hulp
    return aids[kind if kind in aids else FIRST_AID_FOR_ALL].regels


BREACH = breach_register(draw, {ANSWER: answer}, first_aid)

DRILL = drill_register(BREACH)

REGISTERS: tuple[Register[Any], ...] = (
    BREACH,
    RIGHTS,
    CONSULT,
    PROCESSING,
    AGREEMENT,
    ADVICE,
    STANDING,
    DRILL,
)
