"""The invented organisation that tests share: that of the Playgrounds."""

from pathlib import Path

from bot.settings import read_organisation
from cases.organisation import Organisation

ORGANISATION_FILE = Path(__file__).parents[1] / "playground" / "organisation.toml"


def organisation(**changes: object) -> Organisation:
    """The organisation of `make run`; parts may be replaced."""
    return read_organisation(str(ORGANISATION_FILE)).model_copy(update=changes)
