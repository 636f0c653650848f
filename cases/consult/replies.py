"""What the office answers to a consult: in words, with a question back, with an entry of a register. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from cards.words import words_beside
from cases.consult.case import ANSWERS, KEPT_REPLIES, ConsultCase, Reply
from cases.consult.rhythm import asked_again_at, lapses_at
from cases.consult.turns import answered_only, holder, new_turn, shrinks
from cases.organisation import Organisation
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import ANSWER_LIMIT, QUESTION_LIMIT, REASON_LIMIT, Sighting
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Handler, Happening, Life, Refused
from cases.register.messages import Ref, channel, within
from state_machines.consult_life import ANSWERED

say = words_beside(__file__)

SPOKEN = ("coming", "stands")
"""Words that are looked up by the register in which something is made."""

BOX = "words"
"""The one field in which an officer types an answer or a question back."""

ANSWER = (long_text(BOX, ANSWER_LIMIT),)


def _reply(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The office answers; a question back that nobody answered is not asked any more."""
    words = lives.text(deed.given, BOX, ANSWER_LIMIT)
    judged = _judged(case, deed)
    reply = Reply(words=words, by=deed.actor, at=deed.now)
    lapse = lives.message(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
    return life.moved(
        case,
        "reply",
        deed,
        update={
            "replies": (*case.replies, reply)[-KEPT_REPLIES:],
            "exchanges": answered_only(case),
            "taken_up": holder(case, deed),
            "waits_since": deed.now,
            **judged,
        },
        changes={
            "reply": ("", words),
            **{name: ("", str(judged[name])) for name in JUDGED if name in judged},
        },
        dues=(
            lives.tell(case, deed.now, "reply"),
            (lapses_at(deed.now, deed.org), lapse),
            *shrinks(case, deed.now),
        ),
    )


JUDGED = ("as_advised", "otherwise")
"""What the office says of the answer of the bot, as the history keeps it."""


def _judged(case: ConsultCase, deed: Deed) -> dict[str, object]:
    """How this answer stands to that of the bot, and why it is another one. Raises Refused."""
    if not case.to_be_judged:
        return {}
    said = lives.one_of(deed.given, "as_advised", ANSWERS)
    if said != "anders":
        return {"as_advised": said}
    reason = lives.text(deed.given, "otherwise", REASON_LIMIT)
    return {"as_advised": said, "otherwise": reason, "differs": True}


def _asked_with_it(case: ConsultCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """The answer, and where the bot answered before, whether it is the same."""
    if not case.to_be_judged:
        return ANSWER
    return (
        *ANSWER,
        FormField("as_advised", "choice", options=ANSWERS, required=True),
        long_text("otherwise", REASON_LIMIT, required=False),
    )


def _answer_line(happening: Happening) -> str:
    """The answer; and why it is another one than that of the bot."""
    why = happening.event.changes.get("otherwise", ("", ""))[1]
    return (
        f"{happening.after('reply')} {happening.words.line('otherwise', why=why)}"
        if why
        else happening.after("reply")
    )


def _replied_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    return (
        case.status == ANSWERED
        and bool(case.replies)
        and case.replies[-1].words == lives.typed(deed.given, BOX)
    )


def _has_made(event: str, register: str) -> Handler[ConsultCase]:
    """Somebody of the office has an entry of a register made of the answers: that is the answer.

    The entry lies elsewhere and comes after; the asker hears of it with its number.
    """

    def has_made(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
        words = coming(register)
        lapse = lives.message(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
        return life.moved(
            case,
            event,
            deed,
            update={
                "accepted": Sighting(by=deed.actor, at=deed.now),
                "replies": (*case.replies, Reply(words=words, by=deed.actor, at=deed.now))[-KEPT_REPLIES:],
                "exchanges": answered_only(case),
                "taken_up": holder(case, deed),
                "waits_since": deed.now,
                "closed_at": None,
                "lapsed": False,
            },
            changes={"reply": ("", words)},
            dues=(
                (
                    deed.now,
                    lives.message(case, "file", within(register), deed.now, Ref(mark=str(case.seq + 1))),
                ),
                (lapses_at(deed.now, deed.org), lapse),
                *shrinks(case, deed.now),
            ),
        )

    return has_made


def coming(register: str) -> str:
    """What the asker reads until the entry in this register is there."""
    return say(f"coming.{register}")


def stands(register: str, number: str) -> str:
    """What the asker reads once it is."""
    return say(f"stands.{register}", number=number)


def _made_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    return case.accepted is not None


def _ask_back(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """A question to the asker, who is reminded of it once; the question closes when no answer ever comes."""
    again = asked_again_at(deed.now, deed.org)
    more = {"taken_up": holder(case, deed), "waits_since": deed.now}
    try:
        done = shared.ask_reporter(life, case, _as_question(deed), again_at=again, ends=False, more=more)
    except Refused as refusal:
        raise Refused(BOX, refusal.key) from refusal
    lapse = lives.message(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
    dues = (*done.dues, (lapses_at(deed.now, deed.org), lapse), *shrinks(case, deed.now))
    return Change(done.case, done.event, dues)


def _as_question(deed: Deed) -> Deed:
    return replace(deed, given={**deed.given, "question": deed.given.get(BOX, "")})


def _reopen(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The office has more to say; the asker hears it."""
    update, dues = new_turn(
        case,
        deed,
        taken_up=Sighting(by=deed.actor, at=deed.now),
        closed_at=None,
        closing_reason="",
        lapsed=False,
    )
    return life.moved(
        case, "reopen", deed, update=update, dues=(lives.tell(case, deed.now, "reopened"), *dues)
    )


def _differ(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The office noted that its answer is another than the bot's."""
    return life.moved(case, "differ", deed, update={"differs": True})


EVENTS = (
    CaseEvent[ConsultCase](
        "reply", _reply, _replied_before, CaseForm(ANSWER, asks=_asked_with_it), line=_answer_line
    ),
    CaseEvent[ConsultCase](
        "ask_reporter",
        _ask_back,
        lambda life, case, deed: shared.asked_before(life, case, _as_question(deed)),
        CaseForm((long_text(BOX, QUESTION_LIMIT),)),
        line=lives.the_words,
    ),
    CaseEvent[ConsultCase](
        "accept_entry", _has_made("accept_entry", "processing"), _made_before, line=lives.the_words
    ),
    CaseEvent[ConsultCase](
        "record_agreement", _has_made("record_agreement", "agreement"), _made_before, line=lives.the_words
    ),
    CaseEvent[ConsultCase]("reopen", _reopen),
    CaseEvent[ConsultCase]("differ", _differ, lambda life, case, deed: case.differs),
)
