"""The course of a case: who did what, when and why."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import Element, card, eyebrow, folded, foot, paragraph, run, small, title
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_LINES, MOST_VISIBLE, MOST_WHY, MOST_WHY_WORDS, OLDER = 12, 6, 200, 40, "fold-older"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. `who` and `why` may be typed by people; `when` and `what` are ours."""

    when: str
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The lines of one page, oldest first, of which the older half is folded. `place` says which these are of how many
    ("" when it is all)."""

    number: str
    lines: tuple[HistoryLine, ...]
    buttons: tuple[Button, ...] = ()
    place: str = ""


def history_card(view: HistoryView) -> Card:
    """What happened, oldest first."""
    older = view.lines[:-MOST_VISIBLE]
    body = [
        eyebrow(view.number),
        title(say("title"), spacing="Small"),
        *([small(view.place, spacing="Small")] if view.place else []),
    ]
    if older:
        body.append(folded(OLDER, [element for each in older for element in _told(each)]))
    for each in view.lines[-MOST_VISIBLE:]:
        body += _told(each)
    body += foot("", say("older"), [OLDER] if older else [])
    return card(body, presses(view.buttons))


def _told(line: HistoryLine) -> list[Element]:
    what = paragraph(run(tame(line.who), bold=True), run(f"  {tame(line.what)}"), spacing="None")
    why = [paragraph(run(tame(_short(line.why))), spacing="None")] if line.why else []
    return [paragraph(run(line.when, subtle=True), spacing="Medium"), what, *why]


def _short(words: str) -> str:
    """The beginning of what was typed: not many signs, nor many words of one sign."""
    head = head_and_rest(words, MOST_WHY)[0]
    parts = head.split()
    return head if len(parts) <= MOST_WHY_WORDS else f"{' '.join(parts[:MOST_WHY_WORDS])}…"
