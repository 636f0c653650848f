"""The papers of a breach: the form of the AP, the letter to the people, the notice to a controller (policy point 14).

No word that the reporter typed stands in them: it may hold names of victims, and the AP wants none. What only the
story tells is a gap, to be filled in by somebody who has read it (docs/adr/0008-papers-from-templates.md).
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from cards.dutch_time import about, full_day, hour
from cards.words import words_beside
from cases.assessment.breach_facts import BreachFacts
from cases.assessment.weighing import assess
from cases.breach.case import CHOICES, NO_DATA, UNKNOWN, BreachCase, checked_choices
from cases.breach.lists import label
from cases.organisation import Organisation
from cases.papers.paper import CheckName, NoSuchPaper, Paper, Typed, Value, load_family
from state_machines.breach_life import NO_BREACH, WITHDRAWN

say = words_beside(__file__)

SPOKEN = (
    "nature",
    "effect",
    "incident",
    "summary",
    "what_letter",
    "likely",
    "letter_data",
    "letter_likely",
    "advice",
    "discoverer",
    "unknown",
    "severity",
    "way",
    "people_ground",
    "party",
)
"""Words that are looked up by the kind of breach, of data, or of what is not known."""

GUARDS = frozenset(
    {"provisional", "supplement", "late", "no_special", "inform", "not_inform", "informed", "ap_told"}
)
"""What a block of these papers may depend on."""

AP, PROVISIONAL, SUPPLEMENT, WITHDRAWAL = "ap", "ap_provisional", "ap_supplement", "ap_withdrawal"
LETTER, NOTICE, CONTROLLER = "letter", "public_notice", "controller"

FOLDER = Path(__file__).with_name("letters")

PAPERS = load_family(FOLDER, (AP, PROVISIONAL, SUPPLEMENT, WITHDRAWAL, LETTER, NOTICE, CONTROLLER), GUARDS)

ARTICLE_9 = ("gezondheid", "bijzonder")
"""Special data as the form asks for them (AVG article 9); data about crime stand among the others there."""

PARTIES = ("opdrachtgever", "partner")
"""Recipients of the news that have a part in the processing itself."""

OTHER = "anders"
"""A kind of breach or of data that is on no list: only somebody who knows the story can name it."""

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


def papers_of(case: BreachCase, task: str = "") -> tuple[tuple[str, str], ...]:
    """The papers that this case can have now, as (id, title); none when it was no breach.

    With `task`, those for an office that has only a task in the case: legal affairs tell the people (policy point 14
    step 8).
    """
    offered = _offered(case)
    if task:
        offered = [each for each in offered if each in (LETTER, NOTICE)]
    return tuple((each, PAPERS.title(each)) for each in offered)


def breach_paper(case: BreachCase, paper: str, now: datetime, org: Organisation) -> Paper:
    """A paper of this case as it stands now. Raises NoSuchPaper."""
    if paper not in dict(papers_of(case)):
        raise NoSuchPaper(paper)
    return PAPERS.render(paper, case.number, _values(case, paper, org), _holds(case, paper, now, org))


def _offered(case: BreachCase) -> list[str]:
    if case.status in (WITHDRAWN, NO_BREACH):
        return []
    offered = list[str]()
    if case.told != "no":
        offered += [SUPPLEMENT, WITHDRAWAL]
    elif case.decision is None or case.decision.ap != "not":
        full_first = case.decision is not None and case.decision.ap == "notify"
        offered += [AP, PROVISIONAL] if full_first else [PROVISIONAL, AP]
    choice = case.people.choice if case.people is not None else "inform"
    if choice != "not":
        offered += [LETTER, NOTICE] if choice == "inform" else [NOTICE, LETTER]
    controller = case.duties.get("opdrachtgever")
    if controller is None or controller.applies:
        offered.append(CONTROLLER)
    return offered


def _holds(case: BreachCase, paper: str, now: datetime, org: Organisation) -> frozenset[str]:
    report, people = case.report, case.people
    data_kinds = _found(case, "data_kinds")
    known = UNKNOWN not in data_kinds
    holding = {
        "provisional": paper == PROVISIONAL or (paper == CONTROLLER and bool(report.open_fields)),
        "supplement": paper == SUPPLEMENT,
        "late": bool(case.late_reason) or case.missed or case.overdue(now, org),
        "no_special": known and set(ARTICLE_9).isdisjoint(data_kinds),
        "inform": people is not None and people.choice != "not",
        "not_inform": people is not None and people.choice == "not",
        "informed": case.informed is not None,
        "ap_told": case.told != "no",
    }
    return frozenset(name for name, holds in holding.items() if holds)


def _values(case: BreachCase, paper: str, org: Organisation) -> dict[str, Value]:
    """What the case knows. What an officer typed comes in to be checked: for names, or for words that fit a letter."""
    report, po, fg = case.report, org.offices.po, org.offices.fg
    data_kinds, groups = _found(case, "data_kinds"), _found(case, "groups")
    kinds = [each for each in data_kinds if each not in (UNKNOWN, NO_DATA)]
    facts = case.triage.facts if case.triage is not None else None
    nature = tuple(facts.kind or ()) if facts is not None else NATURE.get(report.kind, ())
    least, most = _between(report.n_people)
    if facts is not None and facts.n_people is not None:
        least = most = str(facts.n_people)
    lasting = AVAILABILITY in nature
    look: CheckName = "wording" if paper in (LETTER, NOTICE) else "names"
    kept = case.registration
    informed = case.informed
    found_at = report.discovered_at.astimezone(org.zone).replace(tzinfo=None)
    return {
        "number": case.number,
        "organisation": org.name,
        "office_title": po.title,
        "office_mail": po.email,
        "fg_title": fg.title,
        "fg_mail": fg.email,
        "notifier": _notifier(case, org),
        "ap_number": Typed(case.ap_number),
        "ap_told_at": tuple(
            _moment(each.at, org) for each in case.notifications if each.kind in ("provisional", "full")
        )[:1],
        "other_parties": _other_parties(case),
        "unknown": tuple(say(f"unknown.{each}") for each in report.open_fields),
        "happened_from": _rough(_written(report.happened_from), report.happened_about),
        "happened_until": _rough(_written(report.happened_until), report.until_about),
        "happened_day": _on_day(report.happened_from, report.happened_about),
        "discovered": _rough(_moment(report.discovered_at, org), report.discovered_about),
        "discovered_day": _on_day(found_at.isoformat(timespec="minutes"), report.discovered_about),
        "discoverer": "" if report.discoverer == UNKNOWN else say(f"discoverer.{report.discoverer}"),
        "late_reason": Typed(case.late_reason, look),
        "summary": _if_told("summary", report.kind),
        "what_letter": _if_told("what_letter", report.kind),
        "incident": _if_told("incident", report.kind),
        "cause": _listed("cause", (report.cause,)),
        "systems": _listed("systems", report.systems),
        "nature": tuple(say(f"nature.{each}") for each in nature),
        "effects": (
            *(say(f"effect.{each}") for each in nature),
            *((Typed(kept.effects, look),) if kept is not None else ()),
        ),
        "all_data": _listed("data_kinds", kinds),
        "ordinary_data": _listed("data_kinds", [each for each in kinds if each not in ARTICLE_9]),
        "special_data": _listed("data_kinds", [each for each in kinds if each in ARTICLE_9]),
        "records": str(facts.n_records)
        if facts is not None and facts.n_records is not None
        else _listed("n_records", (report.n_records,)),
        "groups": _listed("groups", groups),
        "people": say("between", least=least, most=most) if least and most and least != most else least,
        "people_least": least,
        "people_most": most,
        "unintelligible": _unintelligible(facts),
        "severity": _severity(facts),
        "likely": (
            *(say(f"likely.{each}") if each != OTHER else "" for each in kinds),
            *((say("lasting.official"),) if lasting else ()),
        ),
        "people_informed": say(
            "informed",
            day=full_day(informed.at.astimezone(org.zone).date()),
            how=say(f"way.{informed.how}"),
            count=informed.count,
        )
        if informed is not None
        else "",
        "people_reason": _people_reason(case),
        "measures": Typed(kept.measures if kept is not None else "", look),
        "prevention": Typed(kept.lessons if kept is not None else "", look),
        "letter_data": tuple(say(f"letter_data.{each}") if each != OTHER else "" for each in kinds),
        "letter_likely": (
            *(say(f"letter_likely.{each}") if each != OTHER else "" for each in kinds),
            *((say("lasting.letter"),) if lasting else ()),
        ),
        "letter_advice": tuple(say(f"advice.{each}") if each != OTHER else "" for each in kinds),
    }


def _found(case: BreachCase, field: str) -> tuple[str, ...]:
    """What the officers found, and before that what was reported."""
    answers = case.triage.answers.values() if case.triage is not None else ()
    told = next((each[field] for each in answers if each.get(field)), "")
    reported: tuple[str, ...] = getattr(case.report, field)
    known = [each for each in told.split(",") if each in CHOICES[field]]
    return checked_choices(field, known) if known else reported


def _other_parties(case: BreachCase) -> Value:
    """Organisations that have a part in it, by their role; their names are a gap. None only when that was decided."""
    if not set(PARTIES) <= set(case.duties):
        return ""
    roles = tuple(say(f"party.{each}") for each in PARTIES if case.duties[each].applies)
    return (*roles, "") if roles else say("no_party")


def _unintelligible(facts: BreachFacts | None) -> Value:
    """Yes still leaves the question how, and where the key is."""
    known = facts.encrypted_or_otherwise_unintelligible if facts is not None else None
    if known is None:
        return ""
    return (say("encrypted"), "") if known else say("readable")


def _severity(facts: BreachFacts | None) -> Value:
    """The score is an aid; the words behind it are an officer's."""
    if facts is None:
        return ""
    score = assess(facts).severity
    return say(f"severity.{score.band}", score=f"{score.score:.2f}".replace(".", ",")), ""


