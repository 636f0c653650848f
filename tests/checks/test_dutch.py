"""The Dutch of the house: one word for one thing, short sentences, no term unexplained, no name of the organisation."""

import re

import pytest

from tests.checks.dutch import (
    CITED,
    MOST_IN_LETTERS,
    MOST_WORDS,
    Text,
    Twin,
    sentences,
    texts,
    too_long,
    words_in,
)

AP_FORM = {r"^cases/papers/parts/ap_form": "the form of the AP has words of its own"}
OF_THE_POLICY = {
    r"^dialogs/knowledge/": "somebody may ask with the word of the policy, and hears it explained"
}

TWINS = (
    Twin(r"(?i)\binformeer(t|de|den|)\b|\binformeren\b|ge[iï]nformeerd", "inlichten"),
    Twin(
        r"(?i)\bmeldt? (WIL )?(het|dit|dat)?\s?(altijd |ook )?aan de (mensen|betrokkenen)|melden aan hen",
        "inlichten",
    ),
    Twin(r"(?i)\bslachtoffers?\b", "mensen"),
    Twin(
        r"(?i)\bbetrokkenen?\b",
        "mensen, de persoon",
        {
            **AP_FORM,
            r"^dialogs/knowledge/gegevens.*betrokkene": "explains the word",
        },
    ),
    Twin(r"(?i)\b(aanvragers?|verzoekers?|indieners?)\b", "de persoon"),
    Twin(r"(?i)openbare mededeling", "openbaar bericht", AP_FORM),
    Twin(r"(?i)\b(afwijz\w*|afgewezen|afwijst|wijs(t)? .{0,20} af)\b", "weigeren"),
    Twin(r"(?i)\breservekopie", "back-up"),
    Twin(r"(?i)(?<!schade)\bvergoeding\b", "kosten, bedrag"),
    Twin(
        r"(?i)\b(gaan|geef|geven|krijgt?|krijgen|delen|deel|gebruiken) (er |je |ze |we )?vast\b(?! antw)"
        r"|nieuw en vast\b"
        r"|\bvast (gebruik|gegevens|delen|geven|krijgen)|\bvaste (uitwisseling|stroom|levering)",
        "structureel, steeds",
    ),
    Twin(r"(?i)\bin behandeling\b", "opgepakt, wordt uitgezocht"),
    Twin(r"(?i)\be-mail|\bemail(?!\})", "mail", AP_FORM),
    Twin(r"(?i)\bklanten?\b", "cliënt"),
    Twin(
        r"\bPO\b",
        "Privacy Officer",
        {r"knowledge/(contact|inleiding).*verschil.*-po-": "explains the short name, which people type"},
    ),
    Twin(
        r"(?i)vraag terug gestuurd|vraag terug komen",
        "vraag teruggestuurd, misschien krijg je een vraag terug",
    ),
    Twin(r"(?i)\bhier staat (alleen )?het nummer en\b", "hier staan … en …"),
    Twin(r"(?i)\bgehoopt was\b", "antwoord was gewenst"),
    Twin(r"(?i)\bopen kopie", "kopie waarop alles te lezen is"),
    Twin(r"^Mag niet: (wis|stop|stuur|vraag|doe|neem|gooi|haal)\b", "wat niet mag, in een hele zin"),
    Twin(r"(?i)\bOK\b|\bverzenden\b", "wat de knop doet"),
)
"""One word for one thing (CARDS.md, section 2). `but` says where the other word may stand, and why."""

TERMS = {
    r"\bDPF\b": r"Data Privacy Framework|lijst met veilige|lijst van veilige",
    r"\bAFAS\b": r"personeelssysteem",
    r"\bUAVG\b": r"Uitvoeringswet",
    r"\bENISA\b": r"Europese|\(2013\)",
    r"\bSCC\b": r"(?i)modelcontract|standaardbepalingen",
    r"\bEER\b": r"EU|Europ|Noorwegen",
    r"\bDPC\b": r"soort gegevens",
    r"\bgrond\b(?! van)": r"wet|artikel|bezwaar",
}
"""Words that a new colleague does not know, and what stands beside them in the same text to say what they are. A source
between brackets need not be known."""

TERMS_MAY = {
    r"option\.systems\.afas$|systems\.optie\.afas$": "the name of a system, among the names of systems",
    r"^dialogs/knowledge/.*\.vraag$": "the question of somebody who uses the word; its answer explains it",
    r"^cases/(papers|\w+/letters)/": "read by the office that knows its trade, beside its source",
    r"\.source$": "a source",
}

