"""The encoder reckons as a transformer does, takes any text, and refuses a file that is not whole."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.understanding.sentences import KEPT_APART, read_sentences
from dialogs.dutch.model import ModelError
from dialogs.dutch.packed import give_back, packed
from dialogs.dutch.pieces import FIRST, LAST, LONGEST, MOST, UNKNOWN, Pieces, pieces_of
from dialogs.dutch.second_ear import VERSION, SecondEar
from dialogs.dutch.understanding import ENCODER, WEIGHTS, load_understanding, together

BOT = SecondEar(ENCODER).encoder

NAMES, HEADS, WIDTH, WIDE, LAYERS = ("ja", "nee", "anders"), 2, 8, 12, 2
PIECES = "<s>\n<pad>\n</s>\n<unk>\n▁\na\nb\n▁ab\nba\nc"


def small(seed: int) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """A tiny encoder by chance, as its file holds it."""
    chance = np.random.default_rng(seed)
    arrays: dict[str, np.ndarray] = {
        "pieces": np.frombuffer(PIECES.encode(), np.uint8),
        "scores": np.array([0, 0, 0, 0, -3, -2, -2.5, -1, -1.5, -2], np.float32),
        "places": chance.normal(size=(MOST + 2, WIDTH)).astype(np.float32),
    }

    def matrix(name: str, rows: int, columns: int) -> None:
        arrays[name] = chance.integers(-127, 128, (rows, columns)).astype(np.int8)
        arrays[f"{name}.steps"] = chance.uniform(0.001, 0.01, rows).astype(np.float32)

    def row(name: str, size: int, around: float = 0.0) -> None:
        arrays[name] = chance.normal(around, 0.3, size).astype(np.float32)

    matrix("words", 10, WIDTH)
    for name in ("norm", *(f"layer{at}.{each}" for at in range(LAYERS) for each in ("seen_norm", "norm"))):
        row(f"{name}.weight", WIDTH, 1.0)
        row(f"{name}.bias", WIDTH)
    for at in range(LAYERS):
        sizes = (
            ("looks", 3 * WIDTH, WIDTH),
            ("seen", WIDTH, WIDTH),
            ("wide", WIDE, WIDTH),
            ("narrow", WIDTH, WIDE),
        )
        for name, rows, columns in sizes:
            matrix(f"layer{at}.{name}", rows, columns)
            row(f"layer{at}.{name}.bias", rows)
    arrays["answers"] = chance.normal(size=(len(NAMES), WIDTH)).astype(np.float32)
    row("answers.bias", len(NAMES))
    return {"names": NAMES, "heads": HEADS, "layers": LAYERS, "sentences": "small"}, arrays


def file_of(told: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """The file of these arrays."""
    listed = [(name, each.dtype.char, each.shape) for name, each in arrays.items()]
    return packed({**told, "arrays": listed}, VERSION, [each.tobytes() for each in arrays.values()])


def reckoned(arrays: Mapping[str, np.ndarray], numbers: list[int]) -> list[float]:
    """The same in the plainest way, one number after another."""

    def matrix(name: str) -> np.ndarray:
        found: np.ndarray = arrays[name].astype(float) * arrays[f"{name}.steps"].astype(float)[:, None]
        return found

    def normed(row: np.ndarray, name: str) -> np.ndarray:
        row = (row - row.mean()) / np.sqrt(row.var() + 1e-12)
        found: np.ndarray = row * arrays[f"{name}.weight"] + arrays[f"{name}.bias"]
        return found

    words = matrix("words")
    rows = [normed(words[each] + arrays["places"][at], "norm") for at, each in enumerate(numbers)]
    size = WIDTH // HEADS
    for at in range(LAYERS):
        of = f"layer{at}"
        looked = [matrix(f"{of}.looks") @ row + arrays[f"{of}.looks.bias"] for row in rows]
        after = []
        for row, own in zip(rows, looked, strict=True):
            seen = []
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                weights = np.array(
                    [np.exp(own[:WIDTH][part] @ each[WIDTH : 2 * WIDTH][part] / size**0.5) for each in looked]
                )
                values = np.array([each[2 * WIDTH :][part] for each in looked])
                seen += list((weights / weights.sum()) @ values)
            mixed = matrix(f"{of}.seen") @ np.array(seen) + arrays[f"{of}.seen.bias"]
            row = normed(row + mixed, f"{of}.seen_norm")
            wide = matrix(f"{of}.wide") @ row + arrays[f"{of}.wide.bias"]
            wide = np.array(
                [0.5 * x * (1 + np.tanh((2 / np.pi) ** 0.5 * (x + 0.044715 * x**3))) for x in wide]
            )
            after.append(
                normed(row + matrix(f"{of}.narrow") @ wide + arrays[f"{of}.narrow.bias"], f"{of}.norm")
            )
        rows = after
    scores = arrays["answers"].astype(float) @ np.mean(rows, axis=0) + arrays["answers.bias"]
    raised = np.exp(scores - scores.max())
    return list(raised / raised.sum())


@pytest.mark.parametrize("seed", range(8))
def test_the_sums_are_those_of_a_transformer(tmp_path: Path, seed: int) -> None:
    told, arrays = small(seed)
    path = tmp_path / f"small{seed}.model"
    path.write_bytes(file_of(told | {"sentences": f"small {seed}"}, arrays))
    encoder = SecondEar(path).encoder
    for text in ("ab", "abba c", "a b c abc cab", "zonder", "c" * 30, ""):
        found = encoder.read(text).chances
        expected = reckoned(arrays, encoder.pieces.of(text))
        assert tuple(found) == NAMES
        assert list(found.values()) == pytest.approx(expected, abs=1e-4)


@given(st.text(max_size=900))
def test_any_text_is_taken_apart_into_known_pieces(text: str) -> None:
    numbers = BOT.pieces.of(text)
    assert numbers[0] == FIRST
    assert numbers[-1] == LAST
    assert len(numbers) <= MOST + 2
    assert all(UNKNOWN <= each < len(BOT.words.rows) for each in numbers[1:-1])
    assert numbers == BOT.pieces.of(text[:LONGEST])


@given(st.lists(st.sampled_from(["ab", "abba", "cab", "b", "bac", "abc"]), max_size=8))
def test_the_pieces_of_known_words_are_those_words(words: list[str]) -> None:
    _, arrays = small(0)
    pieces = pieces_of(PIECES, arrays["scores"].tolist())
    names = {number: name for name, number in pieces.known.items()}
    numbers = pieces.of("  ".join(words))
    assert "".join(names[each] for each in numbers[1:-1]) == "".join(f"▁{word}" for word in words)


def best(pieces: Pieces, word: str) -> float:
    """The highest sum of any way to write a word, tried one after another."""
    if not word:
        return 0.0
    ways = [pieces.worst + best(pieces, word[1:])]
    known = {
        size: pieces.known[word[:size]] for size in range(1, len(word) + 1) if word[:size] in pieces.known
    }
    ways += [pieces.scores[piece] + best(pieces, word[size:]) for size, piece in known.items()]
    return max(ways)


@given(st.text("abcz", min_size=1, max_size=9))
def test_no_other_row_of_pieces_is_likelier(word: str) -> None:
    _, arrays = small(0)
    pieces = pieces_of(PIECES, arrays["scores"].tolist())
    scores = dict(enumerate(pieces.scores)) | {UNKNOWN: pieces.worst}
    assert sum(scores[each] for each in pieces.of(word)[1:-1]) == pytest.approx(best(pieces, f"▁{word}"))


def test_signs_that_are_written_in_two_ways_are_the_same() -> None:
    text = "De cliënt gaf één kopie"
    assert BOT.pieces.of(text) == BOT.pieces.of(unicodedata.normalize("NFD", text))


def likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


def test_writers_whom_the_encoder_never_met_are_understood() -> None:
    strangers = [each for each in read_sentences() if each.writer in KEPT_APART][::8]
    right = [likeliest(BOT.read(each.text).chances) == each.intent for each in strangers]
    assert sum(right) / len(right) >= 0.88


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
def test_two_ears_together_are_no_surer_than_both_and_forget_nothing(
    one: list[float], two: list[float]
) -> None:
    first, second = (dict(zip(NAMES, each, strict=True)) for each in (one, two))
    found = together(first, second)
    assert sum(found.values()) == pytest.approx(1)
    assert all(each > 0 for each in found.values())
    for name in NAMES:
        for other in NAMES:
            if first[name] >= first[other] and second[name] >= second[other]:
                assert found[name] >= found[other]


def broken_files() -> dict[str, bytes]:
    whole = ENCODER.read_bytes()
    head, _, body = whole.partition(b"\n")
    told, arrays = small(0)
    return {
        "empty": b"",
        "cut in its heading": whole[:100],
        "cut": whole[: len(whole) // 2],
        "one byte other": whole[:-1] + bytes([whole[-1] ^ 1]),
        "another version": head.replace(b'"version":1', b'"version":2') + b"\n" + body,
        "an array short": file_of(told, {name: each for name, each in arrays.items() if name != "places"}),
        "other intents": file_of(told, arrays),
        "no heading": b"[]\n" + body,
    }


@pytest.mark.parametrize("kind", sorted(broken_files()))
def test_a_file_that_is_not_whole_or_of_another_version_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "encoder.model"
    path.write_bytes(broken_files()[kind])
    with pytest.raises(ModelError, match=r"encoder\.model"):
        load_understanding(WEIGHTS, path).second.encoder  # noqa: B018 - what its heading promises is read when needed


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        SecondEar(tmp_path / "encoder.model")


def test_the_encoder_holds_nothing_of_a_sentence() -> None:
    before = BOT.begun("mijn tas met dossiers is gestolen")
    BOT.begun("mag ik dit mailen")
    assert np.array_equal(BOT.begun("mijn tas met dossiers is gestolen"), before)


def resident(path: Path) -> int:
    """How many kB of this file stand in the memory of this process."""
    maps, here = Path("/proc/self/smaps").read_text("utf-8").splitlines(), False
    found = 0
    for line in maps:
        first, *rest = line.split()
        if "-" in first:
            here = bool(rest) and rest[-1] == str(path)
        elif here and first == "Rss:":
            found += int(rest[0])
    return found


def test_weights_that_are_given_back_take_no_memory_and_are_read_again() -> None:
    text = "mijn tas met dossiers is gestolen"
    before = BOT.begun(text)
    assert resident(ENCODER) > 5_000
    give_back()
    assert resident(ENCODER) == 0
    assert np.array_equal(BOT.begun(text), before)


@pytest.mark.parametrize("count", [1, 3, 19, 20, 21, 23, 24, 33, MOST + 2])
def test_a_matrix_in_blocks_is_that_matrix(count: int) -> None:
    chance = np.random.default_rng(count)
    matrix = BOT.layers[0].looks
    x = chance.normal(size=(count, matrix.rows.shape[1])).astype(np.float32)
    whole = x.astype(float) @ (matrix.rows.astype(float) * matrix.steps.astype(float)[:, None]).T
    found = matrix.times(x, np.empty(matrix.room, np.float32))
    assert found == pytest.approx(whole, abs=1e-3)
