"""Answers and fields in the words of their flow: what was chosen, what a field is called, what does not count now."""

from collections.abc import Mapping

from cards.notice import answered_card
from cards.view import Card
from cards.words import words_beside
from dialogs.flow import Step, fields_of
from dialogs.texts import FlowTexts, option_title

say = words_beside(__file__)


def answered(texts: FlowTexts, step: Step, values: Mapping[str, str]) -> Card:
    """What is left of a card that was answered by typing."""
    return answered_card(texts.titel, chosen(texts, step, values))


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
