"""What each event does to a rights request: pure decisions, with the messages that follow from them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from cases import shared_events as shared
from cases.case_changes import BOT, Change, Deed, Dues, Life, Refused, due, one_of, tell, text, thread, typed
from cases.confidential import make_confidential
from cases.kept_case import KEPT_REMINDERS, NOTE_LIMIT, REASON_LIMIT, ReminderState, Sighting
from cases.organisation import Organisation
from cases.outbox import Due
from cases.people import Actor
from cases.rights import (
    AMOUNT_LIMIT,
    CHECKLIST,
    FOUND_LIMIT,
    GROUNDS,
    KEPT_NOTES,
    KEPT_PAUSES,
    KEPT_SEARCHES,
    NEEDS_GROUND,
    OUTCOMES,
    PLACE_LIMIT,
    SEARCH_LIMIT,
    Clarification,
    Decision,
    Extension,
    Fee,
    Identity,
    Note,
    Pause,
    Recipients,
    RightsCase,
    Search,
    Sent,
)
from cases.rights_reminders import Stage, next_late_stage, stage_before, stages_ahead
from cases.rights_request import IDENTIFICATIONS, NOT_IDENTIFIED, RIGHTS, SUBJECTS, RightsRequest
from cases.terms import REMIND_AT, is_working_day
from state_machines.engine import Engine, NotAllowed
from state_machines.rights_life import CLOSED, READERS, RIGHTS_LIFE, ROLES

CONFIRMABLE = tuple(each for each in IDENTIFICATIONS if each != "nog_niet")
"""Ways that can be chosen; the open copy among them, to be refused with the sentence that says why."""

SURER = frozenset({"feiten", "kopie_afgeschermd", "balie"})
"""Ways that stand when the level is raised: checked facts, a shielded copy, in person (policy point 16 step 2)."""

HEAVY = frozenset({"kopie_afgeschermd", "balie"})
"""Ways that may only be asked for with a reason (AVG article 12(6): reasonable doubt)."""

ASK_REASONS = ("bewijs", "twijfel", "omvang", "gevoelig", "machtiging")
EXTENSION_REASONS = ("complex", "aantal", "mensen", "systemen")
NO_EXTENSION = frozenset({"mensen", "systemen"})
"""What the policy names as no reason (point 16 step 3)."""

SEARCH_PLACES = ("po", "reporter", "anders")
WAYS = ("zivver_sms", "anders")
OTHERS = ("geen", "onleesbaar", "toestemming")
FEE_GROUNDS = ("kopieen", "ongegrond", "buitensporig")
TOLD_RECIPIENTS = ("verteld", "geen", "onevenredig")
ENDINGS = ("ingetrokken", "geen_verzoek", "dubbel")
PAUSE_REASONS = ("identiteit", "specificatie")


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
    mail = (now, due(done.case, "mail", "mail:jz", now, "new"))
    return Change(done.case, done.event, (*done.dues, mail, *_clock_dues(done.case, now, org)))


def allowed_events(case: RightsCase, now: datetime, org: Organisation) -> frozenset[str]:
    """Events that the life of the case allows now, whoever asks."""
    return LIFE.allowed(case, now, org)


def reminded(case: RightsCase, stage: Stage, now: datetime, org: Organisation) -> Change[RightsCase]:
    """A reminder went out: kept in the history, the card redrawn, the stage before put away, others told.

    Nobody pressed "Gezien" on the stage before? Then the deputies are told as well. The FG hears of it three working
    days before the end, and of every day that it is late.
    """
    deadline = case.deadline(org)
    before = stage_before(stage, tuple(case.reminders), deadline)
    newest = sorted(case.reminders, key=lambda name: case.reminders[name].sent_at)[-(KEPT_REMINDERS - 1) :]
    states = {name: case.reminders[name] for name in newest} | {stage.name: ReminderState(sent_at=now)}
    done = LIFE.moved(case, "remind", Deed(BOT, now, org), update={"reminders": states}, why=stage.name)
    dues = list(done.dues)
    if before:
        dues += [(now, due(case, "shrink", to, now, f"{before}.{case.seq}")) for to in ("jz", "fg")]
    if stage.tells_fg:
        dues.append((now, due(case, "reminder", "fg", now, f"{stage.name}.{case.seq}")))
    if before and case.reminders[before].seen is None:
        dues += [
            (now, due(case, "reminder", f"person:{deputy.id}", now, f"{stage.name}.{case.seq}"))
            for deputy in org.offices.jz.deputies
        ]
    if stage.late:
        following = next_late_stage(deadline, now)
        dues.append((following.at, due(case, "reminder", "jz", now, f"{following.name}.{case.seq}")))
    return Change(done.case, done.event, tuple(dues))


def term_missed(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase]:
    """The strict date passed without an answer: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


