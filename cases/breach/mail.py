"""The mail about a breach: number, term and office; never personal data or what was reported."""

import re
from datetime import datetime

from cards.dutch_time import full_moment
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.organisation import Organisation
from cases.register.plans import Mail

say = words_beside(__file__)

SPOKEN = ("what", "term", "subject")
"""Words that are looked up by how the case stands."""

_OTHER = re.compile(r"[^a-z0-9.-]+")


def case_mail(case: BreachCase, office: str, ref: str, org: Organisation, now: datetime) -> Mail:
    """What an office is told outside Teams. Raises KeyError for an office that there is not."""
    told, moment = org.office(office), full_moment(case.deadline(org).due)
    if ref.startswith("people"):
        state = "task"
    elif case.ap_settled:
        state = "settled" if case.is_open else "closed"
    else:
        state = "late" if case.overdue(now, org) else "open"
    lines = (
        say("greeting", office=told.title),
        say(f"what.{state}", number=case.number),
        say(f"term.{state}", moment=moment),
        say("todo", office=told.title),
        say("why_so_little"),
    )
    return Mail(
        to=told.email,
        subject=say(f"subject.{state}", number=case.number, moment=moment),
        text="\n\n".join(lines) + "\n",
        message_id_seed=_OTHER.sub("-", f"{case.number}.{office}.{ref}".lower()),
    )
