"""The encoder as understanding asks it: its file is checked at the start, and it is made when it is first needed.

What it reckons with takes a fifth of a second to make, and a bot that is asked nothing doubtful needs none of it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dialogs.dutch.model import ModelError
from dialogs.dutch.packed import PackedError, read_packed

if TYPE_CHECKING:
    from dialogs.dutch.encoder import Encoder, Read

VERSION = 1
"""Of what the file holds: goes up with every change of that."""


class SecondEar:
    """How likely each intent is, as the encoder hears it. Holds nothing about anybody."""

    def __init__(self, weights: Path) -> None:
        """Raises ModelError when the file is not whole or not of this version."""
        self._encoder: Encoder | None = None
        self._name = weights.name
        try:
            self._told, self._body = read_packed(weights, VERSION)
            self.names = tuple(self._told["names"])
        except (PackedError, KeyError, TypeError) as wrong:
            raise ModelError(f"{weights.name}: {wrong}") from wrong

    @property
    def encoder(self) -> "Encoder":
        """The encoder itself. Raises ModelError when the file does not hold what its heading tells."""
        if self._encoder is None:
            from dialogs.dutch.encoder import encoder_of

            try:
                self._encoder = encoder_of(self._told, self._body)
            except (LookupError, TypeError, ValueError) as wrong:
                raise ModelError(f"{self._name} cannot be read: {wrong!r}") from wrong
        return self._encoder

    def read(self, text: str) -> "Read":
        """What it makes of `text`: how likely each intent is, and what is meant. Never raises."""
        return self.encoder.read(text)


@cache
def shared_ear(weights: Path) -> SecondEar:
    """The one of this file that all of the process share. Raises ModelError, as `SecondEar` does."""
    return SecondEar(weights)
