"""How the person hears the decision, and who else does (AVG articles 12 and 19, policy point 16 step 4). Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.register.rhythm import newest_put_away
from cases.rights.case import RightsCase
from cases.rights.lists import day_told, joined, label
from cases.rights.outcomes import OTHERS
from cases.rights.parts import AMOUNT_LIMIT, CHECKLIST, Fee, Recipients, Sent
from cases.rights.term import given_day, resumed

WAYS = ("zivver_sms", "anders")


FEE_GROUNDS = ("kopieen", "ongegrond", "buitensporig")


TOLD_RECIPIENTS = ("verteld", "geen", "onevenredig")


def _record_answer(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The answer went out: by a safe way, complete, without data of others, with the way to object in it."""
    sent_on = given_day(case, deed, "sent_on")
    way = lives.one_of(deed.given, "way", WAYS)
    reason = lives.typed_within(deed.given, "way_reason", REASON_LIMIT)
    if way == "anders" and not reason:
        raise Refused("way_reason", "waarom_niet_zivver")
    if case.is_a_decision and deed.given.get("remedy") != "true":
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
        dues=(lives.tell(case, deed.now, "answered"), *shrinks),
    )


def _recorded_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.sent
    return known is not None and (known.sent_on.isoformat(), known.way, known.way_reason) == (
        deed.given.get("sent_on"),
        deed.given.get("way"),
        lives.typed(deed.given, "way_reason"),
    )


def _tell_recipients(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    how = lives.one_of(deed.given, "how", TOLD_RECIPIENTS)
    note = lives.typed_within(deed.given, "note", REASON_LIMIT)
    if how != "geen" and not note:
        raise Refused("note", "wie_of_waarom")
    update = {"recipients": Recipients.model_validate({"how": how, "note": note, "at": deed.now})}
    changes = {"recipients": ("", how)}
    return life.moved(case, "tell_recipients", deed, update=update, changes=changes, why=note)


def _recipients_told_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.recipients
    return known is not None and (known.how, known.note) == (
        deed.given.get("how"),
        lives.typed(deed.given, "note"),
    )


def _charge_fee(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Only as the law has it, and WIL must prove it (AVG articles 12(5) and 15(3), policy point 16 step 5)."""
    ground = lives.one_of(deed.given, "ground", FEE_GROUNDS)
    if ground == "kopieen" and "inzage" not in case.request.rights:
        raise Refused("ground", "alleen_bij_inzage")
    fee = Fee.model_validate(
        {
            "ground": ground,
            "amount": lives.text(deed.given, "amount", AMOUNT_LIMIT),
            "proof": lives.text(deed.given, "proof", REASON_LIMIT),
            "at": deed.now,
        }
    )
    return life.moved(
        case, "charge_fee", deed, update={"fee": fee}, changes={"fee": ("", fee.amount)}, why=fee.proof
    )


def _answering(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """The checks of an answer are asked where they matter: of access, and where data go out."""
    fields = [
        FormField("sent_on", "date", required=True, starts_now=True),
        FormField("way", "choice", WAYS, required=True, default="zivver_sms"),
        FormField("way_reason", "text", limit=REASON_LIMIT),
    ]
    if case.access_given:
        fields.append(FormField("checklist", "choices", CHECKLIST, required=True))
    if case.data_given:
        fields.append(FormField("others", "choice", OTHERS, required=True))
    if case.is_a_decision:
        fields.append(FormField("remedy", "toggle", required=True, default="false"))
    return tuple(fields)


def _as_decided(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What was decided about data of others stands there, to be looked at once more."""
    if field.starts_now:
        return now.date().isoformat()
    return (case.others_shown or "") if field.id == "others" else field.default


def _sent_line(happening: Happening) -> str:
    sent = day_told(happening.after("sent_on"), happening.org)
    return joined(f"{sent}, {label('way', happening.after('way'))}", happening.event.why)


def _recipients_line(happening: Happening) -> str:
    return joined(label("recipients", happening.after("recipients")), happening.event.why)


def _fee_line(happening: Happening) -> str:
    return joined(happening.after("fee"), happening.event.why)


EVENTS = (
    CaseEvent[RightsCase](
        "record_answer",
        _record_answer,
        _recorded_before,
        CaseForm(asks=_answering, held=_as_decided, tells="answered"),
        line=_sent_line,
    ),
    CaseEvent[RightsCase](
        "tell_recipients",
        _tell_recipients,
        _recipients_told_before,
        CaseForm(
            (
                FormField("how", "choice", TOLD_RECIPIENTS, required=True),
                long_text("note", REASON_LIMIT, required=False),
            )
        ),
        line=_recipients_line,
    ),
    CaseEvent[RightsCase](
        "charge_fee",
        _charge_fee,
        form=CaseForm(
            (
                FormField("ground", "choice", FEE_GROUNDS, required=True),
                FormField("amount", "text", required=True, limit=AMOUNT_LIMIT),
                long_text("proof", REASON_LIMIT),
            )
        ),
        line=_fee_line,
    ),
)
