"""What was decided and done about a breach that was closed elsewhere, read back from the cells of a file. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError

from cases.breach import export
from cases.breach.export import is_decided
from cases.breach.handling import (
    CHANNELS,
    DISPROPORTIONATE,
    GROUNDS,
    KEPT_NOTIFICATIONS,
    NOT_A_BREACH,
    RECIPIENTS,
    STOPPED,
    WAYS,
    Advised,
    Decision,
    Duty,
    Informed,
    Notification,
    NotificationKind,
    PeopleDecision,
    Registration,
    Told,
    Triage,
    told_after,
)
from cases.breach.progress import recipient_name
from cases.register.taken_over import FileRow, WrongCell, listed, moment_in
from state_machines.breach_life import CLOSED, DOUBLE, NO_BREACH, WITHDRAWN

ENDINGS = (CLOSED, NO_BREACH, WITHDRAWN, DOUBLE)

NEEDED_TO_CLOSE = ("ap_decision", "people_decision", "effects", "measures")
"""AVG article 33(5) and policy point 14 step 9: without these no breach is closed here either."""

KINDS: tuple[NotificationKind, ...] = ("provisional", "full", "supplement", "withdrawn")

BETWEEN = " · "
"""Stands between the parts of one cell."""


def ended(row: FileRow, status: str, closed_at: datetime) -> dict[str, object]:
    """The part of a closed case that officers made. Raises WrongCell."""
    if status in (WITHDRAWN, DOUBLE):
        return {}
    if status == NO_BREACH:
        words = {each: export.say(f"outcome.{each}") for each in NOT_A_BREACH}
        was = listed(row.cell("outcome"), words) if row.cell("outcome") else None
        return {
            "triage": Triage(by=row.deed.actor, at=closed_at, outcome="no_breach"),
            "was_instead": was[0] if was else "",
        }
    for each in NEEDED_TO_CLOSE:
        if not is_decided(row.cell(each)):
            raise WrongCell(each, "verplicht")
    sentences = tuple(_notifications(row, closed_at))
    known: Told = "no"
    for notification in sentences:
        known = told_after(notification.kind, known)
    try:
        return {
            "triage": Triage(by=row.deed.actor, at=closed_at, outcome="breach"),
            "decision": _decision(row, closed_at),
            "people": _people(row, closed_at),
            "notifications": sentences[-KEPT_NOTIFICATIONS:],
            "told": known,
            "informed": _informed(row),
            "duties": dict(_duties(row, closed_at)),
            "registration": _registration(row, closed_at),
        }
    except ValidationError as reason:
        raise WrongCell(_COLUMN_OF.get(str(reason.errors()[0]["loc"][0]), "measures"), "te_lang") from reason


_COLUMN_OF = {
    "effects": "effects",
    "measures": "measures",
    "lessons": "lessons",
    "reason": "ap_reason",
    "note": "people_told",
    "how": "others",
    "number": "ap_number",
}
"""The columns of texts that can be too long."""


def _decision(row: FileRow, closed_at: datetime) -> Decision:
    ap = row.one_of(
        "ap_decision", {each: export.say(f"ap.{each}") for each in ("notify", "provisional", "not")}
    )
    return Decision.model_validate(
        {
            "by": row.person("ap_decided_by"),
            "at": row.moment("ap_decided_at") or closed_at,
            "ap": ap,
            "advised": _advised(row, ap),
            "followed": not row.holds("ap_deviates"),
            "reason": row.cell("ap_reason"),
        }
    )


def _advised(row: FileRow, ap: str) -> Advised:
    """What the bot advised there; where no bot did, what was decided."""
    parts = [each for each in row.cell("ap_advice").split(BETWEEN) if each]
    known = {
        each: export.say(f"advised.{each}") for each in ("ap", "not_ap", "people", "not_people", "doubt")
    }
    found = [listed(each, known) for each in parts]
    if None in found:
        raise WrongCell("ap_advice", "geen_keuze")
    said = {name for names in found if names for name in names}
    return Advised(
        notify_ap="ap" in said if parts else ap != "not",
        notify_people="people" in said,
        doubt="doubt" in said,
        score=0,
        reasons=(),
    )


def _people(row: FileRow, closed_at: datetime) -> PeopleDecision:
    choices = {each: export.say(f"people.{each}") for each in ("inform", "public", "not")}
    ground, reason = "", row.cell("people_reason")
    for each in (*GROUNDS, DISPROPORTIONATE):
        words = export.say(f"ground.{each}")
        if reason == words or reason.startswith(f"{words}{BETWEEN}"):
            ground, reason = each, reason[len(words) :].removeprefix(BETWEEN)
            break
    return PeopleDecision.model_validate(
        {
            "by": row.person("people_decided_by"),
            "at": row.moment("people_decided_at") or closed_at,
            "choice": row.one_of("people_decision", choices),
            "ground": ground,
            "followed": True,
            "reason": reason,
        }
    )


def _notifications(row: FileRow, closed_at: datetime) -> Iterator[Notification]:
    """Each line tells when, what and how; a file that tells one moment only means a full notification."""
    by, zone = row.person("ap_decided_by"), row.deed.org.zone
    lines = [each for each in row.cell("ap_told").split("\n") if each.strip()]
    kinds: dict[str, str] = {each: export.say(f"notification.{each}") for each in KINDS}
    ways = {each: export.say(f"channel.{each}") for each in CHANNELS}
    if not lines and _told(row, "ap_told_at"):
        at = row.moment("ap_told_at") or closed_at
        yield Notification(kind="full", at=at, number=_number(row), channel="anders", by=by, kept_at=at)
    for place, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line.strip())
        at_ = moment_in(found[1], zone) if found else None
        kind, way = (listed(found[2], kinds), listed(found[3], ways)) if found else (None, None)
        if at_ is None or not kind or not way:
            raise WrongCell("ap_told", "niet_leesbaar")
        number = _number(row) if place == len(lines) else ""
        yield Notification.model_validate(
            {"kind": kind[0], "at": at_, "number": number, "channel": way[0], "by": by, "kept_at": at_}
        )


_LINE = re.compile(r"(\S+ \S+) ([^,]+), (.+)")


def _number(row: FileRow) -> str:
    number = row.cell("ap_number")
    if len(number) > 60:
        raise WrongCell("ap_number", "te_lang")
    return number


def _told(row: FileRow, column: str) -> bool:
    """Whether a moment stands there, and not that none is needed."""
    return is_decided(row.cell(column)) and row.cell(column) != export.say("not_needed")


def _informed(row: FileRow) -> Informed | None:
    at = row.moment("people_told_at") if _told(row, "people_told_at") else None
    if at is None:
        return None
    told = row.cell("people_told")
    how, note = "anders", told
    for each in WAYS:
        words = export.say(f"way.{each}")
        if told == words or told.startswith(f"{words}{BETWEEN}"):
            how, note = each, told[len(words) :].removeprefix(BETWEEN)
            break
    count = row.cell("n_people_told") or "0"
    if not (count.isascii() and count.isdigit() and len(count) < 8):
        raise WrongCell("n_people_told", "geen_aantal")
    by = row.person("people_decided_by")
    return Informed(at=at, how=how, count=int(count), note=note, by=by, kept_at=at)


def _duties(row: FileRow, closed_at: datetime) -> Iterator[tuple[str, Duty]]:
    """Who else must know, a line each; what goes on under such a line belongs to it."""
    cell = row.cell("others")
    if not is_decided(cell):
        return
    starts = {f"{recipient_name(each)}: ": each for each in RECIPIENTS}
    name, words = "", list[str]()
    for line in [*cell.split("\n"), ""]:
        begins = next((each for each in starts if line.startswith(each)), "")
        if (begins or not line) and name:
            yield name, _duty(row, "\n".join(words), closed_at)
            name = ""
        if begins:
            name, words = starts[begins], [line.removeprefix(begins)]
        elif line and name:
            words.append(line)
        elif line:
            raise WrongCell("others", "niet_leesbaar")


def _duty(row: FileRow, value: str, closed_at: datetime) -> Duty:
    state, _, reason = value.partition(BETWEEN)
    by = row.person("ap_decided_by")
    if state == export.say("duty.not"):
        return Duty(applies=False, by=by, at=closed_at, reason=reason)
    if state == export.say("duty.open"):
        return Duty(applies=True, by=by, at=closed_at, reason=reason)
    done_at = moment_in(state.removeprefix(export.say("duty.done", moment="")), row.deed.org.zone)
    if done_at is None:
        raise WrongCell("others", "niet_leesbaar")
    return Duty(applies=True, by=by, at=closed_at, reason=reason, done_at=done_at, done_by=by)


def _registration(row: FileRow, closed_at: datetime) -> Registration:
    return Registration.model_validate(
        {
            "effects": row.cell("effects"),
            "measures": row.cell("measures"),
            "lessons": row.cell("lessons"),
            "stopped": row.cell("stopped") if row.cell("stopped") in STOPPED else "",
            "by": row.person("taken_up_by"),
            "at": closed_at,
        }
    )
