"""Listens to a text: every rule in its order, and what was said in all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from dialogs.dutch.moment_ago import ago, last_so_many
from dialogs.dutch.moment_bounds import small_words, something_else
from dialogs.dutch.moment_clock import hour_after_a_cue, spoken_clock
from dialogs.dutch.moment_days import part_of_day, relative_day, week_or_weekday
from dialogs.dutch.moment_digits import written_out
from dialogs.dutch.moment_feasts import feast
from dialogs.dutch.moment_months import day_of_the_month, named_month, year_apart
from dialogs.dutch.moment_said import Said
from dialogs.dutch.moment_tokens import Token
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import QUIET

Rule = Callable[[Walk], int]
"""Knows what stands here, and takes it: how many words, 0 for what it does not know."""

RULES: tuple[Rule, ...] = (
    ago,
    last_so_many,
    something_else,
    written_out,
    feast,
    spoken_clock,
    named_month,
    day_of_the_month,
    year_apart,
    week_or_weekday,
    relative_day,
    part_of_day,
    hour_after_a_cue,
    small_words,
)
"""In this order: the first that knows what stands here takes it."""


def listen(tokens: Sequence[Token], now: datetime, *, cued: bool = False) -> Said:
    """What these words say about a moment; `cued` when they are one of two ends, where a number is an hour.

    Walks through them once; a plain word that no rule knows is counted and passed. Raises Unreadable when a number,
    a month, an ordinal or a word that bounds was not understood, and for moments that do not exist or contradict.
    """
    walk = Walk(tokens, now, cued=cued)
    while walk.at < len(tokens):
        token = tokens[walk.at]
        if token.kind == "plain" or token.text in QUIET:
            walk.unknown += token.kind == "plain"
            walk.at += 1
            continue
        taken = next((taken for rule in RULES if (taken := rule(walk))), 0)
        if not taken:
            walk.unknown += 1
            taken = 1
        walk.at += taken
    return walk.sum_up()
