"""A breach as its row: the JSON of the case, cut to what a row holds. The history keeps all."""

from typing import TypeVar

from cases.breach.case import BreachCase
from cases.plain_text import shortened
from cases.register.case import Kept, fitted_row


def case_row(case: BreachCase) -> str:
    """The JSON of a case row, always within ROW_LIMIT."""
    return fitted_row(case, _shorter)


def read_case(value: str) -> BreachCase:
    """A case out of its row."""
    return BreachCase.model_validate_json(value)


K = TypeVar("K", bound=Kept)

WHY_STAYS = 4
"""How much longer than an answer the reason for a decision may stay."""


def _shorter(case: BreachCase, most: int) -> BreachCase:
    """Questions, answers and duties are cut first; why something was decided stays whole for longer."""
    why = WHY_STAYS * most

    def short(part: K, limit: int, *fields: str) -> K:
        return part.model_copy(update={each: shortened(getattr(part, each), limit) for each in fields})

    update: dict[str, object] = {
        "additions": tuple(short(each, most, "text") for each in case.additions),
        "officers_notes": tuple(short(each, most, "text") for each in case.officers_notes),
        "planned": tuple(short(each, most, "what", "owner", "how") for each in case.planned),
        "opinions": {
            name: short(each, most, "question", "advice", "reason") for name, each in case.opinions.items()
        },
        "duties": {name: short(duty, most, "reason", "how") for name, duty in case.duties.items()},
        "late_reason": shortened(case.late_reason, why),
        "no_number": shortened(case.no_number, why),
        "corrected": shortened(case.corrected, why),
        "new_facts": shortened(case.new_facts, why),
        "closing_reason": shortened(case.closing_reason, why),
    }
    update["follow_ups"] = tuple(short(each, most, "what", "how") for each in case.follow_ups)
    update["notifications"] = tuple(
        each.model_copy(update={"facts": {name: shortened(told, most) for name, told in each.facts.items()}})
        for each in case.notifications
    )
    if case.too_little is not None:
        update["too_little"] = short(case.too_little, why, "reason")
    if case.name_opened is not None:
        update["name_opened"] = short(case.name_opened, why, "reason")
    if case.withdrawal is not None:
        update["withdrawal"] = short(case.withdrawal, why, "reason")
    if case.decision is not None:
        update["decision"] = short(case.decision, why, "reason")
    if case.people is not None:
        update["people"] = short(case.people, why, "reason")
    if case.informed is not None:
        update["informed"] = short(case.informed, why, "note")
    if case.registration is not None:
        update["registration"] = short(case.registration, why, "effects", "measures", "lessons")
    return case.model_copy(update=update)
