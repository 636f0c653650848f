"""Who acts and who is named: an identity that Teams vouches for, with a name to show."""

import hashlib
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, field_validator

from cases.plain_text import plain

NAME_LIMIT = 80
"""Most characters that are kept of a name."""


class Colleague(BaseModel):
    """A person as a case names them. `aad_id` is the identity, `name` only for the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aad_id: str
    name: str
    teams_id: str = ""

    @field_validator("name")
    @classmethod
    def _short(cls, name: str) -> str:
        return plain(name).replace("\n", " ").strip()[:NAME_LIMIT]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who presses or types now; `roles` are the offices ("po", "fg", "jz") that the person speaks for."""

    aad_id: str
    teams_id: str
    name: str
    roles: frozenset[str] = frozenset()

    @property
    def colleague(self) -> Colleague:
        """The same person as a case keeps them."""
        return Colleague(aad_id=self.aad_id, name=self.name, teams_id=self.teams_id)


BOT = Colleague(aad_id="", name="")
"""Who did what nobody pressed."""


def person_key(aad_id: str) -> str:
    """A person in a row key: 24 hex characters, the same for each way to write the id."""
    return hashlib.sha256(aad_id.strip().lower().encode()).hexdigest()[:24]
