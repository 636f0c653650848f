"""What each event does to a breach case: pure decisions, with the messages that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.breach import (
    ANSWER_LIMIT,
    CHOICES,
    KEPT_ADDITIONS,
    KEPT_CARDS,
    KEPT_EXCHANGES,
    KEPT_REMINDERS,
    KEPT_SIGHTINGS,
    NO_DATA,
    NOTE_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    SEVERAL,
    UNKNOWN,
    Addition,
    BreachCase,
    Exchange,
    NotInList,
    ReminderState,
    Report,
    Sighting,
    Withdrawal,
    checked_choices,
    newest_reminders,
)
from cases.history import Event
from cases.organisation import Organisation
from cases.outbox import Due
from cases.people import Actor
from cases.plain_text import plain
from cases.register_rows import LISTED, open_row
from cases.reminders import TERM_STAGE, Stage, next_late_stage, stage_before, stages_ahead
from cases.terms import later
from state_machines.breach_life import BREACH_LIFE, OFFICERS, ROLES
from state_machines.engine import Engine, NotAllowed

LIFE = Engine(BREACH_LIFE)

BOT = Actor(aad_id="bot", name="", roles=frozenset({"bot"}))
"""Who acts when nobody does."""

CHANGEABLE = tuple(CHOICES)
"""Fields of a report that the reporter may fill in later, with values of the same closed lists."""

Dues = tuple[tuple[datetime, Due], ...]


class NoRole(Exception):
    """This person may see the case but may not do this."""


class Refused(Exception):
    """What was filled in cannot be used; `key` names the sentence that says so, `field` the field."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(f"{field}: {key}")
        self.field = field
        self.key = key


@dataclass(frozen=True, slots=True)
class Change:
    """A case after an event, the event itself (None: nothing happened), and the messages that follow."""

    case: BreachCase
    event: Event | None
    dues: Dues = ()


def file_report(
    report: Report,
    *,
    number: str,
    draft_id: str,
    reporter: Actor,
    confidential: bool,
    now: datetime,
    org: Organisation,
) -> Change:
    """A new case in the register, with everything that has to be told and remembered about it."""
    case = BreachCase(
        number=number,
        reporter=reporter,
        report=report,
        reported_at=now,
        draft_id=draft_id,
        confidential=confidential,
        cards=("po", "reporter"),
    )
    if case.fg_involved:
        case = case.model_copy(update={"cards": ("po", "fg", "reporter")})
    if confidential:
        case = case.model_copy(update={"cards": _with_cards(case, *_insiders(case, org))})
    done = _happened(case, "file", reporter, now, before="", why="")
    listed = {"version": 1, "listed": LISTED, "open_row": open_row(case, org)}
    case = done.case.model_copy(update=listed)
    dues: list[tuple[datetime, Due]] = [
        (now, _due(case, "card", to, now, "1")) for to in case.cards if to != "reporter"
    ]
    dues.append((now, _due(case, "mail", "mail:po", now, "new")))
    if case.fg_involved:
        dues.append((now, _due(case, "mail", "mail:fg", now, "new")))
    dues += _clock_dues(case, now, org)
    if report.open_fields:
        dues.append(
            (later(now, hours=org.terms.follow_up_hours), _due(case, "open_answers", "reporter", now))
        )
    return Change(case, done.event, tuple(dues))


