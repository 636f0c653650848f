"""The decision on a request per right, and how the person hears it (AVG articles 12, 15 to 21). Pure."""

from cases.register.case import REASON_LIMIT
from cases.register.life import Change, Deed, Life, Refused, one_of, tell, text, typed
from cases.register.rhythm import newest_put_away
from cases.rights.case import (
    AMOUNT_LIMIT,
    CHECKLIST,
    GROUNDS,
    NEEDS_GROUND,
    OUTCOMES,
    Decision,
    Fee,
    Recipients,
    RightsCase,
    Sent,
)
from cases.rights.request import RIGHTS
from cases.rights.term import (
    given_day,
    resumed,
)

WAYS = ("zivver_sms", "anders")


OTHERS = ("geen", "onleesbaar", "toestemming")


FEE_GROUNDS = ("kopieen", "ongegrond", "buitensporig")


TOLD_RECIPIENTS = ("verteld", "geen", "onevenredig")


def decide(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Each right apart. Nothing is granted to somebody whose identity is open; a refusal needs its ground."""
    right = one_of(deed.given, "right", case.request.rights)
    outcome = one_of(deed.given, "outcome", OUTCOMES)
    ground = deed.given.get("ground", "") if outcome in NEEDS_GROUND else ""
    reason = typed(deed.given, "reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason", "te_lang")
    if outcome in ("toegekend", "deels") and case.identity_state != "confirmed":
        raise Refused("outcome", "identiteit_open")
    if outcome in NEEDS_GROUND:
        if not ground:
            raise Refused("ground", "grond_nodig")
        if right not in GROUNDS.get(ground, frozenset()):
            raise Refused("ground", "grond_past_niet")
        if ground == "identiteit" and case.identity_state != "asked":
            raise Refused("ground", "identiteit_niet_gevraagd")
    if outcome != "toegekend" and not reason:
        raise Refused("reason", "reden_nodig")
    decision = Decision.model_validate(
        {
            "right": right,
            "outcome": outcome,
            "ground": ground,
            "reason": reason,
            "by": deed.actor,
            "at": deed.now,
        }
    )
    others = tuple(each for each in case.decisions if each.right != right)
    kept = tuple(sorted((*others, decision), key=lambda each: RIGHTS.index(each.right)))
    before = case.decision(right)
    # The life looks at the decisions as they are from now on: the last one moves the case.
    after = case.model_copy(update={"decisions": kept, "recipients": None})
    return life.moved(
        after,
        "decide",
        deed,
        changes={right: (before.outcome if before else "", outcome), "ground": ("", ground)},
        why=reason,
    )


def charge_fee(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Only as the law has it, and WIL must prove it (AVG articles 12(5) and 15(3), policy point 16 step 5)."""
    ground = one_of(deed.given, "ground", FEE_GROUNDS)
    if ground == "kopieen" and "inzage" not in case.request.rights:
        raise Refused("ground", "alleen_bij_inzage")
    fee = Fee.model_validate(
        {
            "ground": ground,
            "amount": text(deed.given, "amount", AMOUNT_LIMIT),
            "proof": text(deed.given, "proof", REASON_LIMIT),
            "at": deed.now,
        }
    )
    return life.moved(
        case, "charge_fee", deed, update={"fee": fee}, changes={"fee": ("", fee.amount)}, why=fee.proof
    )


def record_answer(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The answer went out: by a safe way, complete, without data of others, with the way to object in it."""
    sent_on = given_day(case, deed, "sent_on")
    way = one_of(deed.given, "way", WAYS)
    reason = typed(deed.given, "way_reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("way_reason", "te_lang")
    if way == "anders" and not reason:
        raise Refused("way_reason", "waarom_niet_zivver")
    if deed.given.get("remedy") != "true":
        raise Refused("remedy", "rechtsmiddelen")
    ticked = deed.given.get("checklist", "").split(",")
    checklist = tuple(each for each in CHECKLIST if each in ticked)
    others = deed.given.get("others", "")
    if case.access_given and checklist != CHECKLIST:
        raise Refused("checklist", "niet_alles")
    if case.data_given and others not in OTHERS:
        raise Refused("others", "gegevens_anderen")
    sent = Sent.model_validate(
        {
            "sent_on": sent_on,
            "way": way,
            "way_reason": reason,
            "others": others if case.data_given else None,
            "checklist": checklist if case.access_given else (),
        }
    )
    shrinks = newest_put_away(case, deed.now, "jz", "fg")
    return life.moved(
        case,
        "record_answer",
        deed,
        update={"sent": sent, "pauses": resumed(case, deed.now)},
        changes={"sent_on": ("", sent_on.isoformat()), "way": ("", way)},
        why=reason,
        dues=(tell(case, deed.now, "answered"), *shrinks),
    )


def tell_recipients(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    how = one_of(deed.given, "how", TOLD_RECIPIENTS)
    note = typed(deed.given, "note")
    if len(note) > REASON_LIMIT:
        raise Refused("note", "te_lang")
    if how != "geen" and not note:
        raise Refused("note", "wie_of_waarom")
    told = Recipients.model_validate({"how": how, "note": note, "at": deed.now})
    return life.moved(
        case,
        "tell_recipients",
        deed,
        update={"recipients": told},
        changes={"recipients": ("", how)},
        why=note,
    )


def decided_before(case: RightsCase, deed: Deed) -> bool:
    known = case.decision(deed.given.get("right", ""))
    if known is None or known.right not in case.request.rights:
        return False
    ground = deed.given.get("ground", "") if known.outcome in NEEDS_GROUND else ""
    return (known.outcome, known.ground, known.reason) == (
        deed.given.get("outcome"),
        ground,
        typed(deed.given, "reason"),
    )
