"""The one living card of a case in the channel: new, taken, waiting, late, done, and confidential."""

from dataclasses import dataclass, replace

from cards.buttons import presses
from cards.case_band import CaseView, case_band
from cards.elements import (
    Element,
    card,
    clock_with_title,
    fact_list,
    fits,
    folded,
    foot,
    paragraph,
    quote,
    run,
    section,
    spoken,
    text,
)
from cards.typed_text import HEAD, Typed, head_and_rest, tame
from cards.view import AskButton, Button, Card, Fact, Link
from cards.words import words_beside

say = words_beside(__file__)

MORE = "fold-more"

MOST_TYPED, MOST_BESIDE_QUESTIONS, MOST_IN_FACT = 5000, 3000, 150
"""How much typed text is on one card, so that it can be sent: in UTF-16, as JSON, as a message is counted."""

MOST_EARLIER, SHORT = 2, 150
"""How many earlier exchanges are on the card, and at how many characters they are cut."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question to the reporter and what came of it, `asked_at` in words.

    `waiting` is our line while there is no answer.
    """

    question: str
    asked_by: str
    asked_at: str
    answer: str = ""
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class IncidentView(CaseView):
    """The living card of a breach.

    `facts` are on the card unless `folded`, `words` too unless there is a `late_note`; the rest unfolds. Of
    the `answers` the last is on the card. `late_note` and `notes` are our own paragraphs. A `confidential`
    card shows the band, the clock and the buttons only, whatever else is passed. `clock_title` replaces the
    words about the AP above the clock. `progress` (what is decided and done) and `reasons` that were typed are always
    on the card.
    """

    late_note: str
    facts: tuple[Fact, ...]
    more_facts: tuple[Fact, ...]
    words: str
    answers: tuple[Exchange, ...]
    reporter: str
    notes: tuple[str, ...]
    confidential: bool
    buttons: tuple[Button | AskButton | Link, ...]
    folded: bool = False
    source: str = ""
    clock_title: str = ""
    reasons: tuple[Fact, ...] = ()
    progress: tuple[Fact, ...] = ()


def incident_card(view: IncidentView) -> Card:
    """The case as the office sees it. When all that was typed is too much, only its beginnings are shown."""
    whole = _card(view)
    if fits(whole):
        return whole
    last = [
        replace(each, question=_start(each.question, HEAD), answer=_start(each.answer, HEAD))
        for each in view.answers[-1:]
    ]
    return _card(replace(view, answers=tuple(last), words=_start(view.words, HEAD)))


def _card(view: IncidentView) -> Card:
    top = case_band(view)
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
        *fact_list(view.progress),
        *fact_list(tuple(_light(each) for each in view.reasons), spacing="Small"),
        *shown,
        *([folded(MORE, hidden)] if hidden else []),
        *foot(_left(view), say("report") if view.folded else say("all"), folds),
    ]
    return card(body, presses(view.buttons))


def _details(view: IncidentView) -> tuple[list[Element], list[Element], list[str]]:
    """What is on the card, what is folded away together, and the ids of the folds within them."""
    shown: list[Element] = []
    hidden: list[Element] = []
    folds: list[str] = []
    light = [_light(each) for each in view.facts], [_light(each) for each in view.more_facts]
    view = replace(view, facts=tuple(light[0]), more_facts=tuple(light[1]))
    question_room, answer_room, words_room = _rooms(view)
    if view.answers:
        shown, folds = _exchange(view.answers[-1], question_room, answer_room)
    for earlier in view.answers[-MOST_EARLIER - 1 : -1]:
        hidden += [
            _short(say("earlier_question"), earlier.question),
            _short(say("answer"), earlier.answer or say("none")),
        ]
    (hidden if view.folded else shown).extend(fact_list(view.facts))
    hidden += fact_list(view.more_facts)
    if view.words:
        block, ids = quote(view.words, "fold-words", most=words_room)
        away = view.folded or bool(view.late_note)
        (hidden if away else shown).extend([spoken(say("words"), subtle=True, spacing="Medium"), block])
        folds += ids
    return shown, hidden, folds


def _rooms(view: IncidentView) -> tuple[int, int, int]:
    """How many characters of the last question, its answer and the report fit beside all else that was typed."""
    earlier = [
        words for each in view.answers[-MOST_EARLIER - 1 : -1] for words in (each.question, each.answer)
    ]
    facts = [each.value for each in (*view.facts, *view.more_facts) if each.typed]
    facts += [_light(each).value for each in view.reasons]
    left = MOST_BESIDE_QUESTIONS if view.answers else MOST_TYPED
    left -= sum(min(_weight(words), SHORT) for words in earlier) + sum(map(_weight, facts))
    last = view.answers[-1] if view.answers else None
    texts = (last.question, last.answer, view.words) if last else ("", "", view.words)
    rooms = []
    for place, words in enumerate(texts):
        room = max(HEAD, left - sum(min(_weight(each), HEAD) for each in texts[place + 1 :]))
        left -= min(room, _weight(words))
        rooms.append(_fitting(words, room))
    return rooms[0], rooms[1], rooms[2]


def _light(fact: Fact) -> Fact:
    return replace(fact, value=_start(fact.value, MOST_IN_FACT)) if fact.typed else fact


def _start(words: str, weight: int) -> str:
    return words if _weight(words) <= weight else head_and_rest(words, _fitting(words[:weight], weight))[0]


def _fitting(words: str, weight: int) -> int:
    return len(words) * weight // _weight(words) if words else 0


def _weight(words: str) -> int:
    """The length as a message is counted: UTF-16 in JSON, where emoji, quotes and parted braces take two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2 + sum(map(words.count, '"\\{}'))


def _exchange(exchange: Exchange, question_room: int, answer_room: int) -> tuple[list[Element], list[str]]:
    asked = run(f"{tame(exchange.asked_by)}, {exchange.asked_at}", subtle=True)
    question, folds = quote(exchange.question, "fold-question", most=question_room, spacing="Small")
    elements = [section(say("question")), paragraph(asked, spacing="None"), question]
    if exchange.answer:
        answer, more = quote(exchange.answer, "fold-answer", most=answer_room)
        elements += [spoken(say("answer"), subtle=True, spacing="Small"), answer]
        folds = [*folds, *more]
    elif exchange.waiting:
        elements.append(spoken(exchange.waiting, spacing="Small"))
    return elements, folds


def _short(label: str, words: str) -> Element:
    return paragraph(run(f"{label}  ", bold=True), run(Typed(tame(_start(words, SHORT)))), spacing="Small")


def _left(view: IncidentView) -> str:
    reporter = say("reporter", name=tame(view.reporter)) if view.reporter else ""
    return " · ".join(part for part in (reporter, view.source) if part)
