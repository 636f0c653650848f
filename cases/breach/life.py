"""What each event does to a breach case: pure decisions, with the messages that follow from them."""

from collections.abc import Mapping
from datetime import datetime

from cases.breach import decisions, duties, triage
from cases.breach.case import (
    CHOICES,
    KEPT_ADDITIONS,
    NO_DATA,
    SEVERAL,
    UNKNOWN,
    Addition,
    BreachCase,
    NotInList,
    Report,
    Withdrawal,
    checked_choices,
)
from cases.breach.rhythm import FG_FROM_ROUND, chore_dues, chore_named, clock_dues, next_round
from cases.organisation import Organisation
from cases.people import Actor
from cases.register import events as shared
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Sighting
from cases.register.confidential import make_confidential
from cases.register.life import (
    BOT,
    Change,
    Deed,
    Life,
    Refused,
    due,
    mail,
    shrink,
    tell,
    text,
    thread,
    typed,
    with_cards,
)
from cases.register.messages import REPORTER, Due, channel
from cases.register.rhythm import newest_put_away, went_out
from cases.terms import later
from state_machines.breach_life import BREACH_LIFE, CLOSED, NO_BREACH, OFFICERS, ROLES
from state_machines.engine import Engine

CHANGEABLE = tuple(CHOICES)
"""Fields of a report that the reporter may fill in later, with values of the same closed lists."""


def file_report(
    report: Report,
    *,
    number: str,
    draft_id: str,
    reporter: Actor,
    confidential: bool,
    now: datetime,
    org: Organisation,
) -> Change[BreachCase]:
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
    deed = Deed(reporter, now, org)
    if case.fg_involved:
        case = case.model_copy(update={"cards": ("po", "fg", "reporter")})
    if confidential:
        case = case.model_copy(update={"cards": _with_insiders(case, deed)})
    done = LIFE.filed(case, deed)
    case = done.case
    dues: list[tuple[datetime, Due]] = [*done.dues, mail(case, "po", now, "new")]
    if case.fg_involved:
        dues.append(mail(case, "fg", now, "new"))
    dues += clock_dues(case, now, org)
    if report.open_fields:
        dues.append((later(now, hours=org.terms.follow_up_hours), due(case, "open_answers", REPORTER, now)))
    return Change(case, done.event, tuple(dues))


def change(
    case: BreachCase,
    event: str,
    actor: Actor,
    now: datetime,
    org: Organisation,
    payload: Mapping[str, str] | None = None,
) -> Change[BreachCase]:
    """What this event does now. Raises NoRole, NotAllowed or Refused; a repeated press changes nothing."""
    return LIFE.change(case, event, Deed(actor, now, org, payload or {}))


def allowed_events(case: BreachCase, now: datetime, org: Organisation) -> frozenset[str]:
    """Events that the life of the case allows now, whoever asks."""
    return LIFE.allowed(case, now, org)


def chore_reminded(case: BreachCase, name: str, now: datetime, org: Organisation) -> Change[BreachCase]:
    """A reminder of something that waits after the decision went out; the next one follows as long as it waits."""
    found = chore_named(name)
    if found is None:
        return Change(case, None)
    chore, number = found
    before = f"{chore.name}-{number - 1}"
    return went_out(
        LIFE,
        case,
        name,
        now,
        org,
        put_away=shrink(case, now, before, chore.office) if before in case.reminders else (),
        told=(channel("fg"),) if number >= FG_FROM_ROUND else (),
        following=(next_round(case, chore, number, now, org),),
    )


