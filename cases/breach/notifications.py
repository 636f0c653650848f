"""What the AP was told of a breach: provisionally, in full, more, or taken back (policy point 14, step 6). Pure.

The bot never tells the AP itself: an officer does, and records it here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cases.breach.case import BreachCase
from cases.breach.handling import (
    AP_NUMBER_LIMIT,
    CHANNELS,
    KEPT_NOTIFICATIONS,
    Notification,
    NotificationKind,
    told_after,
)
from cases.breach.step import filled_in, given_moment, moved, put_away, told_when, when, with_now
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import Again, CaseEvent, Change, Deed, Handler, Life, Refused
from cases.terms import elapsed

KINDS: dict[str, NotificationKind] = {
    "ap_full": "full",
    "ap_provisional": "provisional",
    "ap_supplement": "supplement",
    "ap_withdraw": "withdrawn",
}
"""What each event tells the AP."""


def _notifying(event: str) -> Handler[BreachCase]:
    return lambda life, case, deed: _notified(life, case, event, deed)


def _notified(life: Life[BreachCase], case: BreachCase, event: str, deed: Deed) -> Change[BreachCase]:
    """The AP knows this from now on. A withdrawal ends a case that turned out to be no breach."""
    kind = KINDS[event]
    at = given_moment(case, deed)
    number = lives.typed_within(deed.given, "ap_number", AP_NUMBER_LIMIT)
    channel = lives.one_of(deed.given, "channel", CHANNELS)
    told = Notification(
        kind=kind, at=at, number=number or case.ap_number, channel=channel, by=deed.actor, kept_at=deed.now
    )
    update: dict[str, object] = {
        "notifications": (*case.notifications, told)[-KEPT_NOTIFICATIONS:],
        "told": told_after(kind, case.told),
    }
    changes = {
        "kind": ("", kind),
        "at": ("", at.astimezone(UTC).isoformat()),
        "number": (case.ap_number, told.number),
        "channel": ("", channel),
    }
    if case.told == "no":
        late = elapsed(case.deadline(deed.org).due, at) > timedelta()
        reason = lives.typed(deed.given, "late_reason") or case.late_reason
        if late and not reason:
            raise Refused("late_reason", "te_laat")
        if len(reason) > REASON_LIMIT:
            raise Refused("late_reason", "te_lang")
        update |= {"missed": late, "late_reason": reason}
        if reason != case.late_reason:
            changes["late_reason"] = (case.late_reason, reason)
    dues = put_away(case, deed)
    if kind == "withdrawn" and not case.is_breach:
        update["closed_at"] = deed.now
        dues = (*dues, lives.tell(case, deed.now, "no_breach"))
    return moved(life, case, event, deed, update, changes=changes, dues=dues)


def _notified_before(event: str) -> Again[BreachCase]:
    """Whether the newest notification is this very one: a form that was sent twice."""

    def same(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
        last = case.notifications[-1] if case.notifications else None
        return (
            last is not None
            and last.kind == KINDS[event]
            and last.by.aad_id == deed.actor.aad_id
            and last.number == (lives.typed(deed.given, "ap_number") or last.number)
            and last.channel == deed.given.get("channel", "")
            and (not _was_first(case) or lives.typed(deed.given, "late_reason") in ("", case.late_reason))
            and last.at == filled_in(deed)
        )

    return same


def _was_first(case: BreachCase) -> bool:
    """Whether the AP knew nothing before the newest notification: only then it is asked why it was late."""
    return len(case.notifications) == 1 or case.notifications[-2].kind == "withdrawn"


def _to_the_ap(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """When, how, and under which number; and why it was late, as soon as it is."""
    asked = (
        *when(),
        FormField("ap_number", "text", limit=AP_NUMBER_LIMIT),
        FormField("channel", "choice", options=CHANNELS, default=CHANNELS[0]),
    )
    late = case.missed and case.told == "no" and not case.late_reason
    if late or "late_reason" in given:
        return (*asked, long_text("late_reason", REASON_LIMIT))
    return asked


def _known_of_the_ap(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return case.ap_number if field.id == "ap_number" else with_now(field, now, org)


FORM = CaseForm[BreachCase](asks=_to_the_ap, held=_known_of_the_ap)

EVENTS = tuple(
    CaseEvent[BreachCase](event, _notifying(event), _notified_before(event), FORM, line=told_when)
    for event in KINDS
)
