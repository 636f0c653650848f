"""The one living card of a consult: the question, why it is with this office, one box to answer in or to ask back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.buttons import press, presses
from cards.elements import (
    BandStyle,
    Element,
    band,
    box,
    card,
    fact_list,
    fits,
    folded,
    foot,
    paragraph,
    pressed_row,
    quote,
    run,
    runs_of,
    small,
    spoken,
    text,
    turn_line,
)
from cards.fields import inputs
from cards.typed_text import HEAD, head_and_rest, tame
from cards.view import AskButton, Button, Card, Fact, Field, Link
from cards.words import words_beside

say = words_beside(__file__)

MORE = "fold-more"

ROOMS = ((4000, 60), (2000, 60), (1000, 60), (600, 60), (300, 60), (150, 40), (60, 30), (60, 15), (60, 0))
"""At how many characters typed texts are cut and how many answers are shown, until the card can be sent.

The question itself is cut last; all that is cut stands in the export.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said, under our own `label` (a name may stand in it)."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A question of the flow and what was answered, both as they stood on the card.

    `typed` answers are the asker's own words, all others ours.
    """

    question: str
    answer: str
    typed: bool


@dataclass(frozen=True, slots=True)
class ConsultView:
    """`by` did the last thing, `turn` says whose turn it is (ours, may hold **bold**).

    `said` is what was said last, `earlier` what came before and unfolds, with the answers in `told`. `why` says why
    the question is with this office. `draft` opens a draft: its title is the row, `draft_line` the line under it.
    `answer` is the box with what is asked beside it; the buttons that send it come first in `buttons`. A `confidential`
    card shows the band and the buttons only, whatever else is passed.
    """

    number: str
    state: str
    turn: str
    by: str
    tone: BandStyle
    asked_by: str
    question: str
    said: tuple[Said, ...]
    earlier: tuple[Said, ...]
    facts: tuple[Fact, ...]
    why: str
    notes: tuple[str, ...]
    draft: Button | None
    draft_line: str
    answer: tuple[Field, ...]
    told: tuple[ToldLine, ...]
    source: str
    confidential: bool
    buttons: tuple[Button | AskButton | Link, ...]


def consult_card(view: ConsultView) -> Card:
    """The question as the office sees it. When all that was typed is too much, only its beginnings are shown."""
    made = _card(view, *ROOMS[0])
    for room, answers in ROOMS[1:]:
        if fits(made):
            break
        made = _card(view, room, answers)
    return made


def _card(view: ConsultView, room: int, answers: int) -> Card:
    top = band(f"{view.number} · {view.state}", turn_line(view.by, view.turn), view.tone)
    if view.confidential:
        return card([top, text(say("confidential"), spacing="Medium")], presses(view.buttons))
    shown, folds = _said(view.said, "fold-said", room)
    more = _more(view, room, answers)
    if more:
        folds = [*folds, MORE]
    asked, beyond = _asked(view, max(room, 300))
    body = [
        top,
        *asked,
        *shown,
        *(spoken(words, spacing="Small") for words in view.notes),
        *fact_list(view.facts),
        *(
            [paragraph(run(f"{say('why')} ", bold=True), *runs_of(view.why), spacing="Small")]
            if view.why
            else []
        ),
        *_draft(view),
        *inputs(view.answer),
        *([folded(MORE, more)] if more else []),
        *foot(view.source, say("all"), [*beyond, *folds]),
    ]
    return card(body, presses(view.buttons))


def _asked(view: ConsultView, room: int) -> tuple[list[Element], list[str]]:
    who = spoken(say("asked_by", name=tame(view.asked_by)), subtle=True, spacing="Medium")
    if not view.question:
        return [who, spoken(say("no_question"), spacing="Small")], []
    block, folds = quote(view.question, "fold-asked", most=room, spacing="Small")
    return [who, block], folds


def _said(every: Sequence[Said], fold: str, room: int) -> tuple[list[Element], list[str]]:
    shown: list[Element] = []
    folds: list[str] = []
    for place, each in enumerate(every):
        block, more = quote(
            each.words if room > HEAD else _start(each.words, room), f"{fold}-{place}", most=room
        )
        shown += [spoken(each.label, subtle=True, spacing="Medium"), block]
        folds += more
    return shown, folds


def _more(view: ConsultView, room: int, most: int) -> list[Element]:
    """Everything that unfolds: what was said earlier, and the answers of the flow."""
    rows: list[Element] = []
    for each in view.earlier:
        rows.append(spoken(each.label, subtle=True, spacing="Medium" if rows else ""))
        rows.append(paragraph(run(tame(_start(each.words, room))), spacing="None"))
    answers = [
        paragraph(
            run(f"{tame(each.question)}  ", subtle=True),
            run(tame(_start(each.answer, room) if each.typed else each.answer)),
            spacing="Small" if place else "",
        )
        for place, each in enumerate(view.told[:most])
    ]
    left = [small(say("left_out", count=len(view.told) - most))] if len(view.told) > most else []
    return [*rows, *([box([*answers, *left])] if view.told else [])]


def _draft(view: ConsultView) -> list[Element]:
    if view.draft is None:
        return []
    items = [text(view.draft.title, bold=True), spoken(view.draft_line, subtle=True, spacing="None")]
    # Word for word what can be seen, so that it can also be called by voice.
    action = press(replace(view.draft, title=f"{view.draft.title} {view.draft_line}"))
    return [pressed_row(items, action, spacing="Medium", separator=True)]


def _start(words: str, most: int) -> str:
    return head_and_rest(words, most)[0]
