"""Where a conversation stands in a flow: the answers are kept, the position follows from them by replay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from dialogs.flow import ANSWERED, Choice, Flow, Fork, FormField, Outcome, Review, Step, fields_of
from dialogs.rough import mark_ids, still_rough
from state_machines.engine import Engine, NotAllowed


class Draft(BaseModel):
    """One walk through a flow, all that is stored of it. Never log it: an answer can hold personal data.

    `answers` holds the fields by step id, with the marks of moments told roughly (dialogs/rough.py). `memory` holds
    what was filled in earlier but does not count now (after "Terug", after a change elsewhere, read from the first
    sentence): it prefills cards and nothing else.
    `version` rises with every change and stands in every button, so that an old card is recognised. `asking` is
    the office that the user is about to ask; `done` holds what became of a verdict: the number of the case by the
    office that was asked, or by "advice". `said` is the sentence with which it began; `told` says where a value in
    `memory` came from that nobody filled in on a card, by field (see dialogs/talk/told.py).
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: str
    flow: str
    version: int = 1
    answers: dict[str, dict[str, str]] = Field(default_factory=dict)
    memory: dict[str, str] = Field(default_factory=dict)
    told: dict[str, str] = Field(default_factory=dict)
    said: str = ""
    editing: str = ""
    aided: str = ""
    asking: str = ""
    done: dict[str, str] = Field(default_factory=dict)
    started_at: datetime
    touched_at: datetime
    last_press: str = ""

    def moved(self, now: datetime, **changes: object) -> "Draft":
        """The draft after a change: a version further, touched now."""
        return self.model_copy(update={**changes, "version": self.version + 1, "touched_at": now})


