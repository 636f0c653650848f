"""The card of a case while officers assess it: the question at hand, with what the report says about it."""

import re
from collections.abc import Mapping
from datetime import datetime

from cards.dutch_time import short_moment, time_left
from cards.triage import TriageView, triage_card
from cards.view import Button, Card, Field, Option, Scalar
from cards.words import words_beside
from cases.breach.advice_card import OPINIONS, opinion_steps
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.facts import told_of
from cases.breach.hurry import draft_button, pressed_for_time
from cases.breach.known import SEEN, STOPPED
from cases.breach.life import LIFE
from cases.breach.lists import field_name
from cases.breach.office_card import duties_button, incident, tone_of
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register.forms import form_button
from cases.register.office import MOST_BUTTONS, MOST_SEEN, clock_to
from dialogs.assessing.walk import GUIDE, spoken, walk_of, words_in
from dialogs.flow import Choice, Outcome, Step, fields_of
from dialogs.texts import FlowTexts, source_line
from state_machines.breach_life import ASSESSING

say = words_beside(__file__)

SPOKEN = ("law", "quoted")
"""The articles beside the policy by question, and how the words of the reporter are called."""

ANSWER = "triage_answer"
"""The verb of an answer."""

CHOSEN: Mapping[str, tuple[str, ...]] = {
    "personal_data": ("data_kinds", "groups"),
    "event": ("kind",),
    "left": ("kind",),
    "recipients": ("kind",),
    "restored": ("kind",),
    "weighing": ("cause",),
    "role": ("systems",),
}
"""Which fields of the report stand beside a question."""
QUOTED = {
    "event": ("what_happened",),
    "left": ("what_happened", "done"),
    "unreadable": ("done",),
    "recipients": ("what_happened",),
    "trusted": ("done",),
    "restored": ("done",),
    "weighing": ("what_happened",),
    "other_data": ("what_happened",),
    "mild_health": ("what_happened",),
    "numbers": ("n_exact",),
}
"""Which words of the reporter stand beside it."""
ASKED_ABOUT: Mapping[str, tuple[str, ...]] = {
    "event": ("kind", SEEN),
    "left": (SEEN,),
    "recipients": (SEEN,),
    "restored": (STOPPED,),
    "weighing": ("cause",),
    "role": ("systems",),
}
"""Facts that a question to the reporter can be about and that stand beside a question of another name."""
LONG_WORD = 5
"""Shorter words stand in any question."""


