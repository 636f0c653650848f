"""The reporter's card to answer a question, or to add what was still open."""

from dataclasses import dataclass, replace

from cards.buttons import presses
from cards.elements import card, eyebrow, foot, quote, section, spoken, title
from cards.fields import error_band, inputs
from cards.typed_text import tame
from cards.view import Button, Card, Field
from cards.welcome import MenuRow, menu_row
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class AskView:
    """`question` was typed by `asked_by` (both may be empty); `closing` is a small line under the fields.
    Without fields it is what one agrees to.

    `reads` are words of ours that who reported it gets.

    `nearby` rows come before the fields, which then stand under the heading `otherwise`.
    """

    number: str
    title: str
    question: str
    asked_by: str
    fields: tuple[Field, ...]
    send: Button
    closing: str
    buttons: tuple[Button, ...] = ()
    nearby: tuple[MenuRow, ...] = ()
    otherwise: str = ""
    reads: tuple[str, ...] = ()


def ask_card(view: AskView) -> Card:
    """The question, the fields, one button that sends them. Errors as in a form."""
    asked, folds = quote(view.question, "fold-question") if view.question else (None, [])
    who = say("asked_by", name=tame(view.asked_by)) if view.asked_by else say("question")
    body = [
        *error_band(view.fields),
        eyebrow(view.number),
        title(view.title, spacing="Small"),
        *([spoken(who, subtle=True, spacing="Medium"), asked] if asked else []),
        *([spoken(say("reads"), subtle=True, spacing="Medium")] if view.reads else []),
        *(spoken(each, spacing="Small") for each in view.reads),
        *(menu_row(each, spacing="Small") for each in view.nearby),
        *([section(view.otherwise)] if view.otherwise else []),
        *inputs(view.fields),
        *([spoken(view.closing, subtle=bool(view.fields), spacing="Small")] if view.closing else []),
        *foot("", say("all"), folds),
    ]
    return card(body, presses([replace(view.send, primary=True, fields=bool(view.fields)), *view.buttons]))
