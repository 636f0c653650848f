"""What cards and lists say, as lines that each stand once: for files that are held against what is said now."""

import difflib
import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping

import pytest

from cards.view import Card
from tests.cards.outlines import outline

Lines = tuple[str, ...]

SIGNS = 4
"""So long is the code of a line."""

MOST_TOLD, MOST_SIGNS = 30, 1200
"""So many differences are shown, and so much of each."""

CODED = r"^([a-z2-7]{4}) (.*)$"

LOOKS = re.compile(
    r" (?:spacing|associatedInputs|width|verticalContentAlignment|separator|height|targetWidth|roundedCorners|maxLines"
    r"|horizontalAlignment|bleed|minHeight)=(?:'[^']*'|\S+)"
)
"""How a card is laid out: tests/cards/outlines.txt tells that."""


def shown(card: Card) -> Lines:
    """What a card says, asks and sends, a line for each part that does."""
    lines = (LOOKS.sub("", line.strip()).replace("\u200b", "") for line in outline(card))
    return tuple(line for line in lines if "=" in line)


class Said:
    """What was said, and what is said otherwise now: each line stands once in `lines`, by its code, and where it is
    said only codes come and go."""

    def __init__(self) -> None:
        self.lines = dict[str, str]()
        self._codes = dict[str, str]()
        self._last: dict[str, Lines] = {}

    def forget(self) -> None:
        """From here on everything is told in whole."""
        self._last = {}

    def once(self, name: str, lines: Lines) -> Iterator[str]:
        """Something that is said once: what differs from the last time that it was said."""
        before = self._last.get(name, ())
        self._last[name] = lines
        if before != lines:
            yield f"   [{name}] {self.difference(before, lines)}"

    def difference(self, before: Lines, after: Lines) -> str:
        """The codes of the lines that went and came; "=" where all of it is there for the first time."""
        codes = [self._code(line) for line in after]
        if not before:
            return " ".join(("=", *codes))
        old = [self._code(line) for line in before]
        told = list(difflib.unified_diff(old, codes, lineterm="", n=0))[2:]
        return " ".join(each for each in told if not each.startswith("@@"))

    def table(self) -> Iterator[str]:
        """Every line with its code, in the order of what they say."""
        yield from (
            f"{code} {line}" for code, line in sorted(self.lines.items(), key=lambda each: each[::-1])
        )

    def _code(self, line: str) -> str:
        """Four signs that follow from the line itself, so that other lines never change them; later signs of the same
        row when another line has these."""
        known = self._codes.get(line)
        if known is not None:
            return known
        signs = b32encode(hashlib.sha256(line.encode()).digest()).decode().lower()
        code = next(each for at in range(len(signs)) if (each := signs[at : at + SIGNS]) not in self.lines)
        self.lines[code], self._codes[line] = line, code
        return code


def in_words(line: str, words: Mapping[str, str]) -> str:
    """A line of a course with every code behind the name of its place in words."""
    place, found, codes = line.partition("] ")
    if not (found and place.startswith(("   [", "-   [", "+   ["))):
        return line
    told = ((each[:1], each[1:]) if each[:1] in "+-=" else ("", each) for each in codes.split())
    return "\n      ".join([f"{place}]", *(f"{sign} {words.get(code, code)}" for sign, code in told)])


def sign(what: object) -> str:
    """Another one as soon as anything in this is otherwise."""
    return hashlib.sha256(repr(what).encode()).hexdigest()[:8]


def same(kept: str, now: str, anew: str) -> None:
    """Fails with what is said otherwise, in words, and with the command that writes the file `anew`."""
    if kept == now:
        return
    words = {code: line for text in (kept, now) for code, line in re.findall(CODED, text, re.MULTILINE)}
    told = [
        in_words(line, words)[:MOST_SIGNS]
        for line in difflib.unified_diff(kept.split("\n"), now.split("\n"), "kept", "now", lineterm="", n=0)
    ]
    pytest.fail(f"if that is meant: {anew}\n" + "\n".join(told[:MOST_TOLD]), pytrace=False)
