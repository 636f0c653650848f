"""The severity score of ENISA (December 2013), an aid beside the law: its parts, its band, its flags."""

from dataclasses import dataclass
from typing import Literal

from cases.assessment.data_kinds import Level

Band = Literal["low", "medium", "high", "very_high"]
Flag = Literal["over_100", "unintelligible"]

BASE = {Level.HARMLESS: 1, Level.ORDINARY: 2, Level.SENSITIVE: 3, Level.SPECIAL: 4}
"""Data processing context: simple, behavioural, financial (social welfare too), sensitive."""

MOST_CONTEXT = 4
FLAG_PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Severity:
    """SE = DPC x EI + CB. `dpc` 1-4, `ei` 0.25-1, `cb` the sum of the circumstances.

    `band` is how heavy the score is; `flags` are what ENISA wants told beside it.
    """

    score: float
    dpc: int
    ei: float
    cb: float
    band: Band
    flags: tuple[Flag, ...]


def context(level: Level, vulnerable: bool, much: bool) -> int:
    """DPC: the class of the data, one higher for vulnerable people and one for much about each person."""
    return min(MOST_CONTEXT, BASE[level] + vulnerable + much)


UNTOUCHED = 0.25
"""EI "negligible": who read nothing, missed nothing and was told nothing wrong cannot be connected with it."""


def identification(classes: frozenset[str], unread: bool, touched: bool) -> float:
    """EI: names, numbers and login data point at one person; so may words that nobody could read.

    `touched`: somebody could read the data, or they were missed or changed. Otherwise they point at nobody.
    """
    if not touched:
        return UNTOUCHED
    direct = {"contact", "bsn", "id_copy", "login", "biometric"}
    return 1.0 if unread or not classes or not direct.isdisjoint(classes) else 0.75


def severity(dpc: int, ei: float, cb: float, n_people: int | None, unintelligible: bool) -> Severity:
    """The score with its band: below 2 low, below 3 medium, below 4 high, from 4 very high."""
    score = round(dpc * ei + cb, 2)
    band: Band = "low" if score < 2 else "medium" if score < 3 else "high" if score < 4 else "very_high"
    flags: list[Flag] = []
    if n_people is not None and n_people > FLAG_PEOPLE:
        flags.append("over_100")
    if unintelligible:
        flags.append("unintelligible")
    return Severity(score, dpc, ei, cb, band, tuple(flags))
