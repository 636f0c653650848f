"""What a breach report tells, as the lines of a fact list."""

from collections.abc import Iterable
from datetime import date, datetime

from cards.dutch_time import about, short_day
from cards.view import Fact
from cards.words import words_beside
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.known import MATTERS, Known, all_known, task_of, unknown_facts
from cases.breach.lists import field_name, label
from cases.breach.report import CHOICES, SENSITIVE, SEVERAL, SPECIAL, Report
from cases.moments import moment
from cases.organisation import OFFICES, Organisation

say = words_beside(__file__)

SPOKEN = ("fact", "known", "opinion", "owner", "whole")
"""Words that are looked up by the name of a fact."""

PLACED = frozenset(
    {"kind", "data_kinds", "groups", "n_people", "n_records", "discoverer", "cause", "systems"}
)
"""Closed lists that have a line of their own; every other one follows them under the name of its question."""

MOST_TOLD = 2
"""More values of one list than this are not in sight: they unfold."""


def main_facts(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """What an officer needs at one glance."""
    report, kinds = case.report, case.found("data_kinds")
    special, sensitive = not SPECIAL.isdisjoint(kinds), not SENSITIVE.isdisjoint(kinds)
    mark = ""
    if special:
        mark = say("mark.both") if sensitive else say("mark.special")
    elif sensitive:
        mark = say("mark.sensitive")
    people = (_counted(case), _first("groups", case.found("groups")))
    known = tuple(each for each in people if each != say("unknown"))
    return (
        Fact(say("fact.kind"), _told("kind", (report.kind,))),
        Fact(say("fact.data"), _first("data_kinds", _heaviest_first(kinds)), mark=mark),
        Fact(say("fact.people"), " · ".join(known) or say("unknown")),
        Fact(say("fact.discovered"), discovered(report, now, org)),
    )


def _counted(case: BreachCase) -> str:
    """How many people: counted by an officer, else as a range."""
    return case.answered("people_about") or _told("n_people", case.found("n_people"))


def reported_otherwise(case: BreachCase) -> tuple[tuple[str, str], ...]:
    """What the report says of what officers found to be otherwise: the reporter's words, as what they are."""
    first = {
        field: tuple(case.originally[field].split(","))
        if field in case.originally
        else _values_of(case.report, field)
        for field in CHOICES
    }
    return tuple(
        (field, _told(field, values)) for field, values in first.items() if values != case.found(field)
    )


def standing(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """What is established and by whom, what is assumed because it was reported, and who finds out the rest."""
    every = all_known(case)
    by = dict[str, list[str]]()
    for each in every:
        if each.standing == "established":
            by.setdefault(each.by, []).append(say(f"known.{each.fact}"))
    sure = tuple(
        Fact(
            say("fact.established"), f"{', '.join(names)} ({name})" if name else ", ".join(names), typed=True
        )
        for name, names in by.items()
    )
    reported = [say(f"known.{each.fact}") for each in every if each.standing == "assumed"]
    assumed = (Fact(say("fact.assumed"), ", ".join(reported)),) if reported else ()
    open_ = tuple(
        Fact(say("fact.to_find_out"), line)
        for line in (*unknown_lines(case, now, org), *_unasked(case, every))
    )
    return (*sure, *assumed, *open_)


def _unasked(case: BreachCase, every: Iterable[Known]) -> Iterable[str]:
    """What is unknown without mattering to anybody but us."""
    names = [
        say(f"known.{each.fact}") for each in every if each.standing == "unknown" and each.fact not in MATTERS
    ]
    return (", ".join(names),) if names else ()


def unknown_lines(case: BreachCase, now: datetime, org: Organisation) -> tuple[str, ...]:
    """What is unknown and matters, with who finds it out and until when; once the case ended nobody has to."""
    if not case.is_open:
        names = [say(f"known.{each}") for each in unknown_facts(case)]
        return (", ".join(names),) if names else ()
    asked = dict[tuple[str, str], list[str]]()
    for each in unknown_facts(case):
        owner, until = task_of(case, each, now, org)
        asked.setdefault((owner_name(owner, org), moment(until, now, org)), []).append(say(f"known.{each}"))
    return tuple(
        say("task", facts=", ".join(names), owner=owner, moment=until)
        for (owner, until), names in asked.items()
    )


def fact_name(fact: str) -> str:
    """What a fact is called in a list of facts. Raises LookupError."""
    return say(f"known.{fact}")


def owner_name(owner: str, org: Organisation) -> str:
    """What who finds something out is called."""
    return org.office(owner).name if owner in OFFICES else say(f"owner.{owner}")


def discovered(report: Report, now: datetime, org: Organisation) -> str:
    """When it was discovered; a moment that was told roughly says so."""
    moment_told = moment(report.discovered_at, now, org)
    return about(moment_told) if report.discovered_about else moment_told


def reasons(case: BreachCase) -> tuple[Fact, ...]:
    """Why somebody did something: it stays in sight."""
    decision, people = case.decision, case.people
    decided = decision.reason if decision is not None else ""
    about_people = people.reason if people is not None and people.reason != decided else ""
    lines = (
        ("withdrawal", case.withdrawal.reason if case.withdrawal else ""),
        ("late", case.late_reason),
        ("decided", decided),
        ("people_decided", about_people),
        ("new", case.new_facts if case.is_open else ""),
        ("corrected", case.corrected),
        ("too_little", case.too_little.reason if case.too_little is not None else ""),
        ("closing", case.closing_reason),
    )
    return tuple(_typed(lines))


def opinions(case: BreachCase, org: Organisation) -> tuple[Fact, ...]:
    """What was asked of other offices, or what they advised and whether that is followed: it stays in sight."""
    lines = list[Fact]()
    for office, each in case.opinions.items():
        name = org.office(office).name
        if not each.advice:
            lines.append(Fact(say("opinion.asked", office=name), each.question, typed=True))
            continue
        state = say(f"opinion.{each.followed or 'given'}", office=name)
        lines.append(Fact(state, each.advice, typed=True))
        if each.followed == "nee":
            lines.append(Fact(say("opinion.why"), each.reason, typed=True))
    return tuple(lines)


def more_facts(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """The rest, which unfolds."""
    report = case.report
    discoverer = say("the_reporter") if report.discoverer == "ikzelf" else ""
    added = (
        Fact(say("fact.added", moment=moment(each.at, now, org)), each.text, typed=True)
        for each in case.additions
    )
    notes = (
        Fact(say("fact.note", moment=moment(each.at, now, org)), f"{each.by.name}: {each.text}", typed=True)
        for each in case.officers_notes
    )
    whole = (
        ("data", "data_kinds", case.found("data_kinds")),
        ("people", "groups", case.found("groups")),
    )
    said = tuple(
        Fact(say("fact.reported_otherwise"), f"{say(f'known.{field}')}: {words}")
        for field, words in reported_otherwise(case)
    )
    return (
        *(
            Fact(say(f"whole.{name}"), _told(field, each))
            for name, field, each in whole
            if len(each) > MOST_TOLD
        ),
        Fact(say("fact.happened"), _happened(case, now, org)),
        Fact(say("fact.discoverer"), discoverer or _told("discoverer", (report.discoverer,))),
        Fact(say("fact.cause"), _told("cause", (report.cause,))),
        Fact(
            say("fact.records"),
            case.answered("records_about") or _told("n_records", case.found("n_records")),
        ),
        Fact(say("fact.systems"), _told("systems", report.systems)),
        *(Fact(field_name(field), told_of(report, field)) for field in CHOICES if field not in PLACED),
        Fact(say("fact.reported"), moment(case.reported_at, now, org)),
        Fact(say("fact.term"), case.deadline(org).explained()),
        *said,
        *_typed((("exact", report.n_exact), ("done", report.done))),
        *added,
        *notes,
        *(standing(case, now, org) if case.taken_up is not None else ()),
    )


def told_of(report: Report, field: str) -> str:
    """What was chosen in one closed list of the report, in words."""
    return _told(field, _values_of(report, field))


def told_by_now(case: BreachCase, field: str) -> str:
    """What is known by now in one closed list, in words."""
    return _told(field, case.found(field))


def _values_of(report: Report, field: str) -> tuple[str, ...]:
    value = getattr(report, field)
    return value if field in SEVERAL else (value,)


def happened_in_words(case: BreachCase, org: Organisation) -> str:
    """When it happened, by itself: with the year where that is not this one of the report."""
    return _happened(case, case.reported_at, org)


def _happened(case: BreachCase, now: datetime, org: Organisation) -> str:
    report = case.report
    begin = _written(report.happened_from, now, org, rough=report.happened_about)
    end = _written(report.happened_until, now, org, rough=report.until_about)
    if begin and end:
        return say("from_until", begin=begin, end=end)
    if end:
        return say("until", end=end)
    return begin or say("unknown")


def _written(given: str, now: datetime, org: Organisation, *, rough: bool) -> str:
    if not given:
        return ""
    shown = _day_or_moment(given, now, org)
    return about(shown) if rough else shown


def _day_or_moment(given: str, now: datetime, org: Organisation) -> str:
    if "T" in given:
        return moment(datetime.fromisoformat(given).replace(tzinfo=org.zone), now, org)
    day = date.fromisoformat(given)
    short = short_day(datetime(day.year, day.month, day.day, tzinfo=org.zone))
    return short if day.year == now.astimezone(org.zone).year else f"{short} {day.year}"


def _told(field: str, values: Iterable[str]) -> str:
    return " · ".join(say("unknown") if value == UNKNOWN else label(field, value) for value in values)


def _first(field: str, values: tuple[str, ...]) -> str:
    told = _told(field, values[:MOST_TOLD])
    beyond = len(values) - MOST_TOLD
    return say("and_more", told=told, count=beyond) if beyond > 0 else told


def _heaviest_first(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(values, key=lambda each: (each not in SPECIAL, each not in SENSITIVE)))


def _typed(lines: Iterable[tuple[str, str]]) -> list[Fact]:
    return [Fact(say(f"fact.{name}"), words, typed=True) for name, words in lines if words]
