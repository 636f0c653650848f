"""The cards of a breach for the offices: the living card, notes in its thread, forms, and the line of a toast."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from cards.breach import Exchange as ShownExchange
from cards.breach import IncidentView, incident_card
from cards.case_band import Tone
from cards.dutch_time import short_moment
from cards.duties import DutiesView, duties_card
from cards.view import AskButton, Button, Card, Fact
from cards.words import words_beside
from cases.breach.advice_card import OPINIONS, advice_of
from cases.breach.case import BreachCase
from cases.breach.facts import main_facts, more_facts, opinions, reasons, unknown_lines
from cases.breach.follow_up import follow_up_lines
from cases.breach.hurry import WARNING, draft_button, pressed_for_time
from cases.breach.life import LIFE
from cases.breach.papers import papers_of
from cases.breach.progress import duty_lines, measure_lines, progress
from cases.moments import moment
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register.case import KEPT_EXCHANGES, Exchange
from cases.register.confidential import older_messages
from cases.register.doubles import double_notes
from cases.register.filer_name import filer_name
from cases.register.forms import ask_button, form_button
from cases.register.linking import belongs_note
from cases.register.office import (
    MOST_BUTTONS,
    MOST_SEEN,
    clock_to,
    course_of,
    event_button,
    hidden_buttons,
    history_button,
    in_sight,
    list_of_steps,
    steps_of,
    toast,
    without_a_place,
)
from cases.register.typed_fields import button
from state_machines.breach_life import ASSESSED, DECIDED, ENDED, REPORTED, TAKEN_UP, TO_NOTIFY

say = words_beside(__file__)

SPOKEN = ("state",)
"""Words that are looked up by what the case holds."""

PLACED = frozenset(
    {
        *("take_up", "seen", "begin_triage", "answer_triage", "back_triage", "pause_triage", "assess"),
        *("conclude_no_breach", "decide", "deviate", "accept_withdrawal", "keep_open", "close", "reopen"),
        "keep_closed",
        *("late_reason", "ask_reporter", "new_facts", "hand_over", "make_confidential", "end_drill"),
        *(
            "snooze",
            "send_facts",
            "look",
            "correct_discovery",
            "correct_report",
            "correct_details",
            "give_paper",
        ),
        "fill_paper",
    }
)
"""What has a place of its own on some card; all else is recorded on the card of who must know."""

LISTED = frozenset(
    {
        "late_reason",
        "accept_withdrawal",
        "keep_open",
        "correct_discovery",
        "correct_report",
        "correct_details",
    }
)
"""What the card of who must know lists as well."""


def incident(case: BreachCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
    """The living card of a case, with what this person, or this office, can do now.

    In a channel a confidential case shows its number and its clock only; an own chat always has the facts.
    """
    hidden, allowed, by = in_sight(LIFE, case, viewer, now, org)
    overdue = case.overdue(now, org)
    if case.status == ASSESSED and not hidden:
        shown = clock_to(case.deadline(org), now, org)
        more = duties_button(case) if allowed else None
        return advice_of(case, now, org, allowed, clock=shown, tone=tone_of(case, now, org), by=by, more=more)
    decided = () if hidden else (*progress(case, now, org), *measure_lines(case, now, org, done=False))
    facts = () if hidden else main_facts(case, now, org)
    rest = () if hidden else (*more_facts(case, now, org), *measure_lines(case, now, org, done=True))
    view = IncidentView(
        number=case.number,
        state=say("band.confidential") if hidden and not overdue else say(f"state.{_state(case, now, org)}"),
        turn=_turn(case, now, org),
        by=by,
        tone=tone_of(case, now, org),
        clock=clock_to(case.deadline(org), now, org) if case.clock_runs else None,
        late_note=say("late_note") if overdue else "",
        facts=facts,
        more_facts=rest,
        words="" if hidden else case.report.what_happened,
        answers=() if hidden else tuple(_exchange(each, now, org) for each in case.exchanges),
        reporter="" if hidden or (case.nameless and not viewer.private) else filer_name(case),
        notes=_notes(case, now, org) if not hidden else (),
        confidential=hidden,
        buttons=hidden_buttons(LIFE, case, allowed, org) if hidden else _buttons(case, allowed, now, org),
        folded=bool(case.exchanges) or not case.is_open or bool(decided),
        reasons=() if hidden else (*opinions(case, org), *reasons(case)),
        progress=decided,
    )
    return incident_card(view)


def duties_button(case: BreachCase) -> Button:
    """The way to everything that can be done beside the next step."""
    return button(case, say("button.duties"), "duties", in_more=True)


def duties(case: BreachCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
    """Everybody who may have to know, and all that can be done with the case beside the next step."""
    allowed = LIFE.open_to(case, viewer, now, org)
    free = without_a_place(LIFE, allowed, PLACED - LISTED)
    most = (
        MOST_BUTTONS if len(free) <= MOST_BUTTONS else MOST_BUTTONS - 1
    )  # the list of the others is one too
    steps = tuple(event_button(LIFE, case, each, org) for each in free[:most])
    more = list_of_steps(case, steps_of(LIFE, free[most:]))
    row = [event_button(LIFE, case, "end_drill", org)] if "end_drill" in allowed else []
    row += [
        form_button(LIFE.forms[each], case, org) for each in ("new_facts", "hand_over") if each in allowed
    ]
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        row.append(form_button(LIFE.forms["ask_reporter"], case, org))
    if "make_confidential" in allowed:
        row.append(event_button(LIFE, case, "make_confidential", org))
    if papers_of(case):
        row.append(button(case, say("button.papers"), "paper"))
    return duties_card(
        DutiesView(
            number=case.number,
            state=say("duties.state"),
            turn=_turn(case, now, org),
            tone=tone_of(case, now, org),
            clock=clock_to(case.deadline(org), now, org) if case.clock_runs else None,
            lines=(
                *duty_lines(case, now, org),
                *_to_find_out(case, now, org),
                *follow_up_lines(case, now, org),
            ),
            steps=(*steps, more) if free[most:] else steps,
            source=say("duties.source"),
            buttons=(
                button(case, say("button.show"), "show"),
                *row[: MOST_SEEN - 1],
                *_behind(row[MOST_SEEN - 1 :], MOST_BUTTONS - MOST_SEEN),
            ),
        )
    )


def _to_find_out(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    lines = unknown_lines(case, now, org) if case.fact_tasks and case.is_open else ()
    return tuple(Fact(say("to_find_out"), each) for each in lines)


def summary_of(case: BreachCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the time left; no names and no facts.

    Of a confidential case neither what was decided.
    """
    hidden = case.confidential and not case.overdue(now, org)
    state = say("band.confidential" if hidden else f"state.{_state(case, now, org)}").removeprefix("✕ ")
    return toast(
        case.number,
        state,
        case.deadline(org) if case.clock_runs and not case.overdue(now, org) else None,
        now,
        org,
    )


