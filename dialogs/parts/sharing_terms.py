"""With whom, in which roles, under which agreement and where: policy points 9 and 10 and annex 1."""

from dialogs.conditions import ANSWERS, YES, both, called, either, fork, said, told, unless
from dialogs.consequences import Ask, Consequence, Duty, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Part, Target
from dialogs.parts.told_data import lasting, new, no_free_choice

ID = "sharing_terms"

SITUATIONS = ("opdrachtgever", "subverwerker", "verwerker", "eigen", "samen", UNKNOWN)
"""The five situations of annex 1, in its order."""

KNOWN, ARRANGED = "bekend", "geregeld"
"""Who the other is: one that WIL knows and that uses the data for its own work, or a supplier with an agreement."""

first, second, third, fourth, fifth = (
    called(f"situation {number}", said("situation", each))
    for number, each in enumerate(SITUATIONS[:5], start=1)
)
no_situation = called("situation unknown", said("situation", UNKNOWN))
basis_needed = called("situation 4, 5 or unknown", either(fourth, fifth, no_situation))
"""Where each party decides for itself WIL needs a basis of its own; the other three do without (annex 1)."""

arranged = called("supplier with an agreement", said("inside", ARRANGED))
once_known = called("once, to who is known", both(said("inside", KNOWN), said("regular", "eenmalig")))
"""A single thing to somebody known, for that party's own work: roles, papers and countries need no question."""

structural = called(
    "structural exchange",
    either(
        said("outside", YES, DOUBT),
        both(said("inside", KNOWN, ARRANGED, "nee", DOUBT), lasting),
    ),
)
"""Point 10: in doubt it is one."""

agreed = called("agreement there", either(said("agreement", "ja"), arranged))
must_agree = called("agreement needed", both(either(first, second, third, fifth), unless(agreed)))
"""Situations 1, 2, 3 and 5 may not do without (point 10, annex 1; AVG articles 26 and 28)."""

new_exchange = called("new structural exchange", both(structural, new))
without_dpf = called(
    "no active DPF entry", either(said("dpf", "nee", DOUBT), said("dpf_staff", "nee", DOUBT))
)
unsafe = called("transfer not safe yet", either(said("place", "elders", UNKNOWN), without_dpf))
giving_unclear = called("basis for giving unknown", said("giving", UNKNOWN))
giving_for_fg = called(
    "interest, or consent of clients or staff, for giving",
    either(said("giving", "belang"), both(said("giving", "toestemming"), no_free_choice)),
)
giving_by_consent = called(
    "giving by free consent", both(said("giving", "toestemming"), unless(no_free_choice))
)
giving_asked = called(
    "WIL gives, situation 4 or 5", both(basis_needed, said("direction", "geven", "allebei"))
)

only_gets = called("WIL only gets", said("direction", "ontvangen"))
"""What comes in stays here: the rules about other countries are for what goes out (AVG article 44)."""

jz_first = called("JZ first", either(no_situation, must_agree, new_exchange, unsafe, giving_unclear))
"""Point 10: what is new and structural, or has no agreement that is compulsory, goes to JZ first."""


def roles(then: Target) -> Part:
    """Who decides, and is there an agreement."""
    return Part(
        ID,
        (
            Form(
                "roles",
                policy=("9", "10", "bijlage1"),
                fields=(
                    FormField(
                        "direction", "choice", options=("geven", "ontvangen", "allebei"), required=True
                    ),
                    FormField("situation", "choice", options=SITUATIONS, required=True),
                    FormField("agreement", "choice", options=ANSWERS, required=True),
                ),
                then=then,
            ),
        ),
        _FOLLOWS,
    )


def place(then: Target, unsafe_at: Target) -> Part:
    """Where the data end up; in the United States the list of the Data Privacy Framework counts."""
    return Part(
        ID,
        (
            Choice(
                "place",
                policy=("10",),
                to={
                    "eer": then,
                    "adequaat": then,
                    "vs": "dpf_check",
                    "elders": unsafe_at,
                    UNKNOWN: unsafe_at,
                },
            ),
            Form(
                "dpf_check",
                policy=("10",),
                fields=(
                    FormField("dpf", "choice", options=ANSWERS, required=True),
                    FormField("dpf_staff", "choice", options=("geen", *ANSWERS), required=True),
                ),
                then=fork((unsafe, unsafe_at), otherwise=then),
            ),
        ),
        (
            Ask("jz_transfer", ("10",), "jz", when=unsafe),
            Reason("not_safe", ("10",), unsafe, decides=True),
            Duty("scc", ("10",), unsafe),
            Duty("dpf_noted", ("10",), both(said("dpf", "ja"), unless(without_dpf))),
            Duty("adequate", ("10",), said("place", "adequaat")),
            Stricter("dpf", ("10",), both(said("dpf", "ja"), unless(without_dpf))),
        ),
    )


