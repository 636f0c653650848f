"""What is corrected in a request, asked of the colleague, or added to it. Pure."""

from datetime import datetime

from cases.organisation import Organisation
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import NOTE_LIMIT, REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.rights.case import RightsCase
from cases.rights.lists import day_told, joined, label, listed
from cases.rights.parts import KEPT_NARROWINGS, KEPT_NOTES, BreachCheck, Narrowing, Note
from cases.rights.request import REFERENCE_LIMIT, RIGHTS, SUBJECTS, RightsRequest
from cases.rights.term import clock_dues, given_day, note_to_fg


def _amend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What the request is about, corrected: which rights, whose, when it came in. The clock follows the day.

    A right that goes, or a later day, takes something from the person: only with a reason, a later day with its proof,
    and once the person was told (AVG article 12(4)). The FG hears of it.
    """
    chosen = deed.given.get("rights", "").split(",")
    rights = tuple(each for each in RIGHTS if each in chosen)
    if not rights:
        raise Refused("rights", "verplicht")
    received = given_day(case, deed, "received_on", since_receipt=False)
    subject = lives.one_of(deed.given, "subject", SUBJECTS)
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
    narrowing = _narrowing(case, request, deed)
    # The life looks at the request as it is from now on: with a new right not all is decided any more.
    after = case.model_copy(update={"request": request})
    moves = received != case.request.received_on
    update: dict[str, object] = {"missed": case.missed and after.overdue(deed.now, deed.org)}
    if narrowing is not None:
        update["narrowings"] = (*case.narrowings, narrowing)[-KEPT_NARROWINGS:]
        changes["told_on"] = ("", narrowing.told_on.isoformat())
    if moves:
        update["reminders"] = {}
        after = after.model_copy(update=update)
    dues = clock_dues(after, deed.now, deed.org) if moves else ()
    why = ""
    if narrowing is not None:
        why = joined(narrowing.why, narrowing.proof)
        dues = (*dues, note_to_fg(case, deed.now, "narrowed"))
    return life.moved(after, "amend", deed, update=update, changes=changes, why=why, dues=dues)


def _narrowing(case: RightsCase, after: RightsRequest, deed: Deed) -> Narrowing | None:
    """What the person loses by it; None when that is nothing. Raises Refused."""
    before = case.request
    removed = tuple(each for each in before.rights if each not in after.rights)
    later = after.received_on > before.received_on
    if not removed and not later:
        return None
    why = lives.typed_within(deed.given, "why", REASON_LIMIT)
    proof = lives.typed_within(deed.given, "proof", REASON_LIMIT)
    if not why:
        raise Refused("why", "waarom_minder")
    if later and not proof:
        raise Refused("proof", "bewijs_later")
    if not deed.given.get("told_on"):
        raise Refused("told_on", "eerst_vertellen")
    return Narrowing.model_validate(
        {
            "at": deed.now,
            "removed": removed,
            "received_before": before.received_on if later else None,
            "why": why,
            "proof": proof if later else "",
            "told_on": given_day(case, deed, "told_on"),
        }
    )


def _known(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the request says now."""
    request = case.request
    given = {
        "rights": ",".join(request.rights),
        "received_on": request.received_on.isoformat(),
        "subject": request.subject,
    }
    return given.get(field.id, "")


def _amended_line(happening: Happening) -> str:
    changed = (_amended(happening, name, after) for name, (_, after) in happening.event.changes.items())
    return joined(*changed, happening.event.why)


def _amended(happening: Happening, name: str, value: str) -> str:
    if name == "rights":
        return f"{happening.words.line('rights')}: {listed('right', tuple(value.split(',')))}"
    if name == "received_on":
        return f"{happening.words.line('received')}: {day_told(value, happening.org)}"
    if name == "told_on":
        return f"{happening.words.line('told_on')}: {day_told(value, happening.org)}"
    return f"{happening.words.line('person')}: {label('subject', value)}"


def _add_note(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Something new, told by who passed it on or kept by legal affairs; only the former is news for the channel."""
    note = Note(by=deed.actor.name, at=deed.now, text=lives.text(deed.given, "note", NOTE_LIMIT))
    by_reporter = "jz" not in deed.actor.roles
    return life.moved(
        case,
        "add_note",
        deed,
        update={"notes": (*case.notes, note)[-KEPT_NOTES:]},
        changes={"note": ("", note.text)},
        dues=lives.thread(case, deed.now, "added", str(case.seq + 1)) if by_reporter else (),
    )


def _added_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    return bool(case.notes) and case.notes[-1].text == lives.typed(deed.given, "note")


BREACH_OUTCOMES = ("gemeld", "geen")


def _check_breach(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Data went out before it was sure to whom: to the Privacy Officer, or why not (policy points 14 and 16.2)."""
    outcome = lives.one_of(deed.given, "outcome", BREACH_OUTCOMES)
    why = lives.text(deed.given, "why", REASON_LIMIT)
    checked = BreachCheck.model_validate({"outcome": outcome, "why": why, "at": deed.now})
    return life.moved(
        case,
        "check_breach",
        deed,
        update={"breach_check": checked},
        changes={"breach_check": ("", outcome)},
        why=why,
    )


def _checked_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.breach_check
    return known is not None and (known.outcome, known.why) == (
        deed.given.get("outcome"),
        lives.typed(deed.given, "why"),
    )


def _checked_line(happening: Happening) -> str:
    return joined(label("breach_check", happening.after("breach_check")), happening.event.why)


def _add_reference(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Whom it is about, as WIL's own system calls the file: without that nobody can search."""
    reference = lives.text(deed.given, "reference", REFERENCE_LIMIT)
    by_reporter = "jz" not in deed.actor.roles
    return life.moved(
        case,
        "add_reference",
        deed,
        update={"request": case.request.model_copy(update={"reference": reference})},
        changes={"reference": ("", reference)},
        dues=lives.thread(case, deed.now, "added", str(case.seq + 1)) if by_reporter else (),
    )


def _referenced_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.request.reference
    return bool(known) and known == lives.typed(deed.given, "reference")


AMENDED = CaseForm[RightsCase](
    (
        FormField("rights", "choices", RIGHTS, required=True),
        FormField("received_on", "date", required=True),
        FormField("subject", "choice", SUBJECTS, required=True),
        long_text("why", REASON_LIMIT, required=False),
        FormField("proof", "text", limit=REASON_LIMIT),
        FormField("told_on", "date"),
    ),
    held=_known,
)

EVENTS = (
    CaseEvent[RightsCase](
        "add_reference",
        _add_reference,
        _referenced_before,
        CaseForm((FormField("reference", "text", required=True, limit=REFERENCE_LIMIT),), reporter=True),
        line=lives.the_words,
    ),
    CaseEvent[RightsCase](
        "check_breach",
        _check_breach,
        _checked_before,
        CaseForm(
            (FormField("outcome", "choice", BREACH_OUTCOMES, required=True), long_text("why", REASON_LIMIT))
        ),
        line=_checked_line,
    ),
    CaseEvent[RightsCase]("amend", _amend, form=AMENDED, line=_amended_line),
    shared.ASK_REPORTER,
    shared.ANSWER,
    CaseEvent[RightsCase](
        "add_note",
        _add_note,
        _added_before,
        CaseForm((long_text("note", NOTE_LIMIT),), reporter=True, adds="note"),
        line=lives.the_words,
    ),
)