def term_missed(case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
    """The term passed while nothing was settled: a fact that stays in the history."""
    return LIFE.moved(case, "term_missed", Deed(BOT, now, org), update={"missed": True})


def _with_insiders(case: BreachCase, deed: Deed) -> tuple[str, ...]:
    """Who get the facts of a confidential case in their own chat: the Privacy Officers, and the FG if involved."""
    return shared.members_cards(case, deed, "po", *(("fg",) if case.fg_involved else ()))


def _add_facts(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Closed-list fields that are filled in replace the unknown ones; words come beside the first report."""
    report, changes, now = case.report, dict[str, tuple[str, str]](), deed.now
    told = report.model_dump(mode="json")
    for field, value in _chosen(deed.given).items():
        before = _held(report, field)
        if value != before:
            changes[field] = (before, value)
            told[field] = value.split(",") if field in SEVERAL else value
    words = typed(deed.given, "addition")
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
    after = case.model_copy(update={"report": updated})
    now_fg = after.fg_involved and not case.fg_involved
    cards = case.cards
    if now_fg:
        after = after.model_copy(update={"cards": with_cards(after, "fg")})
        cards = _with_insiders(after, deed) if case.confidential else after.cards
    mails = (mail(case, "fg", now, "new"),) if now_fg else ()
    return life.moved(
        case,
        "add_facts",
        deed,
        update={"report": updated, "additions": additions, "cards": cards},
        changes=changes,
        dues=(*thread(case, now, "added", str(case.seq + 1)), *mails),
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


def _added_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether all that is told here stands in the case: the words as the last ones, known values in the report."""
    words, chosen = typed(deed.given, "addition"), _chosen(deed.given)
    if words and (not case.additions or case.additions[-1].text != words):
        return False
    known = any(UNKNOWN not in value.split(",") for value in chosen.values())
    return bool(words or known) and all(_held(case.report, field) == value for field, value in chosen.items())


def _now_known(field: str, told: Mapping[str, object]) -> bool:
    value = told.get(field)
    if field == "happened" or value is None:
        return False
    return UNKNOWN not in (value if isinstance(value, list) else [value])


def _ask_withdrawal(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    reason = text(deed.given, "reason", REASON_LIMIT)
    return life.moved(
        case,
        "ask_withdrawal",
        deed,
        update={"withdrawal": Withdrawal(reason=reason, at=deed.now)},
        changes={"withdrawal": ("", reason)},
        dues=thread(case, deed.now, "withdrawal", str(case.seq + 1)),
    )


def _accept_withdrawal(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    reason = text(deed.given, "reason", REASON_LIMIT)
    shrinks = newest_put_away(case, deed.now, "po", "fg")
    return life.moved(
        case,
        "accept_withdrawal",
        deed,
        update={"closing_reason": reason, "closed_at": deed.now},
        why=reason,
        dues=(tell(case, deed.now, "withdrawn"), *shrinks),
    )


def _keep_open(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    told = tell(case, deed.now, "kept")
    return life.moved(case, "keep_open", deed, update={"withdrawal": None}, dues=(told,))


def _reopen(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The clock never stopped: reminders that are still to come are set again."""
    update: dict[str, object] = {
        "withdrawal": None,
        "closing_reason": "",
        "closed_at": None,
        "taken_up": case.taken_up or Sighting(by=deed.actor, at=deed.now),
        **triage.decided_again(case),
    }
    clock = clock_dues(case, deed.now, deed.org) if case.told == "no" else ()
    dues = (tell(case, deed.now, "reopened"), *clock)
    done = life.moved(case, "reopen", deed, update=update, dues=dues)
    return Change(done.case, done.event, (*done.dues, *chore_dues(case, done.case, deed.now, deed.org)))


def _make_confidential(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    return make_confidential(life, case, deed, _with_insiders(case, deed))


def _late_reason(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    reason = text(deed.given, "reason", REASON_LIMIT)
    return life.moved(
        case,
        "late_reason",
        deed,
        update={"late_reason": reason},
        changes={"late_reason": (case.late_reason, reason)},
    )


LIFE = Life[BreachCase](
    engine=Engine(BREACH_LIFE),
    roles=ROLES,
    offices=OFFICERS,
    home=lambda case: "po",
    heirs=lambda case: ("po", "fg"),
    facts=BreachCase.facts,
    handlers={
        "take_up": shared.take_up,
        "seen": shared.seen,
        "ask_reporter": shared.ask_reporter,
        "answer": shared.answer,
        "add_facts": _add_facts,
        "ask_withdrawal": _ask_withdrawal,
        "accept_withdrawal": _accept_withdrawal,
        "keep_open": _keep_open,
        "reopen": _reopen,
        "make_confidential": _make_confidential,
        "send_facts": shared.send_facts,
        "hand_over": shared.hand_over,
        "late_reason": _late_reason,
        "look": shared.look,
        "begin_triage": triage.begin_triage,
        "answer_triage": triage.answer_triage,
        "back_triage": triage.back_triage,
        "pause_triage": triage.pause_triage,
        "assess": triage.assess_it,
        "conclude_no_breach": decisions.conclude_no_breach,
        "decide": decisions.decide,
        "deviate": decisions.deviate,
        "decide_people": decisions.decide_people,
        "decide_duties": duties.decide_duties,
        "duty_done": duties.duty_done,
        "ap_provisional": duties.ap_provisional,
        "ap_full": duties.ap_full,
        "ap_supplement": duties.ap_supplement,
        "ap_withdraw": duties.ap_withdraw,
        "informed": duties.informed,
        "fill_register": duties.fill_register,
        "close": duties.close,
        "new_facts": triage.new_facts,
    },
    repeats={
        "take_up": shared.took_up_before,
        "seen": shared.seen_before,
        "ask_reporter": shared.asked_before,
        "answer": shared.answered_before,
        "add_facts": _added_before,
        "ask_withdrawal": lambda life, case, deed: case.withdrawal is not None and case.is_open,
        "make_confidential": lambda life, case, deed: case.confidential,
        "late_reason": lambda life, case, deed: (
            bool(case.late_reason) and case.late_reason == typed(deed.given, "reason")
        ),
        "hand_over": shared.handed_before,
        "look": shared.looked_before,
        "begin_triage": triage.begun_before,
        "answer_triage": triage.answered_before,
        "assess": triage.answered_before,
        "decide": decisions.decided_before,
        "deviate": decisions.decided_before,
        "ap_provisional": duties.notified_before("provisional"),
        "ap_full": duties.notified_before("full"),
        "ap_supplement": duties.notified_before("supplement"),
        "ap_withdraw": duties.notified_before("withdrawn"),
        "fill_register": duties.registered_before,
        "close": lambda life, case, deed: case.status == CLOSED,
        "conclude_no_breach": lambda life, case, deed: case.status == NO_BREACH,
    },
    tasks=lambda case: frozenset({"jz"} if "jz" in case.cards else ()),
)