history_of = course_of(LIFE)
"""The course of a case."""


def asked_again_at(exchange: Exchange, org: Organisation) -> datetime:
    """When the reporter is reminded of a question."""
    return (exchange.asked_at + timedelta(hours=org.terms.question_hours)).astimezone(org.zone)


def _state(case: BreachCase, now: datetime, org: Organisation) -> str:
    if case.overdue(now, org):
        return "overdue"
    return "too_little" if case.status == TAKEN_UP and case.too_little is not None else case.status


def tone_of(case: BreachCase, now: datetime, org: Organisation) -> Tone:
    """What colour the band has: it only repeats the words."""
    if not case.is_open:
        return "done"
    if not case.clock_runs:
        return "running"
    left = case.deadline(org).left(now)
    if left <= timedelta():
        return "late"
    return "warning" if left <= WARNING else "running"


def _turn(case: BreachCase, now: datetime, org: Organisation) -> str:
    if case.status in ENDED:
        return say("turn.closed", moment=moment(case.closed_at or case.reported_at, now, org))
    taken = case.taken_up
    roles = taken.by.roles if taken else frozenset()
    office = org.offices.fg if "fg" in roles and "po" not in roles else org.offices.po
    whose = say("turn.office", office=office.name)
    if case.withdrawal:
        whose = f"{say('turn.withdrawal')} {whose}"
    elif case.pending:
        since = moment(case.pending[0].asked_at, now, org)
        whose = say("turn.reporter", moment=since)
    elif case.people_wait:
        whose = f"{whose} {say('turn.people', office=org.offices.jz.name)}"
    for asked in case.asked_opinions:
        whose = f"{whose} {say('turn.opinion', office=org.office(asked).name)}"
    if case.late_unexplained:
        whose = f"{say('turn.unexplained')} {whose}"
    if case.status != REPORTED:
        return whose
    if case.seen:
        return f"{say('turn.seen', name=case.seen[-1].by.name)} {whose}"
    return f"{say('turn.unseen') if case.overdue(now, org) else say('turn.nobody')} {whose}"


