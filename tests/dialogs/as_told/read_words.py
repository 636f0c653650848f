"""How every word that the readers of moments and numbers know is read, alone and beside the words it goes with."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import ModuleType

from dialogs.dutch import moment_words, number_words, numbers
from dialogs.dutch.moments import Reading, read_moment, read_range
from dialogs.dutch.numbers import read_count_range, read_number, read_yes_no
from tests.cards.said import Said
from tests.dialogs.walking import NOW

MOMENTS = (
    "{}",
    "half vier {}",
    "12 {} 2026",
    "drie {} geleden",
    "{} maandag",
    "eerder deze {}",
    "gisteren {} vijf",
    "van {} tot vandaag",
)
NUMBERS = ("{}", "een {}", "{} vijf", "tussen de {} en de duizend")

NOWS = (NOW, (NOW + timedelta(days=97)).replace(hour=3, minute=5))
"""An afternoon, and the night of the last day of a month in another year."""


def read_words(said: Said) -> Iterator[str]:
    """A line a word: what each phrase around it is read as, at each of the moments."""
    for module in (moment_words, number_words, numbers):
        for table, words in _tables(module):
            yield f"== {module.__name__.rpartition('.')[2]} {table}"
            for word in words:
                yield f"{word}: {_moments(word)} | {_numbers(word)}"


def _tables(module: ModuleType) -> Iterator[tuple[str, list[str]]]:
    for name, value in vars(module).items():
        if isinstance(value, (dict, set, frozenset, tuple, list)):
            words = sorted({each for each in value if isinstance(each, str)})
            if words and not name.startswith("__"):
                yield name, words


def _moments(word: str) -> str:
    found = []
    for phrase in MOMENTS:
        text = phrase.format(word)
        read = list(dict.fromkeys(_moment(text, now) for now in NOWS))
        found.append(",".join(read) if any(each != "-" for each in read) else "-")
    return " ".join(found)


def _moment(text: str, now: datetime) -> str:
    whole = read_range(text, now)
    return _told(read_moment(text, now)) if whole is None else "..".join(map(_told, whole))


def _told(read: Reading | None) -> str:
    if read is None:
        return "-"
    day = f"{read.date:%y%m%d}" if read.date is not None else ""
    return f"{day}{f'T{read.time:%H%M}' if read.time is not None else ''}{'~' * read.approximate}"


def _numbers(word: str) -> str:
    found = []
    for phrase in NUMBERS:
        text = phrase.format(word)
        answers = (read_number(text), read_count_range(text), read_yes_no(text))
        found.append("/".join("" if each is None else str(each) for each in answers).strip("/") or "-")
    return " ".join(found)
