"""What for, and is it needed: policy points 6 and 7, on one card. Nothing else asks whether the data are needed."""

from dialogs.conditions import ANSWERS, YES, called, fork, said
from dialogs.consequences import Ask, Consequence, Duty, Reason, Stricter
from dialogs.flow import DOUBT, Form, FormField, Outcome, Part, Target
from dialogs.parts.which_data import STORY

ID = "purpose"

other = called("another purpose", said("purpose_same", "nee", DOUBT))


def purpose(then: Target) -> Part:
    """A good reason, the same as the data were collected for, and no more than needed."""
    return Part(
        ID,
        (
            Form(
                "purpose",
                policy=("6", "7"),
                fields=(
                    FormField("purpose_text", "text", required=True, limit=STORY),
                    FormField("purpose_good", "choice", options=ANSWERS, required=True),
                    FormField("purpose_same", "choice", options=ANSWERS, required=True),
                    FormField("necessary", "choice", options=ANSWERS, required=True),
                ),
                then=fork(
                    (said("purpose_good", "nee"), "no_purpose"),
                    (said("purpose_good", DOUBT), "maybe_purpose"),
                    (said("necessary", "nee"), "not_necessary"),
                    (other, "other_purpose"),
                    (said("necessary", DOUBT), "maybe_necessary"),
                    otherwise=then,
                ),
            ),
            Outcome("no_purpose", policy=("6",), verdict="mag_niet", stops_early=True),
            Outcome("maybe_purpose", policy=("6",), verdict="nog_niet", stops_early=True),
            Outcome("other_purpose", policy=("6",), verdict="nog_niet", stops_early=True),
            Outcome("not_necessary", policy=("7",), verdict="mag_niet", stops_early=True),
            Outcome("maybe_necessary", policy=("7",), verdict="nog_niet", stops_early=True),
        ),
        _FOLLOWS,
    )


_FOLLOWS: tuple[Consequence, ...] = (
    Ask("po_purpose", ("6",), "po", at=("no_purpose", "maybe_purpose", "other_purpose")),
    Ask("fg_no_purpose", ("6",), "fg", at=("no_purpose", "maybe_purpose")),
    Ask("fg_purpose", ("6",), "fg", at=("other_purpose",), instead=True),
    Ask("po_necessary", ("7",), "po", at=("not_necessary", "maybe_necessary")),
    Reason("purpose_none", ("6",), at=("no_purpose",)),
    Reason("purpose_doubt", ("6",), at=("maybe_purpose",)),
    Reason("purpose_other", ("6",), said("purpose_same", "nee"), ("other_purpose",)),
    Reason("purpose_other_doubt", ("6",), said("purpose_same", DOUBT), ("other_purpose",)),
    Reason("necessary_not", ("7",), at=("not_necessary",)),
    Reason("necessary_doubt", ("7",), said("necessary", DOUBT), ("maybe_necessary", "other_purpose")),
    Reason("needed", ("7",), said("necessary", YES)),
    Duty("five_points", ("6",), at=("other_purpose",)),
    Stricter("other_purpose", ("6",), at=("other_purpose",)),
)
