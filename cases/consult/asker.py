"""What the asker of a consult does after asking: answers, adds words, asks further, is done, takes it back. Pure."""

from dataclasses import replace

from cases.consult.case import KEPT_ADDITIONS, Addition, ConsultCase
from cases.consult.turns import answered_only, new_turn, shrinks
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import QUESTION_LIMIT, REASON_LIMIT
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Handler, Life
from state_machines.consult_life import CLOSED, WITHDRAWN


def _answer(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The asker answers; with the last answer it is the office's turn again."""
    if len(case.pending) > 1:
        return shared.answer(life, case, deed)
    update, dues = new_turn(case, deed)
    done = shared.answer(life, case, deed, more=update)
    return Change(done.case, done.event, (*done.dues, *dues))


def _add_words(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The asker adds something while the office is busy with it."""
    words = lives.text(deed.given, "addition", QUESTION_LIMIT)
    added = Addition(words=words, at=deed.now)
    return life.moved(
        case,
        "add_words",
        deed,
        update={"additions": (*case.additions, added)[-KEPT_ADDITIONS:]},
        changes={"addition": ("", words)},
        dues=lives.thread(case, deed.now, "added", str(case.seq + 1)),
    )


def _follow_up(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """A further question opens the case again, for who answered."""
    words = lives.text(deed.given, "question", QUESTION_LIMIT)
    added = Addition(words=words, at=deed.now, again=True)
    update, dues = new_turn(
        case,
        deed,
        additions=(*case.additions, added)[-KEPT_ADDITIONS:],
        closed_at=None,
        lapsed=False,
    )
    news = lives.mail(case, case.office, deed.now, "again", str(case.seq))
    return life.moved(
        case,
        "follow_up",
        deed,
        update=update,
        changes={"question": ("", words)},
        dues=(news, *lives.thread(case, deed.now, "again", str(case.seq + 1)), *dues),
    )


def _close(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    return life.moved(case, "close", deed, update={"closed_at": deed.now})


def _withdraw(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    reason = lives.typed_within(deed.given, "reason", REASON_LIMIT)
    update = {"closing_reason": reason, "closed_at": deed.now, "exchanges": answered_only(case)}
    return life.moved(case, "withdraw", deed, update=update, why=reason, dues=shrinks(case, deed.now))


def _said_before(case: ConsultCase, words: str) -> bool:
    """Whether these were the last words of the asker."""
    return case.is_open and bool(case.additions) and case.additions[-1].words == words


def _withdrawn_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    return case.status == WITHDRAWN and case.closing_reason == lives.typed(deed.given, "reason")


def _words_of_the_asker(event: str, does: Handler[ConsultCase], field: str) -> CaseEvent[ConsultCase]:
    return CaseEvent(
        event,
        does,
        lambda life, case, deed: _said_before(case, lives.typed(deed.given, field)),
        CaseForm((long_text(field, QUESTION_LIMIT),), reporter=True, adds=field),
        line=lives.the_words,
    )


EVENTS = (
    replace(shared.ANSWER, does=_answer),
    _words_of_the_asker("add_words", _add_words, "addition"),
    _words_of_the_asker("follow_up", _follow_up, "question"),
    CaseEvent[ConsultCase](
        "close", _close, lambda life, case, deed: case.status == CLOSED and not case.lapsed
    ),
    CaseEvent[ConsultCase](
        "withdraw",
        _withdraw,
        _withdrawn_before,
        shared.reason_form(reporter=True, required=False),
        line=lives.the_reason,
    ),
)
