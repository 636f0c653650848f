"""What is kept as a row of its own: what all such values have in common."""

from pydantic import BaseModel, ConfigDict


class KeptRow(BaseModel):
    """Never changed once it is made; an error about it never tells what stands in it. `form` is the shape of the row,
    counted up when one day it is read in another way."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