def _notes(case: BreachCase, now: datetime, org: Organisation) -> tuple[str, ...]:
    sentences = [*(older_messages(case) or (say("only_here"),))] if case.confidential else []
    if case.dispute_waits:
        sentences.append(say("disputed"))
    if case.from_consult:
        sentences.append(say("from_consult", number=case.from_consult))
    sentences += (*double_notes(case), *belongs_note(case))
    if case.report.for_another:
        sentences.append(say("for_another"))
    if case.nameless:
        sentences.append(say("name_closed" if case.name_closed else "nameless"))
    if pressed_for_time(case, now, org):
        sentences.append(say("hurry"))
    if case.report.prefers_call:
        sentences.append(say("prefers_call"))
    if case.report.no_personal_data:
        sentences.append(say("no_personal_data"))
    return tuple(sentences)


def _exchange(exchange: Exchange, now: datetime, org: Organisation) -> ShownExchange:
    again = asked_again_at(exchange, org)
    later = say("waiting.later", moment=short_moment(again)) if again > now else say("waiting.reminded")
    if exchange.ended_at is not None:
        later = say("waiting.ended", moment=moment(exchange.ended_at, now, org))
    return ShownExchange(
        exchange.question,
        exchange.asked_by.name,
        moment(exchange.asked_at, now, org),
        exchange.answer,
        "" if exchange.answer else later,
    )


def _buttons(
    case: BreachCase, allowed: frozenset[str], now: datetime, org: Organisation
) -> tuple[Button | AskButton, ...]:
    """At most three in sight and six in all; what does not fit in sight goes behind "…" if it can."""
    if case.status in DECIDED:
        return _buttons_once_decided(case, allowed, now, org)
    leads = "accept_withdrawal" not in allowed
    hurry = leads and pressed_for_time(case, now, org) and bool(allowed)
    asked = leads and not hurry and "fg_advises" in allowed
    row: list[Button | AskButton] = [
        form_button(LIFE.forms[each], case, org, primary=asked and each == "fg_advises")
        for each in OPINIONS
        if each in allowed
    ]
    if not leads:
        row.append(ask_button(LIFE.forms["accept_withdrawal"], case, now, org))
    if "keep_open" in allowed:
        row.append(event_button(LIFE, case, "keep_open", org))
    if "take_up" in allowed:
        row.append(event_button(LIFE, case, "take_up", org, primary=leads))
    if case.alike and "join" in allowed and leads:
        row += [form_button(LIFE.forms["join"], case, org), event_button(LIFE, case, "keep_apart", org)]
    elif case.status == REPORTED and leads and "seen" in allowed:
        row.append(event_button(LIFE, case, "seen", org))
    assess = [event_button(LIFE, case, "begin_triage", org)] if "begin_triage" in allowed else []
    if hurry:
        row.append(draft_button(case, primary="take_up" not in allowed))
        leads = False
    if hurry and "ap_provisional" in allowed:
        row.append(form_button(LIFE.forms["ap_provisional"], case, org))
    if case.status != REPORTED:
        row += [replace(each, primary=leads and not asked) for each in assess]
    if "late_reason" in allowed and leads and not case.late_reason:
        row.append(ask_button(LIFE.forms["late_reason"], case, now, org))
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        row.append(ask_button(LIFE.forms["ask_reporter"], case, now, org))
    if case.status == REPORTED:
        row += assess
    elif "seen" in allowed and any(each.seen is None for each in case.reminders.values()):
        row.append(event_button(LIFE, case, "seen", org))
    if "reopen" in allowed:
        row.append(event_button(LIFE, case, "reopen", org, primary=case.dispute_waits))
    if "keep_closed" in allowed:
        row.append(form_button(LIFE.forms["keep_closed"], case, org))
    more: list[Button] = []
    out_of_sight = any(isinstance(each, AskButton) for each in row[MOST_SEEN:])
    going_on = case.is_open and case.status != REPORTED
    late = ("late_reason" in allowed and case.status == REPORTED) or "end_drill" in allowed
    if going_on or late or out_of_sight or without_a_place(LIFE, allowed, PLACED):
        more.append(duties_button(case))
    if "hand_over" in allowed:
        more.append(form_button(LIFE.forms["hand_over"], case, org, in_more=True))
    if "make_confidential" in allowed and case.status == REPORTED:
        more.append(event_button(LIFE, case, "make_confidential", org, in_more=True))
    if papers_of(case):
        more.append(button(case, say("button.papers"), "paper", in_more=True))
    more.append(history_button(case))
    return _fitted(row, more)


