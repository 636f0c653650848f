"""Whose data, which, and for what: policy points 1 to 4, where every `Mag dit?` begins."""

from dialogs.conditions import YES, both, called, either, fork, has, said, unless
from dialogs.consequences import Ask, Consequence, Duty, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Outcome, Part, Target, yes_or_no

ID = "which_data"

SENSITIVE = ("financieel", "bsn")
"""What the policy calls sensitive (point 2)."""

SPECIAL = ("gezondheid", "afkomst", "geloof", "politiek", "vakbond", "seksueel", "genetisch", "biometrisch")
"""The whole list of AVG article 9; the policy names a part of it (point 2)."""

CRIMINAL = ("strafrecht",)
"""AVG article 10; the policy does not name them."""

KINDS = ("gewoon", "foto", *SENSITIVE, *SPECIAL, *CRIMINAL, UNKNOWN)

NOBODY = "niemand"
GROUPS = (
    "client",
    "medewerker",
    "sollicitant",
    "bezoeker",
    "leverancier",
    "partner",
    "anders",
    NOBODY,
    UNKNOWN,
)

DANGER = "noodgeval"
"""How often: now, because somebody's life or health is in danger (policy point 5, vital interests)."""

special = called("special", has("kinds", *SPECIAL))
criminal = called("criminal", has("kinds", *CRIMINAL))
sensitive = called("sensitive", has("kinds", *SENSITIVE))
unknown_kinds = called("kinds unknown", has("kinds", UNKNOWN))
unknown_groups = called("groups unknown", has("groups", UNKNOWN))
about_health = called("health", has("kinds", "gezondheid"))
about_clients = called("clients", has("groups", "client"))
no_free_choice = called("clients, staff or unknown", has("groups", "client", "medewerker", UNKNOWN))
"""Who can seldom say no to WIL: clients and staff (policy point 5, consent)."""

with_bsn = called("bsn", has("kinds", "bsn"))
nobody = called("nobody", said("groups", NOBODY))
in_danger = called("danger now", said("regular", DANGER))
under_way = called("under way", said("novelty", "bestaand"))
new = called("new or changed", said("novelty", "nieuw", "gewijzigd"))
lasting = called("structural", said("regular", "structureel", DOUBT))
fg_must_know = called("protected, new, structural", both(either(special, criminal, sensitive), new, lasting))
"""Structural and new use of special or sensitive data: the FG is asked first (introduction and point 2)."""

forbidden = called("special or criminal", either(special, criminal))
"""What may only be used where the law makes an exception (policy point 2; AVG articles 9 and 10)."""

NAMED = ("register", "fg")
"""Where the exception was named: in the processing register, or by the FG."""

in_order = called("WIL works for a client", said("situation", "opdrachtgever", "subverwerker"))
"""Situations 1 and 2 of annex 1: the client sees to the basis, and so to the exception; WIL needs none of its own."""

exception_named = called("exception named", said("exception", *NAMED))
exception_unnamed = called("exception not named", said("exception", UNKNOWN))
bsn_doubt = called("bsn in doubt", said("bsn_law", DOUBT))

TEXT, STORY = 200, 500
"""Most characters of a short line and of a reason in the user's own words."""

_NOT_PERSONAL = Outcome("not_personal", policy=("1",), verdict="niet_van_toepassing")
_NO_PEOPLE = Reason("no_people", ("1",), at=("not_personal",))


def personal(then: Target) -> Part:
    """Point 1: nothing of the policy applies to what is not about people. In doubt it is."""
    ask = yes_or_no("personal", ("1", "4"), yes=then, no="not_personal", doubt_as="ja")
    return Part(ID, (ask, _NOT_PERSONAL), (_NO_PEOPLE,))


