"""The mail about a case of any register: number and office; never personal data, names or what was told."""

import re
from dataclasses import dataclass

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.case import KeptCase
from cases.register.messages import Ref
from cases.register.plans import Mail

say = words_beside(__file__)

_OTHER = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class MailText:
    """What a register says in a mail: its subject and its paragraphs."""

    subject: str
    lines: tuple[str, ...]


def case_mail(case: KeptCase, office: str, ref: Ref, text: MailText, org: Organisation) -> Mail:
    """What an office is told outside Teams. Raises KeyError for an office that there is not."""
    office_told = org.office(office)
    lines = (say("greeting", office=office_told.title), *text.lines, say("why_so_little"))
    return Mail(
        to=office_told.email,
        subject=text.subject,
        text="\n\n".join(lines) + "\n",
        message_id_seed=_OTHER.sub("-", f"{case.number}.{office}.{ref}".lower()),
    )
