"""What turned out to be otherwise than reported: when it was discovered and by whom, when it happened, what kind. Pure.

The 72 hours run from the earliest discovery by anybody of the organisation, or from the message of a processor (AVG
article 33, policy point 14 step 6). When the discovery is corrected the term is counted anew, and the reminders follow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.lists import label
from cases.breach.report import CHOICES, DISCOVERERS, KINDS, Report
from cases.breach.rhythm import RHYTHM, clock_dues
from cases.breach.step import moved
from cases.moments import moment
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life, Refused
from cases.terms import CLOCK_SKEW, elapsed, to_instant

OLDEST = date(2000, 1, 1)

HOW_SURE = EXACTLY, ROUGHLY = "precies", "ongeveer"
"""Whether a moment is known to the minute."""

DISCOVERY = (
    FormField("discovered_date", "date", required=True),
    FormField("discovered_time", "time", required=True),
)
HAPPENED = (
    FormField("happened_date", "date"),
    FormField("happened_time", "time"),
    FormField("until_date", "date"),
    FormField("until_time", "time"),
)


def discovery_given(deed: Deed) -> datetime:
    """The discovery that was filled in. Raises Refused."""
    day, clock = _day(deed, "discovered_date"), _clock(deed, "discovered_time")
    if day is None:
        raise Refused("discovered_date", "verplicht")
    if clock is None:
        raise Refused("discovered_time", "verplicht")
    return _not_to_come("discovered_date", to_instant(day, clock, deed.org.zone), deed)


def discovered_at(
    case: BreachCase, found: datetime, deed: Deed
) -> tuple[dict[str, object], dict[str, tuple[str, str]]]:
    """What becomes of the case when it was discovered then, and what changes by that.

    Whether the AP was told in time is looked at anew. A reminder of the term that went out counts again when its
    moment is still to come.
    """
    before = case.report.discovered_at
    report = case.report.model_copy(update={"discovered_at": found, "discovered_about": False})
    after = case.model_copy(update={"report": report})
    due, first = after.deadline(deed.org).due, case.first_told
    missed = (
        elapsed(due, first.at) > timedelta()
        if first is not None
        else case.missed and elapsed(due, deed.now) >= timedelta()
    )
    kept = {
        name: state
        for name, state in case.reminders.items()
        if (stage := RHYTHM.named(after, name, deed.org)) is None or stage.at <= deed.now
    }
    changes = {"discovered_at": (before.isoformat(), found.astimezone(UTC).isoformat())}
    return {"report": report, "missed": missed, "reminders": kept}, changes


def _correct_discovery(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """It was discovered earlier or later, or by somebody else, and why it stood otherwise. The term moves with it."""
    found = discovery_given(deed)
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    discoverer = lives.one_of(deed.given, "discoverer", DISCOVERERS)
    if any(told.astimezone(UTC) < found.astimezone(UTC) for told in told_before(case)):
        raise Refused("discovered_date", "na_melding")
    begin = case.report.happened_from
    if begin and _instant(begin, deed) > found:
        raise Refused("discovered_date", "voor_gebeurd")
    update: dict[str, object] = {"report": case.report}
    changes = dict[str, tuple[str, str]]()
    if lies_elsewhere(case, found):
        update, changes = discovered_at(case, found, deed)
    moves = bool(changes)
    report = _with(update["report"], {"discoverer": discoverer}, changes)
    update["report"] = report.model_copy(update={"discovered_about": _roughly(deed)})
    update |= {"corrected": reason, **established(case, ("discovered_at", "discoverer"), deed)}
    changes |= _became_rough(case.report, update["report"])
    after = case.model_copy(update=update)
    dues: Dues = clock_dues(after, deed.now, deed.org) if moves and not after.ap_settled else ()
    return moved(life, case, "correct_discovery", deed, update, why=reason, changes=changes, dues=dues)


def _correct_report(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """It happened at another moment, or was of another kind, and why it stood otherwise."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    kind = lives.one_of(deed.given, "kind", KINDS) if deed.given.get("kind") else case.report.kind
    begin, end = _happened(case.report.discovered_at, deed)
    changes = dict[str, tuple[str, str]]()
    new = {"kind": kind, "happened_from": begin, "happened_until": end}
    report = _with(case.report, new, changes)
    rough = {"happened_about": _roughly(deed) and bool(begin), "until_about": _roughly(deed) and bool(end)}
    report = report.model_copy(update={"happened_unknown": not begin, **rough})
    changes |= _became_rough(case.report, report)
    update = {"report": report, "corrected": reason, **established(case, ("happened",), deed)}
    return moved(life, case, "correct_report", deed, update, why=reason, changes=changes)