@dataclass(frozen=True, slots=True)
class Position:
    """The step at hand, the answered steps before it, and the facts that these tell."""

    step: Step
    path: tuple[str, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """The draft after an answer or a step back, where it stands, and the ids of answered steps that do not count any
    more."""

    draft: Draft
    position: Position
    fallen: tuple[str, ...]


class StaleAnswer(Exception):
    """The answer belongs to a step that is not the question at hand."""


class Guide:
    """Walks one flow. Shared by all conversations: it holds nothing about any of them."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._engine = Engine(flow.chart())
        self._steps = {step.id: step for step in flow.steps}
        self._ahead = _reachable(flow)
        self._left = _questions_left(flow)

    def start(self, draft_id: str, now: datetime, memory: Mapping[str, str] | None = None) -> Draft:
        """A new draft; `memory` prefills fields by id (unknown ids are left out)."""
        fields = [each for step in self.flow.steps for each in fields_of(step)]
        known = {each.id for each in fields} | mark_ids(fields)
        kept = {name: value for name, value in (memory or {}).items() if name in known}
        return Draft(id=draft_id, flow=self.flow.id, memory=kept, started_at=now, touched_at=now)

    def position(self, draft: Draft) -> Position:
        """Replay the answers as far as this version of the flow still accepts them."""
        end = self._walk(draft.answers)
        if draft.editing not in end.path:
            return end
        return self._at(draft.editing, end.path[: end.path.index(draft.editing)], draft.answers)

    def reached(self, draft: Draft) -> Position:
        """The position that the answers lead to, whether or not an earlier one is being changed."""
        return self._walk(draft.answers)

    def answer(
        self,
        draft: Draft,
        step_id: str,
        values: Mapping[str, str],
        now: datetime,
        here: Position | None = None,
    ) -> Answered:
        """Keep this answer. Raises StaleAnswer for another step than the one at hand, NotAllowed for no answer.

        `here` is the position of this draft, where the caller has it.
        A moment that stands as it was told roughly stays marked; one that was changed loses its mark.
        """
        here = here or self.position(draft)
        if here.step.id != step_id or isinstance(here.step, Outcome):
            raise StaleAnswer(step_id)
        if not acceptable(here.step, values):
            raise NotAllowed(f"{self.flow.id}: no answer to {step_id}")
        before = self._walk(draft.answers).path if draft.editing else here.path
        marks = still_rough(here.step, values, draft.memory, draft.answers.get(step_id, {}))
        answers = {**draft.answers, step_id: {**values, **marks}}
        after = self._walk(answers, None if draft.editing else here)
        still = set(after.path) | self._ahead[after.step.id]
        fallen = tuple(step for step in before if step not in still)
        kept = {step: given for step, given in answers.items() if step in still}
        spent = values.keys() | mark_ids(fields_of(here.step))
        memory = {name: value for name, value in draft.memory.items() if name not in spent}
        told = {name: source for name, source in draft.told.items() if name not in spent}
        for step in fallen:
            memory |= answers[step]
        moved = draft.moved(now, answers=kept, memory=memory, told=told, editing="", asking="", done={})
        return Answered(moved, after, fallen)

    def back(self, draft: Draft, now: datetime) -> Answered:
        """Drop the last answer (or stop changing one, or asking an office); what was filled in stays on the card."""
        end = self._walk(draft.answers)
        if draft.editing or draft.asking:
            return Answered(draft.moved(now, editing="", asking=""), end, ())
        if not end.path:
            return Answered(draft.moved(now), end, ())
        *before, last = end.path
        dropped = draft.answers[last]
        answers = {step: given for step, given in draft.answers.items() if step != last}
        moved = draft.moved(now, answers=answers, memory={**draft.memory, **dropped}, done={})
        return Answered(moved, self._at(last, tuple(before), answers), ())

    def edit(self, draft: Draft, step_id: str, now: datetime) -> Draft:
        """Change the answer to an earlier step. Raises StaleAnswer when that step has no answer on the way here."""
        if step_id not in self._walk(draft.answers).path:
            raise StaleAnswer(step_id)
        return draft.moved(now, editing=step_id, asking="")

    def remember(self, draft: Draft, values: Mapping[str, str], now: datetime, source: str = "") -> Draft:
        """Prefill fields without answering (typed text that fills a part of a form). `source`: where they came from."""
        told = {**draft.told, **dict.fromkeys(values, source)} if source else draft.told
        return draft.moved(now, memory={**draft.memory, **values}, told=told)

    def standing(self, draft: Draft, step: Step) -> dict[str, str]:
        """What stands in the fields of a step's card: its answer, else what is remembered, else the defaults.

        What an earlier version of the flow asked on another card is remembered too.
        """
        there = {name: value for values in draft.answers.values() for name, value in values.items()}
        known = {**there, **draft.memory, **draft.answers.get(step.id, {})}
        return {each.id: known.get(each.id, each.default) for each in fields_of(step)}

    def is_judged(self, draft: Draft) -> bool:
        """Whether the walk has come to a verdict."""
        step = self.position(draft).step
        return isinstance(step, Outcome) and step.verdict is not None

    def progress(self, position: Position) -> tuple[int, int]:
        """Which question this is, and about how many come after it (none: it is the last).

        What comes after never grows from one question to the next, so the whole grows by one at the most.
        """
        return len(position.path) + 1, self._left[position.step.id]

    def _at(self, step: str, path: tuple[str, ...], answers: Mapping[str, Mapping[str, str]]) -> Position:
        """At a step on the way that the answers lead along; `path` is the way to it."""
        return Position(self._steps[step], path, _facts(answers, path))

    def _walk(self, answers: Mapping[str, Mapping[str, str]], known: Position | None = None) -> Position:
        """Where the answers lead; `known` is where those lead that stand before it, to go on from there."""
        step, path, facts = self.flow.steps[0], list[str](), dict[str, str]()
        if known is not None:
            step, path, facts = known.step, list(known.path), dict(known.facts)
        while not isinstance(step, Outcome):
            given = answers.get(step.id)
            if given is None or not acceptable(step, given):
                break
            tried = {**facts, **given}
            event = given[step.id] if isinstance(step, Choice) else ANSWERED
            try:
                target = self._engine.move(step.id, event, tried)
            except NotAllowed:
                break
            path.append(step.id)
            step, facts = self._steps[target], tried
        return Position(step, tuple(path), facts)


def acceptable(step: Step, values: Mapping[str, str]) -> bool:
    """Whether these values are an answer to this step in this version of the flow."""
    if isinstance(step, Outcome):
        return False
    if isinstance(step, Review):
        return all(_fits(each, values.get(each.id, "")) for each in step.toggles)
    return all(_fits(each, values.get(each.id, "")) for each in fields_of(step))


def _fits(each: FormField, value: str) -> bool:
    if not value:
        return not each.required
    if each.kind == "toggle":
        return value in ("true", "false")
    if each.kind == "choice":
        return value in each.options
    if each.kind == "choices":
        return all(part in each.options for part in value.split(","))
    return True


def _facts(answers: Mapping[str, Mapping[str, str]], path: tuple[str, ...]) -> dict[str, str]:
    return {name: value for step in path for name, value in answers[step].items()}


def _reachable(flow: Flow) -> dict[str, frozenset[str]]:
    """The steps that may still come, by step."""
    targets = dict[str, set[str]]()
    for arrow in flow.chart().arrows:
        targets.setdefault(arrow.source, set()).add(arrow.target)
    ahead = dict[str, frozenset[str]]()

    def behind(step: str) -> frozenset[str]:  # a flow only goes forward, so this ends
        if step not in ahead:
            nearest = targets.get(step, set())
            ahead[step] = frozenset(nearest).union(*(behind(each) for each in nearest))
        return ahead[step]

    return {step.id: behind(step.id) for step in flow.steps}


def _questions_left(flow: Flow) -> dict[str, int]:
    """About how many questions come after each step: the mean of its ways on, never fewer than after any next step."""
    mean, left = dict[str, float](), dict[str, int]()

    def ways(step: Step) -> set[str]:
        """Where it may go on; an early end is no way while there is another."""
        named = {name for _, target in exits_of(step) for name in _names(target)}
        return {name for name in named if not isinstance(flow.step(name), Outcome)}

    def measure(step: Step) -> None:  # a flow only goes forward, so this ends
        if step.id in left:
            return
        onward = ways(step)
        for name in onward:
            measure(flow.step(name))
        mean[step.id] = 1 + sum(mean[name] for name in onward) / len(onward) if onward else 0.0
        left[step.id] = max((int(mean[step.id]), *(left[name] for name in onward)), default=0)

    for step in flow.steps:
        measure(step)
    return left


def exits_of(step: Step) -> list[tuple[str, "str | Fork"]]:
    """Every event of a step with where it leads."""
    if isinstance(step, Outcome):
        return []
    if isinstance(step, Choice):
        return list(step.to.items())
    return [(ANSWERED, step.then)]


def _names(target: "str | Fork") -> list[str]:
    if isinstance(target, str):
        return [target]
    return [*(name for _, name in target.branches), target.otherwise]