def _people_reason(case: BreachCase) -> Value:
    if case.people is None or case.people.choice != "not":
        return ""
    ground = say(f"people_ground.{case.people.ground}") if case.people.ground else ""
    return ground, Typed(case.people.reason, "names")


def _notifier(case: BreachCase, org: Organisation) -> Value:
    """Who decided, or else took the case up, by name and office: the form asks for it."""
    by = case.decision.by if case.decision is not None else case.taken_up.by if case.taken_up else None
    if by is None or not by.name:
        return ""
    office = next((each for each in ("po", "fg", "jz") if each in by.roles), "po")
    return Typed(f"{by.name}, {org.office(office).title}")


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
    """The words of a closed list; "something else" is a gap where it is about data."""
    known = (each for each in values if each not in (UNKNOWN, NO_DATA))
    return tuple("" if field == "data_kinds" and each == OTHER else label(field, each) for each in known)


def _between(count: str) -> tuple[str, str]:
    """The least and the most of a range; empty when it has no such end."""
    if count == UNKNOWN:
        return "", ""
    if count.endswith("+"):
        return count.removesuffix("+"), ""
    least, _, most = count.partition("-")
    return least, most or least


def _written(told: str) -> str:
    """As the reporter told it: a day, or a day and a time; both are local."""
    if not told:
        return ""
    if "T" in told:
        at = datetime.fromisoformat(told)
        return f"{full_day(at.date())}, {hour(at)}"
    return full_day(date.fromisoformat(told))


def _rough(told: str, rough: bool) -> str:
    """A moment in words; one that was told roughly says so."""
    return about(told) if told and rough else told


def _on_day(told: str, rough: bool) -> str:
    """The day of a moment behind the word "op". Told roughly with a time, the day is sure; midnight is no such time."""
    day, _, clock = told.partition("T")
    words = _written(day)
    return say("or_about", day=words) if rough and clock in ("", "00:00") else words


def _moment(at: datetime, org: Organisation) -> str:
    here = at.astimezone(org.zone)
    return f"{full_day(here.date())}, {hour(here)}"