TO_CLIENTS = re.compile(r"(/letters/|papers/parts/)[^:]+: block\.|rights/reporter_cards[^:]+: tell\.")
"""What a client reads, or is told by a colleague: there it is "u"."""

BODY = re.compile(r"\bWIL\b|Werk en Inkomen|wil-lekstroom")
OFFICES = re.compile(r"\bPrivacy Officer\b|\bFG\b|\bJZ\b|Juridische Zaken|[Ff]unctionaris")
NAMES_MAY = {
    r"(/letters/|papers/parts/)[^:]+: (addressee|use|before|block\.\d+\.question)": (
        "a paper says to the office what it is, unfilled"
    ),
    r"^dialogs/talk/(help_page.*: ask|menu.*: ask\.detail)$": "what can be typed",
    r"knowledge/(contact|inleiding|afspraken).*(verschil-.*po|naam-|wie-maakt-de)": "explains the names",
}

EVERYTHING = tuple(texts())
FILES = sorted({each.file for each in EVERYTHING})


def flaws_of(text: Text) -> list[str]:
    """What is wrong with the words of this text."""
    place = f"{text.file}: {text.key}"
    found = [f"{len(each.split())} words in {each[:90]!r}" for each in too_long(text)]
    found += [f"say {each.say!r} for {each.banned!r}" for each in TWINS if each.stands_in(text)]
    if TO_CLIENTS.search(place) and re.search(r"\b([Jj]e|[Jj]ij|[Jj]ouw)\b", text.words):
        found.append("a client is called u")
    if not any(re.search(each, place) for each in TERMS_MAY):
        found += [
            f"{term} is not explained"
            for term, told in TERMS.items()
            if re.search(term, CITED.sub("", text.words)) and not re.search(told, text.words)
        ]
    if not any(re.search(each, place) for each in NAMES_MAY):
        found += [
            f"the organisation file says what {each.group()!r} is called"
            for each in (BODY.search(text.words), OFFICES.search(text.words))
            if each
        ]
    return [f"{text}: {each}" for each in found]


def flaws_in(file: str) -> list[str]:
    """What is wrong with the words of this file."""
    return [flaw for each in EVERYTHING if each.file == file for flaw in flaws_of(each)]


@pytest.mark.parametrize("file", FILES)
def test_what_people_read_keeps_to_the_words_of_the_house(file: str) -> None:
    assert flaws_in(file) == []


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.banned)
def test_the_word_that_is_meant_has_no_twin(twin: Twin) -> None:
    assert not any(
        each.stands_in(Text("cards/x.nl.toml", "a", twin.say)) for each in TWINS if each is not twin
    )


@pytest.mark.parametrize(
    ("sentence", "flaw"),
    [
        ("Wij informeren de mensen.", "inlichten"),
        ("Ga je deze gegevens vast gebruiken?", "steeds"),
        ("Gaan er vast gegevens naar buiten?", "steeds"),
        ("Dat staat vast. Leg het vast.", ""),
        ("Vraag de PO.", "Privacy Officer"),
        ("Het staat op de DPF-lijst.", "not explained"),
        ("Het staat op de lijst met veilige bedrijven (het DPF).", ""),
        ("De wet zegt dat (UAVG artikel 41).", ""),
        ("Dit doet WIL zelf.", "organisation file"),
        ("Vraag het de FG.", "organisation file"),
        ("Vraag het {who}.", ""),
        (
            "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien",
            "",
        ),
        (
            "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zo",
            "17",
        ),
    ],
)
def test_the_check_sees_what_is_wrong(sentence: str, flaw: str) -> None:
    found = flaws_of(Text("cards/x.nl.toml", "a", sentence))
    assert bool(found) == bool(flaw)
    assert flaw in " ".join(found)


def test_a_list_counts_by_its_items_and_a_source_does_not_count() -> None:
    told = "Noem dit: wat er gebeurde, om welke gegevens het gaat, en van wie ze zijn (AVG artikel 33 lid 3)."
    assert next(iter(sentences(told))) == "Noem dit"
    assert max(map(words_in, sentences(told))) <= MOST_WORDS // 2
    assert words_in("{number}: {state}, nog {left}") == 4
    assert MOST_WORDS < MOST_IN_LETTERS
