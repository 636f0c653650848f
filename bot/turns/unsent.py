"""What somebody typed on a card whose press did nothing: it is given back, so nothing typed is lost, however short.

Somebody else was first, the case went out of sight, or the form is of no use any more. Only who typed it reads it
again: in the own chat, or in the answer to a press in a channel that nobody else gets.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.teams.events import Answer, Say, ShowCard
from bot.turns.press import PLACE, Press
from cards.note import NoteView, Quoted, note_card
from cards.view import Button
from cards.words import words_beside
from cases.plain_text import shortened
from cases.register.case import KeptCase
from cases.register.fields import FormField
from cases.register.forms import STEP, CaseForm, Filling, asked_by, drawn_fields, short_name
from dialogs.answers import hidden_in

say = words_beside(__file__)

MOST_UNSENT = 2000
"""How much of what could not be sent is given back in a message."""

TYPED = ("text", "long_text", "number", "date", "time")
"""Kinds of fields that somebody types in."""

MOST_UNKNOWN = 4
"""Of so many fields that no form has what they held is given back: a card of before had others."""

CARRIED = PLACE | {STEP, "for", "stage", "exchange"}
"""What a button of a case carries; nobody typed it."""


def kept(text: str) -> str:
    """Typed text as it may be kept."""
    return hidden_in(text).text.strip()


def unsent(press: Press[Any], case: KeptCase | None = None) -> str:
    """What was typed and came to nothing, each on a line by its name when there is more. "" for nothing.

    What `case` holds just so is not lost, nor what stood in the form by itself: a moment counts beside what was typed.
    """
    form = press.register.forms.get(press.verb)
    if form is None:
        return ""
    given = {name: value for name, value in press.event.data.items() if name not in PLACE}
    fields = {each.id: each for each in form.fields}
    held: dict[str, str] = {}
    if case is not None:
        fields |= {each.id: each for each in asked_by(form, case, press.org, given)}
        drawn = drawn_fields(form, case, press.now, press.org, Filling(given=given))
        held = {each.id: kept(each.value) for each in drawn}
    left = [
        (name, words)
        for name, value in given.items()
        if name not in form.carries
        and _is_typed(name, fields)
        and (words := kept(value))
        and words != held.get(name)
    ]
    unknown = [name for name, _ in left if name not in fields]
    left = [each for each in left if each[0] not in unknown[MOST_UNKNOWN:]]
    if not any(name not in fields or not _stood_there(fields[name]) for name, _ in left):
        return ""
    if len(left) == 1:
        return _spoken(*left[0], fields)
    return "\n".join(_lines(form, case, press, fields, left))


def given_back(press: Press[Any], answer: Answer, lines: tuple[str, ...], *ways: Button) -> Answer:
    """An answer that says no, and what was typed with it. In the own chat a card with these lines and ways on."""
    words = unsent(press)
    if words and isinstance(answer, ShowCard):
        quotes = (Quoted(say("words"), words),)
        card = note_card(NoteView("", answer.summary, lines, quotes, buttons=ways))
        return ShowCard(card, answer.summary, refused=answer.refused)
    return _line(press, answer, words) if words and isinstance(answer, Say) else answer


def beside(press: Press[Any], answer: Say, case: KeptCase) -> Say:
    """A line that says no, and what was typed with it where nobody else reads that."""
    words = unsent(press, case)
    return _line(press, answer, words) if words else answer


def not_sent(press: Press[Any], case: KeptCase, *, sees: bool) -> Answer | None:
    """What is said instead of the case to who typed something on an old card; None when nothing was typed."""
    words = unsent(press, case)
    if not words:
        return None
    if press.private:
        show = (Button(say("show"), "show", {"case": case.number}, primary=True),) if sees else ()
        quotes = (Quoted(say("words"), words),)
        card = note_card(NoteView(case.number, say("title"), (say("line"),), quotes, buttons=show))
        return ShowCard(card, say("title"))
    if press.event.by_invoke:  # only who pressed reads the answer
        return Say(say("message", words=shortened(words, MOST_UNSENT)))
    return None


def _line(press: Press[Any], answer: Say, words: str) -> Say:
    if not press.event.by_invoke and not press.private:
        return answer
    typed = say("typed", words=shortened(words, MOST_UNSENT))
    return Say(f"{answer.text} {typed}", answer.refused)


def _is_typed(name: str, fields: dict[str, FormField]) -> bool:
    return fields[name].kind in TYPED if name in fields else name not in CARRIED


def _stood_there(field: FormField) -> bool:
    """Whether it is filled in with the present moment before anybody types."""
    return field.starts_now


def _spoken(name: str, words: str, fields: dict[str, FormField]) -> str:
    """As somebody typed it; a day as people write it."""
    if name not in fields or fields[name].kind != "date":
        return words
    try:
        return f"{date.fromisoformat(words):%d-%m-%Y}"
    except ValueError:
        return words


def _lines(
    form: CaseForm[Any],
    case: KeptCase | None,
    press: Press[Any],
    fields: dict[str, FormField],
    left: list[tuple[str, str]],
) -> Iterable[str]:
    for name, words in left:
        told = _spoken(name, words, fields)
        called = (
            short_name(form, fields[name], case, press.org) if name in fields and case is not None else ""
        )
        yield f"{called}: {told}" if called else told
