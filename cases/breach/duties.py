"""What must be done after the decision on a breach: tell the AP, the people and others, register, close. Pure."""

from collections.abc import Callable
from datetime import UTC, timedelta

from cases.breach.case import BreachCase
from cases.breach.handling import (
    AP_NUMBER_LIMIT,
    CHANNELS,
    HOW_LIMIT,
    KEPT_NOTIFICATIONS,
    RECIPIENTS,
    REGISTER_LIMIT,
    WAYS,
    Duty,
    Informed,
    Notification,
    NotificationKind,
    Registration,
    told_after,
)
from cases.breach.step import filled_in, given_moment, moved, put_away
from cases.register.case import REASON_LIMIT
from cases.register.life import Change, Deed, Life, Refused, one_of, shrink, tell, text, typed
from cases.terms import elapsed

NOBODY = "geen"


MOST_PEOPLE = 10**7


def ap_provisional(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP has a provisional notification (step 6): from now on it waits to be completed."""
    return _notified(life, case, "ap_provisional", deed, "provisional")


def ap_full(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP knows all that is known."""
    return _notified(life, case, "ap_full", deed, "full")


def ap_supplement(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP was told more."""
    return _notified(life, case, "ap_supplement", deed, "supplement")


def ap_withdraw(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The notification was withdrawn (step 6). Where it turned out to be no breach, that ends the case."""
    return _notified(life, case, "ap_withdraw", deed, "withdrawn")


def _notified(
    life: Life[BreachCase], case: BreachCase, event: str, deed: Deed, kind: NotificationKind
) -> Change[BreachCase]:
    at = given_moment(case, deed)
    number = typed(deed.given, "ap_number")
    if len(number) > AP_NUMBER_LIMIT:
        raise Refused("ap_number", "te_lang")
    channel = one_of(deed.given, "channel", CHANNELS)
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
        reason = typed(deed.given, "late_reason") or case.late_reason
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
        dues = (*dues, tell(case, deed.now, "no_breach"))
    return moved(life, case, event, deed, update, changes=changes, dues=dues)


def informed(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The people were told (step 8): when, how, how many."""
    at = given_moment(case, deed)
    how, count = one_of(deed.given, "how", WAYS), deed.given.get("count_told", "")
    if not (count.isascii() and count.isdigit()) or int(count[:9]) > MOST_PEOPLE:
        raise Refused("count_told", "geen_getal")
    note = typed(deed.given, "note")
    if len(note) > HOW_LIMIT:
        raise Refused("note", "te_lang")
    told = Informed(at=at, how=how, count=int(count[:9]), note=note, by=deed.actor, kept_at=deed.now)
    before = case.informed
    changes = {
        "at": (before.at.isoformat() if before else "", at.astimezone(UTC).isoformat()),
        "how": (before.how if before else "", how),
        "count": (str(before.count) if before else "", count),
    }
    shrinks = tuple(
        each
        for name in case.reminders
        if name.startswith("people-")
        for each in shrink(case, deed.now, name, "jz")
    )
    return moved(life, case, "informed", deed, {"informed": told}, why=note, changes=changes, dues=shrinks)


def decide_duties(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Who else must know, and why the others need not."""
    chosen = set(filter(None, deed.given.get("recipients", "").split(",")))
    if not chosen:
        raise Refused("recipients", "verplicht")
    if not chosen <= {*RECIPIENTS, NOBODY} or (NOBODY in chosen and len(chosen) > 1):
        raise Refused("recipients", "geen_keuze")
    reason = text(deed.given, "reason", REASON_LIMIT)
    duties, changes = dict(case.duties), dict[str, tuple[str, str]]()
    for each in RECIPIENTS:
        before, applies = case.duties.get(each), each in chosen
        if before is not None and before.applies is applies:
            continue
        if before is not None and before.done_at is not None:
            continue  # what was told cannot be taken back
        duties[each] = Duty(applies=applies, by=deed.actor, at=deed.now, reason=reason)
        changes[each] = (
            "" if before is None else "yes" if before.applies else "no",
            "yes" if applies else "no",
        )
    return moved(life, case, "decide_duties", deed, {"duties": duties}, why=reason, changes=changes)


def duty_done(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One of the others knows: when and how."""
    recipient = one_of(deed.given, "recipient", case.waiting_duties)
    how = text(deed.given, "how_told", HOW_LIMIT)
    at = given_moment(case, deed)
    done = {"done_at": at, "done_by": deed.actor, "how": how}
    duties = {**case.duties, recipient: case.duties[recipient].model_copy(update=done)}
    changes = {recipient: ("", at.astimezone(UTC).isoformat())}
    return moved(life, case, "duty_done", deed, {"duties": duties}, why=how, changes=changes)


def fill_register(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Effects, measures and lessons, as AVG article 33(5) and policy step 9 want them."""
    effects, measures = (text(deed.given, field, REGISTER_LIMIT) for field in ("effects", "measures"))
    lessons = typed(deed.given, "lessons")
    if len(lessons) > REGISTER_LIMIT:
        raise Refused("lessons", "te_lang")
    before = case.registration
    kept = Registration(effects=effects, measures=measures, lessons=lessons, by=deed.actor, at=deed.now)
    changes = {
        field: (getattr(before, field) if before else "", getattr(kept, field))
        for field in ("effects", "measures", "lessons")
        if getattr(kept, field) != (getattr(before, field) if before else "")
    }
    return moved(life, case, "fill_register", deed, {"registration": kept}, changes=changes)


def close(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """All is decided, done and registered."""
    dues = (tell(case, deed.now, "closed"), *put_away(case, deed))
    return moved(life, case, "close", deed, {"closed_at": deed.now}, dues=dues)


def notified_before(kind: NotificationKind) -> Callable[[Life[BreachCase], BreachCase, Deed], bool]:
    """Whether the newest notification is this very one: a form that was sent twice."""

    def same(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
        last = case.notifications[-1] if case.notifications else None
        return (
            last is not None
            and last.kind == kind
            and last.by.aad_id == deed.actor.aad_id
            and last.number == (typed(deed.given, "ap_number") or last.number)
            and last.at == filled_in(deed)
        )

    return same


def registered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether just this stands in the register."""
    kept = case.registration
    return (
        kept is not None
        and kept.stands
        and all(
            getattr(kept, field) == typed(deed.given, field) for field in ("effects", "measures", "lessons")
        )
    )
