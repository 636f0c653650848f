"""The files that tell what the conversations say, and what stands in them now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tests.cards.said import Said
from tests.dialogs.as_told.questions import flows
from tests.dialogs.as_told.read_words import read_words
from tests.dialogs.as_told.talks import conversation

FOLDER = Path(__file__).parent

CONVERSATIONS = range(14)


def _conversations(said: Said) -> Iterator[str]:
    for seed in CONVERSATIONS:
        yield from conversation(seed, said)


FILES: Mapping[str, Callable[[Said], Iterable[str]]] = {
    "flows": flows,
    "conversations": _conversations,
    "words": read_words,
}


def file_of(name: str) -> Path:
    """Where it is kept."""
    return FOLDER / f"{name}.txt"


def told(name: str) -> str:
    """What stands in this file."""
    said = Said()
    course = list(FILES[name](said))
    return "\n".join([*course, "", "== every line by its code", *said.table()]) + "\n"
