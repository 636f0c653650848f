"""The mail about a rights request: number, term and office; never personal data or what was asked."""

import re
from datetime import datetime

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.plans import Mail
from cases.rights.case import RightsCase
from cases.rights.lists import day_of

say = words_beside(__file__)

SPOKEN = ("what", "term", "subject")
"""Words that are looked up by how the case stands."""

_OTHER = re.compile(r"[^a-z0-9.-]+")


def case_mail(case: RightsCase, office: str, ref: str, org: Organisation, now: datetime) -> Mail:
    """What an office is told outside Teams. Raises KeyError for an office that there is not."""
    told, day = org.office(office), day_of(case.deadline(org).due.date(), org)
    state = "settled" if not case.answer_due else "late" if case.overdue(now, org) else "open"
    lines = (
        say("greeting", office=told.title),
        say(f"what.{state}", number=case.number),
        say(f"term.{state}", day=day),
        say("todo", office=told.title),
        say("why_so_little"),
    )
    return Mail(
        to=told.email,
        subject=say(f"subject.{state}", number=case.number, day=day),
        text="\n\n".join(lines) + "\n",
        message_id_seed=_OTHER.sub("-", f"{case.number}.{office}.{ref}".lower()),
    )
