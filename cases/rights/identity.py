"""Who asks, and what exactly: receipt, identity, clarification (policy point 16, steps 2 and 3). Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.rights.case import RightsCase
from cases.rights.lists import day_told, joined, label
from cases.rights.parts import Clarification, Identity
from cases.rights.request import HEAVY, IDENTIFICATIONS, NOT_IDENTIFIED
from cases.rights.term import first_month_ends, given_day, resumed

CONFIRMABLE = tuple(each for each in IDENTIFICATIONS if each != "nog_niet")
"""Ways that can be chosen; the open copy among them, to be refused with the sentence that says why."""


ASK_REASONS = ("bewijs", "twijfel", "omvang", "gevoelig", "machtiging")


def _confirm_receipt(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    told_on = given_day(case, deed, "told_on")
    return life.moved(
        case,
        "confirm_receipt",
        deed,
        update={"receipt_on": told_on},
        changes={"receipt_on": ("", told_on.isoformat())},
    )


def _ask_clarification(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    asked = Clarification(
        asked_on=given_day(case, deed, "asked_on"), what=lives.text(deed.given, "what", REASON_LIMIT)
    )
    return life.moved(
        case,
        "ask_clarification",
        deed,
        update={"clarification": asked},
        changes={"clarification": ("", asked.what)},
    )


def _clarified(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    assert case.clarification is not None  # the life allows it only while a question is open
    words = lives.text(deed.given, "answer", REASON_LIMIT)
    done = case.clarification.model_copy(update={"answer": words, "answered_at": deed.now})
    return life.moved(
        case,
        "clarified",
        deed,
        update={"clarification": done, "pauses": resumed(case, deed.now, "specificatie")},
        changes={"clarification_answer": ("", words)},
    )


def _ask_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The lightest way that fits: a copy or a visit only for a reason that is named."""
    way = lives.one_of(deed.given, "way", CONFIRMABLE)
    reason = lives.one_of(deed.given, "reason", ASK_REASONS)
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


def _confirm_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A raised level needs a surer way, or the reason why this one is enough; a representative needs authority."""
    way = lives.one_of(deed.given, "way", CONFIRMABLE)
    note = lives.typed_within(deed.given, "note", REASON_LIMIT)
    if way in NOT_IDENTIFIED:
        raise Refused("way", "open_kopie")
    if case.request.raised and way not in HEAVY and not note:
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


def _receipt_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    return case.receipt_on is not None and case.receipt_on.isoformat() == deed.given.get("told_on")


def _clarification_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.clarification
    return known is not None and known.answered_at is None and known.what == lives.typed(deed.given, "what")


def _clarified_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.clarification
    return (
        known is not None
        and known.answered_at is not None
        and known.answer == lives.typed(deed.given, "answer")
    )


def _identity_asked_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    asked_on = case.identity.asked_on
    return (
        case.identity_state == "asked"
        and case.identity.way == deed.given.get("way")
        and asked_on is not None
        and asked_on.isoformat() == deed.given.get("asked_on")
    )


def _identity_confirmed_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.identity
    return case.identity_state == "confirmed" and (known.way, known.note) == (
        deed.given.get("way"),
        lives.typed(deed.given, "note"),
    )


def _confirming(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    fields = [FormField("way", "choice", CONFIRMABLE, required=True)]
    if case.request.represented:
        fields.append(FormField("authority", "toggle", default="false"))
    return (*fields, long_text("note", REASON_LIMIT, required=False))


def _known_way(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    """The way that is known, as far as it can be chosen."""
    if field.id != "way":
        return field.default
    told = case.request.identified if case.request.identified in CONFIRMABLE else ""
    return case.identity.way or told


def _receipt_line(happening: Happening) -> str:
    return day_told(happening.after("receipt_on"), happening.org)


def _asked_line(happening: Happening) -> str:
    return joined(
        label("identified", happening.after("identity_asked")), label("ask_reason", happening.after("reason"))
    )


def _confirmed_line(happening: Happening) -> str:
    return joined(label("identified", happening.after("identity")), happening.event.why)


RECEIPT_TOLD = CaseForm[RightsCase](
    (FormField("told_on", "date", required=True, starts_now=True),), told=first_month_ends
)

CONFIRMING = CaseForm[RightsCase](asks=_confirming, held=_known_way)

EVENTS = (
    CaseEvent[RightsCase](
        "confirm_receipt", _confirm_receipt, _receipt_before, RECEIPT_TOLD, line=_receipt_line
    ),
    CaseEvent[RightsCase](
        "ask_clarification",
        _ask_clarification,
        _clarification_before,
        CaseForm(
            (
                long_text("what", REASON_LIMIT),
                FormField("asked_on", "date", required=True, starts_now=True),
            )
        ),
        line=lives.the_words,
    ),
    CaseEvent[RightsCase](
        "clarified",
        _clarified,
        _clarified_before,
        CaseForm((long_text("answer", REASON_LIMIT),)),
        line=lives.the_words,
    ),
    CaseEvent[RightsCase](
        "ask_identity",
        _ask_identity,
        _identity_asked_before,
        CaseForm(
            (
                FormField("way", "choice", CONFIRMABLE, required=True),
                FormField("reason", "choice", ASK_REASONS, required=True),
                FormField("asked_on", "date", required=True, starts_now=True),
            )
        ),
        line=_asked_line,
    ),
    CaseEvent[RightsCase](
        "confirm_identity", _confirm_identity, _identity_confirmed_before, CONFIRMING, line=_confirmed_line
    ),
)
