"""How many cards the commonest wishes take, from the typed sentence to the verdict: `python -m bench.lengths`.

Plays each wish of wishes.toml with the real conversation: the sentence is typed, every card that asks something is
answered as that person would, and the cards are counted. Writes docs/lengte.md; `--print` prints the counts as they
stand in wishes.toml.
"""

import argparse
import statistics
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bench.walk import parts
from cards.words import words_beside
from cases.organisation import Organisation
from dialogs.dutch.understanding import load_understanding
from dialogs.flow import Outcome
from dialogs.talk.dialog import Dialog
from dialogs.talk.turn import AnswerOrHelp, HowLong, Occasion, Talk, Turn

say = words_beside(__file__)

ROOT = Path(__file__).parents[1]
WISHES = Path(__file__).with_name("wishes.toml")
PAGE = ROOT / "docs" / "lengte.md"
ORGANISATION = ROOT / "playground" / "organisation.toml"

NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
"""The moment of every conversation, so that each count is the same each time."""

MOST_CARDS = 40
"""A conversation that asks more never ends."""

MEDIAN, LONGEST = 5, 8
"""What is aimed at: the middle wish takes so many cards, none takes more than so many."""


class Counted(BaseModel):
    """What a wish took: cards that asked something, questions on them that were not filled in, words on the longest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kaarten: int
    vragen: int
    woorden: int


class Wish(BaseModel):
    """An everyday wish: what is typed, what is answered by the id of the field, and what it took before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    naam: str
    zin: str
    gesprek: str
    uitkomst: str
    antwoord: dict[str, str]
    voor: Counted


@dataclass(frozen=True, slots=True)
class Played:
    """How a wish ended, and what it took."""

    end: str
    took: Counted


class Stuck(Exception):
    """The wish cannot be played: a question that it does not answer, a card without a way on, another verdict."""


def wishes() -> tuple[Wish, ...]:
    """Those of the file, in its order."""
    return tuple(Wish.model_validate(each) for each in tomllib.loads(WISHES.read_text("utf-8"))["wens"])


def loaded() -> Dialog:
    """The conversation as the Playground has it."""
    return Dialog(organisation(), load_understanding())


def organisation() -> Organisation:
    """That of the Playground."""
    return Organisation.model_validate(tomllib.loads(ORGANISATION.read_text("utf-8")))


def play(dialog: Dialog, wish: Wish) -> Played:
    """Type the sentence and answer every card until the verdict. Raises Stuck."""
    ids = (f"d{number}" for number in count(1))
    at = Occasion(NOW.astimezone(ZoneInfo("Europe/Amsterdam")), "Sam Voorbeeld", lambda: next(ids))
    talk = Talk()
    turn = _opened(dialog, dialog.on_text(talk, wish.zin, at), at)
    cards, questions, longest = 0, 0, 0
    while cards < MOST_CARDS:
        talk = turn.talk
        if turn.show is None:
            raise Stuck(f"{wish.naam}: no card but {turn.want}")
        card = turn.show.card
        draft = talk.draft
        if draft is not None and draft.flow == wish.gesprek:
            step = dialog.guides[draft.flow].position(draft).step
            if isinstance(step, Outcome):
                return Played(step.id, Counted(kaarten=cards, vragen=questions, woorden=longest))
        action, fields, asked = _pressed(wish, card, in_flow=draft is not None)
        cards, questions, longest = cards + 1, questions + asked, max(longest, _words(card))
        found = dialog.on_press(talk, action["verb"], {**_texts(action["data"]), **fields}, at)
        if found is None:
            raise Stuck(f"{wish.naam}: {action['verb']} means nothing")
        if found.show is not None and found.show.card == card:
            raise Stuck(f"{wish.naam}: the same card again after {action['title']}")
        turn = _opened(dialog, found, at)
    raise Stuck(f"{wish.naam}: no end after {MOST_CARDS} cards")


