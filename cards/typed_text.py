"""Makes what people typed harmless on a card: it stays text, stays inside the card and stays short."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

BREAK = "\u200b"
"""A place to break a line that nobody sees."""

LONG_WORD = 30
"""Words with more characters than this run out of the card."""

PIECE = 18
"""After how many characters such a word may break: so many bold capitals W fit a phone in a wide font too."""

HEAD = 300
"""How much of a long text is on the card before it is unfolded."""

MOST_LINES = 4
"""From here on the lines of one text run on, so that a thousand empty lines do not fill a card."""

# Characters that turn the direction of everything after them, on our side of the sentence too.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A long run without a place where a client breaks the line. A no-break space holds words together.
_UNBROKEN = re.compile(f"(?:[^\\s\u200b]|[\u00a0\u2007\u202f]){{{LONG_WORD + 1},}}")
_DOUBLE = re.compile(r"\{(?=\{)|\}(?=\})")
_JOINER = "\u200d"
_FIRST_REGIONAL, _LAST_REGIONAL = "\U0001f1e6", "\U0001f1ff"
_ADDED_ON = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u200c\u200d]")


class Typed(str):
    """Words on a card that a person typed, as they are shown: nobody counts them among ours (cards/room.py)."""


def tame(words: str) -> str:
    """The same words to read, on one line: no template in them is carried out, every long word can break.

    Tamed words stay the same when they are tamed again.
    """
    if words.isascii() and words.isprintable() and "{{" not in words and "}}" not in words:
        # Nearly everything that stands on a card: nothing turns in it, and only spaces part it.
        parts = words.split()
        if len(words) <= LONG_WORD or max(map(len, parts), default=0) <= LONG_WORD:
            return " ".join(parts)
    visible = whole(words)
    apart = _DOUBLE.sub(r"\g<0>" + BREAK, _TURNING.sub("", visible))
    # Split at what breaks a line anyway; no-break spaces stay what they are.
    one_line = re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", apart).strip()
    return _UNBROKEN.sub(lambda run: _with_breaks(run.group()), one_line)


def whole(words: str) -> str:
    """The same words without control signs and halves of signs, which no message can carry."""
    if words.isprintable():
        return words
    readable = words.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign for sign in readable if sign.isspace() or unicodedata.category(sign) != "Cc")


def tamed_lines(words: str) -> list[str]:
    """The lines of a text, tamed, without the empty ones. Always at least one."""
    lines = [line for each in words.splitlines() if (line := tame(each))]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return lines or [""]


def head_and_rest(words: str, most: int = HEAD) -> tuple[str, str]:
    """A text cut in two behind a word, with "…" on both sides; the rest is empty when all of it fits.

    The head has at most `most` characters.
    """
    if len(words) <= most:
        return words, ""
    head = "".join(list(_signs(words[:most]))[:-1])
    if (space := max(head.rfind(" "), head.rfind("\n"))) > most // 2:
        head = head[:space]
    return head.rstrip() + "…", "…" + words[len(head) :].lstrip()


def _with_breaks(run: str) -> str:
    signs = list(_signs(run))
    if len(signs) <= LONG_WORD:
        return run
    return BREAK.join("".join(signs[start : start + PIECE]) for start in range(0, len(signs), PIECE))


def _signs(run: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its accents, an emoji with all that is joined."""
    if run.isascii():  # nothing in it joins
        yield from run
        return
    sign = ""
    for each in run:
        if sign and not (sign[-1] == _JOINER or _added_on(each) or _is_flag(sign, each)):
            yield sign
            sign = ""
        sign += each
    if sign:
        yield sign


def _is_flag(sign: str, following: str) -> bool:
    """Whether these are two letters of a country."""
    return _is_regional(following) and len(sign) == 1 and _is_regional(sign)


def _is_regional(sign: str) -> bool:
    return _FIRST_REGIONAL <= sign <= _LAST_REGIONAL


@lru_cache(maxsize=1024)
def _added_on(following: str) -> bool:
    """Whether this one belongs to whatever it follows. Kept of so many characters: a long text asks of few, often."""
    return bool(_ADDED_ON.match(following)) or unicodedata.category(following).startswith("M")
