"""Reads typed Dutch numbers, rough counts, and yes or no. What it is not sure of it does not read."""

import re
from typing import Literal

from dialogs.dutch.moment_words import MONTHS, WEEKDAYS
from dialogs.dutch.number_words import SCALES, TENS, ordinal_of, value_of
from dialogs.dutch.words import plain

YesNo = Literal["ja", "nee", "twijfel"]

_LONGEST = 200
"""Signs that are looked at; an answer that says a number is shorter."""

_DIGITS = re.compile(
    r"(?<![0-9a-z])(?<![0-9][.,/:])(-?)(\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}(?: \d{3}){1,3}|\d{1,12})( ?k)?"
    r"(?![0-9a-z/:]|[.,]\d)"
)
_WORD = re.compile(r"[a-z]+")
_SCALE = "|".join([*SCALES, "dozijn"])
_HALVES = re.compile(
    rf"(?:\b(?P<count>[a-z]+|\d{{1,3}}) en )?\b(?:een )?(?P<half>half|halve|anderhalf|anderhalve|[a-z]+enhal(?:f|ve))"
    rf" (?P<scale>{_SCALE})(?:en)?\b"
)
_DECIMALS = re.compile(rf"(?<![\d.,])(\d{{1,3}})[.,](\d{{1,3}}) ?({_SCALE}|k)\b")
_NO_COUNT = re.compile(
    # A comma or point in front, a zero in front, a sign, a share, money, a date, a clock, an age.
    r"(?<!\d),\d|(?<![\da-z])\.\d|(?<![\d.,])0\d|(?<![0-9a-z)\]] )(?<![0-9a-z)\]])- \d|\d,-"
    r"|⁄|[%‰€$£°^*]|(?<![<>])=|\+\d{3}"
    r"|\b(?:min|minus|negatief|nummer|nr|artikel|art|kamer|punt|pagina|bijlage|versie|behalve|uitgezonderd)\.? -?\d"
    r"|\b(?:procent|procenten|promille|euro|komma|helft|kwart|driekwart|half|halve)\b"
    r"|\b(?:anderhalf|anderhalve|geleden|graden|km|kg)\b"
    r"|\d ?-?jarig|\b(?<!nog )(?:geen|niet|nooit) \d|\d na\b"
)
_UNREAD_WORD = re.compile(rf"[a-z]*(?:{'|'.join([*SCALES, *TENS])}|enhalf|enhalve)[a-z]*")
_ROUGH_WORDS = {
    "tientallen",
    "honderden",
    "duizenden",
    "miljoenen",
    "honderdtallen",
    "duizendtallen",
    "miljarden",
}
_SHARE = re.compile(r"(?:^|\s)(?:op|van|uit|per)(?: de| elke| iedere| alle| die)?$")
_BEFORE_NO_COUNT = re.compile(
    r"\b(?:min|minus|negatief|(?<!nog )geen|niet|nooit|behalve|uitgezonderd|punt|komma)$"
)
_ROUGHLY_MANY = re.compile(r"\b(?:paar|enkele|meerdere) (?:honderd|duizend|miljoen|miljard|dozijn)")
_IN_DIGITS = [
    (re.compile(r"\b(paar|enkele|meerdere) 100\b"), r"\1 honderd"),
    (re.compile(r"\b(paar|enkele|meerdere) 1\.?000\b"), r"\1 duizend"),
]
_ANY_DIGIT = re.compile(r"[0-9]")
_SINGULAR = (
    "persoon|client|klant|mens|medewerker|collega|inwoner|burger|betrokkene|dossier|record|kind|man|vrouw"
    "|brief|mail"
)
_ONE = re.compile(rf"(?:(?:maar|slechts|precies|om|alleen|voor) )*een(?: (?:enkele )?(?:{_SINGULAR}))?")
_IDIOM = re.compile(r"\been (?:stuk|man|keer|persoon) of\b")
_PLUS_MINUS = re.compile(r"\+ ?/? ?-")


_AND_ONE = re.compile(r" (?:en )?een\b")
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]")
_ONE_OR = re.compile(r"\been (?=(?:of|tot|a) $)")
_LENGTH = re.compile(r"\d (?:seconden|minuten|uur|uren|dag|dagen|week|weken|maand|maanden|jaar|jaren)\b")
_AN_IDENTITY = re.compile(r"\d{8}")
"""So many digits without a point are a phone number or that of a person, not a count."""


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

