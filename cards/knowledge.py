"""What the bot knows about a question: the answer, the policy point that it rests on, and the ways on from it."""

from dataclasses import dataclass

from cards.buttons import opens, presses
from cards.elements import Element, card, eyebrow, foot, paragraph, run, section, spoken, text, title, typed
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Link
from cards.welcome import MenuRow, menu_row
from cards.words import words_beside

say = words_beside(__file__)

MOST_WORDS = 120
"""What is read along is left out when the card would have more words than this."""

MOST_TYPED = 120
"""Signs of what a person typed."""

LONGEST_TITLE = 55
"""A longer question is no title: it stands below one, in bold."""


@dataclass(frozen=True, slots=True)
class TermsView:
    """Terms that a register holds, below a heading: what they are for and how long, as people typed it; or a `note`."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class KnowledgeView:
    """`about` says where the answer comes from; `first` is a line of ours before the answer, and may be empty.

    `law` is what the law asks more, `source` how the policy is cited; both may be empty. `ask` says who knows more.
    `related` rows lead to other answers. `terms` are what a register says. `typed`: a person wrote question and answer.
    `link` is a title and an address for a button of its own, or None.
    """

    about: str
    question: str
    first: str
    answer: str
    law: str
    source: str
    ask: str
    related: tuple[MenuRow, ...]
    link: tuple[str, str] | None
    buttons: tuple[Button, ...]
    terms: TermsView | None = None
    typed: bool = False


def knowledge_card(view: KnowledgeView) -> Card:
    """The answer, and below it what is read along."""
    answer: list[Element] = [spoken(view.answer, spacing="Small")]
    if view.typed:
        asked = [title(say("asked_before"), spacing="Small")]
        asked.append(paragraph(run(tame(view.question), bold=True), spacing="Small"))
        answer = typed(view.answer, spacing="Small")
    elif len(view.question) <= LONGEST_TITLE:
        asked = [title(view.question, spacing="Small")]
    else:
        asked = [title(say("title"), spacing="Small"), spoken(f"**{view.question}**", spacing="Small")]
    rows = [menu_row(each, spacing="Small") for each in _fitting(view)]
    body = [
        eyebrow(view.about),
        *asked,
        *([text(view.first, bold=True, spacing="Small")] if view.first else []),
        *answer,
        *([spoken(view.law, spacing="Medium")] if view.law else []),
        *(_terms(view.terms) if view.terms else []),
        *([section(say("related")), *rows] if rows else []),
        *([spoken(view.ask, subtle=True, spacing="Medium")] if view.ask else []),
        *foot(view.source),
    ]
    link = [opens(Link(*view.link))] if view.link else []
    return card(body, [*presses(view.buttons), *link])


def _terms(terms: TermsView) -> list[Element]:
    rows = [
        paragraph(
            run(f"{tame(head_and_rest(what, MOST_TYPED)[0])}  ", subtle=True),
            run(tame(head_and_rest(term, MOST_TYPED)[0]), bold=True),
            spacing="Small",
        )
        for what, term in terms.rows
    ]
    return [section(terms.title), *rows, *([text(terms.note, spacing="Small")] if terms.note else [])]


def _fitting(view: KnowledgeView) -> tuple[MenuRow, ...]:
    """As many rows as there is room for."""
    rows = [view.about, view.question, view.first, view.answer, view.law, view.source, view.ask]
    rows += [view.terms.title, view.terms.note] if view.terms else []
    room = MOST_WORDS - sum(len(each.split()) for each in rows)
    fitting = list[MenuRow]()
    for row in view.related:
        room -= len(row.title.split()) + len(row.detail.split())
        if room < 0:
            break
        fitting.append(row)
    return tuple(fitting)
