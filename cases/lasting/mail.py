"""What a mail about an entry that lasts says: that it is to be looked at again."""

from typing import Any

from cards.words import words_beside
from cases.lasting.case import KeptRecord, RecordKind
from cases.register.mail import MailText

say = words_beside(__file__)


def mail_text(kind: RecordKind[Any], record: KeptRecord) -> MailText:
    """What the office is told whose channel a reminder does not reach."""
    return MailText(
        say("subject", number=record.number),
        (say("what", what=kind.words("what"), number=record.number), say("todo")),
    )
