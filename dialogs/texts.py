"""Loads the Dutch words of a flow and checks them against its graph, both ways, while the program starts."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cards.dutch_time import about, full_moment
from cards.every_part import every_part
from cards.words import placeholders
from cases.names import POLICY_NAMES, named_toml
from dialogs.consequences import Ask, Duty, Heading, Reason, Stricter
from dialogs.flow import DOUBT, Choice, Flow, Form, FormField, OpenText, Outcome, Review, Step, fields_of
from dialogs.rough import is_rough, time_id

FLOW_FOLDER = Path(__file__).parent / "flows"
PART_FOLDER = Path(__file__).parent / "parts"
POLICY_FILE = Path(__file__).parent / "policy.nl.toml"

PLACEHOLDERS = frozenset({"office", "now", "discovered", "limit", "length", "name"})
"""What a sentence of a flow may be filled in with; anything else is a slip of the pen."""


class TextsDoNotFit(Exception):
    """Words are missing, spare or misspelt; raised while the program starts."""


class _Texts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Read = TypeVar("_Read", bound=_Texts)


class FieldTexts(_Texts):
    """The words of one field. `kort` is its name in the review and in error lines."""

    label: str
    kort: str
    fout: str = ""
    plek: str = ""
    optie: dict[str, str] = {}


class AidTexts(_Texts):
    """First aid: a title and at most three lines."""

    regels: tuple[str, ...] = Field(max_length=3)


class StepTexts(_Texts):
    """The words of one step: question, one explanation, example, the small line under the fields, button; `meer` opens
    the fields that are folded."""

    vraag: str = ""
    uitleg: str = ""
    voorbeeld: tuple[str, ...] = ()
    onder: str = ""
    knop: str = ""
    kort: str = ""
    twijfel: str = ""
    optie: dict[str, str] = {}
    veld: dict[str, FieldTexts] = {}
    hulp: dict[str, AidTexts] = {}
    hulp_titel: str = ""
    dan_titel: str = ""
    tekst: tuple[str, ...] = ()
    wet: str = ""
    typ: str = ""
    meer: str = ""


class MenuTexts(_Texts):
    """The row of a flow in the menu; `plaats` orders the rows. A flow of a `groep` stands behind one row with it.

    `welkom` is what the welcome says in the place of `uitleg`: with a sentence between ‘ and ’ that can be typed.
    """

    titel: str
    uitleg: str
    welkom: str = ""
    plaats: int
    groep: str = ""


class AskTexts(_Texts):
    """How an office is asked: the button, and why it is this office."""

    knop: str
    waarom: str


class SharedTexts(_Texts):
    """Words of steps and of what follows from answers, by their ids: duties, reasons, stricter law, whom to ask.

    `kop` is the title of an end as the answer to what was asked.
    """

    stap: dict[str, StepTexts] = {}
    plicht: dict[str, str] = {}
    reden: dict[str, str] = {}
    wet: dict[str, str] = {}
    kop: dict[str, str] = {}
    vraag_aan: dict[str, AskTexts] = {}


class FlowTexts(SharedTexts):
    """All words of one flow, those of its parts included. A flow for an office has no row in the menu."""

    titel: str
    menu: MenuTexts | None = None
    fout: dict[str, str] = {}


class PolicyPoint(_Texts):
    """One point of the policy: how it is cited, what it is about. `buiten`: a source that the policy does not name."""

    noem: str
    over: str
    buiten: bool = False


def load_texts(
    flow: Flow, errors: frozenset[str] = frozenset(), names: Mapping[str, str] = POLICY_NAMES
) -> FlowTexts:
    """The words of this flow. Raises TextsDoNotFit. `errors` are the keys of the flow's own checks, `names` those of
    the organisation and its offices."""
    path = FLOW_FOLDER / f"{flow.id}.nl.toml"
    texts = _read(path, FlowTexts, names)
    for part in flow.parts:
        texts = _with_part(flow, texts, load_part(part, tuple(sorted(names.items()))))
    wanted = set(_wanted(flow)) | {f"fout.{key}" for key in errors}
    if wrong := wanted ^ set(_found(texts)):
        raise TextsDoNotFit(f"{path.name}: too many or too few: {sorted(wrong)}")
    if flow.audience == "everybody" and texts.menu is None:
        raise TextsDoNotFit(f"{path.name}: no row in the menu")
    for sentence in (each for each in every_part(texts.model_dump()) if isinstance(each, str)):
        if unknown := placeholders(sentence) - PLACEHOLDERS:
            raise TextsDoNotFit(f"{path.name}: unknown placeholder {sorted(unknown)}")
    return texts


@cache
def load_part(part: str, names: tuple[tuple[str, str], ...] = tuple(POLICY_NAMES.items())) -> SharedTexts:
    """The words of a part that flows share. Raises TextsDoNotFit."""
    return _read(PART_FOLDER / f"{part}.nl.toml", SharedTexts, dict(names))


def _read(path: Path, kind: type[_Read], names: Mapping[str, str]) -> _Read:
    try:
        return kind.model_validate(tomllib.loads(named_toml(path.read_text("utf-8"), names)))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as reason:
        raise TextsDoNotFit(f"{path.name}: {reason}") from reason


def _with_part(flow: Flow, texts: FlowTexts, part: SharedTexts) -> FlowTexts:
    """The words of a flow with those that it uses of a part. What stands in both is an error."""
    steps = {step.id: step for step in flow.steps}
    used = {
        "stap": {name: _asked(steps[name], text) for name, text in part.stap.items() if name in steps},
        **{
            table: {
                name: text
                for name, text in getattr(part, table).items()
                if any(isinstance(each, kind) and each.id == name for each in flow.follows)
            }
            for table, kind in _TABLES.items()
        },
    }
    own = {table: getattr(texts, table) for table in used}
    if double := [f"{table}.{name}" for table in used for name in used[table].keys() & own[table].keys()]:
        raise TextsDoNotFit(f"{flow.id}: stands in a part too: {sorted(double)}")
    return texts.model_copy(update={table: used[table] | own[table] for table in used})


def _asked(step: Step, text: StepTexts) -> StepTexts:
    """The words of a step without the options and fields that this flow does not offer."""
    offered = {each.id: each.options for each in fields_of(step)}
    if isinstance(step, Choice):
        titles = {name: title for name, title in text.optie.items() if name in step.to}
        return text.model_copy(update={"optie": titles})
    fields = {
        name: each.model_copy(
            update={"optie": {option: each.optie[option] for option in offered[name] if option in each.optie}}
        )
        for name, each in text.veld.items()
        if name in offered
    }
    return text.model_copy(update={"veld": fields})


_TABLES: Mapping[str, type] = {
    "plicht": Duty,
    "reden": Reason,
    "wet": Stricter,
    "kop": Heading,
    "vraag_aan": Ask,
}


def load_policy() -> Mapping[str, PolicyPoint]:
    """The points of the policy that a step may cite, by their number."""
    found = tomllib.loads(POLICY_FILE.read_text("utf-8"))
    return {key: PolicyPoint.model_validate(value) for key, value in found["punt"].items()}


POLICY = load_policy()

OUTSIDE: str = tomllib.loads(POLICY_FILE.read_text("utf-8"))["buiten"]
"""How a source is cited that the policy does not name."""


def source_line(points: tuple[str, ...]) -> str:
    """How a card cites its points: "Beleid, punt 13 en 14". What the policy does not name is cited as that."""
    told = [POLICY[point].noem.rpartition(" ") for point in points if not POLICY[point].buiten]
    grouped = {head: [number for other, _, number in told if other == head] for head, _, _ in told}
    named = " en ".join(f"{head} {_listed(numbers)}".strip() for head, numbers in grouped.items())
    others = " en ".join(POLICY[point].noem for point in points if POLICY[point].buiten)
    cited = [f"Beleid, {named}"] if named else []
    return ". ".join([*cited, OUTSIDE.format(sources=others)] if others else cited)


def _listed(numbers: list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} en {numbers[-1]}"


def _wanted(flow: Flow) -> Iterator[str]:
    for step in flow.steps:
        yield f"{step.id}.tekst" if isinstance(step, Outcome) else f"{step.id}.vraag"
        if isinstance(step, Outcome):
            yield f"{step.id}.kort"
            if step.files is None and not step.leads:
                yield f"{step.id}.vraag"
        if isinstance(step, Choice):
            yield f"{step.id}.kort"
            yield from (f"{step.id}.optie.{option}" for option in step.to)
            if DOUBT in step.to:
                yield f"{step.id}.twijfel"
        elif not isinstance(step, Outcome):
            for each in fields_of(step):
                yield f"{step.id}.veld.{each.id}"
                yield from (f"{step.id}.veld.{each.id}.optie.{option}" for option in each.options)
            if any(each.folds for each in fields_of(step)):
                yield f"{step.id}.meer"
            if any(DOUBT in each.options for each in fields_of(step)):
                yield f"{step.id}.twijfel"
        if isinstance(step, Form) and step.aid_by and not step.repeats_aid:
            options = next(each.options for each in step.fields if each.id == step.aid_by)
            yield from (f"{step.id}.hulp.{option}" for option in ("", *options))
    for table, kind in _TABLES.items():
        yield from (f"{table}.{each.id}" for each in flow.follows if isinstance(each, kind))


def _found(texts: FlowTexts) -> Iterator[str]:
    for step_id, text in texts.stap.items():
        yield from (
            f"{step_id}.{name}"
            for name in ("vraag", "tekst", "kort", "twijfel", "meer")
            if getattr(text, name)
        )
        yield from (f"{step_id}.optie.{option}" for option in text.optie)
        for name, each in text.veld.items():
            yield f"{step_id}.veld.{name}"
            yield from (f"{step_id}.veld.{name}.optie.{option}" for option in each.optie)
        yield from (f"{step_id}.hulp.{'' if kind == 'algemeen' else kind}" for kind in text.hulp)
    yield from (f"fout.{key}" for key in texts.fout)
    yield from (f"{table}.{name}" for table in _TABLES for name in getattr(texts, table))


def option_title(texts: FlowTexts, step: Step, field_id: str, value: str) -> str:
    """What the user read on the option that has this value ("" for a value that is no option now)."""
    text = texts.stap[step.id]
    if isinstance(step, Choice):
        return text.optie.get(value, "")
    if isinstance(step, Review) or field_id in text.veld:
        return text.veld[field_id].optie.get(value, "")
    return ""


def field_texts(texts: FlowTexts, step: Step, each: FormField) -> FieldTexts:
    """The words of a field; those of a single question when the step is that question."""
    text = texts.stap[step.id]
    if isinstance(step, OpenText):
        return text.veld.get(each.id) or FieldTexts(label=text.vraag, kort=text.kort or text.vraag)
    return text.veld[each.id]


def moment_told(day: str, clock: str, now: datetime, *, rough: bool = False) -> str:
    """A date and perhaps a time as people read it; `rough` says "ongeveer". `now` tells the zone."""
    at = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "00:00"), now.tzinfo)
    told = full_moment(at) if clock else full_moment(at).split(",")[0]
    return about(told) if rough else told


def field_moment(day_field: str, values: Mapping[str, str], now: datetime) -> str:
    """The moment in a day field and the time beside it, as people read it. `now` tells the zone."""
    clock = values.get(time_id(day_field), "")
    return moment_told(values[day_field], clock, now, rough=is_rough(day_field, values))
