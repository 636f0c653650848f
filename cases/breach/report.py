"""What the reporter of a breach told, and the closed lists that it is told in (policy point 14, step 3)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from cases.register.case import Kept, Moment, text_of
from cases.told import UNKNOWN

NO_DATA = "geen"

KINDS = (
    *("verkeerde_ontvanger", "extern", "cc", "verkeerde_klant", "retour", "kwijt", "afgedankt", "hack"),
    *("leverancier", "onbevoegd", "openbaar", "weg", "anders", UNKNOWN),
)
DATA_KINDS = (
    "contact",
    "bsn",
    "financieel",
    "gezondheid",
    "bijzonder",
    "strafrecht",
    "id_kopie",
    "login",
    "anders",
    NO_DATA,
    UNKNOWN,
)
NOBODY = "niemand"
GROUPS = ("client", "kwetsbaar", "minderjarig", "medewerker", "anders", UNKNOWN)
"""Whose data it were; a report can also say that it were nobody's."""
REPORTED_GROUPS = (*GROUPS[:-1], NOBODY, UNKNOWN)
COUNTS = ("1", "2-10", "11-100", "101-1000", "1001+", UNKNOWN)
DISCOVERERS = ("ikzelf", "collega", "leverancier", "client", "buiten", UNKNOWN)
CAUSES = ("vergissing", "storing", "opzet_buiten", "opzet_binnen", UNKNOWN)
SYSTEMS = ("mail", "zivver", "klantsysteem", "afas", "bestanden", "apparaat", "papier", "anders", UNKNOWN)

CHOICES = {
    "kind": KINDS,
    "data_kinds": DATA_KINDS,
    "groups": REPORTED_GROUPS,
    "n_people": COUNTS,
    "n_records": COUNTS,
    "discoverer": DISCOVERERS,
    "cause": CAUSES,
    "systems": SYSTEMS,
}
"""Every closed list by the field that it belongs to."""

SEEN_BY = ("intern", "extern", UNKNOWN)
KNOWS = ("mensen", "ontvanger", "leiding", "opdrachtgever", "politie", NOBODY, UNKNOWN)
WITH_NAME, OUT_OF_CHANNEL, NAME_CLOSED = "false", "true", "closed"
NAMES = (WITH_NAME, OUT_OF_CHANNEL, NAME_CLOSED)
"""Who reads who reports: everybody of the office, not its channel, or nobody until an officer opens the name with a
reason. The first two are called as when they were all there was."""
FOUND = {"inside": SEEN_BY, "knows": KNOWS}
"""Closed lists of what officers find in the assessment: who could see it, who knows of it (policy point 14 step 5)."""

SEVERAL = frozenset({"data_kinds", "groups", "systems"})
"""Fields of which more than one value may hold."""

WORDS = ("what_happened", "n_exact", "done")
"""Fields that hold what the reporter typed."""

SENSITIVE = frozenset({"financieel", "bsn"})
"""Gevoelig in the policy, point 2."""

SPECIAL = frozenset({"gezondheid", "bijzonder", "strafrecht"})
"""Special data (AVG article 9) and data about crime (article 10)."""
OVER_100 = frozenset({"101-1000", "1001+"})
MALICE = frozenset({"opzet_buiten", "opzet_binnen"})

STORY_LIMIT, DONE_LIMIT, EXACT_LIMIT = 4000, 1000, 100
KEPT_ADDITIONS = 2
"""How many stand in the case itself; the history keeps all."""

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?")


class NotInList(ValueError):
    """A value outside its closed list."""


def checked_choices(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """The values in the order of their list, each once; nothing given is `onbekend`. Raises NotInList."""
    given = {value for value in values if value} or {UNKNOWN}
    if not given <= set(CHOICES[field]):
        raise NotInList(f"{field}: no such choice")
    return tuple(each for each in CHOICES[field] if each in given)


def _one_of(field: str) -> AfterValidator:
    return AfterValidator(lambda value: checked_choices(field, (value,))[0])


def _some_of(field: str) -> AfterValidator:
    return AfterValidator(lambda values: checked_choices(field, values))


def _written(value: str) -> str:
    if value:
        found = _WRITTEN.fullmatch(value)
        if found is None:
            raise ValueError("not written as 2026-11-23 or 2026-11-23T14:05")
        date.fromisoformat(found[1])
    return value


Written = Annotated[str, AfterValidator(_written)]


class Report(Kept):
    """What the reporter told (policy point 14, step 3).

    `happened_from` and `happened_until` are local, as told: a day, a day and a time, or "" for unknown.
    What is `about` was told roughly, and is kept as the earliest that it may mean: from that discovery the 72 hours
    run (AVG article 33(1), policy point 14 step 6), so that they never end too late. `open_fields` names what the
    reporter did not know. `for_another`: somebody phoned or mailed it to who reports; `nameless`: a channel does not
    read who reports; `name_closed`: nobody does, until an officer opens the name.
    """

    kind: Annotated[str, _one_of("kind")]
    what_happened: Annotated[str, text_of(STORY_LIMIT)]
    discovered_at: Moment
    discovered_about: bool = False
    happened_from: Written = ""
    happened_about: bool = False
    happened_until: Written = ""
    until_about: bool = False
    happened_unknown: bool = False
    discoverer: Annotated[str, _one_of("discoverer")] = UNKNOWN
    cause: Annotated[str, _one_of("cause")] = UNKNOWN
    data_kinds: Annotated[tuple[str, ...], _some_of("data_kinds")] = (UNKNOWN,)
    groups: Annotated[tuple[str, ...], _some_of("groups")] = (UNKNOWN,)
    n_people: Annotated[str, _one_of("n_people")] = UNKNOWN
    n_records: Annotated[str, _one_of("n_records")] = UNKNOWN
    n_exact: Annotated[str, text_of(EXACT_LIMIT)] = ""
    systems: Annotated[tuple[str, ...], _some_of("systems")] = (UNKNOWN,)
    done: Annotated[str, text_of(DONE_LIMIT)] = ""
    no_personal_data: bool = False
    prefers_call: bool = False
    for_another: bool = False
    nameless: bool = False
    name_closed: bool = False
    open_fields: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The moments that were told roughly, by their field."""
        rough = {
            "discovered_at": self.discovered_about,
            "happened_from": self.happened_about,
            "happened_until": self.until_about,
        }
        return tuple(name for name, holds in rough.items() if holds)

    @property
    def special(self) -> bool:
        """Special data or data about crime are in it (AVG articles 9 and 10)."""
        return not SPECIAL.isdisjoint(self.data_kinds)

    @property
    def sensitive(self) -> bool:
        """Data that the policy calls gevoelig (point 2) are in it."""
        return not SENSITIVE.isdisjoint(self.data_kinds)
