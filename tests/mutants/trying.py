"""Puts one fault at a time into a throw-away copy of the tree and asks the tests whether they notice."""

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mutants.choosing import Place, Suite
from tests.mutants.faults import with_fault
from tests.mutants.telling import REPORT_VARIABLE

TEST_SECONDS = 30
"""Many times what any of these tests takes; a fault may make an endless loop."""

TIER_SECONDS = 900

INSTALLED = (".venv", "playground/node_modules")
"""What git does not keep and tests need. A copy gets links to it."""

_mtimes = itertools.count(1)


class CannotTry(Exception):
    """The tests cannot be run, even without a fault. The text says which."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the tests that were asked noticed a fault, and by which of them."""

    place: Place
    asked: tuple[str, ...]
    noticed_by: str | None


@dataclass(frozen=True, slots=True)
class _Ran:
    """How the tests ended: "passed", "failed" (which did), "unreadable" or "stuck"."""

    how: str
    failed: tuple[str, ...] = ()


class Tree:
    """A copy of the tree as it lies there, committed or not."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            check=True,
            timeout=60,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            source, target = root / name, folder / name
            if source.is_file() and not source.is_symlink():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        for name in INSTALLED:
            if (root / name).exists() and not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).symlink_to((root / name).resolve())

    @contextmanager
    def faulty(self, place: Place) -> Iterator[None]:
        """The copy with this fault in it."""
        path = self.folder / place.path
        source = path.read_text("utf-8")
        _write(path, with_fault(source, place.fault))
        try:
            yield
        finally:
            _write(path, source)

    async def ask(self, tests: Sequence[str], without: Sequence[str] = ()) -> _Ran:
        """Run these tests up to the first that fails. Cancelling ends what was started."""
        report = self.folder / ".failed"
        report.unlink(missing_ok=True)
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.mutants.telling"]
        left_out = [f"--deselect={each}" for each in without]
        kinds = ["-m", "not playground and not crash", f"--timeout={TEST_SECONDS}"]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", *options, *kinds, *left_out, *tests),
            cwd=self.folder,
            env=os.environ | {REPORT_VARIABLE: str(report)},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # with all that the tests start, and out of reach of Ctrl-C
        )
        try:
            async with asyncio.timeout(TIER_SECONDS):
                status = await process.wait()
        except TimeoutError:
            return _Ran("stuck")
        finally:
            with _already_gone():
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return _Ran("passed")
        failed = tuple(report.read_text("utf-8").splitlines()) if report.exists() else ()
        return _Ran("failed", failed) if failed else _Ran("unreadable")


class Trial:
    """Asks about many faults. A test that speaks up is heard when it fails by itself too, and holds without the fault.

    In a long run a test can also fail by chance: because the machine was busy, say, and it ran out of time.
    """

    def __init__(self, suite: Suite) -> None:
        self._suite = suite
        self._sound: set[str] = set()
        self.unsound: set[str] = set()

    async def judge(self, tree: Tree, place: Place) -> Verdict:
        """The nearest tests first, until one of them notices. Raises CannotTry."""
        asked: list[str] = []
        for tests in self._suite.near(place.path):
            asked += tests
            noticed_by = await self._noticed(tree, place, tests)
            if noticed_by is not None:
                return Verdict(place, tuple(asked), noticed_by)
        return Verdict(place, tuple(asked), None)

    async def _noticed(self, tree: Tree, place: Place, tests: Sequence[str]) -> str | None:
        by_chance: set[str] = set()
        while True:
            with tree.faulty(place):
                ran = await tree.ask(tests, sorted(self.unsound | by_chance))
            match ran.how:
                case "passed":
                    return None
                case "failed":
                    (test, *_) = ran.failed
                    if not await self._holds_without(tree, test):
                        self.unsound.add(test)
                    elif await self._fails_with(tree, place, test):
                        return test
                    else:
                        by_chance.add(test)
                case _:
                    # Nobody can read the tests any more, or they never end: that is seen at once.
                    if (await tree.ask(tests, sorted(self.unsound))).how in ("passed", "failed"):
                        return "no test could be run" if ran.how == "unreadable" else "the tests did not end"
                    raise CannotTry(f"these tests cannot be run, even without a fault: {' '.join(tests)}")

    async def _fails_with(self, tree: Tree, place: Place, test: str) -> bool:
        with tree.faulty(place):
            return (await tree.ask([test])).how == "failed"

    async def _holds_without(self, tree: Tree, test: str) -> bool:
        if test not in self._sound and (await tree.ask([test])).how == "passed":
            self._sound.add(test)
        return test in self._sound


def _write(path: Path, source: str) -> None:
    path.write_text(source, encoding="utf-8")
    # Python takes what it compiled before for this text when size and second of change are the same.
    moment = path.stat().st_mtime + next(_mtimes)
    os.utime(path, (moment, moment))


@contextmanager
def _already_gone() -> Iterator[None]:
    try:
        yield
    except ProcessLookupError:
        return
