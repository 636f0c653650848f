"""How far a decided breach is: what is decided and done for each recipient, in lines of a fact list."""

from datetime import datetime

from cards.dutch_time import short_day
from cards.view import Fact
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.handling import RECIPIENTS, Duty
from cases.breach.rhythm import fill_reminder_at
from cases.breach.step import TASK_SECONDS
from cases.moments import moment
from cases.organisation import Organisation
from cases.terms import later
from state_machines.breach_life import TO_WITHDRAW

say = words_beside(__file__)

SPOKEN = ("ap", "recipient", "ground", "way", "term", "measure")
"""Words that are looked up by recipient or by what was chosen."""


def progress(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """The decided case at one glance."""
    if case.decision is None:
        return _ap_number(case)
    decision = case.decision
    return (
        Fact(say("fact.ap"), ap_line(case, now, org)),
        *_ap_number(case),
        Fact(say("fact.people"), people_line(case, now, org)),
        Fact(say("fact.others"), _others(case)),
        Fact(
            say("fact.register"),
            say("registered")
            if case.registered
            else _still(case, say("to_register"), say("over.to_register")),
        ),
        Fact(
            say("fact.decided"),
            say("who_when", name=decision.by.name, moment=moment(decision.at, now, org)),
            typed=True,
        ),
        Fact(
            say("fact.advice"), say("deviated", fg=org.offices.fg.short) if case.deviates else say("followed")
        ),
    )


def measure_lines(case: BreachCase, now: datetime, org: Organisation, *, done: bool) -> tuple[Fact, ...]:
    """The measures by their numbers: those that wait, or those that are `done`."""
    lines = list[Fact]()
    for place, each in enumerate(case.planned, start=1):
        if (each.done_on is not None) is not done:
            continue
        key = "open" if each.done_on is None else "dropped" if each.dropped else "done"
        on = each.done_on or each.until
        day = short_day(datetime(on.year, on.month, on.day, tzinfo=org.zone))
        sentence = say(f"measure.{key}", day=day)
        value = " · ".join(part for part in (each.what, each.owner, sentence, each.how) if part)
        lines.append(Fact(say("fact.measure", number=place), value, typed=True))
    return tuple(lines)


def ap_line(case: BreachCase, now: datetime, org: Organisation) -> str:
    """What was decided and done about the AP."""
    last, first = (case.notifications[-1] if case.notifications else None), case.first_told
    if case.status == TO_WITHDRAW:
        return say("ap.take_back")
    if first is not None and last is not None and case.told != "no":
        since = moment(first.at, now, org)
        sentence = say(f"ap.{case.told}", moment=since)
        if case.told == "provisional":
            sentence = _still(case, sentence, say("over.ap.provisional", moment=since))
        if last != first:
            sentence = f"{sentence} {say('ap.last', moment=moment(last.at, now, org))}"
        again = fill_reminder_at(case, org)
        if again is not None and again > now and case.is_open:
            sentence = f"{sentence} {say('ap.fill', moment=moment(again, now, org))}"
        return (
            f"{sentence} {_still(case, say('ap.behind'), say('over.ap.behind'))}"
            if case.ap_behind
            else sentence
        )
    at = moment(last.at, now, org) if last is not None else ""
    if case.decision is None:
        return _still(case, say("ap.open"), say("over.ap.open"))
    if case.decision.ap != "not":
        return _still(case, say("ap.to_do"), say("over.ap.to_do"))
    return say("ap.taken_back", moment=at) if last is not None and last.kind == "withdrawn" else say("ap.not")


def people_line(case: BreachCase, now: datetime, org: Organisation) -> str:
    """What was decided and done about the people themselves."""
    people, told = case.people, case.informed
    if told is not None and told.reached:
        line = say(
            "people.told", moment=moment(told.at, now, org), count=told.count, how=say(f"way.{told.how}")
        )
        return (
            f"{line} {_still(case, say('people.behind'), say('over.people.behind'))}"
            if case.people_behind
            else line
        )
    if people is None:
        return _still(case, say("people.open"), say("over.people.open"))
    if people.choice == "not":
        return say("people.not", ground=say(f"ground.{people.ground}"))
    if not case.is_open:
        return say("over.people.public" if people.choice == "public" else "over.people.task")
    names = {"office": org.offices.jz.name, "moment": moment(people.at, now, org)}
    if case.task_given == "no":
        # Nobody is sent after a task that is on its way: whether it came is looked at a while after the decision.
        if now < later(people.at, seconds=TASK_SECONDS):
            return say("people.public_goes" if people.choice == "public" else "people.task_goes", **names)
        return say("people.public_waits" if people.choice == "public" else "people.task_waits", **names)
    return say("people.public" if people.choice == "public" else "people.task", **names)


def duty_lines(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """Every recipient: whether it must know, by when, and what was done."""
    lines = [
        Fact(say("fact.ap"), f"{ap_line(case, now, org)} {say('term.ap')}"),
        *_ap_number(case),
        Fact(say("fact.people"), f"{people_line(case, now, org)} {say('term.people')}"),
    ]
    for each in RECIPIENTS:
        duty = case.duties.get(each)
        told = _duty(case, duty, now, org)
        term = _term(each, duty, now, org) if case.is_open else ""
        lines.append(Fact(say(f"recipient.{each}"), f"{told}{term}", typed=True, mixed=True))
    return tuple(lines)


def _term(recipient: str, duty: Duty | None, now: datetime, org: Organisation) -> str:
    """By when somebody who does not know yet must: as agreed, else as the law or the policy has it."""
    if duty is None or not duty.applies or duty.done_at is not None:
        return ""
    if duty.until is None:
        return f" {say(f'term.{recipient}')}"
    key = "term.agreed_late" if duty.until <= now else "term.agreed"
    return f" {say(key, moment=moment(duty.until, now, org))}"


def _duty(case: BreachCase, duty: Duty | None, now: datetime, org: Organisation) -> str:
    if duty is None:
        return _still(case, say("duty.open"), say("over.duty.open"))
    if not duty.applies:
        return say("duty.not", name=duty.by.name)
    if duty.done_at is None:
        return _still(case, say("duty.to_do", name=duty.by.name), say("over.duty.to_do", name=duty.by.name))
    return say("duty.done", moment=moment(duty.done_at, now, org))


def _others(case: BreachCase) -> str:
    if not case.others_decided:
        if case.duties:
            return _still(case, say("others.again"), say("over.others.again"))
        return _still(case, say("others.open"), say("over.others.open"))
    applying = [each for each in RECIPIENTS if case.duties[each].applies]
    if not applying:
        return say("others.nobody")
    if waiting := case.waiting_duties:
        return _still(
            case,
            say("others.waiting", names=_named(waiting)),
            say("over.others.waiting", names=_named(waiting)),
        )
    return say("others.done", names=_named(tuple(applying)))


def _still(case: BreachCase, waits: str, undone: str) -> str:
    """What waits to be done, or that it never was where the case is over: as in a drill that somebody stopped."""
    return waits if case.is_open else undone


def _named(recipients: tuple[str, ...]) -> str:
    return ", ".join(say(f"recipient.{each}") for each in recipients)


def _ap_number(case: BreachCase) -> tuple[Fact, ...]:
    """The number of the AP, or that it is missing, or why there is none."""
    if case.ap_number:
        return (Fact(say("fact.ap_number"), case.ap_number, typed=True),)
    if case.number_missing:
        return (Fact(say("fact.ap_number"), say("number_missing")),)
    none = case.no_number if case.told != "no" else ""
    return (Fact(say("fact.ap_number"), none, typed=True),) if none else ()


def recipient_name(recipient: str) -> str:
    """What a recipient is called. Raises LookupError."""
    return say(f"recipient.{recipient}")
