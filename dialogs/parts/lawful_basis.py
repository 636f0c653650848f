"""On which lawful basis: policy point 5. Either the user knows it, or the bot helps to find one; each is checked.

Consent comes last, as the policy wants it: whoever names it is asked first what else may fit, and with clients and
staff the FG decides whether it can be asked at all. A basis that was chosen and does not fit can be changed for
another; when the bot helps, the next one that may fit is tried by itself. Whether the data are needed is asked once,
with the purpose (see purpose.py).
"""

from collections.abc import Sequence

from dialogs.conditions import ANSWERS, both, called, either, fork, has, said, told, unless, yes
from dialogs.consequences import Ask
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Outcome, Part, Question, Target
from dialogs.parts.basis_reasons import NONE as NONE
from dialogs.parts.basis_reasons import follows
from dialogs.parts.told_data import about_clients, about_health, no_free_choice
from dialogs.parts.which_data import TEXT
from state_machines.chart import Arrow, Guard

ID = "lawful_basis"

TASKS = ("pw", "wgs")
"""The tasks that the policy itself says WIL has: they need no check (Participatiewet, debt counselling act)."""

BY_POLICY = (*TASKS, "taak", "wettelijk", "overeenkomst", "belang", "toestemming")
"""Point 5 for who is in no emergency: the one that matters most for WIL first, consent last."""

BY_ANNEX = (*TASKS, "wettelijk", "taak", "belang", "toestemming")
"""For giving to others: task and duty first, then interest, then consent (annex 1). A contract is none of them."""

HELP, CONSENT = "help", "toestemming"

CHECKS = {
    "taak": "task_check",
    "wettelijk": "duty_check",
    "overeenkomst": "contract_check",
    "belang": "interest_test",
    CONSENT: "consent_how",
}
"""The step that checks a basis."""

CONSENT_NEEDS = ("vrij", "apart", "uitleg", "zelf", "intrekken", "bewijs")
"""What consent has to be: free, specific, informed, unambiguous, easily withdrawn, and provable."""

_helping = called("helping", said("basis", HELP, CONSENT))

stands = {
    "taak": called(
        "task stands",
        either(
            said("basis", *TASKS),
            both(_helping, has("candidates", *TASKS)),
            both(told("task_name"), yes("task_assigned")),
        ),
    ),
    "wettelijk": called("duty stands", both(told("legal_law"), yes("legal_own"))),
    "overeenkomst": called("contract stands", yes("contract_with")),
    "belang": called(
        "interest stands",
        both(told("interest_what"), said("interest_scope", "nee"), yes("interest_real", "interest_weighs")),
    ),
    CONSENT: called(
        "consent stands",
        both(*(has("consent", each) for each in CONSENT_NEEDS), unless(has("consent", NONE))),
    ),
}
"""Whether the basis passed its check. On the way to an end only one can: the walk goes on from the first."""

other_law = called("task of another law", both(told("task_name"), yes("task_assigned")))


def known(arrow: Arrow) -> bool:
    """Whether somebody who knows the basis can take this arrow: no help asked, no second basis tried."""
    owner = {step: basis for basis, step in CHECKS.items()}
    if arrow.source == "basis":
        return arrow.event != HELP
    if arrow.source == "candidates":
        return arrow.target == CHECKS[CONSENT]
    return owner.get(arrow.target) in (None, owner.get(arrow.source))


