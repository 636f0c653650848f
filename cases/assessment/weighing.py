"""The advice on a personal data breach: register it, tell the AP, tell the people, and why.

The weighing starts from "notify, unless a risk is unlikely" (AVG article 33) and asks in this order whether anybody
could read the data, whether data could not be used or were changed, and what that can do to people. What is
not known never lowers a risk: the AP part reckons with the worst that the unknown facts may turn out to be, the
people part with what is likely.

`doubt` says that the officer has to look: an unknown fact would change the outcome, a number lies so near to a
measure of the bot that the other side of it would, a high score stands beside "do not tell", or vulnerable people
are not told while a reader who is not known to be trusted has their data. The score and the advice never contradict
each other in silence.

Three decisions, where policy and law differ or the policy is silent (docs/besluiten-po.md):

- A trusted recipient who confirmed deletion makes a risk unlikely, for data that are not sensitive and not of very
  many people. The policy wants sensitive data and large amounts told "always" (point 14, step 7); only data that
  nobody could read are excepted. So these are told, and a reason says that the law has room to leave it
  (article 34(3)(b)): the Privacy Officer may deviate with reasons.
- Health data that tell little (a wish for a meal on a short list for few known readers) are not weighed as health
  data. A reason flags this, so that the Privacy Officer decides and not a table.
- Whoever can read that somebody is a client of WIL learns of a benefit or debts: that is sensitive (points 2 and 14).

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
from cases.assessment.risks import back_in_time, high_risks, risks, touched
from cases.assessment.severity import Severity, context, identification, severity
from cases.measures import Measures

ALL_BEST, ALL_LIKELY, ALL_WORST = (dict.fromkeys(UNCERTAIN, filling) for filling in Filling)

MEASURED: Mapping[str, tuple[str, ...]] = {
    "n_people": ("few_people", "large_people"),
    "n_recipients": ("few_recipients",),
    "n_records": ("few_records", "large_records", "records_each"),
    "hours_unavailable": (
        "short_hours",
        "half_day_hours",
        "depending_hours",
        "other_hours",
        "care_hours",
        "vulnerable_hours",
        "money_hours",
    ),
}
"""The measures that each counted fact is held against."""


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

    def __post_init__(self) -> None:
        if self.notify_people and not self.notify_ap:
            raise ValueError("whom a high risk is told, has a risk: the AP must know as well (AVG 33 and 34)")


def assess(facts: BreachFacts, measures: Measures) -> Advice:
    """The advice on these facts by these measures; the same give the same advice."""
    kinds = read_data_kinds(facts.data_kinds or ())
    likely = seen_as(facts, kinds, ALL_LIKELY, measures)
    score = _severity(facts, kinds, likely)
    if _no_personal_data(facts, kinds):
        return Advice(False, False, False, False, score, (reason("register", "no_data"),))
    best = _outcome(facts, kinds, ALL_BEST, measures)
    worst = _outcome(facts, kinds, ALL_WORST, measures)
    people = bool(high_risks(likely))
    near_ap, near_people = _near(facts, kinds, measures)
    advice = Decided(
        worst.ap,
        people,
        _undecided(facts, kinds, measures) if best != worst else (),
        near_ap,
        near_people,
        score.band,
        exposed=_exposed(likely) and not people,
    )
    return Advice(
        True,
        worst.ap,
        people,
        advice.doubt,
        score,
        (reason("register", "always"), *ap_reasons(likely, advice), *people_reasons(likely, advice)),
        advice.undecided,
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


def _outcome(
    facts: BreachFacts, kinds: DataKinds, fillings: Mapping[str, Filling], measures: Measures
) -> Decided:
    seen = seen_as(facts, kinds, fillings, measures)
    people = bool(high_risks(seen))
    return Decided(people or bool(risks(seen)), people)


def _exposed(seen: Seen) -> bool:
    """Whether somebody who may mean harm to vulnerable people can know where they are, by mistake and not by malice."""
    return bool(seen.facts.vulnerable_people) and seen.confidentiality and seen.reach == Reach.FEW


def _no_personal_data(facts: BreachFacts, kinds: DataKinds) -> bool:
    contradicted = facts.special or facts.sensitive or facts.credentials or facts.harm_already_visible
    return (kinds.nothing or facts.n_people == 0) and not facts.n_records and not contradicted


def _undecided(facts: BreachFacts, kinds: DataKinds, measures: Measures) -> tuple[str, ...]:
    """The unknown facts that change the outcome on their own; when only together they do, all that are unknown."""
    alone = tuple(
        name
        for name in UNCERTAIN
        if _outcome(facts, kinds, ALL_LIKELY | {name: Filling.BEST}, measures)
        != _outcome(facts, kinds, ALL_LIKELY | {name: Filling.WORST}, measures)
    )
    return alone or tuple(name for name in UNCERTAIN if _unknown(facts, kinds, name))


def _near(
    facts: BreachFacts, kinds: DataKinds, measures: Measures
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The counted facts so near to a measure that its other side would change what the AP, and what people hear."""
    share = measures.doubt_percent / 100
    ap, people = list[str](), list[str]()
    for fact, names in MEASURED.items():
        if share and getattr(facts, fact) is not None:
            lower, higher = measures.moved(names, 1 - share), measures.moved(names, 1 + share)
            if len({_outcome(facts, kinds, ALL_WORST, each).ap for each in (lower, measures, higher)}) > 1:
                ap.append(fact)
            if (
                len({_outcome(facts, kinds, ALL_LIKELY, each).people for each in (lower, measures, higher)})
                > 1
            ):
                people.append(fact)
    return tuple(ap), tuple(people)


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
        context(seen.level, seen.vulnerable, seen.much),
        identification(kinds.classes, bool(kinds.unread), touched(seen)),
        circumstances,
        facts.n_people,
        bool(facts.encrypted_or_otherwise_unintelligible),
    )
