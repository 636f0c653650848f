"""Who asks, and what exactly: receipt, identity, clarification (policy point 16, steps 2 and 3). Pure."""

from cases.register.case import REASON_LIMIT
from cases.register.life import Change, Deed, Life, Refused, one_of, text, typed
from cases.rights.case import (
    Clarification,
    Identity,
    RightsCase,
)
from cases.rights.request import IDENTIFICATIONS, NOT_IDENTIFIED, RIGHTS, SUBJECTS
from cases.rights.term import (
    clock_dues,
    given_day,
    resumed,
)

CONFIRMABLE = tuple(each for each in IDENTIFICATIONS if each != "nog_niet")
"""Ways that can be chosen; the open copy among them, to be refused with the sentence that says why."""


SURER = frozenset({"feiten", "kopie_afgeschermd", "balie"})
"""Ways that stand when the level is raised: checked facts, a shielded copy, in person (policy point 16 step 2)."""


HEAVY = frozenset({"kopie_afgeschermd", "balie"})
"""Ways that may only be asked for with a reason (AVG article 12(6): reasonable doubt)."""


ASK_REASONS = ("bewijs", "twijfel", "omvang", "gevoelig", "machtiging")


def confirm_receipt(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    told_on = given_day(case, deed, "told_on")
    return life.moved(
        case,
        "confirm_receipt",
        deed,
        update={"receipt_on": told_on},
        changes={"receipt_on": ("", told_on.isoformat())},
    )


def ask_clarification(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    asked = Clarification(
        asked_on=given_day(case, deed, "asked_on"), what=text(deed.given, "what", REASON_LIMIT)
    )
    return life.moved(
        case,
        "ask_clarification",
        deed,
        update={"clarification": asked},
        changes={"clarification": ("", asked.what)},
    )


def clarified(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    assert case.clarification is not None  # the life allows it only while a question is open
    words = text(deed.given, "answer", REASON_LIMIT)
    done = case.clarification.model_copy(update={"answer": words, "answered_at": deed.now})
    return life.moved(
        case,
        "clarified",
        deed,
        update={"clarification": done, "pauses": resumed(case, deed.now, "specificatie")},
        changes={"clarification_answer": ("", words)},
    )


def ask_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The lightest way that fits: a copy or a visit only for a reason that is named."""
    way = one_of(deed.given, "way", CONFIRMABLE)
    reason = one_of(deed.given, "reason", ASK_REASONS)
    if way == "kopie_open":
        raise Refused("way", "open_kopie")
    if way in HEAVY and reason == "bewijs":
        raise Refused("way", "te_zwaar")
    asked = Identity.model_validate({"asked_on": given_day(case, deed, "asked_on"), "way": way})
    return life.moved(
        case,
        "ask_identity",
        deed,
        update={"identity": asked},
        changes={"identity_asked": (case.identity.way or "", way), "reason": ("", reason)},
    )


def confirm_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A raised level needs a surer way, or the reason why this one is enough; a representative needs authority."""
    way = one_of(deed.given, "way", CONFIRMABLE)
    note = typed(deed.given, "note")
    if len(note) > REASON_LIMIT:
        raise Refused("note", "te_lang")
    if way in NOT_IDENTIFIED:
        raise Refused("way", "open_kopie")
    if case.request.raised and way not in SURER and not note:
        raise Refused("note", "te_licht")
    if case.request.represented and deed.given.get("authority") != "true":
        raise Refused("authority", "machtiging")
    known = case.identity.model_copy(
        update={"way": way, "confirmed_at": deed.now, "confirmed_by": deed.actor, "note": note}
    )
    return life.moved(
        case,
        "confirm_identity",
        deed,
        update={"identity": known, "pauses": resumed(case, deed.now, "identiteit")},
        changes={"identity": (case.identity_state, way)},
        why=note,
    )


def amend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What the request is about, corrected: which rights, whose, when it came in. The clock follows the day."""
    chosen = deed.given.get("rights", "").split(",")
    rights = tuple(each for each in RIGHTS if each in chosen)
    if not rights:
        raise Refused("rights", "verplicht")
    received = given_day(case, deed, "received_on", since_receipt=False)
    subject = one_of(deed.given, "subject", SUBJECTS)
    if case.extension is not None and received != case.request.received_on:
        raise Refused("received_on", "al_verlengd")
    request = case.request.model_copy(update={"rights": rights, "received_on": received, "subject": subject})
    changes = {
        name: (before, after)
        for name, before, after in (
            ("rights", ",".join(case.request.rights), ",".join(rights)),
            ("received_on", case.request.received_on.isoformat(), received.isoformat()),
            ("subject", case.request.subject, subject),
        )
        if before != after
    }
    if not changes:
        raise Refused("rights", "niets_nieuws")
    # The life looks at the request as it is from now on: with a new right not all is decided any more.
    after = case.model_copy(update={"request": request})
    moves = received != case.request.received_on
    update: dict[str, object] = {"missed": case.missed and after.overdue(deed.now, deed.org)}
    if moves:
        update["reminders"] = {}
        after = after.model_copy(update=update)
    dues = clock_dues(after, deed.now, deed.org) if moves else ()
    return life.moved(after, "amend", deed, update=update, changes=changes, dues=dues)
