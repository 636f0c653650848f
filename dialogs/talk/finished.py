"""A finished flow in plain values: what a register makes its own case of, without knowing the flow."""

from cases.drafts.answers import Answers, FilledIn
from cases.organisation import Organisation
from dialogs.flow import DOUBT, Outcome
from dialogs.flows import FLOWS, texts_in
from dialogs.talk.turn import FileDraft
from dialogs.texts import POLICY, source_line
from dialogs.verdicts import asks_at


def filled_in(want: FileDraft, org: Organisation) -> FilledIn:
    """What these answers are to a register."""
    why, points = _why(want, org)
    return FilledIn(
        draft_id=want.draft_id,
        facts=want.facts,
        answers=Answers(_codes(want), want.told),
        flow=want.flow,
        outcome=want.outcome,
        about=want.about,
        verdict=want.verdict,
        why=why,
        points=points,
        cited={each: POLICY[each].noem for each in want.verdict.points} if want.verdict is not None else {},
        doubts=tuple(name for name, value in want.facts.items() if value == DOUBT),
    )


def _codes(want: FileDraft) -> dict[str, str]:
    """The answers from closed lists, by field."""
    chosen = [each.field for each in want.told if not each.typed]
    return {field: want.facts[field] for field in chosen if field in want.facts}


def _why(want: FileDraft, org: Organisation) -> tuple[str, tuple[str, ...]]:
    """Why this office is asked, with its source, and the policy points for that; nothing for a plain question."""
    flow, texts = FLOWS.get(want.flow), texts_in(org).get(want.flow)
    outcome = flow.step(want.outcome) if flow is not None else None
    if flow is None or texts is None or not isinstance(outcome, Outcome):
        return "", ()
    asks = asks_at(flow, outcome, want.facts)
    asked = next((each for each in asks if each.office == want.facts.get("office")), None)
    if asked is None:
        return "", ()
    whole = {point.partition(".")[0] for point in asked.policy}
    reasons = want.verdict.reasons if want.verdict is not None else ()
    fitting = [each.text for each in reasons if whole & {point.partition(".")[0] for point in each.points}]
    why = fitting[0] if fitting else texts.vraag_aan[asked.id].waarom
    return f"{why} ({source_line(asked.policy)})", asked.policy
