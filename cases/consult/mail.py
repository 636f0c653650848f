"""The mail about a consult: number and office; never what was asked, never who asked."""

import re

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.organisation import Organisation
from cases.register.plans import Mail

say = words_beside(__file__)

SPOKEN = ("subject", "what")
"""Words that are looked up by what happened."""

NEWS = ("new", "passed", "again", "unheard")
"""What a mail can be about, as the first part of its reference says."""

_OTHER = re.compile(r"[^a-z0-9.-]+")


def case_mail(case: ConsultCase, office: str, ref: str, org: Organisation) -> Mail:
    """What an office is told outside Teams. Raises KeyError for an office that there is not."""
    told = org.office(office)
    named = ref.partition(".")[0]
    news = named if named in NEWS else "unheard"
    lines = (
        say("greeting", office=told.title),
        say(f"what.{news}", number=case.number),
        say("todo", office=org.office(case.office).title),
        say("why_so_little"),
    )
    return Mail(
        to=told.email,
        subject=say(f"subject.{news}", number=case.number),
        text="\n\n".join(lines) + "\n",
        message_id_seed=_OTHER.sub("-", f"{case.number}.{office}.{ref}".lower()),
    )
