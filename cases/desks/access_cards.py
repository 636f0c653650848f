"""What the FG reads of who opened cases and who took files: the overview, one case, and the news of a large file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from cards.dutch_time import full_day
from cards.notice import NoticeView, notice_card
from cards.page import PageView, page_card
from cards.view import Button, Card, Fact, Field, Owner
from cards.words import words_beside
from cases.desks.access import MOST_SEEN, Seen, Taken
from cases.moments import moment
from cases.organisation import Organisation
from cases.register.numbers import read_number

say = words_beside(__file__)

VIEWINGS: Owner = "viewings"

T = TypeVar("T")

MOST_LINES = 8
"""So many files or days stand on one page."""

NUMBER_SIGNS = 40


def taken_card(taken: Taken, now: datetime, org: Organisation) -> Card:
    """The news for the FG that somebody took a file of many cases."""
    given = taken.given
    sentence = say(
        "taken.line",
        name=given.name or say("somebody"),
        moment=moment(taken.at, now, org),
        count=max(given.total, given.cases),
    )
    lines = (sentence, say("taken.file", file=given.file), say("taken.limit", count=org.oversight.file_cases))
    return notice_card(NoticeView(say("taken.title"), (*lines, say("taken.more"))))


def taken_summary() -> str:
    """The line of a toast: no name stands in it."""
    return say("taken.title")


def files_card(files: Sequence[Taken], page: int, now: datetime, org: Organisation) -> Card:
    """A page of the files that were taken, the newest first, and the way to who opened one case."""
    shown, page, more = _page(files, page)
    facts = tuple(
        Fact(
            moment(each.at, now, org),
            say(
                "files.line",
                name=each.given.name or say("somebody"),
                file=each.given.file,
                count=each.given.cases,
            ),
            typed=True,
        )
        for each in shown
    )
    term = say("files.term", months=org.oversight.access_months)
    ask = Field("number", "text", say("files.number"), placeholder=say("files.hint"), max_length=NUMBER_SIGNS)
    view = PageView(
        say("files.title"),
        (say("files.count", count=len(files)) if files else say("files.none"),),
        facts,
        fields=(ask,),
        notes=(term, say("files.limit", count=org.oversight.file_cases)),
        buttons=(
            Button(say("files.show"), VIEWINGS, {}, primary=True, fields=True, of=VIEWINGS),
            *_pages({}, page, more=more),
            Button(say("menu"), "menu", in_more=True),
        ),
    )
    return page_card(view)


def files_summary() -> str:
    """The line of a toast."""
    return say("files.title")


def who_saw_card(number: str, days: Mapping[date, Sequence[Seen]], page: int, org: Organisation) -> Card:
    """A page of who opened this case, day by day, the newest day first."""
    shown, page, more = _page(list(days.items()), page)
    facts = tuple(
        Fact(
            full_day(day), ", ".join(dict.fromkeys(each.name or say("somebody") for each in seen)), typed=True
        )
        for day, seen in shown
    )
    lines = [say("seen.none")] if not days else [say("seen.days", count=len(days))]
    if sum(map(len, days.values())) >= MOST_SEEN:
        lines.append(say("seen.first", count=MOST_SEEN))
    view = PageView(
        say("seen.title", number=number),
        tuple(lines),
        facts,
        notes=(say("seen.what"), say("files.term", months=org.oversight.access_months)),
        buttons=(
            Button(say("seen.case"), "show", {"case": number}),
            *_pages({"number": number}, page, more=more),
            Button(say("files.title"), VIEWINGS, {}, in_more=True, of=VIEWINGS),
        ),
    )
    return page_card(view)


def who_saw_summary(number: str) -> str:
    """The line of a toast."""
    return say("seen.title", number=number)


def number_in_words(typed: str) -> str:
    """The case number that somebody typed; "" for what is none."""
    return read_number(typed.strip().upper()) or ""


def page_in(typed: str) -> int:
    """The page that a button asks for; the first for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1


def _page(every: Sequence[T], page: int) -> tuple[Sequence[T], int, bool]:
    last = max(1, -(-len(every) // MOST_LINES))
    page = min(max(page, 1), last)
    return every[(page - 1) * MOST_LINES : page * MOST_LINES], page, page < last


def _pages(wanted: Mapping[str, str], page: int, *, more: bool) -> tuple[Button, ...]:
    older = Button(say("older"), VIEWINGS, {**wanted, "page": page + 1}, of=VIEWINGS)
    newer = Button(say("newer"), VIEWINGS, {**wanted, "page": page - 1}, of=VIEWINGS)
    return (*((older,) if more else ()), *((newer,) if page > 1 else ()))