def _roughly(deed: Deed) -> bool:
    """Whether the moment is not known to the minute: then it is kept as the earliest that it may mean."""
    return deed.given.get("how_sure") == ROUGHLY


def _became_rough(before: Report, after: object) -> dict[str, tuple[str, str]]:
    """Which moments are told roughly, where that changed."""
    assert isinstance(after, Report)
    was, became = ",".join(before.about), ",".join(after.about)
    return {"about": (was, became)} if was != became else {}


def established(case: BreachCase, facts: Iterable[str], deed: Deed) -> dict[str, object]:
    """An officer established these facts."""
    return {"established": {**case.established, **dict.fromkeys(facts, Sighting(by=deed.actor, at=deed.now))}}


def _with(report: object, new: Mapping[str, str], changes: dict[str, tuple[str, str]]) -> Report:
    """The report with these values; what differs is added to `changes`, and what is known by now is not open."""
    assert isinstance(report, Report)
    for name, value in new.items():
        if value != getattr(report, name):
            changes[name] = (getattr(report, name), value)
    known = {
        "happened" if name == "happened_from" else name
        for name, value in new.items()
        if value not in ("", UNKNOWN)
    }
    kept = tuple(each for each in report.open_fields if each not in known)
    return report.model_copy(update={**new, "open_fields": kept})


def told_before(case: BreachCase) -> tuple[datetime, ...]:
    """When somebody was told of it, the Privacy Officer first of all: it was discovered before that."""
    lines = [case.reported_at]
    lines += [case.first_told.at] if case.first_told is not None else []
    lines += [case.informed.at] if case.informed is not None else []
    return (*lines, *(duty.done_at for duty in case.duties.values() if duty.done_at is not None))


def lies_elsewhere(case: BreachCase, found: datetime) -> bool:
    """Whether this is another moment of discovery than the one that stands there, of which forms know the minute."""
    return found.astimezone(UTC) != case.report.discovered_at.replace(second=0, microsecond=0)


def happened_given(found: datetime, deed: Deed, end: str) -> str:
    """When it began, where only that was asked and it ended at `end`. Raises Refused."""
    day, _, clock = end.partition("T")
    until = {"until_date": day, "until_time": clock}
    return _happened(found, replace(deed, given={**deed.given, **until}))[0]


def _happened(found: datetime, deed: Deed) -> tuple[str, str]:
    """When it began and ended, as the report keeps that. Raises Refused for what lies behind the discovery."""
    written = list[str]()
    for name in ("happened", "until"):
        day, clock = _day(deed, f"{name}_date"), _clock(deed, f"{name}_time")
        if day is None and clock is not None:
            raise Refused(f"{name}_date", "tijd_zonder_datum")
        if day is not None:
            _not_to_come(f"{name}_date", to_instant(day, clock or time(), deed.org.zone), deed)
        clocked = f"T{clock:%H:%M}" if clock is not None else ""
        written.append(f"{day.isoformat()}{clocked}" if day is not None else "")
    begin, end = written
    if begin and _instant(begin, deed) > found:
        raise Refused("happened_date", "later_dan_ontdekt")
    if begin and end and _instant(end, deed, time(23, 59)) < _instant(begin, deed):
        raise Refused("until_date", "einde_voor_begin")
    return begin, end


