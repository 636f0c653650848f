"""Answers and fields in the words of their flow: what was chosen, what a field is called, what does not count now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cards.notice import answered_card
from cards.view import Card
from cards.words import words_beside
from cases.plain_text import one_line, shortened
from dialogs.flow import FormField, Outcome, Step, fields_of
from dialogs.texts import FlowTexts, field_moment, field_texts, option_title

say = words_beside(__file__)


LONGEST = 160
"""Most characters of an answer that is told again."""


def answered(texts: FlowTexts, steps: Iterable[Step], values: Mapping[str, str], now: datetime) -> Card:
    """What is left of a card that was answered by typing: everything that it took in. `now` tells the zone."""
    return answered_card(texts.titel, named_answers(texts, steps, values, now))


def named_answers(texts: FlowTexts, steps: Iterable[Step], values: Mapping[str, str], now: datetime) -> str:
    """These answers as people read them, in the order of the steps. `now` tells the zone."""
    named = (
        _named(texts, step, each, values, now)
        for step in steps
        if not isinstance(step, Outcome)
        for each in fields_of(step)
    )
    return shortened(", ".join(each for each in named if each), LONGEST)


def _named(texts: FlowTexts, step: Step, each: FormField, values: Mapping[str, str], now: datetime) -> str:
    value = values.get(each.id, "")
    if not value:
        return ""
    match each.kind:
        case "choice" | "choices":
            titles = [option_title(texts, step, each.id, part) for part in value.split(",")]
            return ", ".join(title for title in titles if title)
        case "date":
            return field_moment(each.id, values, now)
        case "time":
            beside = values.get(each.id.removesuffix("_time") + "_date", "")
            return "" if beside else value.replace(":", ".")
        case "toggle":
            return field_texts(texts, step, each).plek if value == "true" else ""
        case _:
            return shortened(one_line(value), LONGEST // 2)


def chosen(texts: FlowTexts, step: Step, values: Mapping[str, str]) -> str:
    """The answer in the user's own words of choice: the title of the first option picked, else its first words."""
    for each in fields_of(step):
        value = values.get(each.id, "")
        if not value:
            continue
        titles = [option_title(texts, step, each.id, part) for part in value.split(",")]
        if each.kind in ("choice", "choices") and all(titles):
            return ", ".join(titles)
        if each.kind in ("text", "long_text"):
            return value if len(value) <= 60 else value[:57].rstrip() + "…"
    return ""


def fallen_notice(texts: FlowTexts, steps: tuple[str, ...]) -> str:
    """Which earlier answers do not count any more, by the name that the review gives them."""
    if not steps:
        return ""
    names = [texts.stap[step].kort or texts.stap[step].vraag for step in steps]
    return say("fallen", names=", ".join(names))


def field_name(texts: FlowTexts, field_id: str) -> str:
    """The short name of a field, as the review calls it."""
    for step in texts.stap.values():
        if field_id in step.veld:
            return step.veld[field_id].kort
    return texts.stap[field_id].kort if field_id in texts.stap else field_id


def field_label(texts: FlowTexts, step: Step, each: FormField) -> str:
    """What stands above a field on its card."""
    return field_texts(texts, step, each).label
