"""The reminder of a question that waits for an office, and what is left of it once somebody reacted."""

from datetime import datetime

from cards.dutch_time import short_day
from cards.reminder import Mention, SeenView, WaitingView, seen_card, shrunk_card, waiting_card
from cards.view import Button, Card, Fact
from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.life import LIFE
from cases.consult.rhythm import RHYTHM
from cases.organisation import Organisation
from cases.register.mentions import whom_to_call
from cases.register.messages import To, channel
from cases.register.rhythm import Stage
from cases.register.snooze import later_button, put_off_line
from cases.register.typed_fields import button

say = words_beside(__file__)


def reminder(case: ConsultCase, stage: Stage, now: datetime, org: Organisation, to: To) -> Card:
    """Asks the office, the FG or one person to react. It says nothing of what was asked."""
    office, taken = org.office(case.office), case.taken_up
    facts = [Fact(say("fact.since"), short_day(case.waits_since.astimezone(org.zone)))]
    if taken is not None:
        facts.append(Fact(say("fact.holder"), taken.by.name or say("somebody"), typed=True))
    if to == channel("fg") and case.office != "fg":
        sentence, advice = say("sentence.fg", office=office.name), say("advice.fg")
    else:
        sentence = say("sentence.taken") if taken is not None else say("sentence.nobody")
        advice = say("advice.office")
    return waiting_card(
        WaitingView(
            number=case.number,
            what=_what(stage.count),
            mentions=_called(case, stage, now, org, to),
            sentence=sentence,
            facts=tuple(facts),
            advice=advice,
            consequence=_consequence(case, stage, org, to),
            buttons=(
                Button(say("button.seen"), "seen", {"case": case.number, "stage": stage.name}, primary=True),
                *later_button(LIFE, case, stage.name, org, to),
                button(case, say("button.show"), "show"),
            ),
        )
    )


def shrunk(case: ConsultCase, stage_name: str, office: str, org: Organisation) -> Card:
    """What is left of a reminder in the channel of an office: who of it saw it, or why it is no longer asked."""
    days = stage_name.rpartition("-")[2].removesuffix("d")
    what = _what(int(days)) if days.isascii() and days.isdigit() and len(days) < 4 else say("reminder")
    state = case.reminders.get(stage_name)
    seen = None if state is None else state.seen_fg if office == "fg" and case.office != "fg" else state.seen
    if seen is not None:
        name = seen.by.name or say("somebody")
        return seen_card(SeenView(case.number, what, name, seen.at.astimezone(org.zone)))
    current = case.is_open and stage_name in {each.name for each in RHYTHM.stages(case, org)}
    if current and stage_name == case.newest_reminder and (put_off := put_off_line(state, org)):
        return shrunk_card(f"{case.number} · {what}", put_off)
    return shrunk_card(f"{case.number} · {what}", say("later_came") if current else say("settled"))


def _what(days: int) -> str:
    return say("what.one") if days == 1 else say("what.many", days=days)


def _called(case: ConsultCase, stage: Stage, now: datetime, org: Organisation, to: To) -> tuple[Mention, ...]:
    """Who took it up, else the members; the deputies too when nobody reacted before."""
    if to.way == "person":
        return ()
    if to != channel(case.office):
        return whom_to_call(to.name, None, now, org)
    holder = case.taken_up.by if case.taken_up is not None else None
    return whom_to_call(to.name, holder, now, org, deputies=RHYTHM.unseen(case, stage, org))


def _consequence(case: ConsultCase, stage: Stage, org: Organisation, to: To) -> str:
    coming = RHYTHM.coming(case, stage.at, org)
    if coming is None:
        other = case.office != "fg" and to != channel("fg")
        return say("consequence.last_fg", fg=org.offices.fg.who_short) if other else say("consequence.last")
    line = say("consequence.again", day=short_day(coming.at))
    if coming.tells_fg and case.office != "fg":
        return f"{line} {say('consequence.fg_next', fg=org.offices.fg.who_short)}"
    return line
