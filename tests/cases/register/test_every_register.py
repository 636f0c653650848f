"""What must hold for every register, whoever wrote it. Nothing here names one."""

from typing import Any

import pytest

from cases.desks.queries import filters_of
from cases.names import names_of, told_of
from cases.organisation import OFFICES
from cases.register.forms import CaseForm
from cases.register.marks import LATE
from cases.register.register import Register
from tests.cases.breach.by_chance import ORG
from tests.registers import HAPPENED

every_register = pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
every_form = pytest.mark.parametrize(
    "form",
    [form for register in HAPPENED for form in register.forms.values()],
    ids=[f"{register.name}: {event}" for register in HAPPENED for event in register.forms],
)


def test_each_register_has_a_name_and_letters_of_its_own() -> None:
    assert len({each.name for each in HAPPENED}) == len({each.prefix for each in HAPPENED}) == len(HAPPENED)


COMES_ALONG = {"undecide"}
"""Events that nobody presses: a change that leaves something undecided is written as one."""


@every_register
def test_chart_roles_and_handlers_fit(register: Register[Any]) -> None:
    life = register.life
    events = {arrow.event for arrow in life.engine.chart.arrows}
    assert events == set(life.roles), "an event without a role, or a role without an event"
    by_itself = {event for event, roles in life.roles.items() if roles == {"bot"}}
    assert set(life.handlers) == events - by_itself - COMES_ALONG
    assert set(register.forms) <= set(life.handlers)


@every_form
def test_every_form_has_its_words(form: CaseForm[Any]) -> None:
    told = told_of(ORG, "po") if form.told is not None else {}
    assert 0 < len(form.words(f"{form.event}.button", **told)) <= 32
    assert form.words(f"{form.event}.send", **told)
    ids = [each.id for each in form.fields] + (["to"] if form.people is not None else [])
    for name in ids:
        assert form.words(f"{form.event}.field.{name}.label", **told)
        assert form.words(f"{form.event}.field.{name}.short", **told)
    for each in form.fields:
        for option in each.options:
            assert form.words(f"{form.event}.field.{each.id}.option.{option}", **told)
        assert not each.required or form.words(f"{form.event}.field.{each.id}.empty", **told)


@every_register
def test_no_sentence_of_a_form_waits_for_what_nobody_fills_in(register: Register[Any]) -> None:
    """A note that cannot be filled in would not be there, and nobody would see that."""
    words, known = register.life.words, {*told_of(ORG, "po"), *register.life.words.called, "day"}
    asked = [key for key in words if key.startswith("event.") and ".happened" not in key]
    for key in asked:
        event = key.split(".")[1]
        if event in register.forms:
            assert words(key.removeprefix("event."), **dict.fromkeys(known, "x")), key


@every_register
def test_lists_and_files_have_a_word_for_all_that_they_hold(register: Register[Any]) -> None:
    listing, export, chart = register.listing, register.export, register.life.engine.chart
    for wanted in filters_of(listing):
        assert 0 < len(listing.words.title(wanted)) <= 55
        assert listing.words.empty(wanted)
    for mark in listing.marks:
        assert listing.words.mark(mark)
    for kind in listing.kinds:
        assert listing.words.kind(kind)
    assert not listing.explains or listing.words.step(LATE)
    assert listing.words.month("title", month="mei", year=2026)
    assert listing.words.month("reported")
    assert listing.words.month("list")
    assert not listing.waits or listing.words.month("wait", hours="3 uur", **names_of(ORG))
    assert listing.readers <= set(OFFICES)
    assert set(listing.digests) <= listing.readers
    assert len(set(export.titles(ORG))) == len(export.columns) + 1
    for state in chart.states:
        assert export.status(state)
    for event in {"file", *(arrow.event for arrow in chart.arrows)}:
        assert export.event(event)
    for name in ("ever", "since", "until", "between"):
        assert export.nothing(name, first="1 mei 2026", last="2 mei 2026")
