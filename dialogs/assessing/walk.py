"""From a report and the answers of officers to the facts of an assessment, and where the questions stand."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from cases.assessment.breach_facts import AVAILABILITY, CONFIDENTIALITY, INTEGRITY, BreachFacts, BreachKind
from cases.assessment.data_kinds import CLIENT, CLIENT_WORD
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.report import MALICE as MALICIOUS
from cases.breach.report import NO_DATA, NOBODY, SENSITIVE, SPECIAL, Report
from cases.measures import MOST_LARGE_RECORDS
from cases.organisation import Organisation
from cases.register.life import Refused
from dialogs.answers import read_step
from dialogs.flow import Choice, Outcome, Step, fields_of
from dialogs.flows import FLOWS, texts_in
from dialogs.flows.triage import (
    CHANGED,
    HARM,
    LOST,
    MALICE,
    OF_WHOM,
    READ,
    USED,
    VULNERABLE,
    may_be_read,
    proven_unreadable,
    used,
)
from dialogs.guide import Draft, Guide
from dialogs.texts import FlowTexts, option_title
from state_machines.breach_life import ASSESSING
from state_machines.chart import Facts
from state_machines.engine import NotAllowed

FLOW = FLOWS["triage"]
GUIDE = Guide(FLOW)


def words_in(org: Organisation) -> FlowTexts:
    """The words of the questions, with the names of this organisation."""
    return texts_in(org)[FLOW.id]


KINDS: Mapping[str, BreachKind] = {
    READ: CONFIDENTIALITY,
    USED: CONFIDENTIALITY,
    LOST: AVAILABILITY,
    CHANGED: INTEGRITY,
}

HAPPENED_BY_KIND: Mapping[str, str] = {
    "verkeerde_ontvanger": READ,
    "cc": READ,
    "extern": READ,
    "verkeerde_klant": READ,
    "retour": f"{READ},{LOST}",
    "afgedankt": READ,
    "leverancier": READ,
    "kwijt": f"{READ},{LOST}",
    "hack": READ,
    "onbevoegd": f"{READ},{USED}",
    "openbaar": READ,
    "weg": LOST,
}
"""What happened to the data, by what the reporter chose: only filled in, the officer decides."""

DATA_WORDS: Mapping[str, str] = {
    "contact": "naam",
    "bsn": "bsn",
    "financieel": "inkomen",
    "gezondheid": "gezondheid",
    "bijzonder": "bijzonder",
    "strafrecht": "strafrecht",
    "id_kopie": "kopie id",
    "login": "inlog",
}
"""A word of the assessment's own lists for each kind of data that a report knows."""

OTHER_WORDS: Mapping[str, str] = {"bijzonder": "bijzonder", "gevoelig": "gevoelig", "gewoon": "klantnummer"}
MILD_WORD = "dieet"
UNREAD_WORD = "anders"
"""No list of the assessment knows it: so it reckons with the worst."""
VULNERABLE_GROUPS = frozenset({"kwetsbaar", "minderjarig"})

AT_MOST: Mapping[str, int] = {"1": 1, "2-10": 10, "11-100": 100, "101-1000": 999, "1001+": 1001}
"""A range counts as its upper end. The one below a thousand stays below it, since from a thousand on the amount is
large by the bot's own measure; so near to that the advice says that it is in doubt."""
MANY_RECORDS = MOST_LARGE_RECORDS
"""More than a thousand records, and nobody knows how many: then they count as a large amount."""
RECIPIENTS: Mapping[str, int] = {"1": 1, "50": 25, "51": 1000}
"""Known ones are few and the rest is anybody, whatever the measure: no range lies at the edge of it."""

PERSONAL = "personal_data"
NOT_SAID = frozenset({NO_DATA, UNKNOWN})

MOST = 10**9
CREDENTIALS = "login"


def report_as_answers(report: Report) -> dict[str, str]:
    """What the report already says, to stand in the fields of the questions. That it does not know is not ticked."""
    told = {
        "happened": HAPPENED_BY_KIND.get(report.kind, ""),
        "data_kinds": ",".join(each for each in report.data_kinds if each not in NOT_SAID),
        "groups": ",".join(each for each in report.groups if each in OF_WHOM and each != UNKNOWN),
        "n_people": report.n_people,
        "n_records": report.n_records,
        "weighs": ",".join(_weighing(report)),
    }
    return {field: value for field, value in told.items() if value}


def names_data(report: Report) -> bool:
    """Whether the report says which data of people are in it: then nobody is asked whether there are any."""
    return not set(report.data_kinds) <= NOT_SAID and report.groups != (NOBODY,)


def walk_of(case: BreachCase, now: datetime) -> Draft:
    """The questions about a case as a walk through the flow, filled in from the report and from earlier answers."""
    triage = case.triage
    memory = report_as_answers(case.report) | (triage.memory if triage is not None else {})
    draft = GUIDE.start(case.number, now, memory)
    if triage is None:
        return draft
    said = {PERSONAL: {PERSONAL: "ja"}} if names_data(case.report) else {}
    answers = said | {step: dict(given) for step, given in triage.answers.items()}
    return draft.model_copy(update={"answers": answers, "version": triage.count})


