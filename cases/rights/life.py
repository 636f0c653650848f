"""What each event does to a rights request: pure decisions, with the messages that follow from them."""

from collections.abc import Callable
from datetime import datetime

from cases.organisation import Organisation
from cases.people import Actor
from cases.register import events as shared
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Sighting
from cases.register.confidential import make_confidential
from cases.register.life import BOT, Change, Deed, Life, mail, one_of, tell, text, thread, typed
from cases.register.rhythm import newest_put_away
from cases.rights.answer import charge_fee, decide, decided_before, record_answer, tell_recipients
from cases.rights.case import (
    KEPT_NOTES,
    Note,
    RightsCase,
)
from cases.rights.identity import (
    amend,
    ask_clarification,
    ask_identity,
    clarified,
    confirm_identity,
    confirm_receipt,
)
from cases.rights.request import RightsRequest
from cases.rights.search import answer_search, ask_search, found_before, searched_before
from cases.rights.term import (
    clock_dues,
    extend,
    pause,
    resume,
    resumed,
)
from state_machines.engine import Engine
from state_machines.rights_life import CLOSED, READERS, RIGHTS_LIFE, ROLES

ENDINGS = ("ingetrokken", "geen_verzoek", "dubbel")


def file_request(
    request: RightsRequest,
    *,
    number: str,
    draft_id: str,
    reporter: Actor,
    confidential: bool,
    now: datetime,
    org: Organisation,
) -> Change[RightsCase]:
    """A new case in the register, with everything that has to be told and remembered about it."""
    case = RightsCase(
        number=number,
        reporter=reporter,
        request=request,
        reported_at=now,
        draft_id=draft_id,
        confidential=confidential,
        cards=("jz", "reporter"),
    )
    deed = Deed(reporter, now, org)
    if confidential:
        case = case.model_copy(update={"cards": shared.members_cards(case, deed, "jz")})
    done = LIFE.filed(case, deed)
    news = mail(done.case, "jz", now, "new")
    return Change(done.case, done.event, (*done.dues, news, *clock_dues(done.case, now, org)))


def allowed_events(case: RightsCase, now: datetime, org: Organisation) -> frozenset[str]:
    """Events that the life of the case allows now, whoever asks."""
    return LIFE.allowed(case, now, org)


def term_missed(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase]:
    """The strict date passed without an answer: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


def _close(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(
        case, "close", deed, update={"closed_at": deed.now}, dues=(tell(case, deed.now, "closed"),)
    )


def _withdraw(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """It ends without a decision: taken back by the person, no request after all, or the same one twice."""
    ending = one_of(deed.given, "ending", ENDINGS)
    reason = text(deed.given, "reason", REASON_LIMIT)
    shrinks = newest_put_away(case, deed.now, "jz", "fg")
    return life.moved(
        case,
        "withdraw",
        deed,
        update={
            "ending": ending,
            "closing_reason": reason,
            "closed_at": deed.now,
            "pauses": resumed(case, deed.now),
        },
        changes={"ending": ("", ending)},
        why=reason,
        dues=(tell(case, deed.now, "ended"), *shrinks),
    )


def _reopen(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The term never stopped: reminders that are still to come are set again."""
    reason = text(deed.given, "reason", REASON_LIMIT)
    update = {
        "ending": None,
        "closing_reason": "",
        "closed_at": None,
        "sent": None,
        "taken_up": case.taken_up or Sighting(by=deed.actor, at=deed.now),
    }
    dues = (tell(case, deed.now, "reopened"), *clock_dues(case, deed.now, deed.org))
    return life.moved(case, "reopen", deed, update=update, why=reason, dues=dues)


