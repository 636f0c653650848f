"""Each kind of fault makes the change that it says, and what no test could notice gets none."""

import textwrap
from pathlib import Path

import pytest

from tests.mutants.faults import change_of, faults_in, fits, with_fault

ROOT = Path(__file__).parents[2]


def made(source: str) -> dict[str, set[str]]:
    """For each kind of fault the modules that it makes of this one."""
    source = textwrap.dedent(source)
    found: dict[str, set[str]] = {}
    for fault in faults_in(source):
        found.setdefault(fault.kind, set()).add(with_fault(source, fault))
    return found


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        ("x = a == b", "a comparison turned", {"x = a != b"}),
        ("x = a < b", "a comparison turned", {"x = a >= b"}),
        ("x = a < b", "a boundary moved", {"x = a <= b"}),
        ("x = a >= b", "a boundary moved", {"x = a > b"}),
        ("x = a in b", "a comparison turned", {"x = a not in b"}),
        ("x = a  not  in b", "a comparison turned", {"x = a  in b"}),
        ("x = a is not b", "a comparison turned", {"x = a is b"}),
        ("x = a < b < c", "a boundary moved", {"x = a <= b < c", "x = a < b <= c"}),
        ("x = a and b", "and for or", {"x = a or b"}),
        ("x = a or b or c", "and for or", {"x = a and b or c", "x = a or b and c"}),
        ("x = a and b", "a condition dropped", {"x = True and b", "x = a and True"}),
        ("x = a or b", "a condition dropped", {"x = False or b", "x = a or False"}),
        ("x = not a", "a not dropped", {"x = a"}),
        ("if a: b()", "a condition negated", {"if (not (a)): b()"}),
        ("while a: b()", "a condition negated", {"while (not (a)): b()"}),
        ("x = a if b else c", "a condition negated", {"x = a if (not (b)) else c"}),
        ("x = 3", "off by one", {"x = 4", "x = 2"}),
        ("x = 0", "off by one", {"x = 1", "x = (-1)"}),
        ("x = True", "a flag flipped", {"x = False"}),
        ("x = a + b", "a sum turned", {"x = a - b"}),
        ("x = a // b", "a sum turned", {"x = a * b"}),
        ("def f():\n    return a", "a return replaced", {"def f():\n    return None"}),
        ("f(a)", "a statement dropped", {"pass"}),
        ("x += 1", "a statement dropped", {"pass"}),
        ("x.y = 1", "a statement dropped", {"pass"}),
        ("raise ValueError(1)", "a statement dropped", {"pass"}),
        ("f(a, b=1, c=d)", "a keyword dropped", {"f(a, c=d)", "f(a, b=1)"}),
        ("x = (a, b)", "an element dropped", {"x = (b,)", "x = (a,)"}),
        ("x = (a, b, c)", "an element dropped", {"x = (b, c)", "x = (a, c)", "x = (a, b)"}),
        ("x = [a, b]", "an element dropped", {"x = [b]", "x = [a]"}),
        ('x = {"a": b, **c}', "an entry dropped", {"x = {**c}"}),
        ("x = [a for a in b if c]", "a filter dropped", {"x = [a for a in b if True]"}),
        ("x = min(a, b)", "its opposite called", {"x = max(a, b)"}),
        ("é = 'é'; x = a == b", "a comparison turned", {"é = 'é'; x = a != b"}),
    ],
)
def test_a_fault_is_what_it_says(source: str, kind: str, expected: set[str]) -> None:
    assert made(source)[kind] == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is for, 3 < 4."""',
        'log.info("3 of %d", 4)',
        "assert 3 < 4",
        '__slots__ = ("a", "b")',
        '__all__ = ["a", "b"]',
        "def f(x: Literal[1, 2]) -> tuple[int, str]: ...",
        "@dataclass(frozen=True, slots=True)\nclass A:\n    x: int",
        "class A(Protocol):\n    def f(self, x: int = 3) -> int: ...",
        "X = Literal[1, 2]",
        "x: TypeAlias = A | B",
        "if TYPE_CHECKING:\n    x = 3",
        'if __name__ == "__main__":\n    main(3)',
        "assert_never(x)",
        "x = cast(int, 3)",
        "for a, b in c: ...",
        'x = "text" + y',
        'x = f"{3}"',
        "import a\nfrom b import c",
    ],
)
def test_what_no_test_could_notice_is_left_alone(source: str) -> None:
    assert made(source) == {}


@pytest.mark.parametrize("path", ["cases/terms.py", "state_machines/engine.py", "cards/charts.py"])
def test_in_our_own_code_nearly_every_fault_is_a_module(path: str) -> None:
    source = (ROOT / path).read_text("utf-8")
    faults = faults_in(source)
    fitting = [fault for fault in faults if fits(source, fault)]
    assert len(fitting) > 0.97 * len(faults) > 20
    for fault in fitting[::9]:
        before, after = change_of(source, fault)
        assert before != after
        assert before in source