def plan(then: Target, danger: str = "") -> Part:
    """Points 1, 3 and 4: what somebody means to do, about whom; new or not, once or always.

    Where it is about nobody, nothing of the policy applies. `danger` is the end for whoever is in an emergency.
    """
    often = ("eenmalig", "structureel", DOUBT, *((DANGER,) if danger else ()))
    at_once = ((in_danger, danger),) if danger else ()
    return Part(
        ID,
        (
            Form(
                "plan",
                policy=("1", "3", "4"),
                fields=(
                    FormField("matter", "text", required=True, limit=TEXT),
                    FormField("groups", "choices", options=GROUPS, required=True),
                    FormField("novelty", "choice", options=("nieuw", "gewijzigd", "bestaand"), required=True),
                    FormField("regular", "choice", options=often, required=True),
                ),
                then=fork(*at_once, (nobody, "not_personal"), otherwise=then),
            ),
            _NOT_PERSONAL,
        ),
        (
            _NO_PEOPLE,
            Ask("po_groups", ("inleiding", "3"), "po", when=unknown_groups),
            Reason("unclear_groups", ("3",), unknown_groups, decides=True),
        ),
    )


def emergency() -> Part:
    """Point 5, vital interests: what to do now, without any further question."""
    here = ("emergency",)
    return Part(
        ID,
        (Outcome("emergency", policy=("5.vitaal",), verdict="mag_onder_voorwaarden"),),
        (
            Ask("po_after", ("5.vitaal",), "po", at=here),
            Reason("basis_vital", ("5.vitaal",), at=here),
            Duty("call_first", ("5.vitaal",), at=here),
            Duty("only_emergency", ("5.vitaal", "7"), at=here),
            Duty("write_down", ("5.vitaal",), at=here),
            Stricter("vital_special", ("5.vitaal",), at=here),
        ),
    )


def kinds(then: Target) -> Part:
    """Point 2: which data."""
    return Part(
        ID,
        (
            Form(
                "which",
                policy=("2",),
                fields=(FormField("kinds", "choices", options=KINDS, required=True),),
                then=then,
            ),
        ),
        _PROTECTED,
    )


def exception(then: Target, otherwise: Target) -> Part:
    """Point 2: special or criminal data need an exception in the law that somebody else named than the user."""
    return Part(
        ID,
        (Choice("exception", policy=("2",), to={**dict.fromkeys(NAMED, then), UNKNOWN: otherwise}),),
        (
            Ask("fg_exception", ("2",), "fg", when=either(exception_unnamed, both(forbidden, in_order))),
            Reason("exception_unnamed", ("2",), exception_unnamed, decides=True),
            Reason("exception_register", ("2", "11"), said("exception", "register")),
            Reason("exception_fg", ("2",), said("exception", "fg")),
            Duty("only_exception", ("2",), exception_named),
            Duty("exception_client", ("2", "bijlage1.1"), both(forbidden, in_order)),
        ),
    )


def bsn(then: Target, doubt: Target) -> Part:
    """A BSN needs a law that says so (UAVG article 46); the policy calls it sensitive (point 2)."""
    return Part(
        ID,
        (Choice("bsn_law", policy=("2",), to={YES: then, "nee": then, DOUBT: doubt}),),
        (
            Ask("po_bsn", ("inleiding", "2"), "po", when=bsn_doubt),
            Reason("bsn_doubt", ("2",), bsn_doubt, decides=True),
            Duty("without_bsn", ("2",), said("bsn_law", "nee", DOUBT)),
            Stricter("bsn", ("2",), said("bsn_law", "nee", DOUBT)),
        ),
    )


unclear = called("unclear", either(unknown_kinds, unknown_groups, bsn_doubt))
"""What the Privacy Officer has to find out first: which data, whose, or whether a BSN may be used."""


_PROTECTED: tuple[Consequence, ...] = (
    Ask("fg_protected", ("inleiding", "2"), "fg", when=fg_must_know),
    Ask("po_kinds", ("inleiding",), "po", when=unknown_kinds),
    Reason("fg_first", ("inleiding", "2"), fg_must_know, decides=True),
    Reason("unclear_kinds", ("2",), unknown_kinds, decides=True),
    Reason("special", ("2",), special),
    Reason("criminal", ("2",), criminal),
    Reason("sensitive", ("2",), sensitive),
    Duty("find_out_kinds", ("2",), unknown_kinds),
    Duty("exception", ("2",), both(forbidden, unless(either(exception_named, in_order)))),
    Duty("careful", ("2",), sensitive),
    Stricter("criminal", ("2",), criminal),
    Stricter("special", ("2",), special),
)
