"""What is known of a personal data breach, as the weighing takes it, and how it is read out of JSON."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

BreachKind = Literal["vertrouwelijkheid", "integriteit", "beschikbaarheid"]
CONFIDENTIALITY, INTEGRITY, AVAILABILITY = get_args(BreachKind)

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


def read_facts(value: object) -> BreachFacts:
    """Facts out of a JSON object. Raises BadFacts: an unknown key, a value that does not fit."""
    if not isinstance(value, Mapping):
        raise BadFacts("the facts must be one JSON object")
    known = BreachFacts.model_fields
    if unknown := sorted(str(key)[:60] for key in value if key not in known):
        raise BadFacts(f"unknown key {unknown[0]!r}; known are {', '.join(known)}")
    try:
        return BreachFacts.model_validate(value)
    except ValidationError as reason:
        first = reason.errors(include_input=False)[0]
        raise BadFacts(f"{first['loc'][0]}: {first['msg']}") from reason
