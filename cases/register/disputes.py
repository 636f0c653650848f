"""Who reported a case says that its outcome is not right: the office hears why, and opens it again or says why
not. Pure."""

from typing import Any

from cases.register import life as lives
from cases.register.case import REASON_LIMIT, C, Dispute
from cases.register.events import reason_form
from cases.register.life import CaseEvent, Change, Deed, Life


def _dispute(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """It stands under the card, and the office gets a mail: nothing else calls for a case that is over."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    mark = str(case.seq + 1)
    return life.moved(
        case,
        "dispute",
        deed,
        update={"disputed": Dispute(reason=reason, at=deed.now)},
        changes={"disputed": ("", reason)},
        dues=(
            *lives.thread(case, deed.now, "disputed", mark),
            lives.mail(case, life.home(case), deed.now, "disputed", mark),
        ),
    )


def _disputed_before(life: Life[C], case: C, deed: Deed) -> bool:
    known = case.disputed
    return known is not None and known.waits and known.reason == lives.typed(deed.given, "reason")


def _keep_closed(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """It stays as it is; who disputed it reads why."""
    reply = lives.text(deed.given, "reason", REASON_LIMIT)
    known = case.disputed
    kept = known.model_copy(update={"reply": reply}) if known is not None else None
    news = lives.tell(case, deed.now, "kept_closed")
    return life.moved(case, "keep_closed", deed, update={"disputed": kept}, why=reply, dues=(news,))


def _kept_before(life: Life[C], case: C, deed: Deed) -> bool:
    known = case.disputed
    return known is not None and not known.waits and known.reply == lives.typed(deed.given, "reason")


EVENTS: tuple[CaseEvent[Any], ...] = (
    CaseEvent("dispute", _dispute, _disputed_before, reason_form(reporter=True), line=lives.the_words),
    CaseEvent("keep_closed", _keep_closed, _kept_before, reason_form(), line=lives.the_reason),
)
