"""What for, and is it needed: policy points 6 and 7, with the factors of AVG article 6(4) for another purpose."""

from dialogs.conditions import ANSWERS, YES, fork, said
from dialogs.flow import (
    DOUBT,
    Ask,
    Choice,
    Consequence,
    Form,
    FormField,
    Outcome,
    Part,
    Reason,
    Stricter,
    Target,
)
from dialogs.parts.which_data import STORY

ID = "purpose"

FACTORS = ("factor_link", "factor_context", "factor_nature", "factor_effects", "factor_safeguards")
"""What counts when data are used for another purpose than they were collected for (AVG article 6(4))."""


def purpose(then: Target) -> Part:
    """A good reason, the same as the data were collected for, and no more than needed."""
    return Part(
        ID,
        (
            Form(
                "purpose",
                policy=("6",),
                fields=(
                    FormField("purpose_text", "text", required=True, limit=STORY),
                    FormField("purpose_good", "choice", options=ANSWERS, required=True),
                    FormField("purpose_same", "choice", options=ANSWERS, required=True),
                ),
                then=fork(
                    (said("purpose_good", "nee", DOUBT), "no_purpose"),
                    (said("purpose_same", "nee", DOUBT), "compatibility"),
                    otherwise="necessary",
                ),
            ),
            Form(
                "compatibility",
                policy=("6",),
                fields=tuple(FormField(each, "long_text", limit=STORY) for each in FACTORS),
                then="other_purpose",
            ),
            Choice(
                "necessary",
                policy=("7",),
                to={YES: then, "nee": "not_necessary", DOUBT: "maybe_necessary"},
                doubt_as="nee",
            ),
            Outcome("no_purpose", policy=("6",), verdict="mag_niet"),
            Outcome("other_purpose", policy=("6",), verdict="nog_niet"),
            Outcome("not_necessary", policy=("7",), verdict="mag_niet"),
            Outcome("maybe_necessary", policy=("7",), verdict="nog_niet"),
        ),
        _FOLLOWS,
    )


_FOLLOWS: tuple[Consequence, ...] = (
    Ask("po_purpose", ("6",), "po", at=("no_purpose", "other_purpose")),
    Ask("fg_purpose", ("6",), "fg", at=("no_purpose", "other_purpose"), instead=True),
    Ask("po_necessary", ("7",), "po", at=("not_necessary", "maybe_necessary")),
    Reason("needed", ("7",), said("necessary", YES)),
    Stricter("other_purpose", ("6",), at=("other_purpose",)),
)
