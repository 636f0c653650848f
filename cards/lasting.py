"""The card of an entry in a register that lasts: what it says part by part, what is not settled, whose turn it is."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.case_band import BANDS, Tone
from cards.elements import (
    Element,
    Spacing,
    band,
    card,
    fits,
    folded,
    foot,
    made,
    paragraph,
    run,
    section,
    spoken,
)
from cards.typed_text import head_and_rest, tame
from cards.view import AskButton, Button, Card, Fact
from cards.words import words_beside

say = words_beside(__file__)

MORE = "fold-more"

ROOMS = (700, 300, 100)
"""How many characters of each typed text are on the card; fewer when the card would be too large to send."""


@dataclass(frozen=True, slots=True)
class RecordPart:
    """Facts under a heading of ours."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """`name` was typed; `turn` and `notes` are our own sentences, which may hold **bold**.

    `facts` are in sight, `parts` unfold. `reason` was typed: why it ended, under our `reason_title`.
    """

    number: str
    state: str
    turn: str
    tone: Tone
    name: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    parts: tuple[RecordPart, ...]
    source: str
    buttons: tuple[Button | AskButton, ...]
    reason: Fact | None = None


def record_card(view: RecordView) -> Card:
    """The entry. When all that was typed is too much to send, only its beginnings are shown."""
    drawn = _card(view, ROOMS[0])
    for room in ROOMS[1:]:
        if fits(drawn):
            break
        drawn = _card(view, room)
    return drawn


def _card(view: RecordView, room: int) -> Card:
    more: list[Element] = []
    for each in view.parts:
        more += [section(each.title), *_facts(each.facts, room)]
    body = [
        band(f"{view.number} · {view.state}", [spoken(view.turn, spacing="None")], BANDS[view.tone]),
        paragraph(run(_cut(view.name, room), bold=True), spacing="Medium"),
        *(spoken(words, spacing="Small") for words in view.notes),
        *(_facts((view.reason,), room) if view.reason else []),
        *_facts(view.facts, min(room, ROOMS[1])),
        *([folded(MORE, more)] if more else []),
        *foot(view.source, say("all"), [MORE] if more else []),
    ]
    return card(body, presses(view.buttons))


def _facts(facts: tuple[Fact, ...], room: int) -> list[Element]:
    """Each fact in the order given; what a person typed stands in a line that shows it as it is."""
    shown: list[Element] = []
    for each in facts:
        spacing: Spacing = "Small" if shown else "Medium"
        if each.typed:
            row = paragraph(run(f"{each.label}  ", bold=True), run(_cut(each.value, room)), spacing=spacing)
        else:
            pair = {"title": each.label, "value": tame(each.value)}
            row = made("FactSet", facts=[pair], spacing=spacing)
        shown.append(row)
    return shown


def _cut(words: str, room: int) -> str:
    return tame(head_and_rest(words, room)[0])
