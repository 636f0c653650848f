"""What a breach knows, as the papers of it state it: out of the report as it stands by now, and what officers found.

What a reporter typed is not among it. What the officers answered in the assessment goes before what was reported.
"""

from collections.abc import Iterable
from datetime import date, datetime

from cards.dutch_time import about, full_day, hour
from cards.words import words_beside
from cases.assessment.breach_facts import BreachFacts
from cases.assessment.data_kinds import CLIENT
from cases.assessment.weighing import assess
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.handling import RECIPIENTS
from cases.breach.known import known, unknown_facts
from cases.breach.lists import label
from cases.breach.report import FOUND, NO_DATA
from cases.organisation import Organisation
from cases.papers.letterhead import organisation_values
from cases.papers.paper import CheckName, Proposed, Single, Typed, Value

say = words_beside(__file__)

SPOKEN = (
    "nature", "effect", "incident", "summary", "what_letter", "likely", "group", "group_description",
    "going", "letter_data", "letter_likely", "advice", "without", "letter_without", "advice_without",
    "discoverer", "unknown", "severity", "way", "people_ground", "party", "authority",
)  # fmt: skip
"""Words that are looked up by the kind of breach, of data, or of what is not known."""

ARTICLE_9 = ("gezondheid", "bijzonder")
"""Special data as the form asks for them (AVG article 9); data about crime stand among the others there."""

PARTIES = ("opdrachtgever", "partner")
"""Recipients of the news that have a part in the processing itself."""

AUTHORITIES = ("gemeenten", "politie", "verzekeraar")
"""The other recipients of the news."""

OTHER = "anders"
"""A kind of breach or of data that is on no list: only somebody who knows the story can name it."""

EXACT = frozenset({"bsn"})
"""Kinds of data whose name says all; of the others the letter names which ones exactly (policy point 14 step 8)."""

MOMENTARY = frozenset({"verkeerde_ontvanger", "cc", "extern"})
"""Kinds of breach that begin and end when something is sent, unless the reporter told an end."""

CONFIDENTIALITY, INTEGRITY, AVAILABILITY = "vertrouwelijkheid", "integriteit", "beschikbaarheid"

NATURE = {
    "verkeerde_ontvanger": (CONFIDENTIALITY,),
    "cc": (CONFIDENTIALITY,),
    "extern": (CONFIDENTIALITY,),
    "verkeerde_klant": (CONFIDENTIALITY,),
    "retour": (CONFIDENTIALITY, AVAILABILITY),
    "afgedankt": (CONFIDENTIALITY,),
    "kwijt": (CONFIDENTIALITY, AVAILABILITY),
    "hack": (CONFIDENTIALITY,),
    "onbevoegd": (CONFIDENTIALITY,),
    "openbaar": (CONFIDENTIALITY,),
    "weg": (INTEGRITY, AVAILABILITY),
}
"""What each kind of breach harms as a rule; for the other kinds only somebody who knows the story can say."""

SAFETY = frozenset({"kwetsbaar", "minderjarig"})
"""Groups to whom somebody who learns where they live may be a danger."""


def values_of(case: BreachCase, org: Organisation, *, wording: bool) -> dict[str, Value]:
    """What the case knows.

    What an officer typed comes in to be checked: for names, or with `wording` for words that fit a letter.
    """
    look: CheckName = "wording" if wording else "names"
    return {
        **organisation_values(org),
        "number": case.number,
        **_told_to_the_ap(case, org, look),
        **_timeline(case, org),
        **_what_it_was(case, look),
        **_whose_data(case, org),
        **_consequences(case, org),
        **_what_is_done(case, org, look),
    }


def role_of(case: BreachCase) -> str:
    """Whose data these are, as the assessment found it; "" while that was not asked."""
    return case.answered("role")


def no_special_data(case: BreachCase) -> bool:
    """Whether it is certain that no data of AVG article 9 are among it."""
    kinds = case.found("data_kinds")
    if not set(ARTICLE_9).isdisjoint(kinds) or UNKNOWN in kinds:
        return False
    return OTHER not in kinds or case.answered("other_data") in ("gevoelig", "gewoon")


