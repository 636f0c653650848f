"""What the reporter adds to a breach later: facts from the closed lists, and words. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.handling import Addition
from cases.breach.report import CHOICES, KEPT_ADDITIONS, NO_DATA, SEVERAL, NotInList, Report, checked_choices
from cases.breach.rhythm import clock_dues
from cases.breach.step import involved, moved, put_away
from cases.organisation import Organisation
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import NOTE_LIMIT, REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life, Refused
from cases.terms import CLOCK_SKEW, to_instant
from state_machines.breach_life import DECIDED

CHANGEABLE = tuple(CHOICES)
"""Fields of a report that the reporter may fill in later, with values of the same closed lists."""

HAPPENED = (FormField("happened_date", "date"), FormField("happened_time", "time"))

MOST_LISTS = 5
"""How many closed lists, or days and times, are asked on one card, beside the words."""

LONG_LISTS = frozenset({"data_kinds", "systems"})
"""Lists of which one card can hold only one."""


def _add_facts(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Closed-list fields that are filled in replace the unknown ones; words come beside the first report."""
    report, changes, now = case.report, dict[str, tuple[str, str]](), deed.now
    written = report.model_dump(mode="json")
    for field, value in _chosen(deed.given).items():
        before = _in_report(report, field)
        if value != before:
            changes[field] = (before, value)
            written[field] = value.split(",") if field in SEVERAL else value
    words = lives.typed_within(deed.given, "addition", NOTE_LIMIT)
    if words:
        changes["addition"] = ("", words)
    if begin := _begin(deed, case.report.discovered_at):
        changes["happened_from"] = (report.happened_from, begin)
        written |= {"happened_from": begin, "happened_about": False, "happened_unknown": False}
    if not changes:
        raise Refused("addition", "niets_nieuws")
    written["open_fields"] = [field for field in report.open_fields if not _now_known(field, written)]
    written["no_personal_data"] = written["data_kinds"] == [NO_DATA]
    updated = Report.model_validate(written)
    additions = (*case.additions, Addition(at=now, text=words))[-KEPT_ADDITIONS:] if words else case.additions
    after = case.model_copy(update={"report": updated})
    cards, mails = involved(life, case, after, deed)
    clock = clock_dues(after, now, deed.org) if case.calm and after.clock_runs else ()
    return moved(
        life,
        case,
        "add_facts",
        deed,
        {"report": updated, "additions": additions, "cards": cards, "unweighed": _to_weigh(case)},
        changes=changes,
        dues=(*lives.thread(case, now, "added", str(case.seq + 1)), *mails, *clock),
    )


def _to_weigh(case: BreachCase) -> bool:
    """Whether somebody has to say whether what the reporter told now changes anything: it was decided already."""
    return case.unweighed or case.status in DECIDED


def _nothing_changes(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """What the reporter told since the decision changes nothing about it, and why."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    return moved(
        life, case, "nothing_changes", deed, {"unweighed": False}, why=reason, dues=put_away(case, deed)
    )


def _begin(deed: Deed, discovered: datetime) -> str:
    """When it happened, when the reporter knows that by now: a day, perhaps with a time. Raises Refused."""
    day, clock = deed.given.get("happened_date", ""), deed.given.get("happened_time", "")
    if clock and not day:
        raise Refused("happened_date", "tijd_zonder_datum")
    if not day:
        return ""
    begin = f"{day}T{clock[:5]}" if clock else day
    try:
        at = to_instant(date.fromisoformat(day), time.fromisoformat(clock or "00:00"), deed.org.zone)
    except ValueError as reason:
        raise Refused("happened_date", "geen_datum") from reason
    if at > deed.now + CLOCK_SKEW:
        raise Refused("happened_date", "toekomst")
    if at > discovered:
        raise Refused("happened_date", "later_dan_ontdekt")
    return begin


def _chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What was filled in for closed lists, in the order of each list. Raises Refused for what is in none.

    "Unknown" by itself is what an untouched field of an old form says: it never takes away what is known by now.
    """
    try:
        return {
            field: ",".join(checked_choices(field, value.split(",") if field in SEVERAL else (value,)))
            for field in CHANGEABLE
            if (value := given.get(field, UNKNOWN)) not in ("", UNKNOWN)
        }
    except NotInList as reason:
        raise Refused("addition", "geen_keuze") from reason


def _in_report(report: Report, field: str) -> str:
    value = getattr(report, field)
    return ",".join(value) if field in SEVERAL else str(value)


def _added_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether all that is told here stands in the case: the words as the last ones, known values in the report."""
    words, chosen = lives.typed(deed.given, "addition"), _chosen(deed.given)
    if begin := _begin(deed, case.report.discovered_at):
        return begin == case.report.happened_from and not words and not chosen
    if words and (not case.additions or case.additions[-1].text != words):
        return False
    known = any(UNKNOWN not in value.split(",") for value in chosen.values())
    return bool(words or known) and all(
        _in_report(case.report, field) == value for field, value in chosen.items()
    )


def _now_known(field: str, told: Mapping[str, object]) -> bool:
    value = told.get(field)
    if field == "happened":
        return not told["happened_unknown"]
    if value is None:
        return False
    return UNKNOWN not in (value if isinstance(value, list) else [value])


def _askable(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """What was told already, what is still open, and room for words. With more open than one card holds, the rest comes
    next time."""
    happened = HAPPENED if "happened" in case.report.open_fields else ()
    chosen = [name for name in CHANGEABLE if given.get(name, UNKNOWN) not in ("", UNKNOWN)]
    if chosen:
        happened = ()
    for name in CHANGEABLE:
        full = len(chosen) + len(happened) >= MOST_LISTS or (
            name in LONG_LISTS and not LONG_LISTS.isdisjoint(chosen)
        )
        if name in case.report.open_fields and name not in chosen and not full:
            chosen.append(name)
    lists = (
        FormField(name, "choices" if name in SEVERAL else "choice", options=CHOICES[name])
        for name in chosen[:MOST_LISTS]
    )
    return (*lists, *happened, FormField("addition", "long_text", limit=NOTE_LIMIT))


def _held(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What stands in the field at first. A lone "I don't know" is not ticked: nobody would think to untick it."""
    if field.id not in CHOICES:
        return ""
    value = getattr(case.report, field.id)
    if field.id not in SEVERAL:
        return str(value)
    return "" if value == (UNKNOWN,) else ",".join(value)


EVENTS = (
    CaseEvent[BreachCase](
        "add_facts",
        _add_facts,
        _added_before,
        CaseForm(asks=_askable, held=_held, reporter=True, adds="addition"),
        line=lives.became("addition"),
    ),
    CaseEvent[BreachCase](
        "nothing_changes", _nothing_changes, form=shared.reason_form(), line=lives.the_reason
    ),
)
