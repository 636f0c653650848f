"""Is it about people, which data, whose, and for what: policy points 1 to 4, where every `Mag dit?` begins."""

from dialogs.conditions import ANSWERS, YES, both, called, either, has, said
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
    Reason,
    Stricter,
    Target,
)

ID = "which_data"

SENSITIVE = ("financieel", "bsn")
"""What the policy calls sensitive (point 2)."""

SPECIAL = ("gezondheid", "afkomst", "geloof", "politiek", "vakbond", "seksueel", "genetisch", "biometrisch")
"""The whole list of AVG article 9; the policy names a part of it (point 2)."""

CRIMINAL = ("strafrecht",)
"""AVG article 10; the policy does not name them."""

KINDS = ("gewoon", *SENSITIVE, *SPECIAL, *CRIMINAL, UNKNOWN)
GROUPS = ("client", "medewerker", "sollicitant", "bezoeker", "leverancier", "partner", "anders")

special = called("special", has("kinds", *SPECIAL))
criminal = called("criminal", has("kinds", *CRIMINAL))
sensitive = called("sensitive", has("kinds", *SENSITIVE))
unknown_kinds = called("kinds unknown", has("kinds", UNKNOWN))
about_health = called("health", has("kinds", "gezondheid"))
about_clients = called("clients", has("groups", "client"))
with_bsn = called("bsn", has("kinds", "bsn"))
new = called("new or changed", said("novelty", "nieuw", "gewijzigd"))
lasting = called("structural", said("regular", "structureel", DOUBT))
fg_must_know = called("protected, new, structural", both(either(special, criminal, sensitive), new, lasting))
"""Structural and new use of special or sensitive data: the FG is asked first (introduction and point 2)."""

TEXT, STORY = 200, 500
"""Most characters of a short line and of a reason in the user's own words."""


def personal(then: Target) -> Part:
    """Point 1: nothing of the policy applies to what is not about people. In doubt it is."""
    return Part(
        ID,
        (
            Choice(
                "personal",
                policy=("1", "4"),
                to={YES: then, "nee": "not_personal", DOUBT: then},
                doubt_as=YES,
            ),
            Outcome("not_personal", policy=("1",), verdict="niet_van_toepassing"),
        ),
    )


def kinds_and_groups(then: Target) -> Part:
    """Points 2 and 3: which data, and whose."""
    return Part(
        ID,
        (
            Form(
                "which",
                policy=("2", "3"),
                fields=(
                    FormField("kinds", "choices", options=KINDS, required=True),
                    FormField("groups", "choices", options=GROUPS, required=True),
                ),
                then=then,
            ),
        ),
        _PROTECTED,
    )


def plan(then: Target) -> Part:
    """Point 4: what somebody means to do, in own words; new or not, once or always."""
    return Part(
        ID,
        (
            Form(
                "plan",
                policy=("4",),
                fields=(
                    FormField("matter", "text", required=True, limit=TEXT),
                    FormField("novelty", "choice", options=("nieuw", "gewijzigd", "bestaand"), required=True),
                    FormField("regular", "choice", options=("eenmalig", "structureel", DOUBT), required=True),
                ),
                then=then,
            ),
        ),
    )


def bsn(then: Target) -> Part:
    """A BSN needs a law that says so (UAVG article 46); the policy calls it sensitive (point 2)."""
    return Part(
        ID,
        (Choice("bsn_law", policy=("2",), to=dict.fromkeys(ANSWERS, then), doubt_as="nee"),),
        (
            Duty("without_bsn", ("2",), said("bsn_law", "nee", DOUBT)),
            Stricter("bsn", ("2",), said("bsn_law", "nee", DOUBT)),
        ),
    )


_PROTECTED: tuple[Consequence, ...] = (
    Ask("fg_protected", ("inleiding", "2"), "fg", when=fg_must_know),
    Ask("po_kinds", ("inleiding",), "po", when=unknown_kinds),
    Reason("fg_first", ("inleiding", "2"), fg_must_know, decides=True),
    Reason("special", ("2",), special),
    Reason("criminal", ("2",), criminal),
    Reason("sensitive", ("2",), sensitive),
    Duty("find_out_kinds", ("2",), unknown_kinds),
    Duty("exception", ("2",), special),
    Duty("careful", ("2",), sensitive),
    Stricter("criminal", ("2",), criminal),
    Stricter("special", ("2",), special),
)
