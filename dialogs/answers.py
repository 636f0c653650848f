"""Reads what came back from a card: clean values, what is wrong with them, and what was masked."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from dialogs.dutch.masking import Masked, load_marker, mask
from dialogs.flow import UNKNOWN, Form, FormField, Problem, Step, fields_of

MARKER = load_marker()

TIGHTEST = 200
"""Most characters that are kept of a value of a field that is no text: anything longer is no answer."""

_NUMBER = re.compile("[+-]?[0-9]+")
_GUID = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Values by field id (cleaned and masked), the problems found, and the fields in which something was masked."""

    values: dict[str, str]
    problems: tuple[Problem, ...]
    masked: tuple[str, ...]

    def wrong(self) -> frozenset[str]:
        """The fields with a problem; a day and its time go together."""
        named = {problem.field for problem in self.problems}
        pairs = (("_date", "_time"), ("_time", "_date"))
        beside = {
            name.removesuffix(one) + other for name in named for one, other in pairs if name.endswith(one)
        }
        return frozenset(named | beside)


def read_step(step: Step, raw: Mapping[str, str], facts: Mapping[str, str], now: datetime) -> Reading:
    """All fields of a step at once, completed with the step's defaults and checked against earlier answers."""
    reading = read_fields(fields_of(step), raw)
    if not isinstance(step, Form) or reading.problems:
        return reading
    values = dict(reading.values)
    if step.complete is not None:
        values |= step.complete(values, now)
    problems = tuple(problem for check in step.checks for problem in check({**facts, **values}, now))
    return Reading(values, problems, reading.masked)


def read_fields(fields: tuple[FormField, ...], raw: Mapping[str, str]) -> Reading:
    """Each field by itself."""
    values, problems, masked = dict[str, str](), list[Problem](), list[str]()
    for each in fields:
        given = raw.get(each.id, "")
        value, key, hid = _READERS[each.kind](each, given)
        values[each.id] = value
        if hid:
            masked.append(each.id)
        if key:
            problems.append(
                Problem(each.id, key, {"limit": _grouped(each.limit), "length": _grouped(len(value))})
            )
        elif each.required and not value:
            problems.append(Problem(each.id, "verplicht"))
    return Reading(values, tuple(problems), tuple(masked))


def _choice(each: FormField, given: str) -> tuple[str, str, bool]:
    value = given[:TIGHTEST].strip()
    if not value:
        return each.default, "", False
    return (value, "", False) if value in each.options else ("", "geen_keuze", False)


def _choices(each: FormField, given: str) -> tuple[str, str, bool]:
    parts = [part.strip() for part in given[:2_000].split(",")]
    known = [option for option in each.options if option in parts]
    if not known and any(parts):
        return "", "geen_keuze", False
    if not known:
        return each.default, "", False
    return ",".join(known), "", False


def _text(each: FormField, given: str) -> tuple[str, str, bool]:
    hidden = hidden_in(given)
    value = hidden.text.strip()
    return value, "te_lang" if len(value) > each.limit else "", bool(hidden.bsn or hidden.iban)


def _number(each: FormField, given: str) -> tuple[str, str, bool]:
    value = given[:TIGHTEST].strip()
    if not value:
        return each.default, "", False
    if _NUMBER.fullmatch(value) is None or len(value) > 9:
        return value, "geen_getal", False
    return (value, "negatief", False) if int(value) < 0 else (str(int(value)), "", False)


def _date(each: FormField, given: str) -> tuple[str, str, bool]:
    value = given[:TIGHTEST].strip()
    if not value:
        return "", "", False
    try:
        return date.fromisoformat(value).isoformat(), "", False
    except ValueError:
        return value, "geen_datum", False


def _time(each: FormField, given: str) -> tuple[str, str, bool]:
    value = given[:TIGHTEST].strip()
    if not value:
        return "", "", False
    try:
        read = time.fromisoformat(value)
    except ValueError:
        return value, "geen_tijd", False
    return read.replace(tzinfo=None).isoformat("minutes"), "", False


def _toggle(each: FormField, given: str) -> tuple[str, str, bool]:
    value = given.strip().lower() or each.default or "false"
    return ("true" if value == "true" else "false"), "", False


def _person(each: FormField, given: str) -> tuple[str, str, bool]:
    """One colleague, as Teams gives who was looked up by name."""
    value = given[:TIGHTEST].strip().lower()
    return (value, "", False) if not value or _GUID.fullmatch(value) else ("", "geen_collega", False)


_READERS: dict[str, Callable[[FormField, str], tuple[str, str, bool]]] = {
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "time": _time,
    "toggle": _toggle,
    "person": _person,
}


def hidden_in(text: str) -> Masked:
    """Typed text as it may be kept: cleaned, with BSN and account numbers taken out."""
    return mask(clean(text), MARKER)


def clean(text: str) -> str:
    """One way of writing the same text: NFC, line ends as \\n, no control characters, no lone surrogates."""
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    whole = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in whole if sign == "\n" or unicodedata.category(sign) != "Cc")


def is_open(each: FormField, value: str) -> bool:
    """Whether this answer leaves something unknown that can be added later."""
    return each.kind in ("choice", "choices") and UNKNOWN in value.split(",")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
