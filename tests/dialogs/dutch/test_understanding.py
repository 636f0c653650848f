"""What colleagues type is understood, and what is not understood is not guessed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.breach.case import DATA_KINDS as DATA_KINDS_OF_A_BREACH
from cases.breach.case import KINDS as KINDS_OF_A_BREACH
from cases.rights import request
from dialogs.dutch import understanding
from dialogs.dutch.understanding import SURE, understand
from dialogs.dutch.vocabulary import (
    DATA_KINDS,
    INCIDENT_KINDS,
    INTENTS,
    OFFERED,
    RIGHTS,
    SUBJECTS,
    VocabularyError,
    load_vocabulary,
)
from dialogs.flows import FLOWS
from dialogs.texts import POLICY
from tests.dialogs.dutch.everyday import EVERYDAY, OFFERED_TOO, UNDERSTOOD, WRONG
from tests.dialogs.dutch.sentences import EXPECTED, MISSED
from tests.steps import steps

WORDS = load_vocabulary()
SOURCE = Path(understanding.__file__).with_name("understanding.nl.toml")


def test_the_closed_lists_are_those_of_the_registers() -> None:
    assert set(INCIDENT_KINDS) < set(KINDS_OF_A_BREACH)
    assert set(DATA_KINDS) < set(DATA_KINDS_OF_A_BREACH)
    assert (RIGHTS, SUBJECTS) == (request.RIGHTS, request.SUBJECTS)


@pytest.mark.parametrize(("text", "intent", "kind"), EXPECTED)
def test_a_sentence_is_understood(text: str, intent: str, kind: str) -> None:
    found = understand(text, WORDS)
    assert found.intent == intent
    assert found.slots.get("kind", "") == kind
    if intent != "none":
        assert found.confidence >= SURE
        assert found.offered == ()


@pytest.mark.parametrize(("text", "intent"), MISSED)
def test_what_is_missed_starts_nothing_wrong(text: str, intent: str) -> None:
    found = understand(text, WORDS)
    assert found.confidence < SURE or found.intent == intent


def test_most_everyday_sentences_start_what_they_mean_and_hardly_any_something_else() -> None:
    started, offered, wrong = 0, 0, list[str]()
    told = [(intent, text) for intent, texts in EVERYDAY.items() for text in texts]
    for intent, text in told:
        found = understand(text, WORDS)
        sure = found.confidence >= SURE
        if (not sure or found.intent == "none") if intent == "none" else (sure and found.intent == intent):
            started += 1
        elif sure:
            wrong.append(f"{text} -> {found.intent}")
        else:
            offered += intent in found.offered
    assert started >= UNDERSTOOD * len(told)
    assert started + offered >= OFFERED_TOO * len(told)
    assert len(wrong) <= WRONG * len(told), wrong


@pytest.mark.parametrize("text", ["geen datalek", "dit is geen datalek toch?", "mijn laptop is niet kwijt"])
def test_a_denied_breach_is_offered_and_not_started(text: str) -> None:
    found = understand(text, WORDS)
    assert found.confidence < SURE
    assert "breach" in found.offered
    assert "kind" not in found.slots


def test_a_sentence_that_says_two_things_offers_both() -> None:
    found = understand("mag ik dit mailen en hoe lang bewaren", WORDS)
    assert found.confidence < SURE
    assert {"email", "retention"} <= set(found.offered)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mail met bsn en inkomen naar de verkeerde gestuurd", "bsn,financieel"),
        ("laptop kwijt met medische gegevens en paspoorten", "gezondheid,id_kopie"),
        ("wachtwoord ingevuld op een phishingsite", "login"),
        ("lijst met namen en adressen naar verkeerde gemaild", "contact"),
        ("brief over een strafblad naar de verkeerde", "strafrecht"),
        ("verkeerde bijlage gestuurd, geloof van de cliënt stond erin", "bijzonder"),
        ("laptop kwijt", ""),
        ("mail naar de verkeerde gestuurd, er stond geen bsn in", ""),
    ],
)
def test_the_kinds_of_data_that_are_named_are_kept(text: str, kinds: str) -> None:
    assert understand(text, WORDS).slots.get("data_kinds", "") == kinds


words_that_mean_something = st.sampled_from(
    sorted({word for text, _, _ in EXPECTED for word in text.split()})
)


@given(st.one_of(st.text(max_size=1500), st.lists(words_that_mean_something, max_size=30).map(" ".join)))
def test_every_text_gets_an_answer(text: str) -> None:
    found = understand(text, WORDS)
    assert found.intent in INTENTS
    assert 0 <= found.confidence <= 1
    assert len(found.offered) <= 3
    assert set(found.offered) <= set(OFFERED)
    assert found.slots.get("kind", "anders") in INCIDENT_KINDS
    assert set(found.slots.get("data_kinds", "bsn").split(",")) <= set(DATA_KINDS)
    if found.intent == "question":
        assert set(found.slots.get("points", "8").split(",")) <= POLICY.keys()
    elif found.intent not in ("breach", "rights"):
        assert not found.slots


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("wat zegt het beleid over bewaren van dossiers", "8"),
        ("wat is een grondslag", "5"),
        ("wat zegt het beleid over zivver", "13"),
        ("wat is een datalek", "14"),
        ("wat is een verwerkersovereenkomst", "10"),
        ("wat zijn bijzondere persoonsgegevens", "2"),
        ("wat is het verwerkingsregister", "11"),
        ("wat is een dpia", "inleiding"),
    ],
)
def test_a_question_finds_its_points(text: str, point: str) -> None:
    found = understand(text, WORDS)
    assert point in found.slots.get("points", "").split(",")


def test_every_point_that_a_question_may_find_says_what_it_comes_down_to() -> None:
    for point in WORDS.points:
        assert POLICY[point].kern
        assert POLICY[point].gesprek in ("", *FLOWS)


@pytest.mark.parametrize(
    "text",
    [
        "datalek " * 2500,
        "mail naar de verkeerde gestuurd en " * 600,
        "x" * 20_000,
        "a b " * 5000,
        " ".join(f"gegev{number}" for number in range(3000)),
        " ".join(f"verke{number}erde" for number in range(2000)),
    ],
)
def test_the_longest_text_is_no_more_work_than_its_beginning(text: str) -> None:
    understand(text, WORDS)  # what it remembers of words
    work = steps(lambda: understand(text, WORDS))
    assert work == steps(lambda: understand(text[:1000], WORDS))
    assert work < 150_000, "lines of Python: some milliseconds"


MISTAKES: tuple[tuple[str, str, str], ...] = (
    ('intent = "rights"', 'intent = "wrongs"', "unknown intent: 'wrongs'"),
    ('intent = "rights"', 'intent = "none"', "unknown intent: 'none'"),
    ('intent = "rights"', 'intent = "breach"', r"no phrases for: \['rights'\]"),
    ('soort = "kwijt"', 'soort = "foetsie"', "breach: unknown kind of incident: 'foetsie'"),
    (
        'intent = "greeting"',
        'intent = "greeting"\nsoort = "kwijt"',
        "greeting: unknown kind of incident: 'kwijt'",
    ),
    ("bsn = [", "bnn = [", r"unknown names: \['bnn'\]"),
    ("gewicht = 1.0", "gewicht = 1.5", "a weight lies above 0 and is at most 1, not 1.5"),
    ("gewicht = 1.0", "gewicht = 0.0", "a weight lies above 0 and is at most 1, not 0.0"),
    ("gewicht = 1.0", "gewicht = 1", "a weight lies above 0 and is at most 1, not 1"),
    ('"=stop*"', '"=stop & nu"', "'=' and '&' do not go together: '=stop & nu'"),
    ('"=terug"', '"=terug .."', r"incomplete: '=terug \.\.'"),
    ('"=terug"', '"="', "incomplete: '='"),
    ('"=hulp"', '"h(u)lp"', r"cannot read 'h\(u\)lp' in 'h\(u\)lp'"),
    ('"=hulp"', '"hulp|"', r"cannot read '' in 'hulp\|'"),
    ('"=hulp"', '"Hulp"', "cannot read 'Hulp' in 'Hulp'"),
    ("vulwoorden =", "volwoorden =", "words.toml: KeyError"),
    ("[gegevens]", "[gegevens", "words.toml: TOMLDecodeError"),
)


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_a_vocabulary_with_a_mistake_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    source = SOURCE.read_text("utf-8")
    assert old in source
    wrong = tmp_path / "words.toml"
    wrong.write_text(source.replace(old, new), "utf-8")
    with pytest.raises(VocabularyError, match=told):
        load_vocabulary(wrong)


@pytest.mark.parametrize(
    ("text", "rights", "subject"),
    [
        ("een cliënt wil zijn dossier inzien", "inzage", "client"),
        ("ex-medewerker wil personeelsdossier inzien", "inzage", "medewerker"),
        ("klant wil een kopie en zijn adres laten corrigeren", "inzage,verbetering", "client"),
        ("iemand beroept zich op het recht op vergetelheid", "wissing", ""),
        ("client maakt bezwaar tegen verwerking", "bezwaar", "client"),
        ("een sollicitant trekt zijn toestemming in", "toestemming", "sollicitant"),
        ("hoe ga ik om met een avg verzoek", "", ""),
    ],
)
def test_what_a_request_is_about_is_filled_in(text: str, rights: str, subject: str) -> None:
    meant = understand(text, WORDS)
    assert meant.intent == "rights"
    assert (meant.slots.get("rights", ""), meant.slots.get("subject", "")) == (rights, subject)
