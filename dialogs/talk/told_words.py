"""How a card says what was already told: where a value came from, what was not asked, where a moment went."""

from collections.abc import Mapping
from datetime import date, datetime

from cards.words import words_beside
from dialogs.answers import MARKER
from dialogs.flow import Choice, FormField, Step, fields_of
from dialogs.guide import Draft, Guide
from dialogs.rough import is_rough
from dialogs.talk.wording import field_name, named_answers
from dialogs.texts import FlowTexts, field_moment

say = words_beside(__file__)
SPOKEN = ("from",)
"""Words that are looked up by where a value came from."""


def passed_notice(guide: Guide, texts: FlowTexts, draft: Draft, steps: tuple[str, ...], now: datetime) -> str:
    """Which questions were passed, with their answers, and the way back."""
    if not steps:
        return ""
    answers = [
        f"{field_name(texts, step)}: {named_answers(texts, (guide.flow.step(step),), draft.answers[step], now)}"
        for step in steps
    ]
    return say("passed", answers="; ".join(answers))


def masked_notice(said: str) -> str:
    """That something was taken out of what was said; "" when nothing was."""
    return say("masked") if MARKER in said else ""


def told_note(draft: Draft, step: Step, field: FormField) -> str:
    """Where the value of a field came from; "" when somebody filled it in here. A time stands with its day."""
    source = draft.told.get(field.id, "")
    if not source or step.id in draft.answers or not draft.memory.get(field.id):
        return ""
    if field.kind == "time" and field.id.removesuffix("_time") + "_date" in draft.told:
        return ""
    return say(f"from.{source}")


def rough_note(field: FormField, standing: Mapping[str, str], now: datetime) -> str:
    """That a moment was told roughly, and how it was read; "" for an exact one. It stands under its day."""
    if field.kind != "date" or not is_rough(field.id, standing):
        return ""
    return say("about", moment=field_moment(field.id, standing, now))


def told_choice(draft: Draft, texts: FlowTexts, step: Choice, now: datetime) -> str:
    """What was told of a question that is asked all the same."""
    source, value = draft.told.get(step.id, ""), draft.memory.get(step.id, "")
    if not source or value not in step.to:
        return ""
    return f"{say(f'from.{source}')}: {named_answers(texts, (step,), {step.id: value}, now)}."


def moment_remark(draft: Draft, texts: FlowTexts, step: Step, now: datetime) -> str:
    """Where a moment went that was told, while the day asked here stands at now: it decides when the clock starts."""
    asked = [each for each in fields_of(step) if each.starts_now and each.kind == "date"]
    if not asked or any(draft.memory.get(each.id) for each in asked) or step.id in draft.answers:
        return ""
    field = next((name for name in draft.told if name.endswith("_date") and draft.memory.get(name)), "")
    if not field:
        return ""
    if date.fromisoformat(draft.memory[field]) == now.date():
        return ""
    return say("moment", moment=field_moment(field, draft.memory, now), field=field_name(texts, field))
