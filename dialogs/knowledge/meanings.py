"""How near in meaning a question is to each entry, as the second ear reads both (docs/adr/0028).

Words tell which entry holds what is asked; the encoder (`dialogs/dutch/encoder.py`) read much other text, and also
knows words that no entry has. Of each entry the middle of all its ways to ask and its answer is kept in
`meanings.index`, which `bench/understanding/meanings.py` makes. The file is small and read at the start; reckoning
begins when it is needed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dialogs.dutch.packed import PackedError, read_packed
from dialogs.dutch.second_ear import shared_ear
from dialogs.dutch.understanding import ENCODER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dialogs.dutch.encoder import Read

MEANINGS = Path(__file__).with_name("meanings.index")

VERSION = 1
"""Of how meanings are written: goes up with every change of that."""


class Meanings:
    """Tells how much further from a question each entry is than the nearest one. Holds nothing of who asks."""

    def __init__(self, path: Path = MEANINGS, encoder: Path = ENCODER) -> None:
        """Raises PackedError for a file that is not whole."""
        head, body = read_packed(path, VERSION)
        self._encoder = encoder
        try:
            self.ids: tuple[str, ...] = tuple(head["ids"])
            self.entries, self.sentences, width = (
                str(head["entries"]),
                str(head["sentences"]),
                int(head["width"]),
            )
        except (KeyError, TypeError, ValueError) as wrong:
            raise PackedError(f"{path.name} cannot be read: {wrong!r}") from wrong
        self._middle = body.column("f", width)
        self._turn, self._turn_steps = body.column("b", width * width), body.column("f", width)
        self._rows = body.column("b", len(self.ids) * width)
        self._row_steps = body.column("f", len(self.ids))
        body.end()

    def lacks(self, text: str, read: "Read | None" = None) -> Mapping[str, float]:
        """For each entry, by its id: how much less it is like `text` than the likest one (0 to 2). Never raises.

        `read` is a line that the encoder reads already: this one or another.
        """
        known = read if read is not None and read.is_of(text) else shared_ear(self._encoder).read(text)
        alike = self._alike(known.meaning)
        return dict(zip(self.ids, (alike.max(initial=-1.0) - alike).tolist(), strict=True))

    def _alike(self, meaning: "NDArray[np.float32]") -> "NDArray[np.float32]":
        import numpy as np

        width = len(self._middle)
        turn = np.asarray(self._turn, np.int8).reshape(width, width)
        turned = (turn @ (meaning - np.asarray(self._middle, np.float32))) * np.asarray(
            self._turn_steps, np.float32
        )
        rows = np.asarray(self._rows, np.int8).reshape(len(self.ids), width)
        alike = (rows @ turned) * np.asarray(self._row_steps, np.float32)
        return (alike / max(float(np.sqrt((turned * turned).sum())), 1e-12)).astype(np.float32)
