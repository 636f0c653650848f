"""Reads typed Dutch numbers, rough counts, and yes or no. What it is not sure of it does not read."""

import re
from typing import Literal

from dialogs.dutch.words import plain

YesNo = Literal["ja", "nee", "twijfel"]

_LONGEST = 200
"""Signs that are looked at; an answer that says a number is shorter."""

_UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TEENS = ["tien", "elf", "twaalf"] + [
    ten + "tien" for ten in ("der", "veer", "vijf", "zes", "zeven", "acht", "negen")
]
_TENS = [ten + "tig" for ten in ("twin", "der", "veer", "vijf", "zes", "zeven", "tach", "negen")]
_BELOW_100 = {
    "nul": 0,
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **{
        unit + "en" + ten: 10 * tens + ones
        for tens, ten in enumerate(_TENS, 2)
        for ones, unit in enumerate(_UNITS, 1)
    },
}

_DIGITS = re.compile(
    r"(?<![0-9a-z])(?<![0-9][.,/:])(-?)(\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}(?: \d{3}){1,3}|\d{1,12})(k?)"
    r"(?![0-9a-z/:]|[.,]\d)"
)
_WORD = re.compile(r"[a-z]+")
_ANY_DIGIT = re.compile(r"[0-9]")
_TIMES = {"honderd": 100, "duizend": 1000, "miljoen": 1_000_000}
_SINGULAR = (
    "persoon|client|klant|mens|medewerker|collega|inwoner|burger|betrokkene|dossier|record|kind|man|vrouw"
    "|brief|mail"
)
_ONE = re.compile(rf"(?:(?:maar|slechts|precies|om|alleen|voor) )*een(?: (?:enkele )?(?:{_SINGULAR}))?")
_IDIOM = re.compile(r"\been (?:stuk|man|keer|persoon) of\b")
_PLUS_MINUS = re.compile(r"\+ ?/? ?-")


def _phrases(listed: str) -> set[str]:
    return {" ".join(phrase.split()) for phrase in listed.split(",")}


_UNKNOWN = _phrases(
    """
    onbekend, geen idee, weet ik niet, weet ik nog niet, weet ik niet precies, weet niet, ik weet het
    niet, ik weet het nog niet, ik weet niet, dat weet ik niet, dat weet ik nog niet, weet het niet,
    weet ik niet zeker, nog niet bekend, niet bekend, nog onbekend, kan ik niet zeggen, geen flauw idee,
    ik heb geen idee, ik zou het niet weten, zou ik niet weten, dat is onbekend, dat is nog niet bekend,
    moeilijk te zeggen, weten we nog niet, weten we niet, dat weten we nog niet, ?, geen enkel idee
    """
)
_YES = _phrases(
    """
    ja, j, jawel, jazeker, jep, yep, yes, yup, jup, jaja, ja ja, klopt, dat klopt, zeker, inderdaad,
    zeker weten, absoluut, uiteraard, natuurlijk, correct, juist, akkoord, goed, ok, oke, okay, is goed,
    prima, graag, dat is zo, dat is juist, dat is goed, dat is correct, dat wel, ik wel, wel, helaas
    wel, mee eens, eens, y, 👍, ✅
    """
)
_NO = _phrases(
    """
    nee, n, neen, nope, no, nee nee, neuh, noppes, niet, klopt niet, dat klopt niet, zeker niet,
    absoluut niet, natuurlijk niet, helemaal niet, geenszins, dat is niet zo, niet juist, dat is niet
    juist, dat niet, ik niet, gelukkig niet, niet akkoord, niet goed, liever niet, toch niet, dat is
    niet goed, nee nog niet, nog niet, 👎, ❌
    """
)
_DOUBT = (
    _phrases(
        """
    twijfel, ik twijfel, twijfelachtig, ik twijfel nog, ik twijfel eraan, daar twijfel ik over,
    misschien, mogelijk, wellicht, zou kunnen, dat zou kunnen, het zou kunnen, kan, dat kan, weet ik
    niet zeker, niet zeker, ik weet het niet zeker, ik ben niet zeker, ik ben er niet zeker van, dat
    weet ik niet zeker, waarschijnlijk, waarschijnlijk wel, waarschijnlijk niet, vermoedelijk, ik denk
    het, ik denk het wel, ik denk van wel, ik denk van niet, ik denk het niet, denk het wel, denk van
    wel, denk van niet, denk het niet, niet dat ik weet, voor zover ik weet niet, voor zover ik weet
    wel, geloof het wel, ik geloof het wel, ik geloof van wel, ik geloof van niet, volgens mij wel,
    volgens mij niet, ja en nee, ja misschien, nee misschien, soms, deels, ligt eraan, dat ligt eraan,
    hangt ervan af
    """
    )
    | _UNKNOWN
)
_MEANS: dict[str, YesNo] = {
    **dict.fromkeys(_YES, "ja"),
    **dict.fromkeys(_NO, "nee"),
    **dict.fromkeys(_DOUBT, "twijfel"),
}
_POLITE = re.compile(
    r"\b(?:hoor|dank je(?: wel)?|dank u(?: wel)?|dankjewel|dankuwel|bedankt|eigenlijk|eerlijk gezegd|echt"
    r"|sorry|helaas|gelukkig|eh+|uh+|uhm|hmm*|tja|nou|oh|o|toch|wel hoor)\b"
)
_SAID = re.compile(r"[^a-z0-9👍👎✅❌?]+")
_DRAWN_OUT = re.compile(r"\bja{2,}\b|\bne{3,}\b")

