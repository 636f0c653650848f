"""What comes out of a walk: the verdict with its reasons and duties, whom to ask, and what was told, in words."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from cases.plain_text import one_line, shortened
from cases.told import Line, Told, ToldVerdict
from dialogs.consequences import Ask, Duty, Heading, Reason, Stricter
from dialogs.flow import Choice, Flow, FormField, Outcome, Step, fields_of
from dialogs.guide import Draft, Guide
from dialogs.texts import FlowTexts, field_moment, field_texts, option_title, source_line
from state_machines.chart import Facts

MOST_ASKED = 500
"""Characters of what somebody asked that go along."""


def asks_of(guide: Guide, draft: Draft) -> tuple[Ask, ...]:
    """Whom to ask at the end of this walk, the likeliest first; an office once."""
    place = guide.position(draft)
    if not isinstance(place.step, Outcome):
        return ()
    return asks_at(guide.flow, place.step, place.facts)


def asks_at(flow: Flow, outcome: Outcome, facts: Facts) -> tuple[Ask, ...]:
    """Whom to ask at this end, the likeliest first; an office once."""
    found = dict[str, Ask]()
    for each in flow.gathered(outcome, facts):
        if isinstance(each, Ask):
            found.setdefault(each.office, each)
    return tuple(found.values())


def led_to(guide: Guide, draft: Draft) -> tuple[str, ...]:
    """The flows that help with what must be done at the end of this walk, each once."""
    place = guide.position(draft)
    if not isinstance(place.step, Outcome):
        return ()
    follows = guide.flow.gathered(place.step, place.facts)
    return tuple(dict.fromkeys(each.leads for each in follows if isinstance(each, Duty) and each.leads))


def asked_in(flow: Flow, draft: Draft, facts: Facts) -> str:
    """What somebody asked, in own words (masked already): what the matter is, else the sentence it began with."""
    return shortened(facts.get(flow.about, "") or one_line(draft.said), MOST_ASKED)


def points_of(guide: Guide, draft: Draft) -> tuple[str, ...]:
    """All policy points that the questions on this walk, its end and what follows rest on, each once."""
    place = guide.position(draft)
    steps = [guide.flow.step(each) for each in (*place.path, place.step.id)]
    follows = guide.flow.gathered(place.step, place.facts) if isinstance(place.step, Outcome) else ()
    return tuple(dict.fromkeys(point for each in (*steps, *follows) for point in each.policy))


def judged(guide: Guide, texts: FlowTexts, draft: Draft) -> ToldVerdict | None:
    """The verdict at the end of this walk in words; None where it does not end in a verdict."""
    place = guide.position(draft)
    outcome = place.step
    if not isinstance(outcome, Outcome) or outcome.verdict is None:
        return None
    follows = guide.flow.gathered(outcome, place.facts)
    text = texts.stap[outcome.id]
    heading = next((each for each in follows if isinstance(each, Heading)), None)
    reasons = [each for each in follows if isinstance(each, Reason)]
    return ToldVerdict(
        verdict=(heading.verdict if heading is not None else "") or outcome.verdict,
        title=texts.kop[heading.id] if heading is not None else text.vraag,
        flow_title=texts.titel,
        flow_version=fingerprint(guide.flow, texts),
        lines=text.tekst,
        reasons=tuple(
            _line(texts.reden[each.id], each.policy)
            for each in sorted(reasons, key=lambda each: not each.decides)
        ),
        duties=tuple(_line(texts.plicht[each.id], each.policy) for each in follows if isinstance(each, Duty)),
        law=(
            *(texts.wet[each.id] for each in follows if isinstance(each, Stricter)),
            *([text.wet] if text.wet else []),
        ),
        points=points_of(guide, draft),
        source=source_line(outcome.policy),
    )


def _line(text: str, points: tuple[str, ...]) -> Line:
    return Line(text=text, points=points, source=source_line(points))


def told_of(guide: Guide, texts: FlowTexts, draft: Draft, now: datetime) -> tuple[Told, ...]:
    """Every answer on the way, in order, as it was asked and given. `now` tells the zone of dates and times."""
    return tuple(
        each
        for step_id in guide.reached(draft).path
        for each in _told(guide.flow.step(step_id), texts, draft.answers[step_id], now)
    )


def fingerprint(flow: Flow, texts: FlowTexts) -> str:
    """Which version of the flow judged: changes with its questions, its arrows, what follows, and its words."""
    arrows = [
        (each.source, each.event, each.target, getattr(each.when, "__name__", ""))
        for each in flow.chart().arrows
    ]
    follows = [
        (
            type(each).__name__,
            each.id,
            each.policy,
            getattr(each.when, "__name__", ""),
            each.at,
            each.verdict if isinstance(each, Heading) else "",
        )
        for each in flow.follows
    ]
    fields = [(step.id, step.policy, fields_of(step)) for step in flow.steps]
    whole = f"{arrows}{follows}{fields}{texts.model_dump_json()}"
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def _told(step: Step, texts: FlowTexts, given: dict[str, str], now: datetime) -> Iterable[Told]:
    for each in fields_of(step):
        value = given.get(each.id, "")
        if not value or (each.kind == "toggle" and value != "true") or each.kind == "time":
            continue
        alone = isinstance(step, Choice)
        yield Told(
            step=step.id,
            field=each.id,
            question=texts.stap[step.id].vraag if alone else field_texts(texts, step, each).label,
            answer=_answer(step, texts, each, value, given, now),
            points=step.policy,
            typed=each.kind in ("text", "long_text"),
        )


def _answer(
    step: Step, texts: FlowTexts, each: FormField, value: str, given: dict[str, str], now: datetime
) -> str:
    if each.kind in ("choice", "choices"):
        return ", ".join(option_title(texts, step, each.id, part) or part for part in value.split(","))
    if each.kind == "toggle":
        return field_texts(texts, step, each).plek
    if each.kind == "date":
        return field_moment(each.id, given, now)
    return value
