"""What docs/betrouwbaarheid.md says that is tested is tested: each test that it names is there, and each fault stands
in it."""

import ast
import re
from collections.abc import Collection

from tests.deploy import test_admin_pages as admin_pages
from tests.deploy.dockerfile import ROOT
from tests.deploy.test_admin_pages import ADDRESSED
from tests.faults import test_clock, test_mail, test_sqlite

PAGE = ROOT / "docs" / "betrouwbaarheid.md"
TOLD = PAGE.read_text("utf-8")
TABLES: dict[str, Collection[str]] = {
    "tests/faults/test_sqlite.py": test_sqlite.TROUBLES,
    "tests/faults/test_mail.py": test_mail.TROUBLES,
    "tests/faults/test_clock.py": test_clock.JUMPS,
}
"""The faults of each suite; what is tried one by one has its name between brackets."""

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(?:\[([^\]]+)\])?`")


def names_in(file: str) -> set[str]:
    """The names of all tests of a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {
        part.name
        for part in ast.walk(tree)
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and part.name.startswith("test_")
    }


def missing(told: str) -> list[str]:
    """What is named and not there."""
    return [
        f"{file}::{name}[{fault}]"
        for file, name, fault in NAMED.findall(told)
        if not (ROOT / file).is_file()
        or name not in names_in(file)
        or (fault and fault not in TABLES.get(file, ()))
    ]


def test_every_test_that_it_names_is_there() -> None:
    assert len(NAMED.findall(TOLD)) > 20
    assert missing(TOLD) == []


def test_every_row_names_a_test() -> None:
    faults = TOLD.partition("## De cijfers")[0]
    rows = [line for line in faults.splitlines() if line.startswith("| ") and "| storing |" not in line]
    assert len(rows) > 20
    assert [line for line in rows if not NAMED.search(line)] == []


def test_every_suite_of_faults_stands_in_it() -> None:
    named = {(file, name) for file, name, _ in NAMED.findall(TOLD)}
    for path in sorted((ROOT / "tests" / "faults").glob("test_*.py")):
        file = path.relative_to(ROOT).as_posix()
        told = {name for each, name in named if each == file}
        assert names_in(file) <= told, file


def test_the_check_sees_what_is_not_there() -> None:
    good = "`tests/faults/test_sqlite.py::test_the_file_fails[locked]`"
    assert missing(good) == []
    for wrong in ("sqlite", "file_fails", "locked"):
        assert len(missing(good.replace(wrong, "x"))) == 1, wrong


def test_every_link_leads_somewhere_and_the_first_page_leads_to_it() -> None:
    for file, _ in ADDRESSED.findall(TOLD):
        assert (PAGE.parent / file).resolve().is_file(), file
    first = ROOT / "docs" / "beheer" / "README.md"
    led_to = {(first.parent / file).resolve() for file, _ in ADDRESSED.findall(first.read_text("utf-8"))}
    assert PAGE in led_to


def test_it_is_in_the_words_of_the_house() -> None:
    admin_pages.test_every_command_is_one_of_the_program(PAGE)
    admin_pages.test_no_sentence_is_long(PAGE)
    admin_pages.test_the_words_are_those_of_the_house(PAGE)