def lawful_basis(order: Sequence[str], then: Target) -> Part:
    """The bases of `order`, each with its check; where one stands the flow goes on at `then`."""
    steps: list[Question] = [
        Choice(
            "basis",
            policy=("5",),
            to={**{each: _entry(each, then) for each in order}, HELP: "candidates"},
        ),
        Form(
            "candidates",
            policy=("5",),
            fields=(
                FormField(
                    "candidates",
                    "choices",
                    options=(*(each for each in order if each != CONSENT), NONE, UNKNOWN),
                    required=True,
                ),
            ),
            then=fork((has("candidates", UNKNOWN), "no_basis"), otherwise=_next(order, "", then)),
        ),
    ]
    checked = [each for each in order if each not in TASKS]
    steps += [_check(each, then, _otherwise(order, each, then)) for each in checked]
    return Part(
        ID,
        (
            *steps,
            Outcome("other_basis", policy=("5",), verdict="nog_niet", stops_early=True, again="basis"),
            Outcome(
                "interest_never", policy=("5.belang",), verdict="mag_niet", stops_early=True, again="basis"
            ),
            Outcome(
                "consent_fg", policy=("5.toestemming",), verdict="nog_niet", stops_early=True, again="basis"
            ),
            Outcome(
                "consent_not_yet",
                policy=("5.toestemming",),
                verdict="nog_niet",
                stops_early=True,
                again="basis",
            ),
            Outcome("no_basis", policy=("5",), verdict="nog_niet", stops_early=True),
        ),
        (
            Ask("fg_interest", ("5.belang",), "fg", when=stands["belang"]),
            *follows(stands, other_law, contract="overeenkomst" in order),
        ),
    )


def _entry(basis: str, then: Target) -> Target:
    """Where the check of a basis begins; some stand or fail at once on what was told already."""
    if basis in TASKS:
        return then
    first = CHECKS[basis]
    match basis:
        case "overeenkomst":
            return fork((about_health, "other_basis"), otherwise=first)
        case "belang":
            return fork((about_clients, "interest_never"), otherwise=first)
        case "toestemming":
            return fork((no_free_choice, "consent_fg"), otherwise="candidates")
    return first


def _next(order: Sequence[str], failed: str, then: Target) -> Target:
    """The next basis that may fit, for whom the bot helps; consent when no other does, then none."""
    later = order[order.index(failed) + 1 :] if failed else order
    tries = [(_may(each), then if each in TASKS else CHECKS[each]) for each in later if each != CONSENT]
    return fork(*tries, (no_free_choice, "consent_fg"), otherwise=CHECKS[CONSENT])


def _may(basis: str) -> Guard:
    ticked = has("candidates", basis)
    if basis == "overeenkomst":
        return both(ticked, unless(about_health))
    return both(ticked, unless(about_clients)) if basis == "belang" else ticked


def _otherwise(order: Sequence[str], failed: str, then: Target) -> Target:
    """Where a basis that does not stand leads: on to the next when the bot helps, else to choosing again."""
    if failed == CONSENT:
        return "no_basis"
    return fork((_helping, _next(order, failed, then)), otherwise="other_basis")


def _check(basis: str, then: Target, otherwise: Target) -> Question:
    points = (f"5.{basis}",)

    def asked(*names: str) -> tuple[FormField, ...]:
        return tuple(FormField(each, "choice", options=ANSWERS, required=True) for each in names)

    def named(name: str) -> FormField:
        return FormField(name, "text", limit=TEXT)

    done = fork((stands[basis], then), otherwise=otherwise)
    match basis:
        case "taak":
            return Form(CHECKS[basis], points, (named("task_name"), *asked("task_assigned")), done)
        case "wettelijk":
            return Form(CHECKS[basis], points, (named("legal_law"), *asked("legal_own")), done)
        case "overeenkomst":
            return Form(CHECKS[basis], points, asked("contract_with"), done)
        case "belang":
            fields = (
                *asked("interest_scope"),
                named("interest_what"),
                *asked("interest_real", "interest_weighs"),
            )
            never = said("interest_scope", "ja", DOUBT)
            failed = fork((both(unless(_helping), never), "interest_never"), otherwise=otherwise)
            return Form(CHECKS[basis], points, fields, fork((stands[basis], then), otherwise=failed))
        case _:
            whole = FormField("consent", "choices", options=(*CONSENT_NEEDS, NONE), required=True)
            free = has("consent", "vrij")
            return Form(
                CHECKS[CONSENT],
                points,
                (whole,),
                fork((stands[CONSENT], then), (free, "consent_not_yet"), otherwise=otherwise),
            )