def _clock_dues(case: RightsCase, now: datetime, org: Organisation) -> Dues:
    """The reminders that are still to come, and the moment at which the strict date is missed."""
    deadline = case.deadline(org)
    told = tuple(
        (stage.at, due(case, "reminder", "jz", now, f"{stage.name}.{case.seq}"))
        for stage in stages_ahead(deadline, now)
        if stage.name not in case.reminders
    )
    if case.missed:
        return told
    return (*told, (max(deadline.due, now), due(case, "term", "jz", now, str(case.seq))))


# --- the way to the person ------------------------------------------------------------------------------------------


def _confirm_receipt(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    told_on = _day(case, deed, "told_on")
    return life.moved(
        case,
        "confirm_receipt",
        deed,
        update={"receipt_on": told_on},
        changes={"receipt_on": ("", told_on.isoformat())},
    )


def _ask_clarification(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    asked = Clarification(asked_on=_day(case, deed, "asked_on"), what=text(deed.given, "what", REASON_LIMIT))
    return life.moved(
        case,
        "ask_clarification",
        deed,
        update={"clarification": asked},
        changes={"clarification": ("", asked.what)},
    )


def _clarified(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    assert case.clarification is not None  # the life allows it only while a question is open
    words = text(deed.given, "answer", REASON_LIMIT)
    done = case.clarification.model_copy(update={"answer": words, "answered_at": deed.now})
    return life.moved(
        case,
        "clarified",
        deed,
        update={"clarification": done, "pauses": _resumed(case, deed.now, "specificatie")},
        changes={"clarification_answer": ("", words)},
    )


def _ask_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The lightest way that fits: a copy or a visit only for a reason that is named."""
    way = one_of(deed.given, "way", CONFIRMABLE)
    reason = one_of(deed.given, "reason", ASK_REASONS)
    if way == "kopie_open":
        raise Refused("way", "open_kopie")
    if way in HEAVY and reason == "bewijs":
        raise Refused("way", "te_zwaar")
    asked = Identity.model_validate({"asked_on": _day(case, deed, "asked_on"), "way": way})
    return life.moved(
        case,
        "ask_identity",
        deed,
        update={"identity": asked},
        changes={"identity_asked": (case.identity.way or "", way), "reason": ("", reason)},
    )


def _confirm_identity(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A raised level needs a surer way, or the reason why this one is enough; a representative needs authority."""
    way = one_of(deed.given, "way", CONFIRMABLE)
    note = typed(deed.given, "note")
    if len(note) > REASON_LIMIT:
        raise Refused("note", "te_lang")
    if way in NOT_IDENTIFIED:
        raise Refused("way", "open_kopie")
    if case.request.raised and way not in SURER and not note:
        raise Refused("note", "te_licht")
    if case.request.represented and deed.given.get("authority") != "true":
        raise Refused("authority", "machtiging")
    known = case.identity.model_copy(
        update={"way": way, "confirmed_at": deed.now, "confirmed_by": deed.actor, "note": note}
    )
    return life.moved(
        case,
        "confirm_identity",
        deed,
        update={"identity": known, "pauses": _resumed(case, deed.now, "identiteit")},
        changes={"identity": (case.identity_state, way)},
        why=note,
    )


def _amend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What the request is about, corrected: which rights, whose, when it came in. The clock follows the day."""
    chosen = deed.given.get("rights", "").split(",")
    rights = tuple(each for each in RIGHTS if each in chosen)
    if not rights:
        raise Refused("rights", "verplicht")
    received = _day(case, deed, "received_on", since_receipt=False)
    subject = one_of(deed.given, "subject", SUBJECTS)
    if case.extension is not None and received != case.request.received_on:
        raise Refused("received_on", "al_verlengd")
    request = case.request.model_copy(update={"rights": rights, "received_on": received, "subject": subject})
    changes = {
        name: (before, after)
        for name, before, after in (
            ("rights", ",".join(case.request.rights), ",".join(rights)),
            ("received_on", case.request.received_on.isoformat(), received.isoformat()),
            ("subject", case.request.subject, subject),
        )
        if before != after
    }
    if not changes:
        raise Refused("rights", "niets_nieuws")
    # The life looks at the request as it is from now on: with a new right not all is decided any more.
    after = case.model_copy(update={"request": request})
    moves = received != case.request.received_on
    update: dict[str, object] = {"missed": case.missed and after.overdue(deed.now, deed.org)}
    if moves:
        update["reminders"] = {}
        after = after.model_copy(update=update)
    dues = _clock_dues(after, deed.now, deed.org) if moves else ()
    return life.moved(after, "amend", deed, update=update, changes=changes, dues=dues)


def _pause(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Only for something that was asked, is missing, and was asked without delay."""
    reason = one_of(deed.given, "reason", PAUSE_REASONS)
    asked = case.identity_state if reason == "identiteit" else case.clarification_state
    if asked != "asked":
        raise Refused("reason", "niet_gevraagd")
    if deed.given.get("promptly") != "true":
        raise Refused("promptly", "niet_meteen")
    pause = Pause.model_validate({"reason": reason, "since": deed.now})
    return life.moved(
        case, "pause", deed, update={"pauses": (*case.pauses, pause)[-KEPT_PAUSES:]}, why=reason
    )


def _resume(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(case, "resume", deed, update={"pauses": _resumed(case, deed.now)})


def _resumed(case: RightsCase, now: datetime, reason: str = "") -> tuple[Pause, ...]:
    """The pauses, with the one that lasts (for this reason) at its end."""
    return tuple(
        each.model_copy(update={"until": now}) if each.until is None and reason in ("", each.reason) else each
        for each in case.pauses
    )


def _extend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """At most two months, for a reason that counts, and only once the person was told (AVG article 12(3))."""
    org = deed.org
    reason = one_of(deed.given, "reason", EXTENSION_REASONS)
    if reason in NO_EXTENSION:
        raise Refused("reason", reason)
    why = text(deed.given, "why", REASON_LIMIT)
    most = org.terms.extension_months
    months = one_of(deed.given, "months", tuple(str(each) for each in range(1, most + 1)))
    told_on = _day(case, deed, "told_on")
    if told_on > case.first_deadline(org).due.date():
        raise Refused("told_on", "te_laat_verteld")
    extension = Extension.model_validate(
        {"at": deed.now, "months": months, "reason": reason, "why": why, "told_on": told_on}
    )
    longer = case.model_copy(update={"extension": extension})
    return life.moved(
        case,
        "extend",
        deed,
        update={"extension": extension},
        changes={
            "deadline": (
                case.deadline(org).due.date().isoformat(),
                longer.deadline(org).due.date().isoformat(),
            ),
            "reason": ("", reason),
            "told_on": ("", told_on.isoformat()),
        },
        why=why,
        dues=_clock_dues(longer, deed.now, org),
    )


# --- finding the data -----------------------------------------------------------------------------------------------


def _ask_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A task to find data, with its own day; it is reminded of on that day, and legal affairs the working day after."""
    to = one_of(deed.given, "to", SEARCH_PLACES)
    place = typed(deed.given, "place")
    if to == "anders":
        place = text(deed.given, "place", PLACE_LIMIT)
    what = text(deed.given, "what", SEARCH_LIMIT)
    until = _date(deed, "until")
    if until < _today(deed):
        raise Refused("until", "voorbij")
    if until > case.deadline(deed.org).due.date():
        raise Refused("until", "na_termijn")
    if len(case.open_searches) >= KEPT_SEARCHES:
        raise Refused("what", "te_veel_zoekopdrachten")
    search = Search.model_validate(
        {
            "id": str(case.seq + 1),
            "to": to,
            "place": place if to == "anders" else "",
            "what": what,
            "until": until,
            "asked_by": deed.actor,
            "asked_at": deed.now,
        }
    )
    kept = [*case.searches, search]
    while len(kept) > KEPT_SEARCHES:
        kept.remove(next(each for each in kept if each.answer))
    dues: list[tuple[datetime, Due]] = []
    if to == "po":
        dues.append((deed.now, due(case, "thread", "po", deed.now, f"search.{search.id}")))
    elif to == "reporter":
        dues.append(tell(case, deed.now, f"search.{search.id}"))
    told = "jz" if to == "anders" else to
    on_the_day = datetime.combine(until, REMIND_AT, deed.org.zone)
    day_after = _next_working_morning(until, deed.org)
    if on_the_day > deed.now:
        dues.append((on_the_day, due(case, "question_reminder", told, deed.now, f"search.{search.id}.day")))
    dues.append((day_after, due(case, "question_reminder", "jz", deed.now, f"search.{search.id}.late")))
    return life.moved(
        case,
        "ask_search",
        deed,
        update={"searches": tuple(kept)},
        changes={"search": ("", what), "to": ("", place or to), "until": ("", until.isoformat())},
        dues=tuple(dues),
    )


def _answer_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What was found, said by whom the task was given to or by legal affairs in their stead."""
    wanted = deed.given.get("search", "")
    search = case.search(wanted) if wanted else next(iter(case.open_searches), None)
    if search is None or search.answer:
        raise NotAllowed("this search task is not open")
    roles = life.roles_in(case, deed.actor)
    if "jz" not in roles and search.to not in roles:
        raise NotAllowed("this search task is with somebody else")
    words = text(deed.given, "answer", FOUND_LIMIT)
    done = search.model_copy(
        update={"answer": words, "answered_by": deed.actor.name, "answered_at": deed.now}
    )
    return life.moved(
        case,
        "answer_search",
        deed,
        update={"searches": tuple(done if each.id == search.id else each for each in case.searches)},
        changes={"answer": ("", words)},
        dues=(*thread(case, deed.now, f"found.{search.id}"), *_put_away(case, search, deed.now)),
    )


def _put_away(case: RightsCase, search: Search, now: datetime) -> Dues:
    """The task in the channel of the Privacy Officer needs no answer any more."""
    if search.to != "po":
        return ()
    return ((now, due(case, "shrink", "po", now, f"search-{search.id}.{case.seq}")),)


# --- deciding and answering -----------------------------------------------------------------------------------------


def _decide(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Each right apart. Nothing is granted to somebody whose identity is open; a refusal needs its ground."""
    right = one_of(deed.given, "right", case.request.rights)
    outcome = one_of(deed.given, "outcome", OUTCOMES)
    ground = deed.given.get("ground", "") if outcome in NEEDS_GROUND else ""
    reason = typed(deed.given, "reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason", "te_lang")
    if outcome in ("toegekend", "deels") and case.identity_state != "confirmed":
        raise Refused("outcome", "identiteit_open")
    if outcome in NEEDS_GROUND:
        if not ground:
            raise Refused("ground", "grond_nodig")
        if right not in GROUNDS.get(ground, frozenset()):
            raise Refused("ground", "grond_past_niet")
        if ground == "identiteit" and case.identity_state != "asked":
            raise Refused("ground", "identiteit_niet_gevraagd")
    if outcome != "toegekend" and not reason:
        raise Refused("reason", "reden_nodig")
    decision = Decision.model_validate(
        {
            "right": right,
            "outcome": outcome,
            "ground": ground,
            "reason": reason,
            "by": deed.actor,
            "at": deed.now,
        }
    )
    others = tuple(each for each in case.decisions if each.right != right)
    kept = tuple(sorted((*others, decision), key=lambda each: RIGHTS.index(each.right)))
    before = case.decision(right)
    # The life looks at the decisions as they are from now on: the last one moves the case.
    after = case.model_copy(update={"decisions": kept, "recipients": None})
    return life.moved(
        after,
        "decide",
        deed,
        changes={right: (before.outcome if before else "", outcome), "ground": ("", ground)},
        why=reason,
    )


def _charge_fee(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Only as the law has it, and WIL must prove it (AVG articles 12(5) and 15(3), policy point 16 step 5)."""
    ground = one_of(deed.given, "ground", FEE_GROUNDS)
    if ground == "kopieen" and "inzage" not in case.request.rights:
        raise Refused("ground", "alleen_bij_inzage")
    fee = Fee.model_validate(
        {
            "ground": ground,
            "amount": text(deed.given, "amount", AMOUNT_LIMIT),
            "proof": text(deed.given, "proof", REASON_LIMIT),
            "at": deed.now,
        }
    )
    return life.moved(
        case, "charge_fee", deed, update={"fee": fee}, changes={"fee": ("", fee.amount)}, why=fee.proof
    )


def _record_answer(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The answer went out: by a safe way, complete, without data of others, with the way to object in it."""
    sent_on = _day(case, deed, "sent_on")
    way = one_of(deed.given, "way", WAYS)
    reason = typed(deed.given, "way_reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("way_reason", "te_lang")
    if way == "anders" and not reason:
        raise Refused("way_reason", "waarom_niet_zivver")
    if deed.given.get("remedy") != "true":
        raise Refused("remedy", "rechtsmiddelen")
    ticked = deed.given.get("checklist", "").split(",")
    checklist = tuple(each for each in CHECKLIST if each in ticked)
    others = deed.given.get("others", "")
    if case.access_given and checklist != CHECKLIST:
        raise Refused("checklist", "niet_alles")
    if case.data_given and others not in OTHERS:
        raise Refused("others", "gegevens_anderen")
    sent = Sent.model_validate(
        {
            "sent_on": sent_on,
            "way": way,
            "way_reason": reason,
            "others": others if case.data_given else None,
            "checklist": checklist if case.access_given else (),
        }
    )
    newest = max(case.reminders, key=lambda name: case.reminders[name].sent_at, default="")
    shrinks = tuple(
        (deed.now, due(case, "shrink", to, deed.now, f"{newest}.{case.seq}")) for to in ("jz", "fg") if newest
    )
    return life.moved(
        case,
        "record_answer",
        deed,
        update={"sent": sent, "pauses": _resumed(case, deed.now)},
        changes={"sent_on": ("", sent_on.isoformat()), "way": ("", way)},
        why=reason,
        dues=(tell(case, deed.now, "answered"), *shrinks),
    )


def _tell_recipients(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    how = one_of(deed.given, "how", TOLD_RECIPIENTS)
    note = typed(deed.given, "note")
    if len(note) > REASON_LIMIT:
        raise Refused("note", "te_lang")
    if how != "geen" and not note:
        raise Refused("note", "wie_of_waarom")
    told = Recipients.model_validate({"how": how, "note": note, "at": deed.now})
    return life.moved(
        case,
        "tell_recipients",
        deed,
        update={"recipients": told},
        changes={"recipients": ("", how)},
        why=note,
    )


def _close(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(
        case, "close", deed, update={"closed_at": deed.now}, dues=(tell(case, deed.now, "closed"),)
    )


def _withdraw(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """It ends without a decision: taken back by the person, no request after all, or the same one twice."""
    ending = one_of(deed.given, "ending", ENDINGS)
    reason = text(deed.given, "reason", REASON_LIMIT)
    newest = max(case.reminders, key=lambda name: case.reminders[name].sent_at, default="")
    shrinks = tuple(
        (deed.now, due(case, "shrink", to, deed.now, f"{newest}.{case.seq}")) for to in ("jz", "fg") if newest
    )
    return life.moved(
        case,
        "withdraw",
        deed,
        update={
            "ending": ending,
            "closing_reason": reason,
            "closed_at": deed.now,
            "pauses": _resumed(case, deed.now),
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
    dues = (tell(case, deed.now, "reopened"), *_clock_dues(case, deed.now, deed.org))
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
        dues=thread(case, deed.now, f"added.{case.seq + 1}") if by_reporter else (),
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


# --- days -----------------------------------------------------------------------------------------------------------


def _today(deed: Deed) -> date:
    return deed.now.astimezone(deed.org.zone).date()


def _date(deed: Deed, field: str) -> date:
    value = deed.given.get(field, "")
    if not value:
        raise Refused(field, "verplicht")
    try:
        return date.fromisoformat(value)
    except ValueError as reason:
        raise Refused(field, "geen_datum") from reason


def _day(case: RightsCase, deed: Deed, field: str, *, since_receipt: bool = True) -> date:
    """A day on which something was done: not before the request came in, and not still to come."""
    day = _date(deed, field)
    if day > _today(deed):
        raise Refused(field, "toekomst")
    if since_receipt and day < case.request.received_on:
        raise Refused(field, "voor_ontvangst")
    if day.year < OLDEST_YEAR:
        raise Refused(field, "te_oud")
    return day


OLDEST_YEAR = 2000
"""Older days are slips of the pen."""


def _next_working_morning(day: date, org: Organisation) -> datetime:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, REMIND_AT, org.zone)


def _found_before(case: RightsCase, deed: Deed) -> bool:
    search = case.search(deed.given.get("search", ""))
    return search is not None and bool(search.answer) and search.answer == typed(deed.given, "answer")


def _searched_before(case: RightsCase, deed: Deed) -> bool:
    told = typed(deed.given, "what"), deed.given.get("to"), deed.given.get("until")
    return any((each.what, each.to, each.until.isoformat()) == told for each in case.open_searches)


def _decided_before(case: RightsCase, deed: Deed) -> bool:
    known = case.decision(deed.given.get("right", ""))
    if known is None or known.right not in case.request.rights:
        return False
    ground = deed.given.get("ground", "") if known.outcome in NEEDS_GROUND else ""
    return (known.outcome, known.ground, known.reason) == (
        deed.given.get("outcome"),
        ground,
        typed(deed.given, "reason"),
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
        "confirm_receipt": _confirm_receipt,
        "ask_clarification": _ask_clarification,
        "clarified": _clarified,
        "ask_identity": _ask_identity,
        "confirm_identity": _confirm_identity,
        "amend": _amend,
        "pause": _pause,
        "resume": _resume,
        "extend": _extend,
        "ask_search": _ask_search,
        "answer_search": _answer_search,
        "decide": _decide,
        "charge_fee": _charge_fee,
        "record_answer": _record_answer,
        "tell_recipients": _tell_recipients,
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
        "answer_search": lambda life, case, deed: _found_before(case, deed),
        "ask_search": lambda life, case, deed: _searched_before(case, deed),
        "decide": lambda life, case, deed: _decided_before(case, deed),
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