def _instant(written: str, deed: Deed, without: time = time()) -> datetime:
    day, _, clock = written.partition("T")
    return to_instant(date.fromisoformat(day), time.fromisoformat(clock) if clock else without, deed.org.zone)


def _day(deed: Deed, field: str) -> date | None:
    value = deed.given.get(field, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as reason:
        raise Refused(field, "geen_datum") from reason


def _clock(deed: Deed, field: str) -> time | None:
    value = deed.given.get(field, "")
    try:
        return time.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None) if value else None
    except ValueError as reason:
        raise Refused(field, "geen_tijd") from reason


def _not_to_come(field: str, at: datetime, deed: Deed) -> datetime:
    if at.date() < OLDEST:
        raise Refused(field, "te_oud")
    if at.astimezone(UTC) > deed.now.astimezone(UTC) + CLOCK_SKEW:
        raise Refused(field, "toekomst")
    return at


def as_reported(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the report says stands there at first."""
    report = case.report
    here = report.discovered_at.astimezone(org.zone)
    begin, end = report.happened_from.partition("T"), report.happened_until.partition("T")
    held = {
        "how_sure": ROUGHLY if report.happened_about or report.until_about else EXACTLY,
        "kind": report.kind,
        "discoverer": report.discoverer,
        "discovered_date": here.date().isoformat(),
        "discovered_time": here.strftime("%H:%M"),
        "happened_date": begin[0],
        "happened_time": begin[2],
        "until_date": end[0],
        "until_time": end[2],
    }
    return held.get(field.id, "")


def _as_discovered(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the report says of the discovery."""
    if field.id == "how_sure":
        return ROUGHLY if case.report.discovered_about else EXACTLY
    return as_reported(case, field, now, org)


def what_changed(happening: Happening) -> str:
    """What became otherwise. Why stands on the card and in the file: a line of the course holds no more."""
    return ", ".join((*corrected_moment(happening), *_other_changes(happening.event.changes, happening)))


def corrected_moment(happening: Happening) -> tuple[str, ...]:
    """That the discovery was corrected, where an event did so."""
    if "discovered_at" not in happening.event.changes:
        return ()
    before, after = (
        moment(datetime.fromisoformat(each), happening.now, happening.org)
        for each in happening.event.changes["discovered_at"]
    )
    return (happening.words.line("corrected.discovered_at", before=before, after=after),)


def _in_words(field: str, value: str) -> str:
    return ", ".join(label(field, each) for each in value.split(",") if each)


def _other_changes(changes: Mapping[str, tuple[str, str]], happening: Happening) -> tuple[str, ...]:
    lists = tuple(
        happening.words.line(f"corrected.{name}", after=_in_words(name, changes[name][1]))
        for name in CHOICES
        if name in changes
    )
    happened = any(each in changes for each in ("happened_from", "happened_until"))
    rough = (happening.words.line("corrected.about"),) if changes.get("about", ("", ""))[1] else ()
    return (*lists, *((happening.words.line("corrected.happened"),) if happened else ()), *rough)


EVENTS = (
    CaseEvent[BreachCase](
        "correct_discovery",
        _correct_discovery,
        form=CaseForm(
            (
                FormField("discoverer", "choice", options=DISCOVERERS, required=True),
                *DISCOVERY,
                FormField("how_sure", "choice", options=HOW_SURE),
                long_text("reason", REASON_LIMIT),
            ),
            held=_as_discovered,
        ),
        line=what_changed,
    ),
    CaseEvent[BreachCase](
        "correct_report",
        _correct_report,
        form=CaseForm(
            (
                *HAPPENED,
                FormField("how_sure", "choice", options=HOW_SURE),
                long_text("reason", REASON_LIMIT),
            ),
            held=as_reported,
        ),
        line=what_changed,
    ),
)
