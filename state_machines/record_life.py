"""The life of what a register holds for as long as it lasts: an entry of the processing register, an agreement.

Somebody drafts it, the office that keeps the register establishes it, changes it for years, and ends it. Policy points
9 to 11, annex 1.
"""

from collections.abc import Mapping

from state_machines.chart import Arrow, Chart, Facts

DRAFT, CURRENT, ENDED = "draft", "current", "ended"

OPEN = (DRAFT, CURRENT)
"""States in which the entry is kept up to date."""

HOME = frozenset({"home"})
"""Members and deputies of the office that keeps the entry."""

BOT = frozenset({"bot"})


def complete(facts: Facts) -> bool:
    return facts["complete"] == "yes"


def decided(facts: Facts) -> bool:
    """Whether no question is open that somebody still has to decide."""
    return facts["decided"] == "yes"


def ready(facts: Facts) -> bool:
    return complete(facts) and decided(facts)


def record_chart(name: str, changes: tuple[str, ...]) -> Chart:
    """The chart of a register; `changes` are the events that change what an entry says. Such a change may leave
    something undecided: then it is a draft again."""
    return Chart(
        name=name,
        start=DRAFT,
        states=(DRAFT, CURRENT, ENDED),
        arrows=(
            *(Arrow(state, event, state) for state in OPEN for event in changes),
            Arrow(DRAFT, "establish", CURRENT, ready),
            *(Arrow(state, "end", ENDED) for state in OPEN),
            Arrow(CURRENT, "undecide", DRAFT),
            Arrow(ENDED, "reopen", DRAFT),
            *(Arrow(state, event, state) for state in OPEN for event in ("seen", "remind")),
            *(Arrow(state, event, state) for state in (*OPEN, ENDED) for event in ("linked", "unlinked")),
        ),
    )


def record_roles(changes: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Who may cause an event: the office that keeps the entry (policy points 10 and 11), and the bot."""
    by_keeper = (*changes, "establish", "undecide", "end", "reopen", "seen")
    return {**dict.fromkeys(by_keeper, HOME), **dict.fromkeys(("remind", "linked", "unlinked"), BOT)}


READERS = frozenset({"po", "fg", "jz"})
"""Offices that read the registers that last."""
