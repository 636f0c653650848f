"""The templates of papers: Dutch TOML in the folder `letters` of a register, with parts that several papers have.

A template is read once, at the start. What it may hold is checked here: kinds of blocks, placeholders, guards.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cards.words import placeholders

PARTS = Path(__file__).parent / "parts"
"""Blocks that several papers have."""

_NUMBERED = re.compile(r"\s*\d+[.)]")

BlockKind = Literal["heading", "paragraph", "list", "checklist", "clause", "answer"]


class BadTemplate(ValueError):
    """A template that cannot be used: it stops the start. The text says which one and why."""


def _several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]

Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BlockTemplate(_Part):
    """One block: exactly one of the six kinds, in one or more sentences.

    A sentence that is one placeholder becomes as many lines as its value has. `each` names what it is there once for:
    blocks of the same that follow each other come together, for one after the other.
    """

    heading: str = ""
    paragraph: Several = ()
    list: Several = ()
    checklist: Several = ()
    clause: Several = ()
    question: str = ""
    answer: Several = ()
    when: Several = ()
    unless: Several = ()
    each: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [bool(getattr(self, kind)) for kind in KINDS]
        if sum(given) != 1 or bool(self.question) != bool(self.answer):
            raise ValueError(
                "a block has one of heading, paragraph, list, checklist, clause, question + answer"
            )
        for sentence in (*self.sentences, self.question):
            placeholders(sentence)
        if placeholders(self.heading) or placeholders(self.question):
            raise ValueError("headings and questions hold no placeholders")
        if _NUMBERED.match(self.heading) or _NUMBERED.match(self.question):
            raise ValueError("a heading that begins with a number and a dot is drawn as a list")
        return self

    @property
    def kind(self) -> BlockKind:
        """Which of the six this is."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, not filled in."""
        told = getattr(self, self.kind)
        return (told,) if isinstance(told, str) else told


KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list", "checklist", "clause", "answer")


class Include(_Part):
    """In the place of a block: all blocks of `cases/papers/parts/<include>.nl.toml`."""

    include: Words
    when: Several = ()
    unless: Several = ()


class PartTemplate(_Part):
    """Blocks that several papers have."""

    block: tuple[BlockTemplate, ...]


class _Written(_Part):
    """A template as it stands in its file."""

    title: Words
    addressee: Words
    use: Words
    source: Words
    before: Several = ()
    block: tuple[Include | BlockTemplate, ...]


class Template(_Part):
    """A paper before it is filled in."""

    title: Words
    addressee: Words
    use: Words
    source: Words
    before: Several = ()
    block: tuple[BlockTemplate, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every placeholder in it."""
        return frozenset(
            name for each in self.block for words in each.sentences for name in placeholders(words)
        )

    @property
    def guards(self) -> frozenset[str]:
        """Everything that a block of it depends on."""
        return frozenset(name for each in self.block for name in (*each.when, *each.unless))


def read_template(path: Path) -> Template:
    written = _Written.model_validate(tomllib.loads(path.read_text("utf-8")))
    blocks = list[BlockTemplate]()
    for each in written.block:
        if isinstance(each, BlockTemplate):
            blocks.append(each)
            continue
        for inner in _shared_part(each.include).block:
            limits = {"when": (*each.when, *inner.when), "unless": (*each.unless, *inner.unless)}
            blocks.append(inner.model_copy(update=limits))
    return Template(
        title=written.title,
        addressee=written.addressee,
        use=written.use,
        source=written.source,
        before=written.before,
        block=tuple(blocks),
    )


@cache
def _shared_part(name: str) -> PartTemplate:
    """A part that papers share."""
    path = PARTS / f"{name}.nl.toml"
    return PartTemplate.model_validate(tomllib.loads(path.read_text("utf-8")))
