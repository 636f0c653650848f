"""Short cards that tell one thing, and the buttons that many of them share."""

from cards.notice import NoticeView, notice_card
from cards.view import Button
from cards.words import words_beside
from dialogs.guide import Draft
from dialogs.talk.presenting import Show

say = words_beside(__file__)
SPOKEN = ("notice",)
"""Words that are looked up by what a card tells."""

OPEN = "knowledge"
"""The verb of a row or a button that opens an entry of what the bot knows."""

NOTE = "bot-wat-typ"
"""The entry that says in short what the bot does with what is typed."""


def notice(key: str, buttons: tuple[Button, ...], **values: object) -> Show:
    """The card that tells `key`; a line break in its words begins a new paragraph."""
    lines = say(f"notice.{key}.text", **values).split("\n")
    view = NoticeView(title=say(f"notice.{key}.title"), lines=tuple(lines), buttons=buttons)
    return Show(notice_card(view), view.title)


def menu_button() -> Button:
    """The way to the menu."""
    return Button(say("button.menu"), "menu")


def resume_button(draft: Draft, *, primary: bool = True) -> Button:
    """The way back to the question at hand of a draft."""
    return Button(
        say("button.resume"), "resume", {"draft": draft.id, "version": draft.version}, primary=primary
    )


def restart_button(draft: Draft) -> Button:
    """The way to a fresh start of the flow of a draft."""
    return Button(say("button.restart"), "restart", {"flow": draft.flow, "draft": draft.id})


def ask_button(office: str) -> Button:
    """The way to a question of one's own."""
    return Button(say("button.ask_colleague"), "contact", {"office": office})


def note_button() -> Button:
    """The way to what the bot does with what is typed."""
    return Button(say("button.note"), OPEN, {"value": NOTE})


def flow_button(title: str, flow: str) -> Button:
    """The way into a flow."""
    return Button(title, "start", {"flow": flow})
