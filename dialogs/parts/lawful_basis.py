"""On which lawful basis: policy point 5. Either the user knows it, or the bot helps to find one; each is checked.

Consent comes last, as the policy wants it. A basis that was chosen and does not fit can be changed for another; when
the bot helps, the next one that may fit is tried by itself.
"""

from collections.abc import Sequence

from dialogs.conditions import ANSWERS, YES, both, called, either, fork, said, unless, yes
from dialogs.flow import (
    DOUBT,
    UNKNOWN,
    Ask,
    Choice,
    Consequence,
    Duty,
    Form,
    FormField,
    Outcome,
    Part,
    Question,
    Reason,
    Stricter,
    Target,
)
from dialogs.parts.which_data import TEXT, about_clients, about_health, special
from state_machines.chart import Arrow, Guard

ID = "lawful_basis"

BY_POLICY = ("taak", "wettelijk", "overeenkomst", "vitaal", "belang", "toestemming")
"""All of point 5: the one that matters most for WIL first, consent last."""

BY_ANNEX = ("wettelijk", "taak", "vitaal", "belang", "toestemming")
"""For giving to others: duty and task first, then interest, then consent (annex 1); an emergency is point 5."""

HELP = "help"

CHECKS = {
    "taak": ("task_check",),
    "wettelijk": ("duty_check",),
    "overeenkomst": ("contract_check",),
    "vitaal": ("vital_now",),
    "belang": ("interest_scope", "interest_test"),
    "toestemming": ("consent_first", "consent_how"),
}
"""The steps that check a basis, in order."""

_POINTS = {
    "taak": "5.taak",
    "wettelijk": "5.wettelijk",
    "overeenkomst": "5.overeenkomst",
    "vitaal": "5.vitaal",
    "belang": "5.belang",
    "toestemming": "5.toestemming",
}

stands = {
    "taak": called(
        "task stands",
        both(yes("task_assigned", "task_needed"), unless(said("task_law", UNKNOWN))),
    ),
    "wettelijk": called("duty stands", yes("legal_own", "legal_needed")),
    "overeenkomst": called("contract stands", yes("contract_with", "contract_needed")),
    "vitaal": called("emergency", yes("vital_now")),
    "belang": called("interest stands", yes("interest_real", "interest_needed", "interest_weighs")),
    "toestemming": called(
        "consent stands",
        yes("consent_specific", "consent_informed", "consent_clear", "consent_back", "consent_proof"),
    ),
}
"""Whether the basis passed its check. On the way to an end only one can: the walk goes on from the first."""

_helping = called("helping", said("basis", HELP))
_never_interest = either(about_clients, said("interest_scope", YES, DOUBT))


def known(arrow: Arrow) -> bool:
    """Whether somebody who knows the basis can take this arrow: no help asked, no second basis tried."""
    owner = {step: basis for basis, steps in CHECKS.items() for step in steps}
    if arrow.event == HELP and arrow.source == "basis":
        return False
    return owner.get(arrow.target) in (None, owner.get(arrow.source)) or arrow.source == "basis"


def lawful_basis(order: Sequence[str], then: Target) -> Part:
    """The bases of `order`, each with its check; where one stands the flow goes on at `then`."""
    steps: list[Question] = [
        Choice(
            "basis",
            policy=("5",),
            to={**{each: _entry(each) for each in order}, HELP: "candidates"},
        ),
        Form(
            "candidates",
            policy=("5",),
            fields=tuple(
                FormField(f"may_{each}", "choice", options=ANSWERS, required=True)
                for each in order
                if each != "toestemming"
            ),
            then=_next(order, ""),
        ),
    ]
    for each in order:
        steps += _checks(each, then, _otherwise(order, each))
    return Part(
        ID,
        (
            *steps,
            Outcome("other_basis", policy=("5",), verdict="nog_niet", again="basis"),
            Outcome("interest_never", policy=("5.belang",), verdict="mag_niet", again="basis"),
            Outcome("consent_not_yet", policy=("5.toestemming",), verdict="nog_niet", again="basis"),
            Outcome("no_basis", policy=("5",), verdict="nog_niet"),
        ),
        (*_FOLLOWS, *_of_contract(order)),
    )


def _entry(basis: str) -> Target:
    """Where the check of a basis begins; some fail at once on what was told already."""
    first = CHECKS[basis][0]
    if basis == "overeenkomst":
        return fork((about_health, "other_basis"), otherwise=first)
    if basis == "belang":
        return fork((about_clients, "interest_never"), otherwise=first)
    return first


def _next(order: Sequence[str], failed: str) -> Target:
    """The next basis that may fit, for whom the bot helps; consent when no other does, then none."""
    later = order[order.index(failed) + 1 :] if failed else order
    tries = [(_may(each), CHECKS[each][0]) for each in later if each != "toestemming"]
    return fork(*tries, otherwise=CHECKS["toestemming"][0] if failed != "toestemming" else "no_basis")


def _may(basis: str) -> Guard:
    told = said(f"may_{basis}", YES, DOUBT)
    if basis == "overeenkomst":
        return both(told, unless(about_health))
    return both(told, unless(about_clients)) if basis == "belang" else told


