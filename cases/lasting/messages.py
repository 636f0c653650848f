"""What the bot says by itself about an entry that lasts: that it is to be looked at again."""

from cases.lasting.case import R, RecordKind
from cases.lasting.mail import mail_text
from cases.lasting.office_card import review_reminder, review_shrunk
from cases.lasting.rhythm import RHYTHM
from cases.register.messages import mailbox
from cases.register.news import News, Reminders


def record_news(kind: RecordKind[R]) -> News[R]:
    """That of the entries of one register; a reminder that cannot reach the channel of its office goes by mail."""
    return News(
        reminders=Reminders(
            RHYTHM,
            card=lambda record, review, now, org, to: review_reminder(kind, record, review, now, org),
            shrunk=lambda record, stage, office, org: review_shrunk(kind, record, stage, org),
            unheard=lambda record, org: (mailbox(kind.keeper_of(record)),),
        ),
        mail=lambda record, office, ref, now, org: mail_text(kind, record),
    )
