"""What the bot knows of the policy, ready to be asked: all entries of this folder, checked and laid out."""

from pathlib import Path

from dialogs.flows import FLOWS
from dialogs.knowledge.asking import BEGINS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.retrieval import Index
from dialogs.knowledge.shelf import read_shelf
from dialogs.knowledge.subjects import load_subjects

_HELPING = tuple(name for name, flow in FLOWS.items() if flow.audience == "everybody")

_ENTRIES = load_entries(Path(__file__).parent, _HELPING)

KNOWLEDGE = Index(read_shelf(_ENTRIES), BEGINS, load_subjects(_ENTRIES))
"""All entries."""
