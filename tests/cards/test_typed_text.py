"""What people type stays harmless, whatever it is."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cards.typed_text import BREAK, HEAD, LONG_WORD, MOST_LINES, head_and_rest, tame, tamed_lines
from tests.cards.example_words import FAMILY

anything = st.text(max_size=200) | st.text(alphabet="{}aA \u00a0\u200b\n", max_size=200)
bare = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), max_size=200)


@given(anything)
def test_no_template_survives(words: str) -> None:
    assert "{{" not in tame(words)
    assert "}}" not in tame(words)


@given(anything)
def test_it_can_always_be_sent(words: str) -> None:
    tame(words).encode("utf-16-le")
    assert not any(unicodedata.category(sign) == "Cc" for sign in tame(words))


@given(anything)
def test_taming_twice_changes_nothing_more(words: str) -> None:
    assert tame(tame(words)) == tame(words)


@given(st.text(alphabet="{}aW- \n", max_size=200) | st.text(st.characters(codec="ascii"), max_size=200))
def test_a_plain_text_is_tamed_as_beside_a_letter_with_an_accent(words: str) -> None:
    assert tame(f"{words} é") == f"{tame(words)} é".strip()


@given(st.text(alphabet="abcW-\u00a0 ", max_size=300))
def test_no_run_is_too_long_for_a_card(words: str) -> None:
    runs = re.split(rf"[ {BREAK}]", tame(words))
    assert max(map(len, runs)) <= LONG_WORD


@given(bare)
def test_nothing_that_can_be_seen_is_lost(words: str) -> None:
    assert tame(words).replace(BREAK, "").replace(" ", "") == "".join(words.split())


def test_an_emoji_is_never_cut_in_two() -> None:
    pieces = tame("a" + FAMILY * 40).split(BREAK)
    assert len(pieces) > 1
    assert all(piece.lstrip("a").replace(FAMILY, "") == "" for piece in pieces)


def test_accents_flags_and_skin_tones_stay_with_their_sign() -> None:
    for sign in ("e\u0301\u0302", "\U0001f1f3\U0001f1f1", "\U0001f44d\U0001f3fd"):
        pieces = tame(sign * 50).split(BREAK)
        assert len(pieces) == 3
        assert all(piece.replace(sign, "") == "" for piece in pieces)


def test_nobody_turns_our_half_of_a_sentence_around() -> None:
    assert tame("\u202eomgekeerd\u2066") == "omgekeerd"
    assert tame("\u0634\u0643\u0631\u0627") == "\u0634\u0643\u0631\u0627"


@given(anything)
def test_lines_are_few_and_never_empty_together(words: str) -> None:
    lines = tamed_lines(words)
    assert 1 <= len(lines) <= MOST_LINES
    assert all("\n" not in line for line in lines)


@given(st.text(alphabet="ab \n", max_size=2 * HEAD) | st.text(max_size=2 * HEAD), st.integers(2, HEAD))
def test_a_cut_text_is_whole_when_put_together(words: str, most: int) -> None:
    head, rest = head_and_rest(words, most)
    assert len(head) <= most
    if rest:
        together = head.removesuffix("…") + rest.removeprefix("…")
        assert "".join(together.split()) == "".join(words.split())
    else:
        assert head == words


def test_a_cut_falls_between_words() -> None:
    head, rest = head_and_rest("woord " * 100)
    assert head.endswith("woord…")
    assert rest.startswith("…woord")
