"""How alike two texts are: the same both ways, sure of itself, and silent about what has nothing in common."""

from hypothesis import given
from hypothesis import strategies as st

from cases.register.likeness import COMMON, LEAST_WORDS, in_common, same_words, telling

TOLD = "Een brief over de aanvraag van een gezin is bij de buurman op nummer twaalf bezorgd."
OTHER = "Laptop uit de auto gehaald bij het sportpark; de schijf was versleuteld met bitlocker."

texts = st.one_of(
    st.sampled_from([TOLD, OTHER, "", "Brief kwijt."]),
    st.text(max_size=200),
    st.lists(st.sampled_from([*TOLD.split(), *OTHER.split()]), max_size=30).map(" ".join),
)


@given(texts, texts)
def test_it_is_the_same_both_ways_and_never_more_than_whole(one: str, other: str) -> None:
    first, second = telling(one), telling(other)
    assert in_common(first, second) == in_common(second, first)
    assert same_words(first, second) == same_words(second, first)
    assert 0 <= in_common(first, second) <= 1


@given(texts)
def test_a_text_is_like_itself_when_it_says_enough(text: str) -> None:
    assert same_words(telling(text), telling(text)) == (len(telling(text)) >= LEAST_WORDS)
    assert telling(text.upper()) == telling(text.lower()), "how it is written says nothing"


@given(texts, texts)
def test_without_a_word_in_common_nothing_is_alike(one: str, other: str) -> None:
    first, second = telling(one), telling(other) - telling(one)
    assert in_common(first, second) == 0
    assert not same_words(first, second)


@given(st.lists(st.sampled_from(sorted(COMMON)), max_size=40).map(" ".join))
def test_what_stands_in_every_report_says_nothing(text: str) -> None:
    assert not telling(text)


def test_two_short_reports_are_not_the_same_by_chance() -> None:
    assert not same_words(
        telling("Brief bij verkeerd gezin bezorgd."), telling("Pakket bij verkeerd gezin bezorgd.")
    )
    assert same_words(telling(TOLD), telling(f"{TOLD} Ik belde hem meteen."))
