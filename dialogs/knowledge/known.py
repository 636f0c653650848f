"""What the bot knows of the policy, ready to be asked: all entries of this folder, checked and laid out."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cases.names import POLICY_NAMES, names_of
from cases.organisation import Organisation
from dialogs.flows import FLOWS
from dialogs.knowledge.asking import BEGINS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.meanings import Meanings
from dialogs.knowledge.retrieval import Index
from dialogs.knowledge.shelf import read_shelf
from dialogs.knowledge.subjects import load_subjects

_HELPING = tuple(name for name, flow in FLOWS.items() if flow.audience == "everybody")


def _laid_out(names: Mapping[str, str]) -> Index:
    entries = load_entries(Path(__file__).parent, _HELPING, names)
    return Index(read_shelf(entries), BEGINS, load_subjects(entries), Meanings())


KNOWLEDGE = _laid_out(POLICY_NAMES)
"""All entries, with the names that the policy uses."""


def knowledge_in(org: Organisation) -> Index:
    """All entries with the names of this organisation and its offices."""
    names = names_of(org)
    return KNOWLEDGE if names == POLICY_NAMES else _knowledge(tuple(names.items()))


@cache
def _knowledge(names: tuple[tuple[str, str], ...]) -> Index:
    return _laid_out(dict(names))