_AT_MOST = re.compile(r"\bniet (?:meer|groter|hoger) dan\b")
_AT_LEAST = re.compile(r"\bniet (?:minder|kleiner|lager) dan\b")
_LESS = re.compile(r"\b(?:minder dan|onder de|nog geen|kleiner dan|net geen|lager dan)\b|<(?!=)")
_MORE = re.compile(r"\b(?:meer dan|ruim|boven de|groter dan|dik|over de|hoger dan)\b|>(?!=)|\d ?\+")
_ROUGH_COUNTS = [
    (re.compile(rf"\b(?:{words})\b"), value)
    for words, value in [
        (
            r"(?:paar|enkele|meerdere) (?:duizend|miljoen|miljard)|\w*duizenden|miljoenen|miljarden|duizendtallen",
            "1001+",
        ),
        (r"(?:paar|enkele|meerdere) honderd|honderden|honderdtallen", "101-1000"),
        (r"tientallen|(?:paar|enkele|meerdere) dozijn(?:en)?|(?<![a-z] )dozijnen", "11-100"),
        (r"paar|enkele|enkelen|hand(?:je)? ?vol|meerdere|stuk of wat", "2-10"),
    ]
]
_BUCKETS = [(1, "1"), (10, "2-10"), (100, "11-100"), (1000, "101-1000")]


def read_number(text: str) -> int | None:
    """The one whole number that `text` names ("14", "1.200", "een stuk of 30"; below zero only as "-5").

    None when there is no number, more than one ("10 tot 15"), a broken one ("2,5"), a share or a number of something
    that is not counted (a date, money, a phone number). Never raises.
    """
    said = _short(text)
    if _said(said) in {"geen", "niemand", "geen enkele"}:
        return 0
    if _ROUGHLY_MANY.search(said):
        return None
    numbers, _ = _numbers(said)
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
        if (rough := pattern.search(said)) and not _ANY_DIGIT.search(said):
            return None if _NO_COUNT.search(said) or _counts_more(said, rough.span()) else value
    numbers, said = _numbers(said)
    if not numbers or len(numbers) > 2 or _AN_IDENTITY.search(said) or _LENGTH.search(said):
        return None
    at_most = _AT_MOST.search(said) or _AT_LEAST.search(said)
    more, less = (None, None) if at_most else (_MORE.search(said), _LESS.search(said))
    if len(numbers) == 2:
        (_, end, low), (start, _, high) = numbers
        gap = said[end:start].strip().removesuffix(" de")
        if not low < high or not (gap in _BETWEEN or (more and less)):
            return None
    count = numbers[-1][2]
    if less:
        count -= 1
    elif more:
        count += 1
    if count < 1:
        return None
    return next((value for most, value in _BUCKETS if count <= most), "1001+")


def _counts_more(said: str, rough: tuple[int, int]) -> bool:
    """Whether a number stands beside the rough words: "een paar van de twintig"."""
    rest = said[: rough[0]] + said[rough[1] :]
    return any(word != "een" and value_of(word) is not None for word in _WORD.findall(rest))


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
    accented = _RAISED.sub("^", text[:_LONGEST].casefold())
    said = plain(re.sub("[eé]é+n|éen", "1", accented) if "é" in accented else accented).strip()
    for pattern, written in _IN_DIGITS:
        said = pattern.sub(written, said)
    return said


def _said(text: str) -> str:
    return _SAID.sub(" ", text).strip()


