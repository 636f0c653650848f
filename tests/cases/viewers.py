"""Who looks at a card in a test: an officer alone, an office in its channel, or the office whose turn it is."""

from typing import Any

from cases.people import Actor, Viewer
from cases.register.life import Life

IN_PO, IN_FG, IN_JZ = (Viewer.in_channel(office) for office in ("po", "fg", "jz"))


def alone(*offices: str) -> Viewer:
    """Somebody of these offices in the own chat, who filed none of the cases."""
    return Viewer(Actor(aad_id="an-officer", roles=frozenset(offices)), private=True)


PO_ALONE, FG_ALONE, JZ_ALONE = alone("po"), alone("fg"), alone("jz")


def at_home(life: Life[Any], case: Any, *, private: bool = False) -> Viewer:
    """The office whose turn it is: in its channel, or one of its people alone."""
    home = life.home(case)
    return alone(home) if private else Viewer.in_channel(home)
