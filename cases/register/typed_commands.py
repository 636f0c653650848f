"""What the offices type to get at one register: to list it, to see one case, to make a new entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cases.register.listing import FILTERS


@dataclass(frozen=True)
class TypedCommands:
    """The phrases of one register, small letters; each row means the same.

    `lists` are by filter or by the mark that they ask for. `subject` is what follows "month overview of". `one` comes
    before a number. `new` asks for a new entry, and `button` is the label of the button that does (of a register in
    which entries are made by hand).
    """

    subject: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    button: str = ""


def typed_commands(
    words: Callable[[str], str], marks: tuple[str, ...] = (), *, by_hand: bool = False
) -> TypedCommands:
    """Reads the phrases from the words of a register, in which a bar stands between equal ones.

    `marks` are what one can ask for beside the filters that every register has. Raises LookupError for a missing word.
    """
    return TypedCommands(
        subject=phrases(words("subject")),
        one=phrases(words("one")),
        lists={wanted: phrases(words(wanted)) for wanted in (*FILTERS, *marks)},
        new=phrases(words("new")) if by_hand else (),
        button=words("button") if by_hand else "",
    )


def phrases(written: str) -> tuple[str, ...]:
    """Equal phrases, between which a bar stands."""
    return tuple(written.split("|"))
