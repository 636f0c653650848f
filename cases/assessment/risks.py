"""What a breach can do to people, each by a name: why a risk is not unlikely, why it is high, what calms."""

from cases.assessment.circumstances import SHORT_HOURS, Reach, Seen
from cases.assessment.data_kinds import Level

HALF_DAY_HOURS = 4
WORKING_DAY_HOURS, DAY_HOURS = 8, 24
"""With a working backup: how long people can do without data they depend on, and without other data."""
DEPENDING_HOURS = {"special": 24, "vulnerable": 72, "sensitive": 168}
"""From here on the lack itself is a high risk: care waits no day, a benefit for a vulnerable person no three days,
money no week."""


def risks(seen: Seen) -> list[str]:
    """Why a risk is not unlikely (AVG article 33(1)); nothing means that it is."""
    found = ["harm"] if seen.facts.harm_already_visible else []
    if seen.confidentiality:
        found += risks_of_reading(seen)
    if seen.availability and not back_in_time(seen):
        found.append("lost" if seen.facts.hours_unavailable is None else "unavailable")
    if seen.integrity and not (seen.backup and _within(seen, DAY_HOURS)):
        found.append("altered")
    return found


def risks_of_reading(seen: Seen) -> list[str]:
    """What somebody who can read the data may do to people."""
    if seen.reach == Reach.NOBODY:
        return []
    sensitive = seen.level >= Level.SENSITIVE
    found = ["special" if seen.level == Level.SPECIAL else "sensitive"] if sensitive else []
    if seen.reach == Reach.TRUSTED:
        return found + (["many"] if seen.large else [])
    if seen.reach == Reach.ANYBODY:
        found.append("anybody")
    if seen.malice:
        found.append("malice")
    if seen.level == Level.ORDINARY:
        found.append("ordinary")
    if seen.not_few:
        found.append("many")
    if seen.vulnerable:
        found.append("vulnerable")
    return found


def back_in_time(seen: Seen) -> bool:
    """Whether the data could be used again before anybody missed them."""
    hours = seen.facts.hours_unavailable
    if hours is None:
        return seen.backup is True
    if hours <= SHORT_HOURS and not seen.malice:
        return True
    if seen.backup:
        return hours <= (WORKING_DAY_HOURS if _depend(seen) else DAY_HOURS)
    return seen.backup is None and hours <= HALF_DAY_HOURS and not seen.malice


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
        if seen.level >= Level.SENSITIVE:
            found.append("special" if seen.level == Level.SPECIAL else "sensitive")
        if seen.large:
            found.append("many")
        if seen.reach == Reach.ANYBODY and seen.level >= Level.ORDINARY:
            found += ["malice"] if seen.malice else []
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
        return hours >= DEPENDING_HOURS["special"]
    return hours >= DEPENDING_HOURS["vulnerable" if seen.vulnerable else "sensitive"]


def calming(seen: Seen) -> list[str]:
    """What speaks for leaving it, told also when it does not suffice."""
    found = []
    if seen.confidentiality and seen.reach == Reach.NOBODY:
        unreadable = seen.facts.encrypted_or_otherwise_unintelligible
        found.append("unintelligible" if unreadable else "not_disclosed")
    if seen.confidentiality and seen.reach == Reach.TRUSTED:
        found.append("trusted")
    if seen.confidentiality and seen.reach > Reach.NOBODY and not risks_of_reading(seen):
        found.append("harmless")
    if seen.mild:
        found.append("mild")
    if seen.availability and back_in_time(seen):
        found.append("restored")
    return found
