"""The Dutch words of a module: a TOML file of its name beside it, read once when the module is imported."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any


class Words:
    """Looks up sentences by dotted key and fills in their named {placeholders}."""

    __slots__ = ("_sentences", "_source")

    def __init__(self, source: str, sentences: Mapping[str, str]) -> None:
        self._source = source
        self._sentences = dict(sentences)
        for sentence in self._sentences.values():
            placeholders(sentence)  # a sentence that cannot be filled in stops the start, not a turn

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under this key. An unknown key or a missing value is a LookupError."""
        sentence = self._sentences.get(key)
        if sentence is None:
            raise LookupError(f"{self._source} has no {key!r}")
        if "{" not in sentence and "}" not in sentence:
            return sentence
        try:
            return sentence.format(**values)
        except KeyError as missing:
            raise LookupError(f"{self._source}: {key!r} was not given {missing}") from missing


def words_beside(module_file: str) -> Words:
    """The words of `<module>.nl.toml` beside this module. Raises OSError or ValueError."""
    path = Path(module_file).with_suffix(".nl.toml")
    return Words(path.name, sentences_in(path))


def sentences_in(path: Path) -> dict[str, str]:
    """Every sentence of a words file under its dotted key. A value that is not text is a ValueError."""
    found: dict[str, str] = {}
    pending: list[tuple[str, Any]] = [("", tomllib.loads(path.read_text("utf-8")))]
    while pending:
        key, value = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{key}.{name}" if key else name, each) for name, each in value.items()]
        elif isinstance(value, str):
            found[key] = value
        else:
            raise ValueError(f"{path.name}: {key} is not text")
    return found


def placeholders(sentence: str) -> frozenset[str]:
    """The names between braces. Positional or nested ones are a ValueError."""
    if (
        "{" not in sentence and "}" not in sentence
    ):  # nine of ten: thousands are looked at while the bot starts
        return frozenset()
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    if wrong := {name for name in names if not name.isidentifier()}:
        raise ValueError(f"not a named placeholder: {sorted(wrong)}")
    return frozenset(names)
