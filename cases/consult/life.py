"""What each event does to a consult: pure decisions, with the messages that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cards.words import words_beside
from cases.consult.case import (
    KEPT_ADDITIONS,
    KEPT_PASSINGS,
    KEPT_REPLIES,
    Addition,
    ConsultCase,
    Passing,
    Reply,
)
from cases.consult.rhythm import RHYTHM, asked_again_at, lapses_at
from cases.organisation import OFFICES, OfficeId, Organisation
from cases.people import Actor
from cases.register import events as shared
from cases.register.case import (
    ANSWER_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    Sighting,
)
from cases.register.confidential import make_confidential
from cases.register.life import (
    BOT,
    Change,
    Deed,
    Dues,
    Handler,
    Life,
    NoRole,
    Refused,
    due,
    mail,
    one_of,
    shrink,
    tell,
    text,
    thread,
    typed,
    with_cards,
)
from cases.register.messages import Ref, channel, within
from cases.told import Told, ToldVerdict, Wants
from state_machines.consult_life import ANSWERED, CONSULT_LIFE, HOME, ROLES, WITHDRAWN
from state_machines.engine import Engine

say = words_beside(__file__)

SPOKEN = ("coming", "stands")
"""Words that are looked up by the register in which something is made."""

BOX = "words"
"""The one field in which an officer types an answer or a question back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks an office. See ConsultCase."""

    office: OfficeId
    wants: Wants = "question"
    question: str = ""
    flow: str = ""
    outcome: str = ""
    points: tuple[str, ...] = ()
    why: str = ""
    told: tuple[Told, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    verdict: ToldVerdict | None = None


def file_consult(
    asked: Asked, *, number: str, draft_id: str, reporter: Actor, now: datetime, org: Organisation
) -> Change[ConsultCase]:
    """A new case in the register: its card and a mail go to the office, and its days begin to count."""
    case = ConsultCase(
        number=number,
        draft_id=draft_id,
        reporter=reporter,
        reported_at=now,
        waits_since=now,
        cards=(asked.office, "reporter"),
        office=asked.office,
        wants=asked.wants,
        question=asked.question,
        flow=asked.flow,
        outcome=asked.outcome,
        points=asked.points,
        why=asked.why,
        told=asked.told,
        codes=dict(asked.codes),
        verdict=asked.verdict,
    )
    done = LIFE.filed(case, Deed(reporter, now, org))
    news = mail(done.case, case.office, now, "new")
    return Change(done.case, done.event, (*done.dues, news, *_turn_dues(done.case, now, org)))


def change(
    case: ConsultCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    payload: Mapping[str, str] | None = None,
) -> Change[ConsultCase]:
    """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
    return LIFE.change(case, event, Deed(actor, now, org, payload or {}))


