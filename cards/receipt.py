"""The reporter's card: first the receipt, later the same card with the state of the case."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import (
    Element,
    band,
    card,
    clock_lines,
    clock_with_title,
    folded,
    foot,
    numbered,
    quote,
    section,
    spoken,
)
from cards.verdict import VerdictSaid, said_before
from cards.view import AskButton, Button, Card, Clock
from cards.words import words_beside

say = words_beside(__file__)

FIRST = "fold-first"

MOST_BEFORE = 40
"""Words of what the bot said before the rest of it unfolds."""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """`office` has the report; `steps` say what happens now; `decides` is the paragraph above the clock.

    `night` adds that the clock also runs in the evening and at the weekend. Once the case moves on, `state`
    and `turn` replace the words of the band, which stays green while `good`. `before` is what the bot said to it.
    `aid` is what to do first, which unfolds unless it is `aid_shown`.
    `outcome` says what came of it, `learned` what was typed about that.
    """

    number: str
    office: str
    steps: tuple[str, ...]
    clock: Clock | None
    decides: str
    night: bool
    closing: str
    buttons: tuple[Button | AskButton, ...]
    state: str = ""
    turn: str = ""
    good: bool = False
    before: VerdictSaid | None = None
    aid: tuple[str, ...] = ()
    aid_shown: bool = False
    outcome: tuple[str, ...] = ()
    learned: str = ""


def receipt_card(view: ReceiptView) -> Card:
    """The report is with someone: who has it, what now, who decides."""
    if view.state:
        top = band(
            f"{view.number} · {view.state}",
            [spoken(view.turn, spacing="None")] if view.turn else [],
            "good" if view.good else "emphasis",
        )
    else:
        where = spoken(say("lies_with", office=view.office), spacing="None")
        top = band(f"{view.number} · ✓ {say('sent')}", [where], "good")
    steps = [section(say("steps")), *numbered(view.steps)] if view.steps else []
    if view.clock and not view.decides:
        clock = clock_with_title(view.clock, night=view.night)
    else:
        clock = clock_lines(view.clock, night=view.night, spacing="Small") if view.clock else []
    heading = [section(say("clock"))] if view.clock and view.decides else []
    decides = [spoken(view.decides, spacing="Small")] if view.decides else []
    before, folds = said_before(view.before, MOST_BEFORE) if view.before is not None else ([], ())
    aid, aid_folds = _first_aid(view)
    outcome = [spoken(each, spacing="Small") for each in view.outcome]
    if view.learned:
        block, more = quote(view.learned, "fold-learned")
        outcome += [section(say("learned")), block]
        folds = (*folds, *more)
    last = foot(view.closing, say("first" if aid_folds else "all"), (*folds, *aid_folds))
    body = [top, *steps, *heading, *decides, *clock, *outcome, *aid, *before, *last]
    return card(body, presses(view.buttons))


def _first_aid(view: ReceiptView) -> tuple[list[Element], tuple[str, ...]]:
    """What to do first, and the folds in it."""
    if not view.aid:
        return [], ()
    lines = [spoken(f"• {each}", spacing="Small") for each in view.aid]
    if view.aid_shown:
        return [section(say("first")), *lines], ()
    return [folded(FIRST, [section(say("first")), *lines])], (FIRST,)
