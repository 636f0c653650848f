"""What a partition or row key may look like; the same for both engines, so that they behave alike."""

import re

KEY_LIMIT = 512
"""Most characters of a key (Azure Tables: 1 KiB as UTF-16)."""

# Azure forbids / \ # ? and control characters and orders keys as .NET strings, SQLite orders UTF-8 bytes.
# Within this alphabet both are the order of code points, and nothing needs escaping. Foreign ids (of Teams)
# are hashed before they come here.
_KEY = re.compile(r"[A-Za-z0-9|:.\-_+=]{1,512}")
# The end of a range is often "the prefix with the character after |": } or ~ sort after everything in a key.
_BOUND = re.compile(r"[A-Za-z0-9|:.\-_+=}~]{0,512}")


def checked(key: str) -> str:
    """The key itself. Raises ValueError when it is empty, over KEY_LIMIT or outside the alphabet."""
    if _KEY.fullmatch(key) is None:
        raise ValueError("a key has 1 to 512 of these characters: letters, digits and | : . - _ + =")
    return key


def checked_bound(bound: str) -> str:
    """The start or end of a range: may be empty, and hold } and ~ (these sort after all keys). ValueError."""
    if _BOUND.fullmatch(bound) is None:
        raise ValueError("a bound has at most 512 of these characters: letters, digits and | : . - _ + = } ~")
    return bound
