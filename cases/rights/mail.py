"""What a mail about a rights request says: the term, never what was asked."""

from datetime import datetime

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.mail import MailText
from cases.register.messages import Ref
from cases.rights.case import RightsCase
from cases.rights.lists import day_of

say = words_beside(__file__)

SPOKEN = ("what", "term", "subject")
"""Words that are looked up by how the case stands."""


def mail_text(case: RightsCase, office: str, ref: Ref, now: datetime, org: Organisation) -> MailText:
    """What an office is told outside Teams."""
    day = day_of(case.deadline(org).due.date(), org)
    if ref.about == "disputed":
        state = "disputed"
    elif case.objected:
        state = "objection"
    else:
        state = "settled" if not case.answer_due else "late" if case.overdue(now, org) else "open"
    return MailText(
        say(f"subject.{state}", number=case.number, day=day),
        (
            say(f"what.{state}", number=case.number),
            say(f"term.{state}", day=day),
            say("todo", whom=org.office(office).whom),
        ),
    )