def _numbers(said: str) -> tuple[list[tuple[int, int, int]] | None, str]:
    """Start, end and value of each number, and the text in which they stand so.

    None instead of the numbers when the text holds one that makes no whole number, or that counts nothing.
    """
    said = _IDIOM.sub(lambda idiom: " " * len(idiom.group()), said)
    said = _PLUS_MINUS.sub(lambda sign: " " * len(sign.group()), said)
    said = _DECIMALS.sub(_whole, _HALVES.sub(_with_a_half, said))
    if _ONE.fullmatch(_said(said)):
        return [(0, len(said), 1)], said
    if _NO_COUNT.search(said):
        return None, said
    found: list[tuple[int, int, int]] = []
    in_digits = 0
    for number in _DIGITS.finditer(said):
        value = int(number[2].replace(".", "").replace(" ", "")) * (1000 if number[3] else 1)
        found.append((number.start(), number.end(), -value if number[1] else value))
        in_digits += sum(sign.isdigit() for sign in number[2])
    if in_digits != sum(sign.isdigit() for sign in said):
        return None, said
    for word in _WORD.finditer(said):
        text = word.group()
        value_of_word = 12 if text == "dozijnen" else value_of(text)
        if value_of_word is None:
            if _is_unread(text):
                return None, said
        elif text != "een":
            if _BEFORE_NO_COUNT.search(said[: word.start()].rstrip()):
                return None, said
            found.append((word.start(), word.end(), value_of_word))
    found.sort()
    if any(_SHARE.search(said[max(0, start - 12) : start].rstrip()) for start, _, _ in found[1:]):
        return None, said
    if any(_AND_ONE.match(said, end) for _, end, _ in found):
        return None, said
    if found and re.search(r"\been (?:op|van|uit)(?: de| elke| iedere)? $", said[: found[0][0]]):
        return None, said
    if found and (one := _ONE_OR.search(said[: found[0][0]])):
        found.insert(0, (one.start(), one.start() + 3, 1))
    joined = _joined(found, said)
    if any(said[start:end] == "dozijnen" for start, end, _ in joined):
        return None, said
    return joined, said


def _is_unread(word: str) -> bool:
    """Whether a word that is no number counts, orders, divides or dates all the same."""
    return (
        ordinal_of(word) is not None
        or word in MONTHS
        or word in WEEKDAYS
        or (word not in _ROUGH_WORDS and bool(_UNREAD_WORD.fullmatch(word)))
    )


def _with_a_half(found: re.Match[str]) -> str:
    """ "Anderhalf duizend", "een half dozijn", "twee en een half miljoen" in digits, or as they stood."""
    half, size = found["half"], 12 if found["scale"] == "dozijn" else SCALES[found["scale"]]
    halves = 3 if half.startswith("anderhal") else 1
    before = found["count"]
    if not half.startswith(("half", "halve", "anderhal")):
        counted = value_of(half.removesuffix("half").removesuffix("halve").removesuffix("en"))
        if counted is None or before:
            return found.group()
        halves += 2 * counted
    if before:
        counted = int(before) if before.isdecimal() else value_of(before)
        if counted is None or halves == 3:
            return found.group()
        halves += 2 * counted
    return str(size * halves // 2)


def _whole(found: re.Match[str]) -> str:
    """ "1,2 miljoen" in digits, or as it stood when it is no whole number."""
    size = 1000 if found[3] == "k" else 12 if found[3] == "dozijn" else SCALES[found[3]]
    if found[3] == "dozijn" or size < 10 ** len(found[2]):
        return found.group()
    return str(int(found[1]) * size + int(found[2]) * size // 10 ** len(found[2]))


def _joined(numbers: list[tuple[int, int, int]], said: str) -> list[tuple[int, int, int]]:
    """Numbers written in several words as one: "drie honderd", "duizend en vijf", "twee miljoen driehonderd duizend".

    Each has what is whole already (above the last scale) and what the next scale still multiplies.
    """
    joined: list[tuple[int, int, int]] = []
    whole = rest = 0
    for start, end, value in numbers:
        text, gap = said[start:end], said[joined[-1][1] : start] if joined else ""
        fits = bool(joined) and gap in {" ", " en "}
        size = SCALES.get(text, 12 if text.startswith("dozijn") else 0) if gap == " " else 0
        if fits and size and 0 < rest < 1000 and (not whole or size < whole):
            whole, rest = (whole + rest * size, 0) if size >= 1000 else (whole, rest * size)
            joined[-1] = (joined[-1][0], end, whole + rest)
            continue
        room = _room(rest if rest else whole)
        if fits and 0 < value < room and said[joined[-1][1] - 1].isalpha():
            rest += value
            joined[-1] = (joined[-1][0], end, whole + rest)
            continue
        whole, rest = (value, 0) if value >= 1000 and value % 1000 == 0 else (0, value)
        joined.append((start, end, value))
    return joined


def _room(number: int) -> int:
    """Below which size a number may follow this one and be added to it."""
    if not number:
        return 0
    return next((size for size in reversed(SCALES.values()) if number % size == 0), 0)
