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

MOST_REASONS, MOST_DUTIES, MOST_SHOWN = 2, 5, 74
"""So many are on the card before the rest is unfolded, and fewer when they have more words than this together."""

MOST_ANSWERED = 60
"""Signs of one answer in the fold."""


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A reason, or a duty with a box to tick, and the policy point it rests on."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class VerdictAnswer:
    """A question and what the user answered; `typed` answers are in the user's own words."""

    question: str
    answer: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class VerdictSaid:
    """What was said to a question. `about` is that question in the user's own words, `title` what it comes to.

    `lines` say why; `law` is where the law asks more. `first` tells whether the duties come before anything is done.
    """

    title: str
    about: str
    lines: tuple[VerdictLine, ...]
    duties: tuple[VerdictLine, ...]
    first: bool
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictView(VerdictSaid):
    """The answer card itself. `done` are our lines about what was sent or kept.

    A kept one has a `number` on top; `banner` is our line when it is to be read with care.
    """

    tone: BandStyle
    done: tuple[str, ...]
    answers: tuple[VerdictAnswer, ...]
    source: str
    buttons: tuple[Button, ...]
    number: str = ""
    banner: str = ""


def verdict_card(view: VerdictView) -> Card:
    """The verdict with its conditions; more than a few of them are folded, with the answers."""
    told, folds = _told(view, MOST_SHOWN, view.done)
    body = [
        *(
            [elements.made("Container", style="accent", items=[elements.text(view.banner)])]
            if view.banner
            else []
        ),
        *([elements.eyebrow(view.number)] if view.number else []),
        *_about(view.about),
        elements.made("Container", style=view.tone, bleed=True, items=[elements.title(view.title)]),
        *told,
        *(
            elements.spoken(f"✓ {words}", spacing="Medium" if not place else "Small")
            for place, words in enumerate(view.done)
        ),
        *([elements.folded(ANSWERS, [elements.box(_answers(view.answers))])] if view.answers else []),
        *elements.foot(
            view.source,
            say("all") if folds else say("answers"),
            (*folds, *([ANSWERS] if view.answers else [])),
        ),
    ]
    return elements.card(body, presses(view.buttons))


def said_before(said: VerdictSaid, most: int) -> tuple[list[Element], tuple[str, ...]]:
    """The same on the card of who asked an office, under what became of that; `most` words before the rest unfolds.

    Gives the elements, and the folds in them for the link at the foot. Drawn small: the card has another subject.
    """
    lines, duties, laws = _shown(said, most, ())
    more = _more(said, lines, duties, laws)
    told = [
        elements.section(say("before")),
        *_about(said.about),
        elements.spoken(f"**{said.title}**", spacing="Small"),
        *_small(said.lines[:lines]),
        *_small(said.duties[:duties], "☐ "),
        *_law(said.law[:laws]),
        *more,
    ]
    return told, ((MORE,) if more else ())


def _told(said: VerdictSaid, most: int, done: tuple[str, ...]) -> tuple[list[Element], tuple[str, ...]]:
    """Why, what to do and what the law asks more: as much as fits in so many words, the rest in a fold."""
    lines, duties, laws = _shown(said, most, done)
    heading = say("first") if said.first else say("mind")
    more = _more(said, lines, duties, laws)
    shown = [
        *([elements.section(say("why"))] if lines else []),
        *_reasons(said.lines[:lines]),
        *([elements.section(heading)] if duties else []),
        *(_duty(each) for each in said.duties[:duties]),
        *_law(said.law[:laws]),
        *more,
    ]
    return shown, ((MORE,) if more else ())


def _shown(said: VerdictSaid, most: int, done: tuple[str, ...]) -> tuple[int, int, int]:
    """How many reasons, duties and lines of law stand on the card at once: one of each at least, the rest is folded."""
    lines, duties = min(len(said.lines), MOST_REASONS), min(len(said.duties), MOST_DUTIES)
    laws = len(said.law)

    def words() -> int:
        words = [*(f"{say('law')} {each}" for each in said.law[:laws]), *done]
        words += [f"{each.text} {each.source}" for each in said.lines[:lines]]
        words += [f"☐ {each.text} {each.source}" for each in said.duties[:duties]]
        return sum(len(each.split()) for each in words)

    while words() > most and duties > 1:
        duties -= 1
    while words() > most and lines > 1:
        lines -= 1
    while words() > most and laws > 1:
        laws -= 1
    return lines, duties, laws


def _more(said: VerdictSaid, lines: int, duties: int, laws: int) -> list[Element]:
    """What did not fit: a line that says so, and the fold."""
    reasons, others, law = said.lines[lines:], said.duties[duties:], said.law[laws:]
    count = len(reasons) + len(others) + len(law)
    if not count:
        return []
    heading = say("more_one") if count == 1 else say("more", count=count)
    rest = [
        *_small(reasons),
        *_small(others, "☐ "),
        *_law(law),
    ]
    return [elements.small(heading, spacing="Small"), elements.folded(MORE, rest)]


def _reasons(lines: tuple[VerdictLine, ...]) -> list[Element]:
    """Each reason with its policy point; lines that rest on the same share it."""
    told: list[Element] = []
    for place, each in enumerate(lines):
        told.append(elements.spoken(each.text, spacing="Small"))
        last = place + 1 == len(lines) or lines[place + 1].source != each.source
        if each.source and last:
            told.append(elements.small(each.source, spacing="None"))
    return told


def _small(lines: tuple[VerdictLine, ...], mark: str = "") -> list[Element]:
    """Each with its policy point on one small line."""
    told = (f"{mark}{each.text.removesuffix('.')}. {each.source}".strip() for each in lines)
    return [elements.small(each, spacing="Small") for each in told]


def _law(law: tuple[str, ...]) -> list[Element]:
    return [
        elements.paragraph(
            elements.run(f"{say('law')} ", bold=True),
            elements.run(tame(each)),
            spacing="Small" if place else "Medium",
        )
        for place, each in enumerate(law)
    ]


def _about(about: str) -> list[Element]:
    if not about:
        return []
    words = tame(head_and_rest(about, 160)[0])
    return [
        elements.paragraph(
            elements.run(f"{say('about')} ", subtle=True), elements.run(words, subtle=True), spacing="Medium"
        )
    ]


def _duty(each: VerdictLine) -> Element:
    source = [elements.small(each.source, spacing="None")] if each.source else []
    wide = [elements.text(each.text), *source]
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
