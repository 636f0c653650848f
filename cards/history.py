"""The course of a case: who did what, when and why."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import card, eyebrow, paragraph, run, small, title, typed
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. `who` and `why` may be typed by people; `when` and `what` are ours."""

    when: str
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All lines, oldest first; the card shows the last twelve and counts the rest."""

    number: str
    lines: tuple[HistoryLine, ...]
    buttons: tuple[Button, ...] = ()


def history_card(view: HistoryView) -> Card:
    """The last things that happened, oldest first."""
    earlier = len(view.lines) - MOST_LINES
    body = [eyebrow(view.number), title(say("title"), spacing="Small")]
    if earlier == 1:
        body.append(small(say("earlier.one"), spacing="Small"))
    elif earlier > 1:
        body.append(small(say("earlier.many", count=earlier), spacing="Small"))
    for each in view.lines[-MOST_LINES:]:
        what = paragraph(run(tame(each.who), bold=True), run(f"  {tame(each.what)}"), spacing="None")
        why = typed(head_and_rest(each.why)[0], spacing="None") if each.why else []
        body += [paragraph(run(each.when, subtle=True), spacing="Medium"), what, *why]
    return card(body, presses(view.buttons))
