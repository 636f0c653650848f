"""May these data be shared: policy points 9 and 10 and annex 1, with the basis and purpose where WIL needs them."""

from dialogs.conditions import YES, called, either, fork
from dialogs.flow import DOUBT, Ask, Choice, Duty, Outcome, flow_of
from dialogs.parts.lawful_basis import BY_ANNEX, lawful_basis, stands
from dialogs.parts.purpose import purpose
from dialogs.parts.register import REGISTER
from dialogs.parts.sharing_terms import basis_needed, by_place, jz_first, sharing_terms
from dialogs.parts.which_data import fg_must_know, kinds_and_groups, personal, plan, unknown_kinds

ERRORS = ()

ask_first = called("ask first", either(jz_first, fg_must_know, stands["belang"], unknown_kinds))

END = fork((ask_first, "first_ask"), otherwise="share_if")

FLOW = flow_of(
    "sharing",
    personal(then="which"),
    kinds_and_groups(then="plan"),
    plan(then="inside"),
    Choice("inside", policy=("10",), to={YES: "colleague", "nee": "roles", DOUBT: "roles"}, doubt_as="nee"),
    Choice(
        "colleague",
        policy=("6", "7"),
        to={YES: "share_inside", "nee": "not_inside", DOUBT: "maybe_inside"},
        doubt_as="nee",
    ),
    lawful_basis(BY_ANNEX, then="purpose"),
    purpose(then=by_place(END)),
    sharing_terms(
        then=END,
        after_roles=fork((basis_needed, "basis"), otherwise=by_place(END)),
    ),
    REGISTER,
    Outcome("share_inside", policy=("6", "7"), verdict="mag_onder_voorwaarden"),
    Outcome("not_inside", policy=("7",), verdict="mag_niet"),
    Outcome("maybe_inside", policy=("7",), verdict="nog_niet"),
    Outcome("first_ask", policy=("10", "bijlage1"), verdict="nog_niet", gathers=True),
    Outcome("share_if", policy=("10", "bijlage1"), verdict="mag_onder_voorwaarden", gathers=True),
    follows=(
        Ask("po_inside", ("7",), "po", at=("not_inside", "maybe_inside")),
        Duty("inside_less", ("7",), at=("share_inside",)),
        Duty("inside_purpose", ("6",), at=("share_inside",)),
    ),
    about="matter",
)
