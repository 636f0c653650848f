"""What becomes of a finished flow: which register it is filed in, and the case that its answers make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.advice import AdviceCase, keep_advice
from cases.breach_changes import file_report
from cases.case_changes import Change
from cases.organisation import Organisation
from cases.people import Actor
from cases.rights_changes import file_request
from dialogs.flow import DOUBT
from dialogs.flows import FLOWS
from dialogs.flows.breach import report_of
from dialogs.flows.rights import request_of
from dialogs.talk import FileDraft
from dialogs.texts import POLICY


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


_FILERS: Mapping[str, Callable[[FileDraft, Actor, datetime, Organisation], Filing]] = {
    "breach": _breach,
    "rights": _rights,
    "advice": _advice,
}
