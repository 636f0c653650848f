"""What is decided on a breach: tell the AP or not, tell the people or not, and why (policy point 14, step 7). Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.assessment.weighing import assess
from cases.breach.case import BreachCase
from cases.breach.handling import (
    DISPROPORTIONATE,
    GROUNDS,
    ApDecision,
    Decision,
    PeopleChoice,
    PeopleDecision,
    as_advised,
)
from cases.breach.step import moved, put_away
from cases.register.case import REASON_LIMIT
from cases.register.life import Change, Deed, Dues, Life, due, mail, one_of, tell, text, typed, with_cards
from cases.register.messages import Due, Ref, channel
from state_machines.engine import NotAllowed

AP_CHOICES = ("notify", "provisional", "not")


PEOPLE_CHOICES = ("inform", "public", "not")


LATER = "later"
"""The decision on the people is taken when more is known."""


def conclude_no_breach(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """It was no breach (step 4), and why. When the AP was told already, that has to be taken back first."""
    reason = text(deed.given, "reason", REASON_LIMIT)
    closed = case.told == "no"
    update = {
        "closing_reason": reason,
        "closed_at": deed.now if closed else None,
        "withdrawal": None,
    }
    dues: Dues = (tell(case, deed.now, "no_breach"), *put_away(case, deed)) if closed else ()
    return moved(life, case, "conclude_no_breach", deed, update, why=reason, dues=dues)


def decide(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """As the bot advised; or provisionally to the AP while that is advised or in doubt."""
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    advice = assess(case.triage.facts)
    choice = one_of(deed.given, "choice", ("follow", "provisional"))
    if choice == "provisional" and not (advice.notify_ap or advice.doubt):
        raise NotAllowed("against the advice: that needs a reason")
    ap: ApDecision = "provisional" if choice == "provisional" else "notify" if advice.notify_ap else "not"
    people: PeopleChoice | None = "inform" if advice.notify_people else "not"
    if choice == "provisional" and people == "not" and advice.doubt:
        people = None
    unreadable = any(each.key == "people.unintelligible" for each in advice.reasons)
    ground = ("onleesbaar" if unreadable else "geen_hoog_risico") if people == "not" else ""
    return _decided(life, case, "decide", deed, ap, people, ground, "")


def deviate(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Otherwise than the bot advised, with the reason; the FG sees it."""
    ap = one_of(deed.given, "ap", AP_CHOICES)
    people = one_of(deed.given, "people", (*PEOPLE_CHOICES, LATER))
    ground = _ground(deed.given, people)
    reason = text(deed.given, "reason", REASON_LIMIT)
    return _decided(life, case, "deviate", deed, ap, None if people == LATER else people, ground, reason)  # type: ignore[arg-type]


def decide_people(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The decision on the people that was left open, with the ground when they are not told."""
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    people = one_of(deed.given, "people", PEOPLE_CHOICES)
    ground = _ground(deed.given, people)
    reason = typed(deed.given, "reason")
    if people != "inform" or len(reason) > REASON_LIMIT:
        reason = text(deed.given, "reason", REASON_LIMIT)
    decided = _people(case, deed, people, ground, reason)  # type: ignore[arg-type]
    update: dict[str, object] = {"people": decided}
    return _after_deciding(
        life, case, "decide_people", deed, update, {"people": ("", people)} | _grounds(ground), reason
    )


def _ground(given: Mapping[str, str], people: str) -> str:
    if people == "public":
        return DISPROPORTIONATE
    return one_of(given, "ground", GROUNDS) if people == "not" else ""


def _grounds(ground: str) -> dict[str, tuple[str, str]]:
    return {"ground": ("", ground)} if ground else {}


def _people(case: BreachCase, deed: Deed, choice: PeopleChoice, ground: str, reason: str) -> PeopleDecision:
    assert case.triage is not None
    assert case.triage.facts is not None
    advised = assess(case.triage.facts).notify_people
    return PeopleDecision(
        by=deed.actor,
        at=deed.now,
        choice=choice,
        ground=ground,
        followed=(choice == "inform") is advised,
        reason=reason,
    )


def _decided(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    ap: ApDecision,
    people: PeopleChoice | None,
    ground: str,
    reason: str,
) -> Change[BreachCase]:
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    advice = assess(case.triage.facts)
    followed = (ap != "not") is advice.notify_ap or (ap == "provisional" and advice.doubt)
    decision = Decision(
        by=deed.actor, at=deed.now, ap=ap, advised=as_advised(advice), followed=followed, reason=reason
    )
    update: dict[str, object] = {
        "decision": decision,
        "people": _people(case, deed, people, ground, reason) if people is not None else None,
        "withdrawal": None,
        "closing_reason": "",
    }
    changes = {"ap": ("", ap), "people": ("", people or LATER)} | _grounds(ground)
    changes["followed"] = ("", "yes" if followed else "no")
    told = " ".join(each.text for each in advice.reasons)
    if not reason:
        changes["advice"] = ("", told)
    return _after_deciding(life, case, event, deed, update, changes, reason)


def _after_deciding(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    update: dict[str, object],
    changes: Mapping[str, tuple[str, str]],
    reason: str,
) -> Change[BreachCase]:
    """JZ gets its task the same moment (step 8), the FG the note of a deviation, the reporter a line."""
    after = case.model_copy(update=update)
    cards, dues = case.cards, list[tuple[datetime, Due]]()
    if after.people_wait and "jz" not in cards:
        cards = with_cards(case, "jz")
        dues.append(mail(case, "jz", deed.now, "people", str(case.seq)))
    if after.deviates and "fg" not in cards:
        cards = with_cards(case.model_copy(update={"cards": cards}), "fg")
    if after.deviates:
        note = due(case, "thread", channel("fg"), deed.now, Ref("deviation", str(case.seq + 1)))
        dues.append((deed.now, note))
    if event != "decide_people":
        dues.append(tell(case, deed.now, "assessed"))
    if after.ap_settled:
        dues += put_away(case, deed)
    return moved(
        life,
        case,
        event,
        deed,
        {**update, "cards": cards},
        why=reason,
        changes=changes,
        dues=tuple(dues),
        early=True,
    )


def decided_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this person took the decision that stands."""
    return case.decision is not None and case.decision.by.aad_id == deed.actor.aad_id
