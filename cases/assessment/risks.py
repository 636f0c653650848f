"""What a breach can do to people, each by a name: why a risk is not unlikely, why it is high, what calms."""

from cases.assessment.circumstances import Reach, Seen
from cases.assessment.data_kinds import Level


def risks(seen: Seen) -> list[str]:
    """Why a risk is not unlikely (AVG article 33(1)); nothing means that it is."""
    found = ["harm"] if seen.facts.harm_already_visible else []
    if seen.confidentiality:
        found += risks_of_reading(seen)
    if seen.availability and not back_in_time(seen):
        found.append("lost" if seen.facts.hours_unavailable is None else "unavailable")
    if seen.integrity and not (seen.backup and _within(seen, seen.measures.other_hours)):
        found.append("altered")
    return found


def touched(seen: Seen) -> bool:
    """Whether the breach got at people at all: somebody could read the data, or they were missed or wrong."""
    readable = seen.confidentiality and seen.reach > Reach.NOBODY
    return readable or bool(risks(seen))


def risks_of_reading(seen: Seen) -> list[str]:
    """What somebody who can read the data may do to people."""
    if seen.reach == Reach.NOBODY:
        return []
    found = _kinds(seen)
    if seen.reach == Reach.TRUSTED:
        return found + (["many"] if seen.large else []) + (["much"] if seen.much else [])
    if seen.reach == Reach.ANYBODY and not seen.everyday:
        found.append("anybody")
    if seen.malice:
        found.append("malice")
    if seen.level == Level.ORDINARY:
        found.append("ordinary")
    if seen.not_few:
        found.append("many")
    if seen.much:
        found.append("much")
    if seen.vulnerable:
        found.append("vulnerable")
    return found


def _kinds(seen: Seen) -> list[str]:
    """What kinds of data weigh by themselves (policy point 14 steps 5 and 7)."""
    if seen.level == Level.SPECIAL:
        return ["special"]
    return list(seen.why_sensitive) if seen.level == Level.SENSITIVE else []


def back_in_time(seen: Seen) -> bool:
    """Whether the data could be used again before anybody missed them."""
    hours = seen.facts.hours_unavailable
    if hours is None:
        return seen.backup is True
    most = seen.measures
    if hours <= most.short_hours and not seen.malice:
        return True
    if seen.backup:
        return hours <= (most.depending_hours if _depend(seen) else most.other_hours)
    return seen.backup is None and hours <= most.half_day_hours and not seen.malice


def _within(seen: Seen, most: float) -> bool:
    return (seen.facts.hours_unavailable or 0) <= most


def _depend(seen: Seen) -> bool:
    return seen.level >= Level.SENSITIVE or seen.vulnerable


def high_risks(seen: Seen) -> list[str]:
    """Why the people must hear of it: a high risk is likely (article 34(1)), or the policy says always."""
    found = ["harm"] if seen.facts.harm_already_visible else []
    if seen.confidentiality and seen.reach > Reach.NOBODY:
        if seen.facts.credentials:
            found.append("credentials")
        found += _kinds(seen)
        if seen.large:
            found.append("many")
        if seen.much:
            found.append("much")
        if seen.reach == Reach.ANYBODY:
            found += ["malice"] if seen.malice and (seen.level >= Level.ORDINARY or seen.vulnerable) else []
            found += ["vulnerable"] if seen.vulnerable else []
    if seen.availability and _lack_hurts(seen):
        found.append("unavailable")
    if seen.integrity and seen.backup is False and seen.level >= Level.SENSITIVE:
        found.append("altered")
    return found


def _lack_hurts(seen: Seen) -> bool:
    if seen.level < Level.SENSITIVE:
        return False
    hours = seen.facts.hours_unavailable
    if hours is None:
        return seen.backup is False
    if seen.level == Level.SPECIAL:
        return hours >= seen.measures.care_hours
    return hours >= (seen.measures.vulnerable_hours if seen.vulnerable else seen.measures.money_hours)


def calming(seen: Seen) -> list[str]:
    """What speaks for leaving it, told also when it does not suffice."""
    found = []
    if seen.confidentiality and seen.reach == Reach.NOBODY:
        unreadable = seen.facts.encrypted_or_otherwise_unintelligible
        found.append("unintelligible" if unreadable else "not_disclosed")
    if seen.confidentiality and seen.reach == Reach.TRUSTED:
        found.append("trusted")
    if seen.confidentiality and seen.reach > Reach.NOBODY and not risks_of_reading(seen):
        found.append("everyday" if seen.everyday else "harmless")
    if seen.mild:
        found.append("mild")
    if seen.availability and back_in_time(seen):
        found.append("restored")
    return found
