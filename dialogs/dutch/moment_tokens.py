"""Cuts a typed text into the words and numbers in which a moment is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dialogs.dutch.moment_words import (
    COUNTED,
    KNOWN,
    MISTYPED,
    MONTHS,
    NO_SLIP,
    OF_THE,
    PARTS,
    SHORT_WEEKDAYS,
    TODAY_PARTS,
    UNITS,
    WEEKDAYS,
    is_plain,
    says_a_number,
)
from dialogs.dutch.words import nearly, plain

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(WEEKDAYS)
_UNIT = "|".join(sorted(UNITS - {"u"}, key=len, reverse=True))
_TIME = r"\d{1,2}(?:[:.]\d{2}(?: ?(?:uur|u))?| ?(?:uur|u)(?:\d{2})?)"

_FRACTIONS = {"½": "half", "¼": "kwart", "¾": "driekwart"}
_WITH_HALF = re.compile(r"(?<=\d) ?½")

_REWRITTEN = [
    (re.compile(pattern), written)
    for pattern, written in [
        (r"\bt ?/ ?m\b|\btot en met\b|\bt\.m\.(?= )", " tm "),
        (r"\bj\. ?l\b\.?", "jl"),
        (r"\ba\. ?s\b\.?", "as"),
        (r"\bd\. ?d\b\.?", "dd"),
        (r"\b([ap])\. ?m\b\.?", r"\1m"),
        (r"\bzo ?'n\b", "circa"),
        (r"\bv/?d\b", OF_THE),
        # Hours, dates and words joined by a dash are two ends.
        (rf"(?<![\d.,:/-])({_TIME}) ?- ?({_TIME})(?![\d:/-]|[.,]\d)", r"\1 - \2"),
        (
            r"(?<![\d.,:/-])(\d{1,2}) ?(-|tot|tm|en) ?(\d{1,2} ?(?:uur|u|h))(?![a-z0-9:/-])(?! (?:geleden|terug))",
            r"\1 uur \2 \3",
        ),
        (r"(?<![\d.,:/-])(\d{1,2}) ?- ?(\d{1,2}[:.]\d{2})(?![a-z0-9:/.-])", r"\1 uur - \2"),
        (r"(?<![\d.,:/-])(\d{1,2}[:.]\d{2}) ?- ?(\d{1,2})(?=$| )", r"\1 - \2 uur"),
        (
            r"(?<![\d.,:/-])(\d{1,2}/\d{1,2}(?:/\d{2,4})?)-(\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?![\d/:-])",
            r"\1 - \2",
        ),
        (
            r"(?<![\d.,:/-])(\d{1,2}([-.])\d{1,2}\2\d{4})-(\d{1,2}\2\d{1,2}\2\d{4})(?![\d/:-])",
            r"\1 - \3",
        ),
        (rf"\b({_DAY}|{_MONTH})-({_DAY}|{_MONTH})\b", r"\1 - \2"),
        (
            rf"(?<![\d.,:/-])(\d{{1,2}}(?:e|ste|de)?) ?[-/] ?(\d{{1,2}}(?:e|ste|de)? (?:{_MONTH}|{_UNIT})\b)",
            r"\1 - \2",
        ),
    ]
]
_HOURS_OF_A_PART = re.compile(
    rf"(?<![\d.,:/-])(?<!\bop )(\d{{1,2}})-(\d{{1,2}})(?= (?:in de |'?s |(?:{'|'.join(TODAY_PARTS)})\b))"
)
_HOURS_AFTER_A_PART = re.compile(
    rf"\b({'|'.join([*TODAY_PARTS, *PARTS])}|[a-z]+(?:ochtend|middag|avond)) (\d{{1,2}})-(\d{{1,2}})(?![\d/:.-])"
)
_A_CLOCK = re.compile(r"\d[:u.]\d|\buur\b|\bom \d|\b(?:half|kwart)\b")

_TOKEN = re.compile(
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?)"
    r"|(?P<dmy>\d{1,2}(?:(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|'?\d{2})"
    r"|[-/]\d{1,2} (?:19\d\d|20[0-2]\d)(?! ?(?:u|:|\d))))"
    rf"|(?P<named>\d{{1,2}}[-/ ]?(?:{_MONTH})[-/]?'?(?:\d{{4}}|\d{{2}})|\d{{1,2}}[-/]?(?:{_MONTH})"
    rf"|(?:{_MONTH})[-/]?'?\d{{4}})(?![a-z0-9:])"
    r"|(?P<my>\d{1,2}[-/]\d{4}|\d{4}[-/]\d{1,2})"
    r"|(?P<dm>\d{1,2}[-/]\d{1,2})"
    r"|(?P<clock>\d{1,2} ?[:uh] ?\d{2}(?::\d{2})?)"
    r"|(?P<ampm>\d{1,2}(?:[:.]\d{2})? ?[ap]m(?![a-z]))"
    r"|(?P<decimal>\d{1,3},\d{1,2})"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})"
    r"|(?P<ordinal>\d{1,2}(?:e|de|ste)(?![a-z]))"
    r"|(?P<hours>\d{1,2} ?(?:uur|u|h)(?![a-z]))"
    r"|(?P<year>'\d{2})"
    r"|(?P<label>[a-z]{1,4}-\d{4}-\d{1,7}|[a-z]4(?=je|tje|$| ))"
    r"|(?P<times>\d{1,3} ?x(?![a-z0-9]))"
    rf"|(?P<number>\d+)(?:(?=(?:{_UNIT})\b)|(?![a-z]))"
    r"|(?P<junk>[a-z]*\d[a-z0-9]*)"
    r"|(?P<short>(?:" + "|".join(SHORT_WEEKDAYS) + r")\.)(?= ?[a-z0-9'])"
    r"|(?P<word>[a-z]+|[~±])"
    r"|(?P<dash>-)"
    r"|(?P<stop>[.!?;](?= [a-z]))"
)
_BEFORE_A_NUMBER = set("0123456789.,:/-€$£#+@_%=*^")
_AFTER_A_NUMBER = re.compile(
    r"[0-9:/%€@_*^=+]|[.,-]\d| ?(?:€|euro\b|procent\b|%|c?m2?\b|km\b|kg\b|jarige?\b)"
)
_WHAT_IT_COSTS = re.compile(r"[€$£#] ?$")
_SHORTER = re.compile(rf"\b(?:{_MONTH}|[a-z]{{1,3}})$")
"""What has a point of its own."""
_COMPOUND = re.compile(
    rf"(?P<day>{_DAY}|gister(?:en)?|eergister(?:en)?|overmorgen|morgen)"
    r"(?P<part>ochtend|morgen|voormiddag|namiddag|middag|avond|nacht)s?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: what kind it is, by the names of the pattern, and how it stands there.

    A "plain" word says nothing about a moment, a "night" is that of the day before it; a "stop" ends a sentence.
    """

    kind: str
    text: str


