"""One field of a form, whether it stands in a flow or on the card of a case."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["choice", "choices", "text", "long_text", "number", "date", "time", "toggle", "person"]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form. `default` stands in it at first; `starts_now` fields are prefilled with the present moment.

    A "person" is a colleague, by the object id that Teams gives; `options` are those that we know by ourselves. What
    `folds` is behind a link until somebody opens it, and never required. `label` is what it is called where that is
    made of the case; else its words are looked up by its id. `names`: it holds numbers of cases, of the registers with
    these letters, that are there and that whoever fills it in may see; `going_on`: they are open as well.
    """

    id: str
    kind: Kind
    options: tuple[str, ...] = ()
    required: bool = False
    default: str = ""
    limit: int = 1000
    starts_now: bool = False
    names: tuple[str, ...] = ()
    going_on: bool = False
    folds: bool = False
    label: str = ""
