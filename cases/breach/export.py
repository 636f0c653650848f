"""The breach register on paper: every field that AVG article 33(5) and policy point 14 step 9 want. Pure.

What nobody decided yet says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from cards.words import words_beside
from cases.assessment.reasons import reason_text
from cases.breach.case import BreachCase
from cases.breach.events import WORDS
from cases.breach.facts import PLACED, owner_name, reported_otherwise, told_of
from cases.breach.handling import Advised, Decision, Duty, Informed, PeopleDecision
from cases.breach.known import tasks
from cases.breach.lists import field_name, label
from cases.breach.progress import recipient_name
from cases.breach.report import CHOICES, FOUND, SENSITIVE, SPECIAL, Report
from cases.organisation import Organisation
from cases.register import export as shared
from cases.register.export import Column, Recorded
from cases.register.history import Event
from cases.register.linking import together_column
from state_machines.breach_life import DOUBLE, NO_BREACH, WITHDRAWN

say = words_beside(__file__)

SPOKEN = (
    "column",
    "status",
    "nothing",
    "outcome",
    "ap",
    "notification",
    "people",
    "ground",
    "way",
    "channel",
    "opinion",
    "planned",
)
"""Words that are looked up by the name of a column or by what the history holds."""

UNDECIDED = frozenset(
    {
        *("outcome", "effects", "measures", "ap_decision", "ap_told_at", "people_decision", "people_told_at"),
        "others",
    }
)
"""Columns that say so while a case does not hold them yet (policy point 14, steps 4 to 9)."""

Of = Recorded[BreachCase]


def status_word(name: str) -> str:
    """How a case stands. Raises LookupError for a state of a later version."""
    return say(f"status.{name}")


def is_decided(cell: str) -> bool:
    """Whether a cell holds something that officers decided or did, and not that nobody has yet or had to."""
    return bool(cell) and cell not in (say("undecided"), say("mistake"), say("no_breach"), say("double"))


def _report(name: str, read: Callable[[Report], str]) -> Column[BreachCase]:
    return Column(name, lambda of: read(of.case.report), given=True)


def _handled(name: str, read: Callable[[Of], str]) -> Column[BreachCase]:
    """What officers decided and did; while it is not there, that is said where it must come."""

    def told(of: Of) -> str:
        if (value := read(of)) or name not in UNDECIDED:
            return value
        ended = {WITHDRAWN: say("mistake"), NO_BREACH: say("no_breach"), DOUBLE: say("double")}
        return ended.get(of.case.status, say("undecided"))

    return Column(name, told)


def _decided(name: str, read: Callable[[Decision, Organisation], str]) -> Column[BreachCase]:
    return _handled(name, lambda of: read(of.case.decision, of.org) if of.case.decision else "")


def _people(name: str, read: Callable[[PeopleDecision, Organisation], str]) -> Column[BreachCase]:
    return _handled(name, lambda of: read(of.case.people, of.org) if of.case.people else "")


def _informed(name: str, read: Callable[[Informed], str]) -> Column[BreachCase]:
    return _handled(name, lambda of: read(of.case.informed) if of.case.informed else "")


def _registered(name: str) -> Column[BreachCase]:
    return _handled(name, lambda of: getattr(of.case.registration, name) if of.case.registration else "")


def _outcome(of: Of) -> str:
    outcome = of.case.triage.outcome if of.case.triage else ""
    if outcome == "no_breach" and of.case.was_instead:
        return say(f"outcome.{of.case.was_instead}")
    if not outcome and of.case.too_little is not None:
        return say("outcome.too_little")
    return say(f"outcome.{outcome}") if outcome else ""


def _chosen(of: Of, field: str) -> str:
    """What officers chose in the assessment, also that they did not know; or what a file told that was taken over."""
    chosen = [each for each in of.case.answered(field).split(",") if each in FOUND[field]]
    return _listed(field, chosen) or shared.from_elsewhere(of.events, f"found_{field}")


def _ap_told_at(of: Of) -> str:
    sentences = [each.at for each in of.case.notifications if each.kind != "withdrawn"]
    if sentences:
        return of.at(min(sentences))
    return say("not_needed") if of.case.decision is not None and of.case.decision.ap == "not" else ""


def _ap_told(of: Of) -> str:
    return "\n".join(
        f"{of.at(each.at)} {say(f'notification.{each.kind}')}, {say(f'channel.{each.channel}')}"
        for each in of.case.notifications
    )


def _people_told_at(of: Of) -> str:
    if of.case.informed is not None:
        return of.at(of.case.informed.at)
    return say("not_needed") if of.case.people is not None and of.case.people.choice == "not" else ""


def _how_informed(informed: Informed) -> str:
    return " · ".join(each for each in (say(f"way.{informed.how}"), informed.note) if each)


def _others(of: Of) -> str:
    return "\n".join(
        f"{recipient_name(name)}: {_duty(each, of.org)}" for name, each in of.case.duties.items()
    )


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
        sentence = say("duty.not")
    elif duty.done_at is None:
        sentence = say("duty.open")
    else:
        sentence = say("duty.done", moment=shared.moment(duty.done_at, org))
    return " · ".join(each for each in (sentence, duty.reason, duty.how) if each)


def _additions(events: Iterable[Event], org: Organisation) -> str:
    sentences = [shared.from_elsewhere(events, "additions")]
    sentences += [
        f"{shared.moment(each.at, org)}: {each.changes['addition'][1]}"
        for each in events
        if "addition" in each.changes
    ]
    return "\n".join(each for each in sentences if each)


def _planned(of: Of) -> str:
    """The measures by their numbers: what, who, before when, and what came of it."""
    lines = list[str]()
    for place, each in enumerate(of.case.planned, start=1):
        key = "open" if each.done_on is None else "dropped" if each.dropped else "done"
        sentence = say(f"planned.{key}", day=(each.done_on or each.until).isoformat())
        lines.append(f"{place}. " + " · ".join(x for x in (each.what, each.owner, sentence, each.how) if x))
    return "\n".join(lines)


def _opinions(events: Iterable[Event], org: Organisation) -> str:
    """What was asked of other offices, what they advised and what was done with that: the history has all of it."""
    lines = list[str]()
    for each in events:
        words = {"moment": shared.moment(each.at, org), "name": each.actor_name}
        if each.event == "ask_opinion":
            office = org.office(each.changes["office"][1]).name
            lines.append(say("opinion.asked", **words, office=office, words=each.changes["question"][1]))
        elif each.event in ("fg_advises", "jz_advises"):
            lines.append(say("opinion.given", **words, words=each.changes["advice"][1]))
        elif each.event == "weigh_opinion":
            followed = say(f"opinion.{each.changes['followed'][1]}")
            lines.append(say("opinion.weighed", **words, followed=followed, words=each.why).rstrip())
    return "\n".join(lines)


def _kept_there(name: str, read: Callable[[Of], str]) -> Column[BreachCase]:
    """What is known here, behind what the file said that the case came from: its numbers were given elsewhere."""

    def told(of: Of) -> str:
        return "\n".join(each for each in (shared.from_elsewhere(of.events, name), read(of)) if each)

    return Column(name, told)


def _told_day(told: str) -> str:
    return told.replace("T", " ")


def _listed(field: str, values: Iterable[str]) -> str:
    return ", ".join(label(field, each) for each in values)


def _found(field: str) -> Column[BreachCase]:
    """What is known by now: what officers found goes before what was reported."""
    return Column(
        field,
        lambda of: _listed(field, of.case.found(field)),
        given=True,
        told=lambda of: told_of(of.case.report, field),
    )


def _told_apart(name: str, read: Callable[[BreachCase], str]) -> Column[BreachCase]:
    """What stands beside the lists; of a case from another file its first event tells it."""
    return Column(name, lambda of: shared.from_elsewhere(of.events, name) or read(of.case))


def _counted(case: BreachCase) -> str:
    """How many exactly, where officers counted."""
    given = {"n_people": case.answered("people_about"), "n_records": case.answered("records_about")}
    return "\n".join(f"{field_name(name)} {count}" for name, count in given.items() if count)


def _reported_otherwise(case: BreachCase) -> str:
    """What the reporter chose where officers found otherwise."""
    return "\n".join(f"{field_name(field)} {words}" for field, words in reported_otherwise(case))


def _to_find_out(of: Of) -> str:
    """What is unknown and matters, by whom and until when it is found out."""
    case = of.case
    if not case.is_open:
        return ""
    found = [(each, task) for each, task in tasks(case).items()]
    return "\n".join(
        f"{field_name(each)} {owner_name(task.owner, of.org)}, {of.at(task.until)}" for each, task in found
    )


def _list(field: str) -> Column[BreachCase]:
    return _report(field, lambda report: told_of(report, field))


def column_title(name: str, **names: str) -> str:
    """What a column is called. Raises LookupError."""
    try:
        return say(f"column.{name}", **names)
    except LookupError:
        return field_name(name)  # a closed list without a title of its own is called as its question


COLUMNS: tuple[Column[BreachCase], ...] = (
    shared.number_column(),
    shared.status_column(status_word),
    *shared.filed_columns("reported_at", "reporter"),
    shared.name_readers_column(),
    shared.confidential_column(),
    Column("discovered_at", lambda of: of.at(of.case.report.discovered_at), given=True),
    _report("discoverer", lambda report: label("discoverer", report.discoverer)),
    _report("happened_from", lambda report: _told_day(report.happened_from)),
    _report("happened_until", lambda report: _told_day(report.happened_until)),
    _report("about", lambda report: ", ".join(shared.spoken(column_title, each) for each in report.about)),
    Column("corrected", lambda of: of.case.corrected),
    Column("term_ends", lambda of: of.at(of.case.deadline(of.org).due)),
    Column("missed", lambda of: shared.yes_or_no(of.case.missed)),
    Column("late_reason", lambda of: of.case.late_reason),
    _report("kind", lambda report: label("kind", report.kind)),
    _report("what_happened", lambda report: report.what_happened),
    _report("cause", lambda report: label("cause", report.cause)),
    _found("data_kinds"),
    Column("special", lambda of: shared.yes_or_no(not SPECIAL.isdisjoint(of.case.found("data_kinds")))),
    Column("sensitive", lambda of: shared.yes_or_no(not SENSITIVE.isdisjoint(of.case.found("data_kinds")))),
    _found("groups"),
    _found("n_people"),
    _found("n_records"),
    _told_apart("counted", _counted),
    _report("n_exact", lambda report: report.n_exact),
    _told_apart("reported_otherwise", _reported_otherwise),
    Column("to_find_out", lambda of: shared.from_elsewhere(of.events, "to_find_out") or _to_find_out(of)),
    _report("systems", lambda report: _listed("systems", report.systems)),
    *(_list(field) for field in CHOICES if field not in PLACED),
    _report("done", lambda report: report.done),
    Column("additions", lambda of: _additions(of.events, of.org), given=True),
    _report(
        "still_unknown",
        lambda report: ", ".join(shared.spoken(column_title, each) for each in report.open_fields),
    ),
    shared.questions_column(),
    *shared.taken_up_columns(),
    Column("fg_involved", lambda of: shared.yes_or_no(of.case.fg_involved)),
    _handled("outcome", _outcome),
    Column("found_inside", lambda of: _chosen(of, "inside")),
    Column("found_knows", lambda of: _chosen(of, "knows")),
    _registered("effects"),
    _registered("measures"),
    _registered("stopped"),
    _registered("lessons"),
    _decided("ap_advice", lambda made, org: _advice(made.advised)),
    _decided("ap_decision", lambda made, org: say(f"ap.{made.ap}")),
    _decided("ap_deviates", lambda made, org: shared.yes_or_no(not made.followed)),
    _decided("ap_reason", lambda made, org: made.reason or _reasons(made.advised)),
    _decided("ap_decided_by", lambda made, org: made.by.name),
    _decided("ap_decided_at", lambda made, org: shared.moment(made.at, org)),
    _handled("ap_told_at", _ap_told_at),
    Column("ap_told", _ap_told),
    Column("ap_number", lambda of: of.case.ap_number or of.case.no_number),
    _people("people_decision", lambda made, org: say(f"people.{made.choice}")),
    _people("people_reason", lambda made, org: _why_not(made)),
    _people("people_decided_by", lambda made, org: made.by.name),
    _people("people_decided_at", lambda made, org: shared.moment(made.at, org)),
    _handled("people_told_at", _people_told_at),
    _informed("people_told", _how_informed),
    _informed("n_people_told", lambda informed: str(informed.count)),
    _handled("others", _others),
    Column("withdrawal", lambda of: of.case.withdrawal.reason if of.case.withdrawal else "", given=True),
    Column("from_consult", lambda of: of.case.from_consult),
    _kept_there("planned", _planned),
    _kept_there("opinions", lambda of: _opinions(of.events, of.org)),
    _kept_there("double_of", lambda of: of.case.double_of),
    _kept_there("doubles", lambda of: ", ".join(of.case.doubles)),
    _kept_there("together", together_column().read),
    *shared.closing_columns(),
)
"""The columns of a breach, in order."""


def _changed(name: str, value: str) -> tuple[str, str]:
    """A changed field and its value; the moments that were told roughly are called as their columns."""
    if name.startswith(shared.ELSEWHERE):
        return shared.spoken(column_title, name.removeprefix(shared.ELSEWHERE)), value
    if name != "about":
        return name, value
    return column_title(name), ", ".join(
        shared.spoken(column_title, each) for each in value.split(",") if each
    )


EXPORT = replace(shared.case_export(COLUMNS, say, WORDS, column=column_title), told=_changed)
