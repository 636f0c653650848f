"""What single people hear of a case in their own chats: who goes on with it what is due first, and who looks after the
bot that nobody stands on a rung of the ladder. Pure; neither says what a case is about."""

from datetime import datetime

from cards.note import NoteView, note_card
from cards.words import words_beside
from cases.moments import moment
from cases.organisation import OFFICES, Organisation
from cases.register.case import C
from cases.register.life import Life
from cases.register.listing import Listing
from cases.register.messages import Due
from cases.register.plans import Drop, Plan, SendCard
from cases.register.typed_fields import button

say = words_beside(__file__)


def to_heir(
    life: Life[C], listing: Listing[C], due: Due, case: C, now: datetime, org: Organisation, summary: str
) -> Plan:
    """Who got the case handed over hears what has to be done first, and until when."""
    taken = case.taken_up
    if taken is None or not case.is_open or taken.by.aad_id != due.to.name:
        return Drop("the case moved on")
    entry = listing.entry(case, org)
    lines = [say("first", step=listing.words.step(entry.step))] if entry.step else []
    if entry.due_at is not None:
        key = "late" if entry.due_at <= now else "until"
        lines.append(say(key, moment=moment(entry.due_at, now, org)))
    called = life.words.called
    view = NoteView(
        case.number,
        say("title", case=called["case"]),
        tuple(lines),
        buttons=(button(case, say("show", shown=called["shown"]), "show", primary=True),),
    )
    return SendCard("person", note_card(view), summary, aad_id=due.to.name)


def to_administrator(due: Due, case: C, now: datetime, org: Organisation) -> Plan:
    """An office has nobody who stands in, and a reminder found nobody there."""
    office = next((each for each in OFFICES if each == due.ref.about), None)
    if office is None or org.deputies_there(office, now) or due.to.name not in org.administrators.people:
        return Drop("somebody stands in by now")
    lines = (
        say("empty.line", number=case.number, office=org.office(office).short),
        say("empty.todo", office=org.office(office).short),
    )
    title = say("empty.title", office=org.office(office).short)
    return SendCard("person", note_card(NoteView(case.number, title, lines)), title, aad_id=due.to.name)
