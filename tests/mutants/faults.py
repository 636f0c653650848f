"""Small faults that somebody could have made: where in a module they fit, and the text of the module with one of them.

Left alone is what no test could notice or what the type checker watches: annotations, decorators, docstrings, log
lines, `assert` (which narrows types here), `__slots__` and `__all__`, what only a type checker reads, and text.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

Kind = str

_TURNED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_OPERATOR = re.compile(rb"not\s+in\b|is\s+not\b|in\b|is\b|==|!=|<=|>=|<|>")
_SUMS: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.FloorDiv: "*",
    ast.Div: "*",
}
_SUM_SIGN = re.compile(rb"//|[-+*/]")
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_ONLY_TYPES = {"TYPE_CHECKING", "__name__"}
_OF_TYPES = {"cast", "TypeVar", "NewType", "ParamSpec", "assert_never", "TypeAdapter", "Literal"}
_LISTS_OF_NAMES = {"__slots__", "__all__", "__match_args__"}
_LOGS = {"log", "logger", "logging", "warnings"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One change: the bytes from `start` to `end` of the module become `text`."""

    line: int
    start: int
    end: int
    text: str
    kind: Kind


def faults_in(source: str) -> list[Fault]:
    """Every fault that has a place in this module; see `fits`. Raises SyntaxError."""
    finder = _Finder(source)
    finder.visit(ast.parse(source))
    return sorted(set(finder.found))


def fits(source: str, fault: Fault) -> bool:
    """Whether the module with the fault is still a module, and another one."""
    changed = with_fault(source, fault)
    try:
        return ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def with_fault(source: str, fault: Fault) -> str:
    """The module with this fault in it."""
    raw = source.encode()
    return (raw[: fault.start] + fault.text.encode() + raw[fault.end :]).decode()


def change_of(source: str, fault: Fault) -> tuple[str, str]:
    """The first line that differs, before and after."""
    before, after = source.splitlines(), with_fault(source, fault).splitlines()
    place = next(
        at for at, (old, new) in enumerate(zip([*before, ""], [*after, ""], strict=False)) if old != new
    )
    return before[place].strip(), (after[place].strip() if place < len(after) else "")


