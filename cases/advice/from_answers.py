"""The kept advice that a verdict makes: in words, with the versions of the policy and of the flow."""

from datetime import datetime

from cases.advice.case import AdviceCase, keep_advice
from cases.drafts.answers import FilledIn
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.life import Change


def from_answers(
    filled: FilledIn, number: str, owner: Actor, now: datetime, org: Organisation
) -> Change[AdviceCase]:
    """A new one of its owner. Raises ValueError when nothing was judged."""
    if filled.verdict is None:
        raise ValueError("there is no verdict to keep")
    advice = AdviceCase(
        number=number,
        draft_id=filled.draft_id,
        reporter=owner,
        reported_at=now,
        closed_at=now,
        cards=("reporter",),
        flow=filled.flow,
        outcome=filled.outcome,
        about=filled.about,
        told=tuple(filled.answers.told),
        verdict=filled.verdict,
        policy_version=org.policy.version,
        cited=dict(filled.cited),
        doubts=filled.doubts,
    )
    return keep_advice(advice, now, org)