def change(
    case: BreachCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    payload: Mapping[str, str] | None = None,
) -> Change:
    """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
    if event not in ROLES:
        raise NotAllowed(f"no such event: {event!r}")
    if ROLES[event].isdisjoint(roles_in(case, actor)):
        raise NoRole(event)
    given = payload or {}
    if _repeated(case, event, actor, given, now, org):
        return Change(case, None)
    status = LIFE.move(case.status, event, case.facts(now, org))
    return _EVENTS[event](case, status, actor, now, org, given)


def roles_in(case: BreachCase, actor: Actor) -> frozenset[str]:
    """The roles of somebody towards this case."""
    own = {"reporter"} if actor.aad_id == case.reporter.aad_id else set[str]()
    return actor.roles | own


def may_see(case: BreachCase, actor: Actor) -> bool:
    """Officers see every case, the reporter the own one, nobody else any."""
    return not (OFFICERS | {"reporter", "bot"}).isdisjoint(roles_in(case, actor))


def allowed_events(case: BreachCase, now: datetime, org: Organisation) -> frozenset[str]:
    """Events that the life of the case allows now, whoever asks."""
    return LIFE.allowed(case.status, case.facts(now, org))


def reminded(case: BreachCase, stage: Stage, now: datetime, org: Organisation) -> Change:
    """A reminder went out: kept in the history, the card redrawn, the stage before put away, others told.

    Nobody pressed "Gezien" on the stage before? Then the deputies are told as well. From 12 hours on the FG too.
    """
    deadline = case.deadline(org).due
    before = stage_before(stage, tuple(case.reminders), deadline, org.terms)
    ignored = _ignored(case, before)
    newest = newest_reminders(case.reminders, KEPT_REMINDERS - 2)
    states = newest | {stage.name: ReminderState(sent_at=now)}
    done = _moved(case, "remind", BOT, now, org, update={"reminders": states}, why=stage.name)
    dues = list(done.dues)
    if before:
        dues.append((now, _due(case, "shrink", "po", now, f"{before}.{case.seq}")))
        dues.append((now, _due(case, "shrink", "fg", now, f"{before}.{case.seq}")))
    if stage.tells_fg:
        dues.append((now, _due(case, "reminder", "fg", now, f"{stage.name}.{case.seq}")))
    if ignored:
        dues += [
            (now, _due(case, "reminder", f"person:{deputy.id}", now, f"{stage.name}.{case.seq}"))
            for deputy in org.offices.po.deputies
        ]
    if stage.name == TERM_STAGE or stage.name.startswith("ap-late-"):
        later = next_late_stage(deadline, now)
        dues.append((later.at, _due(case, "reminder", "po", now, f"{later.name}.{case.seq}")))
    return Change(done.case, done.event, tuple(dues))


def term_missed(case: BreachCase, now: datetime, org: Organisation) -> Change:
    """The term passed while nothing was settled: a fact that stays in the history."""
    return _moved(case, "term_missed", BOT, now, org, update={"missed": True})


def not_delivered(case: BreachCase, what: str, now: datetime, org: Organisation) -> Change:
    """A message will never arrive (the person blocked the bot, say): the officers must know."""
    return _moved(case, "not_delivered", BOT, now, org, why=what)


def _ignored(case: BreachCase, before: str) -> bool:
    if before:
        state = case.reminders[before]
        return state.seen is None
    return case.taken_up is None and not case.seen


def _insiders(case: BreachCase, org: Organisation) -> tuple[str, ...]:
    """Who get the facts of a confidential case in their own chat: the Privacy Officers, and the FG if involved."""
    members = [*org.offices.po.members, *(org.offices.fg.members if case.fg_involved else ())]
    return tuple(dict.fromkeys(f"person:{member.id}" for member in members))


def _with_cards(case: BreachCase, *names: str) -> tuple[str, ...]:
    """The living cards with these; of too many personal ones the oldest is not followed any longer."""
    every = tuple(dict.fromkeys((*(each for each in case.cards if each not in names), *names)))
    fixed = tuple(each for each in every if not each.startswith("person:"))
    return fixed + tuple(each for each in every if each not in fixed)[-(KEPT_CARDS - len(fixed)) :]


def _due(case: BreachCase, kind: str, to: str, now: datetime, ref: str = "") -> Due:
    return Due.model_validate({"kind": kind, "number": case.number, "to": to, "ref": ref, "created_at": now})


def _happened(
    case: BreachCase,
    event: str,
    actor: Actor,
    now: datetime,
    *,
    before: str,
    why: str,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> Change:
    roles = roles_in(case, actor)
    role = next((name for name in ("bot", "po", "fg", "jz", "reporter") if name in roles), "")
    told = Event(
        number=case.number,
        seq=case.seq + 1,
        at=now,
        actor_id=actor.aad_id,
        actor_name=actor.name,
        role=role,
        event=event,
        status_from=before,
        status_to=case.status,
        changes=dict(changes or {}),
        why=why,
        previous_hash=case.last_hash,
    ).sealed()
    moved = {"seq": told.seq, "last_hash": told.hash, "version": case.version + 1}
    return Change(case.model_copy(update=moved), told)


def _moved(
    case: BreachCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    *,
    update: Mapping[str, object] | None = None,
    why: str = "",
    changes: Mapping[str, tuple[str, str]] | None = None,
    dues: Dues = (),
) -> Change:
    """The case after an event: a version further, its history longer, every living card due to be redrawn."""
    status = LIFE.move(case.status, event, case.facts(now, org))
    after = case.model_copy(update={**(update or {}), "status": status})
    after = after.model_copy(update={"listed": LISTED, "open_row": open_row(after, org)})
    done = _happened(after, event, actor, now, before=case.status, why=why, changes=changes)
    cards = tuple((now, _due(done.case, "card", to, now, str(done.case.version))) for to in done.case.cards)
    return Change(done.case, done.event, cards + dues)


def _thread(case: BreachCase, now: datetime, ref: str) -> Dues:
    return tuple((now, _due(case, "thread", to, now, ref)) for to in case.cards if to in ("po", "fg"))


def _tell(case: BreachCase, now: datetime, ref: str) -> tuple[datetime, Due]:
    return now, _due(case, "tell", "reporter", now, f"{ref}.{case.seq}")


def _clock_dues(case: BreachCase, now: datetime, org: Organisation) -> Dues:
    """The reminders that are still to come, and the moment at which the term is missed.

    The daily ones follow from the one at the deadline; once that went out, the next of them is set here.
    """
    deadline = case.deadline(org).due
    told = [
        (max(stage.at, now), _due(case, "reminder", "po", now, f"{stage.name}.{case.seq}"))
        for stage in stages_ahead(deadline, org.terms, now)
        if stage.name not in case.reminders
    ]
    if TERM_STAGE in case.reminders:
        late = next_late_stage(deadline, now)
        told.append((late.at, _due(case, "reminder", "po", now, f"{late.name}.{case.seq}")))
    missed = () if case.missed else ((max(deadline, now), _due(case, "term", "po", now, str(case.seq))),)
    return (*told, *missed)


def _text(given: Mapping[str, str], field: str, limit: int) -> str:
    text = _typed(given, field)
    if not text:
        raise Refused(field, "verplicht")
    if len(text) > limit:
        raise Refused(field, "te_lang")
    return text


def _typed(given: Mapping[str, str], field: str) -> str:
    return plain(given.get(field, "")).strip()


def _repeated(
    case: BreachCase, event: str, actor: Actor, given: Mapping[str, str], now: datetime, org: Organisation
) -> bool:
    """Whether the same person did the same thing already: a double click, a redelivery, a second look."""
    match event:
        case "take_up":
            return case.taken_up is not None and case.taken_up.by.aad_id == actor.aad_id and case.is_open
        case "seen":
            stage = given.get("stage", "")
            office = "seen" if "po" in actor.roles else "seen_fg"
            if stage:
                state = case.reminders.get(stage)
                return state is None or getattr(state, office) is not None
            known = any(each.by.aad_id == actor.aad_id for each in case.seen)
            return known and all(getattr(state, office) is not None for state in case.reminders.values())
        case "ask_reporter":
            question = _typed(given, "question")
            return any(not each.answer and each.question == question for each in case.exchanges)
        case "answer":
            exchange = next((each for each in case.exchanges if each.id == given.get("exchange")), None)
            return (
                exchange is not None and bool(exchange.answer) and exchange.answer == _typed(given, "answer")
            )
        case "add_facts":
            return _added_before(case, given)
        case "ask_withdrawal":
            return case.withdrawal is not None and case.is_open
        case "make_confidential":
            return case.confidential
        case "late_reason":
            return bool(case.late_reason) and case.late_reason == _typed(given, "reason")
        case "hand_over":
            return case.taken_up is not None and case.taken_up.by.aad_id == given.get("to", "").lower()
    return False


def _take_up(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    sighting = Sighting(by=actor, at=now)
    update = {"taken_up": sighting}
    return _moved(case, "take_up", actor, now, org, update=update, dues=(_tell(case, now, "taken_up"),))


def _seen(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    """On the living card it counts for every reminder that went out; on a reminder for that one, per office."""
    sighting, stage = Sighting(by=actor, at=now), given.get("stage", "")
    office = "po" if "po" in actor.roles else "fg"
    slot = "seen" if office == "po" else "seen_fg"
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
        (now, _due(case, "shrink", office, now, f"{name}.{case.seq}"))
        for name, state in case.reminders.items()
        if states[name] != state
    )
    return _moved(case, "seen", actor, now, org, update=update, why=stage, dues=shrinks)


def _ask(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    question = _text(given, "question", QUESTION_LIMIT)
    exchange = Exchange(id=str(case.seq + 1), question=question, asked_by=actor, asked_at=now)
    waiting = [each for each in (*case.exchanges, exchange) if not each.answer]
    if len(waiting) > KEPT_EXCHANGES:
        raise Refused("question", "te_veel_vragen")
    answered = [each for each in case.exchanges if each.answer]
    room = KEPT_EXCHANGES - len(waiting)
    kept = sorted(
        [*answered[len(answered) - room if room else len(answered) :], *waiting],
        key=lambda each: int(each.id),
    )
    again = later(now, hours=org.terms.question_hours)
    dues = (
        _tell(case, now, f"question.{exchange.id}"),
        (again, _due(case, "question_reminder", "reporter", now, exchange.id)),
        *_thread(case, now, f"question.{exchange.id}"),
    )
    return _moved(
        case,
        "ask_reporter",
        actor,
        now,
        org,
        update={"exchanges": tuple(kept)},
        changes={"question": ("", question)},
        dues=dues,
    )


def _answer(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    exchange = next((each for each in case.exchanges if each.id == given.get("exchange")), None)
    if exchange is None or exchange.answer:
        raise NotAllowed("this question is not open")
    answer = _text(given, "answer", ANSWER_LIMIT)
    done = exchange.model_copy(update={"answer": answer, "answered_at": now})
    kept = tuple(done if each.id == exchange.id else each for each in case.exchanges)
    return _moved(
        case,
        "answer",
        actor,
        now,
        org,
        update={"exchanges": kept},
        changes={"answer": ("", answer)},
        dues=_thread(case, now, f"answer.{exchange.id}"),
    )


def _add(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    """Closed-list fields that are filled in replace the unknown ones; words come beside the first report."""
    report, changes = case.report, dict[str, tuple[str, str]]()
    told = report.model_dump(mode="json")
    for field, value in _chosen(given).items():
        before = _held(report, field)
        if value != before:
            changes[field] = (before, value)
            told[field] = value.split(",") if field in SEVERAL else value
    words = _typed(given, "addition")
    if len(words) > NOTE_LIMIT:
        raise Refused("addition", "te_lang")
    if words:
        changes["addition"] = ("", words)
    if not changes:
        raise Refused("addition", "niets_nieuws")
    told["open_fields"] = [field for field in report.open_fields if not _now_known(field, told)]
    told["no_personal_data"] = told["data_kinds"] == [NO_DATA]
    updated = Report.model_validate(told)
    additions = (*case.additions, Addition(at=now, text=words))[-KEPT_ADDITIONS:] if words else case.additions
    before_fg = case.fg_involved
    after = case.model_copy(update={"report": updated})
    now_fg = after.fg_involved and not before_fg
    cards = (
        _with_cards(case, "fg", *(_insiders(after, org) if case.confidential else ()))
        if now_fg
        else case.cards
    )
    mail = ((now, _due(case, "mail", "mail:fg", now, "new")),) if now_fg else ()
    return _moved(
        case,
        "add_facts",
        actor,
        now,
        org,
        update={"report": updated, "additions": additions, "cards": cards},
        changes=changes,
        dues=(*_thread(case, now, f"added.{case.seq + 1}"), *mail),
    )


def _chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What was filled in for closed lists, in the order of each list. Raises Refused for what is in none.

    "Unknown" by itself is what an untouched field of an old form says: it never takes away what is known by now.
    """
    try:
        return {
            field: ",".join(checked_choices(field, value.split(",") if field in SEVERAL else (value,)))
            for field in CHANGEABLE
            if (value := given.get(field, UNKNOWN)) not in ("", UNKNOWN)
        }
    except NotInList as reason:
        raise Refused("addition", "geen_keuze") from reason


