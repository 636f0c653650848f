"""How alike two texts are that people typed about what happened: by the words that say something. Pure.

Nothing is learnt and nothing is weighed: two colleagues who saw one thing use the same nouns, or one pasted the words
of the other. It is a hint for an officer, who decides.
"""

import re

from cases.register.searched import folded

_WORD = re.compile(r"[^\W_]{4,}")

COMMON = frozenset(
    {
        *("naar", "niet", "voor", "door", "deze", "heeft", "hebben", "werd", "werden", "wordt"),
        *("worden", "waren", "geen", "maar", "toen", "over", "onder", "tussen", "omdat", "naast"),
        *("zonder", "ergens", "iets", "iemand", "alle", "alles", "ander", "andere", "anders"),
        *("zijn", "onze", "daar", "hier", "waar", "welke", "zich", "zelf", "moet", "kunnen"),
        *("kunt", "gaat", "ging", "gingen", "dacht", "denk", "vandaag", "gisteren", "vanmorgen"),
        *("vanmiddag", "persoon", "gegevens", "persoonsgegevens", "datalek", "melding", "gestuurd"),
        *("verstuurd", "verzonden", "verkeerde", "collega", "client", "clienten"),
    }
)
"""Words that stand in every second report, and so say nothing about which one it is."""

MOST_WORDS = 120
"""So many different words of a text are looked at: who typed a long story began with what happened."""

SAME, LEAST_WORDS = 0.6, 6
"""From this part of the words in common on two texts tell the same, when that are so many words at least: two short
texts have half their words in common by chance ("brief bij verkeerde gezin")."""


def telling(text: str) -> frozenset[str]:
    """The words of a text that say something about it."""
    found = dict.fromkeys(each for each in _WORD.findall(folded(text)) if each not in COMMON)
    return frozenset(list(found)[:MOST_WORDS])


def in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Which part of all their words two texts have in common: 0 to 1, the same both ways."""
    return len(one & other) / len(one | other) if one and other else 0.0


def part_within(one: frozenset[str], words: str) -> float:
    """Which part of these words stands among all that can be searched of another case: 0 to 1."""
    return len(one & set(_WORD.findall(folded(words)))) / len(one) if one else 0.0


def same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts tell the same."""
    return len(one & other) >= LEAST_WORDS and in_common(one, other) >= SAME
