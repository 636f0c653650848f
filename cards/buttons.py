"""Presses: a button, a button that unfolds fields, a link of its own. Each works on clients old and new."""

from collections.abc import Iterable

from cards.elements import Element, made, spoken
from cards.fields import inputs
from cards.view import AskButton, Button, Link


def press(button: Button) -> Element:
    """A button, with a fallback for clients that do not know Action.Execute."""
    shared = made(
        "Action.Execute",
        title=button.title,
        style="positive" if button.primary else "",
        mode="secondary" if button.in_more else "",
        # Else an empty required field would hold up a button that does not need it.
        associatedInputs="" if button.fields else "None",
    )
    data = {**button.data, "of": button.owner}
    fallback = {**shared, "type": "Action.Submit", "data": {**data, "verb": button.verb}}
    return {**shared, "verb": button.verb, "data": data, "fallback": fallback}


def ask(button: AskButton) -> Element:
    """A button that unfolds its fields and the button that sends them."""
    body = inputs(button.fields)
    if button.note:
        body.append(spoken(button.note, subtle=True, spacing="Small"))
    unfolded = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "nl",
        "body": body,
        "actions": [press(button.send)],
    }
    return made("Action.ShowCard", title=button.title, card=unfolded)


def opens(link: Link) -> Element:
    """A button that opens an address."""
    return made("Action.OpenUrl", title=link.title, url=link.url, mode="secondary" if link.in_more else "")


def presses(buttons: Iterable[Button | AskButton | Link]) -> list[Element]:
    """All buttons of a card, those behind "…" last."""
    in_order = sorted(buttons, key=lambda each: isinstance(each, Button | Link) and each.in_more)
    return [_button(each) for each in in_order]


def _button(each: Button | AskButton | Link) -> Element:
    match each:
        case Button():
            return press(each)
        case Link():
            return opens(each)
        case AskButton():
            return ask(each)
