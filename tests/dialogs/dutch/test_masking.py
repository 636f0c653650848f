"""A BSN or an IBAN never gets past the mask; everything else gets past it unchanged."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.nl import bsn

from dialogs.dutch.masking import Masked, load_marker, mask
from tests.steps import steps

MARKER = "[verwijderd]"
FAKE_IBANS = ["NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000", "GB29NWBK60161331926819"]


@st.composite
def a_bsn(draw: st.DrawFn) -> str:
    head = draw(st.integers(0, 99_999_999))
    digits = f"{head:08d}"
    control = sum((9 - at) * int(digit) for at, digit in enumerate(digits)) % 11
    assume(control < 10 and head > 0)
    return f"{digits}{control}"


@pytest.mark.parametrize(
    "written",
    [
        "111222333",
        "111 222 333",
        "111.222.333",
        "1112.22.333",
        "1112 22 333",
        "111-222-333",
        "111 - 222 - 333",
        "111–222–333",
        "111\u00a0222\u00a0333",
        "1112 22333",
        "11 12 22 333",
        "1 1 1 2 2 2 3 3 3",
        "111\u200b222\u200b333",
        "1\u200d1\ufeff1\u00ad222333",
        "１１１２２２３３３",
        "١١١٢٢٢٣٣٣",
        "¹¹¹²²²³³³",
        "1\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e32\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e33\ufe0f\u20e33",
    ],
)
def test_a_bsn_is_masked_however_it_is_written(written: str) -> None:
    assert mask(f"bsn:{written}, en verder", MARKER) == Masked(f"bsn:{MARKER}, en verder", bsn=1, iban=0)


LOOSE = [
    "  ",
    "   ",
    "\n",
    "\r\n",
    " \n",
    "\n\n",
    ",",
    ", ",
    " , ",
    ";",
    "; ",
    ":",
    ": ",
    "|",
    " | ",
    "**",
    "*",
    "__",
    "~~",
    "`",
]
LOOSE += [
    "#",
    "\\",
    "--",
    " -- ",
    "..",
    "…",
    ". ",
    "//",
    "\u2028",
    "\u00a0\u00a0",
    "，",
    "；",
    "：",
    "｜",
    "•",
    "/",
    "_",
    "\t",
]
"""What people and programs put between the parts of a number (A15 and its kind)."""


@pytest.mark.parametrize("between", LOOSE, ids=repr)
@pytest.mark.parametrize("groups", [(3, 3, 3), (4, 2, 3), (6, 3), (3, 6), (5, 4), (1,) * 9], ids=str)
def test_a_bsn_is_masked_whatever_stands_between_its_parts(between: str, groups: tuple[int, ...]) -> None:
    parts, at = [], 0
    for size in groups:
        parts.append("111222333"[at : at + size])
        at += size
    masked = mask(f"bsn {between.join(parts)} einde", MARKER)
    assert (masked.text, masked.bsn) == (f"bsn {MARKER} einde", 1)


@pytest.mark.parametrize("between", LOOSE, ids=repr)
@pytest.mark.parametrize("number", FAKE_IBANS)
def test_an_iban_is_masked_whatever_stands_between_its_parts(between: str, number: str) -> None:
    for step in (1, 2, 4):
        written = between.join(number[at : at + step] for at in range(0, len(number), step))
        assert mask(f"rekening {written} einde", MARKER).text == f"rekening {MARKER} einde"


@pytest.mark.parametrize("before", ["klant", "K", "cliënt 2 ", "in 2026 ", "nr.", "(", "\n", "€"])
def test_a_bsn_in_one_go_is_masked_whatever_stands_before(before: str) -> None:
    assert mask(f"{before}111222333", MARKER).text == before + MARKER


@pytest.mark.parametrize(
    "text",
    [
        "kamers 101, 202, 303 en 404",
        "1, 2, 3, 4, 5, 6, 7, 8, 9 en 10",
        "om 11:12:22, 333 mensen",
        "€ 111,222,333",
        "zaken 111, 222, 333, 444",
        "12\n34\n5678\n90",
        "DL-2026-0001, RV-2026-0002",
        "23-11-2026, 13:40",
        "06-12345678",
        "0612345678",
        "06 12 34 56 78",
        "+31 612345678",
        "+31 612345672",
        "+31 (0)612345672",
        "0031612345672",
        "0031 612345672",
        "078 770 89 10",
        "DL-2026-0001",
        "11-10-2026 14:05",
        "2026-11-23T13:40:05",
        "€ 1.234.567,89",
        "€ 111.222.333",
        "111.222.333,00",
        "1112223334",
        "0111222333",
        "11122233",
        "20261011",
        "111222334",
        "000000000",
        "kenmerk 1112223331112223331",
        "10.111.222.333",
        "192.168.1.12",
        "4111 1111 1111 1111",
        "postbus 200, 3360 AE Sliedrecht",
        "NL91ABNA0417164301",
    ],
)
def test_a_list_of_numbers_and_what_only_looks_like_it_are_kept(text: str) -> None:
    assert mask(text, MARKER) == Masked(text, bsn=0, iban=0)


@pytest.mark.parametrize("number", FAKE_IBANS)
@pytest.mark.parametrize("step", [1, 3, 4])
@pytest.mark.parametrize("separator", ["", " ", ".", "-", "\u200b", "\u00a0"])
def test_an_iban_is_masked_however_it_is_written(number: str, step: int, separator: str) -> None:
    written = separator.join(number[at : at + step] for at in range(0, len(number), step))
    for text in (written, written.lower()):
        assert mask(f"rekening {text}. Klaar", MARKER) == Masked(f"rekening {MARKER}. Klaar", bsn=0, iban=1)


def test_several_numbers_are_counted() -> None:
    text = "111222333, 123456782 en NL91 ABNA 0417 1643 00; 06-12345678"
    assert mask(text, MARKER) == Masked(f"{MARKER}, {MARKER} en {MARKER}; 06-12345678", bsn=2, iban=1)


def test_the_marker_comes_from_the_words_and_holds_no_digit() -> None:
    assert mask("111222333", load_marker()).text == load_marker()
    with pytest.raises(ValueError, match="digits"):
        mask("", "[1]")


surroundings = st.one_of(st.text(max_size=60), st.text(string.digits + " .-/+abc€,(0)\u200b", max_size=40))


@given(before=surroundings, number=a_bsn(), after=surroundings)
def test_any_bsn_anywhere_is_masked(before: str, number: str, after: str) -> None:
    assume(not any(sign in before[-8:] for sign in ("+", "00", "(0)", ")")))
    text = f"{before}x{number}x{after}"
    masked = mask(text, MARKER)
    assert masked.bsn + masked.iban >= 1
    assert number not in masked.text
    assert masked.text.endswith(after) or mask(after, MARKER).text != after


@given(
    surroundings,
    surroundings,
    st.lists(a_bsn(), max_size=3),
    st.sampled_from(["", " ", "x", ".", "0031 ", "€ "]),
)
def test_masking_twice_changes_nothing(before: str, after: str, numbers: list[str], glue: str) -> None:
    once = mask(before + glue.join(numbers) + after, MARKER)
    again = mask(once.text, MARKER)
    assert again == Masked(once.text, bsn=0, iban=0)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"])))
def test_text_without_digits_is_returned_as_it_is(text: str) -> None:
    assert mask(text, MARKER) == Masked(text, bsn=0, iban=0)


@given(st.text(string.digits + " .", max_size=30))
def test_digits_without_a_valid_window_of_nine_are_returned_as_they_are(text: str) -> None:
    digits = "".join(sign for sign in text if sign.isdigit())
    assume(not any(bsn.is_valid(digits[at : at + 9]) for at in range(max(len(digits) - 8, 0))))
    assert mask(text, MARKER).text == text


@pytest.mark.parametrize(
    "piece", ["1 ", "NL91 ", "NL91ABNA", "111222333 ", "1.1-", "\u200b1", "DL-2026-0001 ", "1-2\n", "45ja"]
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    def work(pieces: int) -> int:
        return steps(lambda: mask(piece * pieces, MARKER))

    work(1)  # what it remembers of signs and countries
    assert work(1_000) <= 2.01 * work(500)
    assert work(1_000) < 60 * 1_000 * len(piece), "lines of Python"
    # Far more than anybody can send: what a pattern tries in vain would take hours here.
    mask(piece * 50_000, MARKER)


@given(st.lists(st.sampled_from([*FAKE_IBANS, "111222333"]), min_size=1, max_size=6), st.data())
def test_of_many_numbers_each_is_taken_out_and_what_stands_between_is_kept(
    numbers: list[str], data: st.DataObject
) -> None:
    between = st.sampled_from([", ", " en ", "\n", "; mijn rekening ", " (AB) ", " XX12 ", " NL91 ", " NL9 "])
    parts = [data.draw(between) for _ in range(len(numbers) + 1)]
    # The start of a number that never comes is joined to what follows by a space: kept apart by a word.
    parts = [f"{each}of " if each.strip().endswith(tuple("0123456789)")) else each for each in parts]
    text = parts[0] + "".join(number + part for number, part in zip(numbers, parts[1:], strict=True))
    wanted = parts[0] + "".join(MARKER + part for part in parts[1:])
    ibans = sum(number in FAKE_IBANS for number in numbers)
    assert mask(text, MARKER) == Masked(wanted, bsn=len(numbers) - ibans, iban=ibans)


@pytest.mark.parametrize("number", FAKE_IBANS)
@pytest.mark.parametrize("start", ["NL91", "NL91AB", "XX99", "AA00AA00", "NL91ABNA0417164301 ", "Z9Z9"])
def test_a_false_start_does_not_hide_the_number_behind_it(start: str, number: str) -> None:
    assert mask(start + number, MARKER) == Masked(start + MARKER, bsn=0, iban=1)


@given(st.text("NLBEDGAX0129 -.", max_size=40))
def test_what_only_starts_like_an_account_ends_and_is_kept(text: str) -> None:
    assume(sum(map(str.isdigit, text)) < 9)
    assert mask(text, MARKER) == Masked(text, bsn=0, iban=0)


@pytest.mark.parametrize("number", FAKE_IBANS)
def test_an_iban_is_masked_with_gaps_of_four_signs_and_of_five_it_is_no_number(number: str) -> None:
    for gap, masked in ((4, True), (5, False)):
        written = (" " * gap).join((number[:8], number[8:]))
        assert (MARKER in mask(f"rekening {written} einde", MARKER).text) == masked