def _held(report: Report, field: str) -> str:
    value = getattr(report, field)
    return ",".join(value) if field in SEVERAL else str(value)


def _added_before(case: BreachCase, given: Mapping[str, str]) -> bool:
    """Whether all that is told here stands in the case: the words as the last ones, known values in the report."""
    words, chosen = _typed(given, "addition"), _chosen(given)
    if words and (not case.additions or case.additions[-1].text != words):
        return False
    known = any(UNKNOWN not in value.split(",") for value in chosen.values())
    return bool(words or known) and all(_held(case.report, field) == value for field, value in chosen.items())


def _now_known(field: str, told: Mapping[str, object]) -> bool:
    value = told.get(field)
    if field == "happened" or value is None:
        return False
    return UNKNOWN not in (value if isinstance(value, list) else [value])


def _ask_withdrawal(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    reason = _text(given, "reason", REASON_LIMIT)
    return _moved(
        case,
        "ask_withdrawal",
        actor,
        now,
        org,
        update={"withdrawal": Withdrawal(reason=reason, at=now)},
        changes={"withdrawal": ("", reason)},
        dues=_thread(case, now, f"withdrawal.{case.seq + 1}"),
    )


def _accept_withdrawal(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    reason = _text(given, "reason", REASON_LIMIT)
    newest = max(case.reminders, key=lambda name: case.reminders[name].sent_at, default="")
    shrinks = tuple(
        (now, _due(case, "shrink", to, now, f"{newest}.{case.seq}")) for to in ("po", "fg") if newest
    )
    return _moved(
        case,
        "accept_withdrawal",
        actor,
        now,
        org,
        update={"closing_reason": reason, "closed_at": now},
        why=reason,
        dues=(_tell(case, now, "withdrawn"), *shrinks),
    )


def _keep_open(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    return _moved(
        case, "keep_open", actor, now, org, update={"withdrawal": None}, dues=(_tell(case, now, "kept"),)
    )


def _reopen(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    """The clock never stopped: reminders that are still to come are set again."""
    update = {
        "withdrawal": None,
        "closing_reason": "",
        "closed_at": None,
        "taken_up": case.taken_up or Sighting(by=actor, at=now),
    }
    dues = (_tell(case, now, "reopened"), *_clock_dues(case, now, org))
    return _moved(case, "reopen", actor, now, org, update=update, dues=dues)


def _make_confidential(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    cards = _with_cards(case, *_insiders(case, org))
    return _moved(case, "make_confidential", actor, now, org, update={"confidential": True, "cards": cards})


def _send_facts(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    """The facts go to the personal chat of who asked, as a living card; who looked is kept."""
    cards = _with_cards(case, f"person:{actor.aad_id}")
    return _moved(case, "send_facts", actor, now, org, update={"cards": cards})


def _hand_over(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    wanted = given.get("to", "").lower()
    offices = (org.offices.po, org.offices.fg)
    found = next(
        (each for office in offices for each in (*office.members, *office.deputies) if each.id == wanted),
        None,
    )
    if found is None:
        raise Refused("to", "geen_keuze")
    heir = Actor(aad_id=found.id, name=found.name, roles=org.roles_of(found.id))
    before = case.taken_up.by.name if case.taken_up else ""
    return _moved(
        case,
        "hand_over",
        actor,
        now,
        org,
        update={"taken_up": Sighting(by=heir, at=now)},
        changes={"taken_up": (before, heir.name)},
        dues=_thread(case, now, f"handed.{case.seq + 1}"),
    )


def _late_reason(
    case: BreachCase, status: str, actor: Actor, now: datetime, org: Organisation, given: Mapping[str, str]
) -> Change:
    reason = _text(given, "reason", REASON_LIMIT)
    return _moved(
        case,
        "late_reason",
        actor,
        now,
        org,
        update={"late_reason": reason},
        changes={"late_reason": (case.late_reason, reason)},
    )


_EVENTS = {
    "take_up": _take_up,
    "seen": _seen,
    "ask_reporter": _ask,
    "answer": _answer,
    "add_facts": _add,
    "ask_withdrawal": _ask_withdrawal,
    "accept_withdrawal": _accept_withdrawal,
    "keep_open": _keep_open,
    "reopen": _reopen,
    "make_confidential": _make_confidential,
    "send_facts": _send_facts,
    "hand_over": _hand_over,
    "late_reason": _late_reason,
}
