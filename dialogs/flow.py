"""The words a flow is declared in: questions, forks and outcomes as frozen values, checked when they are made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from typing import Literal, assert_never

from cases.organisation import OfficeId
from cases.register.fields import FormField as FormField  # the words of a flow are imported from here
from cases.told import DOUBT as DOUBT  # the answers "Ik twijfel" and "Weet ik niet", the same in all flows
from cases.told import UNKNOWN as UNKNOWN
from cases.told import Verdict
from dialogs.consequences import Ask, Consequence, Duty
from state_machines.chart import Arrow, Chart, ChartError, Facts, Guard

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be right: which field, and the key of the sentence that says so (with its values)."""

    field: str
    key: str
    values: Mapping[str, str] = field_of(default_factory=dict)


Check = Callable[[Facts, datetime], tuple[Problem, ...]]
"""A check over the fields of a form, given the facts so far and the moment (aware, in the organisation's zone)."""

Completion = Callable[[Mapping[str, str], datetime], Mapping[str, str]]
"""What an empty field means: gives the same answers with the defaults that the card names filled in."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Where an answer leads when that hangs on earlier answers: the first that holds wins."""

    branches: tuple[tuple[Guard, str], ...]
    otherwise: str


Target = str | Fork


@dataclass(frozen=True, slots=True)
class Choice:
    """One question with a button for each answer. `doubt_as` is the answer that doubt counts as in the policy."""

    id: str
    policy: tuple[str, ...]
    to: Mapping[str, Target]
    doubt_as: str = ""


@dataclass(frozen=True, slots=True)
class OpenText:
    """One question that is answered in the user's own words."""

    id: str
    policy: tuple[str, ...]
    then: Target
    required: bool = True
    limit: int = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """Several fields on one card. `aid_by` names the field whose value chooses the first aid that is shown on top."""

    id: str
    policy: tuple[str, ...]
    fields: tuple[FormField, ...]
    then: Target
    checks: tuple[Check, ...] = ()
    complete: Completion | None = None
    aid_by: str = ""
    repeats_aid: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """All answers on one card, each can be changed; the press on the main button goes on."""

    id: str
    policy: tuple[str, ...]
    toggles: tuple[FormField, ...]
    then: Target


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a flow ends. `files` names the kind of case that is filed, `office` who then acts, if anybody.

    With a `verdict` the flow ends in an answer card, which stays until the user sends or keeps it. `gathers`
    marks the end of the whole way: there all consequences count that name no outcome of their own. An end that
    `stops_early` keeps the offices that an answer before it called for. `again` names the step to change if the
    user wants to try another answer. `leads` names the flow that takes over, begun with `brings`.
    """

    id: str
    policy: tuple[str, ...]
    files: Literal["breach", "rights", "consult"] | None = None
    office: OfficeId | None = None
    verdict: Verdict | None = None
    gathers: bool = False
    stops_early: bool = False
    again: str = ""
    leads: str = ""
    brings: Mapping[str, str] = field_of(default_factory=dict)


Question = Choice | OpenText | Form | Review
Step = Question | Outcome


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a conversation that several flows share. Its words stand in `parts/<id>.nl.toml`."""

    id: str
    steps: tuple[Step, ...]
    follows: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A guided conversation: a graph that only goes forward. Checked when it is made (raises ChartError).

    `follows` is what the answers bring about; `parts` names whose words it shares (see flow_of). `about` names
    the field in which the user says in own words what the matter is. A flow for the `office` is no way in for a
    colleague. `quarterly`: at its end one may ask to be reminded each quarter.
    """

    id: str
    steps: tuple[Step, ...]
    follows: tuple[Consequence, ...] = ()
    parts: tuple[str, ...] = ()
    about: str = ""
    audience: Literal["everybody", "office"] = "everybody"
    quarterly: bool = False
    _chart: Chart = field_of(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        chart = Chart(
            name=self.id,
            start=self.steps[0].id,
            states=tuple(step.id for step in self.steps),
            arrows=tuple(arrow for step in self.steps for arrow in _arrows(step)),
        )
        object.__setattr__(self, "_chart", chart)
        forward = TopologicalSorter[str]()
        for arrow in chart.arrows:
            forward.add(arrow.target, arrow.source)
        try:
            forward.prepare()
        except CycleError as ring:
            raise ChartError(f"{self.id}: goes round in a ring: {ring.args[1]}") from ring
        for step in self.steps:
            self._check_step(step)
        names = [each.id for step in self.steps for each in fields_of(step)]
        if len(set(names)) != len(names):
            raise ChartError(f"{self.id}: a field id stands there twice")
        if not isinstance(self.steps[-1], Outcome):
            raise ChartError(f"{self.id}: has no outcome at its end")
        if self.about and self.about not in names:
            raise ChartError(f"{self.id}: nobody asks for {self.about}")
        self._check_follows()

    def _check_follows(self) -> None:
        if rings := [each.id for each in self.follows if isinstance(each, Duty) and each.leads == self.id]:
            raise ChartError(f"{self.id}: {rings} leads to the flow that it ends")
        told = [(type(each), each.id) for each in self.follows]
        if len(set(told)) != len(told):
            raise ChartError(f"{self.id}: a consequence stands there twice")
        ends = {step.id: step for step in self.steps if isinstance(step, Outcome)}
        for each in self.follows:
            if not each.policy:
                raise ChartError(f"{self.id}: {each.id} cites no policy point")
            if wrong := [name for name in each.at if name not in ends or ends[name].verdict is None]:
                raise ChartError(f"{self.id}: {each.id} follows at {wrong}, which gives no verdict")

    def _check_step(self, step: Step) -> None:
        if not step.policy:
            raise ChartError(f"{self.id}: {step.id} cites no policy point")
        if (
            isinstance(step, Choice)
            and step.doubt_as
            and (DOUBT not in step.to or step.doubt_as not in step.to)
        ):
            raise ChartError(f"{self.id}: {step.id} has a default for doubt that is no answer")
        for each in fields_of(step):
            if each.kind in ("choice", "choices") and not each.options:
                raise ChartError(f"{self.id}: {each.id} has nothing to choose from")
            if each.default and each.options and each.default not in each.options:
                raise ChartError(f"{self.id}: the default of {each.id} is no option")

    def gathered(self, outcome: Outcome, facts: Facts) -> tuple[Consequence, ...]:
        """What follows at this outcome from these answers, in the order in which it was declared.

        Of the offices the one comes first that the outcome names, then those whose question belongs to it, last those
        that are asked instead.
        """
        held = (
            each
            for each in self.follows
            if (outcome.id in each.at if each.at else outcome.gathers or _is_kept(each, outcome))
            and (each.when is None or each.when(facts))
        )
        return tuple(sorted(held, key=lambda each: _rank(each, outcome)))

    def step(self, step_id: str) -> Step:
        """The step with this id. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def chart(self) -> Chart:
        """The flow as a chart: steps are states, answers are events."""
        return self._chart


