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
from enum import IntEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cards.words import words_beside
from cases.assessment.data_kinds import DataKinds, Level, read_data_kinds
from cases.assessment.severity import Severity, context, identification, severity

say = words_beside(__file__)
SPOKEN = ("text", "source", "fact")

BreachKind = Literal["vertrouwelijkheid", "integriteit", "beschikbaarheid"]
CONFIDENTIALITY, INTEGRITY, AVAILABILITY = get_args(BreachKind)
YES, NO = "ja", "nee"

FEW = 50
"""Up to here people or recipients are few: one can still speak to each of them."""
LARGE = 1000
"""From here on the amount is "large" (policy point 14 steps 5 and 7) whatever the data are."""
FEW_RECORDS, LARGE_RECORDS = 500, 10_000

SHORT_HOURS = 1
"""Any office has such an outage without anybody outside noticing it."""
HALF_DAY_HOURS = 4
WORKING_DAY_HOURS, DAY_HOURS = 8, 24
"""With a working backup: how long people can do without data they depend on, and without other data."""
DEPENDING_HOURS = {"special": 24, "vulnerable": 72, "sensitive": 168}
"""From here on the lack itself is a high risk: care waits no day, a benefit for a vulnerable person no three days,
money no week."""

Count = Annotated[int, Field(strict=True, ge=0, le=10**10)]
YesNo = Annotated[bool, Field(strict=True)]
DataWord = Annotated[str, Field(strict=True, max_length=500)]


class BadFacts(ValueError):
    """One line that says which fact is wrong. Never holds what was typed."""


class BreachFacts(BaseModel):
    """What is known of a breach; None is not known. Counts are numbers of people, records and recipients.

    `kind` empty is not known either. `data_kinds` are free Dutch words. `special` is AVG article 9 or 10,
    `sensitive` what the policy calls gevoelig (point 2). `hours_unavailable` is the whole time so far.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: tuple[BreachKind, ...] | None = None
    n_people: Count | None = None
    n_records: Count | None = None
    data_kinds: Annotated[tuple[DataWord, ...], Field(max_length=200)] | None = None
    special: YesNo | None = None
    sensitive: YesNo | None = None
    credentials: YesNo | None = None
    encrypted_or_otherwise_unintelligible: YesNo | None = None
    recipient_trusted_and_confirmed_deletion: YesNo | None = None
    backup_available_quickly: YesNo | None = None
    hours_unavailable: Annotated[float, Field(strict=True, ge=0, le=1e6, allow_inf_nan=False)] | None = None
    vulnerable_people: YesNo | None = None
    malicious_intent: YesNo | None = None
    disclosed_or_exfiltrated: Literal["ja", "nee", "onbekend"] | None = None
    n_recipients: Count | None = None
    harm_already_visible: YesNo | None = None


Subject = Literal["register", "ap", "people"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One consideration in Dutch, what it rests on, and which decision it is for. `key` names it in code."""

    key: str
    subject: Subject
    text: str
    source: str


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


def read_facts(told: object) -> BreachFacts:
    """Facts out of a JSON object. Raises BadFacts: an unknown key, a value that does not fit."""
    if not isinstance(told, Mapping):
        raise BadFacts("the facts must be one JSON object")
    known = BreachFacts.model_fields
    if unknown := sorted(str(key)[:60] for key in told if key not in known):
        raise BadFacts(f"unknown key {unknown[0]!r}; known are {', '.join(known)}")
    try:
        return BreachFacts.model_validate(told)
    except ValidationError as reason:
        first = reason.errors(include_input=False)[0]
        raise BadFacts(f"{first['loc'][0]}: {first['msg']}") from reason


