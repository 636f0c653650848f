"""The words in which a moment is told, and a text cut into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.dutch.numbers import value_of
from dialogs.dutch.words import nearly


def _listed(spelled: str) -> set[str]:
    return set(spelled.split())


DAY_MINUTES = 24 * 60
"""How many minutes the clock shows in a day."""

WEEKDAYS = {
    "maandag": 0,
    "dinsdag": 1,
    "woensdag": 2,
    "donderdag": 3,
    "vrijdag": 4,
    "zaterdag": 5,
    "zondag": 6,
}
SHORT_WEEKDAYS = {name[:2]: name for name in WEEKDAYS if name != "zondag"}
"""Without "zo", which is a word of its own."""
MONTHS = {
    **{
        "januari": 1,
        "jan": 1,
        "februari": 2,
        "febr": 2,
        "feb": 2,
        "maart": 3,
        "mrt": 3,
        "april": 4,
        "apr": 4,
    },
    **{
        "mei": 5,
        "juni": 6,
        "jun": 6,
        "juli": 7,
        "jul": 7,
        "augustus": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
    },
    **{"sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
}
PARTS = {
    **dict.fromkeys(_listed("ochtend ochtends sochtends morgens smorgens voormiddag"), "ochtend"),
    **dict.fromkeys(_listed("middag middags smiddags namiddag"), "middag"),
    **dict.fromkeys(_listed("avond avonds savonds"), "avond"),
    **dict.fromkeys(_listed("nacht nachts snachts"), "nacht"),
}
TODAY_PARTS = {
    "vanmorgen": "ochtend",
    "vanochtend": "ochtend",
    "vanmiddag": "middag",
    "vanavond": "avond",
    "vannacht": "nacht",
}
DAYS_FROM_TODAY = {
    **{"eergisteren": -2, "eergister": -2, "gisteren": -1, "gister": -1},
    **{"vandaag": 0, "morgen": 1, "overmorgen": 2},
}
JUST_NOW = _listed("zojuist zonet daarnet zoeven daarjuist")
ABOUT = _listed(
    """
    ongeveer rond omstreeks circa ca ergens plusminus tegen vermoedelijk waarschijnlijk plm ong pakweg
    grofweg ~ ±
    """
)
PAST = _listed("afgelopen vorige vorig laatste jongstleden jl verleden")
TO_COME = _listed("komende aanstaande volgende aankomende")
EDGES = {
    **dict.fromkeys(_listed("begin vroeg vroege"), 0),
    **dict.fromkeys(_listed("midden halverwege"), 3 * 60),
    **dict.fromkeys(_listed("eind einde laat late"), 4 * 60),
}
MINUTES = {
    **dict.fromkeys(_listed("minuut minuten minuutje minuutjes min"), 1),
    **dict.fromkeys(_listed("kwartier kwartiertje"), 15),
    **dict.fromkeys(_listed("uur uren uurtje"), 60),
}
DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 30, "maanden": 30}
ROUGH_AMOUNTS: dict[str, tuple[float, bool]] = {
    **{"half": (0.5, False), "anderhalf": (1.5, False), "anderhalve": (1.5, False)},
    **{"paar": (3, True), "enkele": (3, True), "dik": (1, True), "klein": (1, True), "goed": (1, True)},
}
SAYS_A_TIME = _listed("om rond omstreeks tegen circa ca ongeveer vanaf na sinds ~ ±")
SAYS_A_DAY = {"op", "van", "sinds", "vanaf", "datum", "dd", "tot", *WEEKDAYS}
_FILLERS = _listed(
    """
    op om de het een van in was dat ik denk geloof volgens mij uur datum dd en is er gebeurd gebeurde
    ontdekt werd s zo al sinds vanaf na tot deze dit week loop dag tijd jaar tijdstip toen dus pas nog
    dan n jl net nu even ochtend tijdens aan rondom voor over half kwart uren u h
    """
)
KNOWN = (
    {*WEEKDAYS, *MONTHS, *PARTS, *TODAY_PARTS, *DAYS_FROM_TODAY, *JUST_NOW, *ABOUT, *PAST, *TO_COME}
    | {*EDGES, *MINUTES, *DAYS, *_FILLERS}
    | _listed(
        "geleden terug weekend middernacht anderhalf maand maanden lunch lunchtijd lunchpauze paar tussen"
    )
)
_EASILY_MISTYPED = sorted(word for word in KNOWN if len(word) >= 6 and word != "morgen")
"""Without "morgen": "mogen" is a word too."""

_TOKEN = re.compile(
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?)"
    r"|(?P<dmy>\d{1,2}([-/.])\d{1,2}\3\d{2,4})"
    r"|(?P<dm>\d{1,2}[-/]\d{1,2})"
    r"|(?P<clock>\d{1,2} ?[:uh] ?\d{2}(?::\d{2})?)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})"
    r"|(?P<ordinal>\d{1,2}(?:e|de|ste)(?![a-z]))"
    r"|(?P<hours>\d{1,2} ?(?:uur|u|h)(?![a-z]))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[a-z]+|[~±])"
)
_BEFORE_A_NUMBER = set("0123456789.,:/-€$+")
_AFTER_A_NUMBER = re.compile(r"[0-9:/]|[.,-]\d")
_COMPOUND = re.compile(
    rf"(?P<day>{'|'.join(WEEKDAYS)}|gister(?:en)?|eergister(?:en)?|morgen)"
    r"(?P<part>ochtend|morgen|voormiddag|namiddag|middag|avond|nacht)s?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: what kind it is, by the names of the pattern, and how it stands there."""

    kind: str
    text: str


def tokens_of(typed: str) -> Iterator[Token]:
    """The words and numbers of a plain text, each word as it was probably meant."""
    for found in _TOKEN.finditer(typed):
        kind, text = str(found.lastgroup), found.group()
        if kind == "word":
            yield from _as_meant(text)
        elif (found.start() and typed[found.start() - 1] in _BEFORE_A_NUMBER) or _AFTER_A_NUMBER.match(
            typed, found.end()
        ):
            # Part of something longer: an amount, a phone number, a version.
            yield Token("junk", text)
        else:
            yield Token(kind, text)


def _as_meant(word: str) -> Iterator[Token]:
    if compound := _COMPOUND.fullmatch(word):
        yield Token("word", compound["day"])
        yield Token("word", "ochtend" if compound["part"] == "morgen" else compound["part"])
        return
    if word not in KNOWN and len(word) >= 5 and value_of(word) is None:
        word = next(
            (known for known in _EASILY_MISTYPED if known[0] == word[0] and nearly(word, known)), word
        )
    yield Token("word", word)
