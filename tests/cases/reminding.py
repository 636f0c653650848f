"""Short ways to what a register says by itself: the next reminder behind the end, a mail, messages as in rows."""

from collections.abc import Callable
from datetime import datetime

from cases.organisation import Organisation
from cases.register.case import C
from cases.register.life import Change
from cases.register.mail import MailText, case_mail
from cases.register.messages import Due, DueKind, Ref, read_ref, read_to
from cases.register.plans import Mail
from cases.register.rhythm import Rhythm, Stage


def late_after(rhythm: Rhythm[C], case: C, at: datetime, org: Organisation) -> Stage:
    """The first reminder behind the end that comes after this moment."""
    assert rhythm.late is not None
    return rhythm.late.after(case, at, org)


def mailed(
    text: Callable[[C, str, Ref, datetime, Organisation], MailText],
    case: C,
    office: str,
    ref: str,
    now: datetime,
    org: Organisation,
) -> Mail:
    """The mail about this to an office."""
    about = read_ref("mail", ref)
    return case_mail(case, office, about, text(case, office, about, now, org), org)


def waiting(kind: DueKind, number: str, to: str, ref: str, at: datetime, attempts: int = 0) -> Due:
    """A message as its row spells it."""
    return Due(
        kind=kind, number=number, to=read_to(to), ref=read_ref(kind, ref), created_at=at, attempts=attempts
    )


def to_whom(done: Change[C], kind: str) -> set[str]:
    """Whom messages of this kind are for that follow from a change, as rows spell them."""
    return {str(due.to) for _, due in done.dues if due.kind == kind}
