"""A field of a question as its card shows it: what stands in it, what is wrong with that, what was taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from cards.dutch_time import short_moment
from cards.view import Field, Option
from cards.words import words_beside
from dialogs.flow import FormField, Problem
from dialogs.guide import Position
from dialogs.texts import FieldTexts, FlowTexts

say = words_beside(__file__)
SPOKEN = ("problem",)
"""Words that are looked up by what is wrong."""


@dataclass(frozen=True, slots=True)
class Flaws:
    """What the card must say about the last try: wrong fields (with the values as typed), masked fields, a notice."""

    problems: tuple[Problem, ...] = ()
    values: Mapping[str, str] | None = None
    masked: tuple[str, ...] = ()
    notice: str = ""


NO_FLAWS = Flaws()


def shown_field(
    each: FormField, text: FieldTexts, value: str, error: str, flaws: Flaws, remark: str = ""
) -> Field:
    """The field with what stands in it, what is wrong with that, and where it came from (`remark`)."""
    return Field(
        id=each.id,
        kind=each.kind,
        label=text.label,
        required=each.required,
        value=value,
        options=tuple(Option(option, text.optie[option]) for option in each.options),
        placeholder=text.plek,
        max_length=2 * each.limit if each.kind in ("text", "long_text") else 0,
        client_error=text.fout or say("field.required"),
        error=error and f"{text.kort}: {error}",
        note=say("field.masked") if each.id in flaws.masked else "" if error else remark,
        folds=each.folds,
    )


def what_is_wrong(texts: FlowTexts, problem: Problem, position: Position, now: datetime) -> str:
    """A problem in words: those of the flow if it has any for this, else the general ones."""
    known = {"now": short_moment(now), **problem.values}
    day, clock = position.facts.get("discovered_date", ""), position.facts.get("discovered_time", "")
    if day and clock:
        entered = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), now.tzinfo)
        known["discovered"] = short_moment(entered)
    if problem.key in texts.fout:
        return texts.fout[problem.key].format(**known)
    return general_problem(problem, known)


def general_problem(problem: Problem, known: Mapping[str, object]) -> str:
    """A problem in words that fit every field."""
    if problem.key == "te_lang":
        return say("problem.te_lang", length=known["length"], limit=known["limit"])
    return say(f"problem.{problem.key}")
