"""Rules for what is no moment, and for what makes one unreadable: counts, bounds, what recurs, what lasted."""

from dialogs.dutch.moment_said import Unreadable
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import (
    ABOUT,
    ALSO_WORDS,
    ALWAYS_RECURS,
    BEFORE_A_COUNT,
    FROM_THERE,
    HOLDS_A_BOUND,
    KNOWN,
    LABELS,
    NO_PERIOD,
    PARTS,
    RECURS,
    SHORT_WEEKDAYS,
    THAT,
    UNITS,
    UNKNOWN_PERIOD,
    UNREAD_PERIODS,
    WEEKDAYS,
    says_a_number,
)


def something_else(walk: Walk) -> int:
    """What is counted or has a number, and is no moment: "3 clienten", "de 2e keer", "punt 14"; a greeting."""
    word, kind = walk.word(), walk.kind()
    if kind == "number" or (kind == "word" and word != "een" and walk.count() is not None):
        return 2 if walk.counts_things(1) or _counts_a_plural(walk) else 0
    if kind != "word":
        return 0
    if word in LABELS and (walk.kind(1) in {"number", "dotted", "decimal", "junk"} or walk.count(1)):
        follows = walk.word(2)
        return 0 if walk.word(1) == "een" or follows in UNITS or follows in PARTS else 2
    if word in {"goede", "goeie"} and walk.word(1) in {*PARTS, "morgen", "dag"}:
        return 2
    return 0


def _counts_a_plural(walk: Walk) -> bool:
    """ "Er zijn drie bezwaardossiers weg": a number among words that tell no moment, before a plural."""
    before, thing = walk.word(-1), walk.word(1)
    return (
        walk.kind(1) == "plain"
        and len(thing) >= 4
        and thing.endswith(("en", "s"))
        and not thing.startswith(("ge", "ver", "be", "ont"))
        and walk.kind(-1) in {"plain", "word"}
        and (walk.kind(-1) == "plain" or before in BEFORE_A_COUNT)
    )


def small_words(walk: Walk) -> int:
    """What says nothing by itself; and what makes a moment unreadable."""
    word, kind = walk.word(), walk.kind()
    if kind == "dash":
        if _is_an_end(walk, -1) and _is_an_end(walk, 1):
            raise Unreadable
        return 1
    if kind == "stop":
        walk.sentence += 1
        return 1
    if kind != "word" or says_a_number(word) or word in ALWAYS_RECURS or word in UNREAD_PERIODS:
        raise Unreadable
    if word == "niet" and not walk.word(1) and walk.at:
        # "Gisteren niet."
        raise Unreadable
    if word == "om" and walk.word(1) in {"de", "het"} and walk.word(2) != "een" and walk.tells(2):
        # "Om de twee uur."
        raise Unreadable
    if word == "tm" or (word == "laatste" and walk.word(-1) == "ten"):
        raise Unreadable
    if word in HOLDS_A_BOUND or word in RECURS:
        _bound(walk)
    if word in THAT and (walk.word(1) in {*WEEKDAYS, *UNITS, *PARTS, "weekend", "morgen"} - {"u"}):
        raise Unreadable
    if word in UNITS:
        _unit(walk)
    if word in ABOUT:
        walk.mark_about()
        return 1
    if UNKNOWN_PERIOD.fullmatch(word) and word not in KNOWN and word not in NO_PERIOD:
        raise Unreadable
    at_a_time = walk.kind(1) in {"clock", "dotted", "hours", "dm", "dmy"} and word != "zo"
    if word in SHORT_WEEKDAYS and (at_a_time or (word not in ALSO_WORDS and walk.tells(1))):
        raise Unreadable
    return int(word in KNOWN)


def _bound(walk: Walk) -> None:
    """Raises Unreadable when a moment follows: before it, after it, not then, each time."""
    if walk.word() == "uiterlijk":
        raise Unreadable
    ahead = walk.past_small_words(1)
    if walk.counts_things(ahead + 1) and walk.kind(ahead) in {"number", "word", "ordinal"}:
        return
    if walk.word() in {"eerder", "later"} and walk.word(-1) not in UNITS and walk.word(1) != "dan":
        return
    if walk.word() == "binnen" and walk.word(1) in {"om", "op"}:
        # "De mail kwam binnen om 9 uur."
        return
    if walk.word() == "per" and walk.word(1) not in UNITS:
        return
    ends = walk.word() in {"tot", "tussen"} and walk.word(ahead) in SHORT_WEEKDAYS
    if ends or walk.tells(ahead) or walk.words_are("om", "de"):
        raise Unreadable
    if walk.word() in {"eerder", "later"} and walk.word(1) == "dan":
        raise Unreadable


def _unit(walk: Walk) -> None:
    before, after = walk.word(-1), walk.word(1)
    if walk.word() in {"week", "weken"} and after == "van" and walk.tells(walk.past_small_words(2)):
        # "De week van 9 november."
        raise Unreadable
    lone = {"een", "paar", "enkele", "aantal", "de", "om", "halve", "half"}
    if walk.word() in {"uur", "uren", "uurtje", "minuut", "kwartier"} and before in lone:
        raise Unreadable
    if after in FROM_THERE:
        raise Unreadable
    if (
        before in {"paar", "enkele", "aantal", "halve", "half"}
        or walk.word() == "min"
        or walk.words_are_at(-2, "om", "de")
    ):
        raise Unreadable


def _is_an_end(walk: Walk, ahead: int) -> bool:
    kind = walk.kind(ahead)
    return (
        kind in {"clock", "dotted", "hours", "number", "decimal"}
        or (kind == "word" and (walk.count(ahead) is not None and walk.word(ahead) != "een"))
        or walk.word(ahead) in {"uur", "u"}
    )