def _told_to_the_ap(case: BreachCase, org: Organisation, look: CheckName) -> dict[str, Value]:
    left = (each for each in case.report.open_fields if not _known_by_now(case, each))
    open_fields = list(dict.fromkeys((*left, *unknown_facts(case))))
    lines = tuple(
        _moment(each.at, org) for each in case.notifications if each.kind in ("provisional", "full")
    )
    return {
        "notifier": _notifier(case, org),
        "ap_number": Typed(case.ap_number),
        "ap_told_at": lines[:1],
        "complete": say("full") if case.told == "full" else "",
        "other_parties": _other_parties(case),
        "unknown": tuple(_not_known(case, each, org) for each in open_fields),
        "late_reason": Typed(case.late_reason, look),
    }


def _not_known(case: BreachCase, fact: str, org: Organisation) -> str:
    """What is not known yet, and when it is to be, as far as somebody finds it out."""
    task = case.fact_tasks.get(fact)
    if task is None:
        return say(f"unknown.{fact}")
    return say("known_by", what=say(f"unknown.{fact}"), day=full_day(task.until.astimezone(org.zone).date()))


def _timeline(case: BreachCase, org: Organisation) -> dict[str, Value]:
    report = case.report
    found_at = report.discovered_at.astimezone(org.zone).replace(tzinfo=None)
    return {
        "happened_from": _rough(_written(report.happened_from), report.happened_about),
        "happened_until": _until(case),
        "happened_day": _on_day(report.happened_from, report.happened_about),
        "still_going": _still_going(case),
        "discovered": _rough(_moment(report.discovered_at, org), report.discovered_about),
        "discovered_day": _on_day(found_at.isoformat(timespec="minutes"), report.discovered_about),
        "discoverer": "" if report.discoverer == UNKNOWN else say(f"discoverer.{report.discoverer}"),
    }


def _what_it_was(case: BreachCase, look: CheckName) -> dict[str, Value]:
    report, nature, kept = case.report, nature_of(case), case.registration
    typed = (Typed(kept.effects, look),) if kept is not None else ()
    return {
        "summary": _if_told("summary", report.kind),
        "what_letter": _if_told("what_letter", report.kind),
        "incident": Proposed(label("kind", OTHER), "exactly")
        if report.kind == OTHER
        else _if_told("incident", report.kind),
        "cause": _listed("cause", (report.cause,)),
        "systems": _listed("systems", report.systems),
        "nature": tuple(say(f"nature.{each}") for each in nature),
        "effects": (*(say(f"effect.{each}") for each in nature), *typed),
        "seen_by": _listed("inside", told_in_assessment(case, "inside")),
        "knows": _listed("knows", told_in_assessment(case, "knows")),
    }


def told_in_assessment(case: BreachCase, field: str) -> tuple[str, ...]:
    """What officers chose of this closed list, without "not known"."""
    return tuple(each for each in case.answered(field).split(",") if each in FOUND[field] and each != UNKNOWN)


def _whose_data(case: BreachCase, org: Organisation) -> dict[str, Value]:
    kinds, groups = _kinds(case), [each for each in case.found("groups") if each != UNKNOWN]
    other: tuple[Single, ...] = (Proposed(label("data_kinds", OTHER), "exactly"),) if OTHER in kinds else ()
    special_too = case.answered("other_data") == "bijzonder"
    listed = [each for each in kinds if each != OTHER]
    least, most = _people(case)
    return {
        "all_data": (*_listed("data_kinds", listed), *other),
        "ordinary_data": (
            *_listed("data_kinds", [each for each in listed if each not in ARTICLE_9]),
            *(other if not special_too else ()),
        ),
        "special_data": (
            *_listed("data_kinds", [each for each in listed if each in ARTICLE_9]),
            *(other if special_too else ()),
        ),
        "records": _records(case),
        "groups": tuple("" if each == OTHER else say(f"group.{each}") for each in groups),
        "group_description": tuple(
            "" if each == OTHER else say(f"group_description.{each}", organisation=org.name)
            for each in groups
        ),
        "people": say("between", least=least, most=most) if least and most and least != most else least,
        "people_least": least,
        "people_most": most,
        "letter_data": tuple(_of_this_person(each) for each in kinds),
    }


