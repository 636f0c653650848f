"""The elements that all cards are built from: texts, bands, clocks, facts, rows and folds. Pure functions."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal

from cards.dutch_time import blocks, remaining, short_moment, time_left
from cards.typed_text import Typed, head_and_rest, tame, tamed_lines
from cards.view import Card, Clock, Fact
from cards.words import words_beside

say = words_beside(__file__)

Element = dict[str, Any]
Run = dict[str, Any]
Spacing = Literal["", "None", "Small", "Medium", "Large"]
BandStyle = Literal["emphasis", "good", "warning", "attention"]

MOST_IN_QUOTE = 4000
"""Longer than any field of ours takes."""

MOST_BYTES = 24_000
"""From this size on a card is made smaller; clients take four times as much."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def made(kind: str, /, **given: Any) -> Element:
    """An element of this type, without the properties that were left empty."""
    element: Element = {"type": kind}
    for name, value in given.items():
        if value is not None and value != "":
            element[name] = value
    return element


def card(body: Iterable[Element], actions: Iterable[Element] = (), entities: Iterable[Element] = ()) -> Card:
    """A whole card. `entities` are the mentions in it."""
    whole: Card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": "nl",
        "fallbackText": say("fallback"),
        "body": list(body),
    }
    if pressed := list(actions):
        whole["actions"] = pressed
    if called := list(entities):
        whole["msteams"] = {"entities": called}
    return whole


