"""What the bot knows of the policy, ready to be asked: all entries of this folder, checked and laid out."""

import tomllib
from pathlib import Path

from dialogs.flows import FLOWS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.retrieval import Index

_HERE = Path(__file__).parent
_HELPING = tuple(name for name, flow in FLOWS.items() if flow.audience == "everybody")

KNOWLEDGE = Index(
    load_entries(_HERE, _HELPING), tomllib.loads((_HERE / "asking.toml").read_text("utf-8"))["begin"]
)
"""All entries."""
