"""CONTRIBUTING tells where things are and how to add one: every file and folder that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_QUOTED = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"[\w./<>*-]+/[\w.<>*-]*|[\w<>*-]+\.(?:py|toml|md|nl\.toml|in|jsonl)")
_OPEN = re.compile(r"<[a-z_ ]+>|NNNN")


def named() -> list[str]:
    """Everything between backticks that is a path; what is written as <a name> stands for any."""
    told = _QUOTED.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    return sorted({each for each in told if _PATH.fullmatch(each)})


def places(path: str) -> list[Path]:
    """The files that this path means. A bare name is looked for everywhere but in what was installed."""
    wanted = _OPEN.sub("*", path).rstrip("/")
    folders = (
        "bench",
        "bot",
        "cards",
        "cases",
        "dialogs",
        "docs",
        "manifest",
        "state_machines",
        "storage",
        "tests",
    )
    found = list(ROOT.glob(wanted))
    return found or [each for folder in folders for each in (ROOT / folder).rglob(wanted)]


@pytest.mark.parametrize("path", named())
def test_what_a_recipe_names_is_there(path: str) -> None:
    assert places(path), path


def test_the_recipes_are_read() -> None:
    assert len(named()) > 20
    assert "state_machines/breach_life.py" in named()
    assert not places("cases/nowhere/<anything>.py")
