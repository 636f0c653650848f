"""The welcome card: the ways in, the likeliest first, each a row that can be pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.buttons import opens, press, presses
from cards.elements import Element, card, paragraph, pressed_row, run, small, spoken, text, title
from cards.typed_text import tame
from cards.view import Button, Card, Link, Owner, Scalar
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One way in. The whole row is the button: `verb` with `data`; `of` says whose it is, when that does not follow
    from these. `quoted` is what a person typed, below our own words."""

    title: str
    detail: str
    verb: str
    data: Mapping[str, Scalar] = field(default_factory=dict)
    of: Owner | None = None
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """`rows` are the ways in, the likeliest first; `about` says what the bot is.

    `policy_url` may be empty, then there is no button for it. `buttons` come before that. `greeting` comes before all
    else, in words of ours with a name in it; it may be empty.
    """

    title: str
    explanation: str
    rows: tuple[MenuRow, ...]
    about: str
    policy_url: str
    buttons: tuple[Button, ...] = ()
    greeting: str = ""


def welcome_card(view: WelcomeView) -> Card:
    """The menu."""
    rows = [menu_row(row, spacing="Small" if place else "Medium") for place, row in enumerate(view.rows)]
    hello = [spoken(view.greeting)] if view.greeting else []
    policy = [opens(Link(say("policy"), view.policy_url))] if view.policy_url else []
    about = small(view.about, spacing="Medium")
    return card(
        [*hello, title(view.title), text(view.explanation, spacing="Small"), *rows, about],
        [*presses(view.buttons), *policy],
    )


def menu_row(row: MenuRow, spacing: str) -> Element:
    """One way in, to be pressed as a whole."""
    # Word for word what can be seen, so that it can also be called by voice.
    stop = "" if row.title.endswith(("?", ".")) else "."
    action = press(Button(f"{row.title}{stop} {row.detail}", row.verb, row.data, of=row.of))
    items = [text(row.title, bold=True), text(row.detail, subtle=True, spacing="None")]
    if row.quoted:
        items.insert(1, paragraph(run(tame(row.quoted)), spacing="None"))
    return pressed_row(items, action, style="emphasis", spacing=spacing)
