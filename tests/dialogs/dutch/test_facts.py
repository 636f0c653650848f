"""What a sentence tells is filled in, what is denied or meant otherwise is not, and nothing leaves the closed lists."""

from datetime import date, time
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch import facts
from dialogs.dutch.facts import read_facts
from dialogs.dutch.facts_counts import read_counts
from dialogs.dutch.facts_moments import read_moments
from dialogs.dutch.facts_words import FactWordsError, load_fact_words
from dialogs.dutch.phrases import Phrase, Sentence
from dialogs.dutch.words import words_of
from dialogs.flow import FormField, fields_of
from dialogs.flows import FLOWS
from dialogs.rough import day_id, is_rough, mark_ids
from tests.dialogs.dutch.sentences import EXPECTED
from tests.dialogs.dutch.told_sentences import TOLD
from tests.dialogs.walking import NASTY, NOW
from tests.steps import steps

WORDS = load_fact_words()
SOURCE = Path(facts.__file__).with_name("facts.nl.toml")
SENTENCES = Path(facts.__file__).parent / "sentences"
OPEN_FLOWS = {name: flow for name, flow in FLOWS.items() if flow.audience == "everybody"}
FIELDS = {
    name: tuple(each for step in flow.steps for each in fields_of(step)) for name, flow in OPEN_FLOWS.items()
}

ELSEWHERE = {"kind", "n_people", "n_records"}
"""Fields that are told by kinds of incident and by numbers, not by notions."""

ALWAYS_ASKED = {
    # The user's own judgement; no sentence says it so surely that a tick may stand there.
    *("report_anyway", "running", "bsn_law", "exception", "basis", "giving", "task_assigned", "legal_own"),
    *("contract_with", "interest_scope", "interest_real", "interest_weighs", "consent"),
    *("purpose_good", "purpose_same", "necessary", "situation", "agreement", "dpf", "dpf_staff"),
    *("colleague_needs", "colleague_same", "combining"),
    *("minimum", "checked", "earlier", "perhaps", "decision", "clear", "doubt", "weight", "identified"),
    # What the plan does is asked as a whole: "outside" is about every party, "term" about the register.
    *("outside", "term", "wishes"),
    # Whether somebody can put it right alone hangs on the system, which no sentence names so surely.
    "himself",
    # Who may read the name of who reports is their own choice.
    "nameless",
}


def fill(flow: str, text: str) -> dict[str, str]:
    """What a sentence fills in a flow."""
    return read_facts(text, NOW, WORDS).fill(flow, FIELDS[flow])


def closed(flow: str) -> dict[str, FormField]:
    return {each.id: each for each in FIELDS[flow] if each.options}


def said(phrase: Phrase, pick: int = 0) -> str:
    """The words of a phrase; of alternatives the one at `pick`."""
    parts = (
        " ".join(sorted(element.words)[pick % len(element.words)].strip("*") for element in part)
        for part in phrase.parts
    )
    return " xx ".join(parts)


def test_the_lists_are_those_of_the_flows() -> None:
    for name, options in WORDS.fields.items():
        flow, _, own = name.rpartition(".")
        lists = [
            field.options or ("true",)
            for each in OPEN_FLOWS
            for field in FIELDS[each]
            if flow in ("", each) and field.id == (own or name) and (field.options or field.kind == "toggle")
        ]
        assert lists, f"no flow asks for {name}"
        assert options.keys() <= set(chain.from_iterable(lists)), name
    kinds = {each.kind for each in WORDS.kinds}
    assert kinds < set(closed("breach")["kind"].options)
    assert WORDS.sure <= {step.id for flow in OPEN_FLOWS.values() for step in flow.steps}


@pytest.mark.parametrize("flow", OPEN_FLOWS)
def test_each_closed_list_is_told_by_a_sentence_or_asked_on_purpose(flow: str) -> None:
    told = {name.rpartition(".")[2] for name in WORDS.fields if name.rpartition(".")[0] in ("", flow)}
    assert closed(flow).keys() <= told | ELSEWHERE | ALWAYS_ASKED
    assert not told & ALWAYS_ASKED


@pytest.mark.parametrize("name", WORDS.notions)
def test_each_phrase_of_a_notion_tells_it(name: str) -> None:
    notion = WORDS.notions[name]
    for phrase in notion.phrases:
        deaf = [pick for pick in range(8) if name not in heard(said(phrase, pick))]
        assert len(deaf) < 8, f"this never tells {name}: {said(phrase)}"


