"""Facts of breaches to weigh: what somebody got, what could not be used."""

from typing import Any

from cases.assessment.breach_facts import BreachFacts
from cases.assessment.weighing import Advice
from cases.assessment.weighing import assess as weigh
from cases.measures import Measures

V, I, B = "vertrouwelijkheid", "integriteit", "beschikbaarheid"  # noqa: E741


PLAIN: dict[str, Any] = {
    "special": False,
    "sensitive": False,
    "credentials": False,
    "encrypted_or_otherwise_unintelligible": False,
    "recipient_trusted_and_confirmed_deletion": False,
    "vulnerable_people": False,
    "malicious_intent": False,
    "harm_already_visible": False,
}
"""Everything that makes it worse or better is known and absent."""


def leak(**told: Any) -> dict[str, Any]:
    """Data that somebody really got."""
    return {**PLAIN, "kind": [V], "disclosed_or_exfiltrated": "ja", **told}


def outage(**told: Any) -> dict[str, Any]:
    """Data that could not be used and that nobody got."""
    return {**PLAIN, "kind": [B], "disclosed_or_exfiltrated": "nee", **told}


def assess(facts: BreachFacts, measures: Measures | None = None) -> Advice:
    """The advice by the measures that hold unless an organisation sets others."""
    return weigh(facts, measures or Measures())
