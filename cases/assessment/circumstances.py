"""One look at a breach: its facts with what is unknown filled in, and what follows from them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from cases.assessment.breach_facts import AVAILABILITY, CONFIDENTIALITY, INTEGRITY, BreachFacts
from cases.assessment.data_kinds import CLIENT, MISUSED, NAMED_SENSITIVE, DataKinds, Level
from cases.measures import Measures

YES, NO = "ja", "nee"


class Filling(IntEnum):
    """How an unknown fact is filled in for one look at the case."""

    BEST = 0
    LIKELY = 1
    WORST = 2


UNCERTAIN = (
    "n_people",
    "data_kinds",
    "encrypted_or_otherwise_unintelligible",
    "recipient_trusted_and_confirmed_deletion",
    "backup_available_quickly",
    "disclosed_or_exfiltrated",
    "n_recipients",
)
"""Facts that may decide while they are unknown; "data_kinds" stands for special, sensitive and credentials too."""


Sensitive = Literal["sensitive", "client", "misuse"]
"""What makes data sensitive: the policy names them (point 2), they tell who is a client, or they can be misused."""


class Reach(IntEnum):
    """Who can know the data, from nobody to anybody."""

    NOBODY = 0
    TRUSTED = 1
    FEW = 2
    ANYBODY = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """The facts with what is unknown filled in, and what follows from them at once.

    `reach` is who can know the data, `level` how much harm they can do and `why_sensitive` what makes them so;
    `everyday`: they tell hardly anything, whoever reads them. `backup` is None while nobody knows. `measures` tell
    from where on a number weighs.
    """

    facts: BreachFacts
    measures: Measures
    reach: Reach
    level: Level
    why_sensitive: tuple[Sensitive, ...]
    mild: bool
    everyday: bool
    people: int
    vulnerable: bool
    malice: bool
    confidentiality: bool
    availability: bool
    integrity: bool
    backup: bool | None

    @property
    def large(self) -> bool:
        """Whether the amount is large in the words of the policy."""
        most = self.measures
        return self.people >= most.large_people or (self.facts.n_records or 0) >= most.large_records

    @property
    def much(self) -> bool:
        """Whether it is much about each person, as "veel gegevens van één cliënt" (policy point 14 step 5)."""
        people, records = self.facts.n_people, self.facts.n_records
        return bool(people and records and records >= self.measures.records_each * people)

    @property
    def not_few(self) -> bool:
        """Whether it is more than a small group."""
        most = self.measures
        return self.people > most.few_people or (self.facts.n_records or 0) > most.few_records


def seen_as(
    facts: BreachFacts, kinds: DataKinds, fillings: Mapping[str, Filling], measures: Measures
) -> Seen:
    """The facts, each unknown one filled in as told by its name."""
    malice = bool(facts.malicious_intent)
    vulnerable = bool(facts.vulnerable_people) or kinds.about_vulnerable
    disclosed: str | None = facts.disclosed_or_exfiltrated
    if disclosed not in (YES, NO):
        disclosed = NO if fillings["disclosed_or_exfiltrated"] == Filling.BEST else None
    people = facts.n_people
    if people is None:
        people = (1, measures.few_people + 1, measures.large_people)[fillings["n_people"]]
    reach = _reach(facts, disclosed, malice, fillings, measures)
    hours = facts.hours_unavailable
    kind = facts.kind or None
    availability = AVAILABILITY in (kind or ()) or (hours or 0) > measures.short_hours
    if kind is None and facts.backup_available_quickly is False:
        availability = True
    backup = facts.backup_available_quickly
    if backup is None:
        backup = _backup(hours, fillings["backup_available_quickly"])
    level = _level(facts, kinds, fillings["data_kinds"])
    mild = False
    if kinds.mild_health:
        small = people <= measures.few_people and reach <= Reach.FEW and not vulnerable and not malice
        mild = small and kinds.tells_little
        if mild:
            level = max(kinds.read_level, _flagged(facts))
        elif facts.special is not False:
            level = Level.SPECIAL
        else:
            level = max(level, Level.ORDINARY)
    return Seen(
        facts=facts,
        measures=measures,
        reach=reach,
        level=level,
        why_sensitive=_why_sensitive(facts, kinds),
        mild=mild,
        everyday=kinds.everyday and level == Level.HARMLESS and not vulnerable and not malice,
        people=people,
        vulnerable=vulnerable,
        malice=malice,
        confidentiality=(
            kind is None or CONFIDENTIALITY in kind or disclosed == YES or (malice and disclosed != NO)
        ),
        availability=availability,
        integrity=INTEGRITY in (kind or ()),
        backup=backup,
    )


def _reach(
    facts: BreachFacts,
    disclosed: str | None,
    malice: bool,
    fillings: Mapping[str, Filling],
    measures: Measures,
) -> Reach:
    readable = not facts.encrypted_or_otherwise_unintelligible
    if facts.encrypted_or_otherwise_unintelligible is None and disclosed != YES:
        readable = fillings["encrypted_or_otherwise_unintelligible"] != Filling.BEST
    if not readable or disclosed == NO:
        return Reach.NOBODY
    trusted = facts.recipient_trusted_and_confirmed_deletion
    if trusted is None:
        trusted = fillings["recipient_trusted_and_confirmed_deletion"] == Filling.BEST
    recipients = facts.n_recipients
    if recipients is None and fillings["n_recipients"] == Filling.BEST:
        recipients = 1
    if malice or (recipients or 0) > measures.few_recipients:
        return Reach.ANYBODY
    if trusted:
        return Reach.TRUSTED
    return Reach.FEW if recipients else Reach.ANYBODY


def _backup(hours: float | None, filling: Filling) -> bool | None:
    if filling == Filling.BEST:
        return True
    return False if filling == Filling.WORST and hours is None else None


def _level(facts: BreachFacts, kinds: DataKinds, filling: Filling) -> Level:
    """The words answer the question of their own; where there are none, or none that say it all, the flags do."""
    told = max(kinds.read_level, Level.SPECIAL if facts.special else _flagged(facts))
    if kinds.classes and not kinds.unread:
        return told
    if filling == Filling.BEST:
        return told
    told = max(told, Level.ORDINARY)
    if filling == Filling.WORST and facts.special is None:
        return Level.SPECIAL
    if filling == Filling.WORST and (facts.sensitive is None or facts.credentials is None):
        return max(told, Level.SENSITIVE)
    return told


def _why_sensitive(facts: BreachFacts, kinds: DataKinds) -> tuple[Sensitive, ...]:
    """That somebody is a client adds nothing to money or a BSN; what nobody named counts as what the policy names."""
    misuse = facts.credentials or not MISUSED.isdisjoint(kinds.classes)
    if facts.sensitive or not NAMED_SENSITIVE.isdisjoint(kinds.classes):
        return ("sensitive", "misuse") if misuse else ("sensitive",)
    client: tuple[Sensitive, ...] = ("client",) if CLIENT in kinds.classes else ()
    return (*client, "misuse") if misuse else client or ("sensitive",)


def _flagged(facts: BreachFacts) -> Level:
    return Level.SENSITIVE if facts.sensitive or facts.credentials else Level.HARMLESS
