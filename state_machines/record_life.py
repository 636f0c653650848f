"""The life of what a register holds for as long as it lasts: an entry of the processing register, an agreement.

Somebody drafts it, the office that keeps the register establishes it, changes it for years, and ends it. Policy points
9 to 11, annex 1.
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts

DRAFT, CURRENT, ENDED = "draft", "current", "ended"

OPEN = (DRAFT, CURRENT)
"""States in which the entry is kept up to date."""

FG, JZ, BOT = frozenset({"fg"}), frozenset({"jz"}), frozenset({"bot"})


def complete(facts: Facts) -> bool:
    return facts["complete"] == "yes"


def _life(name: str, changes: tuple[str, ...]) -> Chart:
    """The chart of a register; `changes` are the events that change what an entry says."""
    return Chart(
        name=name,
        start=DRAFT,
        states=(DRAFT, CURRENT, ENDED),
        arrows=(
            *(Arrow(state, event, state) for state in OPEN for event in changes),
            Arrow(DRAFT, "establish", CURRENT, complete),
            *(Arrow(state, "end", ENDED) for state in OPEN),
            Arrow(ENDED, "reopen", DRAFT),
            *(Arrow(state, event, state) for state in OPEN for event in ("seen", "remind")),
        ),
    )


def _roles(keeper: frozenset[str], changes: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    by_keeper = (*changes, "establish", "end", "reopen", "seen")
    return {**dict.fromkeys(by_keeper, keeper), "remind": BOT}


PROCESSING_CHANGES = ("change_what", "change_which", "change_whereto", "change_beside")
AGREEMENT_CHANGES = ("change_agreement",)

PROCESSING_LIFE = _life("processing_life", PROCESSING_CHANGES)
PROCESSING_ROLES = _roles(FG, PROCESSING_CHANGES)
"""The FG keeps the processing register (policy point 11)."""

AGREEMENT_LIFE = _life("agreement_life", AGREEMENT_CHANGES)
AGREEMENT_ROLES = _roles(JZ, AGREEMENT_CHANGES)
"""JZ makes the agreements (policy point 10)."""

READERS = frozenset({"po", "fg", "jz"})
"""Offices that read both registers."""
