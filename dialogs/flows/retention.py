"""May this be kept, and how long: policy point 8. Terms stand in the processing register; none is invented here."""

from dialogs.conditions import YES, called, fork, has, said
from dialogs.flow import DOUBT, UNKNOWN, Ask, Choice, Duty, Form, FormField, Outcome, Reason, flow_of
from dialogs.parts.which_data import personal

ERRORS = ()

PLACES = ("mail", "bestanden", "systeem", "papier", "apparaat")

needed = called("still needed", said("still_needed", YES))

FLOW = flow_of(
    "retention",
    personal(then="still_needed"),
    Choice(
        "still_needed",
        policy=("7", "8"),
        to={YES: "term_left", "nee": "term_left", DOUBT: "term_left"},
    ),
    Choice(
        "term_left",
        policy=("8", "11"),
        to={
            "loopt": fork(
                (needed, "keep"), (said("still_needed", "nee"), "keep_until"), otherwise="keep_doubt"
            ),
            "voorbij": fork((said("still_needed", "nee"), "places"), otherwise="term_over"),
            UNKNOWN: "term_unknown",
        },
    ),
    Form(
        "places",
        policy=("8", "12"),
        fields=(FormField("place_kinds", "choices", options=PLACES, required=True),),
        then="delete",
    ),
    Outcome("keep", policy=("8",), verdict="mag_onder_voorwaarden"),
    Outcome("keep_until", policy=("8", "11"), verdict="mag_onder_voorwaarden"),
    Outcome("keep_doubt", policy=("8",), verdict="nog_niet"),
    Outcome("term_over", policy=("8",), verdict="nog_niet"),
    Outcome("term_unknown", policy=("8", "11"), verdict="nog_niet"),
    Outcome("delete", policy=("8",), verdict="mag_niet", gathers=True),
    follows=(
        Ask("po_keep", ("8",), "po", at=("keep_doubt", "term_over", "term_unknown")),
        Ask("fg_keep", ("8",), "fg", at=("keep_doubt", "term_over", "term_unknown"), instead=True),
        Reason("not_needed", ("8",), said("still_needed", "nee"), ("term_unknown",)),
        Duty("delete_mail", ("8",), has("place_kinds", "mail")),
        Duty("delete_files", ("8",), has("place_kinds", "bestanden")),
        Duty("delete_system", ("8",), has("place_kinds", "systeem")),
        Duty("delete_paper", ("8", "12"), has("place_kinds", "papier")),
        Duty("delete_device", ("8", "12"), has("place_kinds", "apparaat")),
        Duty("no_copies", ("8",)),
        Duty("only_needed", ("8",), at=("keep", "keep_until")),
        Duty("look_again", ("8",), at=("keep", "keep_until")),
        Duty("delete_nothing", ("8",), at=("keep_doubt", "term_over", "term_unknown")),
    ),
    quarterly=True,
)
