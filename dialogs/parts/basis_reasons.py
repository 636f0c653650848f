"""What follows from the search for a lawful basis: which one it is, or which failed and on which answer (point 5)."""

from collections.abc import Mapping

from dialogs.conditions import both, either, has, said, told, unless
from dialogs.consequences import Ask, Consequence, Duty, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN
from dialogs.parts.told_data import about_clients, about_health, new, special
from state_machines.chart import Guard

NONE = "geen"
"""None of these; beside other answers it is what counts, for it is doubt about them."""

FAILED = ("other_basis", "interest_never", "consent_not_yet", "no_basis")
"""The ends where a basis was tried that did not stand."""

_CONSENT = ("consent_not_yet",)
_ASKED = {
    "vrij": "make_free",
    "apart": "make_specific",
    "uitleg": "make_informed",
    "zelf": "make_clear",
    "intrekken": "make_back",
    "bewijs": "make_proof",
}
"""What is not yet as consent has to be, and the duty to make it so."""


def follows(stands: Mapping[str, Guard], other_law: Guard, *, contract: bool) -> tuple[Consequence, ...]:
    """All that follows; `contract` where a contract can be the basis."""
    return (
        Ask("fg_basis", ("5",), "fg", at=(*FAILED, "consent_fg")),
        Ask("po_law", ("5.taak",), "po", when=other_law),
        *_found(stands, other_law),
        *_failed(),
        *(_of_contract(stands["overeenkomst"]) if contract else ()),
        *(
            Duty(
                duty,
                ("5.toestemming",),
                either(unless(has("consent", part)), has("consent", NONE)),
                _CONSENT,
            )
            for part, duty in _ASKED.items()
        ),
        Duty("tell_people", ("5.taak",), both(stands["taak"], unless(new))),
        Duty("note_law", ("5.taak",), other_law),
        Duty("interest_protect", ("5.belang",), stands["belang"]),
        Duty("consent_keep", ("5.toestemming",), stands["toestemming"]),
        Duty("consent_stop", ("5.toestemming",), stands["toestemming"]),
        Stricter("interest", ("5.belang",), at=("interest_never",)),
        Stricter("consent_power", ("5.toestemming",), at=("consent_fg",)),
    )


def _found(stands: Mapping[str, Guard], other_law: Guard) -> tuple[Reason, ...]:
    return (
        Reason("basis_task", ("5.taak",), both(stands["taak"], unless(other_law))),
        Reason("basis_other_task", ("5.taak",), other_law),
        Reason("basis_duty", ("5.wettelijk",), stands["wettelijk"]),
        Reason("basis_interest", ("5.belang",), stands["belang"], decides=True),
        Reason("basis_consent", ("5.toestemming",), stands["toestemming"]),
    )


def _failed() -> tuple[Reason, ...]:
    """Each basis that was tried, with the answer on which it failed."""

    def answer(name: str, point: str, *values: str) -> tuple[Reason, Reason]:
        """One reason for a plain answer, one for doubt."""
        return (
            Reason(name, (point,), said(values[0], *values[1:]), FAILED),
            Reason(f"{name}_doubt", (point,), said(values[0], DOUBT), FAILED),
        )

    def unnamed(name: str, point: str, asked: str, law: str) -> Reason:
        return Reason(name, (point,), both(told(asked), unless(told(law))), FAILED)

    interest = both(has("candidates", "belang"), about_clients)
    return (
        unnamed("task_unnamed", "5.taak", "task_assigned", "task_name"),
        *answer("task_not_ours", "5.taak", "task_assigned", "nee"),
        unnamed("duty_unnamed", "5.wettelijk", "legal_own", "legal_law"),
        *answer("duty_not_ours", "5.wettelijk", "legal_own", "nee"),
        Reason("interest_clients", ("5.belang",), both(said("basis", "belang"), about_clients), FAILED),
        Reason("interest_clients_too", ("5.belang",), interest, FAILED),
        *answer("interest_task", "5.belang", "interest_scope", "ja"),
        unnamed("interest_unnamed", "5.belang", "interest_scope", "interest_what"),
        *answer("interest_not_real", "5.belang", "interest_real", "nee"),
        *answer("interest_light", "5.belang", "interest_weighs", "nee"),
        Reason(
            "consent_not_free",
            ("5.toestemming",),
            both(told("consent"), unless(has("consent", "vrij"))),
            FAILED,
        ),
        Reason("consent_not_whole", ("5.toestemming",), at=("consent_not_yet",)),
        Reason("consent_power", ("5.toestemming",), at=("consent_fg",)),
        Reason("none_fits", ("5",), said("candidates", NONE), (*FAILED, "consent_fg")),
        Reason("basis_unknown", ("5",), has("candidates", UNKNOWN), FAILED),
    )


def _of_contract(stands: Guard) -> tuple[Consequence, ...]:
    """What only counts where a contract can be the basis."""
    health = both(has("candidates", "overeenkomst"), about_health)
    return (
        Reason("basis_contract", ("5.overeenkomst",), stands),
        Reason("contract_not_theirs", ("5.overeenkomst",), said("contract_with", "nee"), FAILED),
        Reason("contract_not_theirs_doubt", ("5.overeenkomst",), said("contract_with", DOUBT), FAILED),
        Reason(
            "contract_health", ("5.overeenkomst",), both(said("basis", "overeenkomst"), about_health), FAILED
        ),
        Reason("contract_health_too", ("5.overeenkomst",), health, FAILED),
        Stricter("contract_special", ("5.overeenkomst",), both(stands, special)),
    )
