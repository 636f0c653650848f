"""What stands in the fields of a form: what was typed and chosen, with what is wrong; never what was forged."""

from pathlib import Path
from typing import Any

import pytest

import cases
from bot.turns.press import PLACE
from cards.words import sentences_in
from cases.breach.life import LIFE
from cases.register.case import Sighting
from cases.register.event_words import SHARED
from cases.register.forms import (
    EMPTY,
    CaseForm,
    Filling,
    asked_by,
    drawn_fields,
    form_button,
    form_card,
    heirs_of,
)
from cases.register.register import Register
from cases.register.typed_fields import ROOM
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import NOW, ORG
from tests.cases.consult import by_chance as consults
from tests.cases.lasting import by_chance as entries
from tests.cases.rights import by_chance as requests
from tests.registers import HAPPENED

ONCE: dict[str, Any] = {
    "breach": breaches.filed(breaches.PLAIN).case,
    "rights": requests.filed(requests.PLAIN).case,
    "consult": consults.filed(consults.ASKED_PO).case,
    **{
        each.kind.register: entries.filed(each, entries.BY_HAND[each.kind.register]).case
        for each in entries.KINDS
    },
}
"""A fresh case of each register that has forms."""

every_form = pytest.mark.parametrize(
    "form",
    [form for register in HAPPENED for form in register.forms.values()],
    ids=[f"{register.name}: {event}" for register in HAPPENED for event in register.forms],
)


def case_of(form: CaseForm[Any]) -> Any:
    """A case of a register that has this form."""
    return next(ONCE[each.name] for each in HAPPENED if form in each.forms.values())


@pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
def test_what_is_asked_is_what_is_said_of_that_form(register: Register[Any]) -> None:
    """What all registers say of a form goes before what one register says of a field in forms of its own."""
    shared, own = sentences_in(SHARED), sentences_in(own_words(register))
    for form in register.forms.values():
        for field in asked_by(form, ONCE[register.name], ORG, {}):
            key = f"{form.event}.field.{field.id}.label"
            if f"event.{key}" in shared and f"event.{key}" not in own:
                said = register.life.words(key)
                assert said == shared[f"event.{key}"].format_map(register.life.words.called), key


def own_words(register: Register[Any]) -> Path:
    folder = Path(cases.__path__[0])
    own = folder / register.name / "events.nl.toml"
    return own if own.exists() else folder / "lasting" / "events.nl.toml"


def test_who_puts_a_reminder_off_is_asked_why_later() -> None:
    """Each of these asked why the discovery stood otherwise."""
    for event, asked in (
        ("snooze", "Waarom later?"),
        ("dispute", "Wat klopt er niet, en waarom?"),
        ("late_reason", "Waarom is de termijn niet gehaald?"),
        ("keep_closed", "Waarom blijft het zo?"),
    ):
        assert LIFE.words(f"{event}.field.reason.label") == asked


@every_form
def test_what_was_chosen_stands_in_the_form_and_what_was_forged_does_not(form: CaseForm[Any]) -> None:
    case = case_of(form)
    fields = asked_by(form, case, ORG, {})
    for field in fields:
        if field.kind not in ("choice", "choices") or not field.options:
            continue
        every = ",".join(field.options) if field.kind == "choices" else field.options[-1]
        for typed, shown in ((every, every), (field.options[0], field.options[0]), ("forged", ""), ("", "")):
            filling = Filling(values={field.id: typed})
            drawn = {each.id: each for each in drawn_fields(form, case, NOW, ORG, filling)}
            assert (drawn[field.id].value, drawn[field.id].max_length) == (shown, 0)
            assert [each.value for each in drawn[field.id].options] == list(field.options)
            assert all(each.title for each in drawn[field.id].options)
        forged = Filling(values={field.id: f"{field.options[0]},forged"})
        drawn = {each.id: each for each in drawn_fields(form, case, NOW, ORG, forged)}
        assert drawn[field.id].value == ""


@every_form
def test_what_was_typed_stands_in_the_form_with_what_is_wrong(form: CaseForm[Any]) -> None:
    case = case_of(form)
    texts = [each for each in asked_by(form, case, ORG, {}) if each.kind in ("text", "long_text")]
    for field in texts:
        words = "x" * (field.limit * ROOM)
        for typed, shown in (("Iets.", "Iets."), (words, words), (f"{words}x", words)):
            filling = Filling(values={field.id: typed}, errors={field.id: "Dit is te lang."})
            (drawn,) = (each for each in drawn_fields(form, case, NOW, ORG, filling) if each.id == field.id)
            assert drawn.value == shown
            assert drawn.max_length == field.limit * ROOM
            assert drawn.error.endswith(": dit is te lang.")
            assert drawn.required is field.required
        (drawn,) = (each for each in drawn_fields(form, case, NOW, ORG, EMPTY) if each.id == field.id)
        assert drawn.error == ""


@every_form
def test_the_send_button_carries_on_what_opened_the_form_and_nothing_else(form: CaseForm[Any]) -> None:
    case = case_of(form)
    given = {name: f"about-{name}" for name in form.carries}
    for told, carried in ((given | {"forged": "x"}, given), ({}, {})):
        card = form_card(form, case, NOW, ORG, Filling(given=told))
        (send,) = [each for each in card["actions"] if each.get("verb") == form.event]
        place = {"case": case.number, "version": case.version, "of": "case"}
        assert send["data"] == place | carried


@every_form
def test_the_button_of_a_form_says_what_it_opens(form: CaseForm[Any]) -> None:
    case = case_of(form)
    button = form_button(form, case, ORG)
    assert (button.verb, button.data) == (form.opens, {"case": case.number, "version": case.version})
    assert (button.primary, button.in_more, button.fields) == (False, False, False)
    held = form_button(form, case, ORG, {"x": "y"}, primary=True, in_more=True)
    assert (held.data["x"], held.primary, held.in_more) == ("y", True, True)


@every_form
def test_no_field_is_named_as_what_every_button_carries(form: CaseForm[Any]) -> None:
    asked = {each.id for each in asked_by(form, case_of(form), ORG, {})}
    assert PLACE.isdisjoint(asked | set(form.carries))


@every_form
def test_a_form_is_called_by_its_own_title_unless_another_is_given(form: CaseForm[Any]) -> None:
    case = case_of(form)
    told = form.told(case, ORG) if form.told is not None else {}
    try:
        own = form.words(f"{form.event}.title", **told)
    except LookupError:
        own = form.words(f"{form.event}.button", **told)
    for title, shown in (("", own), ("Een andere titel", "Een andere titel")):
        card = form_card(form, case, NOW, ORG, Filling(title=title))
        (heading,) = [each["text"] for each in card["body"] if each.get("size") == "Large"]
        assert heading == shown


def test_a_case_goes_to_anybody_of_the_office_but_who_has_it() -> None:
    case = ONCE["breach"]
    members = {each.aad_id: each.name for each in (breaches.NOOR, breaches.BO, breaches.KIM)}
    assert heirs_of(case, ORG, ("po",)) == members
    taken = case.model_copy(update={"taken_up": Sighting(by=breaches.NOOR, at=NOW)})
    assert heirs_of(taken, ORG, ("po",)) == {
        aad_id: name for aad_id, name in members.items() if aad_id != breaches.NOOR.aad_id
    }
    assert breaches.FEN.aad_id in heirs_of(taken, ORG, ("po", "fg"))
    assert heirs_of(taken, ORG, ()) == {}
