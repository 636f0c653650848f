"""What a mail about a consult says: never what was asked, never who asked."""

from datetime import datetime

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.organisation import Organisation
from cases.register.mail import MailText
from cases.register.messages import Ref

say = words_beside(__file__)

SPOKEN = ("subject", "what")
"""Words that are looked up by what happened."""

NEWS = ("new", "passed", "again")
"""What a mail can be about; all else is a reminder that did not arrive."""


def mail_text(case: ConsultCase, office: str, ref: Ref, now: datetime, org: Organisation) -> MailText:
    """What an office is told outside Teams."""
    news = ref.about if ref.about in NEWS else "unheard"
    return MailText(
        say(f"subject.{news}", number=case.number),
        (say(f"what.{news}", number=case.number), say("todo", whom=org.office(case.office).whom)),
    )
