"""What is new or changes has to stand in the processing register: policy point 11."""

from dialogs.flow import Ask, Duty, Part
from dialogs.parts.which_data import new

REGISTER = Part(
    "register",
    (),
    (
        Ask("fg_register", ("11",), "fg", "register_entry", when=new),
        Duty("register_entry", ("11",), new),
    ),
)
