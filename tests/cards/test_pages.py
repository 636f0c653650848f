"""What is too long for a card is cut behind a word, unfolds or turns to another page, and nothing of it is lost."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.elements import runs_of
from cards.paper import (
    LONGEST_RUN,
    MOST_MARKS,
    MOST_ROWS,
    MOST_SEEN,
    MOST_SIGNS,
    PaperPart,
    PaperRow,
    PaperRun,
    PaperView,
    paper_card,
    papers_card,
)
from cards.typed_text import HEAD, MOST_LINES, head_and_rest, tamed_lines
from cards.verdict import MOST_SHOWN, VerdictLine, VerdictView, verdict_card
from tests.cards.rules import all_actions, nodes
from tests.e2e.fake_teams import text_of

TURN = {"case": "DL-2026-0001", "paper": "letter"}


def paper(parts: tuple[PaperPart, ...], page: int = 1, **more: Any) -> Mapping[str, Any]:
    asked = {"todo": (), "before": (), **more}
    return paper_card(
        PaperView(
            "DL-2026-0001",
            "Brief",
            "de AP",
            "Zo gebruik je dit.",
            "Beleid",
            parts=parts,
            page=page,
            turn=TURN,
            **asked,
        )
    )


def part(words: str, heading: str = "") -> PaperPart:
    return PaperPart(((PaperRun(words),),), heading)


def turns(card: Mapping[str, Any]) -> dict[str, int]:
    """The ways to another page, by their title."""
    return {
        each["title"]: each["data"]["page"]
        for each in all_actions(dict(card))
        if "page" in each.get("data", {})
    }


def in_sight(card: Mapping[str, Any]) -> str:
    """What can be read before anything is unfolded."""
    return " ".join(str(each.get("text", "")) for each in nodes(dict(card), folded=False))


def words_in(card: Mapping[str, Any]) -> list[str]:
    return re.findall(r"w\d+", text_of(dict(card)))


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_all_words_of_a_paper_come_once_and_in_order_page_by_page(lengths: list[int]) -> None:
    numbers: Iterator[int] = iter(range(10_000))
    parts = tuple(
        part(" ".join(f"w{next(numbers)}" for _ in range(length)), f"Kop {place}")
        for place, length in enumerate(lengths)
    )
    read, page, seen = list[str](), 1, 0
    while True:
        card = paper(parts, page)
        read += words_in(card)
        seen += 1
        ways = turns(card)
        assert ways.pop("Vorige bladzijde", 0) == page - 1
        if not ways:
            break
        assert ways == {"Volgende bladzijde": page + 1}
        page += 1
    assert read == [f"w{number}" for number in range(sum(lengths))]
    assert paper(parts, seen + 1) == paper(parts, 10**6) == paper(parts, seen)
    assert paper(parts, 0) == paper(parts, -3) == paper(parts, 1)


def test_what_is_in_sight_of_a_paper_ends_at_a_part() -> None:
    fits, more = part("woord " * (MOST_SEEN - 5)), part("woord " * 5 + "einde1")
    assert "einde1" not in in_sight(paper((fits, more)))
    assert "einde1" in text_of(dict(paper((fits, more))))
    assert "einde2" in in_sight(paper((fits, part("woord " * 4 + "einde2"))))
    assert in_sight(paper((part("woord " * (MOST_SEEN - 1) + "einde3"),))).count("einde3") == 1
    assert "einde4" not in in_sight(paper((part("woord " * MOST_SEEN + "einde4"),)))


def test_a_page_holds_what_fits_and_a_long_run_is_cut_behind_a_word() -> None:
    card = paper((part("abcd " * 2_000),))
    assert turns(card)
    for each in nodes(dict(card)):
        if each["type"] == "TextRun":
            assert len(each["text"]) <= LONGEST_RUN
            assert not re.search(r"\b(a|ab|abc|bcd|cd|d)\b", each["text"])
    assert not turns(paper((part("abcd " * (MOST_SIGNS // 20)),)))


@pytest.mark.parametrize(
    ("todo", "before", "seen", "folded"),
    [
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (MOST_MARKS, 0, MOST_MARKS, 0),
        (MOST_MARKS + 1, 0, MOST_MARKS, 1),
        (0, 1, 0, 1),
        (MOST_MARKS, 2, MOST_MARKS, 2),
    ],
)
def test_what_is_still_to_do_stands_on_top(todo: int, before: int, seen: int, folded: int) -> None:
    marks: dict[str, Any] = {
        "todo": tuple(f"doe{n}" for n in range(todo)),
        "before": tuple(f"let{n}" for n in range(before)),
    }
    card = paper((part("tekst"),), **marks)
    assert in_sight(card).count("☐") == seen
    assert text_of(dict(card)).count("☐") == seen + folded
    told = [f"doe{n}" for n in range(todo)] + [f"let{n}" for n in range(before)]
    assert re.findall(r"(?:doe|let)\d", text_of(dict(card))) == told
    assert ("Alles is ingevuld" in in_sight(card)) is (todo == 0)


@pytest.mark.parametrize(("beyond", "runs"), [(0, 1), (1, 2)])
def test_a_run_is_cut_only_when_it_is_longer(beyond: int, runs: int) -> None:
    """The last word ends where a run may end."""
    last = "z" * (LONGEST_RUN % 5 + 5 + beyond)
    card = paper((part("abcd " * (LONGEST_RUN // 5 - 1) + last),))
    lines = [each["text"] for each in nodes(dict(card)) if each["type"] == "TextRun"]
    assert sum("abcd" in each or last in each for each in lines) == runs


@pytest.mark.parametrize("count", [0, 1, MOST_ROWS, MOST_ROWS + 1, MOST_ROWS + 4])
def test_the_list_of_papers_shows_five_and_unfolds_the_rest(count: int) -> None:
    rows = [PaperRow(f"Brief{n}", "de AP", {**TURN, "paper": f"p{n}"}) for n in range(count)]
    card = papers_card("DL-2026-0001", rows, ())
    shown = re.findall(r"Brief\d+", in_sight(card))
    assert len(set(shown)) == min(count, MOST_ROWS)
    opened = [each["data"]["paper"] for each in all_actions(card) if "paper" in each.get("data", {})]
    assert opened == [f"p{n}" for n in range(count)]


texts = st.lists(st.sampled_from(["woord", "een", "x" * 40, "é", "👩‍👩‍👧", "slot."]), max_size=120).map(
    " ".join
)


@given(texts, st.integers(2, 400))
def test_a_text_in_two_is_the_whole_text(words: str, most: int) -> None:
    head, rest = head_and_rest(words, most)
    assert len(head) <= most
    if len(words) <= most:
        assert (head, rest) == (words, "")
        return
    assert head.endswith("…")
    assert rest.startswith("…")
    assert (head[:-1] + rest[1:]).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    ("words", "most", "head"),
    [
        ("een twee drie", 13, "een twee drie"),
        ("een twee drie vier", 13, "een twee…"),
        ("een twee drie vier", 10, "een twee…"),
        ("twaalfletters en meer", 10, "twaalflet…"),
        ("a bcdefghijklmnop", 10, "a bcdefgh…"),  # a space in the first half would leave too little
        ("abcde fghijklmnop", 10, "abcde fgh…"),
        ("abcdef ghijklmnop", 10, "abcdef…"),
        ("regel een\nregel twee", 15, "regel een…"),
    ],
)
def test_a_text_is_cut_behind_a_word_unless_that_leaves_too_little(words: str, most: int, head: str) -> None:
    assert head_and_rest(words, most)[0] == head


def test_many_lines_run_on() -> None:
    lines = [f"regel {n}" for n in range(MOST_LINES)]
    assert tamed_lines("\n\n".join(lines)) == lines
    assert tamed_lines("\n".join([*lines, "meer"])) == [*lines[: MOST_LINES - 1], f"{lines[-1]} meer"]
    assert tamed_lines("") == tamed_lines(" \n ") == [""]
    assert HEAD == 300


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("gewoon", [("gewoon", False)]),
        ("**vet**", [("vet", True)]),
        ("voor **vet** na", [("voor ", False), ("vet", True), (" na", False)]),
        ("**een** en **twee**", [("een", True), (" en ", False), ("twee", True)]),
        ("een * ster **open", [("een * ster **open", False)]),
    ],
)
def test_only_bold_works_in_our_own_sentence(words: str, runs: list[tuple[str, bool]]) -> None:
    assert [(each["text"], each.get("weight") == "Bolder") for each in runs_of(words)] == runs


def verdict(lines: int, duties: int, size: int) -> VerdictView:
    return VerdictView(
        title="Mag, onder voorwaarden",
        tone="good",
        about="",
        lines=tuple(VerdictLine(f"reden{n} " + "woord " * size, "Beleid") for n in range(lines)),
        duties=tuple(VerdictLine(f"plicht{n} " + "woord " * size, "Beleid") for n in range(duties)),
        law=(),
        done=(),
        answers=(),
        source="Beleid",
        first=False,
        buttons=(),
    )


@given(st.integers(1, 6), st.integers(0, 8), st.integers(0, 30))
def test_every_reason_and_duty_of_a_verdict_is_told_once_in_order(lines: int, duties: int, size: int) -> None:
    card = verdict_card(verdict(lines, duties, size))
    whole, seen = text_of(card), in_sight(card)
    assert re.findall(r"reden\d", whole) == [f"reden{n}" for n in range(lines)]
    assert re.findall(r"plicht\d", whole) == [f"plicht{n}" for n in range(duties)]
    assert "reden0" in seen
    assert ("plicht0" in seen) is (duties > 0)


@pytest.mark.parametrize(("over", "shown"), [(0, 2), (1, 1)])
def test_duties_unfold_when_there_are_more_words_than_fit(over: int, shown: int) -> None:
    """A reason of one word, and two duties that together just fit or not."""
    around = len(["☐", "plicht0", "Beleid", "☐", "plicht1", "Beleid", "reden0", "Beleid"])
    view = verdict(1, 2, 0)
    long = VerdictLine("plicht1" + " woord" * (MOST_SHOWN - around + over), "Beleid")
    seen = in_sight(verdict_card(replace(view, duties=(view.duties[0], long))))
    assert len(re.findall(r"plicht\d", seen)) == shown
