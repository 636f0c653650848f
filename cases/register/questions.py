"""The cards in the chat of who filed a case that ask a question: how they are named, and when they are over. Pure."""

from datetime import datetime

from cases.register.case import KeptCase
from cases.register.messages import REPORTER, Due, Ref


def question_names(exchange: str) -> tuple[str, str]:
    """The cards that ask this question: the first time, and once more."""
    return f"question-{exchange}", f"again-{exchange}"


def read_question_name(name: str) -> str:
    """The question that such a name tells of; "" for another name."""
    kind, _, exchange = name.partition("-")
    return exchange if kind in ("question", "again") else ""


def questions_over(before: KeptCase, after: KeptCase, now: datetime) -> tuple[tuple[datetime, Due], ...]:
    """Questions that need no answer any more change: they were answered, or the case ended."""
    still = {each.id for each in after.pending} if after.is_open else set()
    return tuple(
        (
            now,
            Due(
                kind="shrink",
                number=after.number,
                to=REPORTER,
                ref=Ref(name, mark=str(after.seq)),
                created_at=now,
            ),
        )
        for each in before.pending
        if each.id not in still
        for name in question_names(each.id)
    )