def heard(text: str) -> set[str]:
    sentence = Sentence(words_of(text), WORDS.lexicon)
    found = set[str]()
    for name, notion in WORDS.notions.items():
        hidden = frozenset[int]().union(*(sentence.everywhere(each) for each in notion.elsewhere))
        if any(sentence.told(each, hidden) for each in notion.phrases):
            found.add(name)
    return found


@pytest.mark.parametrize(
    ("flow", "field", "option"),
    [
        (flow, field.id, option)
        for flow in OPEN_FLOWS
        for field in closed(flow).values()
        for option in WORDS.fields.get(f"{flow}.{field.id}", WORDS.fields.get(field.id, {}))
        if option in field.options
    ],
)
def test_a_sentence_that_says_an_option_fills_it(flow: str, field: str, option: str) -> None:
    notions = WORDS.fields.get(f"{flow}.{field}", WORDS.fields.get(field, {}))[option]
    phrases = [phrase for notion in notions for phrase in WORDS.notions[notion].phrases]
    filled = [fill(flow, said(phrase)).get(field, "").split(",") for phrase in phrases]
    assert any(option in each for each in filled)


@pytest.mark.parametrize("kind", sorted({each.kind for each in WORDS.kinds}))
def test_each_kind_of_incident_is_told(kind: str) -> None:
    phrases = [phrase for each in WORDS.kinds if each.kind == kind for phrase in each.phrases]
    assert any(fill("breach", said(phrase)).get("kind") == kind for phrase in phrases)


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for text, intent, kind in EXPECTED if intent == "breach"]
)
def test_a_sentence_tells_what_kind_of_incident_it_is(text: str, kind: str) -> None:
    assert fill("breach", text).get("kind", "") == kind


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("mail naar de verkeerde, er stond geen bsn in", "bsn"),
        ("brief kwijt zonder medische gegevens", "gezondheid"),
        ("lijst gelekt, er stonden geen namen in", "contact"),
        ("er zat nooit een paspoort bij", "id_kopie"),
        ("geen inkomen, wel adressen", "financieel"),
    ],
)
def test_what_is_denied_is_not_filled_in(text: str, denied: str) -> None:
    assert denied not in fill("breach", text).get("data_kinds", "").split(",")


def test_what_is_denied_in_one_clause_is_told_in_the_next() -> None:
    assert fill("breach", "er stond geen naam in, wel bsn")["data_kinds"] == "bsn"
    assert (
        fill("breach", "ik heb het niet zelf gezien: bsn en inkomen stonden erin")["data_kinds"]
        == "bsn,financieel"
    )


@pytest.mark.parametrize("who", ["een collega", "mijn collega", "een stagiair", "onze teamleider"])
@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("{} belde dat hij een brief naar de verkeerde stuurde", True),
        ("{} mailde mij dat haar laptop gestolen is", True),
        ("{} mailde mij over een brief die kwijt is", True),
        ("net vertelde {} dat er een map weg is", True),
        ("ik ben gebeld door {}: de map met dossiers is weg", True),
        ("ik meld dit namens {}, er is een brief zoek", True),
        ("{} mailde mij een lijst met bsn", False),
        ("ik belde {}, en die had de brief ook niet", False),
        ("{} mailde de lijst naar de verkeerde", False),
        ("{} belde met een cliënt en noemde het bsn van een ander", False),
        ("ik mailde per ongeluk een dossier naar {}", False),
        ("de brief van de cliënt lag bij {}", False),
    ],
)
def test_who_called_or_mailed_is_somebody_else_and_what_went_wrong_is_not(
    who: str, line: str, tells: bool
) -> None:
    assert (fill("breach", line.format(who)).get("for_another") == "true") is tells


@pytest.mark.parametrize(("flow", "text", "told"), TOLD)
def test_a_sentence_of_a_colleague_tells_this_and_no_more(flow: str, text: str, told: dict[str, str]) -> None:
    assert fill(flow, text) == told


some_words = st.sampled_from(
    sorted(
        {word for flow, text, _ in TOLD for word in text.split()}
        | {"3", "12", "om", "tot", "gisteren", "één"}
    )
)


@given(
    st.one_of(st.text(max_size=1200), st.sampled_from(NASTY), st.lists(some_words, max_size=40).map(" ".join))
)
def test_whatever_is_typed_nothing_leaves_the_closed_lists(text: str) -> None:
    for flow in OPEN_FLOWS:
        keeps_to_the_lists(flow, text)