def lapsed(case: ConsultCase, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """The asker said nothing for so long that the question closes; a further question opens it again."""
    update = {"closed_at": now, "lapsed": True, "exchanges": _answered_only(case)}
    told = tell(case, now, "lapsed" if case.status == ANSWERED else "unanswered")
    return LIFE.moved(case, "lapse", Deed(BOT, now, org), update=update, why=case.status, dues=(told,))


def _turn_dues(case: ConsultCase, now: datetime, org: Organisation) -> Dues:
    """The reminders of the turn that begins."""
    return RHYTHM.planned(case, case.office, now, org)


def _new_turn(case: ConsultCase, deed: Deed, **update: object) -> tuple[dict[str, object], Dues]:
    """From now on it is the office's turn again: what changes, and the reminders that follow."""
    changed = {"turn": case.turn + 1, "waits_since": deed.now, **update}
    return changed, _turn_dues(case.model_copy(update=changed), deed.now, deed.org)


def _shrinks(case: ConsultCase, now: datetime) -> Dues:
    """Reminders that still ask for something are put away."""
    return tuple(
        each
        for name, state in case.reminders.items()
        if name.startswith(f"turn-{case.turn}-")
        for office in dict.fromkeys((case.office, "fg"))
        if (state.seen if office == case.office else state.seen_fg) is None
        for each in shrink(case, now, name, office)
    )


def _answered_only(case: ConsultCase) -> tuple[object, ...]:
    return tuple(each for each in case.exchanges if each.answer)


def _holder(case: ConsultCase, deed: Deed) -> Sighting:
    """Who answers or asks has the case."""
    taken = case.taken_up
    same = taken is not None and taken.by.aad_id == deed.actor.aad_id
    return taken if taken is not None and same else Sighting(by=deed.actor, at=deed.now)


def _reply(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The office answers; a question back that nobody answered is not asked any more."""
    words = text(deed.given, BOX, ANSWER_LIMIT)
    reply = Reply(words=words, by=deed.actor, at=deed.now)
    lapse = due(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
    return life.moved(
        case,
        "reply",
        deed,
        update={
            "replies": (*case.replies, reply)[-KEPT_REPLIES:],
            "exchanges": _answered_only(case),
            "taken_up": _holder(case, deed),
            "waits_since": deed.now,
        },
        changes={"reply": ("", words)},
        dues=(
            tell(case, deed.now, "reply"),
            (lapses_at(deed.now, deed.org), lapse),
            *_shrinks(case, deed.now),
        ),
    )


def _has_made(event: str, register: str) -> Handler[ConsultCase]:
    """Somebody of the office has an entry of a register made of the answers: that is the answer.

    The entry lies elsewhere and comes after; the asker hears of it with its number.
    """

    def has_made(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
        words = say(f"coming.{register}")
        lapse = due(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
        return life.moved(
            case,
            event,
            deed,
            update={
                "accepted": Sighting(by=deed.actor, at=deed.now),
                "replies": (*case.replies, Reply(words=words, by=deed.actor, at=deed.now))[-KEPT_REPLIES:],
                "exchanges": _answered_only(case),
                "taken_up": _holder(case, deed),
                "waits_since": deed.now,
                "closed_at": None,
                "lapsed": False,
            },
            changes={"reply": ("", words)},
            dues=(
                (deed.now, due(case, "file", within(register), deed.now, Ref(mark=str(case.seq + 1)))),
                (lapses_at(deed.now, deed.org), lapse),
                *_shrinks(case, deed.now),
            ),
        )

    return has_made


def made(
    case: ConsultCase, register: str, number: str, now: datetime, org: Organisation
) -> Change[ConsultCase]:
    """It stands in the register: the asker hears under which number."""
    if case.made or case.accepted is None:
        return Change(case, None)
    coming, stands = say(f"coming.{register}"), say(f"stands.{register}", number=number)
    replies = tuple(
        each.model_copy(update={"words": stands}) if each.words == coming else each for each in case.replies
    )
    told = () if case.status == WITHDRAWN else (tell(case, now, "reply"),)
    return LIFE.moved(
        case,
        "made",
        Deed(BOT, now, org),
        update={"made": number, "replies": replies},
        changes={"made": ("", number)},
        dues=told,
    )


def _ask_back(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """A question to the asker, who is reminded of it once; the question closes when no answer ever comes."""
    again = asked_again_at(deed.now, deed.org)
    more = {"taken_up": _holder(case, deed), "waits_since": deed.now}
    try:
        done = shared.ask_reporter(life, case, _as_question(deed), again_at=again, more=more)
    except Refused as refusal:
        raise Refused(BOX, refusal.key) from refusal
    lapse = due(case, "term", channel(case.office), deed.now, Ref("lapse", mark=str(case.seq)))
    dues = (*done.dues, (lapses_at(deed.now, deed.org), lapse), *_shrinks(case, deed.now))
    return Change(done.case, done.event, dues)


def _as_question(deed: Deed) -> Deed:
    return replace(deed, given={**deed.given, "question": deed.given.get(BOX, "")})


def _answer(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The asker answers; with the last answer it is the office's turn again."""
    if len(case.pending) > 1:
        return shared.answer(life, case, deed)
    update, dues = _new_turn(case, deed)
    done = shared.answer(life, case, deed, more=update)
    return Change(done.case, done.event, (*done.dues, *dues))


def _pass_on(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """Another office goes on. The one that passed it on keeps its card and may go on reading."""
    if (HOME | {"fg"}).isdisjoint(life.roles_in(case, deed.actor)):
        raise NoRole("pass_on")
    to = one_of(deed.given, "office", tuple(each for each in OFFICES if each != case.office))
    reason = typed(deed.given, "reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason", "te_lang")
    passing = Passing.model_validate(
        {"office": case.office, "to": to, "by": deed.actor, "at": deed.now, "reason": reason}
    )
    cards = with_cards(case, to)
    after = case.model_copy(update={"cards": cards, "office": to})
    if case.confidential:
        cards = shared.members_cards(after, deed, to)
    update, dues = _new_turn(
        after,
        deed,
        office=to,
        cards=cards,
        passings=(*case.passings, passing)[-KEPT_PASSINGS:],
        taken_up=None,
        exchanges=_answered_only(case),
    )
    news = mail(case, to, deed.now, "passed", str(case.seq))
    return life.moved(
        case,
        "pass_on",
        deed,
        update=update,
        why=reason,
        changes={"office": (case.office, to)},
        dues=(
            news,
            tell(case, deed.now, "passed"),
            *thread(case, deed.now, "passed", str(case.seq + 1)),
            *_shrinks(case, deed.now),
            *dues,
        ),
    )


def _add_words(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The asker adds something while the office is busy with it."""
    words = text(deed.given, "addition", QUESTION_LIMIT)
    added = Addition(words=words, at=deed.now)
    return life.moved(
        case,
        "add_words",
        deed,
        update={"additions": (*case.additions, added)[-KEPT_ADDITIONS:]},
        changes={"addition": ("", words)},
        dues=thread(case, deed.now, "added", str(case.seq + 1)),
    )


def _follow_up(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """A further question opens the case again, for who answered."""
    words = text(deed.given, "question", QUESTION_LIMIT)
    added = Addition(words=words, at=deed.now, again=True)
    update, dues = _new_turn(
        case,
        deed,
        additions=(*case.additions, added)[-KEPT_ADDITIONS:],
        closed_at=None,
        lapsed=False,
    )
    news = mail(case, case.office, deed.now, "again", str(case.seq))
    return life.moved(
        case,
        "follow_up",
        deed,
        update=update,
        changes={"question": ("", words)},
        dues=(news, *thread(case, deed.now, "again", str(case.seq + 1)), *dues),
    )


def _close(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    return life.moved(case, "close", deed, update={"closed_at": deed.now})


def _withdraw(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    reason = typed(deed.given, "reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason", "te_lang")
    return life.moved(
        case,
        "withdraw",
        deed,
        update={"closing_reason": reason, "closed_at": deed.now, "exchanges": _answered_only(case)},
        why=reason,
        dues=_shrinks(case, deed.now),
    )


def _reopen(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """The office has more to say; the asker hears it."""
    update, dues = _new_turn(
        case,
        deed,
        taken_up=Sighting(by=deed.actor, at=deed.now),
        closed_at=None,
        closing_reason="",
        lapsed=False,
    )
    return life.moved(case, "reopen", deed, update=update, dues=(tell(case, deed.now, "reopened"), *dues))


def _make_confidential(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    return make_confidential(life, case, deed, shared.members_cards(case, deed, case.office))


def _roles(case: ConsultCase, actor: Actor) -> frozenset[str]:
    home = {"home"} if case.office in actor.roles else set[str]()
    return frozenset(home | ({"before"} if case.offices_before & actor.roles else set[str]()))


def _replied_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    return case.status == ANSWERED and bool(case.replies) and case.replies[-1].words == typed(deed.given, BOX)


def _said_before(case: ConsultCase, words: str) -> bool:
    return case.is_open and bool(case.additions) and case.additions[-1].words == words


LIFE = Life[ConsultCase](
    engine=Engine(CONSULT_LIFE),
    roles=ROLES,
    offices=frozenset(OFFICES),
    home=lambda case: case.office,
    heirs=lambda case: (case.office,),
    facts=ConsultCase.facts,
    handlers={
        "take_up": shared.take_up,
        "reply": _reply,
        "ask_reporter": _ask_back,
        "hand_over": shared.hand_over,
        "pass_on": _pass_on,
        "reopen": _reopen,
        "differ": lambda life, case, deed: life.moved(case, "differ", deed, update={"differs": True}),
        "accept_entry": _has_made("accept_entry", "processing"),
        "record_agreement": _has_made("record_agreement", "agreement"),
        "seen": shared.seen,
        "make_confidential": _make_confidential,
        "send_facts": shared.send_facts,
        "look": shared.look,
        "answer": _answer,
        "add_words": _add_words,
        "follow_up": _follow_up,
        "close": _close,
        "withdraw": _withdraw,
    },
    repeats={
        "take_up": shared.took_up_before,
        "reply": _replied_before,
        "differ": lambda life, case, deed: case.differs,
        "accept_entry": lambda life, case, deed: case.accepted is not None,
        "record_agreement": lambda life, case, deed: case.accepted is not None,
        "ask_reporter": lambda life, case, deed: shared.asked_before(life, case, _as_question(deed)),
        "hand_over": shared.handed_before,
        "pass_on": lambda life, case, deed: case.office == deed.given.get("office", ""),
        "seen": shared.seen_before,
        "make_confidential": lambda life, case, deed: case.confidential,
        "look": shared.looked_before,
        "answer": shared.answered_before,
        "add_words": lambda life, case, deed: _said_before(case, typed(deed.given, "addition")),
        "follow_up": lambda life, case, deed: _said_before(case, typed(deed.given, "question")),
    },
    sees=lambda case: frozenset({case.office, "fg", *case.offices_before}),
    more_roles=_roles,
)
