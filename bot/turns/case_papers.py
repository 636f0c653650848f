"""Which papers of a case somebody may have."""

from typing import Any

from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.life import NoRole
from cases.register.register import Register


def papers_for(
    register: Register[Any], case: KeptCase, actor: Actor, shown_for: str
) -> tuple[str, tuple[str, ...]]:
    """The papers of this case that this person may have, and the office that has no more than a task in it.

    `shown_for` is the office of whose card the press came. Raises NoRole.
    """
    task = register.life.only_task(case, actor)
    if register.life.offices.isdisjoint(actor.roles) and not task:
        raise NoRole
    task = task or (shown_for if shown_for in register.life.tasks(case) else "")
    return task, tuple(each for each, _ in register.papers.of(case, task))