_BETWEEN = {"-", "tot", "tot en met", "t/m", "a", "of", "en"}
"""What stands between the two ends of a range."""

_LESS = re.compile(r"\b(?:minder dan|onder de|nog geen|kleiner dan|net geen|lager dan)\b|<(?!=)")
_MORE = re.compile(r"\b(?:meer dan|ruim|boven de|groter dan|dik|over de|hoger dan)\b|>(?!=)|\d ?\+")
_ROUGH_COUNTS = [
    (re.compile(rf"\b(?:{words})\b"), value)
    for words, value in [
        (r"(?:paar|enkele|meerdere) (?:duizend|miljoen)|\w*duizenden|miljoenen", "1001+"),
        (r"(?:paar|enkele|meerdere) honderd|honderden", "101-1000"),
        (r"tientallen", "11-100"),
        (r"paar|enkele|enkelen|handje ?vol|meerdere|stuk of wat", "2-10"),
    ]
]
_BUCKETS = [(1, "1"), (10, "2-10"), (100, "11-100"), (1000, "101-1000")]


def read_number(text: str) -> int | None:
    """The one whole number that `text` names ("14", "1.200", "een stuk of 30"; below zero only as "-5").

    None when there is no number, more than one ("10 tot 15"), or a broken one ("2,5"). Never raises.
    """
    said = _short(text)
    if _said(said) in {"geen", "niemand", "geen enkele"}:
        return 0
    numbers = _numbers(said)
    return numbers[0][2] if numbers is not None and len(numbers) == 1 else None


def read_count_range(text: str) -> str | None:
    """In which of `1`, `2-10`, `11-100`, `101-1000`, `1001+`, `onbekend` the typed count falls.

    Of a range the upper end counts ("tussen 50 en 200" gives `101-1000`): rather too many than too few.
    None when it names no count. Never raises.
    """
    said = _short(text)
    if _said(said) in _UNKNOWN:
        return "onbekend"
    for pattern, value in _ROUGH_COUNTS:
        if pattern.search(said) and not _ANY_DIGIT.search(said):
            return value
    numbers = _numbers(said)
    if not numbers or len(numbers) > 2:
        return None
    more, less = _MORE.search(said), _LESS.search(said)
    if len(numbers) == 2:
        (_, end, low), (start, _, high) = numbers
        if not low < high or not (said[end:start].strip() in _BETWEEN or (more and less)):
            return None
    count = numbers[-1][2]
    if less:
        count -= 1
    elif more:
        count += 1
    if count < 1:
        return None
    return next((value for most, value in _BUCKETS if count <= most), "1001+")


