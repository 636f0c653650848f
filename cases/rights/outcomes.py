"""What can be decided about a right of a request, on which grounds, and what is done with data about others."""

from collections.abc import Mapping
from typing import Literal, get_args

from cases.rights.request import Right

Outcome = Literal["toegekend", "deels", "geweigerd", "nvt", "niets"]
"""The last one: searched, and nothing found (AVG article 15(1): whether or not)."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

GIVEN: frozenset[Outcome] = frozenset({"toegekend", "deels"})
"""Outcomes with which the person gets (a part of) what was asked."""

REFUSED: frozenset[Outcome] = frozenset({"geweigerd", "nvt"})
"""Outcomes with which the person gets nothing of it; "it does not apply" is a refusal too (AVG article 12(4))."""

NEEDS_GROUND: frozenset[Outcome] = REFUSED | {"deels"}
"""Outcomes that the person must be able to object to: with their ground and reasons (AVG article 12(4))."""

TELLS: frozenset[Outcome] = GIVEN | {"niets"}
"""Outcomes that tell something about the person, be it that nothing is kept: only to who it is for sure."""

GROUNDS: Mapping[str, frozenset[Right]] = {
    "identiteit": frozenset(get_args(Right)),
    "ongegrond": frozenset(get_args(Right)) - {"toestemming"},
    "buitensporig": frozenset(get_args(Right)) - {"toestemming"},
    "anderen": frozenset({"inzage", "overdracht"}),
    "uavg41": frozenset(get_args(Right)) - {"toestemming"},
    "juist": frozenset({"verbetering", "beperking"}),
    "oordeel": frozenset({"verbetering"}),
    "taak": frozenset({"wissing", "overdracht"}),
    "bewaarplicht": frozenset({"wissing"}),
    "archief": frozenset({"wissing"}),
    "rechtsvordering": frozenset({"wissing", "bezwaar"}),
    "geen_voorwaarde": frozenset({"wissing", "beperking", "bezwaar"}),
    "geen_basis": frozenset({"overdracht"}),
    "niet_overdraagbaar": frozenset({"overdracht"}),
    "dwingend": frozenset({"bezwaar"}),
    "geen_toestemming": frozenset({"toestemming"}),
}
"""Grounds of the law for (partly) refusing, each with the rights that it can stand against.

In order: AVG 12(2), 12(5), 12(5), 15(4) and 20(4), UAVG 41, AVG 16 and 18(1)(a), 16, 17(3)(b) and 20(3), 17(3)(b),
17(3)(d), 17(3)(e) and 21(1), 17(1), 18(1) and 21(1), 20(1)(a), 20(1), 21(1), 7(3).
"""

OthersData = Literal["geen", "onleesbaar", "toestemming", "afgewogen"]
"""What is done with data about others: the policy makes them unreadable or asks consent (point 16 step 4); the law
weighs case by case (AVG article 15(4))."""
OTHERS: tuple[OthersData, ...] = get_args(OthersData)
DATA_RIGHTS: frozenset[Right] = frozenset({"inzage", "overdracht"})
"""Rights of which a grant gives data out."""
