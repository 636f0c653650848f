"""Events that happen in every register: taking up, seeing, asking the reporter, answering, handing over, and so on.

What each does, when it was done before, what it asks for, and its entry. Their Dutch stands in events.nl.toml beside
this file, once; a register says in its own file only what it calls otherwise.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cases.organisation import OFFICES, Organisation
from cases.people import BOT, Actor
from cases.register import life as lives
from cases.register.case import (
    ANSWER_LIMIT,
    KEPT_EXCHANGES,
    KEPT_SIGHTINGS,
    NOTE_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    C,
    Exchange,
    Sighting,
    T,
)
from cases.register.confidential import closed_off
from cases.register.forms import CaseForm, asked_about, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life, Refused
from cases.register.linking import hidden_dues
from cases.register.messages import REPORTER, Ref, channel, person
from cases.register.rhythm import NOBODY
from cases.terms import awake, elapsed, later, working_time_after
from state_machines.engine import NotAllowed

GIVE_PAPER = "give_paper"
"""No press causes this by its own name: it goes with the file."""

ONE_LOOK = timedelta(hours=1)
"""So long a second look at the same confidential case counts as the first."""


def take_up(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """From now on this person has the case; the reporter hears it."""
    sighting = Sighting(by=deed.actor, at=deed.now)
    news = lives.tell(case, deed.now, "taken_up")
    return life.moved(case, "take_up", deed, update={"taken_up": sighting}, dues=(news,))


def seen(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """On the living card it counts for every reminder that went out; on a reminder for that one, per office."""
    sighting, stage = Sighting(by=deed.actor, at=deed.now), deed.given.get("stage", "")
    office, slot = seen_by(life, case, deed.actor)
    wanted = [stage] if stage else list(case.reminders)
    states = {
        name: state.model_copy(update={slot: sighting})
        if name in wanted and getattr(state, slot) is None
        else state
        for name, state in case.reminders.items()
    }
    update: dict[str, object] = {"reminders": states}
    if not stage:
        update["seen"] = (*case.seen, sighting)[-KEPT_SIGHTINGS:]
    shrinks = tuple(
        each
        for name, state in case.reminders.items()
        if states[name] != state
        for each in lives.shrink(case, deed.now, name, office)
    )
    return life.moved(case, "seen", deed, update=update, why=stage, dues=shrinks)


def seen_by(life: Life[C], case: C, actor: Actor) -> tuple[str, str]:
    """The office that this person sees a reminder for, and the slot in which that is kept."""
    home = life.home(case)
    return (home, "seen") if home in actor.roles or "fg" not in actor.roles else ("fg", "seen_fg")


def ask_reporter(
    life: Life[C],
    case: C,
    deed: Deed,
    *,
    again_at: datetime | None = None,
    ends: bool = True,
    more: Mapping[str, object] | None = None,
) -> Change[C]:
    """A question goes to the reporter, who is reminded of it once: at `again_at`, else after the usual hours.

    Some working days later the case waits no longer, unless it does not `ends` like that. `more` changes with it.
    """
    question = lives.text(deed.given, "question", QUESTION_LIMIT)
    exchange = Exchange(id=str(case.seq + 1), question=question, asked_by=deed.actor, asked_at=deed.now)
    waiting = [each for each in (*case.exchanges, exchange) if each.waits]
    if len(waiting) > KEPT_EXCHANGES:
        raise Refused("question", "te_veel_vragen")
    answered = [each for each in case.exchanges if not each.waits]
    room = KEPT_EXCHANGES - len(waiting)
    kept = sorted(
        [*answered[len(answered) - room if room else len(answered) :], *waiting],
        key=lambda each: int(each.id),
    )
    arrives = awake(deed.now, deed.org.zone, rest=deed.org.terms.employees_rest)
    again = again_at or later(arrives, hours=deed.org.terms.question_hours)
    dues: Dues = (
        lives.tell(case, deed.now, "question", exchange.id),
        (again, lives.message(case, "question_reminder", REPORTER, deed.now, Ref(of=exchange.id))),
        *lives.thread(case, deed.now, "question", exchange.id),
    )
    if ends:
        end = working_time_after(arrives, deed.org.terms.question_days, deed.org.zone)
        over = lives.message(case, "question_ends", channel(life.home(case)), deed.now, Ref(of=exchange.id))
        dues = (*dues, (end, over))
    return life.moved(
        case,
        "ask_reporter",
        deed,
        update={**(more or {}), "exchanges": tuple(kept)},
        changes={"question": ("", question)},
        dues=dues,
    )


def answer(life: Life[C], case: C, deed: Deed, *, more: Mapping[str, object] | None = None) -> Change[C]:
    """The reporter's answer to a question that is open. `more` changes with it."""
    exchange = case.exchange(deed.given.get("exchange", ""))
    if exchange is None or exchange.answer:
        raise NotAllowed("this question is not open")
    words = lives.text(deed.given, "answer", ANSWER_LIMIT)
    done = exchange.model_copy(update={"answer": words, "answered_at": deed.now})
    kept = tuple(done if each.id == exchange.id else each for each in case.exchanges)
    return life.moved(
        case,
        "answer",
        deed,
        update={**(more or {}), "exchanges": kept},
        changes={"answer": ("", words)},
        dues=lives.thread(case, deed.now, "answer", exchange.id),
    )