def draw(case: BreachCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
    """The living card: the question while somebody assesses, and the case at all other times."""
    if case.status != ASSESSING or (case.confidential and not viewer.private):
        return incident(case, now, org, viewer)
    allowed = LIFE.open_to(case, viewer, now, org)
    if "answer_triage" not in allowed:
        return incident(case, now, org, viewer)
    return question(case, now, org, allowed)


def question(case: BreachCase, now: datetime, org: Organisation, allowed: frozenset[str]) -> Card:
    """The question at hand. Without one (the questions changed since) the last answer can be taken back.

    Whoever is in doubt can ask the FG from here (policy point 14 steps 4 and 5).
    """
    draft = walk_of(case, now)
    position = GUIDE.position(draft)
    step = position.step
    if isinstance(step, Outcome):
        step, position = GUIDE.flow.step(position.path[-1]), position
    texts = words_in(org)
    text = texts.stap[step.id]
    number, left = GUIDE.progress(position)
    answered = case.triage.answers if case.triage is not None else {}
    number -= sum(each not in answered for each in position.path)  # the report said it
    count = case.triage.count if case.triage is not None else 0
    place: dict[str, Scalar] = {
        "case": case.number,
        "version": case.version,
        "step": step.id,
        "count": count,
    }
    standing = GUIDE.standing(draft, step)
    fields = () if isinstance(step, Choice) else fields_of(step)
    before = draft.memory.get(step.id, "") if isinstance(step, Choice) else ""
    again = ((say("before"), text.optie[before]),) if before in text.optie else ()
    back = (
        [Button(say("back"), "back_triage", {"case": case.number, "version": case.version, "count": count})]
        if case.triage is not None and case.triage.answers
        else []
    )
    pause = Button(say("pause"), "pause_triage", {"case": case.number, "version": case.version})
    unsure = (
        (form_button(LIFE.forms["too_little"], case, org, in_more=True),) if "too_little" in allowed else ()
    )
    first = (draft_button(case),) if pressed_for_time(case, now, org) else ()
    sends = () if isinstance(step, Choice) else (step,)
    before_it = len((*sends, *first, *back, pause))
    advice = opinion_steps(case, allowed, org, in_more=before_it >= MOST_SEEN)
    if (
        before_it + len((*advice, *unsure)) >= MOST_BUTTONS
    ):  # the way to all else is one as well, and has both
        owed = not allowed.isdisjoint(OPINIONS)  # somebody waits for it
        advice, unsure = (advice, ()) if owed else ((), unsure)
    return triage_card(
        TriageView(
            number=case.number,
            state=say("state"),
            who=_who(case, now, org),
            tone=tone_of(case, now, org),
            progress=say("progress", number=number, left=left) if left else say("last"),
            question=text.vraag,
            explanation=text.uitleg,
            told=(*_chosen(case, step.id), *again),
            quoted=(*_quoted(case, step.id), *_later(case, step, texts)),
            options=tuple(Option(each, text.optie[each]) for each in step.to)
            if isinstance(step, Choice)
            else (),
            fields=tuple(
                Field(
                    id=each.id,
                    kind=each.kind,
                    label=text.veld[each.id].label,
                    required=each.required,
                    value=standing[each.id],
                    options=tuple(Option(one, text.veld[each.id].optie[one]) for one in each.options),
                    placeholder=text.veld[each.id].plek,
                    client_error=text.veld[each.id].fout,
                )
                for each in fields
            ),
            answer=ANSWER,
            doubt=text.twijfel,
            earlier=tuple(
                (texts.stap[name].vraag, spoken(texts, GUIDE.flow.step(name), draft.answers[name]))
                for name in position.path
            ),
            source=" · ".join(filter(None, (source_line(step.policy), say(f"law.{step.id}")))),
            data=place,
            buttons=(*first, *back, pause, *advice, *unsure, duties_button(case)),
        )
    )


def _who(case: BreachCase, now: datetime, org: Organisation) -> str:
    name = case.triage.by.name if case.triage is not None else ""
    by = say("by", name=name) if name else ""
    if case.ap_settled:
        return f"{by} {say('ap_told')}".strip()
    shown = clock_to(case.deadline(org), now, org)
    return f"{by} {say('until', moment=short_moment(shown.deadline), left=time_left(shown))}".strip()


def _chosen(case: BreachCase, step: str) -> tuple[tuple[str, str], ...]:
    """What the report chose about it; that nobody knew is no help."""
    return tuple(
        (field_name(field), told_of(case.report, field))
        for field in CHOSEN.get(step, ())
        if not set(_values(case, field)) <= {UNKNOWN}
    )


def _values(case: BreachCase, field: str) -> tuple[str, ...]:
    value = getattr(case.report, field)
    return value if isinstance(value, tuple) else (value,)


def _quoted(case: BreachCase, step: str) -> tuple[tuple[str, str], ...]:
    words = ((say(f"quoted.{field}"), getattr(case.report, field)) for field in QUOTED.get(step, ()))
    return tuple((label, said) for label, said in words if said)


def _later(case: BreachCase, step: Step, texts: FlowTexts) -> tuple[tuple[str, str], ...]:
    """What the reporter said later: answers to a question like this one, and additions where the story stands."""
    asked = _asked(step, texts)
    here = _long_words(asked)
    topics = {*(each.id for each in fields_of(step)), *ASKED_ABOUT.get(step.id, ())}
    answers = (
        (each.question, each.answer)
        for each in case.exchanges
        if each.answer
        and (each.topic in topics or each.question == asked or len(here & _long_words(each.question)) > 1)
    )
    added = (
        (say("added"), each.text) for each in case.additions if "what_happened" in QUOTED.get(step.id, ())
    )
    return (*answers, *added)


def _asked(step: Step, texts: FlowTexts) -> str:
    """The question of this step with those of its fields."""
    text = texts.stap[step.id]
    return " ".join((text.vraag, *(each.label for each in text.veld.values())))


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= LONG_WORD}
