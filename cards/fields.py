"""Fields to fill in, with what is wrong above them and what is kind to know below."""

import re
from collections.abc import Iterable
from datetime import date, time

from cards.elements import Element, band, made, paragraph, run, runs_of
from cards.typed_text import tame, whole
from cards.view import Field
from cards.words import words_beside

say = words_beside(__file__)

SPOKEN = ("count",)
"""Counts that are written as a word."""

MOST_EXPANDED = 6
"""Up to so many choices are all shown when nothing is chosen yet."""

MOST_TYPED = 200
"""Where a client cuts off in a field that has no length of its own, as a date typed by hand."""

MOST_COUNTED = 6
"""Up to here a count is a word."""


def inputs(fields: Iterable[Field]) -> list[Element]:
    """One field a row: the error above it, the field, the note below it."""
    shown: list[Element] = []
    for each in fields:
        if each.error:
            shown.append(
                paragraph(run("✕ ", bold=True, mark=True), run(tame(each.error), bold=True), spacing="Medium")
            )
        element = field_input(each)
        if each.error:
            element["spacing"] = "Small"
        shown.append(element)
        if each.note:
            shown.append(paragraph(run("✓ "), *runs_of(each.note), spacing="Small"))
    return shown


def error_band(fields: Iterable[Field]) -> list[Element]:
    """What is wrong, named on top. Nothing when nothing is wrong."""
    names = [_name(each) for each in fields if each.error]
    if not names:
        return []
    heading = say("wrong.one") if len(names) == 1 else say("wrong.many", count=_count(len(names)))
    where = say("look", names=_listed([f"**{name}**" for name in names]))
    return [band(f"✕ {heading}", [paragraph(*runs_of(where), spacing="None")], "attention")]


def field_input(field: Field) -> Element:
    """The input itself. A value that its kind cannot hold is shown in a text field: it is not lost."""
    label = say("required", label=field.label) if field.required else field.label
    shared = {
        "id": field.id,
        "label": label,
        "isRequired": field.required or None,
        "errorMessage": (field.client_error or say("error")) if field.required else field.client_error,
    }
    kind = field.kind if _fits(field) else "text"
    match kind:
        case "choice" | "choices":
            return made("Input.ChoiceSet", **shared, **_choices(field))
        case "person":
            return made("Input.ChoiceSet", **shared, **_people(field))
        case "date" | "time":
            return made("Input.Date" if kind == "date" else "Input.Time", **shared, value=field.value)
        case "number":
            value = int(field.value) if field.value else None
            return made("Input.Number", **shared, placeholder=field.placeholder, value=value)
        case "toggle":
            return made(
                "Input.Toggle",
                **shared,
                title=field.placeholder or field.label,
                value=field.value or "false",
                wrap=True,
            )
        case "text" | "long_text":
            return made(
                "Input.Text",
                **shared,
                isMultiline=kind == "long_text" or None,
                # A longer value that is kept must stay whole.
                maxLength=max(field.max_length or MOST_TYPED, len(field.value)),
                placeholder=field.placeholder,
                value=whole(field.value),
            )


def _choices(field: Field) -> dict[str, object]:
    many = field.kind == "choices"
    expanded = many or (not field.value and not field.compact and len(field.options) <= MOST_EXPANDED)
    return {
        "style": "expanded" if expanded else "compact",
        "wrap": True,
        "isMultiSelect": many or None,
        "placeholder": "" if expanded else field.placeholder or say("choose"),
        "choices": [{"title": option.title, "value": option.value} for option in field.options],
        "value": field.value,
    }


def _people(field: Field) -> dict[str, object]:
    """Teams looks people up in its own directory while somebody types; nothing of that goes through the bot.

    Where a client cannot, as the Playground, one chooses among the `options` that we know.
    """
    return {
        "wrap": True,
        "placeholder": field.placeholder or say("choose"),
        "choices": [{"title": option.title, "value": option.value} for option in field.options],
        "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
        "value": field.value,
    }


def _fits(field: Field) -> bool:
    if field.kind == "number":
        return re.fullmatch(r"[+-]?\d{0,15}", field.value, re.ASCII) is not None and field.value not in (
            "+",
            "-",
        )
    if field.kind not in ("date", "time") or not field.value:
        return True
    try:
        if field.kind == "date":
            return date.fromisoformat(field.value).isoformat() == field.value
        return time.fromisoformat(field.value).strftime("%H:%M") == field.value
    except ValueError:
        return False


def _count(number: int) -> str:
    return say(f"count.{number}") if number <= MOST_COUNTED else str(number)


def _name(field: Field) -> str:
    name, colon, _ = field.error.partition(":")
    return tame(name) if colon else field.label


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else say("and", first=", ".join(names[:-1]), last=names[-1])
