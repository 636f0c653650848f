"""The registers that there are, each with its desk: the one place where they are gathered."""

from dataclasses import replace
from typing import Any

from cases.advice.register import ADVICE
from cases.agreement.register import AGREEMENT
from cases.breach.register import BREACH
from cases.consult.register import CONSULT
from cases.processing.register import PROCESSING
from cases.register.register import Register
from cases.rights.register import RIGHTS
from dialogs.assessing.card import ANSWER, draw
from dialogs.assessing.walk import answer

# The questions of an assessment are a flow: the heart of the register does not know how they are drawn and read.
ASSESSED_BREACH = replace(BREACH, draw=draw, translated={ANSWER: answer})

REGISTERS: tuple[Register[Any], ...] = (ASSESSED_BREACH, RIGHTS, CONSULT, PROCESSING, AGREEMENT, ADVICE)