def _make_confidential(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return make_confidential(life, case, deed, shared.members_cards(case, deed, "jz"))


def _add_note(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Something new, told by who passed it on or kept by legal affairs; only the former is news for the channel."""
    note = Note(by=deed.actor.name, at=deed.now, text=text(deed.given, "note", NOTE_LIMIT))
    by_reporter = "jz" not in deed.actor.roles
    return life.moved(
        case,
        "add_note",
        deed,
        update={"notes": (*case.notes, note)[-KEPT_NOTES:]},
        changes={"note": ("", note.text)},
        dues=thread(case, deed.now, "added", str(case.seq + 1)) if by_reporter else (),
    )


def _late_reason(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    reason = text(deed.given, "reason", REASON_LIMIT)
    return life.moved(
        case,
        "late_reason",
        deed,
        update={"late_reason": reason},
        changes={"late_reason": (case.late_reason, reason)},
    )


def _held_before(case: RightsCase, deed: Deed, event: str) -> bool:
    """Whether what an event brings stands in the case already: a double click, a redelivery."""
    given, words = deed.given, {name: typed(deed.given, name) for name in ("what", "answer", "reason", "why")}
    match event:
        case "confirm_receipt":
            return case.receipt_on is not None and case.receipt_on.isoformat() == given.get("told_on")
        case "ask_clarification":
            known = case.clarification
            return known is not None and known.answered_at is None and known.what == words["what"]
        case "clarified":
            known = case.clarification
            return known is not None and known.answered_at is not None and known.answer == words["answer"]
        case "ask_identity":
            return case.identity_state == "asked" and case.identity.way == given.get("way")
        case "confirm_identity":
            return case.identity_state == "confirmed" and case.identity.way == given.get("way")
        case "pause":
            return case.paused is not None and case.paused.reason == given.get("reason")
        case "resume":
            return case.paused is None and bool(case.pauses)
        case "extend":
            return case.extension is not None and case.extension.why == words["why"]
        case "record_answer":
            return case.sent is not None and case.sent.sent_on.isoformat() == given.get("sent_on")
        case "withdraw":
            return case.ending is not None and case.ending == given.get("ending")
    return case.status == CLOSED


ONCE = (
    "confirm_receipt",
    "ask_clarification",
    "clarified",
    "ask_identity",
    "confirm_identity",
    "pause",
    "resume",
    "extend",
    "record_answer",
    "withdraw",
    "close",
)
"""Events that bring something that the case can hold but once."""


def _known_already(event: str) -> Callable[[Life[RightsCase], RightsCase, Deed], bool]:
    return lambda life, case, deed: _held_before(case, deed, event)


LIFE = Life[RightsCase](
    engine=Engine(RIGHTS_LIFE),
    roles=ROLES,
    offices=READERS,
    home=lambda case: "jz",
    heirs=lambda case: ("jz",),
    facts=RightsCase.facts,
    handlers={
        "take_up": shared.take_up,
        "hand_over": shared.hand_over,
        "seen": shared.seen,
        "confirm_receipt": confirm_receipt,
        "ask_clarification": ask_clarification,
        "clarified": clarified,
        "ask_identity": ask_identity,
        "confirm_identity": confirm_identity,
        "amend": amend,
        "pause": pause,
        "resume": resume,
        "extend": extend,
        "ask_search": ask_search,
        "answer_search": answer_search,
        "decide": decide,
        "charge_fee": charge_fee,
        "record_answer": record_answer,
        "tell_recipients": tell_recipients,
        "close": _close,
        "withdraw": _withdraw,
        "reopen": _reopen,
        "late_reason": _late_reason,
        "make_confidential": _make_confidential,
        "ask_reporter": shared.ask_reporter,
        "send_facts": shared.send_facts,
        "answer": shared.answer,
        "add_note": _add_note,
    },
    repeats={
        "take_up": shared.took_up_before,
        "hand_over": shared.handed_before,
        "seen": shared.seen_before,
        "ask_reporter": shared.asked_before,
        "answer": shared.answered_before,
        "answer_search": lambda life, case, deed: found_before(case, deed),
        "ask_search": lambda life, case, deed: searched_before(case, deed),
        "decide": lambda life, case, deed: decided_before(case, deed),
        "add_note": lambda life, case, deed: (
            bool(case.notes) and case.notes[-1].text == typed(deed.given, "note")
        ),
        **{event: _known_already(event) for event in ONCE},
        "make_confidential": lambda life, case, deed: case.confidential,
        "late_reason": lambda life, case, deed: (
            bool(case.late_reason) and case.late_reason == typed(deed.given, "reason")
        ),
    },
)
