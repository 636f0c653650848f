"""Every card that a walk through a flow shows keeps the rules of cards, whatever people type into it."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.breach.report import KINDS
from dialogs.answers import read_step
from dialogs.flow import Choice, Form, Outcome, Question, Review, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide
from dialogs.talk.fields import NO_FLAWS, Flaws
from dialogs.talk.presenting import Show, present, stopped
from dialogs.talk.wording import answered
from dialogs.verdicts import asks_of
from tests.cards.rules import long_lists, violations, words_to_read
from tests.dialogs.walking import NASTY, NOW, an_answer_to

NAME = "Sam Voorbeeld"
every_flow = pytest.mark.parametrize("name", FLOWS)


def shown(guide: Guide, draft: Draft, flaws: Flaws = NO_FLAWS) -> Show:
    return present(guide, TEXTS[draft.flow], draft, NAME, NOW, flaws)


def check(show: Show, draft: Draft, *typed: str) -> None:
    fields = [each for step in FLOWS[draft.flow].steps for each in fields_of(step)]
    written = {each.id for each in fields if each.kind in ("text", "long_text")}
    given_values = [*draft.answers.values(), draft.memory]
    words = [value for told in given_values for name, value in told.items() if name in written]
    texts = [NAME, *words, *typed]
    assert violations(show.card, [each for each in texts if " " in each or len(each) > 12]) == []
    assert NAME not in show.summary


@every_flow
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_every_card_of_a_walk_keeps_the_rules(name: str, data: st.DataObject) -> None:
    guide, texts = Guide(FLOWS[name]), TEXTS[name]
    draft = guide.start("d0", NOW, data.draw(st.sampled_from([{}, {"kind": "kwijt"}])))
    while not isinstance(step := guide.position(draft).step, Outcome):
        check(shown(guide, draft), draft)
        nasty = data.draw(st.sampled_from(NASTY))
        raw = data.draw(an_answer_to(step))
        if isinstance(step, Form):
            raw |= {each.id: nasty for each in step.fields if each.kind == "long_text"}
        reading = read_step(step, raw, guide.position(draft).facts, NOW)
        flaws = Flaws(reading.problems, reading.values, reading.masked)
        if reading.problems and not isinstance(step, Choice):
            check(shown(guide, draft, flaws), draft, nasty)
        assume(not reading.problems)
        done = guide.answer(draft, step.id, reading.values, NOW)
        check(Show(answered(texts, (step,), reading.values, NOW), ""), done.draft)
        draft = done.draft
        check(stopped(texts, draft, NOW), draft)
        editing = guide.edit(draft, step.id, NOW)
        check(shown(guide, editing), editing)
    if step.verdict is not None:
        check(shown(guide, draft), draft)
        for ask in asks_of(guide, draft):
            check(shown(guide, draft.moved(NOW, asking=ask.office)), draft)
        some = {each.office: "AD-2026-0001" for each in asks_of(guide, draft)[:1]} | {
            "advice": "AD-2026-0002"
        }
        check(shown(guide, draft.moved(NOW, done=some)), draft)
    elif step.files is None and not step.leads:
        check(shown(guide, draft), draft)


@every_flow
def test_wrong_values_in_every_field_still_make_a_card_that_keeps_the_rules(name: str) -> None:
    guide = Guide(FLOWS[name])
    for step in FLOWS[name].steps:
        if not isinstance(step, Form):
            continue
        raw = {each.id: "x" * 8001 if "text" in each.kind else "onzin" for each in fields_of(step)}
        reading = read_step(step, raw, {}, NOW)
        assert reading.problems
        alone = Guide(FLOWS[name])
        draft = guide.start("d0", NOW)
        if alone.position(draft).step.id == step.id:
            check(shown(alone, draft, Flaws(reading.problems, reading.values)), draft, *raw.values())


MOST_TO_READ = 100
"""On the card of a question before anything is opened, with its choices and buttons."""


@every_flow
def test_every_question_can_be_read_under_stress(name: str) -> None:
    """No card has more to read than that, nor two long lists to tick: it would be two cards, or a list that opens."""
    guide, chance = Guide(FLOWS[name]), Random(name)
    met = set[str]()
    for number in range(200):
        draft = guide.start(f"d{number}", NOW, {"kind": chance.choice(KINDS)} if name == "breach" else {})
        while not isinstance(step := guide.position(draft).step, Outcome):
            card = shown(guide, draft).card
            if not isinstance(step, Review):
                met.add(step.id)
                assert words_to_read(card) <= MOST_TO_READ, step.id
                assert long_lists(card) <= 1, step.id
            reading = read_step(step, by_luck(step, chance), guide.position(draft).facts, NOW)
            if reading.problems:
                break
            draft = guide.answer(draft, step.id, reading.values, NOW).draft
    asked = {step.id for step in FLOWS[name].steps if not isinstance(step, Outcome | Review)}
    assert len(asked - met) <= len(asked) // 3, f"never came to {sorted(asked - met)}"


def by_luck(step: Question, chance: Random) -> dict[str, str]:
    """Something for each field; of several choices one, and a yes more often than not: that is how a walk goes on."""
    luck = dict[str, str]()
    for each in fields_of(step):
        if each.options:
            goes_on = "geen" if "geen" in each.options else each.options[0]
            luck[each.id] = goes_on if chance.random() < 0.5 else chance.choice(each.options)
        elif each.kind in ("text", "long_text"):
            luck[each.id] = "Een lijst voor de vergadering." if each.required else ""
    return luck


def test_a_review_of_many_long_answers_keeps_the_rules() -> None:
    """Found by `make search`: every list at its longest, in the words of the longest options."""
    guide = Guide(FLOWS["breach"])
    draft = guide.start("d0", NOW, {})
    typed = "*uitkering_2026* [klik](http://voorbeeld.invalid)"
    for raw in (
        {"kind": "verkeerde_ontvanger"},
        {"what_happened": typed, "until_date": "2026-11-23", "until_time": "00:00"}
        | {"happened_date": "2025-11-15", "happened_time": "13:55"},
        {"data_kinds": "contact,bsn,financieel,gezondheid"},
        {"groups": "client,kwetsbaar,minderjarig,medewerker"},
        {
            "discoverer": "ikzelf",
            "cause": "storing",
            "systems": "mail,klantsysteem,apparaat,anders",
            "done": typed,
        },
    ):
        step = guide.position(draft).step
        assert not isinstance(step, Outcome)
        reading = read_step(step, raw, guide.position(draft).facts, NOW)
        draft = guide.answer(draft, step.id, reading.values, NOW).draft
    assert isinstance(guide.position(draft).step, Review)
    check(shown(guide, draft), draft)
