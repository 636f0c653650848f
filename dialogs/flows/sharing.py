"""May these data be shared: policy points 9 and 10 and annex 1, with the basis and purpose where WIL needs them."""

from dialogs.conditions import ANSWERS, YES, both, called, either, fork, said, unless
from dialogs.consequences import Ask, Duty, Reason
from dialogs.flow import DOUBT, Choice, Form, FormField, Outcome, flow_of, yes_or_no
from dialogs.parts.ask_first import ASK_FIRST, ask_first
from dialogs.parts.lawful_basis import BY_ANNEX, lawful_basis, stands
from dialogs.parts.purpose import purpose
from dialogs.parts.register import REGISTER, telling
from dialogs.parts.sharing_terms import (
    ARRANGED,
    KNOWN,
    basis_needed,
    jz_first,
    once_known,
    only_gets,
    place,
    roles,
)
from dialogs.parts.told_data import fg_must_know, forbidden, in_order, lasting, unclear, with_bsn
from dialogs.parts.which_data import bsn, emergency, exception, kinds, plan

ERRORS = ()

inside = called("colleague", said("inside", YES))
asked_by_law = called("once, by a law", both(stands["wettelijk"], unless(lasting)))
"""Somebody outside who calls and names a law is believed by nobody: it is shown, and legal affairs can look at it."""
combined = called("combined", said("combining", YES, DOUBT))

TO_BASIS = fork((with_bsn, "bsn_law"), (either(basis_needed, once_known), "basis"), otherwise="purpose")
TO_TERMS = fork((inside, "colleague"), otherwise=TO_BASIS)
ON = fork((both(forbidden, unless(in_order)), "exception"), otherwise=TO_TERMS)
CERTAIN = ask_first(jz_first, fg_must_know, unclear, ON)
AFTER_ROLES = fork((either(said("inside", KNOWN), only_gets), ON), otherwise="place")

FLOW = flow_of(
    "sharing",
    plan(then="which", danger="emergency"),
    kinds(then="inside"),
    Choice(
        "inside",
        policy=("10", "bijlage1"),
        to={
            YES: CERTAIN,
            KNOWN: fork((lasting, "roles"), otherwise=CERTAIN),
            ARRANGED: CERTAIN,
            "nee": "roles",
            DOUBT: "roles",
        },
        doubt_as="nee",
    ),
    Form(
        "colleague",
        policy=("6", "7"),
        fields=tuple(
            FormField(each, "choice", options=ANSWERS, required=True)
            for each in ("colleague_needs", "colleague_same")
        ),
        then=fork(
            (said("colleague_needs", "nee"), "not_inside"),
            (said("colleague_same", "nee", DOUBT), "other_inside"),
            (said("colleague_needs", DOUBT), "maybe_inside"),
            (lasting, "combining"),
            otherwise="share_inside",
        ),
    ),
    yes_or_no("combining", ("inleiding",), yes="first_fg", no="share_inside", doubt_as="ja"),
    exception(then=TO_TERMS, otherwise="first_fg"),
    bsn(
        then=fork((either(basis_needed, once_known), "basis"), otherwise="purpose"),
        doubt="first_ask",
    ),
    lawful_basis(BY_ANNEX, then=fork((stands["belang"], "first_fg"), otherwise="purpose")),
    purpose(then="share_if"),
    place(then=ON, unsafe_at="first_jz"),
    roles(then=ask_first(jz_first, fg_must_know, unclear, AFTER_ROLES)),
    REGISTER,
    emergency(),
    Outcome("share_inside", policy=("6", "7"), verdict="mag_onder_voorwaarden", gathers=True),
    Outcome("not_inside", policy=("7",), verdict="mag_niet", stops_early=True),
    Outcome("other_inside", policy=("6",), verdict="nog_niet", stops_early=True),
    Outcome("maybe_inside", policy=("7",), verdict="nog_niet", stops_early=True),
    Outcome("share_if", policy=("10", "bijlage1"), verdict="mag_onder_voorwaarden", gathers=True),
    ASK_FIRST,
    follows=(
        Ask("po_inside", ("7",), "po", at=("not_inside", "maybe_inside")),
        Ask("po_other_inside", ("6",), "po", at=("other_inside",)),
        Ask("fg_other_inside", ("6",), "fg", at=("other_inside",), instead=True),
        Ask("jz_law", ("bijlage1",), "jz", when=asked_by_law, at=("share_if",)),
        Ask("fg_combining", ("inleiding",), "fg", when=combined),
        Reason("combined", ("inleiding",), combined, decides=True),
        Reason("inside_needed", ("6", "7"), at=("share_inside",)),
        Reason("inside_not_needed", ("7",), at=("not_inside",)),
        Reason("inside_doubt", ("7",), at=("maybe_inside",)),
        Reason("inside_other", ("6",), said("colleague_same", "nee"), ("other_inside",)),
        Reason("inside_other_doubt", ("6",), said("colleague_same", DOUBT), ("other_inside",)),
        Duty("law_shown", ("5.wettelijk", "bijlage1"), asked_by_law, ("share_if",)),
        Duty("inside_less", ("7",), at=("share_inside",)),
        Duty("inside_purpose", ("6",), at=("share_inside",)),
    ),
    lastly=telling("share_if"),
    about="matter",
)