def assess(facts: BreachFacts) -> Advice:
    """The advice on these facts; the same facts give the same advice."""
    kinds = read_data_kinds(facts.data_kinds or ())
    likely = _seen(facts, kinds, dict.fromkeys(UNCERTAIN, Filling.LIKELY))
    if _no_personal_data(facts, kinds):
        return Advice(
            False, False, False, False, _severity(facts, kinds, likely), (_reason("register", "no_data"),)
        )
    best, worst = (
        _outcome(facts, kinds, dict.fromkeys(UNCERTAIN, filling)) for filling in (Filling.BEST, Filling.WORST)
    )
    people = bool(_high_risks(likely))
    undecided = _undecided(facts, kinds) if best != worst else ()
    advice = _Decided(worst.ap, people, undecided)
    return Advice(
        True,
        worst.ap,
        people,
        bool(undecided),
        _severity(facts, kinds, likely),
        (_reason("register", "always"), *_ap_reasons(likely, advice), *_people_reasons(likely, advice)),
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


class Reach(IntEnum):
    """Who can know the data, from nobody to anybody."""

    NOBODY = 0
    TRUSTED = 1
    FEW = 2
    ANYBODY = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """The facts with what is unknown filled in, and what follows from them at once."""

    facts: BreachFacts
    reach: Reach
    level: Level
    mild: bool
    people: int
    vulnerable: bool
    malice: bool
    confidentiality: bool
    availability: bool
    integrity: bool
    backup: bool | None

    @property
    def large(self) -> bool:
        return self.people >= LARGE or (self.facts.n_records or 0) >= LARGE_RECORDS

    @property
    def not_few(self) -> bool:
        return self.people > FEW or (self.facts.n_records or 0) > FEW_RECORDS


@dataclass(frozen=True, slots=True)
class _Decided:
    ap: bool
    people: bool
    undecided: tuple[str, ...] = ()


def _outcome(facts: BreachFacts, kinds: DataKinds, fillings: Mapping[str, Filling]) -> _Decided:
    seen = _seen(facts, kinds, fillings)
    people = bool(_high_risks(seen))
    return _Decided(people or bool(_risks(seen)), people)


def _no_personal_data(facts: BreachFacts, kinds: DataKinds) -> bool:
    contradicted = facts.special or facts.sensitive or facts.credentials or facts.harm_already_visible
    return (kinds.nothing or facts.n_people == 0) and not facts.n_records and not contradicted


def _seen(facts: BreachFacts, kinds: DataKinds, fillings: Mapping[str, Filling]) -> _Seen:
    malice = bool(facts.malicious_intent)
    vulnerable = bool(facts.vulnerable_people) or kinds.about_vulnerable
    disclosed: str | None = facts.disclosed_or_exfiltrated
    if disclosed not in (YES, NO):
        disclosed = NO if fillings["disclosed_or_exfiltrated"] == Filling.BEST else None
    people = facts.n_people
    if people is None:
        people = (1, FEW + 1, LARGE)[fillings["n_people"]]
    reach = _reach(facts, disclosed, malice, fillings)
    hours = facts.hours_unavailable
    kind = facts.kind or None
    availability = AVAILABILITY in (kind or ()) or (hours or 0) > SHORT_HOURS
    if kind is None and facts.backup_available_quickly is False:
        availability = True
    backup = facts.backup_available_quickly
    if backup is None:
        backup = _backup(hours, fillings["backup_available_quickly"])
    level = _level(facts, kinds, fillings["data_kinds"])
    mild = False
    if kinds.mild_health:
        small = people <= FEW and reach <= Reach.FEW and not vulnerable and not malice
        mild = small and kinds.tells_little
        if mild:
            level = max(kinds.read_level, _flagged(facts))
        elif facts.special is not False:
            level = Level.SPECIAL
        else:
            level = max(level, Level.ORDINARY)
    return _Seen(
        facts=facts,
        reach=reach,
        level=level,
        mild=mild,
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


def _reach(facts: BreachFacts, disclosed: str | None, malice: bool, fillings: Mapping[str, Filling]) -> Reach:
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
    if malice or (recipients or 0) > FEW:
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


def _flagged(facts: BreachFacts) -> Level:
    return Level.SENSITIVE if facts.sensitive or facts.credentials else Level.HARMLESS


def _risks(seen: _Seen) -> list[str]:
    """Why a risk is not unlikely (AVG article 33(1)); nothing means that it is."""
    found = ["harm"] if seen.facts.harm_already_visible else []
    if seen.confidentiality:
        found += _risks_of_reading(seen)
    if seen.availability and not _back_in_time(seen):
        found.append("lost" if seen.facts.hours_unavailable is None else "unavailable")
    if seen.integrity and not (seen.backup and _within(seen, DAY_HOURS)):
        found.append("altered")
    return found


def _risks_of_reading(seen: _Seen) -> list[str]:
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


def _back_in_time(seen: _Seen) -> bool:
    hours = seen.facts.hours_unavailable
    if hours is None:
        return seen.backup is True
    if hours <= SHORT_HOURS and not seen.malice:
        return True
    if seen.backup:
        return hours <= (WORKING_DAY_HOURS if _depend(seen) else DAY_HOURS)
    return seen.backup is None and hours <= HALF_DAY_HOURS and not seen.malice


def _within(seen: _Seen, most: float) -> bool:
    return (seen.facts.hours_unavailable or 0) <= most


def _depend(seen: _Seen) -> bool:
    return seen.level >= Level.SENSITIVE or seen.vulnerable


def _high_risks(seen: _Seen) -> list[str]:
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


def _lack_hurts(seen: _Seen) -> bool:
    if seen.level < Level.SENSITIVE:
        return False
    hours = seen.facts.hours_unavailable
    if hours is None:
        return seen.backup is False
    if seen.level == Level.SPECIAL:
        return hours >= DEPENDING_HOURS["special"]
    return hours >= DEPENDING_HOURS["vulnerable" if seen.vulnerable else "sensitive"]


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


def _ap_reasons(seen: _Seen, advice: _Decided) -> list[Reason]:
    found = [_reason("ap", "start")]
    risks = _risks(seen)
    if seen.facts.n_people is None and "many" in risks and not _many_records(seen):
        risks[risks.index("many")] = "number_unknown"
    found += [_reason("ap", f"risk_{key}") for key in risks]
    found += [_reason("ap", f"calm_{key}") for key in _calming(seen)]
    if advice.undecided:
        facts = ", ".join(say(f"fact.{name}") for name in advice.undecided)
        found.append(_reason("ap", "doubt", facts=facts))
    if not advice.ap:
        found.append(_reason("ap", "not"))
    return found


def _many_records(seen: _Seen) -> bool:
    return (seen.facts.n_records or 0) > FEW_RECORDS


def _calming(seen: _Seen) -> list[str]:
    """What speaks for leaving it, told also when it does not suffice."""
    found = []
    if seen.confidentiality and seen.reach == Reach.NOBODY:
        unreadable = seen.facts.encrypted_or_otherwise_unintelligible
        found.append("unintelligible" if unreadable else "not_disclosed")
    if seen.confidentiality and seen.reach == Reach.TRUSTED:
        found.append("trusted")
    if seen.confidentiality and seen.reach > Reach.NOBODY and not _risks_of_reading(seen):
        found.append("harmless")
    if seen.mild:
        found.append("mild")
    if seen.availability and _back_in_time(seen):
        found.append("restored")
    return found


def _people_reasons(seen: _Seen, advice: _Decided) -> list[Reason]:
    if advice.people:
        found = [_reason("people", f"high_{key}") for key in _high_risks(seen)]
        if seen.confidentiality and seen.reach == Reach.TRUSTED:
            found.append(_reason("people", "room_trusted"))
        return [*found, _reason("people", "at_once")]
    found = [_reason("people", "not_high" if advice.ap else "no_risk")]
    if seen.confidentiality and seen.facts.encrypted_or_otherwise_unintelligible:
        found.append(_reason("people", "unintelligible"))
        if seen.facts.credentials:
            found.append(_reason("people", "change_passwords"))
    if seen.mild:
        found.append(_reason("people", "mild"))
    if advice.undecided and advice.ap:
        found.append(_reason("people", "doubt"))
    return found


def reason_text(key: str) -> str:
    """The sentence of a reason by its key; one of an earlier version is its key."""
    try:
        return say(f"text.{key}", facts=say("fact.some"))
    except LookupError:
        return key


def _reason(subject: Subject, key: str, **values: object) -> Reason:
    name = f"{subject}.{key}"
    return Reason(name, subject, say(f"text.{name}", **values), say(f"source.{name}"))


def _severity(facts: BreachFacts, kinds: DataKinds, seen: _Seen) -> Severity:
    circumstances = 0.0
    if seen.confidentiality:
        circumstances += {Reach.NOBODY: 0.0, Reach.TRUSTED: 0.25, Reach.FEW: 0.25, Reach.ANYBODY: 0.5}[
            seen.reach
        ]
    if seen.integrity:
        circumstances += 0.5 if seen.backup is False else 0.25
    if seen.availability and not _back_in_time(seen):
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