def giving(then: Target, first_fg: Target, first_jz: Target) -> Part:
    """Annex 1: whatever the basis for using, giving has a basis of its own, and a contract is none."""
    return Part(
        ID,
        (
            Choice(
                "giving",
                policy=("5", "bijlage1", "bijlage1.4", "bijlage1.5"),
                to={
                    "wettelijk": then,
                    "taak": then,
                    "belang": first_fg,
                    "toestemming": fork((no_free_choice, first_fg), otherwise=then),
                    UNKNOWN: first_jz,
                },
            ),
        ),
        (
            Ask("fg_giving", ("5.belang", "5.toestemming", "bijlage1"), "fg", when=giving_for_fg),
            Ask("jz_giving", ("bijlage1",), "jz", when=giving_unclear),
            Reason("giving_unknown", ("bijlage1",), giving_unclear, decides=True),
            Reason("giving_interest", ("5.belang", "bijlage1"), said("giving", "belang"), decides=True),
            Reason(
                "giving_power",
                ("5.toestemming", "bijlage1"),
                both(said("giving", "toestemming"), no_free_choice),
                decides=True,
            ),
            Reason("giving_duty", ("5.wettelijk", "bijlage1"), said("giving", "wettelijk")),
            Reason("giving_task", ("5.taak", "bijlage1"), said("giving", "taak")),
            Reason("giving_consent", ("5.toestemming", "bijlage1"), giving_by_consent),
            Duty("giving_ask", ("5.toestemming",), giving_by_consent),
            Duty("giving_stop", ("5.toestemming",), giving_by_consent),
            Stricter("giving_power", ("5.toestemming",), both(said("giving", "toestemming"), no_free_choice)),
        ),
    )


_FOLLOWS: tuple[Consequence, ...] = (
    Ask("jz_roles", ("10", "bijlage1"), "jz", when=no_situation),
    Ask("jz_agreement", ("10", "bijlage1"), "jz", "agreement", when=must_agree),
    Ask("jz_new", ("10", "bijlage1"), "jz", "agreement", when=new_exchange),
    Ask(
        "jz_exchange", ("10", "bijlage1.4"), "jz", "agreement", when=both(structural, fourth, unless(agreed))
    ),
    Reason("no_situation", ("bijlage1",), no_situation, decides=True),
    Reason("no_agreement", ("10", "bijlage1"), must_agree, decides=True),
    Reason("new_exchange", ("10",), new_exchange, decides=True),
    Reason("situation_1", ("bijlage1.1",), first),
    Reason("situation_2", ("bijlage1.2",), second),
    Reason("situation_3", ("bijlage1.3",), either(third, arranged)),
    Reason("situation_4", ("bijlage1.4",), either(fourth, once_known)),
    Reason("situation_5", ("bijlage1.5",), fifth),
    Duty("agree_client", ("9", "bijlage1.1"), both(first, unless(agreed))),
    Duty("agree_sub", ("bijlage1.2",), both(second, unless(agreed))),
    Duty("agree_processor", ("10", "bijlage1.3"), both(third, unless(agreed))),
    Duty("agree_wise", ("10", "bijlage1.4"), both(fourth, unless(agreed))),
    Duty("agree_joint", ("10", "bijlage1.5"), both(fifth, unless(agreed))),
    Duty("agreement_covers", ("10",), agreed),
    Duty("permission", ("bijlage1.2",), second),
    Duty("only_order", ("bijlage1.1",), first),
    Duty("less", ("7",), either(told("direction"), arranged, once_known)),
    Duty("zivver", ("13",), either(said("direction", "geven", "allebei"), arranged, once_known)),
    Stricter("sub", ("bijlage1.2",), second),
    Stricter("processor", ("10",), either(first, third)),
    Stricter("joint", ("bijlage1.5",), fifth),
)
