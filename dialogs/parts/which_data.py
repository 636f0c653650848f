"""Whose data, which, and for what: policy points 1 to 4, where every `Mag dit?` begins."""

from dialogs.conditions import YES, both, either, fork, said, unless
from dialogs.consequences import Ask, Consequence, Duty, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Outcome, Part, Target, yes_or_no
from dialogs.parts.told_data import (
    DANGER,
    GROUPS,
    KINDS,
    NAMED,
    bsn_doubt,
    criminal,
    exception_named,
    exception_unnamed,
    fg_must_know,
    forbidden,
    in_danger,
    in_order,
    nobody,
    sensitive,
    special,
    unknown_groups,
    unknown_kinds,
)

ID = "which_data"

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