def _buttons_once_decided(
    case: BreachCase, allowed: frozenset[str], now: datetime, org: Organisation
) -> tuple[Button | AskButton, ...]:
    """What has to be done next comes first; all else is on the card of who must know."""
    wanted: list[str] = list(OPINIONS)
    if "late_reason" in allowed and not case.late_reason:
        wanted.append("late_reason")
    if case.unweighed:
        wanted += ["new_facts", "nothing_changes"]
    if case.ap_behind:
        wanted += ["ap_supplement", "no_supplement"]
    provisional_first = case.decision is not None and case.decision.ap == "provisional"
    if case.told == "no":
        wanted += ["ap_provisional", "ap_full"] if provisional_first else ["ap_full", "ap_provisional"]
    else:
        wanted += ["ap_withdraw", "ap_full"]
    if case.told == "provisional":
        wanted.append("ap_supplement")
    if case.people is None:
        wanted.append("decide_people")
    if case.number_missing:
        wanted.append("ap_numbered")
    if not case.others_decided:
        wanted.append("decide_duties")
    wanted.append("duty_done")
    if not case.registered:
        wanted.append("fill_register")
    if case.people_wait:
        wanted += ["nobody_more", "informed"]
    row = [event_button(LIFE, case, "close", org)] if "close" in allowed else []
    papers = button(case, say("button.papers"), "paper")
    first = case.status == TO_NOTIFY and bool(papers_of(case))
    if first:
        row.append(papers)
    row += [form_button(LIFE.forms[each], case, org) for each in dict.fromkeys(wanted) if each in allowed]
    shown = [replace(each, primary=place == 0) for place, each in enumerate(row[:MOST_SEEN])]
    more = [duties_button(case)]
    if papers_of(case) and not first:
        more.append(replace(papers, in_more=True))
    elif "new_facts" in allowed:
        more.append(form_button(LIFE.forms["new_facts"], case, org, in_more=True))
    return (*shown, *more, history_button(case))


def _fitted(row: list[Button | AskButton], more: list[Button]) -> tuple[Button | AskButton, ...]:
    """The coloured one first, three in sight, behind "…" so many that it is six in all; the history always stays."""
    row = sorted(row, key=lambda each: not (isinstance(each, Button) and each.primary))
    visible, rest = row[:MOST_SEEN], _behind(row[MOST_SEEN:], MOST_BUTTONS)
    way = [each for each in more if each.verb == "duties"]  # what else can be done is there
    others = [each for each in more[:-1] if each not in way]
    room = MOST_BUTTONS - len(visible) - len(way) - 1
    if way and len(rest) > room:  # concepts are there too, an event of its own place is not
        rest = [each for each in rest if each.verb != "paper"]
    return (*visible, *rest[:room], *way, *others[: max(room - len(rest), 0)], more[-1])


def _behind(buttons: Iterable[Button | AskButton], room: int) -> list[Button]:
    plain = [each for each in buttons if isinstance(each, Button)]
    return [Button(each.title, each.verb, each.data, in_more=True) for each in plain[:room]]
