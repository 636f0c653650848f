"""Papers: drafts of letters, notices and forms, filled from a case. What the case does not know is marked. Pure.

A template is Dutch TOML in the folder `letters` of a register: blocks with {placeholders}, each block perhaps only
`when` or `unless` something holds. A family of papers (breach, rights, consult) gives the values and says what holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Literal

from cards.words import words_beside
from cases.names import POLICY_NAMES
from cases.papers.template import BadTemplate, BlockKind, BlockTemplate, Template, read_template
from cases.plain_text import plain

say = words_beside(__file__)

SPOKEN = ("gap", "check")
"""Words that are looked up by the name of a placeholder, or of what is to be looked at."""

MOST_LINES = 40
"""From here on the lines of one typed text run on."""

PieceKind = Literal["ours", "case", "typed", "gap", "check"]
CheckName = Literal["names", "wording", "severity", "exactly", "how", "sooner"]

_BREAKS = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed: it stays text. `check` names what the office looks at before it goes out."""

    text: str
    check: CheckName | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Our own words that a person still has to agree with, or make exact: `check` names what."""

    text: str
    check: CheckName


Single = str | Typed | Proposed
Value = Single | tuple[Single, ...]
"""One value, or several: each on a line of its own, or in a sentence "a, b en c". What is empty is a gap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: fixed ones, a value of ours, what a person typed, a gap, or a thing to check.

    `name` is the placeholder of what can be filled in by itself, or was; "" of all else.
    """

    text: str
    kind: PieceKind = "ours"
    name: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a paper. `label` is the question that an answer belongs to."""

    kind: BlockKind
    lines: tuple[Line, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft for `addressee`.

    `use`, `source` and `before` (what to look at first) are for the office, and are not sent.
    """

    id: str
    number: str
    title: str
    addressee: str
    use: str
    source: str
    blocks: tuple[Block, ...]
    before: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[Piece, ...]:
        """What somebody still has to fill in or to check, each once, in the order of the paper."""
        pieces = (piece for block in self.blocks for line in block.lines for piece in line)
        return tuple(dict.fromkeys(each for each in pieces if each.kind in ("gap", "check")))

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be filled in, in words."""
        return tuple(dict.fromkeys(each.text for each in self.marks if each.kind == "gap"))

    @property
    def open_fields(self) -> Mapping[str, str]:
        """The gaps that can be filled in by themselves, in the order of the paper: words by placeholder."""
        return {each.name: each.text for each in self.marks if each.name}

    @property
    def takes_answers(self) -> bool:
        """Whether something in it can be, or was, filled in by itself."""
        return any(piece.name for block in self.blocks for line in block.lines for piece in line)

    @property
    def checks(self) -> tuple[str, ...]:
        """What is still to be looked at, in words."""
        return tuple(each.text for each in self.marks if each.kind == "check")


def shown(piece: Piece) -> str:
    """A piece as it reads: a gap or a check between square brackets."""
    match piece.kind:
        case "gap":
            return say("marked.gap", what=piece.text)
        case "check":
            return say("marked.check", what=piece.text)
    return piece.text


def line_text(line: Line) -> str:
    """A line as it reads."""
    return "".join(shown(each) for each in line)


def as_text(paper: Paper) -> str:
    """The whole paper as plain text, with what is still to do on top."""
    parts = [paper.title, say("for", addressee=paper.addressee), paper.use]
    todo = {say("todo.gaps"): paper.gaps, say("todo.checks"): paper.checks, say("todo.before"): paper.before}
    for heading, marks in todo.items():
        if marks:
            parts.append("\n".join([heading, *(f"- {each}" for each in marks)]))
    parts += ["-" * 20, *(_block_text(each) for each in paper.blocks)]
    return "\n\n".join(parts) + "\n"


def _block_text(block: Block) -> str:
    sign = {"list": "- ", "checklist": "[ ] "}.get(block.kind, "")
    lines = [f"{sign}{line_text(each)}" for each in block.lines]
    return "\n".join([block.label, *lines] if block.label else lines)


@dataclass(frozen=True, slots=True)
class Family:
    """The templates of one register, by id, in the order in which they are offered."""

    templates: Mapping[str, Template]

    def title(self, paper: str) -> str:
        """The title of this paper. Raises NoSuchPaper."""
        return self._template(paper).title

    def render(
        self,
        paper: str,
        number: str,
        values: Mapping[str, Value],
        holds: Set[str],
        several: Mapping[str, Sequence[Mapping[str, Value]]] = MappingProxyType({}),
        filled: Mapping[str, str] = MappingProxyType({}),
    ) -> Paper:
        """Fill a paper in. Raises NoSuchPaper.

        `several` has the values of what blocks are there once for each of; blocks of what it does not name are there
        once, with gaps. `filled` is what somebody filled in by hand: it stands where else there would be a gap.
        """
        template = self._template(paper)
        shown = [each for each in template.block if set(each.when) <= holds and holds.isdisjoint(each.unless)]
        blocks = tuple(
            Block(each.kind, lines, each.question)
            for name, together in groupby(shown, key=lambda each: each.each)
            for each, own in _once_for_each(tuple(together), several.get(name, ({},)))
            if (lines := tuple(_Filling({**values, **own}, {} if own else filled, bool(own)).lines(each)))
        )
        return Paper(
            paper,
            number,
            template.title,
            template.addressee,
            template.use,
            template.source,
            blocks,
            template.before,
        )

    def _template(self, paper: str) -> Template:
        try:
            return self.templates[paper]
        except KeyError:
            raise NoSuchPaper(paper) from None


def _once_for_each(
    blocks: Sequence[BlockTemplate], several: Sequence[Mapping[str, Value]]
) -> Iterator[tuple[BlockTemplate, Mapping[str, Value]]]:
    for own in several:
        yield from ((each, own) for each in blocks)


class NoSuchPaper(LookupError):
    """This case has no paper of that name."""


def load_family(folder: Path, papers: Sequence[str], guards: Set[str]) -> Family:
    """The templates `<folder>/<paper>.nl.toml`. Raises BadTemplate, OSError.

    Every placeholder must have words for its gap, and every guard must be one of the family's.
    """
    templates = dict[str, Template]()
    for paper in papers:
        path = folder / f"{paper}.nl.toml"
        try:
            template = read_template(path)
        except (ValueError, FileNotFoundError) as reason:
            raise BadTemplate(f"{path}: {reason}") from reason
        for each in sorted(template.names):
            try:
                gap_words(each)
            except LookupError as reason:
                raise BadTemplate(f"{path}: {{{each}}} has no words for its gap") from reason
        if strange := template.guards - guards:
            raise BadTemplate(f"{path}: no such guard: {sorted(strange)}")
        templates[paper] = template
    return Family(templates)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Puts values into sentences; `filled` stands where there is none. `repeated`: the block is there more than once,
    so that a gap in it has no name of its own."""

    values: Mapping[str, Value] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    repeated: bool = False

    def lines(self, block: BlockTemplate) -> Iterator[Line]:
        """The lines of a block. A break in what was typed begins a new one."""
        for sentence in block.sentences:
            parts = [(words, name or "") for words, name, _, _ in Formatter().parse(sentence)]
            if len(parts) == 1 and not parts[0][0]:
                for each in self._values(parts[0][1]):
                    yield from _split(self._told(parts[0][1], each))
            else:
                yield from _split(self._pieces(parts))

    def _pieces(self, parts: Sequence[tuple[str, str]]) -> list[Piece]:
        pieces = list[Piece]()
        for words, name in parts:
            if words:
                pieces.append(Piece(words))
            if name:
                values = self._values(name)
                for place, each in enumerate(values):
                    if place:
                        pieces.append(Piece(say("and") if place == len(values) - 1 else ", "))
                    pieces += self._told(name, each)
        return pieces

    def _told(self, name: str, value: Single) -> list[Piece]:
        if not _said(value) and self.filled.get(name, ""):
            first, *others = _told(Typed(self.filled[name]), lambda: Piece(""))
            return [replace(first, name=name), *others]
        return _told(value, lambda: Piece(gap_words(name, self.values), "gap", "" if self.repeated else name))

    def _values(self, name: str) -> tuple[Single, ...]:
        value = self.values.get(name, "")
        return tuple(dict.fromkeys(value if isinstance(value, tuple) else (value,))) or ("",)


def gap_words(name: str, values: Mapping[str, Value] = MappingProxyType({})) -> str:
    """What a gap is called, with the offices as `values` call them. Raises LookupError."""
    called = {each: value for each in POLICY_NAMES if isinstance(value := values.get(each), str)}
    return say(f"gap.{name}", **{**POLICY_NAMES, **called})


def _said(value: Single) -> str:
    return (value if isinstance(value, str) else value.text).strip()


def _told(value: Single, gap: Callable[[], Piece]) -> list[Piece]:
    if not _said(value):
        return [gap()]
    if isinstance(value, str):
        return [Piece(value, "case")]
    checked = [Piece(" "), Piece(say(f"check.{value.check}"), "check")] if value.check else []
    if isinstance(value, Proposed):
        return [Piece(value.text, "case"), *checked]
    return [Piece(_few_lines(plain(value.text).strip()), "typed"), *checked]


def _few_lines(text: str) -> str:
    lines = [line for each in text.split("\n") if (line := each.strip())]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return "\n".join(lines)


def _split(pieces: Sequence[Piece]) -> Iterator[Line]:
    line = list[Piece]()
    for piece in pieces:
        parts = _BREAKS.split(piece.text) if piece.kind == "typed" else [piece.text]
        for place, part in enumerate(parts):
            if place:
                yield tuple(line)
                line = []
            if part:
                line.append(Piece(part, piece.kind, piece.name))
    if line:
        yield tuple(line)