def flow_of(
    flow_id: str,
    *pieces: Step | Part,
    follows: tuple[Consequence, ...] = (),
    lastly: tuple[Consequence, ...] = (),
    about: str = "",
    quarterly: bool = False,
) -> Flow:
    """A flow of steps and shared parts, in order. What `follows` comes before what parts bring, `lastly` behind it."""
    parts = [piece for piece in pieces if isinstance(piece, Part)]
    steps = [step for piece in pieces for step in (piece.steps if isinstance(piece, Part) else (piece,))]
    return Flow(
        id=flow_id,
        steps=tuple(steps),
        follows=(*follows, *(each for part in parts for each in part.follows), *lastly),
        parts=tuple(dict.fromkeys(part.id for part in parts)),
        about=about,
        quarterly=quarterly,
    )


def yes_or_no(
    step_id: str, policy: tuple[str, ...], *, yes: Target, no: Target, doubt_as: Literal["ja", "nee"]
) -> Choice:
    """A question that is answered with yes or no; doubt counts as one of them in the policy, and leads there."""
    doubt = yes if doubt_as == "ja" else no
    return Choice(step_id, policy, {"ja": yes, "nee": no, DOUBT: doubt}, doubt_as)


def fields_of(step: Step) -> tuple[FormField, ...]:
    """The fields that an answer to this step may hold: one for a choice or an open text, none for an outcome."""
    match step:
        case Choice(id=step_id, to=to):
            return (FormField(step_id, "choice", options=tuple(to), required=True),)
        case OpenText(id=step_id, required=required, limit=limit):
            return (FormField(step_id, "long_text", required=required, limit=limit),)
        case Form(fields=fields):
            return fields
        case Review(toggles=toggles):
            return toggles
        case Outcome():
            return ()
        case _:
            assert_never(step)


def _is_kept(each: Consequence, outcome: Outcome) -> bool:
    """Whether an early end keeps it: an office that an answer called for. What is not done needs no entry."""
    return outcome.stops_early and isinstance(each, Ask) and each.wants != "register_entry"


def _rank(each: Consequence, outcome: Outcome) -> int:
    if not isinstance(each, Ask):
        return 0
    if each.instead:
        return 4
    return 1 if each.office == outcome.office else 2 if each.at else 3


def _arrows(step: Step) -> Iterator[Arrow]:
    match step:
        case Outcome():
            return
        case Choice(to=to):
            exits = dict(to)
        case OpenText(then=then) | Form(then=then) | Review(then=then):
            exits = {ANSWERED: then}
        case _:
            assert_never(step)
    for event, target in exits.items():
        if isinstance(target, str):
            yield Arrow(step.id, event, target)
        else:
            for guard, branch in target.branches:
                yield Arrow(step.id, event, branch, guard)
            yield Arrow(step.id, event, target.otherwise)
