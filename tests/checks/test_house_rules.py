"""Rules of the house that a reader cannot see in one file: who reads the clock, who catches all, what is named."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cards", "cases", "dialogs", "state_machines", "storage")
PURE = ("cards", "cases", "dialogs", "state_machines")
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "time_ns", "perf_counter"}
CHANCE = {"random", "secrets", "uuid"}
THE_ERROR_HOOKS = ("bot/teams/web.py", "bot/teams/faults.py")
POOR_NAMES = {"utils", "helpers", "helper", "manager", "data", "info", "common", "misc"}

# Written in two halves, so that this file does not name what it forbids.
FORBIDDEN = re.compile(
    "|".join(
        (
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs\.org",
            "deb" + r"\.debian\.org",
            r"/wo" + "rk/",
            "bash" + "_jobs",
        )
    )
)


def modules(packages: tuple[str, ...] = PACKAGES) -> Iterator[Path]:
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module", params=list(modules()), ids=named)
def path(request: pytest.FixtureRequest) -> Path:
    """Every module, one after the other for all of the rules."""
    module: Path = request.param
    return module


@pytest.fixture(scope="module")
def tree(path: Path) -> ast.Module:
    """What stands in it, read once for all of the rules."""
    return ast.parse(path.read_text("utf-8"))


def test_a_module_says_what_it_is_for_in_its_first_line(tree: ast.Module) -> None:
    text = ast.get_docstring(tree)
    assert text, "no docstring"
    assert text.splitlines()[0].endswith((".", ":", ";", ",")) or "\n" in text


def test_names_say_something(path: Path) -> None:
    assert path.stem not in POOR_NAMES


@pytest.mark.parametrize("path", list(modules(PURE)), ids=named, indirect=True, scope="module")
def test_the_heart_reads_no_clock_and_throws_no_dice(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "time"):
                assert node.func.attr not in CLOCKS, f"line {node.lineno} reads the clock"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [each.name for each in node.names] + [getattr(node, "module", None) or ""]
            assert CHANCE.isdisjoint(name.split(".")[0] for name in names), f"line {node.lineno}"


def test_only_the_error_hooks_catch_everything(path: Path, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            broad = caught in ("Exception", "BaseException", "everything")
            assert not broad or named(path) in THE_ERROR_HOOKS, f"line {node.lineno} catches {caught}"


def test_state_is_never_pickled(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {each.name for each in node.names} | {getattr(node, "module", None) or ""}
            assert names.isdisjoint({"pickle", "jsonpickle", "shelve", "marshal"})


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=named)
def test_what_was_ever_found_is_tried_again(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "phases":
            assert "Phase.explicit" in ast.unparse(node.value), (
                f"line {node.value.lineno} skips every @example"
            )


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60)
    wrong = list[str]()
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png", ".zip"):
            found = FORBIDDEN.search(path.read_text("utf-8", errors="replace"))
            if found:
                wrong.append(f"{name}: {found.group()}")
    assert wrong == []
