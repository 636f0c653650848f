"""Papers: whatever a case holds, nothing unfilled looks filled in, and what people typed stays text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.words import sentences_in
from cases.breach import papers as breach_papers
from cases.consult import papers as consult_papers
from cases.papers.paper import (
    Family,
    NoSuchPaper,
    Paper,
    Proposed,
    Typed,
    Value,
    as_text,
    gap_words,
    line_text,
    load_family,
    say,
    shown,
)
from cases.papers.template import PARTS, BadTemplate, Template
from cases.rights import papers as rights_papers
from tests.cards.example_words import NASTY

FAMILIES: dict[str, tuple[Family, frozenset[str]]] = {
    "breach": (breach_papers.PAPERS, breach_papers.GUARDS),
    "rights": (rights_papers.PAPERS, rights_papers.GUARDS),
    "consult": (consult_papers.PAPERS, consult_papers.GUARDS),
}
EVERY_PAPER = [(family, paper) for family, (each, _) in FAMILIES.items() for paper in each.templates]

singles = st.one_of(
    st.sampled_from(["", "een waarde", "{nummer}", "[haakjes]"]),
    st.sampled_from([*NASTY.values(), ""]).map(Typed),
    st.sampled_from([*NASTY.values(), ""]).map(lambda text: Typed(text, "names")),
    st.sampled_from(["Ernstig.", ""]).map(lambda text: Proposed(text, "severity")),
)


def whole(paper: Paper) -> str:
    """Everything that is sent."""
    return "\n".join(line_text(line) for block in paper.blocks for line in block.lines)


@st.composite
def filled(draw: st.DrawFn, family: str, paper: str) -> tuple[Paper, dict[str, Value], Template]:
    """A paper with some values and guards as chance has it."""
    papers, guards = FAMILIES[family]
    template = papers.templates[paper]
    values = draw(
        st.fixed_dictionaries(
            {}, optional={name: singles | st.lists(singles, max_size=3).map(tuple) for name in template.names}
        )
    )
    holds = draw(st.sets(st.sampled_from(sorted(guards))) if guards else st.just(set()))
    return papers.render(paper, "DL-2026-0001", values, holds), values, template


@pytest.mark.parametrize(("family", "paper"), EVERY_PAPER)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_not_known_is_marked_and_listed(family: str, paper: str, data: st.DataObject) -> None:
    made, values, template = data.draw(filled(family, paper))
    assert made.blocks
    assert made.before == template.before
    for block in made.blocks:
        assert block.lines
        for line in block.lines:
            assert "".join(each.text for each in line).strip()
            ours = "".join(each.text for each in line if each.kind == "ours")
            assert not re.search(r"[{}]", ours), "a placeholder that nobody filled in"
            for piece in line:
                assert (piece.text in made.gaps) or piece.kind != "gap"
                assert piece.kind not in ("gap", "check") or shown(piece).startswith("[")
                assert "\n" not in piece.text
    known = {text for each in values.values() for text in _texts(each)}
    for block in made.blocks:
        for line in block.lines:
            assert all(piece.text in known for piece in line if piece.kind == "case"), "from nowhere"
    text = as_text(made)
    assert all(f"- {gap}" in text for gap in made.gaps)


def _texts(value: Value) -> set[str]:
    every = value if isinstance(value, tuple) else (value,)
    return {each if isinstance(each, str) else each.text for each in every if not isinstance(each, Typed)}


@pytest.mark.parametrize(("family", "paper"), EVERY_PAPER)
def test_without_a_case_every_placeholder_is_a_gap(family: str, paper: str) -> None:
    papers, guards = FAMILIES[family]
    template = papers.templates[paper]
    seen = set[str]()
    for holds in (set[str](), guards, *({each} for each in guards)):
        made = papers.render(paper, "DL-2026-0001", {}, holds)
        assert not [
            piece for block in made.blocks for line in block.lines for piece in line if piece.kind == "case"
        ]
        seen |= set(made.gaps)
    everything = {gap_words(name) for name in template.names}
    assert seen == everything or len(template.guards) > 1


@pytest.mark.parametrize(("family", "paper"), EVERY_PAPER)
def test_a_letter_says_u_and_a_title_fits_a_card(family: str, paper: str) -> None:
    template = FAMILIES[family][0].templates[paper]
    assert len(template.title) <= 55
    assert len(template.use.split()) <= 30
    for block in template.block:
        told = " ".join((*block.sentences, block.question)).lower()
        assert not re.search(r"\b(je|jij|jouw|jou)\b", told), told
        assert not block.heading or len(block.heading) <= 55
        assert "!" not in told


def test_every_gap_has_a_place_and_every_template_a_family() -> None:
    gaps = {
        key.removeprefix("gap.")
        for key in sentences_in(PARTS.with_name("paper.nl.toml"))
        if key.startswith("gap.")
    }
    used = {
        name for papers, _ in FAMILIES.values() for each in papers.templates.values() for name in each.names
    }
    assert gaps == used
    parts = list(PARTS.glob("*.toml"))
    files = list(PARTS.parents[1].glob("*/letters/*.toml"))
    assert {(each.parents[1].name, each.name.removesuffix(".nl.toml")) for each in files} == set(EVERY_PAPER)
    written = "".join(each.read_text("utf-8") for each in (*files, *parts))
    assert all(f'include = "{each.name.removesuffix(".nl.toml")}"' in written for each in parts)
    for papers, guards in FAMILIES.values():
        assert guards == {name for each in papers.templates.values() for name in each.guards}


LONGEST_SENTENCE = 22
"""Words of a sentence in a letter; a place for a value counts as one."""


def sentences_of(words: str) -> list[str]:
    """The sentences of a text, apart at what ends one."""
    return [each for each in re.split(r"(?<=[.?!])\s+", words) if each]


def letter_words() -> list[tuple[str, str]]:
    """Every sentence that stands in a paper, with where it stands: of the templates, and the words of values."""
    written = [
        (f"{family}/{paper}", words)
        for family, paper in EVERY_PAPER
        for block in FAMILIES[family][0].templates[paper].block
        for words in (*block.sentences, block.question)
    ]
    for values in (
        "breach/paper_values",
        "rights/papers",
        "drafts/agreement",
        "drafts/entry",
        "rights/paper_values",
    ):
        path = PARTS.parents[1] / f"{values}.nl.toml"
        if path.exists():
            written += [(f"{values}: {key}", words) for key, words in sentences_in(path).items()]
    return written


def test_no_sentence_of_a_letter_is_long() -> None:
    long = [
        f"{where}: {sentence}"
        for where, words in letter_words()
        for sentence in sentences_of(words)
        if len(re.sub(r"\{\w+\}", "x", sentence).split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_every_word_to_a_client_says_u() -> None:
    assert [each for each in letter_words() if re.search(r"\b(je|jij|jouw|jou)\b", each[1].lower())] == []


def test_titles_of_a_family_differ() -> None:
    for papers, _ in FAMILIES.values():
        titles = [papers.title(each) for each in papers.templates]
        assert len(set(titles)) == len(titles)


def test_each_value_has_its_line_and_a_sentence_joins_them() -> None:
    made = _family('[[block]]\nlist = ["{groups}", "Ook: {groups}"]\n[[block]]\nchecklist = "{kvk}"').render(
        "p", "DL-1", {"groups": ("a", Typed("b"), "", "c"), "kvk": ()}, set()
    )
    assert [line_text(each) for each in made.blocks[0].lines] == [
        "a",
        "b",
        f"[invullen: {say('gap.groups')}]",
        "c",
        f"Ook: a, b, [invullen: {say('gap.groups')}] en c",
    ]
    assert made.gaps == (say("gap.groups"), say("gap.kvk"))


def test_what_we_propose_is_ours_and_still_to_be_checked() -> None:
    made = _family('[[block]]\nanswer = "{severity}"\nquestion = "Hoe ernstig?"').render(
        "p", "DL-1", {"severity": Proposed("Ernstig.", "severity")}, set()
    )
    assert made.gaps == ()
    assert made.checks == (say("check.severity"),)
    assert next((piece.text, piece.kind) for piece in made.blocks[0].lines[0]) == ("Ernstig.", "case")


def test_a_block_stands_only_when_all_of_it_holds() -> None:
    family = _family(
        '[[block]]\nparagraph = "altijd"\n[[block]]\nparagraph = "a en b"\nwhen = ["a", "b"]\n'
        '[[block]]\nparagraph = "geen a"\nunless = "a"'
    )
    told = {
        holds: whole(family.render("p", "DL-1", {}, set(holds))).split("\n") for holds in ("", "a", "b", "ab")
    }
    assert told == {
        "": ["altijd", "geen a"],
        "a": ["altijd"],
        "b": ["altijd", "geen a"],
        "ab": ["altijd", "a en b"],
    }


def test_there_is_no_other_paper() -> None:
    with pytest.raises(NoSuchPaper):
        breach_papers.PAPERS.render("../secrets", "DL-1", {}, set())


HEAD = 'title = "T"\naddressee = "A"\nuse = "U"\nsource = "S"\n'


def _family(blocks: str) -> Family:
    return Family({"p": Template.model_validate(tomllib.loads(HEAD + blocks))})


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        (HEAD, "block"),
        ('[[block]]\nparagraph = "x"', "title"),
        (HEAD + '[[block]]\nparagraph = "x"\nheading = "y"', "one of"),
        (HEAD + '[[block]]\nanswer = "x"', "one of"),
        (HEAD + '[[block]]\nheading = "{groups}"', "placeholders"),
        (HEAD + '[[block]]\nheading = "0. Over deze melding"', "drawn as a list"),
        (HEAD + '[[block]]\nquestion = "1) Wie?"\nanswer = "x"', "drawn as a list"),
        (HEAD + '[[block]]\nparagraph = "{nobody}"', "no words"),
        (HEAD + '[[block]]\nparagraph = "{0}"', "placeholder"),
        (HEAD + '[[block]]\nparagraph = "x"\nwhen = "sometimes"', "no such guard"),
        (HEAD + '[[block]]\nparagraph = "x"\ncolour = "red"', "colour"),
        (HEAD + '[[block]]\ninclude = "nothing"', "nothing.nl.toml"),
        ("no toml", "p.nl.toml"),
    ],
)
def test_a_template_that_does_not_fit_stops_the_start(template: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "p.nl.toml").write_text(template, "utf-8")
    with pytest.raises(BadTemplate, match=complaint):
        load_family(tmp_path, ["p"], {"a"})
