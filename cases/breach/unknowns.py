"""What nobody knows yet: an officer says who finds it out and until when, also as the verdict "too little". Pure.

Policy point 14 steps 4 to 6: an incident is looked into first, and what is not known in time is told to the AP
provisionally (AVG article 33(4)).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from cases.breach.case import BreachCase
from cases.breach.facts import fact_name, owner_name
from cases.breach.handling import OWNERS, FactTask, TooLittle
from cases.breach.known import to_find_out
from cases.breach.step import moved
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused, tell
from cases.terms import to_instant

END_OF_DAY = time(23, 59)
"""Until a day that names no time means its end."""


def _assign(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Somebody finds out what is unknown."""
    facts, task = _given(case, deed)
    return _assigned(life, case, "assign_facts", deed, facts, task, why="")


def _too_little(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The verdict that too little is known to say whether it is a breach; and who finds out what."""
    facts, task = _given(case, deed)
    why = lives.text(deed.given, "reason", REASON_LIMIT)
    done = _assigned(life, case, "too_little", deed, facts, task, why=why)
    news = (tell(case, deed.now, "taken_up"),) if case.taken_up is None else ()
    return Change(done.case, done.event, (*done.dues, *news))


def _assigned(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    facts: tuple[str, ...],
    task: FactTask,
    *,
    why: str,
) -> Change[BreachCase]:
    sighting = Sighting(by=deed.actor, at=deed.now)
    update: dict[str, object] = {"fact_tasks": {**case.fact_tasks, **dict.fromkeys(facts, task)}}
    if event == "too_little":
        verdict = TooLittle(by=deed.actor, at=deed.now, reason=why)
        update |= {"too_little": verdict, "taken_up": case.taken_up or sighting}
    changes = {
        "facts": ("", ",".join(facts)),
        "owner": ("", task.owner),
        "until": ("", task.until.isoformat()),
    }
    return moved(life, case, event, deed, update, why=why, changes=changes)


def _given(case: BreachCase, deed: Deed) -> tuple[tuple[str, ...], FactTask]:
    """Which facts, who and until when. Raises Refused."""
    chosen = tuple(each for each in deed.given.get("facts", "").split(",") if each)
    if not chosen:
        raise Refused("facts", "verplicht")
    if not set(chosen) <= set(to_find_out(case)):
        raise Refused("facts", "geen_keuze")
    owner = lives.one_of(deed.given, "owner", OWNERS)
    return chosen, FactTask(owner=owner, until=day_given(deed), by=deed.actor, at=deed.now)


def day_given(deed: Deed) -> datetime:
    """Until when, in the organisation's zone: a day that is to come, perhaps with a time. Raises Refused."""
    try:
        day = date.fromisoformat(deed.given.get("until_day", ""))
        clock = deed.given.get("until_clock", "")
        at = to_instant(
            day, time.fromisoformat(clock).replace(tzinfo=None) if clock else END_OF_DAY, deed.org.zone
        )
    except ValueError as reason:
        raise Refused("until_day", "geen_datum") from reason
    if at <= deed.now:
        raise Refused("until_day", "voorbij")
    if (at - deed.now).days > MOST_DAYS:
        raise Refused("until_day", "te_ver")
    return at


MOST_DAYS = 366
"""Further ahead a day is a slip of the pen."""

UNTIL = (FormField("until_day", "date", required=True), FormField("until_clock", "time"))


def _asked(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        FormField("facts", "choices", options=to_find_out(case), required=True),
        FormField("owner", "choice", options=OWNERS, required=True),
        *UNTIL,
    )


def _asked_for_verdict(
    case: BreachCase, org: Organisation, given: Mapping[str, str]
) -> tuple[FormField, ...]:
    return (*_asked(case, org, given), long_text("reason", REASON_LIMIT))


def _who_and_when(happening: Happening) -> str:
    """Who finds out how much, and why too little is known."""
    facts = ", ".join(fact_name(each) for each in happening.after("facts").split(","))
    line = happening.words.line(
        "finds_out", facts=facts, owner=owner_name(happening.after("owner"), happening.org)
    )
    return " ".join(each for each in (line, happening.event.why) if each)


EVENTS = (
    CaseEvent[BreachCase](
        "too_little", _too_little, form=CaseForm(asks=_asked_for_verdict), line=_who_and_when
    ),
    CaseEvent[BreachCase]("assign_facts", _assign, form=CaseForm(asks=_asked), line=_who_and_when),
)
