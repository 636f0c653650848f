"""`make mutants` on a small tree: what is noticed, what is not, and that nothing but a copy is touched."""

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.choosing import Suite, changed_lines, sample, whole_files
from tests.stopping import stopped

ROOT = Path(__file__).parents[2]
CODE = '''"""Reckons."""


def fee(days: int) -> int:
    """What so many days cost."""
    return days * 3


def late(days: int) -> bool:
    """Whether it is too late."""
    return days > 30
'''
TEST = """from cases.sums import fee, late

def test_fee():
    assert fee(2) == 6

def test_late():
    assert late(40)
    assert not late(3)
"""


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, timeout=60)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with one module, the tests of it, and the plugin that tells which failed; under git."""
    root = tmp_path / "tree"
    for name, text in {
        "cases/__init__.py": "",
        "cases/sums.py": CODE,
        "tests/__init__.py": "",
        "tests/cases/__init__.py": "",
        "tests/cases/test_sums.py": TEST,
        "tests/mutants/__init__.py": "",
        "pyproject.toml": "[tool.pytest.ini_options]\nmarkers = ['playground', 'crash']\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    shutil.copy(ROOT / "tests" / "mutants" / "telling.py", root / "tests" / "mutants")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def as_it_lies(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def command(root: Path, *options: str) -> list[str]:
    code = "import sys; from pathlib import Path; from tests.mutants.__main__ import main; "
    code += "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
    return [sys.executable, "-c", code, str(root), "--workers", "1", *options]


def tried(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, *options), cwd=ROOT, capture_output=True, text=True, timeout=58, check=False
    )


def test_it_tells_what_no_test_noticed_and_leaves_the_tree_alone(root: Path) -> None:
    (root / "cases" / "sums.py").write_text(CODE.replace("30\n", "31\n"))
    before = as_it_lies(root)
    ended = tried(root, "--base", "HEAD", "--seed", "1")
    assert as_it_lies(root) == before
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "return days > 31" in ended.stdout, "what is not committed yet is tried too"
    assert "days * 3" not in ended.stdout, "that line did not change"
    missed = re.findall(r"^(cases/\S+) (.*)\n  - (.*)\n  \+ (.*)\n  asked: (.*)$", ended.stdout, re.MULTILINE)
    assert ("cases/sums.py:11", "a boundary moved", "return days > 31", "return days >= 31") in [
        each[:4] for each in missed
    ]
    assert {each[4] for each in missed} == {"tests/cases/test_sums.py"}
    assert re.search(r"a comparison turned: noticed by tests/cases/test_sums.py::test_late ", ended.stdout)
    assert re.search(
        r"^2 of 5 faults noticed \(40%\); what changed since HEAD, seed 1$", ended.stdout, re.MULTILINE
    )


def test_a_test_that_fails_anyway_has_no_say(root: Path) -> None:
    test = root / "tests" / "cases" / "test_sums.py"
    test.write_text(TEST + "\ndef test_other():\n    raise AssertionError\n")
    ended = tried(root, "--count", "1", "cases/sums.py")
    assert (
        "these tests fail without any fault and had no say: tests/cases/test_sums.py::test_other"
        in ended.stdout
    )
    assert "noticed by tests/cases/test_sums.py::test_other" not in ended.stdout


def test_a_test_that_fails_only_beside_others_has_no_say(root: Path) -> None:
    """As one that runs out of time on a busy machine: the fault is not what made it fail."""
    first = "def test_first():\n    sums.busy = True\n\n"
    slow = "def test_slow():\n    assert not hasattr(sums, 'busy')\n\n"
    test = root / "tests" / "cases" / "test_sums.py"
    test.write_text(f"from cases import sums\n{TEST.replace('def', f'{first}{slow}def', 1)}")
    ended = tried(root, "--count", "1", "--seed", "3", "cases/sums.py")
    assert "noticed by tests/cases/test_sums.py::test_slow" not in ended.stdout
    assert re.search(r"1/1 .*: (noticed by \S+::test_(fee|late)|NOT NOTICED) ", ended.stdout), ended.stderr


def test_whoever_stops_it_hears_what_is_known_and_nothing_goes_on(root: Path) -> None:
    test = root / "tests" / "cases" / "test_sums.py"
    test.write_text(TEST.replace("late(3)", "late(3)\n    import time; time.sleep(2)"))
    code, said = stopped(command(root, "cases"), ROOT, "faults in cases", "1/")
    assert "stopped by hand" in said
    assert re.search(r"\d of \d+ faults noticed", said)
    assert code in (0, 1)


def test_without_code_to_change_it_says_so(root: Path) -> None:
    ended = tried(root, "--base", "HEAD")
    assert ended.returncode == 2
    assert "no code changed since HEAD" in ended.stderr
    unknown = tried(root, "--base", "nothing-of-that-name")
    assert unknown.returncode == 2
    assert "nothing-of-that-name" in unknown.stderr


def test_changed_lines_are_the_new_ones(root: Path) -> None:
    (root / "cases" / "sums.py").write_text(CODE.replace("* 3", "* 4"))
    (root / "cases" / "other.py").write_text("x = 1\ny = 2\n")
    assert changed_lines(root, "HEAD") == {"cases/sums.py": {6}, "cases/other.py": {1, 2}}


def test_the_same_seed_draws_the_same_faults_and_every_kind_has_its_turn() -> None:
    lines = whole_files(ROOT, ["cases/terms.py", "state_machines"])
    drawn = sample(ROOT, lines, 30, random.Random(3))
    assert drawn == sample(ROOT, lines, 30, random.Random(3))
    assert drawn != sample(ROOT, lines, 30, random.Random(4))
    assert len({place.fault.kind for place in drawn}) > 10
    assert all(place.fault.line in lines[place.path] for place in drawn)


def test_the_nearest_tests_come_first() -> None:
    itself, as_told, own, *others = Suite(ROOT).near("cases/terms.py")
    assert itself == ["tests/cases/test_terms.py"]
    assert as_told == ["tests/cases/as_told/test_as_told.py"]
    assert "tests/cases/test_request_terms.py" in own
    assert all(each.startswith("tests/e2e/") for each in others[-1])
    asked = [each for tier in [itself, as_told, own, *others] for each in tier]
    assert len(asked) == len(set(asked))
    assert not any(each.startswith(("tests/playground", "tests/crash", "tests/checks")) for each in asked)
