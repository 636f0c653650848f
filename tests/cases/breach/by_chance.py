"""Breach cases as chance makes them: filed and changed by real events, with the nastiest texts that are allowed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from cases.breach.asking import TOPICS
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.decisions import AP_CHOICES, PEOPLE_CHOICES
from cases.breach.handling import (
    ADVISERS,
    AP_NUMBER_LIMIT,
    FOLLOW_UP_LIMIT,
    GROUNDS,
    HOW_LIMIT,
    OWNER_LIMIT,
    OWNERS,
    RECIPIENTS,
    REGISTER_LIMIT,
    STOPPED,
    WAYS,
)
from cases.breach.known import to_find_out
from cases.breach.life import LIFE, change, chore_reminded, file_report, term_missed
from cases.breach.measures import OUTCOMES
from cases.breach.put_right import DETAILS
from cases.breach.report import (
    CHOICES,
    DISCOVERERS,
    DONE_LIMIT,
    EXACT_LIMIT,
    KINDS,
    NAME_CLOSED,
    NAMES,
    SEVERAL,
    STORY_LIMIT,
    WITH_NAME,
    Report,
)
from cases.breach.rhythm import CHORES, RHYTHM
from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import plain
from cases.register.case import ANSWER_LIMIT, NOTE_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.filing import Filing
from cases.register.life import Change, Deed
from cases.register.rhythm import reminded
from state_machines.breach_life import ROLES
from tests.cards.example_words import NASTY
from tests.cases import living
from tests.cases.living import picked
from tests.cases.reminding import late_after


def guid(number: int) -> str:
    """An id as Entra gives them."""
    return f"00000000-0000-4000-8000-{number:012d}"


def _member(number: int, name: str) -> dict[str, str]:
    return {"id": guid(number), "name": name}


ORG = Organisation.model_validate(
    {
        "name": "Voorbeeldgemeente",
        "short_name": "VG",
        "offices": {
            "po": {
                "name": "Privacy Officer",
                "email": "privacy@voorbeeld.example",
                "members": [_member(1, "Noor Voorbeeld"), _member(2, "Bo Voorbeeld")],
                "deputies": [_member(3, "Kim Voorbeeld")],
            },
            "fg": {
                "name": "FG",
                "full_name": "functionaris gegevensbescherming",
                "email": "fg@voorbeeld.example",
                "members": [_member(4, "Fen Voorbeeld")],
            },
            "jz": {
                "name": "JZ",
                "email": "jz@voorbeeld.example",
                "members": [_member(5, "Jip Voorbeeld")],
            },
        },
    }
)


def actor(number: int, name: str) -> Actor:
    """Somebody as the bot would know them: with the roles that ORG gives."""
    return Actor(aad_id=guid(number), name=name, roles=ORG.roles_of(guid(number)))


NOOR, BO, KIM = actor(1, "Noor Voorbeeld"), actor(2, "Bo Voorbeeld"), actor(3, "Kim Voorbeeld")
FEN, JIP = actor(4, "Fen Voorbeeld"), actor(5, "Jip Voorbeeld")
SAM, ALEX = actor(8, "Sam Voorbeeld"), actor(9, "Alex Voorbeeld")
PEOPLE = (NOOR, BO, KIM, FEN, JIP, SAM, ALEX)
"""Two Privacy Officers, their deputy, the FG, somebody of JZ, two colleagues without a role."""

NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC).astimezone(ORG.zone)


@cache
def typed(most: int) -> st.SearchStrategy[str]:
    """What a person may type into a field of this limit: never empty, sometimes as long and as nasty as can be."""
    nasty = [
        text for each in NASTY.values() if (text := plain(each * (most // len(each) + 1))[:most].strip())
    ]
    return st.one_of(
        st.sampled_from(nasty),
        st.sampled_from(['"\\' * (most // 2), "\U0001f600" * most, "\n".join("a" * (most // 2)), "ß" * most]),
        st.text(min_size=1, max_size=min(most, 200)).filter(lambda text: bool(plain(text).strip())),
    )


@cache
def perhaps_typed(most: int) -> st.SearchStrategy[str]:
    """What a person types into such a field, or nothing."""
    return st.just("") | typed(most)


@cache
def names() -> st.SearchStrategy[str]:
    """A name as Teams may show it."""
    return st.one_of(st.just("Sam Voorbeeld"), st.sampled_from(sorted(NASTY.values())), st.text(max_size=40))


@cache
@st.composite
def reporters(draw: st.DrawFn) -> Actor:
    """Who files a case, under any name: a colleague, or an officer."""
    name = Actor(aad_id="x", name=draw(names())).name
    return picked(draw, [SAM, NOOR]).model_copy(update={"name": name})


@cache
def choice_of(field: str) -> st.SearchStrategy[str]:
    """A value of a closed list."""
    return st.sampled_from(CHOICES[field])


@cache
def choices_of(field: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some values of a closed list."""
    return st.lists(st.sampled_from(CHOICES[field]), min_size=1, unique=True).map(tuple)