def fits(whole: Card) -> bool:
    """Whether a card is small enough to stay as it is, as a message is counted: in UTF-16, as JSON."""
    return len(json.dumps(whole, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) <= MOST_BYTES


def text(words: str, *, spacing: Spacing = "", bold: bool = False, subtle: bool = False) -> Element:
    """A paragraph of our own fixed words; **bold** works in it. With a name in it, use `spoken`."""
    weight = "Bolder" if bold else ""
    return made("TextBlock", text=words, wrap=True, spacing=spacing, weight=weight, isSubtle=subtle or None)


def small(words: str, *, spacing: Spacing = "") -> Element:
    """A small line of our own fixed words."""
    return made("TextBlock", text=words, wrap=True, size="Small", isSubtle=True, spacing=spacing)


def title(words: str, *, spacing: Spacing = "") -> Element:
    """The one title of a card."""
    return made(
        "TextBlock", text=words, wrap=True, style="heading", size="Large", weight="Bolder", spacing=spacing
    )


def section(words: str, *, spacing: Spacing = "Medium") -> Element:
    """The heading of a part of a card."""
    return made(
        "TextBlock", text=words, wrap=True, style="heading", size="Default", weight="Bolder", spacing=spacing
    )


def run(
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    large: bool = False,
    mark: bool = False,
    subtle: bool = False,
) -> Run:
    """Words in a line that shows them as they are. `subtle` ones are small too; a `mark` is red."""
    shape = made(
        "TextRun",
        weight="Bolder" if bold else "",
        italic=italic or None,
        size="Large" if large else "Small" if subtle else "",
        color="Attention" if mark else "",
        isSubtle=subtle or None,
    )
    # A run without its text is no run, even if there is nothing in it to read.
    return shape | {"text": words}


def paragraph(*runs: Run, spacing: Spacing = "") -> Element:
    """One paragraph of runs."""
    return made("RichTextBlock", inlines=list(runs), spacing=spacing)


def runs_of(words: str, *, subtle: bool = False) -> list[Run]:
    """Our own sentence as runs: **bold** is bold, all else (a name with stars in it, say) stays as it is."""
    parts = _BOLD.split(words) if "**" in words else [words]
    return [
        run(tame_ends(part), bold=place % 2 == 1, subtle=subtle) for place, part in enumerate(parts) if part
    ]


def turn_line(by: str, turn: str) -> list[Element]:
    """Who did the last thing (a name, or ""), and whose turn it is (ours, may hold **bold**); nothing when both
    are empty."""
    who = [run(say("by", name=tame(by)) + (" " if turn else ""))] if by else []
    heading = [*who, *runs_of(turn)]
    return [paragraph(*heading, spacing="None")] if heading else []


def tame_ends(part: str) -> str:
    """Tamed, with the space kept that parts it from its neighbours."""
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return (before and " ") + tame(part) + (after and " ") if part.strip() else " "


def spoken(words: str, *, spacing: Spacing = "", subtle: bool = False) -> Element:
    """A paragraph of ours in which a name or another value may stand; only **bold** works in it."""
    return paragraph(*runs_of(words, subtle=subtle), spacing=spacing)


def typed(words: str, *, spacing: Spacing = "") -> list[Element]:
    """What a person typed, line by line, as text and nothing else."""
    return [
        paragraph(run(Typed(each)), spacing="Small" if place else spacing)
        for place, each in enumerate(tamed_lines(words))
    ]


def quote(
    words: str, fold: str, *, most: int = MOST_IN_QUOTE, spacing: Spacing = "None"
) -> tuple[Element, list[str]]:
    """What a person typed, set apart; over 300 characters it is folded. Also gives the ids of the folds.

    Beyond `most` characters the card says that the rest is in the export.
    """
    head, rest = head_and_rest(words)
    block = box(typed(head), spacing=spacing)
    if not rest:
        return block, []
    shown, beyond = head_and_rest(rest, max(most - len(head), 1))
    unfolded = typed(shown)
    if beyond:
        unfolded.append(small(say("cut"), spacing="Small"))
    block["items"].append(folded(fold, unfolded))
    return block, [fold]


def box(items: Iterable[Element], *, spacing: Spacing = "") -> Element:
    """A part that is set apart from the rest."""
    return made("Container", style="emphasis", items=list(items), spacing=spacing)


def folded(fold: str, items: Iterable[Element]) -> Element:
    """A part that is shown once its id is toggled."""
    return made("Container", id=fold, isVisible=False, items=list(items))


def band(heading: str, items: Iterable[Element], style: BandStyle) -> Element:
    """The coloured top of a card about a case. Its colour only repeats its words."""
    top = made("TextBlock", text=heading, wrap=True, weight="Bolder", style="heading")
    return made("Container", style=style, bleed=True, items=[top, *items])


def eyebrow(*parts: str) -> Element:
    """The small line above a title: which conversation this is, and how far."""
    return small(" · ".join(part for part in parts if part))


def numbered(lines: Iterable[str]) -> list[Element]:
    """Our own lines, each behind its number."""
    return [
        _two_columns(
            [text(str(number), bold=True)],
            [text(words)],
            spacing="Small" if number > 1 else "None",
        )
        for number, words in enumerate(lines, start=1)
    ]


def row_with_mark(mark: str, items: Iterable[Element], *, spacing: Spacing = "Small") -> Element:
    """Something to read behind a mark such as a box to tick."""
    return _two_columns([text(mark)], list(items), spacing=spacing)


def clock_lines(clock: Clock, *, night: bool = False, spacing: Spacing = "None") -> list[Element]:
    """The blocks, the time left in words, and when that was so."""
    as_of = say("clock.as_of_night" if night else "clock.as_of", moment=short_moment(clock.now))
    return [
        paragraph(run(blocks(clock), large=True), run(f"  {time_left(clock)}"), spacing=spacing),
        small(as_of, spacing="None"),
    ]


def clock_with_title(clock: Clock, words: str = "", *, night: bool = False) -> list[Element]:
    """The clock under its moment. `words` replace the words about the AP."""
    moment = short_moment(clock.deadline)
    still = remaining(clock) > timedelta()
    heading = say("clock.open", moment=moment) if still else say("clock.passed", moment=moment)
    return [paragraph(run(words or heading, bold=True), spacing="Medium"), *clock_lines(clock, night=night)]


def fact_list(facts: tuple[Fact, ...], *, spacing: Spacing = "Medium") -> list[Element]:
    """Facts in two columns; those that a person typed come below, each in a line that shows it as it is."""
    ours = [
        {"title": fact.label, "value": tame(fact.value) + (f" (**{fact.mark}**)" if fact.mark else "")}
        for fact in facts
        if not fact.typed
    ]
    shown = [made("FactSet", facts=ours, spacing=spacing)] if ours else []
    for fact in facts:
        if fact.typed:
            marked = [run(f" ({fact.mark})", bold=True)] if fact.mark else []
            value = tame(head_and_rest(fact.value)[0])
            label = run(f"{fact.label}  ", bold=True)
            shown.append(
                paragraph(
                    label,
                    run(value if fact.mixed else Typed(value)),
                    *marked,
                    spacing="Small" if shown else spacing,
                )
            )
    return shown


def foot(left: str, fold_title: str = "", folds: Iterable[str] = ()) -> list[Element]:
    """The last line: what the card rests on, and a link that unfolds the rest. Nothing if both miss."""
    targets = list(folds)
    columns = []
    if left:
        words = [spoken(left, subtle=True)]
        columns.append(made("Column", width="stretch", items=words, verticalContentAlignment="Center"))
    if targets:
        columns.append(_fold_link(fold_title, targets, width="auto" if left else "stretch"))
    return [made("ColumnSet", columns=columns, separator=True, spacing="Medium")] if columns else []


def row(items: Iterable[Element], mark: Element, select: Element | None = None) -> Element:
    """Something to read with a short mark behind it, which may be a link of its own."""
    behind = made(
        "Column", width="auto", items=[mark], verticalContentAlignment="Center", selectAction=select
    )
    return made("ColumnSet", columns=[made("Column", width="stretch", items=list(items)), behind])


def pressed_row(items: Iterable[Element], action: Element, **given: Any) -> Element:
    """A row that is a button as a whole."""
    arrow = made("TextBlock", text="›", wrap=True, size="Large", isSubtle=True)
    return made("Container", items=[row(items, arrow)], selectAction=action, **given)


def link(words: str, **given: Any) -> Element:
    """The words of a link; the press is that of the column around it."""
    return made("TextBlock", text=words, wrap=True, color="Accent", weight="Bolder", **given)


def fold_line(words: str, folds: list[str]) -> Element:
    """A line of its own that unfolds something."""
    return made("ColumnSet", columns=[_fold_link(words, folds, "stretch", "Left")], spacing="Medium")


def _fold_link(words: str, folds: list[str], width: str, side: str = "Right") -> Element:
    return made(
        "Column",
        width=width,
        items=[link(words, horizontalAlignment=side)],
        verticalContentAlignment="Center",
        selectAction=made("Action.ToggleVisibility", title=words, targetElements=folds),
    )


def _two_columns(narrow: list[Element], wide: list[Element], *, spacing: Spacing) -> Element:
    columns = [
        made("Column", width="auto", items=narrow),
        made("Column", width="stretch", items=wide, spacing="Small"),
    ]
    return made("ColumnSet", columns=columns, spacing=spacing)
