"""All that is told of a case at one moment, as lines to read: cards in every place, papers, rows of lists and files."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cards.register import RegisterRow
from cards.view import Card
from cases.desks.lists import entry_row
from cases.papers.cards import paper_card, papers_card
from cases.papers.paper import as_text
from cases.people import Viewer
from cases.register.case import KeptCase
from cases.register.export import exported
from cases.register.history import Event
from cases.register.listing import open_row
from cases.register.register import Register
from cases.register.searched import texts_in, words_in
from tests.cards.said import shown
from tests.cases.breach.by_chance import PEOPLE
from tests.cases.register.walking import WITH_DEPUTY as ORG
from tests.cases.viewers import alone

Views = Mapping[str, tuple[str, ...]]
"""What is told, by where it stands."""

OFFICES = ("po", "fg", "jz")


def card_lines(card: Card, case: KeptCase) -> tuple[str, ...]:
    """What a card says, asks and sends, a line for each part; the case and its version are left out where they are
    those of this case."""
    lines = list[str]()
    for line in shown(card):
        told = line.replace(f"case: '{case.number}'", "case").replace(f"version: {case.version}", "version")
        lines.append(told.replace("data={case, version}", "(case)"))
    return unnamed(lines, case)


def unnamed(lines: Iterable[str], case: KeptCase) -> tuple[str, ...]:
    """The lines without the number of the case, so that what is said of several is the same line."""
    return tuple(line.replace(case.number, "«number»") for line in lines)


def views(register: Register[Any], case: Any, events: tuple[Event, ...], now: datetime) -> Views:
    """What stands somewhere all the time: living cards, rows, what can be done."""
    told = {name: card_lines(card, case) for name, card in _cards(register, case, events, now)}
    told["rows"] = unnamed(_rows(register, case, now), case)
    told["file"] = unnamed(_file(register, case, events), case)
    told["may"] = tuple(_may(register, case, now))
    return told


def papers(register: Register[Any], case: Any, now: datetime) -> Views:
    """Every paper that the case can have now."""
    told = dict[str, tuple[str, ...]]()
    for office in ("", *sorted(register.life.tasks(case))):
        offered = register.papers.of(case, office)
        every = [register.papers.paper(case, name, now, ORG) for name, _ in offered]
        if every:
            told[f"papers {office}".strip()] = card_lines(papers_card(case.number, every, office), case)
        for (name, title), paper in zip(offered, every, strict=True):
            if f"paper {name}" not in told:
                told[f"paper {name}"] = unnamed((title, *_split(as_text(paper))), case)
    return told


def paper_pages(register: Register[Any], case: Any, names: Iterable[str], now: datetime) -> Views:
    """These papers as a card to copy from."""
    return {
        f"page of {name}": card_lines(paper_card(register.papers.paper(case, name, now, ORG)), case)
        for name in names
    }


def _cards(
    register: Register[Any], case: Any, events: tuple[Event, ...], now: datetime
) -> Iterator[tuple[str, Card]]:
    cards, life = register.cards, register.life
    for office in OFFICES:
        if office in life.offices:
            yield f"{office} alone", cards.living(case, now, ORG, alone(office))
            yield f"channel of {office}", cards.living(case, now, ORG, Viewer.in_channel(office))
            for name, page in cards.pages.items():
                yield f"{name} for {office}", page(case, now, ORG, alone(office))
        if office in life.tasks(case):
            yield f"task of {office}", cards.task(case, office, now, ORG)
    yield "reporter", cards.own(case, now, ORG)
    if cards.receipt is not None:
        yield "receipt", cards.receipt(case, now, ORG)
    yield "course", cards.history(case, events[-4:], now, ORG, True)
    yield "course in the channel", cards.history(case, events[-4:], now, ORG, False)


def _rows(register: Register[Any], case: Any, now: datetime) -> Iterator[str]:
    entry = register.listing.entry(case, ORG)
    yield from (
        f"entry {name}: {value}"
        for name, value in entry.model_dump(mode="json", exclude_defaults=True).items()
    )
    yield f"open {open_row(entry)}"
    yield from (
        f"row: {part}" for part in _of_row(entry_row(entry, register.listing, now, ORG, private=True))
    )
    shut = _of_row(entry_row(entry, register.listing, now, ORG, private=False))
    yield from (f"row in the channel: {part}" for part in shut)
    yield f"toast {register.cards.summary(case, now, ORG)}"
    yield f"points {register.points(case)}"
    if register.cards.own_row is not None:
        yield f"own row {register.cards.own_row(case, now, ORG)}"


def _of_row(row: RegisterRow) -> Iterator[str]:
    clock = f"{row.clock.deadline:%Y-%m-%d %H:%M} of {row.clock.term}" if row.clock is not None else ""
    told = (("bold", row.bold), ("mark", row.mark), ("called", row.called), ("clock", clock))
    yield from (f"detail {each}" for each in row.details)
    yield from (f"{name} {value}" for name, value in told if value)


def _file(register: Register[Any], case: Any, events: tuple[Event, ...]) -> Iterator[str]:
    told = exported(register.export, case, events, ORG)
    yield from (f"{name}: {_flat(value)}" for name, value in told.line.items() if value)
    newest = {
        name: value for name, value in told.events[-1].items() if name not in ("hash", "number", "at", "seq")
    }
    changes = newest.pop("changes", "")
    yield from (f"newest {name}: {_flat(value)}" for name, value in newest.items() if value)
    yield from (f"changed {each}" for each in changes.split("\n") if each)
    yield f"sought of it: {' '.join(word for text in texts_in(events[-1]) for word in words_in(text))}"


def _may(register: Register[Any], case: Any, now: datetime) -> Iterator[str]:
    life = register.life
    for office in OFFICES:
        yield f"{office}: {' '.join(sorted(life.open_to(case, alone(office), now, ORG)))}"
    yield f"reporter: {' '.join(sorted(life.open_to_reporter(case, now, ORG)))}"
    seen = sorted(each.name for each in PEOPLE if life.may_see(case, each))
    yield f"seen by {', '.join(seen)}; home {life.home(case)}; heirs {life.heirs(case)}"
    tasks = {each.name: life.only_task(case, each) for each in PEOPLE}
    yield f"only a task {[f'{name}: {task}' for name, task in tasks.items() if task]}"
    yield f"living cards {' '.join(case.cards)}"
    if life.insiders is not None:
        yield f"insiders {life.insiders(case)}"


def _split(text: str) -> Iterable[str]:
    return (line for line in text.split("\n") if line.strip())


def _flat(text: str) -> str:
    return text.replace("\n", " ¶ ")