def _of_this_person(kind: str) -> Single:
    """A kind of data in a letter: "uw naam, adres of mailadres" still has to say which of these."""
    if kind == OTHER:
        return ""
    words = say(f"letter_data.{kind}")
    return words if kind in EXACT else Proposed(words, "exactly")


def _consequences(case: BreachCase, org: Organisation) -> dict[str, Value]:
    facts, nature = case.triage.facts if case.triage is not None else None, nature_of(case)
    # What nobody could see cannot be misused; while it is not known what was harmed, it may be.
    read = _of_who_and_what(case) if not nature or CONFIDENTIALITY in nature else []
    harmed = [each for each in (INTEGRITY, AVAILABILITY) if each in nature]

    def told(table: str, without: str, kinds: list[str]) -> tuple[str, ...]:
        words = [say(f"{table}.{each}", organisation=org.name) if each != OTHER else "" for each in kinds]
        return (*words, *(say(f"{without}.{each}") for each in harmed))

    return {
        "unintelligible": _unintelligible(case, facts),
        "severity": _severity(facts, org),
        "likely": told("likely", "without", read),
        "letter_likely": told("letter_likely", "letter_without", read),
        "letter_advice": told("advice", "advice_without", [each for each in read if each != CLIENT]),
    }


def _of_who_and_what(case: BreachCase) -> list[str]:
    """What people have to fear who can be read of: where they are, that they are clients, each kind of data."""
    kinds, groups = _kinds(case), case.found("groups")
    danger = "contact" in kinds and not SAFETY.isdisjoint(groups)
    return [*(["danger"] if danger else []), *([CLIENT] if CLIENT in groups else []), *kinds]


def _what_is_done(case: BreachCase, org: Organisation, look: CheckName) -> dict[str, Value]:
    kept, informed, people = case.registration, case.informed, case.people
    told = ""
    if informed is not None:
        day = full_day(informed.at.astimezone(org.zone).date())
        told = say("informed", day=day, how=say(f"way.{informed.how}"), count=informed.count)
    ground = say(f"people_ground.{people.ground}") if people is not None and people.ground else ""
    return {
        "people_informed": told,
        "people_reason": (ground, Typed(people.reason, "names")) if people is not None else "",
        "authorities": _authorities(case, org),
        "measures": Typed(kept.measures if kept is not None else "", look),
        "prevention": Typed(kept.lessons if kept is not None else "", look),
    }


def nature_of(case: BreachCase) -> tuple[str, ...]:
    """What was harmed: confidentiality, integrity, availability."""
    facts = case.triage.facts if case.triage is not None else None
    return tuple(facts.kind or ()) if facts is not None else NATURE.get(case.report.kind, ())


def _kinds(case: BreachCase) -> list[str]:
    return [each for each in case.found("data_kinds") if each not in (UNKNOWN, NO_DATA)]


def _count(case: BreachCase, field: str) -> str:
    """How many, as one of the ranges: from the officers, or else from the report."""
    return case.found(field)[0]


def _people(case: BreachCase) -> tuple[str, str]:
    """The least and the most, the same twice when the officers counted."""
    counted = case.answered("people_about")
    return (counted, counted) if counted else _between(_count(case, "n_people"))


def _records(case: BreachCase) -> Value:
    return case.answered("records_about") or _listed("n_records", (_count(case, "n_records"),))


def _known_by_now(case: BreachCase, field: str) -> bool:
    """Whether officers found what the reporter left open."""
    return known(case, field).standing != "unknown"


def _other_parties(case: BreachCase) -> Value:
    """Organisations that have a part in it, by their role; who they are is still to be said. None only when that
    was decided."""
    if not set(PARTIES) <= set(case.duties):
        return ""
    roles = tuple(Proposed(say(f"party.{each}"), "exactly") for each in PARTIES if case.duties[each].applies)
    return roles or say("no_party")


