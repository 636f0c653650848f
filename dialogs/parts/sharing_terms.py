"""With whom, in which roles, under which agreement and where: policy points 9 and 10 and annex 1."""

from dialogs.conditions import ANSWERS, both, called, either, fork, said, told, unless
from dialogs.flow import (
    DOUBT,
    UNKNOWN,
    Ask,
    Consequence,
    Duty,
    Form,
    FormField,
    Part,
    Reason,
    Stricter,
    Target,
)
from dialogs.parts.which_data import lasting

ID = "sharing_terms"

SITUATIONS = ("opdrachtgever", "subverwerker", "verwerker", "eigen", "samen", UNKNOWN)
"""The five situations of annex 1, in its order."""

first, second, third, fourth, fifth = (
    called(f"situation {number}", said("situation", each))
    for number, each in enumerate(SITUATIONS[:5], start=1)
)
no_situation = called("situation unknown", said("situation", UNKNOWN))
basis_needed = called("situation 4, 5 or unknown", either(fourth, fifth, no_situation))
"""Where each party decides for itself WIL needs a basis of its own; the other three do without (annex 1)."""

agreed = called("agreement there", said("agreement", "ja"))
must_agree = called("agreement needed", both(either(first, second, third, fifth), unless(agreed)))

without_dpf = called(
    "no active DPF entry", either(said("dpf", "nee", DOUBT), said("dpf_staff", "nee", DOUBT))
)
unsafe = called("transfer not safe yet", either(said("place", "elders", UNKNOWN), without_dpf))
jz_first = called("JZ first", either(no_situation, unsafe))


def by_place(then: Target) -> Target:
    """On to `then`, past the check of the Data Privacy Framework where data go to the United States."""
    return fork((said("place", "vs"), "dpf_check"), otherwise=then)


def sharing_terms(then: Target, after_roles: Target | None = None) -> Part:
    """Roles and place. `after_roles` is where the flow goes from there, if not on to `then` by place."""
    return Part(
        ID,
        (
            Form(
                "roles",
                policy=("9", "10", "bijlage1", *(f"bijlage1.{number}" for number in range(1, 6))),
                fields=(
                    FormField(
                        "direction", "choice", options=("geven", "ontvangen", "allebei"), required=True
                    ),
                    FormField("situation", "choice", options=SITUATIONS, required=True),
                    FormField("agreement", "choice", options=ANSWERS, required=True),
                    FormField(
                        "place", "choice", options=("eer", "adequaat", "vs", "elders", UNKNOWN), required=True
                    ),
                ),
                then=after_roles or by_place(then),
            ),
            Form(
                "dpf_check",
                policy=("10",),
                fields=(
                    FormField("dpf", "choice", options=ANSWERS, required=True),
                    FormField("dpf_staff", "choice", options=("geen", *ANSWERS), required=True),
                ),
                then=then,
            ),
        ),
        _FOLLOWS,
    )


_FOLLOWS: tuple[Consequence, ...] = (
    Ask("jz_roles", ("10", "bijlage1"), "jz", when=no_situation),
    Ask("jz_transfer", ("10",), "jz", when=unsafe),
    Ask("jz_agreement", ("10", "bijlage1"), "jz", "agreement", when=must_agree),
    Ask("jz_exchange", ("10", "bijlage1.4"), "jz", "agreement", when=both(fourth, lasting, unless(agreed))),
    Reason("situation_1", ("bijlage1.1",), first),
    Reason("situation_2", ("bijlage1.2",), second),
    Reason("situation_3", ("bijlage1.3",), third),
    Reason("situation_4", ("bijlage1.4",), fourth),
    Reason("situation_5", ("bijlage1.5",), fifth),
    Reason("no_situation", ("bijlage1",), no_situation, decides=True),
    Reason("not_safe", ("10",), unsafe, decides=True),
    Duty("agree_client", ("9", "bijlage1.1"), both(first, unless(agreed))),
    Duty("agree_sub", ("bijlage1.2",), both(second, unless(agreed))),
    Duty("agree_processor", ("10", "bijlage1.3"), both(third, unless(agreed))),
    Duty("agree_wise", ("10", "bijlage1.4"), both(fourth, unless(agreed))),
    Duty("agree_joint", ("10", "bijlage1.5"), both(fifth, unless(agreed))),
    Duty("agreement_covers", ("10",), agreed),
    Duty("permission", ("bijlage1.2",), second),
    Duty("only_order", ("bijlage1.1",), first),
    Duty("scc", ("10",), unsafe),
    Duty("dpf_noted", ("10",), both(said("dpf", "ja"), unless(without_dpf))),
    Duty("adequate", ("10",), said("place", "adequaat")),
    Duty("less", ("7",), told("situation")),
    Duty("zivver", ("13",), said("direction", "geven", "allebei")),
    Stricter("dpf", ("10",), both(said("dpf", "ja"), unless(without_dpf))),
    Stricter("sub", ("bijlage1.2",), second),
    Stricter("processor", ("10",), either(first, third)),
    Stricter("joint", ("bijlage1.5",), fifth),
)
