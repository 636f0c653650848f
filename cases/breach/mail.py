"""What a mail about a breach says: the term, never what was reported."""

from datetime import datetime

from cards.dutch_time import full_moment
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.step import TASK_WAITS
from cases.organisation import Organisation
from cases.register.mail import MailText
from cases.register.messages import Ref

say = words_beside(__file__)

SPOKEN = ("what", "term", "subject")
"""Words that are looked up by how the case stands."""


def mail_text(case: BreachCase, office: str, ref: Ref, now: datetime, org: Organisation) -> MailText:
    """What an office is told outside Teams."""
    moment = full_moment(case.deadline(org).due)
    if ref.about == "disputed":
        state = "disputed"
    elif ref.about == "people":
        state = "task"
    elif ref.about == "opinion":
        state = "opinion"
    elif ref.about == TASK_WAITS:
        state = "waits"
    elif case.ap_settled:
        state = "settled" if case.is_open else "closed"
    elif case.calm:
        state = "calm"
    else:
        state = "late" if case.overdue(now, org) else "open"
    return MailText(
        say(f"subject.{state}", number=case.number, moment=moment),
        (
            say(f"what.{state}", number=case.number),
            say(f"term.{state}", moment=moment),
            say("todo", whom=org.office(office).whom),
        ),
    )
