"""Whatever the heart passes around never changes, takes nothing unknown, and shows nobody's words when it is wrong."""

import dataclasses
import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from pydantic import BaseModel

ROOMS = ("cases", "dialogs", "cards", "state_machines")

GROWS = {
    *(f"cases.desks.destruction.{name}" for name in ("Announcement", "Destroyed", "DestructionRecord")),
    *("cases.kept_row.KeptRow", "cases.desks.anchors.Anchor", "cases.desks.lost_numbers.Lost"),
    *("cases.register.history.Event", "cases.register.listing.Entry", "cases.register.messages.Due"),
    *(
        "cases.register.posts.Post",
        "dialogs.guide.Draft",
        "dialogs.talk.turn.Offer",
        "dialogs.talk.turn.Said",
        "dialogs.talk.turn.Typed",
        "dialogs.talk.turn.Talk",
    ),
}
"""Rows that a later version may have written more into: what is unknown in them is passed over."""

OURS = (
    "cases.organisation",
    "cases.papers.template",
    "dialogs.knowledge.entries",
    "dialogs.scenarios",
    "dialogs.texts",
)
"""What is read here at the start is ours: a mistake in it is shown in whole."""

MOVES = {"state_machines.engine._Cursor"}
"""The model that the library moves."""


def _classes() -> Iterator[type]:
    for room in ROOMS:
        for module in walk_packages([room], f"{room}."):
            loaded = import_module(module.name)
            yield from (
                each
                for _, each in inspect.getmembers(loaded, inspect.isclass)
                if each.__module__ == module.name
            )


def _name(each: type) -> str:
    return f"{each.__module__}.{each.__qualname__}"


CLASSES = {_name(each): each for each in _classes()}
MODELS = {name: each for name, each in CLASSES.items() if issubclass(each, BaseModel)}
VALUES = {name: each for name, each in CLASSES.items() if dataclasses.is_dataclass(each)}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_never_changes_and_keeps_to_its_fields(name: str) -> None:
    config = MODELS[name].model_config
    assert config.get("frozen") is True
    if not name.startswith(OURS):
        assert config.get("hide_input_in_errors") is True
    assert (config.get("extra") != "forbid") is (name in GROWS)


@pytest.mark.parametrize("name", VALUES)
def test_a_value_never_changes(name: str) -> None:
    frozen = VALUES[name].__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert frozen is (name not in MOVES)
