"""What the FG types to have all registers looked through, and the card that says what was found."""

from collections.abc import Sequence
from typing import Any

from cards.notice import NoticeView, notice_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.desks.whole_register import Checked
from cases.register.register import Register
from dialogs.commands.plain_names import names_it

say = words_beside(__file__)

MOST_NAMED = 5
"""So many of what is broken are named for a register."""


def asks_for_check(raw: str) -> bool:
    """Whether this line asks for it. Never raises."""
    return names_it(raw, say("title"), say("asked"))


def check_shown(found: Sequence[tuple[Register[Any], Checked]], *, sealed: bool) -> Card:
    """A line for each register: counts, and the numbers of what does not fit."""
    lines = [_line(register, checked) for register, checked in found]
    older = sum(checked.unsealed for _, checked in found)
    if lost := sum(checked.lost for _, checked in found):
        lines.append(say("lost", count=lost))
    if not sealed:
        lines.append(say("no_key"))
    elif older:
        lines.append(say("older", count=older))
    if any(checked.broken for _, checked in found):
        lines.append(say("ask"))
    return notice_card(NoticeView(say("title"), tuple(lines), (Button(say("menu"), "menu"),)))


def too_large() -> str:
    """Said when looking takes longer than an answer may."""
    return say("too_large")


def check_summary() -> str:
    """The line of a toast."""
    return say("title")


def _line(register: Register[Any], checked: Checked) -> str:
    what = register.typed.subject[0].capitalize()
    cases = say("cases.one") if checked.cases == 1 else say("cases.many", count=checked.cases)
    if not checked.broken:
        return say("whole", what=what, cases=cases)
    every = list(dict.fromkeys(each.number for each in checked.broken))
    numbers = ", ".join(every[:MOST_NAMED])
    if len(every) > MOST_NAMED:
        numbers = say("more", numbers=numbers, count=len(every) - MOST_NAMED)
    return say("broken", what=what, cases=cases, numbers=numbers)
