"""The name of who reported a breach without letting any officer read it: opened with a reason, which is kept. Pure.

Policy point 14 step 3 asks who reports: the register holds it, and questions reach that person without the name. A
Privacy Officer who needs the name opens it for good, and who reported it hears that.
"""

from cases.breach.case import BreachCase
from cases.breach.handling import NameOpened
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.events import reason_form
from cases.register.life import CaseEvent, Change, Deed, Life

OPENED = "name_opened"
"""News for who reported it."""


def _open(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """From now on officers read in their own chats who reported it; a channel never does."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    update = {"name_opened": NameOpened(by=deed.actor, at=deed.now, reason=reason)}
    news = lives.tell(case, deed.now, OPENED)
    return life.moved(case, "open_name", deed, update=update, why=reason, dues=(news,))


def _opened_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.name_opened
    return known is not None and known.reason == lives.typed(deed.given, "reason")


EVENTS = (CaseEvent[BreachCase]("open_name", _open, _opened_before, reason_form(), line=lives.the_reason),)
