"""Takes citizen service numbers (BSN) and bank accounts (IBAN) out of typed text, before it is kept or shown.

What counts as a BSN: nine digits that pass the 11-proef, written

- in one go (`111222333`), whatever stands around it but a tenth digit;
- in groups 3-3-3 or 4-2-3 with one kind of separator (`111 222 333`, `1112.22.333`, `111-222-333`);
- in any other groups (`11 12 22 333`, `1 1 1 2 2 2 3 3 3`) when no further digits are joined to them;
- the same with something looser in between (two spaces, a line break, `, `, `;`, `|`, `**`): in the usual groups, in
  two or three others, or digit by digit. More groups of any size are taken for a list of numbers.

Digits of other scripts, full-width digits, invisible signs between digits and all kinds of spaces and dashes
are read as what they look like. Eight digits (the leading zero left out) are NOT masked: dates (20261011),
chamber of commerce numbers and the last part of mobile numbers look the same. Left alone too: nine digits
after a country code (`+31 612345678`), a written amount (`€ 111.222.333` or `111.222.333,00`), an IP address.
An RSIN passes the same check and is masked: nothing tells it apart, and that of a one-man business is a BSN.
"""

import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from stdnum import iban, numdb
from stdnum.nl import bsn

_INVISIBLE = ""
_GONE = "\0"
"""Stands in for what was masked already: neither digit, letter nor separator."""

_SEPARATORS = " .-/_\n\r,;:|*~`#\\"
_NINE_IN_ONE_GO = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_GROUP = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r" ?[-./_] ?| ")
_LOOSE = re.compile(r"[ \n\r]{0,4}(?:([-./_,;:|*~`#\\])\1{0,3})?[ \n\r]{0,4}")
_LOOSE_GROUPS = 3
"""Of so many groups at most, loosely joined, one number may be made."""

_COUNTRY_CODE = re.compile(r"(?:\+[0-9]{1,3}|(?<![0-9])00(?:31|32|33|44|49)|\(0\)) ?[-.]? ?$")
_GAP = r"[-._/ \n\r,;:|*~`#\\]{0,4}"
_IBAN_START = re.compile(rf"[A-Z]{_GAP}[A-Z]{_GAP}[0-9]{_GAP}[0-9]")
_LONGEST_GAP = 4
_VALUES = {sign: str(value) for value, sign in enumerate(string.digits + string.ascii_uppercase)}
"""What each sign of an IBAN counts for (ISO 13616)."""

_CURRENCY = re.compile(r"(?:€|EUR) ?$")
_CENTS = re.compile(r",(?:[0-9]{2}(?![0-9])|-)")
_LONGEST_IBAN = 34
_COUNTRIES = numdb.get("iban")


@dataclass(frozen=True, slots=True)
class Masked:
    """The text without the numbers.

    `bsn` and `iban` are how many of each were taken out: nobody learns which.
    """

    text: str
    bsn: int
    iban: int


class _Group(NamedTuple):
    """Digits without anything in between, and the kind of separator that joins them to the group before."""

    start: int
    end: int
    joined_by: str

    @property
    def size(self) -> int:
        return self.end - self.start


def load_marker() -> str:
    """The word that takes the place of a number, from `masking.nl.toml`. Read once, at start."""
    return str(tomllib.loads(Path(__file__).with_name("masking.nl.toml").read_text("utf-8"))["verwijderd"])


def mask(text: str, marker: str) -> Masked:
    """`text` with every BSN and IBAN replaced by `marker`; all else is kept as it was typed.

    Masking twice changes nothing. Linear in the length of the text. A marker with a digit is a ValueError.
    """
    if any(_looks_like(sign).isdigit() for sign in marker):
        raise ValueError("the marker must not hold digits")
    seen = [(at, shape) for at, sign in enumerate(text) if (shape := _looks_like(sign)) != _INVISIBLE]
    signs = "".join(shape for _, shape in seen)
    found: list[list[tuple[int, int]]] = []
    for rule in (_ibans, _in_one_go):
        found.append(list(rule(signs)))
        signs = _without(signs, found[-1])
    # What is joined loosely would take in what stands beside it: it goes last.
    for separator in (_SEPARATOR, _LOOSE):
        groups = _groups(signs, separator)
        for grouped in (_in_usual_groups, _in_odd_groups):
            found.append(list(grouped(signs, groups, separator)))
            if found[-1]:
                signs = _without(signs, found[-1])
                groups = _groups(signs, separator)
    pieces: list[str] = []
    kept_from = 0
    for start, end in sorted(chain.from_iterable(found)):
        pieces += [text[kept_from : seen[start][0]], marker]
        kept_from = seen[end - 1][0] + 1
    pieces.append(text[kept_from:])
    return Masked("".join(pieces), bsn=sum(map(len, found[1:])), iban=len(found[0]))


@lru_cache(maxsize=4096)
def _looks_like(sign: str) -> str:
    """The one plain sign that `sign` looks like, or nothing when it cannot be seen."""
    if sign.isascii():
        return " " if sign == "\t" else sign.upper()
    category = unicodedata.category(sign)
    if category in {"Cf", "Mn", "Me"}:
        return _INVISIBLE
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Pd" or sign == "−":
        return "-"
    if sign in "·•․。…":
        return "."
    simple = unicodedata.normalize("NFKC", sign)
    return simple.upper() if len(simple) == 1 and simple.isascii() else sign