class _Finder(ast.NodeVisitor):
    """Walks a module and notes what could be wrong where."""

    def __init__(self, source: str) -> None:
        self.found: list[Fault] = []
        self._raw = source.encode()
        self._lines = [0]
        for line in self._raw.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    # --- what is left alone -------------------------------------------------------------------------------------

    def visit_arguments(self, node: ast.arguments) -> None:
        for default in [*node.defaults, *filter(None, node.kw_defaults)]:
            self.visit(default)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.visit(node.args)
        self._block(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any(ast.unparse(base).split("[")[0].endswith("Protocol") for base in node.bases):
            self._block(node.body)

    def visit_Module(self, node: ast.Module) -> None:
        self._block(node.body)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and "TypeAlias" not in ast.unparse(node.annotation):
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(each, ast.Name) and each.id in _LISTS_OF_NAMES for each in node.targets):
            return
        self.visit(node.value)
        if all(isinstance(each, ast.Attribute | ast.Subscript) for each in node.targets):
            self._drop(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        return

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        return

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if isinstance(node.ctx, ast.Load) and not _names_a_type(node):
            self.visit(node.slice)

    def _block(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            self.visit(statement)

    # --- statements ---------------------------------------------------------------------------------------------

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if not isinstance(call, ast.Call) or _called(call) in _OF_TYPES or _is_log(call):
            return
        self._drop(node)
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._drop(node)
        self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._drop(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._drop(node)

    def visit_Break(self, node: ast.Break) -> None:
        self._drop(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is None:
            return
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self._replace(node.value, "None", "a return replaced")
        if isinstance(node.value, ast.Tuple):  # one less is noticed by whoever takes it apart
            for each in node.value.elts:
                self.visit(each)
        else:
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if any(isinstance(each, ast.Name) and each.id in _ONLY_TYPES for each in ast.walk(node.test)):
            return
        self._negate(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    # --- expressions --------------------------------------------------------------------------------------------

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._replace(test, "True", "a filter dropped")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        before = node.left
        for operator, after in zip(node.ops, node.comparators, strict=True):
            start = self._end(before)
            sign = _OPERATOR.search(self._raw, start, self._start(after))
            if sign is not None:
                for text in _TURNED[type(operator)]:
                    boundary = text.rstrip("=") == sign.group().decode().rstrip("=") and text not in (
                        "!=",
                        "==",
                    )
                    kind = "a boundary moved" if boundary else "a comparison turned"
                    self._note(node.lineno, sign.start(), sign.end(), text, kind)
            before = after
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        old, new = (b"and", "or") if isinstance(node.op, ast.And) else (b"or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            place = self._raw.find(old, self._end(left), self._start(right))
            if place >= 0:
                self._note(left.end_lineno or node.lineno, place, place + len(old), new, "and for or")
        for value in node.values:
            whole = "True" if isinstance(node.op, ast.And) else "False"
            self._replace(value, whole, "a condition dropped")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._note(node.lineno, self._start(node), self._start(node.operand), "", "a not dropped")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        counts = not any(_is_a_row(each) for each in (node.left, node.right))
        sign = _SUM_SIGN.search(self._raw, self._end(node.left), self._start(node.right))
        if counts and sign is not None and type(node.op) in _SUMS:
            self._note(node.lineno, sign.start(), sign.end(), _SUMS[type(node.op)], "a sum turned")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, str(not node.value), "a flag flipped")
        elif isinstance(node.value, int):
            for other in (node.value + 1, node.value - 1):
                self._replace(node, f"({other})" if other < 0 else str(other), "off by one")

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in _OF_TYPES or _is_log(node):
            return
        if isinstance(node.func, ast.Name) and name in _OPPOSITES:
            self._replace(node.func, _OPPOSITES[name], "its opposite called")
        parts: list[ast.expr | ast.keyword] = sorted([*node.args, *node.keywords], key=self._start)
        for place, part in enumerate(parts):
            if isinstance(part, ast.keyword) and part.arg is not None:
                self._leave_out(parts, place, "a keyword dropped")
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if not isinstance(node.ctx, ast.Load):
            return
        if len(node.elts) == 2:  # one alone needs a comma to be a tuple
            for dropped, kept in (node.elts, node.elts[::-1]):
                text = f"{self._raw[self._start(kept) : self._end(kept)].decode()},"
                end = self._end(node.elts[1])
                self._note(dropped.lineno, self._start(node.elts[0]), end, text, "an element dropped")
            self.generic_visit(node)
        else:
            self._elements(node.elts)

    def visit_List(self, node: ast.List) -> None:
        self._elements(node.elts)

    def visit_Set(self, node: ast.Set) -> None:
        self._elements(node.elts)

    def visit_Dict(self, node: ast.Dict) -> None:
        if len(node.values) > 1:
            for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                if key is None:
                    continue
                end = self._end(value)
                if place + 1 < len(node.keys):
                    following = node.keys[place + 1]
                    end = self._start(following) if following else self._raw.index(b"**", end)
                self._note(key.lineno, self._start(key), end, "", "an entry dropped")
        self.generic_visit(node)

    def _elements(self, elements: Sequence[ast.expr]) -> None:
        if len(elements) > 1:
            for place in range(len(elements)):
                self._leave_out(elements, place, "an element dropped")
        for element in elements:
            self.visit(element)

    # --- how it is noted ----------------------------------------------------------------------------------------

    def _leave_out(self, parts: Sequence[ast.expr | ast.keyword], place: int, kind: Kind) -> None:
        """Without this part, and without the comma after it (before it, when it is the last)."""
        part = parts[place]
        start, end = self._start(part), self._end(part)
        if place + 1 < len(parts):
            end = self._start(parts[place + 1])
        elif place:
            start = self._end(parts[place - 1])
        self._note(part.lineno, start, end, "", kind)

    def _drop(self, node: ast.stmt) -> None:
        self._replace(node, "pass", "a statement dropped")

    def _negate(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Constant):
            text = self._raw[self._start(test) : self._end(test)].decode()
            self._replace(test, f"(not ({text}))", "a condition negated")

    def _replace(self, node: ast.expr | ast.stmt, text: str, kind: Kind) -> None:
        self._note(node.lineno, self._start(node), self._end(node), text, kind)

    def _note(self, line: int, start: int, end: int, text: str, kind: Kind) -> None:
        self.found.append(Fault(line, start, end, text, kind))

    def _start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_log(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in _LOGS


def _names_a_type(node: ast.Subscript) -> bool:
    """`dict[str, int]`, `Literal["a"]`: its index is a type."""
    name = ast.unparse(node.value).rsplit(".", 1)[-1]
    builtin = name in {"dict", "list", "set", "frozenset", "tuple", "type"}
    return builtin or (name[:1].isupper() and not name.isupper())


def _is_a_row(node: ast.expr) -> bool:
    """Text, tuples and lists are joined, not reckoned with."""
    text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return text or isinstance(node, ast.JoinedStr | ast.Tuple | ast.List | ast.ListComp)
