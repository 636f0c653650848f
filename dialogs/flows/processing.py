"""May these data be used: policy points 1 to 12, and on into sharing where they go outside."""

from dialogs.conditions import YES, both, called, either, fork, has, said, unless, yes
from dialogs.flow import DOUBT, UNKNOWN, Ask, Choice, Duty, Form, FormField, Outcome, Reason, flow_of
from dialogs.parts.lawful_basis import BY_POLICY, lawful_basis, stands
from dialogs.parts.purpose import purpose
from dialogs.parts.register import REGISTER
from dialogs.parts.sharing_terms import jz_first, sharing_terms
from dialogs.parts.which_data import (
    bsn,
    criminal,
    fg_must_know,
    kinds_and_groups,
    personal,
    plan,
    sensitive,
    special,
    unknown_kinds,
    with_bsn,
)

ERRORS = ()

NO_RISK = "geen"
RISKS = ("combineren", "profiel", "volgen", "groot", "techniek", "controle", NO_RISK, UNKNOWN)
"""What calls for the FG and perhaps for a DPIA (introduction; the criteria of WP248 in short)."""

risky = called("risk or combined", has("risks", *(each for each in RISKS if each != NO_RISK)))
outside = called("outside", said("outside", YES, DOUBT))
term_unknown = called("term unknown", said("term", UNKNOWN))

ask_first = called("ask first", either(fg_must_know, risky, stands["belang"], unknown_kinds, jz_first))
nothing_else = called(
    "nothing else",
    both(
        said("novelty", "bestaand"),
        unless(either(special, criminal, sensitive, term_unknown, outside, stands["toestemming"])),
        either(yes("task_clear"), unless(stands["taak"])),
    ),
)

END = fork((ask_first, "first_ask"), (nothing_else, "allowed"), otherwise="allowed_if")

FLOW = flow_of(
    "processing",
    personal(then="which"),
    REGISTER,
    kinds_and_groups(then="plan"),
    plan(then=fork((with_bsn, "bsn_law"), otherwise="basis")),
    bsn(then="basis"),
    lawful_basis(BY_POLICY, then="purpose"),
    purpose(then="care"),
    Form(
        "care",
        policy=("inleiding", "8", "12"),
        fields=(
            FormField("term", "choice", options=("register", "niet_bewaren", UNKNOWN), required=True),
            FormField("risks", "choices", options=RISKS, required=True),
        ),
        then="outside",
    ),
    Choice("outside", policy=("10",), to={YES: "roles", "nee": END, DOUBT: "roles"}, doubt_as=YES),
    sharing_terms(then=END),
    Outcome("allowed", policy=("5", "6", "7", "8"), verdict="mag", gathers=True),
    Outcome("first_ask", policy=("inleiding", "11"), verdict="nog_niet", gathers=True),
    Outcome("allowed_if", policy=("5", "6", "7", "8"), verdict="mag_onder_voorwaarden", gathers=True),
    follows=(
        Ask("fg_dpia", ("inleiding",), "fg", "dpia", when=risky),
        Reason("risk", ("inleiding",), risky, decides=True),
        Reason("unclear_kinds", ("2",), unknown_kinds, decides=True),
    ),
    lastly=(
        Duty("register_check", ("11",), said("novelty", "bestaand")),
        Duty("term", ("8",), term_unknown),
        Duty("keep_short", ("8",), unless(term_unknown)),
        Duty("secure", ("12",)),
    ),
    about="matter",
)
