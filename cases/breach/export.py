"""The breach register on paper: every field that AVG article 33(5) and policy point 14 step 9 want. Pure.

What nobody decided yet says so.
"""

from collections.abc import Iterable, Sequence

from cards.words import words_beside
from cases.assessment.reasons import reason_text
from cases.breach.case import BreachCase
from cases.breach.handling import Advised, Duty, PeopleDecision
from cases.breach.lists import label
from cases.breach.progress import recipient_name
from cases.organisation import Organisation
from cases.register.export import Export, Line, exchanges, moment, spoken, yes_or_no
from cases.register.history import Event
from state_machines.breach_life import NO_BREACH, WITHDRAWN

say = words_beside(__file__)

SPOKEN = (
    "column",
    "status",
    "event",
    "nothing",
    "outcome",
    "ap",
    "notification",
    "people",
    "ground",
    "way",
    "channel",
)
"""Words that are looked up by the name of a column or by what the history holds."""

COLUMNS = (
    "number",
    "status",
    "reported_at",
    "reporter",
    "confidential",
    "discovered_at",
    "discoverer",
    "happened_from",
    "happened_until",
    "term_ends",
    "missed",
    "late_reason",
    "kind",
    "what_happened",
    "cause",
    "data_kinds",
    "special",
    "sensitive",
    "groups",
    "n_people",
    "n_records",
    "n_exact",
    "systems",
    "done",
    "additions",
    "still_unknown",
    "questions",
    "taken_up_by",
    "taken_up_at",
    "fg_involved",
    "outcome",
    "effects",
    "measures",
    "lessons",
    "ap_advice",
    "ap_decision",
    "ap_deviates",
    "ap_reason",
    "ap_decided_by",
    "ap_decided_at",
    "ap_told_at",
    "ap_told",
    "ap_number",
    "people_decision",
    "people_reason",
    "people_decided_by",
    "people_decided_at",
    "people_told_at",
    "people_told",
    "n_people_told",
    "others",
    "withdrawal",
    "closing_reason",
    "closed_at",
)
"""The columns of a breach, in order."""

UNDECIDED = (
    "outcome",
    "effects",
    "measures",
    "ap_decision",
    "ap_told_at",
    "people_decision",
    "people_told_at",
    "others",
)
"""Columns that say so while a case does not hold them yet (policy point 14, steps 4 to 9)."""


def _line(case: BreachCase, events: Sequence[Event], org: Organisation) -> Line:
    report, taken = case.report, case.taken_up
    handled = _handled(case, org)
    undecided = {WITHDRAWN: say("mistake"), NO_BREACH: say("no_breach")}.get(case.status, say("undecided"))
    told = {name: value or (undecided if name in UNDECIDED else "") for name, value in handled.items()}
    return {
        "number": case.number,
        "status": spoken(EXPORT.status, case.status),
        "reported_at": moment(case.reported_at, org),
        "reporter": case.reporter.name,
        "confidential": yes_or_no(case.confidential),
        "discovered_at": moment(report.discovered_at, org),
        "discoverer": label("discoverer", report.discoverer),
        "happened_from": _told_day(report.happened_from),
        "happened_until": _told_day(report.happened_until),
        "term_ends": moment(case.deadline(org).due, org),
        "missed": yes_or_no(case.missed),
        "late_reason": case.late_reason,
        "kind": label("kind", report.kind),
        "what_happened": report.what_happened,
        "cause": label("cause", report.cause),
        "data_kinds": _listed("data_kinds", report.data_kinds),
        "special": yes_or_no(report.special),
        "sensitive": yes_or_no(report.sensitive),
        "groups": _listed("groups", report.groups),
        "n_people": label("n_people", report.n_people),
        "n_records": label("n_records", report.n_records),
        "n_exact": report.n_exact,
        "systems": _listed("systems", report.systems),
        "done": report.done,
        "additions": _additions(events, org),
        "still_unknown": ", ".join(spoken(EXPORT.column, each) for each in report.open_fields),
        "questions": exchanges(events, org),
        "taken_up_by": taken.by.name if taken else "",
        "taken_up_at": moment(taken.at, org) if taken else "",
        "fg_involved": yes_or_no(case.fg_involved),
        **told,
        "withdrawal": case.withdrawal.reason if case.withdrawal else "",
        "closing_reason": case.closing_reason,
        "closed_at": moment(case.closed_at, org),
    }


