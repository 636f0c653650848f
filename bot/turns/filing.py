"""What becomes of a finished flow: which register it is filed in, and the case that its answers make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.advice.case import AdviceCase, keep_advice
from cases.breach.life import file_report
from cases.consult.life import Asked, file_consult
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.life import Change
from cases.rights.life import file_request
from cases.told import WANTS
from dialogs.flow import DOUBT, Ask, Outcome
from dialogs.flows import FLOWS, TEXTS
from dialogs.flows.breach import report_of
from dialogs.flows.rights import request_of
from dialogs.talk.dialog import FileDraft
from dialogs.talk.plain_question import office_of
from dialogs.texts import POLICY, source_line


@dataclass(frozen=True, slots=True)
class Filing:
    """`make` gives the new case of the register with this name, once its number is known."""

    register: str
    make: Callable[[str], Change[Any]]


def filing_of(want: FileDraft, reporter: Actor, now: datetime, org: Organisation) -> Filing:
    """How these answers are filed. Raises KeyError for a kind that nobody files."""
    return _FILERS[want.kind](want, reporter, now, org)


def is_filed(kind: str) -> bool:
    """Whether there is a register for this kind of answers."""
    return kind in _FILERS


def _breach(want: FileDraft, reporter: Actor, now: datetime, org: Organisation) -> Filing:
    def make(number: str) -> Change[Any]:
        return file_report(
            report_of(want.facts, now),
            number=number,
            draft_id=want.draft_id,
            reporter=reporter,
            confidential=want.facts.get("confidential") == "true",
            now=now,
            org=org,
        )

    return Filing("breach", make)


def _rights(want: FileDraft, reporter: Actor, now: datetime, org: Organisation) -> Filing:
    def make(number: str) -> Change[Any]:
        return file_request(
            request_of(want.facts),
            number=number,
            draft_id=want.draft_id,
            reporter=reporter,
            confidential=want.facts.get("confidential") == "true",
            now=now,
            org=org,
        )

    return Filing("rights", make)


def _advice(want: FileDraft, owner: Actor, now: datetime, org: Organisation) -> Filing:
    """A verdict that is kept: in words, with the versions of the policy and of the flow. Raises KeyError."""
    verdict, flow = want.verdict, FLOWS[want.flow]
    if verdict is None:
        raise KeyError(want.kind)

    def make(number: str) -> Change[Any]:
        advice = AdviceCase(
            number=number,
            draft_id=want.draft_id,
            reporter=owner,
            reported_at=now,
            closed_at=now,
            cards=("reporter",),
            flow=want.flow,
            outcome=want.outcome,
            about=want.facts.get(flow.about, ""),
            told=want.told,
            verdict=verdict,
            policy_version=org.policy.version,
            cited={each: POLICY[each].noem for each in verdict.points},
            doubts=tuple(name for name, value in want.facts.items() if value == DOUBT),
        )
        return keep_advice(advice, now, org)

    return Filing("advice", make)


def _consult(want: FileDraft, reporter: Actor, now: datetime, org: Organisation) -> Filing:
    reason, points = _why(want)
    asked = Asked(
        office=office_of(want.facts.get("office", "")),
        wants=next((each for each in WANTS if each == want.facts.get("wants")), "question"),
        question=want.facts.get("question", ""),
        flow=want.flow,
        outcome=want.outcome,
        points=points,
        why=reason,
        told=want.told,
        codes={
            each.field: want.facts[each.field]
            for each in want.told
            if not each.typed and each.field in want.facts
        },
        verdict=want.verdict,
    )

    def make(number: str) -> Change[Any]:
        return file_consult(asked, number=number, draft_id=want.draft_id, reporter=reporter, now=now, org=org)

    return Filing("consult", make)


def _why(want: FileDraft) -> tuple[str, tuple[str, ...]]:
    """Why this office is asked, with its source, and the policy points for that; nothing for a plain question."""
    flow, texts = FLOWS.get(want.flow), TEXTS.get(want.flow)
    outcome = flow.step(want.outcome) if flow is not None else None
    if flow is None or texts is None or not isinstance(outcome, Outcome):
        return "", ()
    asks = [each for each in flow.gathered(outcome, want.facts) if isinstance(each, Ask)]
    asked = next((each for each in asks if each.office == want.facts.get("office")), None)
    if asked is None:
        return "", ()
    whole = {point.partition(".")[0] for point in asked.policy}
    reasons = want.verdict.reasons if want.verdict is not None else ()
    fitting = [each.text for each in reasons if whole & {point.partition(".")[0] for point in each.points}]
    told = fitting[0] if fitting else texts.vraag_aan[asked.id].waarom
    return f"{told} ({source_line(asked.policy)})", asked.policy


_FILERS: Mapping[str, Callable[[FileDraft, Actor, datetime, Organisation], Filing]] = {
    "breach": _breach,
    "rights": _rights,
    "advice": _advice,
    "consult": _consult,
}