def unanswered(
    life: Life[C], case: C, exchange_id: str, now: datetime, org: Organisation
) -> Change[C] | None:
    """The reporter said nothing for so long that the case does not wait any more; None when that is not so."""
    exchange = case.exchange(exchange_id)
    if exchange is None or not exchange.waits or not case.is_open or "no_answer" not in life.entries:
        return None
    ended = exchange.model_copy(update={"ended_at": now})
    kept = tuple(ended if each.id == exchange.id else each for each in case.exchanges)
    return life.moved(
        case,
        "no_answer",
        Deed(BOT, now, org),
        update={"exchanges": kept},
        changes={"question": ("", exchange.question)},
        dues=lives.thread(case, now, "no_answer", exchange.id),
    )


def hand_over(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """Somebody else of the offices goes on with the case, and hears in the own chat what is due first."""
    wanted = deed.given.get("to", "").lower()
    offices = [deed.org.office(name) for name in life.heirs(case)]
    found = next(
        (each for office in offices for each in (*office.members, *office.deputies) if each.id == wanted),
        None,
    )
    if found is None:
        raise Refused("to", "geen_keuze" if wanted else "verplicht")
    heir = Actor(aad_id=found.id, name=found.name, roles=deed.org.roles_of(found.id))
    before = case.taken_up.by.name if case.taken_up else ""
    lines: Dues = ()
    if heir.aad_id != deed.actor.aad_id:
        about = Ref(mark=str(case.seq + 1))
        lines = ((deed.now, lives.message(case, "handed", person(heir.aad_id), deed.now, about)),)
    return life.moved(
        case,
        "hand_over",
        deed,
        update={"taken_up": Sighting(by=heir, at=deed.now)},
        changes={"taken_up": (before, heir.name)},
        dues=(*lives.thread(case, deed.now, "handed", str(case.seq + 1)), *lines),
    )


def send_facts(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """The facts go to the personal chat of who asked, as a living card; who looked is kept."""
    cards = lives.with_cards(case, str(person(deed.actor.aad_id)))
    return life.moved(case, "send_facts", deed, update={"cards": cards})


def look(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """Somebody opened a confidential case: that is kept."""
    looks = (*case.looks, Sighting(by=deed.actor, at=deed.now))[-KEPT_SIGHTINGS:]
    return life.moved(case, "look", deed, update={"looks": looks})


def give_paper(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """A paper of the case goes to somebody as a file: from then on it is outside the register, and that is kept."""
    paper = lives.typed(deed.given, "paper")[:NOTE_LIMIT]
    return life.moved(case, GIVE_PAPER, deed, changes={"paper": ("", paper)})


def looked_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether this person looked a short while ago: going to and fro is one look."""
    mine = [each.at for each in case.looks if each.by.aad_id == deed.actor.aad_id]
    return bool(mine) and elapsed(mine[-1], deed.now) < ONE_LOOK


def took_up_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether the case is this person's already."""
    return case.taken_up is not None and case.taken_up.by.aad_id == deed.actor.aad_id and case.is_open


def seen_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether this office saw that reminder, or this person the card and the office every reminder."""
    stage, (_, slot) = deed.given.get("stage", ""), seen_by(life, case, deed.actor)
    if stage:
        state = case.reminders.get(stage)
        return state is None or getattr(state, slot) is not None
    known = any(each.by.aad_id == deed.actor.aad_id for each in case.seen)
    return known and all(getattr(state, slot) is not None for state in case.reminders.values())


def asked_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether the same question is open."""
    question = lives.typed(deed.given, "question")
    return any(each.waits and each.question == question for each in case.exchanges)


def answered_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether this question has this answer."""
    exchange = case.exchange(deed.given.get("exchange", ""))
    return (
        exchange is not None
        and bool(exchange.answer)
        and exchange.answer == lives.typed(deed.given, "answer")
    )


def handed_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether the case is that person's already."""
    return case.taken_up is not None and case.taken_up.by.aad_id == deed.given.get("to", "").lower()


def make_confidential(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """From now on the channel shows the clock only; the members of the offices concerned get the facts themselves."""
    done = closed_off(life, case, deed, members_cards(life, case, deed))
    return Change(done.case, done.event, (*done.dues, *hidden_dues(case, deed.now)))


def members_cards(life: Life[C], case: C, deed: Deed) -> tuple[str, ...]:
    """The living cards in the own chats of the members of the offices that may read a confidential case."""
    offices = life.insiders(case) if life.insiders is not None else (life.home(case),)
    members = [each for office in offices for each in deed.org.office(office).members]
    return lives.with_cards(case, *dict.fromkeys(str(person(each.id)) for each in members))


def confidential_before(life: Life[C], case: C, deed: Deed) -> bool:
    """Whether it is confidential."""
    return case.confidential


def late_reason(life: Life[T], case: T, deed: Deed) -> Change[T]:
    """Why a term of law was not met: it stays in the history, and the supervisor asks for it."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    changes = {"late_reason": (case.late_reason, reason)}
    return life.moved(case, "late_reason", deed, update={"late_reason": reason}, changes=changes)


def explained_before(life: Life[T], case: T, deed: Deed) -> bool:
    """Whether this is the reason that stands."""
    return bool(case.late_reason) and case.late_reason == lives.typed(deed.given, "reason")


def every_time(life: Life[C], case: C, deed: Deed) -> bool:
    """What counts however often it is done."""
    return False


def to_the_heir(happening: Happening) -> str:
    """Who goes on with the case."""
    return happening.words.line("to", name=happening.after("taken_up"))


def reason_form(*, reporter: bool = False, required: bool = True, tells: str = "") -> CaseForm[Any]:
    """A form that asks why, and nothing else."""
    field = long_text("reason", REASON_LIMIT, required=required)
    return CaseForm((field,), reporter=reporter, tells=tells)


TAKE_UP: CaseEvent[Any] = CaseEvent("take_up", take_up, took_up_before)
SEEN: CaseEvent[Any] = CaseEvent("seen", seen, seen_before)
ASK_REPORTER: CaseEvent[Any] = CaseEvent(
    "ask_reporter",
    ask_reporter,
    asked_before,
    CaseForm((long_text("question", QUESTION_LIMIT),)),
    line=lives.the_words,
)
ANSWER: CaseEvent[Any] = CaseEvent(
    "answer",
    answer,
    answered_before,
    CaseForm(
        (long_text("answer", ANSWER_LIMIT),),
        about=asked_about,
        carries=("exchange",),
        reporter=True,
    ),
    line=lives.the_words,
)
HAND_OVER: CaseEvent[Any] = CaseEvent(
    "hand_over", hand_over, handed_before, CaseForm(heirs=True), line=to_the_heir
)
MAKE_CONFIDENTIAL: CaseEvent[Any] = CaseEvent("make_confidential", make_confidential, confidential_before)
SEND_FACTS: CaseEvent[Any] = CaseEvent("send_facts", send_facts, every_time)
LOOK: CaseEvent[Any] = CaseEvent("look", look, looked_before)
PAPER_GIVEN: CaseEvent[Any] = CaseEvent(GIVE_PAPER, give_paper, every_time, line=lives.the_words)
LATE_REASON: CaseEvent[Any] = CaseEvent(
    "late_reason", late_reason, explained_before, reason_form(), line=lives.the_words
)
TERM_MISSED: CaseEvent[Any] = CaseEvent("term_missed")
NO_ANSWER: CaseEvent[Any] = CaseEvent("no_answer", line=lives.the_words)
NOT_DELIVERED: CaseEvent[Any] = CaseEvent("not_delivered")


def reminding(stage: Callable[[str], str]) -> CaseEvent[Any]:
    """The entry of a reminder that went out; `stage` says in words which one."""
    return CaseEvent(
        "remind", names=lambda happening: {"stage": stage(happening.event.why)}, line=passed_over
    )


def passed_over(happening: Happening) -> str:
    """Which rungs of the ladder had nobody on them."""
    empty = happening.event.changes.get(NOBODY, ("", ""))[1].split(",")
    names = [happening.org.office(each).short for each in OFFICES if each in empty]
    return happening.words.line("nobody", offices=" en ".join(names)) if names else ""