def answer(
    case: BreachCase, given: Mapping[str, str], now: datetime, org: Organisation
) -> tuple[str, Mapping[str, str]]:
    """What an answer on the card of a case means: the event and what it brings.

    Raises NotAllowed when it answers another question than the one at hand, Refused when it is no answer to it.
    """
    if case.triage is None or case.status != ASSESSING or given.get("count") != str(case.triage.count):
        raise NotAllowed("another answer came first")
    draft = walk_of(case, now)
    here = GUIDE.position(draft)
    if given.get("step") != here.step.id or isinstance(here.step, Outcome):
        raise NotAllowed("another question is at hand")
    raw = dict(given)
    if isinstance(here.step, Choice):
        raw[here.step.id] = given.get("value", "")
    reading = read_step(here.step, raw, here.facts, now.astimezone(org.zone))
    for problem in reading.problems:
        raise Refused(problem.field, problem.key)
    told, words = GUIDE.answer(draft, here.step.id, reading.values, now), words_in(org)
    payload = {
        "step": here.step.id,
        "count": str(case.triage.count),
        "values": json.dumps(reading.values),
        "spoken": f"{words.stap[here.step.id].vraag} {spoken(words, here.step, reading.values)}",
    }
    outcome = told.position.step
    if not isinstance(outcome, Outcome):
        return "answer_triage", payload
    if outcome.id == "breach":
        facts = facts_of(told.position.facts)
        payload["facts"] = facts.model_dump_json(exclude_none=True)
    return "assess", payload | {"outcome": outcome.id}


def spoken(texts: FlowTexts, step: Step, values: Mapping[str, str]) -> str:
    """An answer in the words of its card."""
    told = []
    for each in fields_of(step):
        value = values.get(each.id, "")
        if not value:
            continue
        words = ", ".join(option_title(texts, step, each.id, part) or part for part in value.split(","))
        told.append(f"{texts.stap[step.id].veld[each.id].kort}: {words}" if each.kind == "number" else words)
    return "; ".join(told)


def facts_of(answers: Facts) -> BreachFacts:
    """The facts that these answers make; what was not asked or is not known stays unknown.

    `answers` are the fields on the way to the outcome that it is a breach.
    """
    happened, data = _several(answers, "happened"), _several(answers, "data_kinds")
    weighs = _several(answers, "weighs")
    other = answers.get("other_data", UNKNOWN) if "anders" in data else ""
    groups = _several(answers, "groups")
    unsure = UNKNOWN in data or other == UNKNOWN
    read = may_be_read(answers)
    return BreachFacts(
        kind=tuple(dict.fromkeys(kind for value, kind in KINDS.items() if value in happened)) or None,
        n_people=_number(answers, "people_about", "n_people"),
        n_records=_number(answers, "records_about", "n_records"),
        data_kinds=_words(
            data, other, groups if read else frozenset(), mild=answers.get("mild_health") == "ja"
        ),
        special=bool(SPECIAL & data or other == "bijzonder") or _not_unless(unsure),
        sensitive=bool(SENSITIVE & data or other == "gevoelig") or _not_unless(unsure),
        credentials=CREDENTIALS in data or _not_unless(UNKNOWN in data),
        encrypted_or_otherwise_unintelligible=_unreadable(answers) if read else None,
        recipient_trusted_and_confirmed_deletion=_yes_or_no(answers.get("trusted", "")),
        backup_available_quickly=_yes_or_no(answers.get("backup", "")),
        hours_unavailable=float(answers["hours"]) if answers.get("hours") else None,
        vulnerable_people=bool(VULNERABLE_GROUPS & groups)
        or VULNERABLE in weighs
        or _not_unless(UNKNOWN in weighs),
        malicious_intent=MALICE in weighs or _not_unless(UNKNOWN in weighs),
        disclosed_or_exfiltrated=_disclosed(answers) if read else None,
        n_recipients=RECIPIENTS.get(answers.get("recipients", "")) if read else None,
        harm_already_visible=HARM in weighs or _not_unless(UNKNOWN in weighs),
    )


def _several(answers: Facts, field: str) -> frozenset[str]:
    return frozenset(answers.get(field, "").split(",")) - {""}


def _weighing(report: Report) -> list[str]:
    found = [VULNERABLE] if VULNERABLE_GROUPS & set(report.groups) else []
    return [*found, MALICE] if report.cause in MALICIOUS else found


def _number(answers: Facts, exact: str, about: str) -> int | None:
    if told := int(answers.get(exact, "") or 0):
        return min(told, MOST)
    if about == "n_records" and answers.get(about) == "1001+":
        return MANY_RECORDS
    return AT_MOST.get(answers.get(about, ""))


def _words(data: frozenset[str], other: str, groups: frozenset[str], *, mild: bool) -> tuple[str, ...] | None:
    """Words of the assessment for the data, and for whom they are of where somebody can read that."""
    known = [word for kind, word in DATA_WORDS.items() if kind in data]
    if mild:
        known = [MILD_WORD if word == DATA_WORDS["gezondheid"] else word for word in known]
    if other:
        known.append(OTHER_WORDS.get(other, UNREAD_WORD))
    if CLIENT in groups:
        known.append(CLIENT_WORD)
    elif UNKNOWN in groups:  # perhaps of clients
        known.append(UNREAD_WORD)
    if known and UNKNOWN in data:
        known.append(UNREAD_WORD)
    return tuple(known) or None


def _unreadable(answers: Facts) -> bool | None:
    if used(answers):
        return False
    if answers.get("unreadable") == "ja":
        return proven_unreadable(answers)
    return _yes_or_no(answers.get("unreadable", ""))


def _disclosed(answers: Facts) -> Literal["ja", "nee", "onbekend"] | None:
    """Who used data saw them: that is not asked, and an older answer to it does not count."""
    match "ja" if used(answers) else answers.get("left", ""):
        case "ja" | "nee" | "onbekend" as known:
            return known
    return None


def _yes_or_no(answer: str) -> bool | None:
    return {"ja": True, "nee": False}.get(answer)


def _not_unless(unsure: bool) -> bool | None:
    """What nobody chose does not hold, unless more may turn out to be true."""
    return None if unsure else False
