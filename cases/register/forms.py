"""Forms on the cards of a case: which fields an event asks for, in which words, and what stands in them at first.

A register declares a `CaseForm` for each event that needs something filled in. One or two fields unfold on the living
card itself; more are a card of their own, which the verb `<event>_form` opens. Sending has the verb `<event>`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic

from cards.ask import AskView, ask_card
from cards.view import AskButton, Button, Card, Field, Option, Scalar
from cards.words import words_beside
from cases.names import told_of
from cases.organisation import OFFICES, Organisation
from cases.register.case import C, KeptCase
from cases.register.fields import FormField
from cases.register.typed_fields import ROOM, named_error, within

say = words_beside(__file__)

FORM = "_form"
"""Behind the name of an event: the verb that opens its form as a card of its own."""

STEP = "step"
"""The verb of a list of steps, and the field in which one is chosen: an event, and after a dot what it is about."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form is drawn with: what its button carried, what was typed before, and our sentences about that.

    A `title` replaces the form's own. `ways` lead elsewhere; without `back` none leads to the case, for who may not see
    it.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    ways: tuple[Button, ...] = ()
    back: bool = True


EMPTY = Filling()

Asked = Callable[[C, Organisation, Mapping[str, str]], tuple[FormField, ...]]
Told = Callable[[C, Organisation], Mapping[str, str]]
Ways = Callable[[C, Organisation, Mapping[str, str]], tuple[Button, ...]]


def _no_words(key: str, **values: object) -> str:
    raise LookupError(key)


def asked_about(case: KeptCase, given: Mapping[str, str]) -> tuple[str, str]:
    """The question that a form answers, and whose it is."""
    exchange = case.exchange(given.get("exchange", ""))
    return (exchange.question, exchange.asked_by.name) if exchange is not None else ("", "")


def long_text(name: str, limit: int, *, required: bool = True) -> FormField:
    """A field for some sentences."""
    return FormField(name, "long_text", required=required, limit=limit)


@dataclass(frozen=True)
class CaseForm(Generic[C]):
    """What an event asks for.

    `fields` are fixed, or `asks` gives them for this case. `held` tells what stands in a field at first, `about` what
    was typed by whom and stands above the fields, `told` what our sentences are filled in with beside the names of
    the offices and of the one whose turn it is. `heirs`: in a field `to` one chooses among the `people` (names by id)
    who can go on with the case. `named` gives what the values of a list are called in this case.
    `carries` names what the button that opened the form carried and the send button carries on; `ways` are buttons of
    its own beside that. `reporter` forms are
    in the reporter's chat; `adds` is the field of such a form that takes what the reporter types about the case.
    `tells` names the news that the reporter gets of it: who sends the form reads these words before.

    The rest a life fills in: the name of the `event` and its `words`, which give our sentences by key:
    `<event>.button`, `.title` (of the own card; else the button's), `.send`, `.note`, and `<event>.field.<id>.label`,
    `.short`, `.empty`, `.hint`, `.option.<value>`. They raise LookupError for what is not there.
    """

    fields: tuple[FormField, ...] = ()
    asks: Asked[C] | None = None
    held: Callable[[C, FormField, datetime, Organisation], str] | None = None
    about: Callable[[C, Mapping[str, str]], tuple[str, str]] | None = None
    told: Told[C] | None = None
    heirs: bool = False
    carries: tuple[str, ...] = ()
    ways: Ways[C] | None = None
    reporter: bool = False
    adds: str = ""
    tells: str = ""
    people: Callable[[C, Organisation], Mapping[str, str]] | None = None
    named: Callable[[C, Organisation], Mapping[str, str]] | None = None
    event: str = ""
    words: Callable[..., str] = _no_words

    @property
    def opens(self) -> str:
        """The verb that shows this form as a card of its own."""
        return f"{self.event}{FORM}"


def asked_by(
    form: CaseForm[C], case: C, org: Organisation, given: Mapping[str, str]
) -> tuple[FormField, ...]:
    """The fields of the form for this case."""
    fields = form.asks(case, org, given) if form.asks is not None else form.fields
    if form.people is None:
        return fields
    return (FormField("to", "choice", tuple(form.people(case, org)), required=True), *fields)


def form_button(
    form: CaseForm[C],
    case: C,
    org: Organisation,
    given: Mapping[str, Scalar] | None = None,
    *,
    primary: bool = False,
    in_more: bool = False,
) -> Button:
    """The button that opens the form as a card of its own."""
    title = _said(form, case, org, "button")
    return Button(title, form.opens, _place(case, given or {}), primary, in_more)


def answer_button(form: CaseForm[C], case: C, org: Organisation) -> Button:
    """The button that opens the form to answer the oldest open question."""
    return form_button(form, case, org, {"exchange": case.pending[0].id}, primary=True)


def ask_button(form: CaseForm[C], case: C, now: datetime, org: Organisation) -> AskButton:
    """The button that unfolds the fields on the living card."""
    return AskButton(
        _said(form, case, org, "button"),
        drawn_fields(form, case, now, org, EMPTY),
        Button(_said(form, case, org, "send"), form.event, _place(case, {}), primary=True, fields=True),
        _perhaps(form, case, org, "note"),
    )


