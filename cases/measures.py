"""The measures by which the bot weighs a breach, as organisation.toml gives them.

The policy says "large", "much" and "in time" (point 14 steps 5 and 7); no number stands in it. These numbers are the
bot's own: they are defaults that the Privacy Officer signs or changes (docs/besluiten-po.md).
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

MOST_FEW, MOST_LARGE, MOST_LARGE_RECORDS = 100, 1000, 10_000
"""How far the measures may be widened. The ranges of a form end here: what lies above counts as large in any case."""

Hours = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class Measures(BaseModel):
    """From where on a number weighs.

    `few_people` and `few_recipients`: up to here one can still speak to each of them. `few_records`: up to here the
    papers are few. From `large_people` and `large_records` on the amount is large whatever the data are, and from
    `records_each` on it is much about each person. `doubt_percent`: so near to a measure, on both sides, is doubt.

    Hours without data: `short_hours` nobody outside notices; `half_day_hours` also without a known copy; with a copy
    people wait `depending_hours` for data that they depend on and `other_hours` for others. From `care_hours`,
    `vulnerable_hours` and `money_hours` on the lack itself is a high risk.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)

    few_people: Annotated[int, Field(ge=1, le=MOST_FEW)] = 50
    few_recipients: Annotated[int, Field(ge=1, le=MOST_FEW)] = 50
    few_records: Annotated[int, Field(ge=1, le=MOST_LARGE)] = 500
    large_people: Annotated[int, Field(ge=2, le=MOST_LARGE)] = 1000
    large_records: Annotated[int, Field(ge=2, le=MOST_LARGE_RECORDS)] = 10_000
    records_each: Annotated[int, Field(ge=2, le=1000)] = 20
    doubt_percent: Annotated[int, Field(ge=0, le=50)] = 20
    short_hours: Hours = 1
    half_day_hours: Hours = 4
    depending_hours: Hours = 8
    other_hours: Hours = 24
    care_hours: Hours = 24
    vulnerable_hours: Hours = 72
    money_hours: Hours = 168

    @field_validator("*")
    @classmethod
    def _in_order(cls, given: float, others: ValidationInfo) -> float:
        for lower, upper, strict in _ORDER:
            under = others.data.get(lower)
            if (
                upper == others.field_name
                and under is not None
                and (under > given or (strict and under == given))
            ):
                raise ValueError(
                    f"{lower} ({under:g}) must {'be below' if strict else 'not be above'} {upper} ({given:g})"
                )
        return given

    def moved(self, names: Iterable[str], factor: float) -> "Measures":
        """The same with these measures so much higher or lower: only to see whether that would decide."""
        return self.model_copy(update={name: getattr(self, name) * factor for name in names})


_ORDER = (
    ("few_people", "large_people", True),
    ("few_records", "large_records", True),
    ("short_hours", "half_day_hours", False),
    ("half_day_hours", "depending_hours", False),
    ("depending_hours", "other_hours", False),
    ("care_hours", "vulnerable_hours", False),
    ("vulnerable_hours", "money_hours", False),
)
"""Which measure may not pass which; the third says that they may not be equal either."""