@cache
def written() -> st.SearchStrategy[str]:
    """A day, a day with a time, or nothing."""
    days = st.dates(
        min_value=datetime(2000, 1, 1, tzinfo=UTC).date(), max_value=datetime(2026, 11, 23, tzinfo=UTC).date()
    )
    times = st.times().map(lambda at: at.strftime("T%H:%M"))
    return st.one_of(st.just(""), st.builds(lambda day, at: f"{day}{at}", days, st.just("") | times))


_BEFORE = st.timedeltas(timedelta(), timedelta(days=7)) | st.just(timedelta(days=3000))
"""Between what happened and NOW: up to a week, or once in a while years."""


@cache
@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report that a flow could have made, discovered up to a week (and once in a while years) before NOW."""
    values: dict[str, object] = {
        name: draw(choices_of(name) if name in SEVERAL else choice_of(name)) for name in CHOICES
    }
    told = Report.model_validate(
        values
        | {
            "what_happened": draw(typed(STORY_LIMIT)),
            "discovered_at": NOW - draw(_BEFORE),
            "discovered_about": draw(st.booleans()),
            "happened_from": draw(written()),
            "happened_about": draw(st.booleans()),
            "happened_until": draw(written()),
            "until_about": draw(st.booleans()),
            "n_exact": draw(perhaps_typed(EXACT_LIMIT)),
            "done": draw(perhaps_typed(DONE_LIMIT)),
        }
    )
    unknown = tuple(name for name in CHOICES if UNKNOWN in _values(told, name))
    name = picked(draw, NAMES)
    when = ("happened",) if not told.happened_from else ()
    return told.model_copy(
        update={
            "nameless": name != WITH_NAME,
            "name_closed": name == NAME_CLOSED,
            "open_fields": unknown + when,
            "happened_unknown": bool(when),
            "no_personal_data": told.data_kinds == ("geen",),
        }
    )


def _values(report: Report, name: str) -> tuple[str, ...]:
    value = getattr(report, name)
    return value if isinstance(value, tuple) else (value,)


def filed(
    report: Report,
    *,
    reporter: Actor = SAM,
    confidential: bool = False,
    org: Organisation = ORG,
    number: str = "DL-2026-0001",
) -> Change:
    """A case from a report, filed at NOW."""
    return file_report(report, Filing(number, "d-1", reporter, NOW, org, confidential))


PLAIN = Report(
    kind="verkeerde_ontvanger",
    what_happened="Brief naar de verkeerde gestuurd.",
    discovered_at=NOW - timedelta(minutes=30),
    data_kinds=("contact",),
    groups=("client",),
    n_people="1",
)
"""An everyday report."""


Words = Callable[[int], st.SearchStrategy[str]]
"""What a person types into a field of so many characters."""


Try = living.Try[BreachCase]
Lived = living.Lived[BreachCase]


@st.composite
def payloads(
    draw: st.DrawFn, event: str, case: BreachCase, at: datetime = NOW, typed: Words = typed
) -> dict[str, str]:
    """What the form of this event may send: mostly sound, sometimes forged. `typed` gives what a person typed."""
    if draw(st.integers(0, 9)) == 0:
        return draw(_FORGED)
    match event:
        case "seen":
            return draw(st.just({}) | st.sampled_from(["", "ap-12h", *case.reminders]).map(_stage))
        case "ask_reporter":
            topic = draw(st.just({}) | st.sampled_from(TOPICS).map(lambda each: {"topic": each}))
            return topic | {
                "question": draw(typed(QUESTION_LIMIT) if not topic else st.just("") | typed(200))
            }
        case "answer":
            known = {each.id: each.topic for each in case.exchanges}
            asked = picked(draw, [*known, "0"])
            about = known.get(asked, "")
            chosen = {about: draw(choice_of(about))} if about in CHOICES else {}
            return chosen | {"exchange": asked, "answer": draw(typed(ANSWER_LIMIT))}
        case "add_facts":
            name = picked(draw, sorted(CHOICES))
            some = draw(choices_of(name) if name in SEVERAL else choice_of(name).map(lambda each: (each,)))
            words = draw(st.just({}) | typed(NOTE_LIMIT).map(lambda text: {"addition": text}))
            return {name: ",".join(some)} | words
        case "ask_withdrawal" | "accept_withdrawal" | "late_reason" | "conclude_no_breach" | "open_name":
            return {"reason": draw(typed(REASON_LIMIT))}
        case "note_down":
            return {"officers_note": draw(typed(NOTE_LIMIT))}
        case "no_supplement" | "nobody_more" | "nothing_changes":
            return {"reason": draw(perhaps_typed(REASON_LIMIT))}
        case "ap_numbered":
            number = draw(perhaps_typed(AP_NUMBER_LIMIT))
            received = draw(st.just({}) | moments(at, "received_day", "received_clock"))
            return received | {"ap_number": number, "reason": draw(perhaps_typed(REASON_LIMIT))}
        case "correct_discovery":
            found = draw(moments(at, "discovered_date", "discovered_time"))
            who = picked(draw, DISCOVERERS)
            return found | {"discoverer": who, "reason": draw(typed(REASON_LIMIT))}
        case "correct_report":
            begin = draw(st.just({}) | moments(at, "happened_date", "happened_time"))
            return begin | {"kind": picked(draw, KINDS), "reason": draw(typed(REASON_LIMIT))}
        case "correct_details" | "amend_what":
            details = {
                name: ",".join(draw(choices_of(name))) if name in SEVERAL else draw(choice_of(name))
                for name in DETAILS
            }
            return details | {"reason": draw(typed(REASON_LIMIT))}
        case "amend_when":
            found = draw(moments(at, "discovered_date", "discovered_time"))
            begin = draw(st.just({}) | moments(at, "happened_date", "happened_time"))
            who = picked(draw, DISCOVERERS)
            return found | begin | {"discoverer": who, "reason": draw(typed(REASON_LIMIT))}
        case "too_little" | "assign_facts":
            unknown = [*to_find_out(case), "n_people"]
            which = draw(st.lists(st.sampled_from(unknown), min_size=1, unique=True))
            owner = picked(draw, OWNERS)
            task = draw(days_ahead(at)) | {"facts": ",".join(which), "owner": owner}
            return task | ({"reason": draw(typed(NOTE_LIMIT))} if event == "too_little" else {})
        case "ap_asks" | "promise":
            return draw(days_ahead(at)) | {"what": draw(typed(FOLLOW_UP_LIMIT))}
        case "follow_up_done":
            waiting = [each.id for each in case.open_follow_ups]
            return {"which": picked(draw, [*waiting, "0"]), "how_done": draw(typed(HOW_LIMIT))}
        case "people_asked":
            return {"count_asked": str(draw(st.integers(0, 500)))}
        case "answer_triage" | "assess" | "back_triage":
            return draw(answers(event, case, typed))
        case "decide":
            why = {"reason": draw(typed(REASON_LIMIT)), "people_reason": draw(typed(REASON_LIMIT))}
            given = {"choice": picked(draw, ["follow", "provisional"])}
            return given | draw(st.just({}) | st.just(why))
        case "deviate" | "decide_people":
            people = picked(draw, [*PEOPLE_CHOICES, *(["later"] if event == "deviate" else [])])
            ground = picked(draw, GROUNDS)
            ap = {"ap": picked(draw, AP_CHOICES)} if event == "deviate" else {}
            why = draw(st.just({}) | typed(REASON_LIMIT).map(lambda text: {"people_reason": text}))
            return ap | why | {"people": people, "ground": ground, "reason": draw(typed(REASON_LIMIT))}
        case "ap_provisional" | "ap_full" | "ap_supplement" | "ap_withdraw":
            number = draw(perhaps_typed(AP_NUMBER_LIMIT))
            channel = picked(draw, ["webformulier", "webformulier", "webformulier", "anders"])
            told = draw(moments(at)) | {"ap_number": number, "channel": channel}
            return told | draw(st.just({}) | typed(REASON_LIMIT).map(lambda text: {"late_reason": text}))
        case "informed":
            count, how = str(draw(st.integers(0, 3))), picked(draw, WAYS)
            return draw(moments(at)) | {"how": how, "count_told": count, "note": draw(typed(HOW_LIMIT))}
        case "decide_duties":
            told_too = draw(st.lists(st.sampled_from(RECIPIENTS), unique=True).map(",".join))
            return {"recipients": told_too or "geen", "reason": draw(typed(REASON_LIMIT))}
        case "duty_done":
            recipient = picked(draw, [*case.waiting_duties, "politie"])
            return draw(moments(at)) | {"recipient": recipient, "how_told": draw(typed(HOW_LIMIT))}
        case "fill_register":
            return {each: draw(typed(REGISTER_LIMIT)) for each in ("effects", "measures", "lessons")}
        case "new_facts":
            return {"words": draw(typed(NOTE_LIMIT))}
        case "plan_measure":
            until = (at + draw(st.timedeltas(timedelta(), timedelta(days=60)))).date().isoformat()
            return {
                "measure": draw(typed(HOW_LIMIT)),
                "owner": draw(typed(OWNER_LIMIT)),
                "until": draw(st.just(until) | st.just("2020-01-01")),
            }
        case "measure_done":
            outcome = picked(draw, OUTCOMES)
            number = picked(draw, ["1", "2", "9"])
            return {"number": number, "outcome": outcome, "how_done": draw(typed(HOW_LIMIT))}
        case "ask_opinion":
            return {"office": picked(draw, ADVISERS), "question": draw(typed(QUESTION_LIMIT))}
        case "fg_advises" | "jz_advises":
            return {"advice": draw(typed(ANSWER_LIMIT))}
        case "weigh_opinion":
            office, followed = picked(draw, ADVISERS), picked(draw, STOPPED)
            return {"office": office, "followed": followed, "reason": draw(perhaps_typed(REASON_LIMIT))}
        case "join":
            return {"double_of": picked(draw, ["DL-2026-0007", "dl-2026-0001", "RV-2026-0007"])}
        case "belongs_to":
            numbers = draw(
                st.sampled_from(["", "VR-2026-0001", "vr-2026-0001, VR-2026-0002", "OV-2026-0001"])
            )
            return {"entries": numbers, "agreements": picked(draw, ["", "OV-2026-0003"])}
        case "hand_over":
            return {"to": picked(draw, [each.aad_id for each in PEOPLE])}
    return {}


@st.composite
def answers(draw: st.DrawFn, event: str, case: BreachCase, typed: Words = typed) -> dict[str, str]:
    """An answer to the questions as they stand, or (one in eight) as they stood before."""
    count = case.triage.count if case.triage is not None else 0
    given = {"count": str(count if draw(st.integers(0, 7)) else count - 1)}
    if event == "back_triage":
        return given
    step = picked(draw, ["personal_data", "event", "left", "weighing", "role"])
    given |= {"step": step, "values": json.dumps({step: picked(draw, ["ja", "nee", "opdracht"])})}
    given |= {"spoken": draw(typed(REASON_LIMIT))}
    if event == "assess":
        given["outcome"] = picked(draw, ["breach", "breach", "breach", "no_breach"])
        facts = {
            "n_people": draw(st.none() | st.integers(0, 5000)),
            "special": draw(st.none() | st.booleans()),
            "sensitive": draw(st.none() | st.booleans()),
            "data_kinds": draw(st.none() | st.just(["naam"])),
            "encrypted_or_otherwise_unintelligible": draw(st.none() | st.booleans()),
            "recipient_trusted_and_confirmed_deletion": draw(st.none() | st.booleans()),
            "n_recipients": draw(st.none() | st.just(1)),
        }
        given["facts"] = json.dumps({name: value for name, value in facts.items() if value is not None})
    return given


@st.composite
def moments(draw: st.DrawFn, now: datetime, day: str = "on_date", clock: str = "at_time") -> dict[str, str]:
    """A day and a time up to two days back, as a form sends them."""
    at = now - draw(st.timedeltas(timedelta(), timedelta(days=2)))
    return {day: at.date().isoformat(), clock: at.strftime("%H:%M")}


@st.composite
def days_ahead(draw: st.DrawFn, now: datetime) -> dict[str, str]:
    """A day that is to come, perhaps with a time; once in a while one that is over."""
    at = now + draw(st.timedeltas(timedelta(days=-1), timedelta(days=20)))
    clock = draw(st.just({}) | st.just({"until_clock": at.strftime("%H:%M")}))
    return {"until_day": at.date().isoformat()} | clock


_NAMES = (
    *("question", "answer", "exchange", "reason", "addition", "stage", "to", "count", "step", "values"),
    *("facts", "outcome", "choice", "ap", "people", "on_date", "at_time", "recipients", "recipient"),
    *("owner", "until_day", "what", "which", "count_asked"),
    *CHOICES,
)
_FORGED = st.dictionaries(st.sampled_from(_NAMES), st.text(max_size=40), max_size=4)


def _stage(name: str) -> dict[str, str]:
    return {"stage": name}


def tried(case: BreachCase, event: str, who: Actor, payload: dict[str, str], at: datetime) -> Try:
    """Let somebody do something, and keep what came of it."""
    return living.tried(LIFE, case, event, Deed(who, at, ORG, payload))


def by_the_bot(case: BreachCase, at: datetime) -> list[tuple[str, Callable[[], Change]]]:
    """What the outbox may do to a case at this moment."""
    possible: list[tuple[str, Callable[[], Change]]] = [
        ("not_delivered", lambda: LIFE.not_delivered(case, "tell", at, ORG))
    ]
    if case.is_open:
        coming = [*RHYTHM.ahead(case, at, ORG), late_after(RHYTHM, case, at, ORG)]
        stage = next((each for each in coming if each.name not in case.reminders), None)
        if stage is not None:
            possible.append(("remind", lambda: reminded(RHYTHM, LIFE, case, stage, at, ORG)))
        waiting = [chore for chore in CHORES.values() if chore.waits(case)]
        if waiting:
            name = next(
                each
                for number in range(1, 1000)
                if (each := f"{waiting[0].name}-{number}") not in case.reminders
            )
            possible.append(("remind", lambda: chore_reminded(case, name, at, ORG)))
    if case.overdue(at, ORG) and not case.missed:
        possible.append(("term_missed", lambda: term_missed(case, at, ORG)))
    return possible


@st.composite
def lived(draw: st.DrawFn, *, most: int = 12) -> Lived:
    """A case to which up to `most` things happened, by people with and without a role, and by the bot."""
    reporter = draw(reporters())
    first = filed(draw(reports()), reporter=reporter, confidential=draw(st.booleans()))

    def step(case: BreachCase, at: datetime) -> Try:
        likely = sorted(LIFE.allowed(case, at, ORG)) if draw(st.integers(0, 3)) else []
        event = picked(draw, likely or [*sorted(ROLES), "no_such_event"])
        by_bot = dict(by_the_bot(case, at))
        if event in by_bot:
            return living.by_the_bot(case, event, at, by_bot[event])
        able = [each for each in PEOPLE if each.roles & ROLES.get(event, frozenset())]
        who = picked(draw, [*(able if likely else ()), *PEOPLE, reporter, reporter])
        return tried(case, event, who, draw(payloads(event, case, at)), at)

    return living.walked(draw, first, step, most=most, now=NOW, apart=timedelta(hours=30))


def after(case: BreachCase, event: str, who: Actor, at: datetime = NOW, **payload: str) -> BreachCase:
    return change(case, event, who, at, ORG, payload).case