def _handled(case: BreachCase, org: Organisation) -> Line:
    """What officers decided and did; "" for what is not there."""
    decision, people, informed = case.decision, case.people, case.informed
    registered, outcome = case.registration, case.triage.outcome if case.triage else ""
    told = [each for each in case.notifications if each.kind != "withdrawn"]
    need_not = people is not None and people.choice == "not"
    return {
        "outcome": say(f"outcome.{outcome}") if outcome else "",
        "effects": registered.effects if registered else "",
        "measures": registered.measures if registered else "",
        "lessons": registered.lessons if registered else "",
        "ap_advice": _advice(decision.advised) if decision else "",
        "ap_decision": say(f"ap.{decision.ap}") if decision else "",
        "ap_deviates": yes_or_no(not decision.followed) if decision else "",
        "ap_reason": (decision.reason or _reasons(decision.advised)) if decision else "",
        "ap_decided_by": decision.by.name if decision else "",
        "ap_decided_at": moment(decision.at, org) if decision else "",
        "ap_told_at": (
            moment(min(each.at for each in told), org)
            if told
            else say("not_needed")
            if decision is not None and decision.ap == "not"
            else ""
        ),
        "ap_told": "\n".join(
            f"{moment(each.at, org)} {say(f'notification.{each.kind}')}, {say(f'channel.{each.channel}')}"
            for each in case.notifications
        ),
        "ap_number": case.ap_number,
        "people_decision": say(f"people.{people.choice}") if people else "",
        "people_reason": _why_not(people) if people else "",
        "people_decided_by": people.by.name if people else "",
        "people_decided_at": moment(people.at, org) if people else "",
        "people_told_at": moment(informed.at, org) if informed else say("not_needed") if need_not else "",
        "people_told": " · ".join(each for each in (say(f"way.{informed.how}"), informed.note) if each)
        if informed
        else "",
        "n_people_told": str(informed.count) if informed else "",
        "others": "\n".join(
            f"{recipient_name(name)}: {_duty(duty, org)}" for name, duty in case.duties.items()
        ),
    }


def _advice(advised: Advised) -> str:
    ap = say("advised.ap") if advised.notify_ap else say("advised.not_ap")
    people = say("advised.people") if advised.notify_people else say("advised.not_people")
    return f"{ap} · {people}" + (f" · {say('advised.doubt')}" if advised.doubt else "")


def _reasons(advised: Advised) -> str:
    """Why the bot advised this about the AP: that is the reason when the officer followed it."""
    return " ".join(reason_text(key) for key in advised.reasons if key.startswith("ap."))


def _why_not(people: PeopleDecision) -> str:
    ground = say(f"ground.{people.ground}") if people.ground else ""
    return " · ".join(each for each in (ground, people.reason) if each)


def _duty(duty: Duty, org: Organisation) -> str:
    if not duty.applies:
        told = say("duty.not")
    elif duty.done_at is None:
        told = say("duty.open")
    else:
        told = say("duty.done", moment=moment(duty.done_at, org))
    return " · ".join(each for each in (told, duty.reason, duty.how) if each)


def _additions(events: Iterable[Event], org: Organisation) -> str:
    return "\n".join(
        f"{moment(each.at, org)}: {each.changes['addition'][1]}"
        for each in events
        if "addition" in each.changes
    )


def _told_day(told: str) -> str:
    return told.replace("T", " ")


def _listed(field: str, values: Iterable[str]) -> str:
    return ", ".join(label(field, each) for each in values)


EXPORT = Export[BreachCase](
    columns=COLUMNS,
    column=lambda name: say(f"column.{name}"),
    line=_line,
    status=lambda name: say(f"status.{name}"),
    event=lambda name: say(f"event.{name}"),
    sheet=say("sheet"),
    nothing=lambda name, **days: say(f"nothing.{name}", **days),
)
