"""Which moments on a card were told roughly ("vanmorgen", "rond drie uur"): a mark beside the day and its time.

The mark holds the moment as it was read, so it counts only while that moment stands there: who changes the day or the
time by hand tells a moment of their own, and it is rough no more.

A rough moment is kept as the earliest that it may mean (see `dialogs/dutch/moments.py`): the 72 hours of AVG article
33(1) run from it, and may end too early but never too late.
"""

from collections.abc import Iterable, Mapping

from dialogs.dutch.moments import Reading
from dialogs.flow import FormField, Step, fields_of

MIDNIGHT = "00:00"
"""The time that a day without one is completed with."""


def mark_id(day_field: str) -> str:
    """Under which name the mark of a day field stands, beside the fields of its step."""
    return f"{day_field.removesuffix('_date')}_about"


def time_id(day_field: str) -> str:
    """The field of the time that belongs to a day field."""
    return f"{day_field.removesuffix('_date')}_time"


def day_id(mark: str) -> str:
    """The day field that a mark of this name is about."""
    return f"{mark.removesuffix('_about')}_date"


def mark_ids(fields: Iterable[FormField]) -> frozenset[str]:
    """The names of all marks that can stand beside these fields."""
    return frozenset(mark_id(each.id) for each in fields if each.kind == "date")


def mark_of(day_field: str, reading: Reading, *, with_time: bool = True) -> dict[str, str]:
    """The mark of a moment that was read, by its name; none of an exact one.

    Without its time (`with_time`) a moment is rough only when its day is: "vanmorgen" is surely today.
    """
    if not reading.approximate or reading.date is None or (reading.time is not None and not with_time):
        return {}
    day = reading.date.isoformat()
    told = f"{day}T{reading.time.isoformat('minutes')}" if reading.time is not None else day
    return {mark_id(day_field): told}


def is_rough(day_field: str, values: Mapping[str, str], mark: str | None = None) -> bool:
    """Whether the moment in these values is still the one that was told roughly; `mark` in place of theirs."""
    told, _, clock = (values.get(mark_id(day_field), "") if mark is None else mark).partition("T")
    standing = values.get(time_id(day_field), "")
    return (
        bool(told)
        and values.get(day_field, "") == told
        and standing in ((clock,) if clock else ("", MIDNIGHT))
    )


def still_rough(step: Step, values: Mapping[str, str], *marks: Mapping[str, str]) -> dict[str, str]:
    """The marks that still hold for these values of a step, out of what was known before."""
    return {
        name: mark
        for each in fields_of(step)
        if each.kind == "date"
        for name in (mark_id(each.id),)
        for known in marks
        if (mark := known.get(name, "")) and is_rough(each.id, values, mark)
    }


def with_marks(fields: Iterable[FormField], marks: Mapping[str, str]) -> dict[str, str]:
    """Of these marks those that belong to one of the fields."""
    return {name: marks[name] for name in mark_ids(fields) if marks.get(name)}
