"""Why something is not taken in or not done, and how often that was."""

from collections import Counter
from collections.abc import Mapping

REASONS = (
    "token",
    "outsider",
    "unreadable",
    "unknown",
    "no_case",
    "no_role",
    "other_office",
    "elsewhere",
    "no_file",
    "too_fast",
    "too_many",
)
"""No proof from Teams; somebody else's tenant or nobody's identity; no activity; no button of ours; a case or file that
this person may not have; something that this person, this channel or this place may not do; more than one may ask."""


class BadActivity(Exception):
    """Not an activity that we can read. The text names the field, never its value."""


class Forbidden(Exception):
    """Readable, but not from anybody whom we serve. The text names the reason, never a value."""


class Refusals:
    """Counts what was refused since the start, by why. Of whom, about which case and where is not kept."""

    def __init__(self) -> None:
        self._counts = Counter[str]()

    @property
    def counts(self) -> Mapping[str, int]:
        """How often, by reason; those that never happened are there too."""
        return {each: self._counts[each] for each in REASONS}

    @property
    def total(self) -> int:
        """All together."""
        return self._counts.total()

    def note(self, why: str) -> None:
        """One more. Raises ValueError for what is no reason."""
        if why not in REASONS:
            raise ValueError(why)
        self._counts[why] += 1