def _without(signs: str, spans: list[tuple[int, int]]) -> str:
    """The same length, with what was found blotted out, so that no later rule builds on it."""
    pieces: list[str] = []
    kept_from = 0
    for start, end in spans:
        pieces += [signs[kept_from:start], _GONE * (end - start)]
        kept_from = end
    return "".join([*pieces, signs[kept_from:]])


def _ibans(signs: str) -> Iterator[tuple[int, int]]:
    at = 0
    while start := _IBAN_START.search(signs, at):
        end = _end_of_iban(signs, start.start())
        if end:
            yield start.start(), end
        at = end or start.start() + 1


def _end_of_iban(signs: str, start: int) -> int | None:
    """Where the IBAN that starts here ends; its country says how long it is."""
    number: list[str] = []
    length, gap = 4, 0
    for at in range(start, min(start + (1 + _LONGEST_GAP) * _LONGEST_IBAN, len(signs))):
        sign = signs[at]
        if sign not in _VALUES:
            gap += 1
            if sign in _SEPARATORS and gap <= _LONGEST_GAP:
                continue
            return None
        gap = 0
        number.append(sign)
        if len(number) == 2:
            length = _iban_length("".join(number))
            if not length:
                return None
        if len(number) == length:
            # The remainder first: the library's own check costs ten times as much.
            whole = int("".join(_VALUES[sign] for sign in (*number[4:], *number[:4])))
            is_iban = whole % 97 == 1 and iban.is_valid("".join(number), check_country=False)
            return at + 1 if is_iban else None
    return None


@lru_cache(maxsize=26 * 26)
def _iban_length(country: str) -> int:
    """How many signs an IBAN of this country has; 0 when it has none."""
    structure = dict(_COUNTRIES.info(country)[0][1]).get("bban", "")
    signs = sum(int(size) for size in re.findall(r"[0-9]+", structure))
    return signs + 4 if signs else 0


def _in_one_go(signs: str) -> Iterator[tuple[int, int]]:
    for nine in _NINE_IN_ONE_GO.finditer(signs):
        if bsn.is_valid(nine.group()) and not _after_country_code(signs, nine.start()):
            yield nine.span()


def _in_usual_groups(signs: str, groups: Sequence[_Group], _: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 3 <= len(groups):
        first, second, third = groups[at : at + 3]
        follows = groups[at + 3].joined_by if at + 3 < len(groups) else ""
        if (
            (first.size, second.size, third.size) in {(3, 3, 3), (4, 2, 3)}
            and second.joined_by == third.joined_by != ""
            # 10.111.222.333 is part of something longer; in "cliënt 2 111 222 333" a space says nothing.
            and second.joined_by not in {first.joined_by, follows} - {" "}
            and _is_bsn(signs, first.start, third.end)
        ):
            yield first.start, third.end
            at += 3
        else:
            at += 1


def _in_odd_groups(
    signs: str, groups: Sequence[_Group], separator: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups):
        last = first
        while last + 1 < len(groups) and groups[last + 1].joined_by:
            last += 1
        run = groups[first : last + 1]
        if (
            len(run) > 1
            and sum(group.size for group in run) == 9
            and len({group.joined_by for group in run[1:]}) == 1
            and (separator is _SEPARATOR or len(run) <= _LOOSE_GROUPS or len(run) == 9)
            and not _is_ip_address(signs, run)
            and _is_bsn(signs, run[0].start, run[-1].end)
        ):
            yield run[0].start, run[-1].end
        first = last + 1


def _groups(signs: str, separator: re.Pattern[str]) -> list[_Group]:
    groups: list[_Group] = []
    kinds = {"": ""}
    ended = -1
    for found in _GROUP.finditer(signs):
        start, end = found.span()
        gap = signs[ended:start] if ended >= 0 else ""
        if (joined_by := kinds.get(gap)) is None:
            joined_by = kinds[gap] = (gap.strip()[:1] or " ") if separator.fullmatch(gap) else ""
        groups.append(_Group(start, end, joined_by))
        ended = end
    return groups


def _is_bsn(signs: str, start: int, end: int) -> bool:
    digits = "".join(sign for sign in signs[start:end] if sign.isdigit())
    return (
        bsn.is_valid(digits)
        and not _after_country_code(signs, start)
        and signs[max(start - 1, 0) : start] != "+"
        and not _is_amount(signs, start, end)
    )


def _after_country_code(signs: str, start: int) -> bool:
    return _COUNTRY_CODE.search(signs[max(start - 8, 0) : start]) is not None


def _is_amount(signs: str, start: int, end: int) -> bool:
    grouped = "." in signs[start:end] or "," in signs[start:end]
    before = _CURRENCY.search(signs[max(start - 4, 0) : start])
    return grouped and bool(before or _CENTS.match(signs, end))


def _is_ip_address(signs: str, run: Sequence[_Group]) -> bool:
    return (
        len(run) == 4
        and run[1].joined_by == "."
        and all(int(signs[group.start : group.end]) <= 255 for group in run)
    )
