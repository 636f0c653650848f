"""No verdict may hurt: what must hold of every answer of every flow, whatever was answered on the way.

Speaks of fields and of what their values mean by policy and law, never of the steps of one flow. The walks are drawn:
most of them go on where they can, so that the ends of long flows are met as often as the early ones.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from random import Random

import pytest

from cards.verdict import verdict_card
from cases.told import ToldVerdict
from dialogs.answers import read_step
from dialogs.conditions import NO, YES
from dialogs.consequences import Ask, Reason, Stricter
from dialogs.flow import DOUBT, UNKNOWN, FormField, Outcome, Question, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide
from dialogs.parts.told_data import CRIMINAL, SPECIAL
from dialogs.talk.verdict import verdict_view
from dialogs.verdicts import asks_of, judged
from tests.cards.rules import nodes, visible_words
from tests.dialogs.walking import NOW, Walked

WALKS = 400
"""Of each flow."""

MOST_WORDS = 100
"""On an answer card before anything is unfolded, without what people typed."""

LETS = ("mag", "mag_onder_voorwaarden")
"""The verdicts that let somebody go on."""

COMPULSORY = ("opdrachtgever", "subverwerker", "verwerker", "samen")
"""Situations of annex 1 in which an agreement must be there; in situation 4 it is only wise."""

LOOKED_AT_FIRST = ("first_jz", "first_fg", "first_ask", "needed", "perhaps", "one_sign", "no_sign")
"""Ends at which an office looks before anything goes on."""

FORBIDDEN = {*SPECIAL, *CRIMINAL}
"""Data that may only be used where the law makes an exception (policy point 2; AVG articles 9 and 10)."""

OPEN = (DOUBT, UNKNOWN)
"""Answers of somebody who does not know."""

GUIDES = {name: Guide(flow) for name, flow in FLOWS.items()}


@dataclass(frozen=True)
class Walk(Walked):
    """A walk with what it comes to."""

    guide: Guide
    verdict: ToldVerdict

    def __str__(self) -> str:
        return f"{self.draft.flow}: {self.end.id}, {self.verdict.verdict}: {dict(self.facts)}"

    @property
    def lets(self) -> bool:
        """Whether somebody may go on."""
        return self.verdict.verdict in LETS

    @property
    def stops_early(self) -> bool:
        """Whether it ended before all was asked, on an answer that decides."""
        return not self.end.gathers and self.verdict.verdict in ("nog_niet", "mag_niet")


def _value(each: FormField, chance: Random) -> str:
    """Anything that fits; yes more often than not, for that is how a walk goes on."""
    if each.kind == "choices":
        plain = "geen" if "geen" in each.options else each.options[0]
        if chance.random() < (0.6 if plain == "geen" else 0.3):
            return plain
        return ",".join(chance.sample(each.options, chance.choice((1, 1, 1, 2, 3))))
    if each.options:
        return chance.choice(
            (*each.options, *(each.options[:1] * len(each.options) if YES in each.options else ()))
        )
    if each.kind == "toggle":
        return chance.choice(("true", "false"))
    if each.kind == "number":
        return str(chance.randint(0, 1000))
    if each.kind == "date":
        return NOW.date().isoformat()
    if each.kind == "time":
        return "09:15"
    return "Een lijst maken voor de vergadering."


def _answered(guide: Guide, draft: Draft, step: Question, chance: Random) -> Draft:
    """The draft after an answer; rather one that does not end it early."""
    facts = guide.position(draft).facts
    after = draft
    for _ in range(4):
        raw = {each.id: _value(each, chance) for each in fields_of(step)}
        reading = read_step(step, raw, facts, NOW)
        if reading.problems:
            continue
        after = guide.answer(draft, step.id, reading.values, NOW).draft
        end = guide.position(after).step
        if not isinstance(end, Outcome) or end.gathers or chance.random() < 0.1:
            return after
    return after


@cache
def walks(name: str) -> tuple[Walk, ...]:
    """Walks of this flow that end in a verdict, the same for every test."""
    guide, chance = GUIDES[name], Random(name)
    return tuple(walk for number in range(WALKS) if (walk := _walked(guide, chance)) is not None)


def _walked(guide: Guide, chance: Random) -> Walk | None:
    draft = guide.start("d", NOW).model_copy(update={"said": "mag ik de lijst van Voorbeeldstad gebruiken"})
    while not isinstance(step := guide.position(draft).step, Outcome):
        before = draft
        draft = _answered(guide, draft, step, chance)
        assert draft is not before, f"nothing that was drawn answers {step.id}"
    return _ended(guide, draft)


def _ended(guide: Guide, draft: Draft) -> Walk | None:
    """The end of this walk; None where it is not one with a verdict."""
    place = guide.position(draft)
    verdict = judged(guide, TEXTS[draft.flow], draft)
    if not isinstance(place.step, Outcome) or verdict is None:
        return None
    return Walk(draft, place.step, place.facts, guide, verdict)


JUDGING = tuple(
    name
    for name, flow in FLOWS.items()
    if any(isinstance(step, Outcome) and step.verdict is not None for step in flow.steps)
)


def every_walk(test: Callable[[Walk], None]) -> Callable[[str], None]:
    """The test of each walk of each flow; the first that fails is told."""

    @pytest.mark.parametrize("name", JUDGING)
    def of_a_flow(name: str) -> None:
        for walk in walks(name):
            try:
                test(walk)
            except AssertionError as reason:
                raise AssertionError(f"{walk}\n{reason}") from reason

    of_a_flow.__name__, of_a_flow.__doc__ = test.__name__, test.__doc__
    return of_a_flow


def test_the_walks_meet_every_end_of_every_flow() -> None:
    """So that what holds of all walks holds of all ends."""
    for name in JUDGING:
        met = {walk.end.id for walk in walks(name)}
        there = {
            step.id for step in FLOWS[name].steps if isinstance(step, Outcome) and step.verdict is not None
        }
        assert len(there - met) <= len(there) // 4, f"{name}: never came to {sorted(there - met)}"


@every_walk
def test_nothing_is_allowed_while_an_agreement_that_must_be_there_is_missing(walk: Walk) -> None:
    """Policy point 10 and annex 1; AVG articles 26 and 28."""
    if walk.facts.get("situation") in COMPULSORY and walk.facts.get("agreement") != YES:
        assert not walk.lets


@every_walk
def test_nothing_is_allowed_while_the_exception_is_not_named_and_nobody_is_asked(walk: Walk) -> None:
    """Policy point 2: an exception must exist. Who uses the data cannot see to that."""
    if FORBIDDEN.isdisjoint(walk.facts.get("kinds", "").split(",")):
        return
    named = walk.facts.get("exception", NO) not in (NO, *OPEN)
    assert not walk.lets or named or asks_of(walk.guide, walk.draft)


@every_walk
def test_doubt_never_gives_a_milder_answer_than_knowing_would(walk: Walk) -> None:
    """Where some sure answer to this question would stop somebody, doubt stops them too."""
    if not walk.lets:
        return
    for other in _made_sure(walk):
        sure = _ended(walk.guide, other)
        assert sure is None or sure.lets or sure.verdict.verdict == "niet_van_toepassing", f"but {sure}"


def _made_sure(walk: Walk) -> Iterator[Draft]:
    """The same walk with one doubt taken away, for each doubt and each answer in its place."""
    for name in walk.guide.position(walk.draft).path:
        given = walk.draft.answers[name]
        for each in fields_of(walk.guide.flow.step(name)):
            chosen = given.get(each.id, "").split(",")
            if not each.options or set(OPEN).isdisjoint(chosen):
                continue
            kept = [part for part in chosen if part not in OPEN]
            for option in (option for option in each.options if option not in (*OPEN, *kept)):
                value = ",".join([*kept, option])
                answers = {**walk.draft.answers, name: {**given, each.id: value}}
                yield walk.draft.model_copy(update={"answers": answers})


@every_walk
def test_every_verdict_shows_a_reason_with_what_it_rests_on(walk: Walk) -> None:
    """On the card as it is first seen, before anything is unfolded; and so for each reason that there is."""
    view = verdict_view(walk.guide, TEXTS[walk.draft.flow], walk.draft, walk.verdict, (), NOW, "2026", ())
    assert view.lines
    assert all(each.source for each in (*view.lines, *view.duties))
    seen = [str(node.get("text", "")) for node in nodes({"body": verdict_card(view)["body"]}, folded=False)]
    assert view.lines[0].text.replace("**", "") in [each.replace("**", "") for each in seen]
    assert any(each.source in seen for each in view.lines)


@every_walk
def test_every_card_says_what_was_asked_above_what_it_comes_to(walk: Walk) -> None:
    view = verdict_view(walk.guide, TEXTS[walk.draft.flow], walk.draft, walk.verdict, (), NOW, "2026", ())
    seen = [str(node.get("text", "")) for node in nodes({"body": verdict_card(view)["body"]}, folded=False)]
    asked = walk.facts.get(walk.guide.flow.about, "") or walk.draft.said
    assert seen.index("Je vraag: ") + 1 == seen.index(asked) < seen.index(walk.verdict.title)


@every_walk
def test_every_answer_can_be_taken_in_at_a_glance(walk: Walk) -> None:
    asks = asks_of(walk.guide, walk.draft)
    view = verdict_view(walk.guide, TEXTS[walk.draft.flow], walk.draft, walk.verdict, asks, NOW, "2026", ())
    typed = (walk.draft.said, walk.facts.get(walk.guide.flow.about, ""))
    assert visible_words(verdict_card(view), typed) <= MOST_WORDS


@every_walk
def test_where_the_law_asks_more_all_of_it_is_told(walk: Walk) -> None:
    follows = walk.guide.flow.gathered(walk.end, walk.facts)
    texts = TEXTS[walk.draft.flow]
    laws = [texts.wet[each.id] for each in follows if isinstance(each, Stricter)]
    assert [*walk.verdict.law][: len(laws)] == laws


@every_walk
def test_an_early_end_keeps_every_office_that_an_answer_called_for(walk: Walk) -> None:
    """But for an entry in the register: what is not done needs none."""
    if not walk.stops_early:
        return
    called = {
        each.office
        for each in walk.guide.flow.follows
        if isinstance(each, Ask) and not each.at and each.when is not None and each.wants != "register_entry"
        if each.when(walk.facts)
    }
    assert called <= {each.office for each in asks_of(walk.guide, walk.draft)}


def test_post_and_telephone_are_told_nothing_of_cc() -> None:
    """The form asks of all ways at once who else gets it."""
    other = [walk for walk in walks("email") if walk.facts.get("channel") in ("post", "telefoon")]
    assert {walk.facts["many"] for walk in other} >= {"cc", "bcc"}
    for walk in other:
        assert not [line for line in (*walk.verdict.reasons, *walk.verdict.duties) if "cc" in line.text]


@every_walk
def test_who_is_at_work_already_is_not_told_to_begin_later(walk: Walk) -> None:
    """The policy does not say that work must stop while an office looks: that is asked, with the question itself."""
    if walk.end.id not in LOOKED_AT_FIRST:
        return
    lines = [walk.verdict.title, *walk.verdict.lines, *(each.text for each in walk.verdict.duties)]
    waits = [each for each in lines if re.search(r"\b(begin|tot dan nog niets)\b", each, re.IGNORECASE)]
    goes_on = [each for each in lines if "door mag gaan" in each]
    running = walk.facts["novelty"] == "bestaand"
    assert (bool(waits), bool(goes_on)) == (not running, running)
    assert walk.draft.flow != "dpia" or not running or not walk.verdict.title.startswith("Nog niet:")


def test_nothing_is_thrown_away_without_a_word_about_what_runs() -> None:
    """Policy points 14 and 16: asked before, or told with the answer."""
    gone = [walk for walk in walks("retention") if walk.facts["keep_or_delete"] == "wissen" and walk.lets]
    assert {walk.end.id for walk in gone} == {"copy_keep", "delete"}
    for walk in gone:
        told = any({"14", "16"} <= set(each.points) for each in walk.verdict.duties)
        assert told or walk.facts["running"] == NO


@every_walk
def test_an_early_end_says_why_in_what_was_answered(walk: Walk) -> None:
    if walk.stops_early:
        follows = walk.guide.flow.gathered(walk.end, walk.facts)
        assert [each for each in follows if isinstance(each, Reason)]


@pytest.mark.parametrize("name", JUDGING)
def test_a_basis_that_fails_says_which_one_and_which_answer_sank_it(name: str) -> None:
    """Policy point 5: of two walks that end on other answers to the same check, or on another basis, none says the
    same."""
    told: dict[str, dict[tuple[str, str], set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for walk in walks(name):
        last = walk.guide.flow.step(walk.guide.position(walk.draft).path[-1])
        if not walk.stops_early or not any(point.startswith("5.") for point in last.policy):
            continue
        given = walk.draft.answers[last.id]
        sunk = [field for field, value in given.items() if value in (NO, *OPEN)]
        if len(sunk) == 1:
            reasons = tuple(sorted(each.text for each in walk.verdict.reasons))
            told[walk.end.id][last.id, sunk[0]].add(reasons)
    for outcome, by_answer in told.items():
        for (one, its_reasons), (other, other_reasons) in combinations(by_answer.items(), 2):
            assert its_reasons.isdisjoint(other_reasons), f"{outcome}: {one} and {other}"
