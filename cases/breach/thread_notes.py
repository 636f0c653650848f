"""What is said about a breach under its living card in a channel, for the event that a message names. Pure."""

from datetime import datetime

from cards.note import Quoted
from cards.view import Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.life import LIFE
from cases.organisation import Organisation
from cases.register.messages import Ref
from cases.register.office import ThreadNote, note_in_thread

say = words_beside(__file__)


def thread_note(case: BreachCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it."""

    def news(case: BreachCase, kind: str, about: str) -> ThreadNote | None:
        match kind:
            case "added":
                return ThreadNote(say("note.title.added"), (say("note.on_the_card"),))
            case "amended":
                return ThreadNote(say("note.title.amended"), (say("note.amended"),))
            case "withdrawal" if case.withdrawal and case.is_open:
                decides = say("note.you_decide", office=org.offices.po.title)
                words = Quoted(say("quote.words"), case.withdrawal.reason)
                return ThreadNote(say("note.title.withdrawal"), (decides,), (words,))
            case "task_waits":
                jz = org.offices.jz
                lines = (
                    say("note.task_waits", office=jz.name),
                    say("note.task_by_hand", email=jz.email, word="JZ"),
                )
                return ThreadNote(say("note.title.task_waits", office=jz.name), lines)
            case "deviation" if case.deviates:
                made = (case.decision, case.people)
                typed = dict.fromkeys(each.reason for each in made if each is not None and each.reason)
                quotes = tuple(Quoted(say("quote.reason"), each) for each in typed)
                return ThreadNote(say("note.title.deviation"), (say("note.deviated"),), quotes)
            case "opinion" if case.asked_opinions:
                return _asked_note(case)
            case "advised" if case.unweighed_opinions:
                given = case.opinions[case.unweighed_opinions[-1]]
                words = Quoted(say("quote.advice"), given.advice)
                return ThreadNote(say("note.title.advised"), (say("note.weigh"),), (words,))
        return None

    return note_in_thread(LIFE, case, ref, org, news)


def _asked_note(case: BreachCase) -> ThreadNote:
    """The newest question for advice: the note stands in the channel of the office that is asked."""
    newest = max((case.opinions[each] for each in case.asked_opinions), key=lambda each: each.asked_at)
    words = Quoted(say("quote.opinion"), newest.question)
    return ThreadNote(say("note.title.opinion"), (say("note.advise", name=newest.asked_by.name),), (words,))
