"""The answer card: what may be done, why, what must be done first, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards import elements
from cards.buttons import presses
from cards.elements import BandStyle, Element, Spacing
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

TONES: Mapping[str, BandStyle] = {
    "mag": "good",
    "mag_onder_voorwaarden": "warning",
    "nog_niet": "warning",
    "mag_niet": "attention",
    "niet_van_toepassing": "emphasis",
}
"""The colour of a verdict; it only repeats its words."""

ANSWERS, MORE = "fold-answers", "fold-more"

MOST_REASONS, MOST_DUTIES, MOST_SHOWN = 2, 5, 88
"""So many are on the card before the rest is unfolded, and fewer when they have more words than this together."""

MOST_ANSWERED = 60
"""Signs of one answer in the fold."""


@dataclass(frozen=True, slots=True)
class VerdictDuty:
    """A line with a box to tick, and the policy point it rests on."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class VerdictAnswer:
    """A question and what the user answered; `typed` answers are in the user's own words."""

    question: str
    answer: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class VerdictView:
    """`about` is what the user typed about the matter; `lines` and `reasons` say why; `law` is what the law asks more.

    `first` tells whether the duties come before anything is done. `done` are our lines about what was sent or kept.
    A kept one has a `number` on top; `banner` is our line when it is to be read with care.
    """

    title: str
    tone: BandStyle
    about: str
    lines: tuple[str, ...]
    duties: tuple[VerdictDuty, ...]
    first: bool
    law: str
    done: tuple[str, ...]
    answers: tuple[VerdictAnswer, ...]
    source: str
    buttons: tuple[Button, ...]
    number: str = ""
    banner: str = ""


def verdict_card(view: VerdictView) -> Card:
    """The verdict with its conditions; more than a few of them are folded, with the answers."""
    lines, duties = _shown(view)
    heading = say("first") if view.first else say("mind")
    more = _more(view, lines, duties)
    folds = ([MORE] if more else []) + ([ANSWERS] if view.answers else [])
    body = [
        *(
            [elements.made("Container", style="accent", items=[elements.text(view.banner)])]
            if view.banner
            else []
        ),
        *([elements.eyebrow(view.number)] if view.number else []),
        elements.made("Container", style=view.tone, bleed=True, items=[elements.title(view.title)]),
        *_about(view.about),
        *([elements.section(say("why"))] if lines else []),
        *(elements.spoken(words, spacing="Small") for words in view.lines[:lines]),
        *([elements.section(heading)] if duties else []),
        *(_duty(each) for each in view.duties[:duties]),
        *more,
        *(
            [
                elements.paragraph(
                    elements.run(f"{say('law')} ", bold=True), elements.run(tame(view.law)), spacing="Medium"
                )
            ]
            if view.law
            else []
        ),
        *(
            elements.spoken(f"✓ {words}", spacing="Medium" if not place else "Small")
            for place, words in enumerate(view.done)
        ),
        *([elements.folded(ANSWERS, [elements.box(_answers(view.answers))])] if view.answers else []),
        *elements.foot(view.source, say("all") if more else say("answers"), folds),
    ]
    return elements.card(body, presses(view.buttons))


def _shown(view: VerdictView) -> tuple[int, int]:
    """How many reasons and duties are on the card at once. At least one of each: the rest is a press away."""
    lines, duties = min(len(view.lines), MOST_REASONS), min(len(view.duties), MOST_DUTIES)

    def words() -> int:
        words = [*view.lines[:lines], view.law, *view.done]
        words += [f"☐ {each.text} {each.source}" for each in view.duties[:duties]]
        return sum(len(each.split()) for each in words)

    while words() > MOST_SHOWN and duties > 1:
        duties -= 1
    while words() > MOST_SHOWN and lines > 1:
        lines -= 1
    return lines, duties


def _more(view: VerdictView, lines: int, duties: int) -> list[Element]:
    """What did not fit: a line that says so, and the fold."""
    reasons, others = view.lines[lines:], view.duties[duties:]
    if not reasons and not others:
        return []
    count = len(reasons) + len(others)
    heading = say("more_one") if count == 1 else say("more", count=count)
    rest = [
        *(elements.spoken(words, spacing="Small") for words in reasons),
        *(elements.small(f"☐ {each.text}. {each.source}.", spacing="Small") for each in others),
    ]
    return [elements.small(heading, spacing="Small"), elements.folded(MORE, rest)]


def _about(about: str) -> list[Element]:
    if not about:
        return []
    words = tame(head_and_rest(about, 160)[0])
    return [
        elements.paragraph(
            elements.run(f"{say('about')} ", subtle=True), elements.run(words, subtle=True), spacing="Medium"
        )
    ]


def _duty(each: VerdictDuty) -> Element:
    wide = [elements.text(each.text), elements.small(each.source, spacing="None")]
    return elements.row_with_mark("☐", wide)


def _answers(answers: tuple[VerdictAnswer, ...]) -> list[Element]:
    """A line an answer: a long walk has dozens, and the card must stay small."""
    return [_answer(each, "Small" if place else "") for place, each in enumerate(answers)]


def _answer(each: VerdictAnswer, spacing: Spacing) -> Element:
    words = head_and_rest(each.answer, MOST_ANSWERED)[0]
    if not each.typed:
        return elements.small(f"{each.question} **{words}**", spacing=spacing)
    return elements.paragraph(
        elements.run(f"{each.question} ", subtle=True), elements.run(tame(words)), spacing=spacing
    )
