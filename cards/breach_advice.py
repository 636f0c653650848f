"""The advice on a breach: what the bot would do and why, source by source, before anybody decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cards.buttons import presses
from cards.case_band import BANDS, Tone
from cards.elements import (
    Element,
    band,
    box,
    card,
    clock_with_title,
    fact_list,
    folded,
    foot,
    made,
    section,
    small,
    spoken,
    text,
    title,
)
from cards.view import AskButton, Button, Card, Clock, Fact
from cards.words import words_beside

say = words_beside(__file__)

SCORE, OTHER_REASONS = "fold-score", "fold-reasons"
MOST_WORDS = 125
"""How many words are in sight; reasons beyond that unfold. The first of each decision always is there."""


@dataclass(frozen=True, slots=True)
class Part:
    """One decision: `heading` may hold **bold**; `reasons` are our sentences with their sources."""

    heading: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AdviceView:
    """`who` may hold names. `score` is folded away: it helps and decides nothing. `hint` stands in the foot.

    `steps` are what can be done before deciding: they stand under the reasons.
    """

    number: str
    state: str
    who: str
    tone: Tone
    clock: Clock | None
    title: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    typed: tuple[Fact, ...]
    score_title: str
    score: tuple[str, ...]
    hint: str
    steps: tuple[Button, ...]
    buttons: tuple[Button | AskButton, ...]


def advice_card(view: AdviceView) -> Card:
    """Reasons come before the buttons, so that nobody only stamps what a programme says."""
    folds = [SCORE] if view.score else []
    parts, hidden = _in_sight(view)
    if hidden:
        folds.append(OTHER_REASONS)
    body = [
        band(f"{view.number} · {view.state}", [spoken(view.who, spacing="None")], BANDS[view.tone]),
        *(clock_with_title(view.clock) if view.clock else []),
        small(say("advice"), spacing="Medium"),
        title(view.title, spacing="None"),
        *(box(_part(each), spacing="Small") for each in parts),
        *(spoken(each, spacing="Small") for each in view.notes),
        *fact_list(view.typed, spacing="Small"),
        *([made("ActionSet", actions=presses(view.steps), spacing="Small")] if view.steps else []),
        *([folded(OTHER_REASONS, _reasons(hidden))] if hidden else []),
        *([folded(SCORE, _score(view))] if view.score else []),
        *foot(view.hint, say("more"), folds),
    ]
    return card(body, presses(view.buttons))


def _part(part: Part) -> list[Element]:
    return [spoken(part.heading), *_reasons(part.reasons)]


def _in_sight(view: AdviceView) -> tuple[tuple[Part, ...], list[tuple[str, str]]]:
    """The reasons that are shown, part by part in turn while there is room, and those that unfold."""
    parts, count = view.parts, [1 for _ in view.parts]
    labels = (each.label for each in view.typed)
    around = (view.number, view.state, view.who, view.title, view.hint, *view.notes, *labels)
    steps = (each.title for each in view.steps)
    ours = (say("advice"), say("more"), *steps, *(each.heading for each in parts))
    left = MOST_WORDS - _words((*around, *ours))
    left -= sum(_words(each) + 1 for part in parts for each in part.reasons[:1])
    for place in range(1, max(len(part.reasons) for part in parts)):
        for number, part in enumerate(parts):
            more = part.reasons[place : place + 1]
            if more and count[number] == place and _words(more[0]) < left:
                left -= _words(more[0]) + 1
                count[number] += 1
    shown = tuple(replace(part, reasons=part.reasons[:most]) for part, most in zip(parts, count, strict=True))
    rest = [each for part, most in zip(parts, count, strict=True) for each in part.reasons[most:]]
    return shown, rest


def _words(texts: Iterable[str]) -> int:
    return sum(len(each.split()) for each in texts)


def _reasons(reasons: Iterable[tuple[str, str]]) -> list[Element]:
    lines: list[Element] = []
    for words, source in reasons:
        lines += [text(f"• {words}", spacing="Small"), small(source, spacing="None")]
    return lines


def _score(view: AdviceView) -> list[Element]:
    return [section(view.score_title), *(text(each, spacing="Small") for each in view.score)]
