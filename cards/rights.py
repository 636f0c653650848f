"""The one living card of a rights request in the channel: its term, whom it waits for, each right, the steps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cards.breach import MORE, Exchange
from cards.buttons import presses
from cards.case_band import CaseView, case_band
from cards.dutch_time import blocks, short_day, time_left
from cards.elements import (
    Element,
    card,
    fact_list,
    fits,
    folded,
    foot,
    made,
    paragraph,
    quote,
    run,
    section,
    small,
    spoken,
    text,
)
from cards.typed_text import HEAD, Typed, head_and_rest, tame
from cards.view import AskButton, Button, Card, Clock, Fact, Link
from cards.words import words_beside

say = words_beside(__file__)

MOST_WORDS = 95
"""Words of ours in sight, headings and clock not counted: with these it stays below what a card may show."""

MOST_RIGHTS, MOST_SEARCHES = 3, 2
"""How many of each are in sight; the rest unfolds."""

MOST_TYPED, SHORT = 1500, 150
"""How many characters of one typed text unfold, and of one in a line."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A part of the work on a request and how it stands: a right, or a search task with whom. `typed` is what people
    wrote with it: the reason of the decision; what was asked, and what was found."""

    name: str
    state: str
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RightsView(CaseView):
    """The living card of a request.

    `clock` runs to the strict date, `term_note` is the small line with the planning day and the legal latest one;
    `late_note` and `notes` are our own paragraphs. A `confidential` card shows the band, the term and the buttons
    only, whatever else is passed. `facts` unfold when the card is `folded`. `words` are those of the request as it
    was passed on. `objected`: the clock is that of the decision on an objection.
    """

    term_note: str
    late_note: str = ""
    notes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    more_facts: tuple[Fact, ...] = ()
    rights: tuple[Handled, ...] = ()
    steps: str = ""
    searches: tuple[Handled, ...] = ()
    question: Exchange | None = None
    words: str = ""
    objected: bool = False
    reporter: str = ""
    source: str = ""
    confidential: bool = False
    folded: bool = False
    buttons: tuple[Button | AskButton | Link, ...] = ()


def rights_card(view: RightsView) -> Card:
    """The request as legal affairs see it. When all that was typed is too much, only its beginnings are shown."""
    whole = _card(view, MOST_TYPED)
    if fits(whole):
        return whole
    return _card(_shorter(view), 1)


def _card(view: RightsView, most: int) -> Card:
    top = case_band(view)
    term = [
        *(_term(view.clock, view.objected) if view.clock else []),
        *([small(view.term_note, spacing="None")] if view.term_note else []),
        *([spoken(view.late_note, spacing="Small")] if view.late_note else []),
    ]
    if view.confidential:
        return card([top, *term, text(say("confidential"), spacing="Medium")], presses(view.buttons))
    if not view.folded and sum(len(each.split()) for each in _our_words(view)) > MOST_WORDS:
        view = replace(view, folded=True)  # what must be done now stays in sight
    hidden, folds = _hidden(view, most)
    asked, more = _question(view.question, most) if view.question else ([], [])
    body = [
        top,
        *term,
        *(spoken(words, spacing="Small") for words in view.notes),
        *asked,
        *(() if view.folded else fact_list(view.facts)),
        *_lines(say("rights"), [(each.name, each.state) for each in view.rights[:MOST_RIGHTS]]),
        *_lines(say("searches"), [(each.name, each.state) for each in view.searches[-MOST_SEARCHES:]]),
        *([section(say("steps")), spoken(view.steps, spacing="Small")] if view.steps else []),
        *([folded(MORE, hidden)] if hidden else []),
        *foot(_left(view), say("all"), [*more, *folds, *([MORE] if hidden else [])]),
    ]
    return card(body, presses(view.buttons))


def _our_words(view: RightsView) -> Iterator[str]:
    """What can be read at once on the open card, in words of ours."""
    yield from (
        view.number,
        view.state,
        view.by,
        view.turn,
        view.term_note,
        view.late_note,
        *view.notes,
        view.steps,
    )
    yield from (part for each in view.facts if not each.typed for part in (each.label, each.value, each.mark))
    yield from (part for each in view.rights[:MOST_RIGHTS] for part in (each.name, each.state))
    yield from (part for each in view.searches[-MOST_SEARCHES:] for part in (each.name, each.state))


def _term(clock: Clock, objected: bool) -> list[Element]:
    """The strict date in bold, then the blocks; hours say nothing in a term of a month."""
    day = short_day(clock.deadline)
    until = say("decide_until", day=day) if objected else say("until", day=day)
    return [
        paragraph(run(until, bold=True), spacing="Medium"),
        paragraph(run(blocks(clock), large=True), run(f"  {time_left(clock)}"), spacing="None"),
    ]


def _lines(title: str, lines: list[tuple[str, str]]) -> list[Element]:
    return [section(title), *(_line(name, state) for name, state in lines)] if lines else []


def _line(name: str, state: str) -> Element:
    columns = [
        made("Column", width="stretch", items=[spoken(name)]),
        made("Column", width="auto", items=[made("TextBlock", text=state, wrap=True, isSubtle=True)]),
    ]
    return made("ColumnSet", columns=columns, spacing="Small")


def _question(question: Exchange, most: int) -> tuple[list[Element], list[str]]:
    who = run(f"{tame(question.asked_by)}, {question.asked_at}", subtle=True)
    asked, folds = quote(question.question, "fold-question", most=most, spacing="Small")
    shown = [section(say("question")), paragraph(who, spacing="None"), asked]
    if question.answer:
        answer, more = quote(question.answer, "fold-answer", most=most)
        return [*shown, spoken(say("answer"), subtle=True, spacing="Small"), answer], [*folds, *more]
    return [*shown, *([spoken(question.waiting, spacing="Small")] if question.waiting else [])], folds


def _hidden(view: RightsView, most: int) -> tuple[list[Element], list[str]]:
    """What unfolds: more facts, the words of the request, reasons, what was searched and found."""
    hidden = fact_list(view.facts) if view.folded else []
    hidden += fact_list(tuple(replace(each, value=_start(each.value, HEAD)) for each in view.more_facts))
    folds: list[str] = []
    if view.words:
        block, folds = quote(view.words, "fold-words", most=most)
        hidden += [spoken(say("words"), subtle=True, spacing="Medium"), block]
    hidden += [_line(each.name, each.state) for each in view.rights[MOST_RIGHTS:]]
    hidden += [_line(each.name, each.state) for each in view.searches[:-MOST_SEARCHES]]
    hidden += [_short(each.name, words) for each in view.rights for words in each.typed if words]
    for each in view.searches:
        told = zip((each.name, say("found")), each.typed, strict=True)
        hidden += [_short(label, words) for label, words in told if words]
    return hidden, folds


def _short(label: str, words: str) -> Element:
    return paragraph(
        run(f"{tame(label)}  ", bold=True), run(Typed(tame(_start(words, SHORT)))), spacing="Small"
    )


def _start(words: str, most: int) -> str:
    return head_and_rest(words, most)[0]


def _shorter(view: RightsView) -> RightsView:
    question = view.question
    if question is not None:
        question = replace(
            question, question=_start(question.question, SHORT), answer=_start(question.answer, SHORT)
        )
    return replace(
        view,
        question=question,
        words=_start(view.words, SHORT),
        more_facts=tuple(replace(each, value=_start(each.value, SHORT)) for each in view.more_facts),
        rights=tuple(_cut(each) for each in view.rights),
        searches=tuple(_cut(each) for each in view.searches),
    )


def _cut(part: Handled) -> Handled:
    return replace(part, typed=tuple(_start(words, SHORT // 2) for words in part.typed))


def _left(view: RightsView) -> str:
    reporter = say("reporter", name=tame(view.reporter)) if view.reporter else ""
    return " · ".join(part for part in (reporter, view.source) if part)
