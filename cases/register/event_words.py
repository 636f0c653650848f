"""The Dutch of the events of a register: `events.nl.toml` beside its events, then what all registers share."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cards.words import Words, sentences_in

SHARED = Path(__file__).with_name("events.nl.toml")
"""Where the sentences stand that every register has."""

CALLED = "called."
"""What a register calls its cases and who filed them; every sentence is filled in with that."""


def nowhere(key: str, **values: object) -> str | None:
    """A register whose sentences about events stand together."""
    return None


class EventWords:
    """The sentences about the events of one register, by `<event>.<what>`.

    `button`, `happened` (behind who did it, in the course of a case), `exported` (the word in a file), and those of its
    form (see CaseForm). They stand under `[event.<event>]`; a field that several forms have stands once under
    `[field.<id>]`. What a register does not say itself is what all registers say, and what is said of an event goes
    before what is said of a field. `elsewhere` gives sentences that
    stand in another file, such as the closed lists.
    """

    __slots__ = ("_called", "_elsewhere", "_own", "_shared")

    def __init__(self, module_file: str, elsewhere: Callable[..., str | None] = nowhere) -> None:
        own = sentences_in(Path(module_file).with_name("events.nl.toml"))
        self._own = Words(f"{Path(module_file).parent.name}/events.nl.toml", own)
        self._shared = Words(f"{SHARED.parent.name}/events.nl.toml", sentences_in(SHARED))
        self._called = {key.removeprefix(CALLED): own[key] for key in own if key.startswith(CALLED)}
        self._elsewhere = elsewhere

    def __call__(self, key: str, **values: object) -> str:
        """A sentence about an event. Raises LookupError."""
        told = self._called | values
        if f"event.{key}" in self._own:
            return self._own(f"event.{key}", **told)
        found = self._elsewhere(key, **told)
        if found is not None:
            return found
        rest = key.partition(".")[2]
        for name in (f"event.{key}", rest if rest.startswith("field.") else ""):
            for words in (self._own, self._shared):
                if name in words:
                    return words(name, **told)
        raise LookupError(f"no register says {key!r}")

    def __iter__(self) -> Iterator[str]:
        """Every key of the register's own file."""
        return iter(self._own)

    def happened(self, event: str, **values: object) -> str:
        """What somebody did, behind who did it. Raises LookupError for an event of a later version."""
        return self(f"{event}.happened", **values)

    def exported(self, event: str) -> str:
        """The word for it in a file. Raises LookupError for an event of a later version."""
        return self(f"{event}.exported")

    def line(self, key: str, **values: object) -> str:
        """A piece of what an event brought, in the course of a case. Raises LookupError."""
        words = self._own if f"line.{key}" in self._own else self._shared
        return words(f"line.{key}", **self._called, **values)

    def refusal(self, key: str) -> str:
        """What is wrong with what was filled in. Raises LookupError for what this register does not refuse."""
        return self._own(f"refused.{key}")

    @property
    def called(self) -> Mapping[str, str]:
        """What this register calls its cases and who filed them."""
        return self._called
