"""What a Dutch number word counts or orders: "veertien", "vijfentwintigduizend", "vijftiende"."""

_UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TEENS = ["tien", "elf", "twaalf"] + [
    ten + "tien" for ten in ("der", "veer", "vijf", "zes", "zeven", "acht", "negen")
]
TENS = [ten + "tig" for ten in ("twin", "der", "veer", "vijf", "zes", "zeven", "tach", "negen")]
_BELOW_100 = {
    "nul": 0,
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **{word: 10 * value for value, word in enumerate(TENS, 2)},
    **{
        unit + "en" + ten: 10 * tens + ones
        for tens, ten in enumerate(TENS, 2)
        for ones, unit in enumerate(_UNITS, 1)
    },
}
SCALES = {
    "honderd": 100,
    "duizend": 1000,
    "miljoen": 1_000_000,
    "miljard": 1_000_000_000,
    "biljoen": 1_000_000_000_000,
}
"""Words that multiply what stands before them."""
_LARGE = [(word, size) for word, size in reversed(SCALES.items()) if size >= 1000]
_TALLY = {"twee", "drie", "vier", "vijf", "tien", "twaalf", "vijftien", "honderd", "duizend", *TENS}
_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8}
_LONGEST = 160
"""Letters: no number word that means something is longer."""


def value_of(word: str) -> int | None:
    """What one word counts: "veertien", "tweehonderdvijftig", "vijfentwintigduizend", "twintigtal", "dozijn"."""
    if word in _BELOW_100:
        return _BELOW_100[word]
    if len(word) < 4 or len(word) > _LONGEST:
        return None
    if word == "dozijn":
        return 12
    if word.endswith("tal"):
        tally = word.removesuffix("tal")
        return value_of(tally) if tally in _TALLY else None
    return _in_one_word(word)


def _in_one_word(word: str) -> int | None:
    for scale, size in _LARGE:
        times, split, rest = word.partition(scale)
        if split:
            before = _below_1000(times) if times else 1
            after = _rest(rest) if rest else 0
            if not before or after is None or after >= size:
                return None
            return before * size + after
    return _below_1000(word)


def _rest(word: str) -> int | None:
    found = _in_one_word(word)
    return found if found is not None or not word.startswith("en") else _in_one_word(word.removeprefix("en"))


def _below_1000(word: str) -> int | None:
    """Up to 9,900 in fact: Dutch counts "twaalfhonderd" too."""
    hundreds, split, rest = word.partition("honderd")
    if not split:
        return _BELOW_100.get(word)
    before = _BELOW_100.get(hundreds) if hundreds else 1
    after = _BELOW_100.get(rest, _BELOW_100.get(rest.removeprefix("en"))) if rest else 0
    return None if not before or after is None else before * 100 + after


def ordinal_of(word: str) -> int | None:
    """Which one an ordinal word says: "vijftiende" is 15; None when it is none."""
    if word in _ORDINALS:
        return _ORDINALS[word]
    for ending in ("ste", "de"):
        if word.endswith(ending) and len(word) > 5 and (count := value_of(word.removesuffix(ending))):
            return count
    return None
