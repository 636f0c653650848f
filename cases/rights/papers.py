"""The papers of a request of a data subject: receipt, questions, extension, answers, refusal, recipients.

Policy points 15 and 16; AVG articles 12 and 15 to 22. An answer is a decision in the sense of the Awb (UAVG article
34), so the clause about objecting is in every one. What legal affairs typed for the person comes in, to be checked;
the employee's own words about how the person was identified, or what was told, do not.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from cards.dutch_time import full_day
from cards.words import words_beside
from cases.organisation import Organisation
from cases.papers.letterhead import organisation_values
from cases.papers.paper import NoSuchPaper, Paper, Proposed, Typed, Value, load_family
from cases.rights.case import RightsCase
from cases.rights.outcomes import GIVEN, REFUSED, OthersData
from cases.rights.parts import Decision
from cases.rights.request import HEAVY, NOT_IDENTIFIED, RIGHTS, TELL_RECIPIENTS
from state_machines.rights_life import BEFORE_ANSWER, WITHDRAWN

say = words_beside(__file__)

SPOKEN = ("right", "asked", "raised", "ground", "fee")
"""Words that are looked up by a right, a weight or a ground."""

GUARDS = frozenset(
    {
        "represented",
        "nothing_at_all",
        "wish",
        "asks",
        "identity_open",
        "authority_open",
        "unclear",
        "employee",
        "which_right",
        "large",
        "raised",
        "surer",
        "complex",
        "many",
        "partly",
        "others_none",
        "others_hidden",
        "others_agree",
        "others_weighed",
        "statement",
        "no_recipients",
        "recipients_not_told",
        "recipients_told",
        "excessive",
        "fee",
        "not_identified",
        "corrected",
        "erased",
        "restricted",
        "removed",
        "later_day",
        "taken_back",
        "no_request",
        "double",
    }
)
"""What a block of these papers may depend on."""

RECEIPT, CLARIFICATION, IDENTITY, EXTENSION = "receipt", "clarification", "identity", "extension"
REFUSAL, NOTHING, RECIPIENTS, FEE = "refusal", "nothing_found", "recipients", "fee"
NARROWED, ENDED = "narrowed", "ended"
ANSWERS = {right: f"answer_{right}" for right in RIGHTS}

FOLDER = Path(__file__).with_name("letters")

PAPERS = load_family(
    FOLDER,
    (
        RECEIPT,
        CLARIFICATION,
        IDENTITY,
        EXTENSION,
        NARROWED,
        ENDED,
        *ANSWERS.values(),
        NOTHING,
        REFUSAL,
        RECIPIENTS,
        FEE,
    ),
    GUARDS,
)

EXCESSIVE = frozenset({"ongegrond", "buitensporig"})
"""Grounds of AVG article 12(5), of which the organisation bears the burden of proof."""

BY_RIGHT = frozenset({"anderen", "juist", "taak", "rechtsvordering", "geen_voorwaarde"})
"""Grounds that have another article for each right."""

OTHERS_GUARDS: Mapping[OthersData, str] = {
    "geen": "others_none",
    "onleesbaar": "others_hidden",
    "toestemming": "others_agree",
    "afgewogen": "others_weighed",
}
"""What holds in a letter once it is known what is done with data about others."""


def papers_of(case: RightsCase, task: str = "") -> tuple[tuple[str, str], ...]:
    """The papers that this case can have now, as (id, title), those that come next first; once it ended without a
    decision only the message about that.

    An office that has only a `task` in the case has none of them.
    """
    if task:
        return ()
    return tuple((each, PAPERS.title(each)) for each in _offered(case))


def rights_paper(case: RightsCase, paper: str, now: datetime, org: Organisation) -> Paper:
    """A paper of this case as it stands now. Raises NoSuchPaper."""
    if paper not in dict(papers_of(case)):
        raise NoSuchPaper(paper)
    decision = next((each for each in case.decisions if ANSWERS[each.right] == paper), None)
    values, holds = _values(case, decision, org), _holds(case, decision)
    return PAPERS.render(paper, case.number, values, holds, {"refused": _each_refused(case)}, case.filled)


def paper_not_filled(case: RightsCase, paper: str, org: Organisation) -> Paper:
    """This paper without what was filled in by hand. Raises NoSuchPaper."""
    return rights_paper(case.model_copy(update={"filled": {}}), paper, case.reported_at, org)


def _offered(case: RightsCase) -> Iterable[str]:
    if case.status == WITHDRAWN:
        yield from (ENDED,) if case.ending is not None else ()
        return
    given = [each for each in _decisions(case) if each.outcome in GIVEN]
    yield from (ANSWERS[each.right] for each in given)
    if _nothing(case):
        yield NOTHING
    if _refused(case):
        yield REFUSAL
    if any(each.right in TELL_RECIPIENTS for each in given):
        yield RECIPIENTS
    if case.fee is not None:
        yield FEE
    if case.status in BEFORE_ANSWER:
        yield RECEIPT
        if case.identity_state != "confirmed":
            yield IDENTITY
        yield CLARIFICATION
        yield EXTENSION
        yield NARROWED
        yield ENDED


def _decisions(case: RightsCase) -> list[Decision]:
    return [each for each in case.decisions if each.right in case.request.rights]


def _refused(case: RightsCase) -> list[Decision]:
    return [each for each in _decisions(case) if each.outcome in REFUSED]


def _nothing(case: RightsCase) -> list[Decision]:
    return [each for each in _decisions(case) if each.outcome == "niets"]


def _found_nothing(case: RightsCase, right: str) -> bool:
    known = case.decision(right)
    return known is not None and known.outcome == "niets"


def _each_refused(case: RightsCase) -> list[dict[str, Value]]:
    """For each refused right its own reason and its own ground (AVG article 12(4))."""
    return [
        {
            "asked": say(f"asked.{each.right}"),
            "reason": Typed(each.reason, "wording"),
            "ground": _ground(each),
        }
        for each in _refused(case)
    ]


def _narrowed(case: RightsCase) -> dict[str, Value]:
    """What the request lost last, and why."""
    last = case.narrowings[-1] if case.narrowings else None
    before = last.received_before if last else None
    return {
        "removed_rights": tuple(say(f"right.{each}") for each in last.removed) if last else "",
        "received_before": full_day(before) if before else "",
        "later_proof": Typed(last.proof if last else "", "wording"),
        "narrowed_why": Typed(last.why if last else "", "wording"),
    }


def _extended_day(case: RightsCase, org: Organisation) -> Value:
    """Until when the person waits: as it was recorded, else the latest day that can be recorded, to be looked at."""
    if case.extension is not None:
        return full_day(case.answer_deadline(org).due.date())
    if not org.terms.extension_months:
        return ""
    return Proposed(full_day(case.longest_extended(org).due.date()), "sooner")


def _ground(decision: Decision) -> str:
    """The article as the person reads it; "" where none was asked when it was decided."""
    if not decision.ground:
        return ""
    if decision.ground in BY_RIGHT:
        return say(f"ground.{decision.ground}.{decision.right}")
    return say(f"ground.{decision.ground}")


def _holds(case: RightsCase, decision: Decision | None) -> frozenset[str]:
    request, refused = case.request, _refused(case)
    given = {each.right for each in _decisions(case) if each.outcome in GIVEN}
    sure = case.identity_state == "confirmed" or (
        request.identified not in NOT_IDENTIFIED and not request.raised
    )
    unclear = request.clear == "nee" or not request.rights
    holding = {
        "represented": request.represented,
        "nothing_at_all": bool(request.rights) and all(_found_nothing(case, each) for each in request.rights),
        "wish": bool(request.wish),
        "asks": not sure or request.authority_open or unclear,
        "identity_open": not sure,
        "authority_open": request.authority_open,
        "unclear": unclear,
        "employee": request.partly_himself,
        "which_right": not request.rights,
        "large": "veel" in request.weight,
        "raised": request.raised,
        "surer": request.raised or case.identity.way in HEAVY,
        "complex": case.extension is not None and case.extension.reason == "complex",
        "many": case.extension is not None and case.extension.reason == "aantal",
        "partly": decision is not None and decision.outcome == "deels",
        **{guard: case.others_shown == name for name, guard in OTHERS_GUARDS.items()},
        "statement": decision is not None and decision.ground == "oordeel",
        "no_recipients": case.recipients is not None and case.recipients.how == "geen",
        "recipients_not_told": case.recipients is not None and case.recipients.how == "onevenredig",
        "recipients_told": case.recipients is not None and case.recipients.how == "verteld",
        "fee": case.fee is not None,
        "excessive": any(each.ground in EXCESSIVE for each in refused),
        "not_identified": any(each.ground == "identiteit" for each in refused),
        "corrected": "verbetering" in given,
        "erased": "wissing" in given,
        "restricted": "beperking" in given,
        "removed": bool(case.narrowings) and bool(case.narrowings[-1].removed),
        "later_day": bool(case.narrowings) and case.narrowings[-1].received_before is not None,
        "taken_back": case.ending == "ingetrokken",
        "no_request": case.ending == "geen_verzoek",
        "double": case.ending == "dubbel",
    }
    return frozenset(name for name, holds in holding.items() if holds)


def _values(case: RightsCase, decision: Decision | None, org: Organisation) -> dict[str, Value]:
    request = case.request
    told = case.recipients.note if case.recipients is not None and case.recipients.how == "verteld" else ""
    raised = [each for each in ("veel", "gevoelig") if each in request.weight]
    another_way = case.sent is not None and case.sent.way != "zivver_sms"
    return {
        **organisation_values(org),
        "number": case.number,
        "received_day": full_day(request.received_on),
        "due_day": full_day(case.first_deadline(org).due.date()),
        "rights": tuple(say(f"right.{each}") for each in request.rights),
        "wish": Typed(request.wish, "wording"),
        "clarification": Typed(case.clarification.what if case.clarification else "", "wording"),
        "raised_reason": tuple(say(f"raised.{each}") for each in [*raised, *(["twijfel"] * request.doubt)]),
        "extended_day": _extended_day(case, org),
        "extension_reason": Typed(case.extension.why if case.extension else "", "wording"),
        **_narrowed(case),
        "ending_why": Typed(case.closing_reason if case.ending else "", "wording"),
        "nothing_asked": tuple(say(f"asked.{each.right}") for each in _nothing(case)),
        "searched_in": tuple(Typed(each.reason, "wording") for each in _nothing(case)),
        "reason": Typed(decision.reason if decision else "", "wording"),
        "ground": _ground(decision) if decision else "",
        "fee_amount": Typed(case.fee.amount if case.fee else "", "wording"),
        "fee_ground": say(f"fee.{case.fee.ground}") if case.fee else "",
        "burden": Typed(case.fee.proof if case.fee else "", "wording"),
        "told_recipients": Typed(told, "wording"),
        "sent_how": "" if another_way else say("sent_how"),
    }
