"""May this be kept or may it go: policy point 8. Terms stand in the processing register; none is invented here.

Both questions are one check of the policy with opposite answers: the headings turn with what was asked.
"""

from dialogs.conditions import ANSWERS, YES, both, called, either, fork, has, said, unless
from dialogs.consequences import Ask, Duty, Heading, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Outcome, flow_of
from dialogs.parts.which_data import personal

ERRORS = ()

KEEP, DELETE = "bewaren", "wissen"
"""What somebody wants to know: whether the data may stay, or whether they may go."""

ELSEWHERE, OWN_COPY = "elders", "kopie"
"""Terms that the register does not tell: one from somewhere else, and an own copy of what stands in a file."""

PLACES = ("mail", "bestanden", "systeem", "papier", "apparaat")

needed = called("still needed", said("still_needed", YES))
not_needed = called("not needed", said("still_needed", "nee"))
wants_delete = called("wants to delete", said("keep_or_delete", DELETE))
runs = called("term runs", said("term_left", "loopt"))
past = called("term past", said("term_left", "voorbij"))
own_copy = called("own copy", said("term_left", OWN_COPY))
copy_goes = called("own copy goes", both(own_copy, wants_delete))
running = called("something runs", said("running", YES, DOUBT))

NO_ANSWER = ("keep_doubt", "term_over", "term_unknown", "term_elsewhere")
KEPT = ("keep", "keep_until", "copy_keep")
GOES = ("hold", "delete")
ENDS = (*KEPT, *NO_ANSWER, *GOES)


def _not_yet(name: str, *at: str) -> Heading:
    """No, when it was asked whether it may go."""
    return Heading(name, ("8",), wants_delete, at, "nog_niet")


FLOW = flow_of(
    "retention",
    Choice("keep_or_delete", policy=("8",), to={KEEP: "personal", DELETE: "personal"}),
    personal(then="term_left"),
    Choice(
        "term_left",
        policy=("8", "11"),
        to={
            **dict.fromkeys(("loopt", "voorbij", OWN_COPY), "still_needed"),
            ELSEWHERE: "term_elsewhere",
            UNKNOWN: "term_unknown",
        },
    ),
    Choice(
        "still_needed",
        policy=("7", "8"),
        to={
            YES: fork((runs, "keep"), (own_copy, "copy_keep"), otherwise="term_over"),
            "nee": fork((runs, "keep_until"), otherwise="places"),
            DOUBT: fork((past, "term_over"), otherwise="keep_doubt"),
        },
    ),
    Form(
        "places",
        policy=("8", "12", "14", "16"),
        fields=(
            FormField("place_kinds", "choices", options=PLACES, required=True),
            FormField("running", "choice", options=ANSWERS, required=True),
        ),
        then=fork((running, "hold"), otherwise="delete"),
    ),
    Outcome("keep", policy=("8",), verdict="mag_onder_voorwaarden"),
    Outcome("keep_until", policy=("8", "11"), verdict="mag_onder_voorwaarden"),
    Outcome("copy_keep", policy=("8",), verdict="mag_onder_voorwaarden"),
    Outcome("keep_doubt", policy=("8",), verdict="nog_niet"),
    Outcome("term_over", policy=("8",), verdict="nog_niet"),
    Outcome("term_unknown", policy=("8", "11"), verdict="nog_niet"),
    Outcome("term_elsewhere", policy=("8", "11"), verdict="nog_niet"),
    Outcome("hold", policy=("8", "14", "16"), verdict="nog_niet"),
    Outcome("delete", policy=("8",), verdict="mag_niet", gathers=True),
    follows=(
        _not_yet("not_yet_gone", "keep", "keep_until", *NO_ANSWER, "hold"),
        Heading("copy_may_go", ("8",), wants_delete, ("copy_keep",)),
        Heading("may_go", ("8",), wants_delete, ("delete",), "mag_onder_voorwaarden"),
        Ask("po_keep", ("8",), "po", at=("keep_doubt", "term_over", "term_unknown")),
        Ask("fg_term", ("11",), "fg", at=("term_elsewhere",)),
        Ask("fg_keep", ("8",), "fg", at=("keep_doubt", "term_over", "term_unknown"), instead=True),
        Ask("po_running", ("14", "16"), "po", at=("hold",)),
        Reason("running", ("14", "16"), at=("hold",), decides=True),
        Reason("term_runs", ("8", "11"), runs, ENDS),
        Reason("term_past", ("8", "11"), past, ENDS),
        Reason("term_unknown", ("8", "11"), said("term_left", UNKNOWN), ENDS),
        Reason("term_elsewhere", ("11",), said("term_left", ELSEWHERE), ENDS),
        Reason("own_copy", ("8",), own_copy, ENDS),
        Reason("needed", ("8",), needed, ENDS),
        Reason("not_needed", ("8",), not_needed, ENDS),
        Reason("need_doubt", ("8",), said("still_needed", DOUBT), ENDS, decides=True),
        Duty("delete_mail", ("8",), has("place_kinds", "mail")),
        Duty("delete_files", ("8",), has("place_kinds", "bestanden")),
        Duty("delete_system", ("8",), has("place_kinds", "systeem")),
        Duty("delete_paper", ("8", "12"), has("place_kinds", "papier")),
        Duty("delete_device", ("8", "12"), has("place_kinds", "apparaat")),
        Duty("no_copies", ("8",), unless(own_copy)),
        Duty("only_copy", ("8",), own_copy),
        Duty("only_needed", ("8",), unless(copy_goes), ("keep", "copy_keep")),
        Duty("nothing_runs", ("14", "16"), copy_goes, ("copy_keep",)),
        Duty("own_copies", ("8",), at=("keep_until",)),
        Duty("look_again", ("8",), unless(copy_goes), KEPT),
        Duty("delete_nothing", ("8",), at=(*NO_ANSWER, "hold")),
        Stricter(
            "selection_list",
            ("8",),
            both(has("place_kinds", "bestanden", "systeem", "papier"), unless(either(own_copy, running))),
        ),
    ),
    quarterly=True,
)
