"""Seals on rows of a register: made with a key that is not in the store, so who can only write rows cannot make them.

The seal is the last field of the JSON object that the row is (`"seal":"<key id>:<HMAC-SHA256>:<since>[:doubt]"`) and
covers the rest of its text, where the row stands, and what the seal itself says. The bot seals with the first key and
checks with all of them: so a key is replaced by putting a new one before it. A line of a file that is handed out has a
control number of the same make (`<key id>:<HMAC-SHA256>`).
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from typing import Literal

SEAL_ROOM = 120
"""So many characters of a row are kept free for its seal."""

_SETTING = re.compile(r"([A-Za-z0-9]{1,16}):([0-9A-Fa-f]+)")
_LEAST_HEX = 64
_CONTROL = re.compile(r"(?P<key>[A-Za-z0-9]{1,16}):(?P<mac>[0-9a-f]{64})")
_IN_A_FILE = "file"
_SEALED = re.compile(
    r',"seal":"(?P<key>[A-Za-z0-9]{1,16}):(?P<mac>[0-9a-f]{64}):(?P<since>[0-9]{1,6})(?P<doubt>:doubt)?"\}\Z'
)


class BadSealKey(ValueError):
    """The setting holds no keys. The text is one line and never holds a key."""


State = Literal["good", "unsealed", "forged", "unknown_key"]
"""unknown_key: it names a key that we do not have, so nobody can tell."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the seal of a row says. `since`: from which event on all of this history was sealed (1: from the start).
    `doubt`: the row was not as it was sealed when the bot wrote it anew, and that stays."""

    state: State
    since: int = 0
    doubt: bool = False


UNSEALED = Standing("unsealed")


@dataclass(frozen=True, slots=True)
class Seals:
    """The keys by their id, the one that seals first. Without any nothing is sealed, and nothing is checked."""

    keys: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.keys)

    def put(self, place: str, value: str, since: int = 0, *, doubt: bool = False) -> str:
        """The JSON object with its seal; as it is when there is no key."""
        if not self.keys or not value.startswith("{") or not value.endswith("}"):
            return value
        (name, key), marks = self.keys[0], _marks(since, doubt)
        return f'{value[:-1]},"seal":"{name}:{_mac(key, place, marks, value)}:{marks}"}}'

    def standing(self, place: str, value: str) -> Standing:
        """What the seal of this row is worth. Raises nothing."""
        found = _SEALED.search(value)
        if found is None:
            return UNSEALED
        key = dict(self.keys).get(found["key"])
        since, doubt = int(found["since"]), found["doubt"] is not None
        if key is None:
            return Standing("unknown_key", since, doubt)
        told = _mac(key, place, _marks(since, doubt), f"{value[: found.start()]}}}")
        good = hmac.compare_digest(told, found["mac"])
        return Standing("good" if good else "forged", since, doubt)

    def control(self, place: str, told: str) -> str:
        """The control number of a line of a file, over all that it tells; "" when there is no key."""
        if not self.keys:
            return ""
        name, key = self.keys[0]
        return f"{name}:{_mac(key, place, _IN_A_FILE, told)}"

    def fits(self, control: str, place: str, told: str) -> State:
        """What this control number is worth for such a line; unsealed: it was made without a key. Raises nothing."""
        found = _CONTROL.fullmatch(control)
        if found is None:
            return "unsealed"
        key = dict(self.keys).get(found["key"])
        if key is None:
            return "unknown_key"
        good = hmac.compare_digest(_mac(key, place, _IN_A_FILE, told), found["mac"])
        return "good" if good else "forged"


NO_SEALS = Seals()


def place_of(partition: str, key: str) -> str:
    """Where a row stands, as its seal covers it: moved to another case, it does not fit."""
    return f"{partition}/{key}"


def read_seals(setting: str) -> Seals:
    """The keys of a setting like `2:<hex>,1:<hex>`, newest first. Raises BadSealKey; "" gives none."""
    keys = dict[str, bytes]()
    for part in setting.split(",") if setting.strip() else ():
        found = _SETTING.fullmatch(part.strip())
        if found is None or len(found[2]) < _LEAST_HEX or len(found[2]) % 2:
            raise BadSealKey(
                "write <id>:<key>, newest first, with commas between; a key is 64 or more hex digits"
            )
        if found[1] in keys:
            raise BadSealKey(f"the id {found[1]} stands there twice; each key has its own")
        keys[found[1]] = bytes.fromhex(found[2])
    return Seals(tuple(keys.items()))


def _marks(since: int, doubt: bool) -> str:
    return f"{since}:doubt" if doubt else str(since)


def _mac(key: bytes, place: str, marks: str, value: str) -> str:
    written = json.dumps([place, marks, value], ensure_ascii=True)
    return hmac.new(key, written.encode(), hashlib.sha256).hexdigest()
