"""What must hold for every event of every register, whoever wrote it. Nothing here names one.

An event has one entry and its words; a form that is empty, too long or forged is refused kindly; the same press again
changes nothing; another text is another change.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.turns.case_presses import say as general
from cards.words import Words, placeholders, sentences_in
from cases.register.event_words import SHARED
from cases.register.events import every_time
from cases.register.fields import FormField
from cases.register.forms import asked_by
from cases.register.history import Event
from cases.register.life import FILE, CaseEvent, Change, Happening, Refused
from cases.register.office import without_a_place
from cases.register.register import Register
from state_machines.chart import ChartError
from state_machines.engine import NotAllowed
from tests.cases.register.walking import ENOUGH, FORGED, WITH_DEPUTY, Press, broken, pressed, sound_presses
from tests.cases.viewers import at_home
from tests.registers import HAPPENED

ROOMS = Path(__file__).parents[3] / "cases"

every_register = pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
every_event = pytest.mark.parametrize(
    ("register", "entry"),
    [(register, entry) for register in HAPPENED for entry in register.life.events],
    ids=[f"{register.name}: {entry.name}" for register in HAPPENED for entry in register.life.events],
)
every_press = pytest.mark.parametrize(
    ("register", "event"),
    [(register, event) for register in HAPPENED for event in register.life.handlers],
    ids=[f"{register.name}: {event}" for register in HAPPENED for event in register.life.handlers],
)

LATER = timedelta(minutes=1)


# --- one entry, and its words -------------------------------------------------------------------------------------


@every_register
def test_an_entry_twice_too_many_or_too_few_stops_the_start(register: Register[Any]) -> None:
    life = register.life
    odd = CaseEvent[Any]("no_arrow_leads_here")
    with pytest.raises(ChartError, match="no_arrow"):
        replace(life, events=(*life.events, odd))
    if life.events:
        with pytest.raises(ChartError, match="twice"):
            replace(life, events=(*life.events, life.events[0]))
        with pytest.raises(ChartError, match=life.events[-1].name):
            replace(life, events=life.events[:-1])


@every_register
def test_a_new_event_gets_a_button_by_itself(register: Register[Any]) -> None:
    """Whatever no card has a place for is listed for who may do it, in the order of the entries."""
    for presses in sound_presses(register.name).values():
        for press in presses:
            life, home = register.life, at_home(register.life, press.case, private=True)
            allowed = life.open_to(press.case, home, press.at, WITH_DEPUTY)
            free = without_a_place(life, allowed, ())
            order = [each.name for each in register.life.events]
            assert list(free) == sorted(free, key=order.index)
            assert set(free) == allowed & life.handlers.keys()


@every_event
def test_every_event_has_its_words(register: Register[Any], entry: CaseEvent[Any]) -> None:
    words, form = register.life.words, register.forms.get(entry.name)
    assert words.exported(entry.name)
    told = dict.fromkeys(_asked_for(register, entry.name), "x")
    assert words.happened(entry.name, **told)
    if form is not None:
        title = form.words(f"{entry.name}.button")
        assert 0 < len(title) <= 32
        assert form.words(f"{entry.name}.send")


def _asked_for(register: Register[Any], event: str) -> frozenset[str]:
    """The gaps in what is said of an event, that its entry must fill in."""
    own = ROOMS / register.name / "events.nl.toml"
    for path in (own if own.exists() else ROOMS / "lasting" / "events.nl.toml", SHARED):
        if f"event.{event}.happened" in (known := sentences_in(path)):
            return placeholders(known[f"event.{event}.happened"]) - set(register.life.words.called)
    return frozenset()


@every_register
def test_the_first_event_has_its_words_too(register: Register[Any]) -> None:
    assert register.life.words.happened(FILE)
    assert register.life.words.exported(FILE)


def _files() -> Iterator[Path]:
    return ROOMS.rglob("events.nl.toml")


@pytest.mark.parametrize("path", sorted(_files()), ids=lambda each: each.parent.name)
def test_no_sentence_about_events_is_spare(path: Path) -> None:
    shared = path == SHARED
    lives = [each.life for each in HAPPENED if shared or path.parent.name in (each.name, "lasting")]
    events = {entry.name for life in lives for entry in life.events} | {FILE, "change"}
    forms = {name for life in lives for name in life.forms}
    room = ROOMS if shared else path.parent
    sources = [*room.rglob("*.py"), *(ROOMS / "register").rglob("*.py")]
    code = "\n".join(each.read_text("utf-8") for each in sources)
    if path.parent.name == "lasting":
        code += "".join(
            (ROOMS / each / "case.py").read_text("utf-8") for each in ("processing", "agreement", "standing")
        )
    for key in sentences_in(path):
        table, _, rest = key.partition(".")
        event, _, what = rest.partition(".")
        match table:
            case "event":
                assert event in events, key
                assert what in ("button", "happened", "exported") or event in forms, key
                assert what in ("button", "title", "send", "note", "happened", "exported") or (
                    what.startswith("field.") and f'"{what.split(".")[1]}"' in code
                ), key
            case "field" | "refused":
                assert f'"{event}"' in code, key
            case "line":
                everywhere = "".join(each.read_text("utf-8") for each in ROOMS.rglob("*.py"))
                assert re.search(rf"""line\(\s*f?["']{event}""", everywhere), key
            case _:
                assert table == "called", key


@pytest.mark.parametrize("path", sorted(_files()), ids=lambda each: each.parent.name)
def test_what_all_registers_say_no_register_says_again(path: Path) -> None:
    shared, own = Words("shared", sentences_in(SHARED)), sentences_in(path)
    called = {key.removeprefix("called."): own[key] for key in own if key.startswith("called.")}
    for key in own:
        if path != SHARED and key in shared and placeholders(sentences_in(SHARED)[key]) <= set(called):
            assert own[key] != shared(key, **called), f"{key} says what all of them say"


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", [each for each in HAPPENED if each.forms], ids=lambda each: each.name)
def test_every_refusal_in_the_code_has_its_sentence(register: Register[Any]) -> None:
    rooms = ("register", register.name, *(() if register.cards.own_row else ("lasting",)))
    refused = re.compile(r'(?:Refused|WrongValue)\(\s*"?\w+"?,\s*"(\w+)"')
    sources = [path.read_text("utf-8") for room in rooms for path in (ROOMS / room).rglob("*.py")]
    keys = {key for source in sources for key in refused.findall(source)}
    assert keys
    for key in keys:
        assert _sentence(register, key)


def _sentence(register: Register[Any], key: str) -> str:
    try:
        return register.refusals(key)
    except LookupError:
        return general(f"refused.{key}")


@every_press
def test_walking_through_its_life_one_meets_every_event(register: Register[Any], event: str) -> None:
    assert 0 < len(sound_presses(register.name)[event]) <= ENOUGH


def _fields(register: Register[Any], press: Press) -> tuple[FormField, ...]:
    form = register.forms.get(press.event)
    return asked_by(form, press.case, WITH_DEPUTY, {}) if form is not None else ()


@every_press
def test_a_form_that_is_empty_too_long_or_forged_is_refused_kindly(
    register: Register[Any], event: str
) -> None:
    for press in sound_presses(register.name)[event]:
        for field in _fields(register, press):
            for value in broken(field):
                given = {**press.given, field.id: value}
                done = pressed(register, replace(press, given=given))
                if isinstance(done, Refused):
                    assert _sentence(register, done.key)
                elif isinstance(done, Change):
                    _nothing_forged(done, field, value)
                else:
                    assert isinstance(done, NotAllowed), done


def _nothing_forged(done: Change[Any], field: FormField, value: str) -> None:
    """A field that was not looked at leaves no trace; a required one is always looked at."""
    kept = done.case.model_dump_json() + (done.event.model_dump_json() if done.event is not None else "")
    assert FORGED not in kept, field.id
    assert not (field.required and field.kind not in ("choices",) and value == ""), (
        f"{field.id} may not be empty"
    )
    if field.kind in ("date", "time", "number"):
        assert value not in kept, field.id


# --- the same press again, and another text -----------------------------------------------------------------------


def _again(
    register: Register[Any], press: Press, given: dict[str, str] | None = None
) -> Change[Any] | Exception:
    """The same once more, a minute later; `given` is what is filled in now."""
    first = pressed(register, press)
    assert isinstance(first, Change)
    after = replace(
        press, case=first.case, at=press.at + LATER, given=press.given if given is None else given
    )
    return pressed(register, after)


@every_press
def test_the_same_press_again_changes_nothing(register: Register[Any], event: str) -> None:
    if register.life.entries[event].again is every_time:
        return
    for press in sound_presses(register.name)[event]:
        done = _again(register, press)
        assert not isinstance(done, Change) or done.event is None


@every_press
def test_another_text_is_another_change(register: Register[Any], event: str) -> None:
    """It is kept, or who typed it hears that it was not: it is never passed over in silence."""
    for press in sound_presses(register.name)[event]:
        for field in _fields(register, press):
            if field.kind not in ("text", "long_text"):
                continue
            other = {**press.given, field.id: "Toch anders."}
            if _says_the_same(register, press, other):
                continue
            done = _again(register, press, other)
            assert not isinstance(done, Change) or done.event is not None, field.id


def _says_the_same(register: Register[Any], press: Press, other: dict[str, str]) -> bool:
    """Whether this text is not looked at here, or cannot stand here."""
    first, second = pressed(register, press), pressed(register, replace(press, given=other))
    assert isinstance(first, Change)
    if not isinstance(second, Change):
        return True
    told = [each.event.model_copy(update={"hash": ""}) for each in (first, second) if each.event is not None]
    return (
        first.case.model_copy(update={"last_hash": ""}) == second.case.model_copy(update={"last_hash": ""})
        and told[0] == told[-1]
    )


@every_press
def test_its_line_in_the_history_can_be_told(register: Register[Any], event: str) -> None:
    entry, words = register.life.entries[event], register.life.words
    for press in sound_presses(register.name)[event]:
        done = pressed(register, press)
        assert isinstance(done, Change)
        told = done.event
        assert isinstance(told, Event)
        happening = Happening(told, press.at, WITH_DEPUTY, words)
        assert words.happened(event, **entry.names(happening))
        line = entry.line(happening)
        assert not line or line.strip()
