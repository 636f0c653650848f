"""Who acts and who looks on: a person whom Teams vouches for, with the roles that the organisation gave them."""

import hashlib
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, field_validator

from cases.plain_text import one_line

NAME_LIMIT = 80
"""Most characters that are kept of a name."""


class Actor(BaseModel):
    """A person. `aad_id` is the identity, `name` is for the reader only; `roles` are offices (po, fg, jz)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    aad_id: str
    teams_id: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()

    @field_validator("name")
    @classmethod
    def _short(cls, name: str) -> str:
        return one_line(name)[:NAME_LIMIT].rstrip()


def person_key(aad_id: str) -> str:
    """A person in a row key: 24 hex digits, the same for each way to write the id, showing nobody."""
    return hashlib.sha256(aad_id.strip().lower().encode()).hexdigest()[:24]


BOT = Actor(aad_id="bot", name="", roles=frozenset({"bot"}))
"""Who acts when nobody does."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a card for the offices: a person in the own chat (`private`), or an office in its channel."""

    actor: Actor
    private: bool

    @staticmethod
    def in_channel(*offices: str) -> "Viewer":
        """Everybody who looks on in the channel of these offices; of none in a channel of nobody."""
        return Viewer(Actor(aad_id="", roles=frozenset(offices)), private=False)
