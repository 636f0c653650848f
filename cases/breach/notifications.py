"""What the AP was told of a breach: provisionally, in full, more, or taken back (policy point 14, step 6). Pure.

The bot never tells the AP itself: an officer does, and records it here.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cases.breach.case import BreachCase
from cases.breach.corrections import DISCOVERY, corrected_moment, discovered_at, discovery_given
from cases.breach.given_out import GIVEN, as_given
from cases.breach.handling import (
    AP_NUMBER_LIMIT,
    CHANNELS,
    KEPT_NOTIFICATIONS,
    Notification,
    NotificationKind,
    first_of,
    told_after,
)
from cases.breach.since_told import facts_now
from cases.breach.step import (
    before_discovery,
    filled_in,
    moment_given,
    moved,
    put_away,
    read_moment,
    told_when,
    when,
    with_now,
)
from cases.moments import moment
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.events import reason_form
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import Again, CaseEvent, Change, Deed, Handler, Happening, Life, Refused
from cases.terms import CLOCK_SKEW, elapsed

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
    at = moment_given(deed)
    number = lives.typed_within(deed.given, "ap_number", AP_NUMBER_LIMIT)
    channel = lives.one_of(deed.given, "channel", CHANNELS)
    known = case.ap_number if case.told != "no" else ""
    record = Notification(
        kind=kind,
        at=at,
        number=number or known,
        channel=channel,
        by=deed.actor,
        kept_at=deed.now,
        facts=facts_now(case, deed.org),
    )
    older = (each.model_copy(update={"facts": {}}) for each in case.notifications)
    notifications = (*older, record)
    update: dict[str, object] = {"told": told_after(kind, case.told), "ap_behind": False}
    changes = {
        "kind": ("", kind),
        "at": ("", at.astimezone(UTC).isoformat()),
        "number": (known, record.number),
        "channel": ("", channel),
    }
    if given := as_given(case, kind, deed.now, deed.org):
        changes[GIVEN] = ("", given)
    why, corrected = "", before_discovery(case, at)
    if corrected:
        why, found = _discovered_earlier(case, at, deed)
        update |= {**found[0], "corrected": why}
        changes |= found[1]
    update["notifications"] = _kept(notifications)
    if case.told == "no":
        after = case.model_copy(update=update)
        update["no_number"] = ""
        reason = lives.typed_within(deed.given, "late_reason", REASON_LIMIT) or case.late_reason
        late = elapsed(after.deadline(deed.org).due, at) > timedelta()
        recorded_late = elapsed(after.deadline(deed.org).due, deed.now) > timedelta()
        if late and not reason and not corrected:
            raise Refused("late_reason", "te_laat")
        if recorded_late and not (reason or number or corrected):
            raise Refused("ap_number", "later_vastgelegd")
        update |= {"missed": late, "late_reason": reason}
        if reason != case.late_reason:
            changes["late_reason"] = (case.late_reason, reason)
    dues = put_away(case, deed)
    if kind == "withdrawn" and not case.is_breach:
        update["closed_at"] = deed.now
        dues = (*dues, lives.tell(case, deed.now, "no_breach"))
    return moved(life, case, event, deed, update, why=why, changes=changes, dues=dues)


def _discovered_earlier(
    case: BreachCase, at: datetime, deed: Deed
) -> tuple[str, tuple[dict[str, object], dict[str, tuple[str, str]]]]:
    """The AP cannot know of it before we do: the true discovery, and why it stood otherwise, are asked for here."""
    if not deed.given.get("discovered_date"):
        raise Refused("discovered_date", "ap_voor_ontdekken")
    found = discovery_given(deed)
    if at.astimezone(UTC) < found.astimezone(UTC):
        raise Refused("discovered_date", "ap_voor_ontdekken")
    return lives.text(deed.given, "reason", REASON_LIMIT), discovered_at(case, found, deed)


def _kept(told: tuple[Notification, ...]) -> tuple[Notification, ...]:
    """The newest, and always the first that still holds: that moment decides whether the AP was told in time."""
    newest, first = told[-KEPT_NOTIFICATIONS:], first_of(told)
    return newest if first is None or first in newest else (first, *newest[1:])


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
    """When, how, and under which number; why it was late, as soon as it is; the true discovery, when the AP knew of it
    earlier than we did."""
    channel = FormField("channel", "choice", options=CHANNELS, required=True)
    at = read_moment(given, org)
    if at is not None and before_discovery(case, at):
        # A card holds six fields: the number is noted afterwards, and why it was late as well.
        return (*when(), channel, *(replace(each, required=False) for each in DISCOVERY), _WHY_EARLIER)
    asked = (*when(), channel, FormField("ap_number", "text", limit=AP_NUMBER_LIMIT))
    first = case.told == "no" and not case.late_reason
    late = first and (case.missed or (at is not None and elapsed(case.deadline(org).due, at) > timedelta()))
    if late or "late_reason" in given:
        return (*asked, long_text("late_reason", REASON_LIMIT, required=False))
    return asked


_WHY_EARLIER = long_text("reason", REASON_LIMIT, required=False)
"""Asked when the discovery is corrected on the way; that it may not stay empty is said by what the event does."""


def _known_of_the_ap(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id == "ap_number":
        return case.ap_number if case.told != "no" else ""
    return with_now(field, now, org)


def _numbered(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The number under which the AP has it; or why there is none."""
    number = lives.typed_within(deed.given, "ap_number", AP_NUMBER_LIMIT)
    reason = lives.typed_within(deed.given, "reason", REASON_LIMIT)
    received = _received(case, deed)
    if not number and not reason and not (received and case.ap_number):
        raise Refused("ap_number", "nummer_of_reden")
    newest = case.notifications[-1]
    last = newest.model_copy(
        update={"number": number or case.ap_number, "received_at": received or newest.received_at}
    )
    update = {
        "notifications": (*case.notifications[:-1], last),
        "no_number": "" if last.number else reason,
    }
    changes = {"number": (case.ap_number, last.number)}
    if received and received != newest.received_at:
        changes["received"] = ("", received.astimezone(UTC).isoformat())
    return moved(
        life,
        case,
        "ap_numbered",
        deed,
        update,
        why="" if number else reason,
        changes=changes,
        dues=put_away(case, deed),
    )


