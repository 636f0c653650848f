"""Small cards: a refusal, help, an offer; the banner of an old card; what is left of an answered one."""

from dataclasses import dataclass
from typing import Literal

from cards.buttons import presses
from cards.elements import card as whole
from cards.elements import eyebrow, foot, made, paragraph, quote, run, spoken, text, title
from cards.room import too_many, with_room
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Link
from cards.words import words_beside

say = words_beside(__file__)

MOST_CHOSEN = 160
"""How much of a typed answer stays on the card that it was the answer to."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """`lines` are our own paragraphs, may hold **bold**."""

    title: str
    lines: tuple[str, ...]
    buttons: tuple[Button | Link, ...] = ()


def notice_card(view: NoticeView) -> Card:
    """A title, a few lines, the ways on."""
    body = [title(view.title), *(spoken(words, spacing="Small") for words in view.lines)]
    return whole(body, presses(view.buttons))


def with_old_card_banner(card: Card, typed: str = "") -> Card:
    """The present card under the words that the pressed card was old, fewer of them on a card that is full, and what
    was typed on that one. The card passed in is not changed."""
    words = say("old")
    shown = with_banner(card, say("old_and_full") if too_many(card["body"], len(words.split())) else words)
    if not typed:
        return shown
    block, folds = quote(typed, "fold-old")
    banner, *rest = shown["body"]
    back = [spoken(say("typed"), subtle=True), block, *foot("", say("all"), folds)]
    return {**shown, "body": [banner, *back, *rest]}


def with_banner(card: Card, words: str, style: Literal["accent", "attention"] = "accent") -> Card:
    """This card under a line of ours, which may hold **bold**; what then is too much to read unfolds. The card passed
    in is not changed."""
    banner = made("Container", style=style, items=[text(words)])
    return {**card, "body": [banner, *with_room(card["body"], len(words.split()))]}


def moved_card(flow: str) -> Card:
    """What a card shrinks to when the same question went on in a newer card below."""
    return whole([eyebrow(flow), paragraph(run(say("moved")), spacing="None")])


def answered_card(flow: str, chosen: str) -> Card:
    """What an answered question shrinks to, without buttons."""
    answer = tame(head_and_rest(chosen, MOST_CHOSEN)[0])
    return whole(
        [eyebrow(flow), paragraph(run(f"{say('answered')} "), run(answer, bold=True), spacing="None")]
    )
