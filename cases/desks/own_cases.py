"""The list of somebody's own cases, of every register: what waits for them first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.own_cases import MOST_ROWS, CaseRow, OwnCasesView, own_cases_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.desks.lists import unread_told
from cases.register.case import KeptCase

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its reporter sees it in the list, with the button that answers what waits (None: nothing waits)."""

    case: KeptCase
    row: CaseRow
    answer: Button | None


def own_cases(cases: Sequence[OwnCase], page: int, unread: Sequence[str] = ()) -> Card:
    """What waits for the reporter first, then the newest; five open and five closed ones a page (from 1).

    `unread` are the numbers of those that cannot be read.
    """
    newest = sorted(cases, key=lambda each: (each.case.reported_at, each.case.number), reverse=True)
    going = sorted((each for each in newest if not each.row.closed), key=lambda each: each.answer is None)
    closed = [each for each in newest if each.row.closed]
    pages = max(1, -(-max(len(going), len(closed)) // MOST_ROWS))
    at = min(max(page, 1), pages)
    shown = slice((at - 1) * MOST_ROWS, at * MOST_ROWS)
    rows = tuple(each.row for each in (*going[shown], *closed[shown]))
    buttons = [each.answer for each in going if each.answer is not None][:1]
    if at > 1:
        buttons.append(Button(say("before"), "own_cases", {"page": at - 1}))
    if at < pages:
        buttons.append(Button(say("next"), "own_cases", {"page": at + 1}))
    buttons.append(Button(say("menu"), "menu", in_more=len(buttons) > 2))
    counts = say("counts", going=len(going), closed=len(closed)) if cases else say("none")
    return own_cases_card(OwnCasesView(say("title"), counts, rows, tuple(buttons), unread_told(unread)))
