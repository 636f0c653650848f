"""What officers do with a breach after they took it up: assess, decide, notify, inform, register, close. Pure.

Policy point 14, steps 4 to 9. The walk through the questions is worked out by dialogs/assessing/walk.py; what
arrives here is an answer that fits, with the number of changes that it was given on.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from cases.assessment.weighing import BadFacts, assess, read_facts
from cases.breach.case import BreachCase
from cases.breach.handling import (
    AP_NUMBER_LIMIT,
    CHANNELS,
    DISPROPORTIONATE,
    GROUNDS,
    HOW_LIMIT,
    KEPT_NOTIFICATIONS,
    RECIPIENTS,
    REGISTER_LIMIT,
    WAYS,
    ApDecision,
    Decision,
    Duty,
    Informed,
    Notification,
    NotificationKind,
    PeopleChoice,
    PeopleDecision,
    Registration,
    Triage,
    as_advised,
    told_after,
)
from cases.breach.rhythm import chore_dues, clock_dues
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Sighting
from cases.register.life import Change, Deed, Dues, Life, Refused, due, one_of, tell, text, typed, with_cards
from cases.register.messages import Due
from cases.terms import elapsed
from state_machines.engine import NotAllowed

CLOCK_SKEW = timedelta(minutes=2)
"""How far a clock may run ahead of ours before a moment counts as "still to come"."""

OUTCOMES = ("breach", "no_breach")
AP_CHOICES = ("notify", "provisional", "not")
PEOPLE_CHOICES = ("inform", "public", "not")
LATER = "later"
"""The decision on the people is taken when more is known."""
NOBODY = "geen"
MOST_PEOPLE = 10**7


# --- the questions ------------------------------------------------------------------------------------------------


def begin_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The questions begin, or go on where they were; whoever begins takes the case up when nobody had it."""
    sighting = Sighting(by=deed.actor, at=deed.now)
    if case.triage is None:
        triage = Triage(by=deed.actor, at=deed.now)
    else:
        triage = case.triage.model_copy(update={"by": deed.actor})
    fresh = case.taken_up is None
    update = {"triage": triage, "taken_up": case.taken_up or sighting}
    told: Dues = (tell(case, deed.now, "taken_up"),) if fresh else ()
    return life.moved(case, "begin_triage", deed, update=update, dues=told)


def answer_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One answer more, on the questions as they stand."""
    triage = _answered(case, deed)
    return life.moved(
        case, "answer_triage", deed, update={"triage": triage}, why=_spoken(deed), changes=_told(case, deed)
    )


def assess_it(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The last answer: what all of them come to. Raises NotAllowed for what is no outcome."""
    triage, outcome = _answered(case, deed), deed.given.get("outcome", "")
    if outcome not in OUTCOMES:
        raise NotAllowed("no outcome")
    facts, changes = None, _told(case, deed)
    if outcome == "breach":
        try:
            facts = read_facts(json.loads(deed.given.get("facts", "")))
        except (BadFacts, json.JSONDecodeError) as reason:
            raise NotAllowed("no facts") from reason
        advice = assess(facts)
        changes |= {
            "advice_ap": ("", "notify" if advice.notify_ap else "not"),
            "advice_people": ("", "inform" if advice.notify_people else "not"),
            "advice_doubt": ("", "yes" if advice.doubt else "no"),
            "advice_score": ("", f"{advice.severity.score:g}"),
        }
    triage = triage.model_copy(update={"outcome": outcome, "facts": facts})
    changes["outcome"] = ("", outcome)
    return life.moved(case, "assess", deed, update={"triage": triage}, why=_spoken(deed), changes=changes)


def back_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The last answer is taken back; it fills in its question."""
    triage = _on(case, deed)
    if not triage.answers:
        raise NotAllowed("there is no answer to take back")
    *kept, last = triage.answers
    dropped = triage.answers[last]
    after = triage.model_copy(
        update={
            "by": deed.actor,
            "count": triage.count + 1,
            "answers": {step: triage.answers[step] for step in kept},
            "memory": triage.memory | dropped,
            "outcome": "",
            "facts": None,
        }
    )
    changes = {f"{last}.{field}": (value, "") for field, value in dropped.items() if value}
    return life.moved(case, "back_triage", deed, update={"triage": after}, changes=changes)


def pause_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The card shows the case again; the answers stay."""
    return life.moved(case, "pause_triage", deed)


