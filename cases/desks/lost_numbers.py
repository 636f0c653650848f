"""Numbers that were passed over when a backup was brought back: the row that says so."""

from pydantic import AwareDatetime

from cases.kept_row import KeptRow

LOST = "lost|"


class Lost(KeptRow):
    """The numbers of a year that were passed over, both ends included."""

    year: int
    first: int
    last: int
    at: AwareDatetime
