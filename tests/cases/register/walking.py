"""Sound presses for every event of every register: what somebody may really do, found by walking through its life."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.registers import REGISTERS
from cases.breach.case import BreachCase
from cases.breach.life import change
from cases.people import Actor
from cases.register.case import KeptCase, ReminderState, T
from cases.register.fields import FormField
from cases.register.forms import asked_by
from cases.register.life import Change, Deed, NoRole, Refused
from cases.register.register import Register
from cases.told import ToldVerdict
from state_machines.engine import NotAllowed
from tests.cases.breach import by_chance as breach
from tests.cases.breach.by_chance import NOW, ORG, PEOPLE
from tests.cases.consult import by_chance as consult
from tests.cases.lasting import by_chance as lasting
from tests.cases.rights import by_chance as rights

ENOUGH, ROUNDS = 4, 12
"""So many sound presses of an event are kept; so often at most one walks from every beginning."""

WITH_DEPUTY = ORG.model_copy(
    update={
        "offices": ORG.offices.model_copy(
            update={"jz": ORG.offices.jz.model_copy(update={"deputies": ORG.offices.po.deputies})}
        )
    }
)
"""Every office has somebody who can go on with a case."""

TRIES_FOR_ONE, LEFT_OUT = 40, 0.3
"""How often something is tried for one event of a long life, and how often a field stays empty in it."""

FORGED = "forged"
"""What no list holds."""

SENTENCES = ("Dat is zo afgesproken.", "Na overleg met het team.", "Er is gebeld; het klopt.")

JUDGED = ToldVerdict(
    verdict="mag",
    title="Dit mag",
    flow_title="Gegevens delen",
    flow_version="1",
    lines=(),
    reasons=(),
    duties=(),
    law=(),
    points=("5",),
)
"""What a flow answered before somebody asked an office."""

FACTS: tuple[dict[str, object], ...] = (
    {"sensitive": True, "n_people": 1, "n_recipients": 1, "data_kinds": ["inkomen"]},
    {"n_people": 3, "special": False, "sensitive": False, "encrypted_or_otherwise_unintelligible": True},
    {},
)


FOLLOWED = {"choice": "follow", "reason": SENTENCES[0], "people_reason": SENTENCES[1]}
"""Who follows an advice not to tell the AP, or the people, says why."""


@dataclass(frozen=True)
class Press:
    """Something that somebody did, and the case took it."""

    case: KeptCase
    event: str
    who: Actor
    given: dict[str, str]
    at: datetime


def is_walked(name: str) -> bool:
    """Whether there are cases of this register to begin at."""
    return next(_beginnings(name), None) is not None


@cache
def sound_presses(name: str) -> dict[str, list[Press]]:
    """Some presses of each event of this register, each on a case in which it changes something."""
    register = next(each for each in REGISTERS if each.name == name)
    found, chance = defaultdict[str, list[Press]](list), random.Random(1)
    for _ in range(ROUNDS):
        for case in _beginnings(name):
            for each in _walk(register, case, chance, found):
                if len(found[each.event]) < ENOUGH:
                    found[each.event].append(each)
        if set(found) == set(register.life.handlers):
            break
    return dict(found)


def _beginnings(name: str) -> Iterator[KeptCase]:
    """Of every other one a reminder went out."""
    for number, case in enumerate(_filed(name)):
        yield _reminded(name, case) if number % 2 else case


def _reminded(name: str, case: KeptCase) -> KeptCase:
    if name not in FIRST_REMINDER or not case.is_open:
        return case
    sent = {FIRST_REMINDER[name]: ReminderState(sent_at=NOW)}
    return case.model_copy(update={"reminders": sent})


FIRST_REMINDER = {"breach": "ap-48h", "rights": "week-7", "consult": "turn-1-2d"}


def _filed(name: str) -> Iterator[KeptCase]:
    match name:
        case "breach":
            unknown = breach.PLAIN.model_copy(update={"open_fields": ("cause", "n_records")})
            closed = breach.PLAIN.model_copy(update={"nameless": True, "name_closed": True})
            for number in range(60):
                report = unknown if number % 3 == 0 else closed if number % 4 == 1 else breach.PLAIN
                first = breach.filed(report, confidential=number % 5 == 0).case
                yield _like_another(first.model_copy(update={"drill": number % 10 == 9}), number)
                if number % 6 == 0:
                    yield _to_take_back()
                yield (
                    _people_later()
                    if number % 3 == 0
                    else _told_more()
                    if number % 3 == 1
                    else _done(_after(_assessed(FACTS[1]), "decide", FOLLOWED))
                )
        case "rights":
            stands_for = {"asker": "vertegenwoordiger", "authority": "bewindvoerder", "proof": "gevraagd"}
            for number in range(60):
                request = rights.TWO if number % 2 else rights.PLAIN
                update: dict[str, object] = (
                    {**stands_for} if number % 7 == 0 else {"rights": ("wissing",)} if number % 3 == 0 else {}
                )
                if number % 4 == 1:
                    update = {**update, "told": ("gegevens",), "reference": ""}
                first = rights.filed(request.model_copy(update=update), confidential=number % 5 == 0).case
                yield _like_another(first, number)
        case "consult":
            for number in range(40):
                asked = consult.ASKED_FG if number % 2 else consult.ASKED_PO
                if number % 4 > 1:
                    asked = replace(
                        asked, wants="register_entry" if number % 2 else "agreement", verdict=JUDGED
                    )
                yield consult.filed(asked if number % 4 != 2 else replace(asked, office="jz")).case
        case "processing" | "agreement" | "standing":
            for kept in lasting.KINDS:
                if kept.kind.register == name:
                    for number in range(20):
                        given = lasting.COMPLETE if number % 2 else lasting.BY_HAND
                        yield lasting.filed(kept, given[name]).case


def _like_another(case: T, number: int) -> T:
    """Every other case may be the same as one that was filed before."""
    prefix = case.number.partition("-")[0]
    return case.model_copy(update={"alike": (f"{prefix}-2026-0009",)}) if number % 2 else case


def _assessed(facts: dict[str, object]) -> BreachCase:
    """A breach on which all questions were answered."""
    told = {"step": "role", "count": "0", "values": '{"role": "eigen"}', "outcome": "breach"}
    case = _after(breach.filed(breach.PLAIN).case, "begin_triage", {})
    return _after(case, "assess", {**told, "facts": json.dumps(facts)})


def _people_later() -> BreachCase:
    """A breach of which the decision on the people was left open."""
    given = {"ap": "notify", "people": "later", "reason": SENTENCES[0]}
    return _after(_assessed(FACTS[0]), "deviate", given)


def _told_more() -> BreachCase:
    """A breach of which the AP and the people heard before new facts came, and the reporter told something since."""
    case = _after(_assessed(FACTS[0]), "decide", FOLLOWED)
    now = {"on_date": NOW.date().isoformat(), "at_time": NOW.strftime("%H:%M")}
    case = _after(case, "ap_full", {**now, "channel": "webformulier"})
    case = _after(case, "informed", {**now, "how": "brief", "count_told": "1"})
    case = _after(case, "new_facts", {"words": SENTENCES[2]})
    told = {
        "step": "role",
        "count": str(case.triage.count if case.triage else 0),
        "values": '{"role": "eigen"}',
    }
    case = _after(case, "assess", {**told, "outcome": "breach", "facts": json.dumps(FACTS[0])})
    case = _after(case, "decide", FOLLOWED)
    return _as_reporter(case, "add_facts", {"addition": SENTENCES[1]})


def _to_take_back() -> BreachCase:
    """A breach that the AP knows of, and that it need not have known of after new facts."""
    case = _after(_assessed(FACTS[0]), "decide", FOLLOWED)
    now = {"on_date": NOW.date().isoformat(), "at_time": NOW.strftime("%H:%M")}
    case = _after(case, "ap_full", {**now, "channel": "webformulier"})
    case = _after(case, "new_facts", {"words": SENTENCES[2]})
    count = str(case.triage.count if case.triage else 0)
    told = {"step": "role", "count": count, "values": '{"role": "eigen"}', "outcome": "breach"}
    return _after(_after(case, "assess", {**told, "facts": json.dumps(FACTS[1])}), "decide", FOLLOWED)


def _as_reporter(case: BreachCase, event: str, given: dict[str, str]) -> BreachCase:
    return change(case, event, case.reporter, NOW, ORG, given).case


def _done(case: BreachCase) -> BreachCase:
    """A decided breach about which nothing is left to do but closing it."""
    case = _after(case, "decide_duties", {"recipients": "geen", "reason": SENTENCES[0]})
    return _after(case, "fill_register", {"effects": SENTENCES[0], "measures": SENTENCES[1], "lessons": ""})


def _after(case: BreachCase, event: str, given: dict[str, str]) -> BreachCase:
    return change(case, event, breach.NOOR, NOW, ORG, given).case


def _walk(
    register: Register[Any], case: KeptCase, chance: random.Random, found: dict[str, list[Press]]
) -> Iterator[Press]:
    life, at = register.life, NOW
    for _ in range(40):
        at += timedelta(minutes=chance.choice([1, 30, 300, 1400, 1400, 10000]))
        able = sorted(event for event in life.allowed(case, at, WITH_DEPUTY) if event in life.handlers)
        if not able:
            return
        # What was not met often enough is tried first.
        weights = [0.1 if len(found[event]) >= ENOUGH else 3 for event in able]
        event = chance.choices(able, weights)[0]
        people = [
            each
            for each in (*PEOPLE, case.reporter)
            if not life.roles[event].isdisjoint(life.roles_in(case, each))
        ]
        if not people:
            continue
        press = Press(case, event, chance.choice(people), filled_in(register, case, event, at, chance), at)
        done = pressed(register, press)
        if isinstance(done, Change) and done.event is not None:
            case = done.case
            yield press


ByItself = Callable[[Any, datetime], Mapping[str, Callable[[], Change[Any]]]]
"""What the bot may do to a case at a moment, by event."""


def long_life(
    register: Register[Any],
    first: Change[Any],
    chance: random.Random,
    least: int,
    onward: Collection[str],
    by_itself: ByItself = lambda case, at: {},
) -> list[Change[Any]]:
    """A case to which so many things happen at least, of those that bring it to an end or begin it again: by who may,
    with what fits in the forms, or with something left out."""
    life, at, case, changes = register.life, NOW, first.case, [first]
    for _ in range(least * TRIES_FOR_ONE):
        if len(changes) > least:
            return changes
        at += timedelta(hours=chance.choice([1, 24, 100]))
        able = sorted(each for each in life.allowed(case, at, WITH_DEPUTY) if each in onward)
        bots = by_itself(case, at)
        event = chance.choice([*able, *bots])
        if event in bots:
            done = bots[event]()
        else:
            people = [
                each for each in (*PEOPLE, case.reporter) if life.may(case, event, each, at, WITH_DEPUTY)
            ]
            given = filled_in(register, case, event, at, chance)
            if given and chance.random() < LEFT_OUT:
                given[chance.choice(sorted(given))] = ""
            pressing = pressed(register, Press(case, event, chance.choice(people), given, at))
            if not isinstance(pressing, Change):
                continue
            done = pressing
        if done.event is not None:
            case = done.case
            changes.append(done)
    raise AssertionError(f"only {len(changes)} events in a life of {register.name}")


def pressed(register: Register[Any], press: Press) -> Change[Any] | Exception:
    """What comes of it: a change, or why there is none."""
    deed = Deed(press.who, press.at, WITH_DEPUTY, press.given)
    try:
        return register.life.change(press.case, press.event, deed)
    except (NoRole, NotAllowed, Refused) as reason:
        return reason


def filled_in(
    register: Register[Any], case: Any, event: str, at: datetime, chance: random.Random
) -> dict[str, str]:
    """What somebody may send with this event."""
    form = register.forms.get(event)
    given = (
        {}
        if form is None
        else {each.id: value_of(each, at, chance) for each in asked_by(form, case, WITH_DEPUTY, {})}
    )
    match event:
        case "answer":
            given["exchange"] = case.pending[0].id if case.pending else ""
        case "answer_search":
            given["search"] = case.open_searches[0].id if case.open_searches else ""
        case "decide" if register.name == "breach":
            given["choice"] = "follow" if given else chance.choice(["follow", "provisional"])
        case "fill_paper" if form is not None:
            papers = [each for each, _ in register.papers.of(case, "")]
            carried = {"paper": chance.choice(papers)} if papers else {}
            asked = asked_by(form, case, WITH_DEPUTY, carried)
            given = carried | {each.id: value_of(each, at, chance) for each in asked}
        case "correct_discovery" | "amend_when":  # nothing is discovered after it was reported
            here = case.reported_at.astimezone(WITH_DEPUTY.zone)
            given |= {"discovered_date": f"{here:%Y-%m-%d}", "discovered_time": f"{here:%H:%M}"}
        case "begin_triage" | "pause_triage" | "answer_triage" | "back_triage" | "assess":
            step = chance.choice(["role", "event", "left"])
            given = {
                "count": str(case.triage.count if case.triage else 0),
                "step": step,
                "values": json.dumps({step: "eigen"}),
                "spoken": "Vraag? Antwoord",
                "outcome": chance.choice(["breach", "breach", "breach", "no_breach"]),
                "facts": json.dumps(chance.choice(FACTS)),
            }
    return given


_DAYS_FROM_NOW = {"until": 2, "until_day": 2, "review_on": 2, "happened_date": -400, "until_date": -400}
"""Where a day lies that somebody fills in, when it is not the day itself."""


def value_of(field: FormField, at: datetime, chance: random.Random) -> str:
    """Something that fits in this field."""
    values: dict[str, Callable[[], str]] = {
        "choice": lambda: chance.choice(field.options) if field.options else "",
        "choices": lambda: (
            ",".join(each for each in field.options if chance.random() < 0.8) or ",".join(field.options[:1])
        ),
        "date": lambda: (at + timedelta(days=_DAYS_FROM_NOW.get(field.id, 0))).date().isoformat(),
        "time": lambda: at.strftime("%H:%M"),
        "number": lambda: str(chance.randint(0, 40)),
        "toggle": lambda: "true",
        "person": lambda: PEOPLE[-1].aad_id,
    }
    if field.kind in values:
        return values[field.kind]()
    if field.names:
        return f"{field.names[0]}-2026-0007"
    return chance.choice(SENTENCES)[: field.limit]


def broken(field: FormField) -> Iterator[str]:
    """What a form may send for this field that is no answer to it."""
    if field.required:
        yield ""
    match field.kind:
        case "choice" | "choices":
            yield FORGED
            yield f"{field.options[0] if field.options else ''},{FORGED}"
        case "date":
            yield from ("2026-13-45", FORGED, "0001-01-01", "9999-12-31")
        case "time":
            yield from ("25:61", FORGED)
        case "number":
            yield from ("-1", "1,5", FORGED, "9" * 30)
        case "text" | "long_text":
            yield FORGED * (field.limit // len(FORGED) + 1)
        case "toggle" | "person":
            yield FORGED
