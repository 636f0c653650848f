"""Sentences as colleagues type them, with all that they tell and nothing else, from the file beside this one."""

import tomllib
from pathlib import Path

TOLD: list[tuple[str, str, dict[str, str]]] = [
    (flow, each["said"], each["tells"])
    for flow, sentences in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
    for each in sentences
]
"""The flow in which it is said, the sentence, and what it tells by the name of the field."""
