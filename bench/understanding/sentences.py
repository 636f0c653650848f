"""The labelled sentences of `dialogs/dutch/sentences`: who wrote them, and who is kept apart from training."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogs.dutch import model
from dialogs.knowledge.entries import Entry
from dialogs.knowledge.subjects import subject_of

FOLDER = Path(model.__file__).with_name("sentences")

KEPT_APART = frozenset({"c03", "e07", "g05", "i03", "k03", "m02"})
"""Writers whom the model never meets in training: the tests hold it against them."""

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a file: what it means, how it is said, who wrote it, which others have the same words."""

    intent: str
    style: str
    writer: str
    pair: str
    text: str


def read_sentences(folder: Path = FOLDER) -> list[Sentence]:
    """All sentences of all writers, in the order of their names."""
    return [
        Sentence(*line.split("\t"))
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
    ]


def trained_on(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Those that the model may learn from."""
    return [each for each in sentences if each.writer not in KEPT_APART]


def asked_of(entries: Iterable[Entry]) -> list[Sentence]:
    """The ways to ask what the bot knows, and the answers, each with what it is about in the place of an intent."""
    return [
        Sentence(subject_of(entry), "", f"{entry.id} {way}", "", text)
        for entry in entries
        for way, text in enumerate((*entry.asked, entry.antwoord))
    ]


def digest(sentences: Iterable[Sentence]) -> str:
    """Tells one collection of sentences from another: intents and texts, whatever their order."""
    lines = sorted(f"{each.intent}\t{each.text}" for each in sentences)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def folds(sentences: Sequence[Sentence], count: int = _FOLDS) -> list[int]:
    """For each sentence the fold it belongs to. A writer is in one fold, so that nobody is learnt from and tried.

    The writer "seed" is many people in one file; its sentences have no pairs, and are dealt out one by one.
    """

    def place(name: str) -> int:
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % count

    return [place(each.text if each.writer == "seed" else each.writer) for each in sentences]
