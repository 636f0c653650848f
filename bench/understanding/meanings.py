"""Makes `meanings.index` of the entries: for each the middle of what the encoder reads in all its ways to ask.

The encoder uses some of its numbers far more than others. They are turned and stretched first so that all count as much
(whitened): that finds the point of a question left out in 71 instead of 62 % by meaning alone. It takes some minutes.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogs.dutch.encoder import Encoder
from dialogs.dutch.packed import packed
from dialogs.knowledge.entries import Entry
from dialogs.knowledge.meanings import VERSION
from dialogs.knowledge.shelf import digest

_SIGNED_BYTE = 127

_FAINT = 1e-3
"""Directions in which meanings hardly differ are stretched no more than those that differ this share of the most."""


def meanings_of(entries: Sequence[Entry], encoder: Encoder) -> bytes:
    """The file for `dialogs.knowledge.meanings`."""
    owners = [at for at, each in enumerate(entries) for _ in (*each.asked, each.antwoord)]
    read = [encoder.read(text).meaning for each in entries for text in (*each.asked, each.antwoord)]
    middle, turn, rows = laid_out(np.array(read), np.array(owners))
    head = {
        "ids": [each.id for each in entries],
        "width": len(middle),
        "entries": digest(entries),
        "sentences": encoder.sentences,
    }
    columns: list[array[Any] | bytes] = [array("f", middle.tolist())]
    for matrix in (turn, rows):
        steps = np.abs(matrix).max(axis=1) / _SIGNED_BYTE
        rounded = np.rint(matrix / steps[:, None]).astype(np.int8)
        columns += [rounded.tobytes(), array("f", steps.tolist())]
    return packed(head, VERSION, columns)


def laid_out(meanings: NDArray[Any], owners: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The middle of all, what turns and stretches one, and for each owner the direction in which its own ones lie."""
    middle = meanings.mean(axis=0, dtype=np.float64)
    apart = meanings - middle
    spread, along = np.linalg.eigh(apart.T @ apart / len(apart))
    turn = (along / np.sqrt(spread + _FAINT * spread.max())).T
    turned = apart @ turn.T
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    rows = np.zeros((owners.max() + 1, turn.shape[0]))
    np.add.at(rows, owners, turned)
    return middle, turn, rows / np.linalg.norm(rows, axis=1, keepdims=True)
