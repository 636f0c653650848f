"""What every flow says along its worked cases: each question and answer, where it stands, what comes out of it."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from cards.view import Card
from dialogs.answers import read_step
from dialogs.flow import Choice, Flow, FormField, Outcome, Problem, Step, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide, Position
from dialogs.lengths import lengths
from dialogs.scenarios import load_scenarios, play
from dialogs.talk.fields import NO_FLAWS, Flaws, what_is_wrong
from dialogs.talk.presenting import present, stopped
from dialogs.talk.wording import answered, fallen_notice
from dialogs.verdicts import asks_of, fingerprint, judged, told_of
from tests.cards.said import Lines, Said, shown, sign
from tests.cases.register.walking import broken, value_of
from tests.dialogs.walking import NOW

NAME = "Sam Voorbeeld"

AGAIN = 1
"""So often the wrong values of a field are tried, each time with other answers before it."""


def flows(said: Said) -> Iterator[str]:
    """All flows, one after the other."""
    for flow in FLOWS.values():
        yield f"== {flow.id}: {lengths(flow)}, {len(fingerprint(flow, TEXTS[flow.id]))}"
        told = _Flow(flow, said)
        for scenario in load_scenarios(flow.id):
            yield f"-- {scenario.naam}"
            _, draft = play(told.guide, told.texts, scenario, NOW)
            yield from told.case(draft)
        yield f"== what {flow.id} refuses"
        yield from told.refusals()


def of_draft(card: Card, draft: Draft | None) -> Lines:
    """What a card says, without the draft and its version where they are those of this one."""
    if draft is None:
        return shown(card)
    place = f"draft: '{draft.id}'", f"version: {draft.version}"
    return tuple(line.replace(place[0], "draft").replace(place[1], "version") for line in shown(card))


class _Flow:
    def __init__(self, flow: Flow, said: Said) -> None:
        self.flow = flow
        self.guide = Guide(flow)
        self.texts = TEXTS[flow.id]
        self._said = said
        self._reached = defaultdict[str, list[Draft]](list)

    def case(self, done: Draft) -> Iterator[str]:
        """A worked case, step by step as somebody walks it."""
        guide, draft = self.guide, self.guide.start("d", NOW)
        for number, name in enumerate(guide.reached(done).path):
            step = self.flow.step(name)
            self._reached[name].append(draft)
            position = guide.position(draft)
            yield f"   {name} {guide.progress(position)}"
            yield from self._card(step.id, draft)
            yield from self._said.once(
                f"stopped {name}", of_draft(stopped(self.texts, draft, NOW).card, draft)
            )
            values = done.answers[name]
            yield from self._said.once(f"answered {name}", shown(answered(self.texts, (step,), values, NOW)))
            after = guide.answer(draft, name, values, NOW)
            draft = after.draft
            if number % 3 == 2:
                yield from self._card(f"back to {name}", guide.back(draft, NOW).draft)
        yield from self._end(draft)
        yield from self._changed(draft)

    def _card(self, name: str, draft: Draft, flaws: Flaws = NO_FLAWS) -> Iterator[str]:
        told = present(self.guide, self.texts, draft, NAME, NOW, flaws, policy="2026")
        yield from self._said.once(
            f"{self.flow.id} {name}", (f"summary={told.summary}", *of_draft(told.card, draft))
        )

    def _end(self, draft: Draft) -> Iterator[str]:
        outcome = self.guide.position(draft).step
        assert isinstance(outcome, Outcome)
        verdict = judged(self.guide, self.texts, draft)
        yield f"   ends in {outcome.id}; told {sign(told_of(self.guide, self.texts, draft, NOW))}"
        if outcome.files is None and not (verdict is None and outcome.leads):
            yield from self._card(f"end {outcome.id}", draft)
        for ask in asks_of(self.guide, draft):
            yield f"   asks {ask.office} for {ask.wants}, instead {ask.instead}"
            yield from self._card(f"asking {ask.office}", draft.moved(NOW, asking=ask.office))
        if verdict is not None:
            lines = [
                *verdict.lines,
                *(f"{each.text} {each.points}" for each in (*verdict.reasons, *verdict.duties)),
            ]
            yield from self._said.once(f"judged {outcome.id}", (*lines, *verdict.law, f"{verdict.points}"))
            some = {each.office: "AD-2026-0001" for each in asks_of(self.guide, draft)[:1]}
            yield from self._card("asked", draft.moved(NOW, done=some))
            yield from self._card("kept", draft.moved(NOW, done=some | {"advice": "KA-2026-0002"}))

    def _changed(self, draft: Draft) -> Iterator[str]:
        """Each answer that can be another one: what falls with it."""
        for name in self.guide.reached(draft).path:
            step = self.flow.step(name)
            editing = self.guide.edit(draft, name, NOW)
            yield from self._card(f"editing {name}", editing)
            if isinstance(step, Choice):
                for value in step.to:
                    done = self.guide.answer(editing, name, {name: value}, NOW)
                    if done.fallen:
                        yield f"   {name} = {value}: {fallen_notice(self.texts, done.fallen)}"

    # --- what is refused --------------------------------------------------------------------------------------------

    def refusals(self) -> Iterator[str]:
        """Each field with each kind of wrong value, and what is said about it."""
        found = set[str]()
        for name, drafts in sorted(self._reached.items()):
            step = self.flow.step(name)
            if isinstance(step, Outcome):
                continue
            for draft in drafts[:: max(1, len(drafts) // AGAIN)]:
                for each in fields_of(step):
                    for label, value in _values(each, NOW):
                        found.add(f"{name}.{each.id} {label}: {self._refused(step, draft, each, value)}")
        yield from sorted(found)

    def _refused(self, step: Step, draft: Draft, field: FormField, value: str) -> str:
        position = self.guide.position(draft)
        raw = {
            each.id: value_of(each, NOW, random.Random(f"{step.id} {each.id}")) for each in fields_of(step)
        }
        reading = read_step(step, raw | {field.id: value}, position.facts, NOW)
        if not reading.problems:
            return f"taken{' and masked' if reading.masked else ''}"
        flaws = Flaws(reading.problems, reading.values, reading.masked)
        card = present(self.guide, self.texts, draft, NAME, NOW, flaws).card
        lines = "; ".join(f"{each.field}: {self._sentence(each, position)}" for each in reading.problems)
        return f"{lines} | {sign(card)}"

    def _sentence(self, problem: Problem, position: Position) -> str:
        return what_is_wrong(self.texts, problem, position, NOW)


def _values(field: FormField, at: datetime) -> Iterator[tuple[str, str]]:
    yield "empty", ""
    for value in broken(field):
        if value:
            yield f"{len(value)} signs" if len(value) > 40 else repr(value), value
    if field.kind == "date":
        for count in (-20000, -4000, -400, -40, -2, -1, 0, 1, 3, 400):
            yield f"{count:+} days", (at + timedelta(days=count)).date().isoformat()
    if field.kind == "time":
        yield from ((each, each) for each in ("00:00", "13:09", "13:11", "23:59"))
    if field.kind == "number":
        yield from ((each, each) for each in ("0", "1", "999999999"))
    if field.kind in ("text", "long_text"):
        yield "a number of a person", "Het gaat om 111222333."
