"""What the bot knows of the policy, ready to be asked: all entries of this folder, checked and laid out."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cases.names import POLICY_NAMES, names_of
from cases.organisation import Organisation
from dialogs.flows import FLOWS
from dialogs.knowledge.asking import BEGINS
from dialogs.knowledge.entries import Entry, load_entries, load_marked
from dialogs.knowledge.meanings import Meanings
from dialogs.knowledge.own_names import OwnNames
from dialogs.knowledge.retrieval import Index
from dialogs.knowledge.shelf import read_shelf
from dialogs.knowledge.subjects import load_subjects

_HELPING = tuple(name for name, flow in FLOWS.items() if flow.audience == "everybody")


_FOLDER = Path(__file__).parent


def _laid_out() -> Index:
    entries = load_entries(_FOLDER, _HELPING)
    return Index(read_shelf(entries), BEGINS, load_subjects(entries), Meanings())


KNOWLEDGE = _laid_out()
"""All entries, with the names that the policy uses."""


def knowledge_in(org: Organisation) -> Index:
    """All entries with the names of this organisation and its offices; they share what is laid out."""
    names = names_of(org)
    if names == POLICY_NAMES:
        return KNOWLEDGE
    return KNOWLEDGE.called(OwnNames(names, _marked().get, KNOWLEDGE.holds))


@cache
def _marked() -> Mapping[str, Entry]:
    return load_marked(_FOLDER)
