"""What the steps of an officer with a breach have in common: the moment, the case after it, what is put away. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from cases.breach.case import BreachCase
from cases.breach.rhythm import chore_dues
from cases.moments import moment
from cases.organisation import Organisation
from cases.register.events import members_cards
from cases.register.fields import FormField
from cases.register.life import Change, Deed, Dues, Happening, Life, Refused, mail, message, with_cards
from cases.register.messages import Ref, channel, mailbox
from cases.register.rhythm import newest_put_away
from cases.terms import CLOCK_SKEW, later

TASK_WAITS = "task_waits"
"""News that the office which tells the people did not get its task yet."""

TASK_SECONDS = 600
"""So long a card and a mail have to arrive: after it a person is told that neither did."""


def moment_given(deed: Deed) -> datetime:
    """The day and time that were filled in, in the organisation's zone: not to come."""
    at = filled_in(deed)
    if at is None:
        raise Refused("on_date", "geen_datum")
    if at.astimezone(UTC) > deed.now.astimezone(UTC) + CLOCK_SKEW:
        raise Refused("on_date", "toekomst")
    return at


def given_moment(case: BreachCase, deed: Deed) -> datetime:
    """The day and time that were filled in, in the organisation's zone: not to come, not before the discovery."""
    at = moment_given(deed)
    if before_discovery(case, at):
        raise Refused("on_date", "voor_ontdekken")
    return at


def before_discovery(case: BreachCase, at: datetime) -> bool:
    """Whether this lies before the discovery, of which forms know the minute."""
    found = case.report.discovered_at.astimezone(UTC).replace(second=0, microsecond=0)
    return at.astimezone(UTC) < found


def filled_in(deed: Deed) -> datetime | None:
    """The day and time that were filled in; None for what is none."""
    return read_moment(deed.given, deed.org)


def read_moment(given: Mapping[str, str], org: Organisation) -> datetime | None:
    """The day and time that stand in the fields of `when`; None for what is none."""
    try:
        day = date.fromisoformat(given.get("on_date", ""))
        clock = time.fromisoformat(given.get("at_time", "") or "00:00").replace(tzinfo=None)
        at = datetime.combine(day, clock, org.zone)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at


def put_away(case: BreachCase, deed: Deed) -> Dues:
    """Reminders that still ask for something are made small: what they ask for has happened."""
    return newest_put_away(case, deed.now, *(each for each in ("po", "fg", "jz") if each in case.cards))


def moved(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    update: Mapping[str, object],
    *,
    why: str = "",
    changes: Mapping[str, tuple[str, str]] | None = None,
    dues: Dues = (),
    early: bool = False,
) -> Change[BreachCase]:
    """The case after the event, with the first reminder of all that now waits for somebody.

    With `early` the guards see what was decided: the decision itself says where it leads.
    """
    at = case.model_copy(update=dict(update)) if early else case
    done = life.moved(at, event, deed, update=update, why=why, changes=changes, dues=dues)
    return Change(done.case, done.event, (*done.dues, *chore_dues(case, done.case, deed.now, deed.org)))


def involved(
    life: Life[BreachCase], case: BreachCase, after: BreachCase, deed: Deed
) -> tuple[tuple[str, ...], Dues]:
    """The living cards, and the mail to the FG, when what is known now concerns the FG and did not before."""
    if not after.fg_involved or case.fg_involved:
        return case.cards, ()
    after = after.model_copy(update={"cards": with_cards(after, "fg")})
    cards = members_cards(life, after, deed) if case.confidential else after.cards
    return cards, (mail(case, "fg", deed.now, "new"),)


def task_watched(case: BreachCase, now: datetime) -> Dues:
    """A while after it was decided that people have to be told, the officers hear of it when the task reached nobody
    (AVG article 34(1): without undue delay)."""
    at, mark = later(now, seconds=TASK_SECONDS), str(case.seq + 1)
    notes = tuple(
        (at, message(case, "thread", channel(each), now, Ref(TASK_WAITS, mark))) for each in ("po", "fg")
    )
    return (*notes, (at, message(case, "mail", mailbox("fg"), now, Ref(TASK_WAITS, mark=mark))))


def when() -> tuple[FormField, ...]:
    """The fields of `given_moment`."""
    return (
        FormField("on_date", "date", required=True, starts_now=True),
        FormField("at_time", "time", starts_now=True),
    )


def with_now(field: FormField, now: datetime, org: Organisation) -> str:
    """What stands in a field at first: the present moment in the fields of `when`."""
    here = now.astimezone(org.zone)
    if not field.starts_now:
        return field.default
    return here.date().isoformat() if field.kind == "date" else here.strftime("%H:%M")


def told_when(happening: Happening) -> str:
    """When somebody was told, under which number, and how: the line of an event that records it."""
    at = happening.event.changes.get("at") or next(iter(happening.event.changes.values()))
    on = happening.words.line(
        "on", moment=moment(datetime.fromisoformat(at[1]), happening.now, happening.org)
    )
    return " ".join(
        filter(None, (on, happening.event.changes.get("number", ("", ""))[1], happening.event.why))
    )