def _opened(dialog: Dialog, turn: Turn, at: Occasion) -> Turn:
    if isinstance(turn.want, AnswerOrHelp):
        return dialog.unread(turn.talk, turn.want, at)
    if isinstance(turn.want, HowLong):
        return dialog.how_long(turn.talk, turn.want.text, ())
    return turn


def _pressed(
    wish: Wish, card: dict[str, Any], *, in_flow: bool
) -> tuple[dict[str, Any], dict[str, str], int]:
    """The button that goes on, what is filled in beside it, and how many questions that took."""
    actions = [each for each in parts(card) if each.get("type") == "Action.Execute"]
    if not in_flow:
        # An answer from knowledge, or a question what was meant: the way into the flow is on the card.
        for each in actions:
            if wish.gesprek in {*map(str, each["data"].values())} and each["verb"] != "answer":
                return each, {}, 1
        raise Stuck(f"{wish.naam}: no way into {wish.gesprek}: {[each['title'] for each in actions]}")
    answers = [each for each in actions if each["verb"] == "answer"]
    if not answers:
        raise Stuck(f"{wish.naam}: nothing to answer: {[each['title'] for each in actions]}")
    if "value" in answers[0]["data"]:
        step = answers[0]["data"]["step"]
        if step not in wish.antwoord:
            raise Stuck(f"{wish.naam}: {step} is asked, and not answered")
        for each in answers:
            if each["data"]["value"] == wish.antwoord[step]:
                return each, {}, 1
        raise Stuck(f"{wish.naam}: {step} has no {wish.antwoord[step]}")
    fields, asked = dict[str, str](), 0
    for part in parts(card):
        if not str(part.get("type")).startswith("Input."):
            continue
        value, name = str(part.get("value") or ""), part["id"]
        name = answers[0]["data"]["step"] if name == "value" else name
        if not value and name in wish.antwoord:
            value, asked = wish.antwoord[name], asked + 1
        if not value and part.get("isRequired"):
            raise Stuck(f"{wish.naam}: {name} is asked, and not answered")
        fields[part["id"]] = value
    return answers[0], fields, asked


def _texts(given: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in given.items()}


def _words(card: dict[str, Any]) -> int:
    return sum(len(text.split()) for text in _read(card))


def _read(card: dict[str, Any]) -> Iterator[str]:
    for part in parts(card):
        for key in ("text", "title", "label"):
            if isinstance(part.get(key), str):
                yield part[key]


def page(counted: list[tuple[Wish, Counted]]) -> str:
    """The page of the table, in Dutch."""
    rows = [
        f"| {wish.naam} | {wish.zin} | {wish.voor.kaarten} | {now.kaarten} | {wish.voor.vragen} | {now.vragen} |"
        for wish, now in counted
    ]
    before = statistics.median(wish.voor.kaarten for wish, _ in counted)
    after = statistics.median(now.kaarten for _, now in counted)
    return "\n".join(
        (
            f"# {say('title')}",
            "",
            say("intro"),
            "",
            say("head"),
            "|---|---|---|---|---|---|",
            *rows,
            "",
            say(
                "sums",
                before=f"{before:g}",
                after=f"{after:g}",
                longest_before=max(wish.voor.kaarten for wish, _ in counted),
                longest=max(now.kaarten for _, now in counted),
                words=max(now.woorden for _, now in counted),
            ),
            "",
        )
    )


def main() -> int:
    """Counts, and writes the page. Exit status 1 when a wish cannot be played or ends otherwise than it says."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--print", action="store_true", help="print the counts, write nothing")
    only_print = arguments.parse_args().print
    dialog, counted, wrong = loaded(), list[tuple[Wish, Counted]](), False
    for wish in wishes():
        try:
            played = play(dialog, wish)
        except Stuck as stuck:
            print(stuck)
            wrong = True
            continue
        counted.append((wish, played.took))
        print(f"{wish.naam}: {played.end}, {played.took!r}")
        if played.end != wish.uitkomst:
            print(f"{wish.naam}: ends in {played.end}, not in {wish.uitkomst}")
            wrong = True
    if not wrong and not only_print:
        PAGE.write_text(page(counted), "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
