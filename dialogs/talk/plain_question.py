"""A question in one's own words to an office, without a flow: one small card, which says who reads it. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from cards.ask import AskView, ask_card
from cards.view import Button, Field, Scalar
from cards.welcome import MenuRow
from cards.words import words_beside
from cases.organisation import OFFICES, OfficeId, Organisation
from cases.register.case import QUESTION_LIMIT
from cases.register.fields import FormField
from dialogs.answers import Reading, read_fields
from dialogs.talk.name_hint import name_hint
from dialogs.talk.presenting import Show

say = words_beside(__file__)

SPOKEN = ("problem", "top")
"""Words that are looked up by what is wrong, or by why a question is asked."""

QUESTION = FormField("question", "long_text", required=True, limit=QUESTION_LIMIT)

SEND = "send_question"
"""The verb of the buttons that send it."""

ENOUGH_WORDS = 3
"""A line of fewer words is no question yet."""

_NAMED: Mapping[OfficeId, tuple[str, ...]] = {
    "fg": ("fg", "functionaris"),
    "jz": ("jz", "juridische", "jurist"),
    "po": ("po", "officer"),
}


def office_named(text: str) -> OfficeId:
    """The office that a line names; the Privacy Officer when it names none."""
    words = {word.strip(".,:;?!()").casefold() for word in text.split()}
    return next((office for office, names in _NAMED.items() if words & set(names)), "po")


def read_question(data: Mapping[str, str]) -> Reading:
    """What stands in the field, masked, and what is wrong with it."""
    return read_fields((QUESTION,), data)


def question_card(
    org: Organisation,
    draft_id: str,
    office: OfficeId,
    reading: Reading | None = None,
    *,
    title: str = "asked",
    nearby: tuple[MenuRow, ...] = (),
) -> Show:
    """The card with a field for the question and a button for each office, the likeliest first.

    With a `reading` what was typed stands in it, with what is wrong and what was masked. `title` is the key of what
    stands on top; `nearby` rows may be what was meant, and come before it.
    """
    first = (office, *(each for each in OFFICES if each != office))
    send, *others = (_send(draft_id, each, org) for each in first)
    named = org.office(office)
    hint = name_hint(reading.values.values()) if reading is not None else ""
    view = AskView(
        number=say("eyebrow"),
        title=say(f"top.{title}"),
        question="",
        asked_by="",
        fields=(_field(reading),),
        send=send,
        closing=f"{say('closing', email=named.email, fg=org.offices.fg.who_short)} {hint}".strip(),
        buttons=(*others, Button(say("menu"), "menu", in_more=True)),
        nearby=nearby,
        otherwise=say("otherwise") if nearby else "",
    )
    return Show(ask_card(view), view.title)


def _field(reading: Reading | None) -> Field:
    field = Field(
        id=QUESTION.id,
        kind="long_text",
        label=say("label"),
        required=True,
        value="" if reading is None else reading.values.get(QUESTION.id, ""),
        max_length=2 * QUESTION.limit,
        client_error=say("empty"),
    )
    if reading is None:
        return field
    problem = next(iter(reading.problems), None)
    error = (
        f"{say('short')}: {say(f'problem.{problem.key}', **problem.values)}" if problem is not None else ""
    )
    return replace(field, error=error, note=say("masked") if reading.masked else "")


def _send(draft_id: str, office: OfficeId, org: Organisation) -> Button:
    place: dict[str, Scalar] = {"draft": draft_id, "office": office}
    return Button(say("send", short=org.office(office).short), SEND, place, fields=True)
