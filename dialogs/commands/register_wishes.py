"""What an officer asks of the registers in a whole sentence: which register, of which month or year, or one case. Pure.

`registers.py` reads the exact commands; here is read what somebody says instead: "hoeveel datalekken hadden we in
november", "geef me alle verzoeken die nog openstaan". Who may is not asked here.
"""

import re
from datetime import datetime

from cards.words import words_beside
from cases.desks.desks import Registers
from cases.desks.queries import TODO, Query
from cases.register.marks import COUNTED_ELSEWHERE, UNDECIDED
from cases.register.numbers import make_number
from cases.register.typed_commands import phrases
from dialogs.commands.periods import Asked, read_period
from dialogs.commands.registers import read_command
from dialogs.commands.wants import ListCases, RegisterCommand, ShowCase, ShowMonth, ShowOverviews, ShowYear
from dialogs.dutch.words import words_of

say = words_beside(__file__)

SPOKEN = ("mark",)
"""Phrases that are looked up by the mark that they mean."""

MARKED = (
    *(UNDECIDED, "notified", "informed", "extended", "refused", "objection"),
    *(COUNTED_ELSEWHERE, "near_miss", "deviation"),
)
"""Marks of cases that a sentence can ask for."""

DENIED = {UNDECIDED: UNDECIDED, "notified": "untold", "open": "closed", "closed": "open"}
"""What a sentence asks for that says "niet" of one of these. Of the others it asks nothing that a list has: never what
it says is not so."""

LONGEST = 1000
"""Signs that are looked at."""

_STEM = 5
"""So many first letters of the name of a register are enough to know it."""


def read_wish(text: str, registers: Registers, now: datetime) -> RegisterCommand:
    """What a sentence asks of these registers; all of them in short when it does not say. Never raises.

    `now` carries the organisation's zone.
    """
    if (command := read_command(text, registers, now)) is not None:
        return command
    words = words_of(text[:LONGEST])
    if (number := _number(words, registers)) is not None:
        return ShowCase(number)
    said = f" {' '.join(words)} "
    register, wanted = _about(words, said, registers)
    listed = _says(said, "lists") and not _says(said, "counts")
    asked = read_period(" ".join(text[:LONGEST].split()), now)
    if asked == Asked(now.date(), now.date()) and not _says(said, "of_today"):
        asked = None  # what has to be done today was not reported today
    listed = listed or wanted != "all"
    if asked is not None and not listed and asked.month is not None:
        return ShowMonth(register, *asked.month)
    if asked is not None and not (listed and register) and asked.year is not None:
        return ShowYear(asked.year)
    if register and (listed or asked is not None):
        return ListCases(_of_days(register, wanted, asked, said))
    if not register and wanted == "overdue":
        return ListCases(Query("", wanted))
    if _says(said, "today") or (not register and _says(said, "open")):
        return ListCases(Query("", TODO))
    if register:
        return ListCases(Query(register, wanted))
    return ListCases(_of_days("", wanted, asked, said)) if asked is not None else ShowOverviews()


def read_year_list(text: str, registers: Registers) -> Query:
    """The register that a sentence is about, as a list of all its cases; the first one when it names none."""
    words = words_of(text[:LONGEST])
    return Query(_register(words, registers) or next(each.name for each in registers), "all")


def _about(words: list[str], said: str, registers: Registers) -> tuple[str, str]:
    """The register that is meant and how its cases must be: a mark that only one register has names that one."""
    register = _register(words, registers)
    for mark in MARKED:
        if not _says_so(said, say(f"mark.{mark}")):
            continue
        if not (wanted := DENIED.get(mark, "") if _denied(said) else mark):
            continue
        marked = [each.name for each in registers if wanted in each.listing.marks]
        if register in marked or (not register and marked):
            return register or marked[0], wanted
    return register, _filter(said)


def _says(said: str, key: str) -> bool:
    return _says_so(said, say(key))


def _says_so(said: str, written: str) -> bool:
    return any(f" {each} " in said for each in phrases(written))


def _number(words: list[str], registers: Registers) -> str | None:
    letters = {each.prefix.casefold(): each.prefix for each in registers}
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if first in letters and re.fullmatch(r"\d{4}", second) and re.fullmatch(r"\d{1,7}", third):
            return make_number(letters[first], int(second), int(third))
    return None


def _register(words: list[str], registers: Registers) -> str:
    for each in registers:
        stems = {subject[:_STEM] for subject in each.typed.subject if len(subject) >= _STEM}
        if any(word.startswith(stem) for word in words for stem in stems):
            return each.name
    return ""


def _filter(said: str) -> str:
    found = next((each for each in ("overdue", "open", "closed") if _says(said, each)), "all")
    return DENIED.get(found, "all") if _denied(said) else found


def _denied(said: str) -> bool:
    """Whether something is said not to be so; what is open is said so too ("nog niet afgerond")."""
    for each in sorted(phrases(say("open")), key=len, reverse=True):
        said = said.replace(f" {each} ", " ")
    return _says(said, "denies")


def _of_days(register: str, wanted: str, asked: Asked | None, said: str) -> Query:
    """The list of what was reported in the time that is asked; one that is not understood is told."""
    if asked is None:
        return Query(register, wanted)
    if asked.year is not None and any(f" {each} " in said for each in phrases(say("year.this"))):
        return Query(register, wanted, "year")
    return asked.asked_of(Query(register, wanted))
