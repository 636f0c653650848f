"""A question to who reported a breach: about which fact, and what its answer fills in. Pure.

Where the officer names a fact of a closed list, the reporter answers with that list: the answer stands in the report,
and so in the papers, beside the words.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.facts import fact_name
from cases.breach.known import SEEN, STOPPED
from cases.breach.lists import field_name, label
from cases.breach.report import CHOICES, NO_DATA, SEVERAL, NotInList, Report, checked_choices
from cases.breach.rhythm import clock_dues
from cases.breach.step import involved, moved
from cases.organisation import Organisation
from cases.register import events as shared
from cases.register import life as lives
from cases.register.case import ANSWER_LIMIT, QUESTION_LIMIT, Exchange
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Life, Refused
from state_machines.breach_life import DECIDED
from state_machines.engine import NotAllowed

TOPICS = (*CHOICES, "happened", SEEN, STOPPED)
"""What a question can be about."""


def _ask(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """A question goes to the reporter; about a fact it asks that fact when nothing else was typed."""
    topic = lives.one_of(deed.given, "topic", ("", *TOPICS))
    done = shared.ask_reporter(life, case, _worded(deed, topic))
    if not topic:
        return done
    *before, asked = sorted(done.case.exchanges, key=lambda each: int(each.id))
    kept = (*before, asked.model_copy(update={"topic": topic}))
    return replace(done, case=done.case.model_copy(update={"exchanges": kept}))


def _worded(deed: Deed, topic: str) -> Deed:
    typed = lives.typed(deed.given, "question")
    return replace(deed, given={**deed.given, "question": typed or (field_name(topic) if topic else "")})


def _asked_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    topic = deed.given.get("topic", "")
    return shared.asked_before(life, case, _worded(deed, topic if topic in TOPICS else ""))


def _answer(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The answer to a question; what was chosen stands in the report, and behind the decision it has to be weighed."""
    exchange = case.exchange(deed.given.get("exchange", ""))
    if exchange is None or exchange.answer:
        raise NotAllowed("this question is not open")
    chosen = _chosen(exchange, deed.given)
    words = _spoken(exchange, deed.given)
    if not words:
        raise Refused("answer", "verplicht")
    told = exchange.model_copy(update={"answer": words, "answered_at": deed.now})
    kept = tuple(told if each.id == exchange.id else each for each in case.exchanges)
    update: dict[str, object] = {"exchanges": kept, "unweighed": case.unweighed or case.status in DECIDED}
    changes = {"answer": ("", words)}
    if chosen:
        update["report"] = _filled_in(case.report, exchange.topic, chosen)
        before = case.report.model_dump(mode="json")[exchange.topic]
        changes[exchange.topic] = (",".join(before) if isinstance(before, list) else before, ",".join(chosen))
    after = case.model_copy(update=update)
    cards, mails = involved(life, case, after, deed)
    clock = clock_dues(after, deed.now, deed.org) if case.calm and after.clock_runs else ()
    note = lives.thread(case, deed.now, "answer", exchange.id)
    everything = {**update, "cards": cards}
    return moved(life, case, "answer", deed, everything, changes=changes, dues=(*note, *mails, *clock))


def _chosen(exchange: Exchange, given: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen of the list that the question is about; nothing for "I don't know". Raises Refused."""
    value = given.get(exchange.topic, "") if exchange.topic in CHOICES else ""
    if value in ("", UNKNOWN):
        return ()
    try:
        return checked_choices(exchange.topic, value.split(",") if exchange.topic in SEVERAL else (value,))
    except NotInList as reason:
        raise Refused(exchange.topic, "geen_keuze") from reason


def _spoken(exchange: Exchange, given: Mapping[str, str]) -> str:
    """The answer in words: what was chosen, and what was typed beside it."""
    value = given.get(exchange.topic, "") if exchange.topic in CHOICES else ""
    known = [
        label(exchange.topic, each) for each in value.split(",") if each in CHOICES.get(exchange.topic, ())
    ]
    typed = lives.typed_within(given, "answer", ANSWER_LIMIT)
    return " ".join(each for each in (f"{', '.join(known)}." if known else "", typed) if each)[:ANSWER_LIMIT]


def _filled_in(report: Report, topic: str, chosen: tuple[str, ...]) -> Report:
    written = report.model_dump(mode="json")
    written[topic] = [*chosen] if topic in SEVERAL else chosen[0]
    if UNKNOWN not in chosen:
        written["open_fields"] = [each for each in report.open_fields if each != topic]
    written["no_personal_data"] = written["data_kinds"] == [NO_DATA]
    return Report.model_validate(written)


def _answered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    exchange = case.exchange(deed.given.get("exchange", ""))
    return exchange is not None and bool(exchange.answer) and exchange.answer == _spoken(exchange, deed.given)


def _how_answered(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """The list that the question is about, and room for words: then these may stay empty."""
    exchange = case.exchange(given.get("exchange", ""))
    topic = exchange.topic if exchange is not None else ""
    if topic not in CHOICES:
        return (long_text("answer", ANSWER_LIMIT),)
    return (
        FormField(topic, "choices" if topic in SEVERAL else "choice", options=CHOICES[topic]),
        long_text("answer", ANSWER_LIMIT, required=False),
    )


def about(exchange: Exchange) -> str:
    """The fact that a question is about, as it is called in a list of facts; "" when it names none."""
    return fact_name(exchange.topic) if exchange.topic else ""


def _nothing_stands_there(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return ""


ASK = CaseEvent[BreachCase](
    "ask_reporter",
    _ask,
    _asked_before,
    CaseForm(
        (
            FormField("topic", "choice", options=TOPICS),
            long_text("question", QUESTION_LIMIT, required=False),
        ),
        held=_nothing_stands_there,
    ),
    line=lives.became("question"),
)
ANSWER = CaseEvent[BreachCase](
    "answer",
    _answer,
    _answered_before,
    replace(shared.ANSWER.form or CaseForm(), fields=(), asks=_how_answered),
    line=lives.became("answer"),
)