def tokens_in(text: str) -> list[Token]:
    """The words and numbers of a text, each word as it was probably meant."""
    for sign, word in _FRACTIONS.items():
        if sign in text:
            text = _WITH_HALF.sub(",5", text).replace(sign, f" {word} ")
    typed = " ".join(plain(text).split())
    for pattern, written in _REWRITTEN:
        typed = pattern.sub(written, typed)
    if not _A_CLOCK.search(typed):
        typed = _HOURS_AFTER_A_PART.sub(r"\1 \2 uur - \3 uur", typed)
        typed = _HOURS_OF_A_PART.sub(r"\1 uur - \2 uur", typed)
    return list(_cut(typed))


def _cut(typed: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(typed):
        kind, text = str(found.lastgroup), found.group()
        start, end = found.span()
        if kind in {"word", "label"}:
            yield from _as_meant(text)
        elif kind == "short":
            yield Token(kind, text.removesuffix("."))
        elif kind == "dash":
            # A dash inside a word joins it; one that stands apart may stand between two ends.
            if typed[start - 1 : start] in {" ", ""} and typed[end : end + 1] in {" ", ""}:
                yield Token(kind, text)
            elif typed[end : end + 1].isdigit() and typed[start - 1 : start] in {" ", ""}:
                yield Token("junk", text)
        elif kind == "times":
            yield Token("plain", text)
        elif kind == "stop":
            if not _SHORTER.search(typed, max(0, start - 5), start):
                yield Token(kind, "")
        elif _is_part_of_more(typed, start, end):
            # An amount, a phone number, a version.
            yield Token("junk", text)
        else:
            yield Token(kind, text)


def _is_part_of_more(typed: str, start: int, end: int) -> bool:
    before = typed[start - 1] if start else " "
    return (
        before in _BEFORE_A_NUMBER
        or before.isalpha()
        or bool(_AFTER_A_NUMBER.match(typed, end))
        or bool(_WHAT_IT_COSTS.search(typed, max(0, start - 2), start))
    )


_SHORTENED = {
    **{
        "wk": "week",
        "wkn": "weken",
        "mnd": "maand",
        "mnden": "maanden",
        "jr": "jaar",
        "dg": "dagen",
        "dgn": "dagen",
    },
    **{"weekeinde": "weekend", "minuutjes": "minuten"},
}


@lru_cache(maxsize=2048)
def _as_meant(word: str) -> tuple[Token, ...]:
    """The words that stand in this one; the night of a day is a kind of its own: that before the day, or after it?"""
    word = _SHORTENED.get(word, word)
    if compound := _COMPOUND.fullmatch(word):
        part = compound["part"]
        if part == "nacht":
            return Token("word", compound["day"]), Token("night", part)
        return Token("word", compound["day"]), Token("word", "ochtend" if part == "morgen" else part)
    if word in KNOWN or word in NO_SLIP or len(word) < 5 or says_a_number(word) or COUNTED.fullmatch(word):
        return (Token("plain" if is_plain(word) else "word", word),)
    meant = next((known for known in MISTYPED if known[0] == word[0] and nearly(word, known)), word)
    return (Token("plain" if is_plain(meant) else "word", meant),)
