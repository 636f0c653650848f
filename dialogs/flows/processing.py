"""May these data be used: policy points 1 to 12. What is certain stops the questions: who must look first, does."""

from dialogs.conditions import YES, both, called, either, fork, has, said, unless
from dialogs.consequences import Ask, Duty, Reason
from dialogs.flow import DOUBT, UNKNOWN, Form, FormField, Outcome, flow_of
from dialogs.parts.ask_first import ASK_FIRST, ask_first
from dialogs.parts.lawful_basis import BY_POLICY, TASKS, lawful_basis, other_law, stands
from dialogs.parts.purpose import purpose
from dialogs.parts.register import REGISTER, telling
from dialogs.parts.sharing_terms import (
    giving,
    giving_asked,
    jz_first,
    only_gets,
    place,
    roles,
    structural,
)
from dialogs.parts.told_data import (
    criminal,
    fg_must_know,
    forbidden,
    in_order,
    sensitive,
    special,
    unclear,
    with_bsn,
)
from dialogs.parts.which_data import bsn, emergency, exception, kinds, plan

ERRORS = ()

NO_RISK = "geen"
RISKS = ("combineren", "profiel", "volgen", "groot", "techniek", "controle")
"""What calls for the FG and perhaps for a DPIA (introduction; the criteria of WP248 in short)."""

risky = called("risk or combined", has("risks", *RISKS))
risk_unknown = called("risk unknown", has("risks", UNKNOWN))
term_open = called("term not in the register", said("term", UNKNOWN, "bekend"))
fg_first = called("FG first", either(fg_must_know, risky, risk_unknown))
by_task = called("by a task of WIL", either(said("basis", *TASKS), has("candidates", *TASKS)))
nothing_else = called(
    "nothing else",
    both(
        said("novelty", "bestaand"),
        unless(
            either(
                special,
                criminal,
                sensitive,
                term_open,
                structural,
                stands["toestemming"],
                other_law,
                said("bsn_law", "nee"),
            )
        ),
    ),
)

MAY = ("allowed", "allowed_if")
END = fork((nothing_else, "allowed"), otherwise="allowed_if")
TO_PURPOSE = fork((stands["belang"], "first_fg"), (giving_asked, "giving"), otherwise="purpose")
TO_BASIS = fork(
    (both(forbidden, unless(in_order)), "exception"),
    (both(in_order, with_bsn), "bsn_law"),
    (in_order, "purpose"),
    otherwise="basis",
)
"""Who works for a client needs no basis of its own (annex 1, situations 1 and 2)."""
CERTAIN = ask_first(jz_first, fg_first, unclear, TO_BASIS)
"""Asked before the basis: from there on the answer is certain, and no later question could change it."""

FLOW = flow_of(
    "processing",
    plan(then="which", danger="emergency"),
    kinds(then="care"),
    Form(
        "care",
        policy=("inleiding", "8", "10"),
        fields=(
            FormField("risks", "choices", options=(*RISKS, NO_RISK, UNKNOWN), required=True),
            FormField(
                "term", "choice", options=("register", "bekend", "niet_bewaren", UNKNOWN), required=True
            ),
            FormField("outside", "choice", options=(YES, "nee", DOUBT), required=True),
        ),
        then=fork((structural, "roles"), otherwise=CERTAIN),
    ),
    exception(then="basis", otherwise="first_fg"),
    lawful_basis(BY_POLICY, then=fork((both(with_bsn, unless(by_task)), "bsn_law"), otherwise=TO_PURPOSE)),
    bsn(then=TO_PURPOSE, doubt="first_ask"),
    giving(then="purpose", first_fg="first_fg", first_jz="first_jz"),
    purpose(then=END),
    place(then=TO_BASIS, unsafe_at="first_jz"),
    roles(then=ask_first(jz_first, fg_first, unclear, fork((only_gets, TO_BASIS), otherwise="place"))),
    REGISTER,
    emergency(),
    Outcome("allowed", policy=("5", "6", "7", "8", "12"), verdict="mag", gathers=True),
    Outcome("allowed_if", policy=("5", "6", "7", "8", "12"), verdict="mag_onder_voorwaarden", gathers=True),
    ASK_FIRST,
    follows=(
        Ask("fg_dpia", ("inleiding",), "fg", "dpia", when=risky),
        Ask("fg_risk", ("inleiding",), "fg", when=risk_unknown),
        *(
            Reason(f"risk_{each}", ("inleiding",), called(each, has("risks", each)), decides=True)
            for each in RISKS
        ),
        Reason("risk_unknown", ("inleiding",), risk_unknown, decides=True),
    ),
    lastly=(
        *telling("allowed_if"),
        Duty("register_check", ("11",), said("novelty", "bestaand"), MAY),
        Duty("term", ("8", "11"), said("term", UNKNOWN), MAY),
        Duty("term_to_register", ("8", "11"), said("term", "bekend"), MAY),
        Duty("keep_short", ("8",), unless(said("term", UNKNOWN)), MAY),
        Duty("secure", ("12",), at=MAY),
    ),
    about="matter",
)
