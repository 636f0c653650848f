"""The one living card of a case in the channel: new, taken, waiting, late, done, and confidential."""

from dataclasses import dataclass
from typing import Literal

from cards.buttons import presses
from cards.elements import (
    MOST_IN_QUOTE,
    BandStyle,
    Element,
    Run,
    band,
    card,
    clock_with_title,
    fact_list,
    folded,
    foot,
    paragraph,
    quote,
    run,
    runs_of,
    section,
    spoken,
    text,
)
from cards.typed_text import head_and_rest, tame
from cards.view import AskButton, Button, Card, Clock, Fact
from cards.words import words_beside

say = words_beside(__file__)

MORE = "fold-more"

MOST_QUOTED = 3000
"""How many characters a question, its answer and the report have together, so that the card can be sent."""

MOST_EARLIER, SHORT = 2, 150
"""How many earlier exchanges are on the card, and at how many characters they are cut."""

Tone = Literal["running", "warning", "late", "done"]

BANDS: dict[Tone, BandStyle] = {
    "running": "emphasis",
    "warning": "warning",
    "late": "attention",
    "done": "good",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question to the reporter and what came of it. `waiting` is our line while there is no answer."""

    question: str
    asked_by: str
    asked_at: str
    answer: str = ""
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class IncidentView:
    """`by` is the name of who did the last thing, `turn` says whose turn it is (ours, may hold **bold**).

    `facts` are on the card unless `folded`, `words` too unless there is a `late_note`; the rest unfolds. Of
    the `answers` the last is on the card. `late_note` and `notes` are our own paragraphs. A `confidential`
    card shows the band, the clock and the buttons only, whatever else is passed. `clock_title` replaces the
    words about the AP above the clock.
    """

    number: str
    state: str
    turn: str
    by: str
    tone: Tone
    clock: Clock | None
    late_note: str
    facts: tuple[Fact, ...]
    more_facts: tuple[Fact, ...]
    words: str
    answers: tuple[Exchange, ...]
    reporter: str
    notes: tuple[str, ...]
    confidential: bool
    buttons: tuple[Button | AskButton, ...]
    folded: bool = False
    source: str = ""
    clock_title: str = ""


def incident_card(view: IncidentView) -> Card:
    """The case as the office sees it."""
    turn = _turn(view)
    who = [paragraph(*turn, spacing="None")] if turn else []
    top = band(f"{view.number} · {view.state}", who, BANDS[view.tone])
    clock = clock_with_title(view.clock, view.clock_title) if view.clock else []
    late = [spoken(view.late_note, spacing="Small")] if view.late_note else []
    if view.confidential:
        return card([top, *clock, *late, text(say("confidential"), spacing="Medium")], presses(view.buttons))
    shown, hidden, folds = _details(view)
    if hidden:
        folds = [*folds, MORE]
    body = [
        top,
        *clock,
        *late,
        *(spoken(words, spacing="Small") for words in view.notes),
        *shown,
        *([folded(MORE, hidden)] if hidden else []),
        *foot(_left(view), say("report") if view.folded else say("all"), folds),
    ]
    return card(body, presses(view.buttons))


def _turn(view: IncidentView) -> list[Run]:
    by = [run(say("by", name=tame(view.by)) + (" " if view.turn else ""))] if view.by else []
    return [*by, *runs_of(view.turn)]


def _details(view: IncidentView) -> tuple[list[Element], list[Element], list[str]]:
    """What is on the card, what is folded away together, and the ids of the folds within them."""
    shown: list[Element] = []
    hidden: list[Element] = []
    folds: list[str] = []
    if view.answers:
        shown, folds = _exchange(view.answers[-1])
    for earlier in view.answers[-MOST_EARLIER - 1 : -1]:
        hidden += [
            _short(say("earlier_question"), earlier.question),
            _short(say("answer"), earlier.answer or say("none")),
        ]
    (hidden if view.folded else shown).extend(fact_list(view.facts))
    hidden += fact_list(view.more_facts)
    if view.words:
        told = sum(len(each.question) + len(each.answer) for each in view.answers[-1:])
        most = MOST_QUOTED - told if told else MOST_IN_QUOTE
        block, ids = quote(view.words, "fold-words", most=most)
        away = view.folded or bool(view.late_note)
        (hidden if away else shown).extend([spoken(say("words"), subtle=True, spacing="Medium"), block])
        folds += ids
    return shown, hidden, folds


def _exchange(exchange: Exchange) -> tuple[list[Element], list[str]]:
    asked = run(f"{tame(exchange.asked_by)}, {exchange.asked_at}", subtle=True)
    question, folds = quote(exchange.question, "fold-question", spacing="Small")
    elements = [section(say("question")), paragraph(asked, spacing="None"), question]
    if exchange.answer:
        answer, more = quote(exchange.answer, "fold-answer")
        elements += [spoken(say("answer"), subtle=True, spacing="Small"), answer]
        folds = [*folds, *more]
    elif exchange.waiting:
        elements.append(spoken(exchange.waiting, spacing="Small"))
    return elements, folds


def _short(label: str, words: str) -> Element:
    return paragraph(run(f"{label}  ", bold=True), run(tame(head_and_rest(words, SHORT)[0])), spacing="Small")


def _left(view: IncidentView) -> str:
    reporter = say("reporter", name=tame(view.reporter)) if view.reporter else ""
    return " · ".join(part for part in (reporter, view.source) if part)
