"""docs/dependencies.md is true: all that is locked stands in it with why and under which licence, and nothing else."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

FREE = ("MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0", "ISC")
"""Licences that ask for no more than to be named."""

USED_AS_THEY_ARE = {"python-stdnum": "LGPL", "certifi": "MPL", "axe-core": "MPL"}
"""What must stay as it is, or be given along when it is changed: we change none of it."""

_PINNED = re.compile(r"^([A-Za-z0-9@/._-]+)==", re.MULTILINE)


def rows(title: str) -> Iterator[list[str]]:
    """The rows of the table under this heading."""
    section = PAGE.partition(f"## {title}")[2].partition("\n## ")[0]
    for line in section.splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "package":
            yield cells


def pinned(name: str) -> set[str]:
    """What a file of requirements pins, in small letters."""
    return {each.lower() for each in _PINNED.findall((ROOT / name).read_text("utf-8"))}


def listed(title: str) -> set[str]:
    """What stands under this heading, in small letters."""
    return {cells[0].lower() for cells in rows(title)}


def wanted(name: str) -> set[str]:
    """What somebody chose, in a file of requirements."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.partition("==")[0].lower() for line in lines if line and not line.startswith(("#", "-"))}


def test_all_that_is_installed_with_the_bot_stands_there_and_nothing_else() -> None:
    chosen, along = listed("With the bot"), listed("What comes along")
    assert chosen == wanted("requirements.in")
    assert chosen | along == pinned("requirements.txt")
    assert not chosen & along


def test_all_that_tests_and_checks_need_stands_there_and_nothing_else() -> None:
    tools = wanted("requirements-dev.in") | wanted("requirements-audit.in")
    assert listed("For checks, tests and measurements") == tools
    package = json.loads((ROOT / "playground" / "package.json").read_text("utf-8"))
    assert listed("For the Playground") == {*package["dependencies"], *package["devDependencies"]}


def test_every_one_has_its_reason() -> None:
    titles = ("With the bot", "What comes along", "For checks, tests and measurements", "For the Playground")
    for title in titles:
        found = list(rows(title))
        assert found
        assert all(len(cells[-1]) > 3 for cells in found), title


@pytest.mark.parametrize(
    "cells", [*rows("With the bot"), *rows("What comes along")], ids=lambda cells: str(cells[0])
)
def test_its_licence_is_the_one_that_it_says_itself(cells: list[str]) -> None:
    name, licence, _ = cells
    told = metadata(name)
    says = " ".join(
        [*(told.get_all("License-Expression") or []), *(each[:100] for each in told.get_all("License") or [])]
        + [each for each in told.get_all("Classifier") or [] if each.startswith("License")]
    )
    first = re.split(r"[\s-]", licence)[0]
    assert first in says or (first in ("BSD", "ISC") and "BSD" in says) or says == " ", says
    if name in USED_AS_THEY_ARE:
        assert licence.startswith(USED_AS_THEY_ARE[name])
    else:
        assert licence.startswith(FREE), licence


def test_what_is_locked_is_locked_with_hashes_and_without_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert text.count("--hash=sha256:") >= len(_PINNED.findall(text)) > 10, name
        assert "://" not in re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE), name
        assert "--index-url" not in text


def test_the_audit_looks_at_each_of_them_and_is_no_part_of_the_tests() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    audit = re.search(r"^audit:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert audit is not None
    # Without --strict pip-audit calls all well of which it could look nothing up.
    for each in ("requirements.txt", "requirements-dev.txt", "npm audit", "--require-hashes", "--strict"):
        assert each in audit[1], each
    for target in ("test", "check", "lint"):
        assert not re.search(rf"^{target}:.*\baudit\b", makefile, re.MULTILINE)
