"""How well questions find their entry, and how fast: `python -m bench.knowledge`.

Three figures of finding. *Left out*: every way to ask an entry is asked while that way itself is not there, and by the
words alone; the entries are many and close, and their ways as different as people are, so this is the hard end.
*Questions*: those of tests/dialogs/knowledge/questions.tsv, written apart from the entries and marked with the policy
points that answer them, or with "-" when the policy does not; the limits of the words were fitted on these.
*Strangers* and *others*: those of strangers.tsv and others.tsv beside it, likewise, on which nothing was ever fitted
but the limit from which one entry answers by itself, once (docs/adr/0028).
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogs.knowledge.entries import Entry
from dialogs.knowledge.known import KNOWLEDGE
from dialogs.knowledge.retrieval import Index
from dialogs.knowledge.shelf import Shelf, read_shelf

QUESTIONS = Path(__file__).parents[1] / "tests" / "dialogs" / "knowledge" / "questions.tsv"

STRANGERS, OTHERS = QUESTIONS.with_name("strangers.tsv"), QUESTIONS.with_name("others.tsv")

FIRST = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Question:
    """`points` are the policy points that answer it; none when the policy does not."""

    text: str
    points: frozenset[str]


def questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """Those of the file. Raises OSError, or ValueError for a line that is no question."""
    lines = path.read_text("utf-8").splitlines()[1:]
    told = [line.split("\t") for line in lines]
    return tuple(Question(text, frozenset(points.split(",")) - {"-"}) for points, text in told)


def left_out(entries: Sequence[Entry]) -> dict[int, float]:
    """The share of ways to ask that find their entry among the first so many, each without itself."""
    places = [
        place for way in range(max(len(each.asked) for each in entries)) for place in _places(entries, way)
    ]
    return {first: sum(place < first for place in places) / len(places) for first in FIRST}


def _places(entries: Sequence[Entry], way: int) -> Iterator[int]:
    """For each entry with so many ways: how many entries come before it when this way is asked and left out."""
    index = Index(Shelf([_without(each, way) for each in entries]))
    for each in entries:
        if way < len(each.asked):
            ranked = [found.id for found, _ in index.ranked(each.asked[way], most=max(FIRST))]
            yield ranked.index(each.id) if each.id in ranked else len(entries)


def _without(entry: Entry, way: int) -> Entry:
    asked = [each for place, each in enumerate(entry.asked) if place != way]
    return entry.model_copy(update={"vraag": asked[0], "manieren": tuple(asked[1:])})


def about(entry: Entry, question: Question) -> bool:
    """Whether the entry rests on a point that answers the question; a step of a point counts as the point."""
    wanted = {each.partition(".")[0] for each in question.points}
    return not wanted.isdisjoint(each.partition(".")[0] for each in entry.punten)


def main() -> int:
    """Prints the figures."""
    entries = KNOWLEDGE.entries
    began = time.perf_counter()
    read_shelf(entries)
    laid_out = time.perf_counter()
    print(f"{len(entries)} entries, {sum(len(each.asked) for each in entries)} ways to ask")
    print(f"laid out in {1000 * (laid_out - began):.0f} ms")
    for first, share in left_out(entries).items():
        print(f"left out: {share:.1%} among the first {first}")
    for path in (QUESTIONS, STRANGERS, OTHERS):
        _tell(path.stem, questions(path))
    return 0


def _tell(name: str, asked: Sequence[Question]) -> None:
    began = time.perf_counter()
    found = [(each, KNOWLEDGE.answer_to(each.text)) for each in asked]
    took = time.perf_counter() - began
    print(f"{name}: {1000 * took / len(asked):.2f} ms a question")
    known = [(each, answer) for each, answer in found if each.points]
    for first in FIRST:
        hits = [
            any(about(entry, each) for entry, _ in KNOWLEDGE.ranked(each.text, most=first))
            for each, _ in known
        ]
        print(f"{name}: {sum(hits) / len(hits):.1%} of {len(hits)} find their point among the first {first}")
    sure = [(each, answer.entries[0]) for each, answer in known if answer.sure]
    right = sum(about(entry, each) for each, entry in sure)
    print(
        f"answered by one card: {len(sure) / len(known):.1%}, {right / max(len(sure), 1):.1%} of them on their point"
    )
    shown = sum(any(about(entry, each) for entry in answer.entries) for each, answer in known)
    print(f"their point on the card that is shown: {shown / len(known):.1%}")
    print(f"known questions of which nothing is found: {sum(not answer.entries for _, answer in known)}")
    unknown = [answer for each, answer in found if not each.points]
    wrong = sum(answer.sure and answer.entries[0].staat == "beleid" for answer in unknown)
    print(f"not in the policy: {len(unknown)}, answered as if they were: {wrong}")


if __name__ == "__main__":
    sys.exit(main())
