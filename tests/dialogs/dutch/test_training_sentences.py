"""The sentences that understanding learns from: whole, each once, and without anything that must not be kept."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from dialogs.answers import hidden_in
from dialogs.dutch import understanding
from dialogs.dutch.intents import INTENTS

FILES = sorted((Path(understanding.__file__).parent / "sentences").glob("*.tsv"))

every_writer = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


@every_writer
def test_a_file_is_one_writer_in_five_columns(path: Path) -> None:
    told = lines(path)
    assert len(told) > 200
    for each in told:
        assert len(each) == 5, each
        intent, _, writer, pair, text = each
        assert intent in INTENTS
        assert writer == path.stem
        assert not pair or pair.startswith(writer)
        assert text == text.strip()
        assert 0 < len(text.split()) <= 130


@every_writer
def test_sentences_of_a_pair_mean_different_things(path: Path) -> None:
    pairs = defaultdict[str, set[str]](set)
    for intent, _, _, pair, _ in lines(path):
        if pair:
            pairs[pair].add(intent)
    assert all(len(intents) > 1 for intents in pairs.values())


@every_writer
def test_nothing_in_them_must_be_hidden(path: Path) -> None:
    for *_, text in lines(path):
        hidden = hidden_in(text)
        assert not hidden.bsn, text
        assert not hidden.iban, text


def test_each_sentence_is_there_once() -> None:
    counted = Counter(text.casefold() for path in FILES for *_, text in lines(path))
    assert [text for text, count in counted.items() if count > 1] == []
    assert sum(counted.values()) > 30_000
