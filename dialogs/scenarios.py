"""The worked cases beside each flow, in plain Dutch, and how to play them with the real questions."""

import tomllib
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from dialogs.answers import read_step
from dialogs.flow import Choice, FormField, Outcome, Review, Step, fields_of
from dialogs.guide import Draft, Guide
from dialogs.talk.wording import field_name
from dialogs.texts import FLOW_FOLDER, FlowTexts, option_title


class Scenario(BaseModel):
    """One case: answers by the names that the review uses, and what must come out of it.

    `kop` is the title of the answer; `kantoor` is asked or acts first, `ook` may be asked too; `plicht` and `wet` are
    words of a duty and of a line about stricter law; `hulp` are words of the first aid.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    naam: str
    punten: tuple[str, ...]
    uitkomst: str
    kop: str = ""
    kantoor: str | None = None
    ook: tuple[str, ...] = ()
    plicht: str = ""
    wet: str = ""
    hulp: str = ""
    advies: tuple[str, ...] = ()
    antwoord: dict[str, str | list[str]]


class Unplayable(Exception):
    """The scenario does not fit the flow: an answer nobody asks for, an option that is not there."""


def load_scenarios(flow_id: str) -> tuple[Scenario, ...]:
    """The scenarios of a flow, in the order of the file."""
    found = tomllib.loads((FLOW_FOLDER / f"{flow_id}.scenarios.toml").read_text("utf-8"))
    return tuple(Scenario.model_validate(each) for each in found["geval"])


def play(guide: Guide, texts: FlowTexts, scenario: Scenario, now: datetime) -> tuple[Outcome, Draft]:
    """Walk the flow with these answers. Raises Unplayable."""
    draft, unused = guide.start("scenario", now), dict(scenario.antwoord)
    while not isinstance(step := guide.position(draft).step, Outcome):
        raw = {
            each.id: _value(step, texts, each, unused, guide.standing(draft, step))
            for each in fields_of(step)
        }
        reading = read_step(step, raw, guide.position(draft).facts, now)
        if reading.problems:
            raise Unplayable(f"{scenario.naam}: {step.id}: {reading.problems}")
        draft = guide.answer(draft, step.id, reading.values, now).draft
    if unused:
        raise Unplayable(f"{scenario.naam}: nobody asked for {sorted(unused)}")
    return step, draft


def _value(
    step: Step,
    texts: FlowTexts,
    each: FormField,
    unused: dict[str, str | list[str]],
    standing: Mapping[str, str],
) -> str:
    name = texts.stap[step.id].kort if isinstance(step, Choice) else field_name(texts, each.id)
    if isinstance(step, Review) or name not in unused:
        return standing[each.id]
    told = unused.pop(name)
    wanted = told if isinstance(told, list) else [told]
    if not each.options:
        return " ".join(wanted)
    titles = {option_title(texts, step, each.id, option): option for option in each.options}
    if missing := [title for title in wanted if title not in titles]:
        raise Unplayable(f"{step.id}: no option {missing}")
    return ",".join(titles[title] for title in wanted)
