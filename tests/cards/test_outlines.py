"""Each everyday card says, looks and sends what was last agreed upon: tests/cards/outlines.txt."""

from tests.cards.outlines import FILE, outlines


def test_the_cards_are_as_their_outlines_say() -> None:
    kept, drawn = FILE.read_text("utf-8").split("\n\n"), outlines().split("\n\n")
    for before, now in zip(kept, drawn, strict=False):
        assert now == before, "if that is meant: make told"
    assert len(drawn) == len(kept)
