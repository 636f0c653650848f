"""Which lines may get a fault, and which tests should notice it: those nearest to the module first."""

import ast
import random
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.mutants.faults import Fault, faults_in, fits

PACKAGES = ("bot", "cards", "cases", "dialogs", "state_machines", "storage")
LEFT_OUT = {"playground", "crash", "checks", "mutants", "bench", "manifest"}
"""Tests that take minutes, or look at the text of the code."""

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class NothingToDo(Exception):
    """There is no code to put a fault in. The text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A fault and the module that gets it, from the root of the tree."""

    path: str
    fault: Fault


def changed_lines(root: Path, base: str) -> dict[str, set[int]]:
    """The lines of our code that are new or other than at `base`, also those that are not committed yet.

    Raises subprocess.CalledProcessError when git does not know the revision.
    """
    modules = [f"{package}/*.py" for package in PACKAGES]
    told = _git(
        root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", base, "--", *modules
    )
    lines = defaultdict[str, set[int]](set)
    for part in re.split(r"^diff --git ", told, flags=re.MULTILINE)[1:]:
        named = re.search(r"^\+\+\+ b/(.+)$", part, re.MULTILINE)
        if named is not None:
            for first, count in _HUNK.findall(part):
                lines[named[1]] |= set(range(int(first), int(first) + int(count or 1)))
    for path in _git(root, "ls-files", "--others", "--exclude-standard", "--", *modules).splitlines():
        lines[path] = set(range(1, len((root / path).read_text("utf-8").splitlines()) + 1))
    return dict(lines)


def whole_files(root: Path, named: Sequence[str]) -> dict[str, set[int]]:
    """Every line of these modules and of all modules in these folders. Raises NothingToDo for one that is not there."""
    lines = dict[str, set[int]]()
    for name in named:
        found = sorted((root / name).rglob("*.py")) if (root / name).is_dir() else [root / name]
        for path in found:
            if not path.is_file():
                raise NothingToDo(f"there is no {name}")
            lines[path.relative_to(root).as_posix()] = set(
                range(1, len(path.read_text("utf-8").splitlines()) + 1)
            )
    return lines


def sample(root: Path, lines: Mapping[str, set[int]], count: int, chance: random.Random) -> list[Place]:
    """So many faults in these lines, each kind in its turn: the commonest must not crowd out the others."""
    by_kind = defaultdict[str, list[Place]](list)
    sources = {path: (root / path).read_text("utf-8") for path in sorted(lines) if (root / path).is_file()}
    for path, source in sources.items():
        for fault in faults_in(source):
            if fault.line in lines[path]:
                by_kind[fault.kind].append(Place(path, fault))
    for places in by_kind.values():
        chance.shuffle(places)
    chosen, kinds = list[Place](), sorted(by_kind)
    while len(chosen) < count and any(by_kind.values()):
        for kind in kinds:
            fitting = _next(by_kind[kind], sources)
            if fitting is not None and len(chosen) < count:
                chosen.append(fitting)
    return chosen


def _next(places: list[Place], sources: Mapping[str, str]) -> Place | None:
    while places:
        place = places.pop()
        if fits(sources[place.path], place.fault):
            return place
    return None


class Suite:
    """The tests of a tree, and what each of them imports."""

    def __init__(self, root: Path) -> None:
        self._imports = {
            path.relative_to(root).as_posix(): set(_imported(path))
            for path in sorted((root / "tests").rglob("*.py"))
        }
        self._tests = [
            path
            for path in self._imports
            if PurePosixPath(path).name.startswith("test_") and LEFT_OUT.isdisjoint(PurePosixPath(path).parts)
        ]

    def near(self, path: str) -> list[list[str]]:
        """The tests of this module, in the order in which to ask: its own, those of its rooms, from end to end.

        What a package tells is asked early: these few tests go through most of it.
        """
        module = _module(path).removesuffix(".__init__")
        mirror = PurePosixPath("tests", path)
        itself = mirror.with_name(f"test_{mirror.name}").as_posix()
        own = [each for each in self._tests if each == itself or module in self._imports[each]]
        helpers = {_module(each) for each, names in self._imports.items() if module in names}
        rooms = [
            [each for each in self._tests if each.startswith(f"{room}/")]
            for room in mirror.parents
            if room.as_posix() not in ("tests", ".")
        ]
        through = [each for each in self._tests if self._imports[each] & helpers]
        whole = [each for each in self._tests if each.startswith("tests/e2e/")]
        first = [each for each in own if each == itself]
        as_told = [each for each in self._tests if each.startswith(f"{mirror.parents[-3]}/as_told/")]
        tiers, asked = list[list[str]](), set[str]()
        for some in (first, as_told, own, *rooms, through, whole):
            tiers.append([each for each in some if each not in asked])
            asked.update(some)
        return [tier for tier in tiers if tier]


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _imported(path: Path) -> Iterator[str]:
    """The modules that this one imports; of `from a import b` both `a` and `a.b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _git(root: Path, *arguments: str) -> str:
    ran = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout
