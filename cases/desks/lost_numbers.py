"""Numbers that were passed over when a backup was brought back: the row that says so."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

LOST = "lost|"


class Lost(BaseModel):
    """The numbers of a year that were passed over, both ends included."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    year: int
    first: int
    last: int
    at: AwareDatetime