def _authorities(case: BreachCase, org: Organisation) -> Value:
    """Who else was told, and when. Nobody only when that was decided."""
    if not set(RECIPIENTS) <= set(case.duties):
        return ""
    lines = list[str]()
    for each in AUTHORITIES:
        duty = case.duties[each]
        if duty.applies and duty.done_at is not None:
            day = full_day(duty.done_at.astimezone(org.zone).date())
            lines.append(say("authority_told", who=say(f"authority.{each}"), day=day))
        elif duty.applies:
            lines.append(say("authority_not_yet", who=say(f"authority.{each}")))
    return tuple(lines) or say("no_authority")


def _unintelligible(case: BreachCase, facts: BreachFacts | None) -> Value:
    """Yes still leaves the question how, and where the key is."""
    known = facts.encrypted_or_otherwise_unintelligible if facts is not None else None
    if known is None:
        return ""
    return Proposed(say("encrypted"), "how") if known else say("readable")


def _severity(facts: BreachFacts | None, org: Organisation) -> Value:
    """The score of ENISA is an aid and stays on the card; whether it is so serious is for an officer to say."""
    if facts is None:
        return ""
    return Proposed(say(f"severity.{assess(facts, org.assessment).severity.band}"), "severity")


def _notifier(case: BreachCase, org: Organisation) -> Value:
    """Who decided, or else took the case up, by name and office: the form asks for it."""
    by = case.decision.by if case.decision is not None else case.taken_up.by if case.taken_up else None
    if by is None or not by.name:
        return ""
    office = next((each for each in ("po", "fg", "jz") if each in by.roles), "po")
    return Typed(f"{by.name}, {org.office(office).title}")


def _until(case: BreachCase) -> Value:
    """The end that was told. Something that was sent is done at once, unless the reporter told an end."""
    report = case.report
    if report.happened_until:
        return _rough(_written(report.happened_until), report.until_about)
    return say("at_once") if report.kind in MOMENTARY and report.happened_from else ""


def _still_going(case: BreachCase) -> str:
    """As the register says; or else it ended when an end is known."""
    kept = case.registration
    if kept is not None and kept.stopped:
        return say(f"going.{kept.stopped}")
    return say("going.ja") if case.report.happened_until else ""


def _if_told(table: str, kind: str) -> str:
    """The words for this kind of breach; a kind that says nothing by itself has none."""
    if kind in (UNKNOWN, OTHER):
        return ""
    return {
        "summary": lambda: say(f"summary.{kind}"),
        "what_letter": lambda: say(f"what_letter.{kind}"),
        "incident": lambda: say(f"incident.{kind}"),
    }[table]()


def _listed(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """The words of a closed list."""
    return tuple(label(field, each) for each in values if each not in (UNKNOWN, NO_DATA))


def _between(count: str) -> tuple[str, str]:
    """The least and the most of a range; empty when it has no such end."""
    if count == UNKNOWN:
        return "", ""
    if count.endswith("+"):
        return count.removesuffix("+"), ""
    least, _, most = count.partition("-")
    return least, most or least


def _written(value: str) -> str:
    """As the reporter told it: a day, or a day and a time; both are local."""
    if not value:
        return ""
    if "T" in value:
        at = datetime.fromisoformat(value)
        return f"{full_day(at.date())}, {hour(at)}"
    return full_day(date.fromisoformat(value))


def _rough(value: str, rough: bool) -> str:
    """A moment in words; one that was told roughly says so."""
    return about(value) if value and rough else value


def _on_day(value: str, rough: bool) -> str:
    """The day of a moment behind the word "op". Told roughly with a time, the day is sure; midnight is no such time."""
    day, _, clock = value.partition("T")
    words = _written(day)
    return say("or_about", day=words) if rough and clock in ("", "00:00") else words


def _moment(at: datetime, org: Organisation) -> str:
    here = at.astimezone(org.zone)
    return f"{full_day(here.date())}, {hour(here)}"