@pytest.mark.parametrize("path", sorted(SENTENCES.glob("?01.tsv")), ids=lambda path: path.stem)
def test_what_colleagues_type_fills_nothing_that_is_no_option(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines()[::2]:
        intent, *_, text = line.split("\t")
        keeps_to_the_lists(intent if intent in OPEN_FLOWS else "breach", text)


def keeps_to_the_lists(flow: str, text: str) -> None:
    fields = {each.id: each for each in FIELDS[flow]}
    filled = fill(flow, text)
    for name in filled.keys() & mark_ids(FIELDS[flow]):
        assert is_rough(day_id(name), filled), "a mark is about the moment beside it"
    for name, value in filled.items():
        if name in mark_ids(FIELDS[flow]):
            continue
        field = fields[name]
        assert value
        if field.options:
            assert set(value.split(",")) <= set(field.options)
            assert field.kind == "choices" or "," not in value
        if field.kind == "date":
            assert value <= NOW.date().isoformat(), "a moment still to come is no moment of the past"
        assert not field.limit or len(value) <= field.limit


@pytest.mark.parametrize(
    "text", ["bsn " * 5000, "x" * 20_000, "a b " * 5000, "1 client " * 2000, "gisteren, " * 2000]
)
def test_the_longest_text_is_no_more_work_than_its_beginning(text: str) -> None:
    read_facts(text, NOW, WORDS)
    work = steps(lambda: read_facts(text, NOW, WORDS))
    assert work == steps(lambda: read_facts(text[:1000], NOW, WORDS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('bsn = ["bsn"]', 'bsn = ["bnn"]'),
        ("[begrip.bsn]", "[begrip.bnn]"),
        ("gewicht = 0.9", "gewicht = 1.5"),
        ('"bsn*"', '"b(s)n"'),
        ('"dagelijks*|', '"dagelijks* .."] #'),
        ("vulwoorden =", "volwoorden ="),
        ("[aantal]", "[aantal"),
    ],
)
def test_words_with_a_mistake_are_refused(tmp_path: Path, old: str, new: str) -> None:
    source = SOURCE.read_text("utf-8")
    assert old in source
    wrong = tmp_path / "words.toml"
    wrong.write_text(source.replace(old, new), "utf-8")
    with pytest.raises(FactWordsError):
        load_fact_words(wrong)


def test_no_phrase_that_a_sentence_says_is_passed_over() -> None:
    said_of = dict[str, int]()
    for _, text, _ in TOLD:
        sentence = Sentence(words_of(text), WORDS.lexicon)
        notions, kinds = WORDS.notion_finder.perhaps(sentence), WORDS.kind_finder.perhaps(sentence)
        for name, notion in WORDS.notions.items():
            for phrase in notion.phrases:
                if sentence.told(phrase):
                    assert (name, phrase) in notions, text
                    said_of[name] = said_of.get(name, 0) + 1
        for kind in WORDS.kinds:
            for phrase in kind.phrases:
                assert sentence.hears(phrase) is None or (kind, phrase) in kinds, text
    assert len(said_of) > len(WORDS.notions) / 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op 1 januari 2000 ging het mis", (date(2000, 1, 1), None)),
        ("op 31 december 1999 ging het mis", None),
        ("vandaag om 14.10 uur ging het mis", (date(2026, 11, 23), time(14, 10))),
        ("vandaag om 14.11 uur ging het mis", None),
        ("vandaag ging het mis", (date(2026, 11, 23), None)),
        ("morgen ging het mis", None),
    ],
)
def test_what_happened_did_so_up_to_this_minute_and_not_in_another_century(
    text: str, expected: tuple[date, time | None] | None
) -> None:
    happened = read_moments(text, NOW, WORDS).happened
    assert (happened and (happened.date, happened.time)) == expected


@pytest.mark.parametrize(("words", "told"), [(45, True), (46, False)])
def test_a_sentence_is_read_and_a_story_of_more_words_is_not(words: int, told: bool) -> None:
    for text in ("gisteren ging het mis", "de brieven van 12 klanten zijn weg"):
        longer = " ".join([text, *["erg"] * (words - len(text.split()))])
        found = read_moments(longer, NOW, WORDS).happened or read_counts(longer, WORDS.numbers).people
        assert bool(found) == told, longer
