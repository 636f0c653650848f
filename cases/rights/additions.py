"""What is corrected in a request, asked of the colleague, or added to it. Pure."""

from datetime import datetime

from cases.organisation import Organisation
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import NOTE_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.rights.case import KEPT_NOTES, Note, RightsCase
from cases.rights.lists import day_told, joined, label, listed
from cases.rights.request import RIGHTS, SUBJECTS
from cases.rights.term import clock_dues, given_day


def _amend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What the request is about, corrected: which rights, whose, when it came in. The clock follows the day."""
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
    # The life looks at the request as it is from now on: with a new right not all is decided any more.
    after = case.model_copy(update={"request": request})
    moves = received != case.request.received_on
    update: dict[str, object] = {"missed": case.missed and after.overdue(deed.now, deed.org)}
    if moves:
        update["reminders"] = {}
        after = after.model_copy(update=update)
    dues = clock_dues(after, deed.now, deed.org) if moves else ()
    return life.moved(after, "amend", deed, update=update, changes=changes, dues=dues)


def _known(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the request says now."""
    request = case.request
    told = {
        "rights": ",".join(request.rights),
        "received_on": request.received_on.isoformat(),
        "subject": request.subject,
    }
    return told[field.id]


def _amended_line(told: Happening) -> str:
    return joined(*(_amended(told, name, after) for name, (_, after) in told.event.changes.items()))


def _amended(told: Happening, name: str, value: str) -> str:
    if name == "rights":
        return f"{told.words.line('rights')}: {listed('right', tuple(value.split(',')))}"
    if name == "received_on":
        return f"{told.words.line('received')}: {day_told(value, told.org)}"
    return f"{told.words.line('person')}: {label('subject', value)}"


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


EVENTS = (
    CaseEvent[RightsCase](
        "amend",
        _amend,
        form=CaseForm(
            (
                FormField("rights", "choices", RIGHTS, required=True),
                FormField("received_on", "date", required=True),
                FormField("subject", "choice", SUBJECTS, required=True),
            ),
            held=_known,
        ),
        line=_amended_line,
    ),
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
