"""Where somebody has to look first: the ends of `Mag dit?` that ask for an office, and which of them it is."""

from dialogs.conditions import both, either, fork, unless
from dialogs.consequences import Duty
from dialogs.flow import Outcome, Part, Target
from dialogs.parts.told_data import under_way
from state_machines.chart import Guard

ID = "ask_first"

ASK_FIRST = Part(
    ID,
    (
        Outcome(
            "first_jz",
            policy=("10", "bijlage1", *(f"bijlage1.{number}" for number in (1, 2, 3, 5))),
            office="jz",
            verdict="nog_niet",
            gathers=True,
        ),
        Outcome("first_fg", policy=("inleiding", "2"), office="fg", verdict="nog_niet", gathers=True),
        Outcome("first_ask", policy=("inleiding",), verdict="nog_niet", gathers=True),
    ),
    (
        Duty("begin_later", ("inleiding",), unless(under_way), ("first_fg", "first_ask")),
        Duty("ask_to_go_on", ("inleiding",), under_way, ("first_fg", "first_ask")),
        Duty("give_later", ("10", "bijlage1"), unless(under_way), ("first_jz",)),
        Duty("ask_jz_to_go_on", ("10", "bijlage1"), under_way, ("first_jz",)),
    ),
)
"""Only JZ, only the FG, or several offices (the Privacy Officer for whatever is not clear)."""


def ask_first(jz: Guard, fg: Guard, po: Guard, otherwise: Target) -> Target:
    """To the office whose question is certain; `otherwise` while none is."""
    return fork(
        (both(jz, unless(either(fg, po))), "first_jz"),
        (both(fg, unless(either(jz, po))), "first_fg"),
        (either(jz, fg, po), "first_ask"),
        otherwise=otherwise,
    )