def begun_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether the same person is at the questions already."""
    triage = case.triage
    return case.status == "assessing" and triage is not None and triage.by.aad_id == deed.actor.aad_id


def answered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this very answer was the last one: a double press, a redelivery."""
    triage, step = case.triage, deed.given.get("step", "")
    if triage is None or not triage.answers or triage.by.aad_id != deed.actor.aad_id:
        return False
    last = next(reversed(triage.answers))
    return (
        deed.given.get("count") == str(triage.count - 1)
        and last == step
        and triage.answers[last] == _values(deed.given)
    )


def _on(case: BreachCase, deed: Deed) -> Triage:
    """The questions, if this press was made on them as they are now: nobody overwrites what another answered."""
    if case.triage is None or deed.given.get("count") != str(case.triage.count):
        raise NotAllowed("another answer came first")
    return case.triage


def _answered(case: BreachCase, deed: Deed) -> Triage:
    triage, step, values = _on(case, deed), deed.given.get("step", ""), _values(deed.given)
    if not step or step in triage.answers:
        raise NotAllowed("no question that is open")
    return triage.model_copy(
        update={
            "by": deed.actor,
            "count": triage.count + 1,
            "answers": {**triage.answers, step: values},
            "memory": {name: value for name, value in triage.memory.items() if name not in values},
        }
    )


def _values(given: Mapping[str, str]) -> dict[str, str]:
    try:
        values = json.loads(given.get("values", ""))
    except json.JSONDecodeError as reason:
        raise NotAllowed("no answer") from reason
    if not isinstance(values, dict) or not all(isinstance(each, str) for each in values.values()):
        raise NotAllowed("no answer")
    return values


def _told(case: BreachCase, deed: Deed) -> dict[str, tuple[str, str]]:
    """The answer by field, with what was answered before it was taken back or new facts came."""
    before = case.triage.memory if case.triage is not None else {}
    step = deed.given.get("step", "")
    return {
        f"{step}.{field}": (before.get(field, ""), value)
        for field, value in _values(deed.given).items()
        if value or before.get(field)
    }


def _spoken(deed: Deed) -> str:
    """Question and answer in the words that stood on the card."""
    return deed.given.get("spoken", "")[:REASON_LIMIT]


# --- the decisions ------------------------------------------------------------------------------------------------


