"""How much one person, and all together, may ask of the bot in a while: so that nobody drowns an office or the rest."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cases.people import Actor

MINUTE, HOUR = 60.0, 3600.0
"""Seconds over which is counted."""

OF_OFFICES = 10
"""Who works for an office does so much more that others hear of."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`turns` a minute of one person and of all together; `told` an hour is what others hear of: new cases, and what
    is done to them. None: as much as they like, as on a machine of one's own."""

    turns: int | None = 60
    turns_of_all: int | None = 30_000
    told: int | None = 40
    told_of_all: int | None = 4_000


UNLIMITED = Allowance(None, None, None, None)

Spent = Literal["fits", "first", "again"]
"""Whether there was room for it; what does not fit for the first time in this while is said, what follows is not."""


class TooMany(Exception):
    """Others heard so much of this person, or of all together, that no more goes out in this while."""


class _Window:
    """Counts for so many seconds, then begins again: nothing of anybody is kept for longer."""

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._seconds = seconds
        self._now = now
        self._ends = float("-inf")
        self._counts = Counter[str]()
        self._all = 0

    def spend(self, who: str, most: int | None, of_all: int | None) -> Spent:
        if self._now() >= self._ends:
            self._ends = self._now() + self._seconds
            self._counts.clear()
            self._all = 0
        if (of_all is None or self._all < of_all) and (most is None or self._counts[who] < most):
            self._counts[who] += 1
            self._all += 1
            return "fits"
        over = f"over {who}"
        self._counts[over] += 1
        return "first" if self._counts[over] == 1 else "again"

    def __len__(self) -> int:
        return len(self._counts)


class Budget:
    """Keeps count. `now` are seconds that only rise."""

    def __init__(self, allowance: Allowance, now: Callable[[], float]) -> None:
        self._allowance = allowance
        self._turns = _Window(MINUTE, now)
        self._told = _Window(HOUR, now)

    def turn(self, aad_id: str) -> Spent:
        """A turn of this person."""
        return self._turns.spend(aad_id.lower(), self._allowance.turns, self._allowance.turns_of_all)

    def tell(self, actor: Actor) -> None:
        """This person is about to do something that others will hear of. Raises TooMany."""
        most = self._allowance.told
        if most is not None and actor.roles:
            most *= OF_OFFICES
        if self._told.spend(actor.aad_id, most, self._allowance.told_of_all) != "fits":
            raise TooMany

    @property
    def counted(self) -> int:
        """How many people are counted now."""
        return len(self._turns) + len(self._told)
