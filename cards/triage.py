"""The question to officers on the card of a case: whose turn, the clock, the report beside the question."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards import elements
from cards.buttons import press, presses
from cards.case_band import BANDS, Tone
from cards.elements import Element
from cards.fields import inputs
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Field, Option, Scalar
from cards.words import words_beside

say = words_beside(__file__)

EARLIER = "fold-earlier"
MOST_QUOTES, MOST_QUOTED, MOST_ASKED = 2, 500, 150
"""How much of what was said stands beside a question, the newest last; all of it is on the card of the case."""


@dataclass(frozen=True, slots=True)
class TriageView:
    """`who` may hold **bold** and names; `told` is what was chosen in the report and `quoted` the reporter's words,
    each with what was asked.

    `options` are the answers as buttons (verb `answer`, with `value`), or else `fields` are filled in and sent.
    `earlier` are the answers so far, `source` the policy points and articles.
    """

    number: str
    state: str
    who: str
    tone: Tone
    progress: str
    question: str
    explanation: str
    told: tuple[tuple[str, str], ...]
    quoted: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    fields: tuple[Field, ...]
    answer: str
    doubt: str
    earlier: tuple[tuple[str, str], ...]
    source: str
    data: Mapping[str, Scalar] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


def triage_card(view: TriageView) -> Card:
    """One question. Buttons are answers of the same weight: the bot does not steer."""
    folds = [EARLIER] if view.earlier else []
    body = [
        elements.band(
            f"{view.number} · {view.state}", [elements.spoken(view.who, spacing="None")], BANDS[view.tone]
        ),
        elements.eyebrow(view.progress),
        elements.title(view.question, spacing="Small"),
        *([elements.text(view.explanation, spacing="Small")] if view.explanation else []),
        *_from_the_report(view),
        *([_answers(view)] if view.options else inputs(view.fields)),
        *([elements.small(view.doubt, spacing="Small")] if view.doubt else []),
        *([elements.folded(EARLIER, [elements.box(_earlier(view.earlier))])] if view.earlier else []),
        *elements.foot(view.source, say("earlier"), folds),
    ]
    send = [] if view.options else [Button(say("go_on"), view.answer, view.data, primary=True, fields=True)]
    return elements.card(body, presses([*send, *view.buttons]))


def _from_the_report(view: TriageView) -> list[Element]:
    if not view.told and not view.quoted:
        return []
    lines = [elements.paragraph(elements.run(tame(f"{label} {words}"))) for label, words in view.told]
    for place, (label, words) in enumerate(view.quoted[-MOST_QUOTES:]):
        lines.append(
            elements.paragraph(
                elements.run(tame(head_and_rest(label, MOST_ASKED)[0])), spacing="Small" if lines else ""
            )
        )
        block, _ = elements.quote(
            head_and_rest(words, MOST_QUOTED)[0], f"fold-report-{place}", most=MOST_QUOTED
        )
        lines += block["items"]
    return [elements.small(say("report"), spacing="Medium"), elements.box(lines, spacing="None")]


def _answers(view: TriageView) -> Element:
    buttons = [
        press(Button(each.title, view.answer, {**view.data, "value": each.value})) for each in view.options
    ]
    return elements.made("ActionSet", actions=buttons, spacing="Medium")


def _earlier(answers: tuple[tuple[str, str], ...]) -> list[Element]:
    lines: list[Element] = []
    for number, (question, chosen) in enumerate(answers, start=1):
        lines.append(elements.small(f"{number} · {question}", spacing="Small" if number > 1 else ""))
        lines.append(elements.paragraph(elements.run(tame(chosen)), spacing="None"))
    return lines
