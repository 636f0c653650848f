"""The advice on a personal data breach: register it, tell the AP, tell the people, and why.

The weighing starts from "notify, unless a risk is unlikely" (AVG article 33) and asks in this order whether anybody
could read the data, whether data could not be used or were changed, and what that can do to people. What is
not known never lowers a risk: the AP part reckons with the worst that the unknown facts may turn out to be, the
people part with what is likely, and `doubt` says that an unknown fact would change the outcome.

Two decisions, where policy and law differ (the policy is followed where it is stricter):

- A trusted recipient who confirmed deletion makes a risk unlikely, for data that are not sensitive and not of very
  many people. The policy wants sensitive data and large amounts told "always" (point 14, step 7); only data that
  nobody could read are excepted. So these are told, and a reason says that the law has room to leave it
  (article 34(3)(b)): the Privacy Officer may deviate with reasons.
- Health data that tell little (a wish for a meal on a short list for few known readers) are not weighed as health
  data. A reason flags this, so that the Privacy Officer decides and not a table.

`malicious_intent`, `vulnerable_people` and `harm_already_visible` count when they are true: nobody has to prove that
something was no malice. An `n_recipients` of nought says that no recipient is known, not that there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.assessment.breach_facts import BreachFacts
from cases.assessment.circumstances import UNCERTAIN, Filling, Reach, Seen, seen_as
from cases.assessment.data_kinds import DataKinds, read_data_kinds
from cases.assessment.reasons import Decided, Reason, ap_reasons, people_reasons, reason
from cases.assessment.risks import back_in_time, high_risks, risks
from cases.assessment.severity import Severity, context, identification, severity


@dataclass(frozen=True, slots=True)
class Advice:
    """What the Privacy Officer is advised; the officer decides. `undecided` names the unknown facts that matter."""

    register: bool
    notify_ap: bool
    notify_people: bool
    doubt: bool
    severity: Severity
    reasons: tuple[Reason, ...]
    undecided: tuple[str, ...] = ()


def assess(facts: BreachFacts) -> Advice:
    """The advice on these facts; the same facts give the same advice."""
    kinds = read_data_kinds(facts.data_kinds or ())
    likely = seen_as(facts, kinds, dict.fromkeys(UNCERTAIN, Filling.LIKELY))
    if _no_personal_data(facts, kinds):
        return Advice(
            False, False, False, False, _severity(facts, kinds, likely), (reason("register", "no_data"),)
        )
    best, worst = (
        _outcome(facts, kinds, dict.fromkeys(UNCERTAIN, filling)) for filling in (Filling.BEST, Filling.WORST)
    )
    people = bool(high_risks(likely))
    undecided = _undecided(facts, kinds) if best != worst else ()
    advice = Decided(worst.ap, people, undecided)
    return Advice(
        True,
        worst.ap,
        people,
        bool(undecided),
        _severity(facts, kinds, likely),
        (reason("register", "always"), *ap_reasons(likely, advice), *people_reasons(likely, advice)),
        undecided,
    )


def as_told(advice: Advice) -> dict[str, Any]:
    """The advice as a JSON object."""
    parts = advice.severity
    return {
        "register": advice.register,
        "notify_ap": advice.notify_ap,
        "notify_people": advice.notify_people,
        "doubt": advice.doubt,
        "severity": {
            "score": parts.score,
            "dpc": parts.dpc,
            "ei": parts.ei,
            "cb": parts.cb,
            "band": parts.band,
            "flags": list(parts.flags),
        },
        "reasons": [
            {"text": each.text, "source": each.source, "for": each.subject} for each in advice.reasons
        ],
    }


def _outcome(facts: BreachFacts, kinds: DataKinds, fillings: Mapping[str, Filling]) -> Decided:
    seen = seen_as(facts, kinds, fillings)
    people = bool(high_risks(seen))
    return Decided(people or bool(risks(seen)), people)


def _no_personal_data(facts: BreachFacts, kinds: DataKinds) -> bool:
    contradicted = facts.special or facts.sensitive or facts.credentials or facts.harm_already_visible
    return (kinds.nothing or facts.n_people == 0) and not facts.n_records and not contradicted


def _undecided(facts: BreachFacts, kinds: DataKinds) -> tuple[str, ...]:
    """The unknown facts that change the outcome on their own; when only together they do, all that are unknown."""
    likely = dict.fromkeys(UNCERTAIN, Filling.LIKELY)
    alone = tuple(
        name
        for name in UNCERTAIN
        if _outcome(facts, kinds, likely | {name: Filling.BEST})
        != _outcome(facts, kinds, likely | {name: Filling.WORST})
    )
    return alone or tuple(name for name in UNCERTAIN if _unknown(facts, kinds, name))


def _unknown(facts: BreachFacts, kinds: DataKinds, name: str) -> bool:
    if name == "data_kinds":
        return bool(kinds.unread) or not kinds.classes
    return getattr(facts, name) in (None, (), "onbekend")


def _severity(facts: BreachFacts, kinds: DataKinds, seen: Seen) -> Severity:
    circumstances = 0.0
    if seen.confidentiality:
        circumstances += {Reach.NOBODY: 0.0, Reach.TRUSTED: 0.25, Reach.FEW: 0.25, Reach.ANYBODY: 0.5}[
            seen.reach
        ]
    if seen.integrity:
        circumstances += 0.5 if seen.backup is False else 0.25
    if seen.availability and not back_in_time(seen):
        circumstances += 0.5 if seen.backup is False and facts.hours_unavailable is None else 0.25
    if seen.malice:
        circumstances += 0.5
    return severity(
        context(seen.level, seen.vulnerable, facts.n_people, facts.n_records),
        identification(kinds.classes, bool(kinds.unread)),
        circumstances,
        facts.n_people,
        bool(facts.encrypted_or_otherwise_unintelligible),
    )
