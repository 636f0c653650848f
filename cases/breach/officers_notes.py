"""What officers note down about a breach for themselves and each other: who reported it never reads it. Pure."""

from cases.breach.case import BreachCase
from cases.breach.handling import KEPT_NOTES, OfficersNote
from cases.register import life as lives
from cases.register.case import NOTE_LIMIT
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Life


def _note_down(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The history keeps all of them, the case the newest."""
    words = lives.text(deed.given, "officers_note", NOTE_LIMIT)
    note = OfficersNote(text=words, by=deed.actor, at=deed.now)
    update = {"officers_notes": (*case.officers_notes, note)[-KEPT_NOTES:]}
    return life.moved(case, "note_down", deed, update=update, changes={"officers_note": ("", words)})


def _noted_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    words = lives.typed(deed.given, "officers_note")
    return bool(case.officers_notes) and case.officers_notes[-1].text == words


NOTE = CaseForm[BreachCase]((long_text("officers_note", NOTE_LIMIT),))

EVENTS = (CaseEvent[BreachCase]("note_down", _note_down, _noted_before, NOTE, line=lives.the_words),)
