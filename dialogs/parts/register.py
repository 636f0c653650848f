"""What is new or changes has to stand in the processing register, and people have to hear of it: policy point 11."""

from dialogs.consequences import Ask, Consequence, Duty, Stricter
from dialogs.flow import Part
from dialogs.parts.told_data import new

REGISTER = Part(
    "register",
    (),
    (
        Ask("fg_register", ("11",), "fg", "register_entry", when=new),
        Duty("register_entry", ("11",), new),
    ),
)


def telling(*ends: str) -> tuple[Consequence, ...]:
    """Where something new may begin, people hear of it beforehand (AVG articles 13 and 14)."""
    return (Duty("inform", ("5", "15"), new, ends), Stricter("inform", ("5",), new, ends))
