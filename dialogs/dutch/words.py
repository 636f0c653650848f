"""Typed Dutch brought to one shape (lower case, no accents), and whether two words are one slip apart."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """Lower case without accents or invisible signs; every space, quote and dash becomes the plain one.

    The result may be longer or shorter than `text`. Linear in its length.
    """
    folded = text.casefold()
    if folded.isascii():  # nearly all that is read: there nothing is left to change
        return folded
    return "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFKD", folded))


def words_of(text: str) -> list[str]:
    """The words and numbers of `text`, plain, without punctuation ("'s middags" gives "s", "middags")."""
    return _WORD.findall(plain(text))


def nearly(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` but for one slip: a letter missing, added, wrong, or two swapped."""
    if typed == meant:
        return True
    if len(typed) > len(meant):
        typed, meant = meant, typed
    if len(meant) - len(typed) > 1:
        return False
    first = next((at for at, letter in enumerate(typed) if letter != meant[at]), len(typed))
    if len(typed) < len(meant):
        return typed[first:] == meant[first + 1 :]
    swapped = typed[first : first + 2][::-1] == meant[first : first + 2]
    return typed[first + 1 :] == meant[first + 1 :] or (swapped and typed[first + 2 :] == meant[first + 2 :])


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd" or sign == "−":
        return "-"
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if sign in "‘’‚‛′´`":
        return "'"
    return sign
