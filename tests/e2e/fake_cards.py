"""Cards as a client reads them: their text, their buttons, and what the inputs give when one is pressed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Card = dict[str, Any]
Json = dict[str, Any]


class Blocked(AssertionError):
    """The client itself does not send this press: a required field is empty, or a value does not fit."""


def text_of(card: Card) -> str:
    """Everything that can be read on a card, folded parts too, a line for each element, in reading order."""
    return "\n".join(line for line in _lines(card) if line)


@dataclass(frozen=True, slots=True)
class CardButton:
    """A button with the inputs that go along when it is pressed."""

    title: str
    action: Json
    inputs: tuple[Json, ...]
    visible: bool


_PARTS = ("body", "items", "columns", "rows", "cells", "inlines", "actions")
_SINGLE = ("selectAction", "inlineAction", "card")


def _parts(element: Json) -> Iterator[Json]:
    for name in _PARTS:
        for part in element.get(name) or []:
            if isinstance(part, dict):
                yield part
    for name in _SINGLE:
        if isinstance(element.get(name), dict):
            yield element[name]


def element_on(card: Card, element_id: str) -> Json:
    """The element with this id."""
    queue = [card]
    for element in queue:
        if element.get("id") == element_id:
            return element
        queue.extend(_parts(element))
    raise AssertionError(f"no element {element_id!r} on this card")


def _lines(element: Json) -> Iterator[str]:
    kind = element.get("type", "")
    if kind == "RichTextBlock":
        yield "".join(run if isinstance(run, str) else run.get("text", "") for run in element["inlines"])
    elif kind == "FactSet":
        for fact in element["facts"]:
            yield f"{fact['title']} {fact['value']}"
    elif kind.startswith("Input."):
        yield element.get("label", "")
        yield element.get("title", "")
        yield str(element.get("value", ""))
        for choice in element.get("choices", []):
            yield choice["title"]
    elif kind.startswith("Action."):
        yield element.get("title", "")
    else:
        yield element.get("text", "")
    if kind != "RichTextBlock":
        for part in _parts(element):
            yield from _lines(part)


def buttons_on(
    element: Json, toggled: set[str], visible: bool = True, inputs: tuple[Json, ...] = ()
) -> Iterator[CardButton]:
    """All buttons with the inputs that go along: those of their own card and of the cards around it."""
    if element.get("type") == "AdaptiveCard":
        inputs = (*inputs, *_inputs(element))
    visible = visible and (element.get("isVisible", True) != (element.get("id") in toggled))
    for part in _parts(element):
        if part.get("type", "").startswith("Action."):
            yield CardButton(part.get("title", ""), part, inputs, visible and part.get("isEnabled", True))
        yield from buttons_on(part, toggled, visible, inputs)


def _inputs(element: Json) -> Iterator[Json]:
    for part in _parts(element):
        kind = part.get("type", "")
        if kind.startswith("Input."):
            yield part
        elif kind != "AdaptiveCard":
            yield from _inputs(part)


def filled_in(button: CardButton, action: Json, fields: Mapping[str, Any]) -> dict[str, str]:
    """What the inputs give: defaults and what was filled in, checked as a client does; empty ones stay."""
    if str(action.get("associatedInputs", "auto")).lower() == "none":
        assert not fields, f"{button.title!r} sends no fields"
        return {}
    given = {_input_named(name, button.inputs)["id"]: value for name, value in fields.items()}
    filled: dict[str, str] = {}
    for one in button.inputs:
        value = _value(one, given[one["id"]] if one["id"] in given else one.get("value"))
        if one.get("isRequired") and (not value or (one["type"] == "Input.Toggle" and value == "false")):
            raise Blocked(f"{one.get('label') or one['id']}: {one.get('errorMessage', 'required')}")
        if value:
            filled[one["id"]] = value
    return filled


def _input_named(name: str, inputs: Sequence[Json]) -> Json:
    for one in inputs:
        if one["id"] == name:
            return one
    labelled = [one for one in inputs if (one.get("label") or one.get("title", "")).startswith(name)]
    known = [f"{one['id']} ({one.get('label') or one.get('title', '')})" for one in inputs]
    assert len(labelled) == 1, f"{len(labelled)} fields are called {name!r}; there are {known}"
    return labelled[0]


def _value(one: Json, value: Any) -> str:
    kind = one["type"]
    if kind == "Input.Toggle":
        on, off = one.get("valueOn", "true"), one.get("valueOff", "false")
        if value is None:
            return str(off)
        return str(on if value in (True, on) else off)
    if value is None:
        return ""
    if kind == "Input.ChoiceSet":
        chosen = list(value) if isinstance(value, list | tuple | set) else [value]
        by_title = {choice["title"]: choice["value"] for choice in one["choices"]}
        values = set(by_title.values())
        if one.get("isMultiSelect") and isinstance(value, str) and value not in values | set(by_title):
            chosen = [part for part in value.split(",") if part]
        picked = [by_title.get(choice, choice) for choice in chosen]
        unknown = [choice for choice in picked if choice not in values]
        if unknown and one.get("style") != "filtered" and "choices.data" not in one:
            raise Blocked(f"{one['id']} has no choice {unknown}; there are {by_title}")
        if len(picked) > 1 and not one.get("isMultiSelect"):
            raise Blocked(f"{one['id']} takes one choice")
        return ",".join(picked)
    text = str(value)
    if kind == "Input.Text" and "maxLength" in one:
        text = text[: one["maxLength"]]  # clients cut off without a word
    if kind == "Input.Date" and text:
        datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    if kind == "Input.Time" and text:
        datetime.strptime(text, "%H:%M").replace(tzinfo=UTC)
    return text