def _received(case: BreachCase, deed: Deed) -> datetime | None:
    """When the AP confirmed that it came in: not before it was told. Raises Refused."""
    if not deed.given.get("received_day"):
        return None
    given = {"on_date": deed.given["received_day"], "at_time": deed.given.get("received_clock", "")}
    at = read_moment(given, deed.org)
    if at is None:
        raise Refused("received_day", "geen_datum")
    if at.astimezone(UTC) > deed.now.astimezone(UTC) + CLOCK_SKEW:
        raise Refused("received_day", "toekomst")
    moment_told = case.notifications[-1].at.astimezone(deed.org.zone)
    if at.date() < moment_told.date():
        raise Refused("received_day", "voor_melding")
    return at


def _no_supplement(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """What is new does not change what the AP was told, and why."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    return moved(
        life, case, "no_supplement", deed, {"ap_behind": False}, why=reason, dues=put_away(case, deed)
    )


def _known_number(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    at = case.notifications[-1].received_at if case.notifications else None
    here = at.astimezone(org.zone) if at is not None else None
    return {
        "ap_number": case.ap_number,
        "received_day": here.date().isoformat() if here else "",
        "received_clock": here.strftime("%H:%M") if here else "",
        "reason": case.no_number,
    }[field.id]


def told_number(happening: Happening) -> str:
    """The number, or why there is none; and when the AP confirmed that it came in."""
    number = happening.after("number") or happening.event.why
    if "received" not in happening.event.changes:
        return number
    at = moment(datetime.fromisoformat(happening.after("received")), happening.now, happening.org)
    return f"{number} {happening.words.line('received', moment=at)}".strip()


def told_to_the_ap(happening: Happening) -> str:
    """When the AP was told and under which number; and that the discovery was corrected on the way."""
    found = corrected_moment(happening)
    if not found:
        return told_when(happening)
    bare = replace(
        happening, event=happening.event.model_copy(update={"why": ""})
    )  # why it stood otherwise is on the card
    return f"{told_when(bare)} {happening.words.line('also', what=', '.join(found))}"


FORM = CaseForm[BreachCase](asks=_to_the_ap, held=_known_of_the_ap)

EVENTS = (
    *(
        CaseEvent[BreachCase](event, _notifying(event), _notified_before(event), FORM, line=told_to_the_ap)
        for event in KINDS
    ),
    CaseEvent[BreachCase](
        "ap_numbered",
        _numbered,
        form=CaseForm(
            (
                FormField("ap_number", "text", limit=AP_NUMBER_LIMIT),
                FormField("received_day", "date"),
                FormField("received_clock", "time"),
                long_text("reason", REASON_LIMIT, required=False),
            ),
            held=_known_number,
        ),
        line=told_number,
    ),
    CaseEvent[BreachCase](
        "no_supplement",
        _no_supplement,
        form=reason_form(),
        line=lives.the_reason,
    ),
)
