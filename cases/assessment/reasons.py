"""The considerations behind an advice on a breach, in words, each with what it rests on."""

from dataclasses import dataclass
from typing import Literal

from cards.words import words_beside
from cases.assessment.circumstances import Reach, Seen
from cases.assessment.risks import calming, high_risks, risks
from cases.assessment.severity import Band

say = words_beside(__file__)
SPOKEN = ("text", "source", "fact")

Subject = Literal["register", "ap", "people"]

HEAVY: frozenset[Band] = frozenset({"high", "very_high"})
"""Bands with which people are told as a rule (ENISA)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One consideration in Dutch, what it rests on, and which decision it is for. `key` names it in code."""

    key: str
    subject: Subject
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What the weighing came to, the unknown facts that may change it, and the facts that lie near to a measure.

    `exposed`: people who were said to be vulnerable are not told, while a reader who is not known to be trusted has
    their data. Who that reader is to them no fact says.
    """

    ap: bool
    people: bool
    undecided: tuple[str, ...] = ()
    near_ap: tuple[str, ...] = ()
    near_people: tuple[str, ...] = ()
    band: Band = "low"
    exposed: bool = False

    @property
    def against_score(self) -> bool:
        """A heavy score beside people who are not told: one of the two does not see it right."""
        return self.band in HEAVY and not self.people

    @property
    def doubt(self) -> bool:
        return bool(self.undecided or self.near_ap or self.near_people) or self.against_score or self.exposed


def ap_reasons(seen: Seen, advice: Decided) -> list[Reason]:
    """Why the AP is told or not."""
    found = [reason("ap", "start")]
    named = risks(seen)
    if seen.facts.n_people is None and "many" in named and not _many_records(seen):
        named[named.index("many")] = "number_unknown"
    found += [reason("ap", f"risk_{key}") for key in named]
    found += [reason("ap", f"calm_{key}") for key in calming(seen)]
    if advice.undecided:
        found.append(reason("ap", "doubt", facts=_facts(advice.undecided)))
    if advice.near_ap:
        found.append(reason("ap", "near", facts=_facts(advice.near_ap)))
    if not advice.ap:
        if advice.band != "low":
            found.append(reason("ap", "score_high" if advice.band in HEAVY else "score_medium"))
        found.append(reason("ap", "not"))
    return found


def _many_records(seen: Seen) -> bool:
    return (seen.facts.n_records or 0) > seen.measures.few_records


def people_reasons(seen: Seen, advice: Decided) -> list[Reason]:
    """Why the people are told or not."""
    near = [reason("people", "near", facts=_facts(advice.near_people))] if advice.near_people else []
    if advice.people:
        found = [reason("people", f"high_{key}") for key in high_risks(seen)]
        if seen.confidentiality and seen.reach == Reach.TRUSTED:
            found.append(reason("people", "room_trusted"))
        return [*found, *near, reason("people", "at_once")]
    found = [reason("people", "not_high" if advice.ap else "no_risk")]
    if seen.confidentiality and seen.facts.encrypted_or_otherwise_unintelligible:
        found.append(reason("people", "unintelligible"))
        if seen.facts.credentials:
            found.append(reason("people", "change_passwords"))
    if seen.mild:
        found.append(reason("people", "mild"))
    if advice.undecided and advice.ap:
        found.append(reason("people", "doubt"))
    if advice.against_score:
        found.append(reason("people", "score_high"))
    if advice.exposed:
        found.append(reason("people", "exposed"))
    return found + near


def _facts(names: tuple[str, ...]) -> str:
    return ", ".join(say(f"fact.{name}") for name in names)


def reason_text(key: str) -> str:
    """The sentence of a reason by its key; one of an earlier version is its key."""
    try:
        return say(f"text.{key}", facts=say("fact.some"))
    except LookupError:
        return key


def reason(subject: Subject, key: str, **values: object) -> Reason:
    """The consideration of this name, with its sentence and its source."""
    name = f"{subject}.{key}"
    return Reason(name, subject, say(f"text.{name}", **values), say(f"source.{name}"))


def every_reason(subject: Subject) -> tuple[tuple[str, str, str], ...]:
    """All that may weigh in a decision, in the order of the words: its key, its sentence and what it rests on."""
    begin = f"text.{subject}."
    return tuple(
        (
            name.removeprefix(begin),
            say(name, facts=say("fact.named")),
            say(f"source.{name.removeprefix('text.')}"),
        )
        for name in reversed(tuple(say))
        if name.startswith(begin)
    )
