"""The considerations behind an advice on a breach, in words, each with what it rests on."""

from dataclasses import dataclass
from typing import Literal

from cards.words import words_beside
from cases.assessment.breach_facts import FEW_RECORDS
from cases.assessment.circumstances import Reach, Seen
from cases.assessment.risks import calming, high_risks, risks

say = words_beside(__file__)
SPOKEN = ("text", "source", "fact")

Subject = Literal["register", "ap", "people"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One consideration in Dutch, what it rests on, and which decision it is for. `key` names it in code."""

    key: str
    subject: Subject
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What the weighing came to, and the unknown facts that may change it."""

    ap: bool
    people: bool
    undecided: tuple[str, ...] = ()


def ap_reasons(seen: Seen, advice: Decided) -> list[Reason]:
    """Why the AP is told or not."""
    found = [reason("ap", "start")]
    named = risks(seen)
    if seen.facts.n_people is None and "many" in named and not _many_records(seen):
        named[named.index("many")] = "number_unknown"
    found += [reason("ap", f"risk_{key}") for key in named]
    found += [reason("ap", f"calm_{key}") for key in calming(seen)]
    if advice.undecided:
        facts = ", ".join(say(f"fact.{name}") for name in advice.undecided)
        found.append(reason("ap", "doubt", facts=facts))
    if not advice.ap:
        found.append(reason("ap", "not"))
    return found


def _many_records(seen: Seen) -> bool:
    return (seen.facts.n_records or 0) > FEW_RECORDS


def people_reasons(seen: Seen, advice: Decided) -> list[Reason]:
    """Why the people are told or not."""
    if advice.people:
        found = [reason("people", f"high_{key}") for key in high_risks(seen)]
        if seen.confidentiality and seen.reach == Reach.TRUSTED:
            found.append(reason("people", "room_trusted"))
        return [*found, reason("people", "at_once")]
    found = [reason("people", "not_high" if advice.ap else "no_risk")]
    if seen.confidentiality and seen.facts.encrypted_or_otherwise_unintelligible:
        found.append(reason("people", "unintelligible"))
        if seen.facts.credentials:
            found.append(reason("people", "change_passwords"))
    if seen.mild:
        found.append(reason("people", "mild"))
    if advice.undecided and advice.ap:
        found.append(reason("people", "doubt"))
    return found


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