def conclude_no_breach(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """It was no breach (step 4), and why. When the AP was told already, that has to be taken back first."""
    reason = text(deed.given, "reason", REASON_LIMIT)
    closed = case.told == "no"
    update = {
        "closing_reason": reason,
        "closed_at": deed.now if closed else None,
        "withdrawal": None,
    }
    dues: Dues = (tell(case, deed.now, "no_breach"), *_put_away(case, deed)) if closed else ()
    return _moved(life, case, "conclude_no_breach", deed, update, why=reason, dues=dues)


def decide(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """As the bot advised; or provisionally to the AP while that is advised or in doubt."""
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    advice = assess(case.triage.facts)
    choice = one_of(deed.given, "choice", ("follow", "provisional"))
    if choice == "provisional" and not (advice.notify_ap or advice.doubt):
        raise NotAllowed("against the advice: that needs a reason")
    ap: ApDecision = "provisional" if choice == "provisional" else "notify" if advice.notify_ap else "not"
    people: PeopleChoice | None = "inform" if advice.notify_people else "not"
    if choice == "provisional" and people == "not" and advice.doubt:
        people = None
    unreadable = any(each.key == "people.unintelligible" for each in advice.reasons)
    ground = ("onleesbaar" if unreadable else "geen_hoog_risico") if people == "not" else ""
    return _decided(life, case, "decide", deed, ap, people, ground, "")


def deviate(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Otherwise than the bot advised, with the reason; the FG sees it."""
    ap = one_of(deed.given, "ap", AP_CHOICES)
    people = one_of(deed.given, "people", (*PEOPLE_CHOICES, LATER))
    ground = _ground(deed.given, people)
    reason = text(deed.given, "reason", REASON_LIMIT)
    return _decided(life, case, "deviate", deed, ap, None if people == LATER else people, ground, reason)  # type: ignore[arg-type]


def decide_people(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The decision on the people that was left open, with the ground when they are not told."""
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    people = one_of(deed.given, "people", PEOPLE_CHOICES)
    ground = _ground(deed.given, people)
    reason = typed(deed.given, "reason")
    if people != "inform" or len(reason) > REASON_LIMIT:
        reason = text(deed.given, "reason", REASON_LIMIT)
    decided = _people(case, deed, people, ground, reason)  # type: ignore[arg-type]
    update: dict[str, object] = {"people": decided}
    return _after_deciding(
        life, case, "decide_people", deed, update, {"people": ("", people)} | _grounds(ground), reason
    )


def _ground(given: Mapping[str, str], people: str) -> str:
    if people == "public":
        return DISPROPORTIONATE
    return one_of(given, "ground", GROUNDS) if people == "not" else ""


def _grounds(ground: str) -> dict[str, tuple[str, str]]:
    return {"ground": ("", ground)} if ground else {}


def _people(case: BreachCase, deed: Deed, choice: PeopleChoice, ground: str, reason: str) -> PeopleDecision:
    assert case.triage is not None
    assert case.triage.facts is not None
    advised = assess(case.triage.facts).notify_people
    return PeopleDecision(
        by=deed.actor,
        at=deed.now,
        choice=choice,
        ground=ground,
        followed=(choice == "inform") is advised,
        reason=reason,
    )


def _decided(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    ap: ApDecision,
    people: PeopleChoice | None,
    ground: str,
    reason: str,
) -> Change[BreachCase]:
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    advice = assess(case.triage.facts)
    followed = (ap != "not") is advice.notify_ap or (ap == "provisional" and advice.doubt)
    decision = Decision(
        by=deed.actor, at=deed.now, ap=ap, advised=as_advised(advice), followed=followed, reason=reason
    )
    update: dict[str, object] = {
        "decision": decision,
        "people": _people(case, deed, people, ground, reason) if people is not None else None,
        "withdrawal": None,
        "closing_reason": "",
    }
    changes = {"ap": ("", ap), "people": ("", people or LATER)} | _grounds(ground)
    changes["followed"] = ("", "yes" if followed else "no")
    told = " ".join(each.text for each in advice.reasons)
    if not reason:
        changes["advice"] = ("", told)
    return _after_deciding(life, case, event, deed, update, changes, reason)


def _after_deciding(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    update: dict[str, object],
    changes: Mapping[str, tuple[str, str]],
    reason: str,
) -> Change[BreachCase]:
    """JZ gets its task the same moment (step 8), the FG the note of a deviation, the reporter a line."""
    after = case.model_copy(update=update)
    cards, dues = case.cards, list[tuple[datetime, Due]]()
    if after.people_wait and "jz" not in cards:
        cards = with_cards(case, "jz")
        dues.append((deed.now, due(case, "mail", "mail:jz", deed.now, f"people.{case.seq}")))
    if after.deviates and "fg" not in cards:
        cards = with_cards(case.model_copy(update={"cards": cards}), "fg")
    if after.deviates:
        dues.append((deed.now, due(case, "thread", "fg", deed.now, f"deviation.{case.seq + 1}")))
    if event != "decide_people":
        dues.append(tell(case, deed.now, "assessed"))
    if after.ap_settled:
        dues += _put_away(case, deed)
    return _moved(
        life,
        case,
        event,
        deed,
        {**update, "cards": cards},
        why=reason,
        changes=changes,
        dues=tuple(dues),
        early=True,
    )


# --- what the AP and others were told -----------------------------------------------------------------------------


def ap_provisional(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP has a provisional notification (step 6): from now on it waits to be completed."""
    return _notified(life, case, "ap_provisional", deed, "provisional")


def ap_full(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP knows all that is known."""
    return _notified(life, case, "ap_full", deed, "full")


def ap_supplement(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The AP was told more."""
    return _notified(life, case, "ap_supplement", deed, "supplement")


def ap_withdraw(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The notification was withdrawn (step 6). Where it turned out to be no breach, that ends the case."""
    return _notified(life, case, "ap_withdraw", deed, "withdrawn")


def _notified(
    life: Life[BreachCase], case: BreachCase, event: str, deed: Deed, kind: NotificationKind
) -> Change[BreachCase]:
    at = _moment(case, deed)
    number = typed(deed.given, "ap_number")
    if len(number) > AP_NUMBER_LIMIT:
        raise Refused("ap_number", "te_lang")
    channel = one_of(deed.given, "channel", CHANNELS)
    told = Notification(
        kind=kind, at=at, number=number or case.ap_number, channel=channel, by=deed.actor, kept_at=deed.now
    )
    update: dict[str, object] = {
        "notifications": (*case.notifications, told)[-KEPT_NOTIFICATIONS:],
        "told": told_after(kind, case.told),
    }
    changes = {
        "kind": ("", kind),
        "at": ("", at.astimezone(UTC).isoformat()),
        "number": (case.ap_number, told.number),
        "channel": ("", channel),
    }
    if case.told == "no":
        late = elapsed(case.deadline(deed.org).due, at) > timedelta()
        reason = typed(deed.given, "late_reason") or case.late_reason
        if late and not reason:
            raise Refused("late_reason", "te_laat")
        if len(reason) > REASON_LIMIT:
            raise Refused("late_reason", "te_lang")
        update |= {"missed": late, "late_reason": reason}
        if reason != case.late_reason:
            changes["late_reason"] = (case.late_reason, reason)
    dues = _put_away(case, deed)
    if kind == "withdrawn" and not case.is_breach:
        update["closed_at"] = deed.now
        dues = (*dues, tell(case, deed.now, "no_breach"))
    return _moved(life, case, event, deed, update, changes=changes, dues=dues)


def _moment(case: BreachCase, deed: Deed) -> datetime:
    """The day and time that were filled in, in the organisation's zone: not to come, not before the discovery."""
    at = _filled_in(deed)
    if at is None:
        raise Refused("on_date", "geen_datum")
    if at.astimezone(UTC) > deed.now.astimezone(UTC) + CLOCK_SKEW:
        raise Refused("on_date", "toekomst")
    found = case.report.discovered_at.astimezone(UTC).replace(second=0, microsecond=0)
    if at.astimezone(UTC) < found:
        raise Refused("on_date", "voor_ontdekken")
    return at


def _filled_in(deed: Deed) -> datetime | None:
    try:
        day = date.fromisoformat(deed.given.get("on_date", ""))
        clock = time.fromisoformat(deed.given.get("at_time", "") or "00:00").replace(tzinfo=None)
        at = datetime.combine(day, clock, deed.org.zone)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at


def informed(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The people were told (step 8): when, how, how many."""
    at = _moment(case, deed)
    how, count = one_of(deed.given, "how", WAYS), deed.given.get("count_told", "")
    if not (count.isascii() and count.isdigit()) or int(count[:9]) > MOST_PEOPLE:
        raise Refused("count_told", "geen_getal")
    note = typed(deed.given, "note")
    if len(note) > HOW_LIMIT:
        raise Refused("note", "te_lang")
    told = Informed(at=at, how=how, count=int(count[:9]), note=note, by=deed.actor, kept_at=deed.now)
    before = case.informed
    changes = {
        "at": (before.at.isoformat() if before else "", at.astimezone(UTC).isoformat()),
        "how": (before.how if before else "", how),
        "count": (str(before.count) if before else "", count),
    }
    shrinks = tuple(
        (deed.now, due(case, "shrink", "jz", deed.now, f"{name}.{case.seq}"))
        for name in case.reminders
        if name.startswith("people-")
    )
    return _moved(life, case, "informed", deed, {"informed": told}, why=note, changes=changes, dues=shrinks)


def decide_duties(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Who else must know, and why the others need not."""
    chosen = set(filter(None, deed.given.get("recipients", "").split(",")))
    if not chosen:
        raise Refused("recipients", "verplicht")
    if not chosen <= {*RECIPIENTS, NOBODY} or (NOBODY in chosen and len(chosen) > 1):
        raise Refused("recipients", "geen_keuze")
    reason = text(deed.given, "reason", REASON_LIMIT)
    duties, changes = dict(case.duties), dict[str, tuple[str, str]]()
    for each in RECIPIENTS:
        before, applies = case.duties.get(each), each in chosen
        if before is not None and before.applies is applies:
            continue
        if before is not None and before.done_at is not None:
            continue  # what was told cannot be taken back
        duties[each] = Duty(applies=applies, by=deed.actor, at=deed.now, reason=reason)
        changes[each] = (
            "" if before is None else "yes" if before.applies else "no",
            "yes" if applies else "no",
        )
    return _moved(life, case, "decide_duties", deed, {"duties": duties}, why=reason, changes=changes)


def duty_done(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One of the others knows: when and how."""
    recipient = one_of(deed.given, "recipient", case.waiting_duties)
    how = text(deed.given, "how_told", HOW_LIMIT)
    at = _moment(case, deed)
    done = {"done_at": at, "done_by": deed.actor, "how": how}
    duties = {**case.duties, recipient: case.duties[recipient].model_copy(update=done)}
    changes = {recipient: ("", at.astimezone(UTC).isoformat())}
    return _moved(life, case, "duty_done", deed, {"duties": duties}, why=how, changes=changes)


# --- the register -------------------------------------------------------------------------------------------------


def fill_register(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Effects, measures and lessons, as AVG article 33(5) and policy step 9 want them."""
    effects, measures = (text(deed.given, field, REGISTER_LIMIT) for field in ("effects", "measures"))
    lessons = typed(deed.given, "lessons")
    if len(lessons) > REGISTER_LIMIT:
        raise Refused("lessons", "te_lang")
    before = case.registration
    kept = Registration(effects=effects, measures=measures, lessons=lessons, by=deed.actor, at=deed.now)
    changes = {
        field: (getattr(before, field) if before else "", getattr(kept, field))
        for field in ("effects", "measures", "lessons")
        if getattr(kept, field) != (getattr(before, field) if before else "")
    }
    return _moved(life, case, "fill_register", deed, {"registration": kept}, changes=changes)


def close(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """All is decided, done and registered."""
    dues = (tell(case, deed.now, "closed"), *_put_away(case, deed))
    return _moved(life, case, "close", deed, {"closed_at": deed.now}, dues=dues)


def decided_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this person took the decision that stands."""
    return case.decision is not None and case.decision.by.aad_id == deed.actor.aad_id


def notified_before(kind: NotificationKind) -> Callable[[Life[BreachCase], BreachCase, Deed], bool]:
    """Whether the newest notification is this very one: a form that was sent twice."""

    def same(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
        last = case.notifications[-1] if case.notifications else None
        return (
            last is not None
            and last.kind == kind
            and last.by.aad_id == deed.actor.aad_id
            and last.number == (typed(deed.given, "ap_number") or last.number)
            and last.at == _filled_in(deed)
        )

    return same


def registered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether just this stands in the register."""
    kept = case.registration
    return (
        kept is not None
        and kept.stands
        and all(
            getattr(kept, field) == typed(deed.given, field) for field in ("effects", "measures", "lessons")
        )
    )


def new_facts(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Something new is known: back to the questions, with the earlier answers filled in."""
    words = text(deed.given, "words", NOTE_LIMIT)
    update = decided_again(case) | {"new_facts": words}
    triage = update["triage"]
    assert isinstance(triage, Triage)
    update["triage"] = triage.model_copy(update={"by": deed.actor})
    before = _decision(case)
    after = case.model_copy(update=update)
    dues = () if after.ap_settled else clock_dues(after, deed.now, deed.org)
    return _moved(life, case, "new_facts", deed, update, why=words, changes=before, dues=dues)


def decided_again(case: BreachCase) -> dict[str, object]:
    """What falls when a case is looked at anew. What was told and done stays."""
    memory: dict[str, str] = {}
    if case.triage is not None:
        memory = dict(case.triage.memory)
        for values in case.triage.answers.values():
            memory |= values
    fallen: dict[str, object] = {"decision": None, "people": None}
    if case.triage is not None:
        fallen["triage"] = case.triage.model_copy(
            update={
                "count": case.triage.count + 1,
                "answers": {},
                "memory": memory,
                "outcome": "",
                "facts": None,
            }
        )
    if case.registration is not None:
        fallen["registration"] = case.registration.model_copy(update={"stands": False})
    return fallen


def _decision(case: BreachCase) -> dict[str, tuple[str, str]]:
    found = {
        "ap": case.decision.ap if case.decision else "",
        "people": case.people.choice if case.people else "",
    }
    return {name: (value, "") for name, value in found.items() if value}


def _put_away(case: BreachCase, deed: Deed) -> Dues:
    """Reminders that still ask for something are made small: what they ask for has happened."""
    newest = max(case.reminders, key=lambda name: case.reminders[name].sent_at, default="")
    if not newest:
        return ()
    return tuple(
        (deed.now, due(case, "shrink", to, deed.now, f"{newest}.{case.seq}"))
        for to in ("po", "fg", "jz")
        if to in case.cards
    )


def _moved(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    update: Mapping[str, object],
    *,
    why: str = "",
    changes: Mapping[str, tuple[str, str]] | None = None,
    dues: Dues = (),
    early: bool = False,
) -> Change[BreachCase]:
    """The case after the event, with the first reminder of all that now waits for somebody.

    With `early` the guards see what was decided: the decision itself says where it leads.
    """
    at = case.model_copy(update=dict(update)) if early else case
    done = life.moved(at, event, deed, update=update, why=why, changes=changes, dues=dues)
    return Change(done.case, done.event, (*done.dues, *chore_dues(case, done.case, deed.now, deed.org)))