def form_card(
    form: CaseForm[C],
    case: C,
    now: datetime,
    org: Organisation,
    filling: Filling = EMPTY,
    reads: tuple[str, ...] = (),
) -> Card:
    """The form as a card of its own, with what was typed and what is wrong with it. `reads` is what who reported it
    will read."""
    carried = {name: filling.given[name] for name in form.carries if name in filling.given}
    question, by = form.about(case, filling.given) if form.about is not None else ("", "")
    title = say("back.reporter") if form.reporter else say("back.officer")
    way_back = Button(title, "receipt" if form.reporter else "show", _place(case, {}))
    return ask_card(
        AskView(
            number=case.number,
            title=filling.title or _perhaps(form, case, org, "title") or _said(form, case, org, "button"),
            question=question,
            asked_by=by,
            reads=reads,
            fields=drawn_fields(form, case, now, org, filling),
            send=Button(_said(form, case, org, "send"), form.event, _place(case, carried)),
            closing=_perhaps(form, case, org, "note"),
            buttons=(
                *(form.ways(case, org, filling.given) if form.ways is not None else ()),
                *filling.ways,
                *((way_back,) if filling.back else ()),
            ),
        )
    )


def drawn_fields(
    form: CaseForm[C], case: C, now: datetime, org: Organisation, filling: Filling
) -> tuple[Field, ...]:
    """The fields as a card shows them."""
    return tuple(
        _field(form, each, case, now, org, filling) for each in asked_by(form, case, org, filling.given)
    )


def _field(
    form: CaseForm[C], each: FormField, case: C, now: datetime, org: Organisation, filling: Filling
) -> Field:
    if filling.values is not None and each.id in filling.values:
        value = filling.values[each.id]
    elif form.held is not None:
        value = form.held(case, each, now, org)
    elif each.starts_now:
        value = now.date().isoformat() if each.kind == "date" else now.strftime("%H:%M")
    else:
        value = each.default
    text = each.kind in ("text", "long_text")
    chosen = each.kind in ("choice", "choices")
    if chosen and value and not set(value.split(",")) <= set(each.options):
        value = ""  # a forged value cannot stand in a list
    start = f"field.{each.id}"
    people = form.people(case, org) if form.people is not None and each.id == "to" else {}
    if each.kind == "person":
        people = office_people(org)
        value = value if value in people else ""  # a client shows only a name that it was given
    names = people or (form.named(case, org) if form.named is not None else {})
    return Field(
        id=each.id,
        kind=each.kind,
        label=each.label or _said(form, case, org, f"{start}.label"),
        required=each.required,
        value=within(value, each.limit * ROOM) if text else value,
        options=tuple(Option(*one) for one in people.items())
        if each.kind == "person"
        else tuple(
            Option(option, names.get(option) or _said(form, case, org, f"{start}.option.{option}"))
            for option in each.options
        ),
        placeholder=_perhaps(form, case, org, f"{start}.hint"),
        max_length=each.limit * ROOM if text else 0,
        client_error=_perhaps(form, case, org, f"{start}.empty"),
        error=named_error(short_name(form, each, case, org), filling.errors.get(each.id, "")),
    )


def short_name(form: CaseForm[C], each: FormField, case: C, org: Organisation) -> str:
    """What a field of the form is called in a few words. Raises LookupError for a field that it has no words for."""
    return each.label or _said(form, case, org, f"field.{each.id}.short")


def _said(form: CaseForm[C], case: C, org: Organisation, key: str) -> str:
    """A sentence that every form has. Raises LookupError."""
    return form.words(f"{form.event}.{key}", **(form.told(case, org) if form.told is not None else {}))


def _perhaps(form: CaseForm[C], case: C, org: Organisation, key: str) -> str:
    """A sentence that a form may do without; "" then."""
    try:
        return _said(form, case, org, key)
    except LookupError:
        return ""


def _place(case: C, carried: Mapping[str, Scalar]) -> dict[str, Scalar]:
    return {"case": case.number, "version": case.version, **carried}


def told_by(home: Callable[[C], str], own: Told[C] | None) -> Told[C]:
    """What the sentences of a form are filled in with: the names of the offices, and what the form says itself."""
    return lambda case, org: {**told_of(org, home(case)), **(own(case, org) if own is not None else {})}


def office_people(org: Organisation) -> dict[str, str]:
    """The names of everybody of an office, by id: those whom the bot knows without asking Teams."""
    offices = (org.office(each) for each in OFFICES)
    return {each.id: each.name for office in offices for each in (*office.members, *office.deputies)}


def heirs_of(case: KeptCase, org: Organisation, offices: tuple[str, ...]) -> dict[str, str]:
    """Who can go on with a case, by id: members and deputies of these offices, but not who has it."""
    named = [org.office(name) for name in offices]
    people = {each.id: each.name for office in named for each in (*office.members, *office.deputies)}
    holder = case.taken_up.by.aad_id if case.taken_up else ""
    return {aad_id: name for aad_id, name in people.items() if aad_id != holder}