def read_yes_no(text: str) -> YesNo | None:
    """Whether the whole of `text` says yes, no, or that the person does not know.

    None for a sentence that goes on ("ja maar het was mijn collega") and for one that contradicts itself.
    """
    if len(text) > _LONGEST:
        return None
    said = _said(_POLITE.sub(" ", _DRAWN_OUT.sub(_drawn_in, _short(text))))
    raw = _said(_short(text))
    return _MEANS.get(raw) or _meaning(said)


def _meaning(said: str) -> YesNo | None:
    if whole := _MEANS.get(said):
        return whole
    head, _, rest = said.partition(" ")
    first, then = _MEANS.get(head), _MEANS.get(rest)
    if head not in {"ja", "nee", "jazeker", "ok", "oke", "klopt", "nope"} or then is None:
        return None
    return then if then in {first, "twijfel"} else None


def _drawn_in(word: re.Match[str]) -> str:
    return "ja" if word.group().startswith("j") else "nee"


def _short(text: str) -> str:
    accented = text[:_LONGEST].casefold()
    return plain(re.sub("[eé]é+n|éen", "1", accented) if "é" in accented else accented).strip()


def _said(text: str) -> str:
    return _SAID.sub(" ", text).strip()


def _numbers(said: str) -> list[tuple[int, int, int]] | None:
    """Start, end and value of each number; None when there are digits that make no whole number."""
    said = _IDIOM.sub(lambda idiom: " " * len(idiom.group()), said)
    said = _PLUS_MINUS.sub(lambda sign: " " * len(sign.group()), said)
    if _ONE.fullmatch(_said(said)):
        return [(0, len(said), 1)]
    found: list[tuple[int, int, int]] = []
    in_digits = 0
    for number in _DIGITS.finditer(said):
        value = int(number[2].replace(".", "").replace(" ", "")) * (1000 if number[3] else 1)
        found.append((number.start(), number.end(), -value if number[1] else value))
        in_digits += sum(sign.isdigit() for sign in number[2])
    if in_digits != sum(sign.isdigit() for sign in said):
        return None
    for word in _WORD.finditer(said):
        value_of_word = value_of(word.group())
        if value_of_word is not None and word.group() != "een":
            found.append((word.start(), word.end(), value_of_word))
    return _joined(sorted(found), said)


def _joined(numbers: list[tuple[int, int, int]], said: str) -> list[tuple[int, int, int]]:
    """Numbers written in several words as one: "drie honderd", "duizend en vijf", "10 duizend"."""
    joined: list[tuple[int, int, int]] = []
    for start, end, value in numbers:
        if joined:
            first, last, before = joined[-1]
            gap = said[last:start]
            if gap == " " and said[start:end] in _TIMES and 0 < before < 1000:
                joined[-1] = (first, end, before * value)
                continue
            size = 1000 if before % 1000 == 0 else 100 if before % 100 == 0 else 0
            if gap in {" ", " en "} and said[last - 1].isalpha() and before and 0 < value < size:
                joined[-1] = (first, end, before + value)
                continue
        joined.append((start, end, value))
    return joined


def value_of(word: str) -> int | None:
    """What one word counts: "veertien", "tweehonderdvijftig", "vijfentwintigduizend", "twintigtal"."""
    if word == "dozijn":
        return 12
    word = word.removesuffix("tal")
    if word in _TIMES:
        return _TIMES[word]
    thousands, split, rest = word.rpartition("duizend")
    if split:
        before = _below_1000(thousands) if thousands else 1
        after = _below_1000(rest.removeprefix("en")) if rest else 0
        return None if before is None or after is None else before * 1000 + after
    return _below_1000(word)


def _below_1000(word: str) -> int | None:
    """Up to 9,900 in fact: Dutch counts "twaalfhonderd" too."""
    hundreds, split, rest = word.partition("honderd")
    if not split:
        return _BELOW_100.get(word)
    before = _BELOW_100.get(hundreds) if hundreds else 1
    after = _BELOW_100.get(rest, _BELOW_100.get(rest.removeprefix("en"))) if rest else 0
    return None if before is None or after is None else before * 100 + after
