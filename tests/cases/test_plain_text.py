"""What is kept of a typed text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cases.plain_text import plain

LETTERS = st.characters(categories=("L", "N", "P", "Z", "C"))
TYPED = st.text(st.sampled_from("ab\n\r\t\x00\x1f\x7f\x85\x9f\ud800\udfff\u200b\u2028 é😀") | LETTERS)


@given(TYPED)
def test_only_control_characters_and_halves_of_emoji_go(typed: str) -> None:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = [each for each in lines if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs")]
    assert plain(typed) == "".join(kept)