def _otherwise(order: Sequence[str], failed: str) -> Target:
    """Where a basis that does not stand leads: on to the next when the bot helps, else to choosing again."""
    return fork((_helping, _next(order, failed)), otherwise="other_basis")


def _checks(basis: str, then: Target, otherwise: Target) -> list[Question]:
    points = (_POINTS[basis],)

    def asked(*names: str) -> tuple[FormField, ...]:
        return tuple(FormField(each, "choice", options=ANSWERS, required=True) for each in names)

    done = fork((stands[basis], then), otherwise=otherwise)
    match basis:
        case "taak":
            law = FormField("task_law", "choice", options=("pw", "wgs", "anders", UNKNOWN), required=True)
            fields = (law, *asked("task_assigned", "task_needed", "task_clear"))
            return [Form("task_check", points, fields, done)]
        case "wettelijk":
            law = FormField("legal_law", "text", required=True, limit=TEXT)
            return [Form("duty_check", points, (law, *asked("legal_own", "legal_needed")), done)]
        case "overeenkomst":
            return [Form("contract_check", points, asked("contract_with", "contract_needed"), done)]
        case "vitaal":
            return [Choice("vital_now", points, {YES: then, "nee": otherwise, DOUBT: otherwise}, "nee")]
        case "belang":
            never = fork((_helping, otherwise), otherwise="interest_never")
            what = FormField("interest_what", "text", required=True, limit=TEXT)
            fields = (what, *asked("interest_real", "interest_needed", "interest_weighs"))
            return [
                Choice("interest_scope", points, {YES: never, "nee": "interest_test", DOUBT: never}, YES),
                Form("interest_test", points, fields, done),
            ]
        case _:
            free = yes("consent_others", "consent_free")
            how = ("consent_specific", "consent_informed", "consent_clear", "consent_back", "consent_proof")
            return [
                Form(
                    "consent_first",
                    points,
                    asked("consent_others", "consent_free"),
                    fork((free, "consent_how"), otherwise=otherwise),
                ),
                Form(
                    "consent_how",
                    points,
                    asked(*how),
                    fork((stands[basis], then), otherwise="consent_not_yet"),
                ),
            ]


_NOT_YET = ("consent_not_yet",)

_FOLLOWS: tuple[Consequence, ...] = (
    Ask("fg_interest", ("5.belang",), "fg", when=stands["belang"]),
    Ask("fg_basis", ("5",), "fg", at=("other_basis", "interest_never", "consent_not_yet", "no_basis")),
    Reason("basis_task", ("5.taak",), stands["taak"]),
    Reason("basis_duty", ("5.wettelijk",), stands["wettelijk"]),
    Reason("basis_vital", ("5.vitaal",), stands["vitaal"]),
    Reason("basis_interest", ("5.belang",), stands["belang"], decides=True),
    Reason("basis_consent", ("5.toestemming",), stands["toestemming"]),
    Reason("consent_not_free", ("5.toestemming",), said("consent_free", "nee", DOUBT), ("other_basis",)),
    Reason("others_first", ("5.toestemming",), said("consent_others", "nee", DOUBT), ("other_basis",)),
    Reason("interest_clients", ("5.belang",), about_clients, ("interest_never",)),
    Duty("tell_people", ("5.taak",), said("task_clear", "nee", DOUBT)),
    Duty("only_emergency", ("5.vitaal",), stands["vitaal"]),
    Duty("interest_protect", ("5.belang",), stands["belang"]),
    Duty("consent_keep", ("5.toestemming",), stands["toestemming"]),
    Duty("consent_stop", ("5.toestemming",), stands["toestemming"]),
    Duty("make_specific", ("5.toestemming",), said("consent_specific", "nee", DOUBT), _NOT_YET),
    Duty("make_informed", ("5.toestemming",), said("consent_informed", "nee", DOUBT), _NOT_YET),
    Duty("make_clear", ("5.toestemming",), said("consent_clear", "nee", DOUBT), _NOT_YET),
    Duty("make_back", ("5.toestemming",), said("consent_back", "nee", DOUBT), _NOT_YET),
    Duty("make_proof", ("5.toestemming",), said("consent_proof", "nee", DOUBT), _NOT_YET),
    Stricter("interest", ("5.belang",), at=("interest_never",)),
    Stricter("consent_power", ("5.toestemming",), said("consent_free", "nee", DOUBT), ("other_basis",)),
)


def _of_contract(order: Sequence[str]) -> tuple[Consequence, ...]:
    """What only counts where a contract can be the basis."""
    if "overeenkomst" not in order:
        return ()
    return (
        Reason("basis_contract", ("5.overeenkomst",), stands["overeenkomst"]),
        Reason(
            "contract_health",
            ("5.overeenkomst",),
            both(said("basis", "overeenkomst"), about_health),
            ("other_basis",),
        ),
        Stricter("contract_special", ("5.overeenkomst",), both(stands["overeenkomst"], special)),
    )
